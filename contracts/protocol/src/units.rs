//! One type for each unit, so that none can pass for another.

use crate::{Amount, Reason, Refusal};
use ink::H256;

/// A newtype that is kept and crosses the interface as what is inside it.
macro_rules! unit {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(
            Clone,
            Copy,
            Debug,
            Default,
            PartialEq,
            Eq,
            PartialOrd,
            Ord,
        )]
        #[cfg_attr(
            feature = "std",
            derive(scale_info::TypeInfo, ink::storage::traits::StorageLayout)
        )]
        pub struct $name(pub $inner);

        packed_as!($name, $inner, |unit| unit.0, Self);
        packed_codec!($name);

        impl $crate::words::Worded for $name {
            #[inline(always)]
            fn put(&self, words: &mut $crate::Sheet) {
                self.0.put(words);
            }
        }

        impl<'a> ink::SolEncode<'a> for $name {
            type SolType = <$inner as ink::SolEncode<'a>>::SolType;

            fn to_sol_type(&'a self) -> Self::SolType {
                ink::SolEncode::to_sol_type(&self.0)
            }
        }

        impl ink::SolDecode for $name {
            type SolType = <$inner as ink::SolDecode>::SolType;

            fn from_sol_type(value: Self::SolType) -> Result<Self, ink::sol::Error> {
                ink::SolDecode::from_sol_type(value).map(Self)
            }
        }
    };
}

/// An id that is counted up, from 1.
macro_rules! counted {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        unit!($(#[$doc])* $name($inner));

        impl $name {
            pub const NONE: Self = Self(0);

            /// The id after this one.
            pub fn next(self) -> Result<Self, Refusal> {
                self.0.checked_add(1).map(Self).ok_or_else(|| Reason::Unsound.into())
            }

            pub const fn is_none(self) -> bool {
                self.0 == 0
            }
        }
    };
}

unit! {
    /// A moment, in seconds since 1970.
    Time(u64)
}
unit! {
    /// A length of time.
    Seconds(u32)
}
unit! {
    /// Ten-thousandths.
    Bps(u16)
}
unit! {
    /// A step of a trace, numbered from 1.
    StepNumber(u8)
}
counted! {
    /// A version of the terms.
    TermsId(u32)
}
counted! {
    /// An anchored batch; zero where there is none.
    BatchId(u64)
}
counted! {
    /// A mandate; zero where there is none.
    MandateId(u64)
}
counted! {
    /// An offer; zero where there is none.
    OfferId(u64)
}
counted! {
    /// A fault; zero where there is none.
    FaultId(u64)
}

impl Time {
    /// That much later; the end of time is the last moment.
    pub fn plus(self, length: Seconds) -> Self {
        Self(self.0.saturating_add(length.0.into()))
    }
}

impl Bps {
    pub const WHOLE: Self = Self(10_000);

    /// This share of an amount, rounded down; at most the amount.
    pub fn of(self, amount: Amount) -> Amount {
        self.of_with(amount, 0)
    }

    /// This share of an amount, rounded up.
    pub fn of_up(self, amount: Amount) -> Amount {
        self.of_with(amount, 9_999)
    }

    /// `floor((amount × share + extra) / 10,000)`.
    #[inline(never)]
    fn of_with(self, amount: Amount, extra: u64) -> Amount {
        let share = u64::from(self.0.min(Self::WHOLE.0));
        // 32 bits at a time: a division of 128 bits would weigh nine times as much as all of this.
        let (mut whole, mut rest) = (0_u128, 0_u64);
        for digit in digits(amount.units()) {
            let part = rest << 32 | digit;
            whole = whole << 32 | u128::from(part / 10_000);
            rest = part % 10_000;
        }
        // Neither term can overflow: share is at most 10,000, and the rest is below.
        let rest = rest.saturating_mul(share).saturating_add(extra) / 10_000;
        Amount::new(
            whole
                .saturating_mul(share.into())
                .saturating_add(rest.into()),
        )
    }
}

impl StepNumber {
    /// The most steps that a trace has.
    pub const MOST: u8 = 5;

    /// The place of this step in a list.
    pub fn index(self) -> usize {
        usize::from(self.0).saturating_sub(1)
    }

    /// This step as a set of steps.
    pub fn bit(self) -> u8 {
        1_u8.checked_shl(self.0.into()).unwrap_or(0)
    }

    /// Every step from 1 to `last`.
    pub fn up_to(last: u8) -> impl Iterator<Item = Self> {
        (1..=last).map(Self)
    }
}

/// Four times 32 bits, the highest first.
#[allow(clippy::cast_possible_truncation)] // What is cut off comes in another digit.
fn digits(number: u128) -> [u64; 4] {
    let (high, low) = ((number >> 64) as u64, number as u64);
    let lower_half = u64::from(u32::MAX);
    [high >> 32, high & lower_half, low >> 32, low & lower_half]
}

/// Mostly seen from the first few bytes.
pub fn is_zero(bytes: &[u8]) -> bool {
    let (words, rest) = bytes.as_chunks();
    let mut words = words.iter().map(|word| u32::from_ne_bytes(*word));
    words.all(|word| word == 0) && rest.iter().all(|byte| *byte == 0)
}

/// Refuses a hash of nothing where a hash means something.
pub fn require_hash(hash: H256) -> Result<H256, Refusal> {
    if is_zero(hash.as_bytes()) {
        Err(Reason::EmptyHash.into())
    } else {
        Ok(hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_round_as_asked_and_never_overflow() {
        let all = Amount::new(u128::MAX);
        assert_eq!(Bps::WHOLE.of(all), all);
        assert_eq!(Bps::WHOLE.of_up(all), all);
        assert_eq!(Bps(1).of(Amount::new(9_999)), Amount::ZERO);
        assert_eq!(Bps(1).of_up(Amount::new(1)), Amount::new(1));
        assert_eq!(Bps(1).of_up(Amount::ZERO), Amount::ZERO);
        assert_eq!(Bps(2_500).of(Amount::new(10_001)), Amount::new(2_500));
        assert_eq!(Bps(2_500).of_up(Amount::new(10_001)), Amount::new(2_501));
        assert_eq!(Bps(0).of_up(all), Amount::ZERO);
    }

    #[test]
    fn time_ends_and_does_not_wrap() {
        assert_eq!(Time(u64::MAX).plus(Seconds(1)), Time(u64::MAX));
    }

    #[test]
    fn a_step_that_cannot_be_is_in_no_set() {
        assert_eq!(StepNumber(1).bit(), 0b10);
        assert_eq!(StepNumber(5).bit(), 0b10_0000);
        assert_eq!(StepNumber(200).bit(), 0);
    }
}

//! Money, in the chain's 18-decimal unit.

use crate::{words::Worded, Reason, Refusal, Sheet};
use ink::{
    sol::{SolDecode, SolEncode},
    U256,
};

/// An amount of money. It crosses the interface as `uint256` and is kept in 128 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(
    feature = "std",
    derive(scale_info::TypeInfo, ink::storage::traits::StorageLayout)
)]
pub struct Amount(u128);

packed_as!(Amount, u128, |amount| amount.0, Self);
packed_codec!(Amount);

impl Worded for Amount {
    fn put(&self, words: &mut Sheet) {
        self.0.put(words);
    }
}

impl Amount {
    pub const ZERO: Self = Self(0);

    pub const fn new(units: u128) -> Self {
        Self(units)
    }

    pub const fn units(self) -> u128 {
        self.0
    }

    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Result<Self, Refusal> {
        self.0.checked_add(other.0).map(Self).ok_or_else(|| {
            Reason::AmountTooLarge {
                amount: U256::from(self.0).saturating_add(other.into()),
            }
            .into()
        })
    }

    /// The difference, where the rules say that it cannot be below zero.
    pub fn minus(self, other: Self) -> Result<Self, Refusal> {
        self.0
            .checked_sub(other.0)
            .map(Self)
            .ok_or_else(|| Reason::Unsound.into())
    }

    /// The difference, or zero.
    pub fn less(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// This amount for each of `2^depth` traces.
    pub fn for_each_of(self, depth: u8) -> Result<Self, Refusal> {
        let whole = self
            .0
            .checked_shl(depth.into())
            .filter(|whole| whole.checked_shr(depth.into()) == Some(self.0));
        whole.map(Self).ok_or_else(|| {
            Reason::AmountTooLarge {
                amount: self.into(),
            }
            .into()
        })
    }

    /// `floor(self × part / whole)`, for a part of a whole that is not zero.
    pub fn share(self, part: Self, whole: Self) -> Self {
        let (part, whole) = (part.0.min(whole.0), whole.0);
        if whole == 0 {
            return Self::ZERO;
        }
        // Long multiplication and division at once, a bit at a time: 256-bit division would weigh
        // more than all of this contract's other arithmetic. `rest` stays below `whole`.
        let (mut quotient, mut rest) = (0_u128, 0_u128);
        let mut add = |quotient: &mut u128, more: u128| {
            let room = whole.saturating_sub(rest);
            if more >= room {
                rest = more.saturating_sub(room);
                *quotient = quotient.saturating_add(1);
            } else {
                rest = rest.saturating_add(more);
            }
            rest
        };
        for bit in (0..u128::BITS).rev() {
            quotient = quotient.saturating_mul(2);
            let twice = add(&mut quotient, 0);
            add(&mut quotient, twice);
            if self.0.checked_shr(bit).unwrap_or(0) & 1 == 1 {
                add(&mut quotient, part);
            }
        }
        Self(quotient)
    }
}

impl TryFrom<U256> for Amount {
    type Error = Refusal;

    fn try_from(amount: U256) -> Result<Self, Refusal> {
        u128::try_from(amount)
            .map(Self)
            .map_err(|_| Reason::AmountTooLarge { amount }.into())
    }
}

impl From<Amount> for U256 {
    fn from(amount: Amount) -> Self {
        amount.0.into()
    }
}

impl SolEncode<'_> for Amount {
    type SolType = U256;

    fn to_sol_type(&self) -> U256 {
        (*self).into()
    }
}

impl SolDecode for Amount {
    type SolType = U256;

    fn from_sol_type(value: U256) -> Result<Self, ink::sol::Error> {
        Self::try_from(value).map_err(|_| ink::sol::Error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAX: Amount = Amount::new(u128::MAX);

    #[test]
    fn sums_that_do_not_fit_are_refused_with_the_sum() {
        assert_eq!(
            MAX.plus(Amount::new(1)),
            Err(Reason::AmountTooLarge {
                amount: U256::from(u128::MAX) + 1
            }
            .into())
        );
        assert_eq!(
            Amount::new(1).minus(Amount::new(2)),
            Err(Reason::Unsound.into())
        );
    }

    #[test]
    fn a_share_is_the_exact_quotient_rounded_down() {
        let mut seed = 1_u128;
        let mut next = || {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            seed ^ (seed << 64) ^ (seed >> 3)
        };
        for round in 0..2_000 {
            let (whole, part) = (next() >> (round % 120), next() >> (round % 128));
            let (of, whole) = (next() >> (round % 90), whole.max(1));
            let part = part.min(whole);
            let exact = U256::from(of).full_mul(U256::from(part)) / U256::from(whole);
            assert_eq!(
                U256::try_from(exact).unwrap(),
                Amount::new(of)
                    .share(Amount::new(part), Amount::new(whole))
                    .into(),
            );
        }
        assert_eq!(MAX.share(MAX, MAX), MAX);
        assert_eq!(MAX.share(Amount::ZERO, MAX), Amount::ZERO);
    }

    #[test]
    fn an_amount_for_each_trace_of_a_batch() {
        assert_eq!(Amount::new(3).for_each_of(20), Ok(Amount::new(3 << 20)));
        assert!(Amount::new(u128::MAX >> 19).for_each_of(20).is_err());
        assert!(MAX.for_each_of(1).is_err());
        assert_eq!(MAX.for_each_of(0), Ok(MAX));
    }
}

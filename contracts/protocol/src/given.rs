//! How arguments come in: in Solidity's words of 32 bytes, read one after the other.
//!
//! ink could read them too, but expands a decoder for every message, which made a quarter of the contract's
//! code, and takes missing bytes for zeros. Here what is missing or does not fit is refused.

use crate::{
    Amount, BatchDraw, BatchId, Bps, Draw, FaultId, Kinds, MandateId, OfferId, Reason, Refusal,
    Root, Seconds, StepNumber, Terms, TermsId, Time, TraceData, TraceId, Windows,
};
use ink::{
    prelude::{string::String, vec::Vec},
    sol::{DynBytes, SolDecode, SolEncode},
    Address, H160, H256, U256,
};

/// Something that a caller gives.
pub trait Argument {
    /// What is next, or anything if that cannot be, which [`Words::check`] tells.
    fn read(words: &mut Words) -> Self;
}

/// Words in a row, and behind them what they point to.
#[derive(Debug)]
pub struct Words<'a> {
    all: &'a [u8],
    /// What is pointed to lies so far from here.
    base: usize,
    next: usize,
    /// The first thing that was wrong. One check at the end costs less than one at every word.
    wrong: Option<Refusal>,
}

impl<'a> Words<'a> {
    /// The arguments of a call.
    pub fn new(all: &'a [u8]) -> Self {
        Self {
            all,
            base: 0,
            next: 0,
            wrong: None,
        }
    }

    /// Whether all that was read was there.
    #[inline(never)]
    pub fn check(self) -> Result<(), Refusal> {
        self.wrong.map_or(Ok(()), Err)
    }

    #[inline(never)]
    fn take(&mut self, length: usize) -> &'a [u8] {
        let end = self.next.saturating_add(length);
        let taken = self.all.get(self.next..end);
        if taken.is_none() {
            self.malformed(self.next);
        }
        self.next = end;
        taken.unwrap_or_default()
    }

    fn word(&mut self) -> [u8; 32] {
        self.take(32).try_into().unwrap_or_default()
    }

    /// The last bytes of a word that has nothing else in it.
    #[inline(never)]
    fn low<const N: usize>(&mut self) -> [u8; N] {
        let at = self.next;
        let mut word = self.word();
        let Some(low) = word.last_chunk_mut() else {
            return [0; N];
        };
        let taken = core::mem::replace(low, [0; N]);
        if word != [0; 32] {
            self.malformed(at);
        }
        taken
    }

    #[inline(never)]
    fn number(&mut self, most: u64) -> u64 {
        let at = self.next;
        let number = u64::from_be_bytes(self.low());
        if number > most {
            self.malformed(at);
        }
        number
    }

    fn length(&mut self) -> usize {
        // On the chain a `usize` has 64 bits too.
        usize::try_from(self.number(u32::MAX.into())).unwrap_or(usize::MAX)
    }

    /// Reads what the next word points to.
    #[inline(never)]
    fn follow<T>(&mut self, read: &dyn Fn(&mut Self) -> T) -> T {
        let there = self.base.saturating_add(self.length());
        let back = (self.base, self.next);
        (self.base, self.next) = (there, there);
        let found = read(self);
        (self.base, self.next) = back;
        found
    }

    /// Bytes of any length, which the next word points to.
    #[inline(never)]
    fn bytes(&mut self) -> Vec<u8> {
        self.follow(&|there| {
            let length = there.length();
            there.take(length).into()
        })
    }

    #[cold]
    #[inline(never)]
    fn malformed(&mut self, at: usize) {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        self.refuse(Reason::InvalidCalldata { at }.into());
    }

    #[cold]
    fn refuse(&mut self, refusal: Refusal) {
        self.wrong.get_or_insert(refusal);
    }
}

/// `number_argument!(Type)`: a word that is a number of that type.
macro_rules! number_argument {
    ($($name:ty),*) => {
        $(
            impl Argument for $name {
                #[inline(always)]
                #[allow(clippy::cast_possible_truncation)] // What does not fit is not used.
                fn read(words: &mut Words) -> Self {
                    words.number(Self::MAX.into()) as Self
                }
            }
        )*
    };
}

number_argument!(u8, u16, u32, u64);

/// `argument_as!(Type)`: an argument that wraps another.
macro_rules! argument_as {
    ($($name:ident),*) => {
        $(
            impl Argument for $name {
                #[inline(always)]
                fn read(words: &mut Words) -> Self {
                    Self(Argument::read(words))
                }
            }
        )*
    };
}

argument_as!(Time, Seconds, Bps, StepNumber, TermsId, BatchId, MandateId, OfferId, FaultId);
argument_as!(TraceId, Root);

impl Argument for bool {
    fn read(words: &mut Words) -> Self {
        words.number(1) == 1
    }
}

impl Argument for Address {
    #[inline(always)]
    fn read(words: &mut Words) -> Self {
        H160(words.low())
    }
}

impl Argument for H256 {
    #[inline(never)]
    fn read(words: &mut Words) -> Self {
        H256(words.word())
    }
}

impl Argument for Amount {
    #[inline(never)]
    fn read(words: &mut Words) -> Self {
        let amount = Self::try_from(U256::from_big_endian(&words.word()));
        amount.unwrap_or_else(|refusal| {
            words.refuse(refusal);
            Self::ZERO
        })
    }
}

impl Argument for Kinds {
    fn read(words: &mut Words) -> Self {
        Kinds::new(Argument::read(words)).unwrap_or_else(|refusal| {
            words.refuse(refusal);
            Self::default()
        })
    }
}

impl Argument for DynBytes {
    fn read(words: &mut Words) -> Self {
        Self(words.bytes())
    }
}

/// Where more can be read about something. Like any Solidity `string`, it is not looked into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uri(pub Vec<u8>);

impl Argument for Uri {
    fn read(words: &mut Words) -> Self {
        Self(words.bytes())
    }
}

impl SolEncode<'_> for Uri {
    type SolType = String;

    fn to_sol_type(&self) -> String {
        String::from_utf8_lossy(&self.0).into_owned()
    }
}

impl SolDecode for Uri {
    type SolType = String;

    fn from_sol_type(uri: String) -> Result<Self, ink::sol::Error> {
        Ok(Self(uri.into_bytes()))
    }
}

impl<T: Argument> Argument for Vec<T> {
    fn read(words: &mut Words) -> Self {
        words.follow(&|there| {
            let mut items = Self::new();
            for _ in 0..there.length() {
                // Ends with the calldata at the latest.
                if there.wrong.is_some() {
                    break;
                }
                items.push(T::read(there));
            }
            items
        })
    }
}

/// `arguments!(A, B, ...)`: arguments after each other.
macro_rules! arguments {
    ($($name:ident),+) => {
        impl<$($name: Argument),+> Argument for ($($name,)+) {
            #[inline(always)]
            fn read(words: &mut Words) -> Self {
                ($($name::read(words),)+)
            }
        }
    };
}

arguments!(A);
arguments!(A, B);
arguments!(A, B, C);
arguments!(A, B, C, D);
arguments!(A, B, C, D, E);
arguments!(A, B, C, D, E, F);
arguments!(A, B, C, D, E, F, G);
arguments!(A, B, C, D, E, F, G, H);

/// `record_argument!(Type { fields })`: fields after each other.
macro_rules! record_argument {
    ($name:ident { $($field:ident),+ $(,)? }) => {
        impl Argument for $name {
            fn read(words: &mut Words) -> Self {
                $(let $field = Argument::read(words);)+
                Self { $($field),+ }
            }
        }
    };
}

record_argument!(Draw {
    step,
    mandate,
    amount
});
record_argument!(BatchDraw { mandate, per_trace });
record_argument!(Windows {
    answer,
    ruling,
    report,
    recourse
});
record_argument!(Terms {
    windows,
    min_cover,
    report_deposit,
    contest_deposit,
    lost_penalty,
    max_default_penalty,
    reporter_share
});

impl Argument for TraceData {
    #[inline(never)]
    fn read(words: &mut Words) -> Self {
        words.follow(&|there| {
            let (requester, input, output, at, steps) = Argument::read(there);
            Self {
                requester,
                input,
                output,
                at,
                steps,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ink::prelude::vec;

    fn given<T: Argument>(bytes: &[u8]) -> Result<T, Reason> {
        let mut words = Words::new(bytes);
        let value = T::read(&mut words);
        words.check().map_err(|refusal| refusal.reason())?;
        Ok(value)
    }

    type Static = (H256, u8, u16, u32, u64, bool, Address, Amount);
    type Dynamic = (BatchId, TraceData, Vec<H256>, Vec<Draw>, Uri);

    fn of_static() -> (H256, u8, u16, u32, u64, bool, Address, U256) {
        let (address, amount) = (H160([0xab; 20]), U256::from(u128::MAX));
        let hash = H256([0xcd; 32]);
        (
            hash,
            u8::MAX,
            u16::MAX,
            u32::MAX,
            u64::MAX,
            true,
            address,
            amount,
        )
    }

    fn of_dynamic() -> Dynamic {
        let data = TraceData {
            requester: H160([1; 20]),
            input: H256([2; 32]),
            output: H256([3; 32]),
            at: 4,
            steps: DynBytes(vec![5; 53]),
        };
        let draw = |step| Draw {
            step: StepNumber(step),
            mandate: MandateId(7),
            amount: Amount::new(u128::MAX),
        };
        (
            BatchId(9),
            data,
            vec![H256([6; 32]); 3],
            vec![draw(1), draw(2)],
            Uri(b"ipfs://evidence".to_vec()),
        )
    }

    #[test]
    fn arguments_are_read_as_ink_writes_them() {
        let bytes = ink::sol::encode_sequence(&of_static());
        let (hash, byte, short, word, long, yes, address, _) = of_static();
        let amount = Amount::new(u128::MAX);
        assert_eq!(
            given::<Static>(&bytes),
            Ok((hash, byte, short, word, long, yes, address, amount))
        );
        let bytes = ink::sol::encode_sequence(&of_dynamic());
        assert_eq!(given::<Dynamic>(&bytes), Ok(of_dynamic()));

        let terms = Terms {
            windows: Windows {
                recourse: Seconds(4),
                ..Windows::default()
            },
            reporter_share: Bps(5),
            ..Terms::default()
        };
        let bytes = ink::sol::encode_sequence(&(terms,));
        assert_eq!(given::<(Terms,)>(&bytes), Ok((terms,)));
    }

    #[test]
    fn whatever_is_cut_is_refused_and_what_follows_is_not_read() {
        let mut bytes = ink::sol::encode_sequence(&of_dynamic());
        // The last word but its 15 bytes of text is padding, which nothing needs.
        let needed = bytes.len() - 17;
        for cut in 0..needed {
            let refused = given::<Dynamic>(&bytes[..cut]);
            assert!(
                matches!(refused, Err(Reason::InvalidCalldata { .. })),
                "cut at {cut}"
            );
        }
        bytes.extend([0xff; 40]);
        assert_eq!(given::<Dynamic>(&bytes), Ok(of_dynamic()));
    }

    #[test]
    fn what_does_not_fit_its_type_is_refused_where_it_stands() {
        let whole = ink::sol::encode_sequence(&of_static());
        for (word, width) in [(1_u32, 1), (2, 2), (3, 4), (4, 8), (5, 1), (6, 20)] {
            let mut bytes = whole.clone();
            let at = word * 32;
            bytes[at as usize + 31 - width] = 1;
            assert_eq!(given::<Static>(&bytes), Err(Reason::InvalidCalldata { at }));
        }
        let mut bytes = whole.clone();
        bytes[5 * 32 + 31] = 2;
        let neither = Err(Reason::InvalidCalldata { at: 5 * 32 });
        assert_eq!(given::<Static>(&bytes), neither);

        let mut bytes = whole;
        bytes[7 * 32 + 15] = 1;
        let amount = U256::from(u128::MAX) + (U256::one() << 128);
        assert_eq!(
            given::<Static>(&bytes),
            Err(Reason::AmountTooLarge { amount })
        );
    }

    #[test]
    fn whatever_words_say_reading_ends() {
        // Each word says by turns that everything is long and far away.
        let whole = ink::sol::encode_sequence(&of_dynamic());
        for word in 0..whole.len() / 32 {
            for value in [0xff, 0x7f, 0x01] {
                for place in [31, 28, 24, 0] {
                    let mut bytes = whole.clone();
                    bytes[word * 32 + place] = value;
                    let _ = given::<Dynamic>(&bytes);
                }
            }
        }
    }
}

//! How events and records leave the contract: in Solidity's words of 32 bytes.
//!
//! ink could write them too, but expands its encoder at every place that tells or returns something, which made
//! a fifth of the contract's code. A test holds these words to ink's.

use crate::{Sheet, Uri};
use ink::{
    prelude::vec::Vec,
    sol::{DynBytes, SolDecode, SolEncode},
    Address, H256,
};

/// Something that is one word, or several in a row.
pub trait Worded {
    fn put(&self, words: &mut Sheet);
}

/// `worded_as!(Type, Number)`: a word that is a number.
macro_rules! worded_as {
    ($name:ty, $into:expr) => {
        impl $crate::words::Worded for $name {
            #[inline(always)]
            fn put(&self, words: &mut $crate::Sheet) {
                let into: fn(&Self) -> u64 = $into;
                $crate::words::put_number(words, into(self));
            }
        }
    };
}

worded_as!(u8, |number| u64::from(*number));
worded_as!(u16, |number| u64::from(*number));
worded_as!(u32, |number| u64::from(*number));
worded_as!(u64, |number| *number);
worded_as!(bool, |yes| u64::from(*yes));

/// `worded_fields!(Type { fields })`: its fields in a row.
macro_rules! worded_fields {
    ($name:ident { $($field:ident),+ $(,)? }) => {
        impl $crate::words::Worded for $name {
            fn put(&self, words: &mut $crate::Sheet) {
                $($crate::words::Worded::put(&self.$field, words);)+
            }
        }
    };
}

pub fn put_number(words: &mut Sheet, number: u64) {
    put_low(words, number.to_be_bytes());
}

impl Worded for u128 {
    fn put(&self, words: &mut Sheet) {
        put_low(words, self.to_be_bytes());
    }
}

impl Worded for Address {
    fn put(&self, words: &mut Sheet) {
        put_low(words, self.0);
    }
}

impl Worded for H256 {
    fn put(&self, words: &mut Sheet) {
        put_low(words, self.0);
    }
}

impl Worded for DynBytes {
    fn put(&self, words: &mut Sheet) {
        put_last(words, &self.0);
    }
}

impl Worded for Uri {
    fn put(&self, words: &mut Sheet) {
        put_last(words, &self.0);
    }
}

/// How many, and they.
impl<T: Worded> Worded for Vec<T> {
    #[inline(never)]
    fn put(&self, words: &mut Sheet) {
        put_number(words, self.len() as u64);
        self.iter().for_each(|item| item.put(words));
    }
}

/// The first word of anything that is longer or shorter at times, returned by itself: where it begins.
pub fn begin() -> Sheet {
    let mut words = Sheet::default();
    put_number(&mut words, 32);
    words
}

/// `view!(pub struct Name { fields; list })`: what a view returns that ends with a list.
macro_rules! view {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $($(#[$field_meta:meta])* pub $field:ident: $kind:ty,)+
            ..
            $(#[$list_meta:meta])* pub $list:ident: $list_kind:ty,
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, ink::SolDecode)]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $kind,)+
            $(#[$list_meta])* pub $list: $list_kind,
        }

        shown!($name { $($field: $kind,)+ } $list: $list_kind);
    };
}

/// `shown!(Type { fields } list)`: how something that ends with a list is returned.
macro_rules! shown {
    ($name:ident { $($field:ident: $kind:ty,)+ } $list:ident: $list_kind:ty) => {
        impl<'a> ink::SolEncode<'a> for $name {
            type SolType = (
                $(<$kind as ink::SolEncode<'a>>::SolType,)+
                <$list_kind as ink::SolEncode<'a>>::SolType,
            );

            fn to_sol_type(&'a self) -> Self::SolType {
                (
                    $(ink::SolEncode::to_sol_type(&self.$field),)+
                    ink::SolEncode::to_sol_type(&self.$list),
                )
            }

            fn encode(&'a self) -> ink::prelude::vec::Vec<u8> {
                let mut words = $crate::words::begin();
                $($crate::words::Worded::put(&self.$field, &mut words);)+
                // Where the list begins, counted from the first field.
                let list = words.len() as u64;
                $crate::words::put_number(&mut words, list);
                $crate::words::Worded::put(&self.$list, &mut words);
                words.into()
            }
        }
    };
}

/// A list, as a view returns it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List<T>(pub Vec<T>);

impl<'a, T: Worded + SolEncode<'a>> SolEncode<'a> for List<T>
where
    Vec<T>: SolEncode<'a>,
{
    type SolType = <Vec<T> as SolEncode<'a>>::SolType;

    fn to_sol_type(&'a self) -> Self::SolType {
        self.0.to_sol_type()
    }

    fn encode(&'a self) -> Vec<u8> {
        let mut words = begin();
        self.0.put(&mut words);
        words.into()
    }
}

impl<T: SolDecode> SolDecode for List<T>
where
    Vec<T>: SolDecode,
{
    type SolType = <Vec<T> as SolDecode>::SolType;

    fn from_sol_type(list: Self::SolType) -> Result<Self, ink::sol::Error> {
        SolDecode::from_sol_type(list).map(Self)
    }
}

/// Bytes at the low end of a word, as numbers and addresses are.
#[inline(never)]
fn put_low<const N: usize>(words: &mut Sheet, bytes: [u8; N]) {
    if let Some(low) = words.place(32).last_chunk_mut() {
        *low = bytes;
    }
}

/// Bytes of any length, where they are the last of what is told: where they begin, how many, and they.
#[inline(never)]
fn put_last(words: &mut Sheet, bytes: &[u8]) {
    let begin = words.len().saturating_add(32);
    put_number(words, begin as u64);
    put_number(words, bytes.len() as u64);
    let whole = words.place(bytes.len().next_multiple_of(32));
    if let Some(place) = whole.get_mut(..bytes.len()) {
        place.copy_from_slice(bytes);
    }
}

/// An event as the chain takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// 32 bytes each, the signature first.
    pub topics: Sheet,
    pub data: Sheet,
}

impl Default for Log {
    fn default() -> Self {
        Self {
            topics: Sheet::default(),
            data: Sheet::bare(),
        }
    }
}

/// Something that is told as an event.
pub trait Told {
    fn tell(&self, log: &mut Log);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Amount, BatchId, Bps, Fault, FaultId, Filed, Paid, Recorded, Reported, Standing,
        StepNumber, Terms, TermsAdded, TermsId, Time, TraceId,
    };
    use ink::{abi::Sol, env::Event, prelude::vec, SolEncode};

    fn data_is_what_ink_writes<E: Told + Event<Sol>>(event: &E) {
        let mut log = Log::default();
        event.tell(&mut log);
        assert_eq!(log.data.bytes(), event.encode_data());
    }

    #[test]
    fn events_are_written_as_ink_writes_them() {
        data_is_what_ink_writes(&Recorded {
            trace: TraceId(H256([1; 32])),
            recorder: ink::H160([2; 20]),
            requester: ink::H160([3; 20]),
        });
        for length in [0, 1, 31, 32, 33, 256] {
            data_is_what_ink_writes(&Reported {
                fault: FaultId(1),
                trace: TraceId(H256([1; 32])),
                reporter: ink::H160([2; 20]),
                step: StepNumber(3),
                beneficiary: ink::H160([4; 20]),
                recourse: true,
                loss: Amount::new(u128::MAX),
                deposit: Amount::new(6),
                evidence: H256([7; 32]),
                uri: Uri("é".repeat(length).into_bytes()),
            });
        }
        data_is_what_ink_writes(&TermsAdded {
            terms: TermsId(1),
            content: terms(),
        });
        data_is_what_ink_writes(&Paid {
            fault: FaultId(1),
            surety: ink::H160([2; 20]),
            beneficiary: ink::H160([3; 20]),
            amount: Amount::new(4),
            penalty: Amount::new(5),
            to_reporter: Amount::new(6),
            unlocked: Amount::new(7),
            standing: Standing::Lost,
            counted: Amount::new(8),
        });
    }

    #[test]
    fn topics_are_the_signature_and_one_word_each() {
        let mut log = Log::default();
        Paid {
            fault: FaultId(1),
            surety: ink::H160([2; 20]),
            beneficiary: ink::H160([3; 20]),
            amount: Amount::ZERO,
            penalty: Amount::ZERO,
            to_reporter: Amount::ZERO,
            unlocked: Amount::ZERO,
            standing: Standing::None,
            counted: Amount::ZERO,
        }
        .tell(&mut log);
        let signature =
            "Paid(uint64,address,address,uint256,uint256,uint256,uint256,uint8,uint256)";
        let word = |bytes: &[u8]| [vec![0; 32 - bytes.len()], bytes.to_vec()].concat();
        assert_eq!(
            log.topics.bytes(),
            [
                crate::vectors::keccak_256(signature.as_bytes()).to_vec(),
                word(&[1]),
                word(&[2; 20]),
                word(&[3; 20]),
            ]
            .concat()
        );
    }

    #[test]
    fn records_are_written_as_ink_writes_them() {
        let filed = Filed {
            trace: TraceId(H256([1; 32])),
            step: StepNumber(2),
            recourse: true,
            reporter: ink::H160([3; 20]),
            beneficiary: ink::H160([4; 20]),
            recorder: ink::H160([5; 20]),
            governance: ink::H160([6; 20]),
            evidence: H256([7; 32]),
            report_end: Time(8),
            batch: BatchId(9),
            batch_place: 1,
            terms: TermsId(2),
        };
        let fault = Fault::new(filed, terms(), Amount::new(u128::MAX));
        let by_ink = ink::sol::encode_sequence(&(fault.to_sol_type(),));
        assert_eq!(SolEncode::encode(&fault), by_ink);
    }

    fn terms() -> Terms {
        Terms {
            min_cover: Amount::new(1),
            reporter_share: Bps(2),
            ..Terms::default()
        }
    }
}

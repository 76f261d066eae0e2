use crate::{Address, Hash};

/// A value that an error carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    Number(u128),
    Address(Address),
    Hash(Hash),
}

macro_rules! numbers {
    ($($type:ty),+) => {
        $(impl From<$type> for Value {
            fn from(number: $type) -> Self {
                Self::Number(u128::from(number))
            }
        }

        impl TryFrom<Value> for $type {
            type Error = ();

            fn try_from(value: Value) -> Result<Self, ()> {
                match value {
                    Value::Number(number) => Self::try_from(number).map_err(|_| ()),
                    _ => Err(()),
                }
            }
        })+
    };
}
numbers!(u8, u16, u32, u64, u128);

impl From<Address> for Value {
    fn from(address: Address) -> Self {
        Self::Address(address)
    }
}

impl From<Hash> for Value {
    fn from(hash: Hash) -> Self {
        Self::Hash(hash)
    }
}

impl TryFrom<Value> for Address {
    type Error = ();

    fn try_from(value: Value) -> Result<Self, ()> {
        match value {
            Value::Address(address) => Ok(address),
            _ => Err(()),
        }
    }
}

impl TryFrom<Value> for Hash {
    type Error = ();

    fn try_from(value: Value) -> Result<Self, ()> {
        match value {
            Value::Hash(hash) => Ok(hash),
            _ => Err(()),
        }
    }
}

macro_rules! refusals {
    ($($name:ident $(($($value:ident: $type:ty),+))?,)+) => {
        /// The errors of IAnswerable.sol, with their values in its order.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Refused {
            $($name $(($($type),+))?,)+
        }

        impl Refused {
            /// All errors by name.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($name)),+];

            /// Its name in IAnswerable.sol.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$name { .. } => stringify!($name),)+
                }
            }

            /// The error of this name with these values, as an adapter decodes it.
            pub fn read(name: &str, values: &[Value]) -> Option<Self> {
                let mut values = values.iter().copied();
                let read = match name {
                    $(stringify!($name) => {
                        Self::$name $(($(<$type>::try_from(values.next()?).ok()?),+))?
                    })+
                    _ => return None,
                };
                values.next().is_none().then_some(read)
            }

            /// What it carries, in order.
            pub fn values(&self) -> Vec<Value> {
                match self {
                    $(Self::$name $(($($value),+))? => vec![$($(Value::from(*$value)),+)?],)+
                }
            }
        }
    };
}

refusals! {
    ZeroAmount,
    InvalidCalldata(at: u32),
    AmountTooLarge(amount: u128),
    InsufficientFree(account: Address, needed: u128, free: u128),
    PaymentRejected(amount: u128),
    EmptyHash,
    InvalidAddress(given: Address),
    IntakeClosed,
    Unsound,

    TermsChanged(current: u32),
    UnknownTrace(trace: Hash),
    UnknownStep(step: u8, steps: u8),
    UnknownBatch(batch: u64),
    UnknownMandate(mandate: u64),
    UnknownOffer(offer: u64),
    UnknownFault(fault: u64),
    UnknownTerms(terms: u32),

    InvalidSteps(length: u128),
    UnknownKind(step: u8, kind: u8),
    AlreadyRecorded(trace: Hash),
    BatchTooDeep(depth: u8, deepest: u8),
    NotInBatch(trace: Hash),
    NotTheActor(actor: Address),
    AlreadyAttested(step: u8),

    CoverTooSmall(least: u128),
    StepHasOpenFault(fault: u64),
    ReportWindowClosed(until: u64),
    PledgesFull(places: u8),
    AlreadyPledged(surety: Address),
    Expired(until: u64),
    OfferExhausted(offer: u64),
    PremiumTooSmall(premium: u128),
    NotThePayer(payer: Address),
    InvalidKinds(kinds: u8),
    NotTheSurety(surety: Address),
    MandateRevoked(mandate: u64),
    MandateForRecorder(recorder: Address),
    MandateForActor(actor: Address),
    MandateForKinds(kinds: u8),
    MandateForTerms(terms: u32),
    OverPerTrace(per_trace: u128),
    OverOutstanding(room: u128),
    ActorCovered(actor: Address),
    NoDraws,
    TooManyDraws(most: u128),
    StillPromised(until: u64),
    FaultsOpen(open: u32),
    NothingToRelease,
    NotCovered(step: u8, cover: u128, until: u64),

    WrongState(state: u8),
    TooLate(deadline: u64),
    TooEarly(deadline: u64),
    NotCalled(called: Address),
    NotTheReporter(reporter: Address),
    SomethingPaid(paid: u128),
    NothingContested(due: u128),
    LossTooLarge(reported: u128),
    UriTooLong(most: u128),
    SlashOutOfBounds(above: u16, most: u16),
    OwnCase(party: Address),
    OwnLoss,
    RecourseNotYet(from: u64),
    RecourseOver(until: u64),
    RecourseUsed(step: u8),
    NothingToRecover(recoverable: u128, least: u128),

    NotGovernance(governance: Address),
    NotProposed(proposed: Address),
    WindowOutOfBounds(shortest: u32, longest: u32),
    BpsOutOfBounds(most: u16),
    PenaltiesOutOfOrder(lost: u16, max_default: u16),
    ContestDepositMissing,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back_what_it_shows() {
        let errors = [
            Refused::NoDraws,
            Refused::NotCovered(1, 2, 3),
            Refused::InsufficientFree(crate::account(1), u128::MAX, 0),
            Refused::NotInBatch(Hash::of(1)),
        ];
        for error in errors {
            assert_eq!(Refused::read(error.name(), &error.values()), Some(error));
        }
        assert_eq!(Refused::read("NoDraws", &[Value::Number(1)]), None);
        assert_eq!(Refused::read("TooLate", &[]), None);
    }
}

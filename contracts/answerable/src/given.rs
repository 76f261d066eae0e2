//! The arguments of messages. ink's dispatcher would decode them one by one for every message; instead each
//! message reads its own, with the readers that all share.

use ink::sol::SolDecode;

/// What a message takes: for a caller a value, for the contract something to [`read`].
#[cfg(any(feature = "std", feature = "ink-as-dependency"))]
#[derive(Clone)]
pub struct Given<T>(pub T);

#[cfg(not(any(feature = "std", feature = "ink-as-dependency")))]
pub struct Given<T>(core::marker::PhantomData<T>);

/// The arguments of a message, in the order in which it takes them.
pub(crate) trait AllGiven {
    type Values;

    fn values(self, first: u32) -> Self::Values;
}

/// The values of a message's arguments. What is missing or does not fit ends the call.
#[inline(always)]
pub(crate) fn read<G: AllGiven>(given: G) -> G::Values {
    const SELECTOR: u32 = 4;
    given.values(SELECTOR)
}

/// The values of the constructor's arguments, which no selector precedes.
#[inline(always)]
pub(crate) fn read_first<G: AllGiven>(given: G) -> G::Values {
    given.values(0)
}

macro_rules! all_given {
    ($($name:ident),+) => {
        #[cfg(any(feature = "std", feature = "ink-as-dependency"))]
        #[allow(non_snake_case)]
        impl<$($name),+> AllGiven for ($(Given<$name>,)+) {
            type Values = ($($name,)+);

            fn values(self, _: u32) -> Self::Values {
                let ($($name,)+) = self;
                ($($name.0,)+)
            }
        }

        #[cfg(not(any(feature = "std", feature = "ink-as-dependency")))]
        impl<$($name: answerable_protocol::Argument),+> AllGiven for ($(Given<$name>,)+) {
            type Values = ($($name,)+);

            #[inline(never)]
            fn values(self, first: u32) -> Self::Values {
                let calldata = calldata(first);
                let mut words = answerable_protocol::Words::new(&calldata);
                let values = answerable_protocol::Argument::read(&mut words);
                check(words);
                values
            }
        }
    };
}

impl AllGiven for () {
    type Values = ();

    fn values(self, _: u32) {}
}

all_given!(A);
all_given!(A, B);
all_given!(A, B, C);
all_given!(A, B, C, D);
all_given!(A, B, C, D, E);
all_given!(A, B, C, D, E, F);
all_given!(A, B, C, D, E, F, G);
all_given!(A, B, C, D, E, F, G, H);

/// All that a call brings, from `first` on.
#[cfg(not(any(feature = "std", feature = "ink-as-dependency")))]
#[inline(never)]
fn calldata(first: u32) -> ink::prelude::vec::Vec<u8> {
    use pallet_revive_uapi::{HostFn, HostFnImpl};

    let length = HostFnImpl::call_data_size().saturating_sub(first.into());
    // What a call may bring fits the memory by far.
    let mut bytes = ink::prelude::vec![0; usize::try_from(length).unwrap_or_default()];
    HostFnImpl::call_data_copy(&mut bytes, first);
    bytes
}

/// A refusal here is an answer like any other; there is nothing to undo yet.
#[cfg(not(any(feature = "std", feature = "ink-as-dependency")))]
#[inline(never)]
fn check(words: answerable_protocol::Words) {
    if let Err(refusal) = words.check() {
        let refused: Result<(), answerable_protocol::Refusal> = Err(refusal);
        ink::env::return_value_solidity(ink::env::ReturnFlags::REVERT, &refused);
    }
}

#[cfg(any(feature = "std", feature = "ink-as-dependency"))]
impl<'a, T: ink::SolEncode<'a>> ink::SolEncode<'a> for Given<T> {
    type SolType = T::SolType;

    fn to_sol_type(&'a self) -> Self::SolType {
        self.0.to_sol_type()
    }
}

#[cfg(any(feature = "std", feature = "ink-as-dependency"))]
impl<T: SolDecode> SolDecode for Given<T> {
    type SolType = T::SolType;

    fn from_sol_type(value: Self::SolType) -> Result<Self, ink::sol::Error> {
        T::from_sol_type(value).map(Self)
    }
}

#[cfg(not(any(feature = "std", feature = "ink-as-dependency")))]
impl<T: SolDecode> SolDecode for Given<T> {
    const SOL_NAME: &'static str = T::SOL_NAME;
    // Nothing for ink to decode.
    type SolType = ();

    fn from_sol_type((): ()) -> Result<Self, ink::sol::Error> {
        Ok(Self(core::marker::PhantomData))
    }
}

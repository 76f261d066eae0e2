//! The contract is cut in two. A call pays for all code of the contract that it calls, so what is called every day
//! does not carry the rest: that lies in the annex, a second contract out of this same source, whose code the
//! contract runs on its own cells. Callers notice nothing but the price.
//!
//! The contract takes no other annex than the one whose code hash was compiled into it. An annex has nothing in
//! its own cells, so that it can serve any number of contracts, and refuses everybody who calls it directly.

use crate::{
    answerable::Answerable,
    given::{read, AllGiven},
};
use answerable_protocol::{Reason, Refusal};
use ink::Address;

/// What the contract itself does.
#[cfg(any(feature = "std", feature = "ink-as-dependency", not(feature = "annex")))]
pub(crate) fn in_contract<G: AllGiven>(given: G) -> G::Values {
    read(given)
}

/// What the annex does for it.
#[cfg(any(feature = "std", feature = "ink-as-dependency", feature = "annex"))]
pub(crate) fn in_annex<G: AllGiven>(_: &Answerable, given: G) -> G::Values {
    read(given)
}

/// Nobody calls it through the annex.
#[cfg(all(
    not(any(feature = "std", feature = "ink-as-dependency")),
    feature = "annex"
))]
pub(crate) fn in_contract<G: AllGiven>(_: G) -> G::Values {
    use pallet_revive_uapi::{HostFn, HostFnImpl, ReturnFlags};

    HostFnImpl::return_value(ReturnFlags::REVERT, &[])
}

/// Hands the call on as it came, and what the annex answers back to the caller.
#[cfg(not(any(feature = "std", feature = "ink-as-dependency", feature = "annex")))]
pub(crate) fn in_annex<G: AllGiven>(contract: &Answerable, _: G) -> G::Values {
    hand_on(contract.annex)
}

#[cfg(not(any(feature = "std", feature = "ink-as-dependency", feature = "annex")))]
#[inline(never)]
fn hand_on(annex: Address) -> ! {
    use pallet_revive_uapi::{CallFlags, HostFn, HostFnImpl, ReturnFlags};

    let _ = HostFnImpl::delegate_call(
        CallFlags::FORWARD_INPUT | CallFlags::TAIL_CALL,
        annex.as_fixed_bytes(),
        u64::MAX,
        u64::MAX,
        &[u8::MAX; 32],
        &[],
        None,
    );
    // Only what failed without an answer comes back here.
    HostFnImpl::return_value(ReturnFlags::REVERT, &[])
}

/// Refuses everything but an annex of this very contract.
pub(crate) fn require(annex: Address) -> Result<Address, Refusal> {
    if is_annex(annex) {
        Ok(annex)
    } else {
        Err(Reason::InvalidAddress { given: annex }.into())
    }
}

#[cfg(any(feature = "std", feature = "ink-as-dependency", feature = "annex"))]
fn is_annex(_: Address) -> bool {
    true
}

#[cfg(not(any(feature = "std", feature = "ink-as-dependency", feature = "annex")))]
fn is_annex(annex: Address) -> bool {
    use pallet_revive_uapi::{HostFn, HostFnImpl};

    /// Set by the program that builds both.
    const CODE_HASH: &[u8; 32] = include_bytes!(env!("ANSWERABLE_ANNEX"));

    let mut code_hash = [0; 32];
    HostFnImpl::code_hash(annex.as_fixed_bytes(), &mut code_hash);
    code_hash == *CODE_HASH
}

//! What governance decides besides rulings, and nothing else.

use crate::{
    answerable::Answerable,
    books::{emit, own_address},
    cells::store_new,
};
use answerable_protocol::{
    GovernanceAccepted, GovernanceProposed, IntakeSet, Reason, Refusal, Terms, TermsAdded, TermsId,
    TreasurySet,
};
use ink::Address;

#[inline(never)]
pub(crate) fn add_terms(contract: &mut Answerable, content: Terms) -> Result<TermsId, Refusal> {
    contract.office.require_governance(contract.caller())?;
    enact(contract, content)
}

/// Makes a version current.
#[inline(never)]
pub(crate) fn enact(contract: &mut Answerable, content: Terms) -> Result<TermsId, Refusal> {
    content.check(&contract.office.shortest)?;
    let terms = contract.office.terms.next()?;
    contract.office.terms = terms;
    contract.current = content;
    store_new(&mut contract.terms, &terms, &content);
    emit(&TermsAdded { terms, content });
    Ok(terms)
}

#[inline(never)]
pub(crate) fn set_treasury(contract: &mut Answerable, treasury: Address) -> Result<(), Refusal> {
    contract.office.require_governance(contract.caller())?;
    contract.office.treasury = require_other(treasury)?;
    emit(&TreasurySet { treasury });
    Ok(())
}

#[inline(never)]
pub(crate) fn set_intake(contract: &mut Answerable, open: bool) -> Result<(), Refusal> {
    contract.office.require_governance(contract.caller())?;
    contract.office.intake_open = open;
    emit(&IntakeSet { open });
    Ok(())
}

#[inline(never)]
pub(crate) fn propose_governance(
    contract: &mut Answerable,
    proposed: Address,
) -> Result<(), Refusal> {
    contract.office.require_governance(contract.caller())?;
    contract.office.proposed = require_other(proposed)?;
    emit(&GovernanceProposed { proposed });
    Ok(())
}

#[inline(never)]
pub(crate) fn accept_governance(contract: &mut Answerable) -> Result<(), Refusal> {
    let governance = contract.caller();
    contract.office.accept(governance)?;
    emit(&GovernanceAccepted { governance });
    Ok(())
}

/// Somebody, and not the contract itself.
#[inline(never)]
pub(crate) fn require_other(given: Address) -> Result<Address, Refusal> {
    if given.is_zero() || given == own_address() {
        return Err(Reason::InvalidAddress { given }.into());
    }
    Ok(given)
}

//! As contracts/answerable/src/governance.rs.

use super::World;
use answerable_protocol::{Reason, Refusal, Terms, TermsId};
use ink::Address;

impl World {
    pub(super) fn add_terms(&mut self, content: Terms) -> Result<TermsId, Refusal> {
        self.require_governance()?;
        self.enact(content)
    }

    pub(super) fn enact(&mut self, content: Terms) -> Result<TermsId, Refusal> {
        content.check(&self.cells.office.shortest)?;
        let terms = self.cells.office.terms.next()?;
        self.cells.office.terms = terms;
        self.cells.current = content;
        self.cells.terms.insert(terms, &content);
        Ok(terms)
    }

    pub(super) fn set_treasury(&mut self, treasury: Address) -> Result<(), Refusal> {
        self.require_governance()?;
        self.cells.office.treasury = self.require_other(treasury)?;
        Ok(())
    }

    pub(super) fn set_intake(&mut self, open: bool) -> Result<(), Refusal> {
        self.require_governance()?;
        self.cells.office.intake_open = open;
        Ok(())
    }

    pub(super) fn propose_governance(&mut self, proposed: Address) -> Result<(), Refusal> {
        self.require_governance()?;
        self.cells.office.proposed = self.require_other(proposed)?;
        Ok(())
    }

    pub(super) fn accept_governance(&mut self) -> Result<(), Refusal> {
        self.cells.office.accept(self.caller)
    }

    fn require_governance(&self) -> Result<(), Refusal> {
        self.cells.office.require_governance(self.caller)
    }

    fn require_other(&self, given: Address) -> Result<Address, Refusal> {
        if given.is_zero() || given == self.contract {
            return Err(Reason::InvalidAddress { given }.into());
        }
        Ok(given)
    }
}

//! Who governs, and what they may change.

use crate::{Reason, Refusal, TermsId, Windows};
use ink::Address;

cell! {
    /// The few things that governance decides about.
    #[derive(Default)]
    pub struct Office {
        pub governance: Address,
        /// Who may accept to be governance, or zero.
        pub proposed: Address,
        /// Where penalties go.
        pub treasury: Address,
        /// Whether new records, offers and pledges are taken.
        pub intake_open: bool,
        /// The current version of the terms.
        pub terms: TermsId,
        /// The shortest windows that any version may have, fixed for good.
        pub shortest: Windows,
    }
}

impl Office {
    pub fn require_governance(&self, caller: Address) -> Result<(), Refusal> {
        if caller == self.governance {
            return Ok(());
        }
        Err(Reason::NotGovernance {
            governance: self.governance,
        }
        .into())
    }

    pub fn require_intake(&self) -> Result<(), Refusal> {
        if self.intake_open {
            Ok(())
        } else {
            Err(Reason::IntakeClosed.into())
        }
    }

    /// Nobody is moved to terms that they did not see.
    pub fn require_terms(&self, expected: TermsId) -> Result<(), Refusal> {
        if expected == self.terms {
            return Ok(());
        }
        Err(Reason::TermsChanged {
            current: self.terms,
        }
        .into())
    }

    /// The proposed one takes office.
    pub fn accept(&mut self, caller: Address) -> Result<(), Refusal> {
        if self.proposed.is_zero() || caller != self.proposed {
            return Err(Reason::NotProposed {
                proposed: self.proposed,
            }
            .into());
        }
        self.governance = caller;
        self.proposed = Address::zero();
        Ok(())
    }
}

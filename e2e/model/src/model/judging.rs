//! What governance may say about a fault.

use super::{FaultRecord, Model, Pot, Standing, State};
use crate::{Address, Answer, Refused};

impl Model {
    /// Whether somebody may not judge a fault.
    pub(crate) fn party(&self, fault: &FaultRecord, who: Address) -> bool {
        let layers = self.layers(fault.trace, fault.step);
        who == fault.reporter
            || who == fault.beneficiary
            || who == self.traces[&fault.trace].recorder
            || layers
                .iter()
                .any(|(_, pledge)| self.pledges[*pledge].surety == who)
    }

    /// The fault, if governance may be heard on it in this state.
    fn judge(
        &mut self,
        now: u64,
        caller: Address,
        fault: u64,
        state: u8,
    ) -> Result<FaultRecord, Refused> {
        self.refuse_unless_governance(caller);
        let found = self.find_fault(fault)?.clone();
        self.must_be(&found, &[state])?;
        for judge in [self.governance, found.governance] {
            let own = self.party(&found, judge);
            self.refuse_if(own, Refused::OwnCase(judge));
        }
        self.refuse_if(now > found.deadline, Refused::TooLate(found.deadline));
        Ok(found)
    }

    pub(crate) fn rule_uphold(
        &mut self,
        now: u64,
        caller: Address,
        fault: u64,
        loss: u128,
    ) -> Result<Answer, Refused> {
        let found = self.judge(now, caller, fault, 2)?;
        let State::Contested { conceded } = found.state else {
            unreachable!()
        };
        let surety = self.called(fault, found.state)?;
        self.refuse_if(loss == 0, Refused::ZeroAmount);
        self.refuse_if(loss > found.loss, Refused::LossTooLarge(found.loss));
        let contested = self.due(fault);
        self.fault_mut(fault).loss = loss;
        let due = self.due(fault);
        let contest_deposit_to = if self.unpaid(fault) == 0 {
            self.mark(fault, surety, Standing::Defended, contested);
            surety
        } else if due <= conceded {
            self.pay(now, fault, u128::MAX, 0, 0, Some(Standing::Honored));
            surety
        } else {
            let bps = self.trace_terms(found.trace).lost_penalty_bps;
            self.pay(now, fault, u128::MAX, bps, conceded, Some(Standing::Lost));
            found.beneficiary
        };
        self.pour_all(Pot::ContestDeposit(fault), Pot::Free(contest_deposit_to));
        self.go_on(now, fault);
        Ok(Answer::Nothing)
    }

    pub(crate) fn rule_dismiss(
        &mut self,
        now: u64,
        caller: Address,
        fault: u64,
    ) -> Result<Answer, Refused> {
        let found = self.judge(now, caller, fault, 2)?;
        let surety = self.called(fault, found.state)?;
        self.mark(fault, surety, Standing::Defended, self.due(fault));
        self.pour_all(Pot::ContestDeposit(fault), Pot::Free(surety));
        self.close(now, fault, State::Dismissed, surety);
        Ok(Answer::Nothing)
    }

    pub(crate) fn slash(
        &mut self,
        now: u64,
        caller: Address,
        fault: u64,
        bps: u16,
    ) -> Result<Answer, Refused> {
        let found = self.judge(now, caller, fault, 3)?;
        let terms = self.trace_terms(found.trace);
        let (above, most) = (terms.lost_penalty_bps, terms.max_default_penalty_bps);
        if bps <= above || bps > most {
            return Err(Refused::SlashOutOfBounds(above, most));
        }
        self.pay(now, fault, u128::MAX, bps, 0, None);
        self.go_on(now, fault);
        Ok(Answer::Nothing)
    }

    pub(crate) fn pardon(
        &mut self,
        now: u64,
        caller: Address,
        fault: u64,
    ) -> Result<Answer, Refused> {
        let found = self.judge(now, caller, fault, 3)?;
        let surety = self.called(fault, found.state)?;
        if let Some(mark) = self.default_mark(fault) {
            self.marks[mark].taken_back = true;
        }
        self.close(now, fault, State::Pardoned, surety);
        Ok(Answer::Nothing)
    }
}

//! The parts that the moves of a fault are made of.

use super::{FaultRecord, Mark, Model, Payment, Pot, Standing, State};
use crate::{Address, Refused};

impl Model {
    /// What its beneficiary still lacks. A claimant never recovers more than it ever claimed in all.
    pub(crate) fn unpaid(&self, fault: u64) -> u128 {
        let found = &self.faults[fault as usize - 1];
        let rest = found.loss.saturating_sub(self.paid(fault));
        if !found.recourse() {
            return rest;
        }
        let recovered = self.recovered(found.trace, found.beneficiary);
        rest.min(
            self.claimed(found.trace, found.beneficiary)
                .saturating_sub(recovered),
        )
    }

    /// What the called surety has to pay of it.
    pub(crate) fn due(&self, fault: u64) -> u128 {
        let found = &self.faults[fault as usize - 1];
        match found.called {
            Some((_, pledge)) => self.left(pledge, found.trace).min(self.unpaid(fault)),
            None => 0,
        }
    }

    pub(crate) fn must_be(&self, fault: &FaultRecord, states: &[u8]) -> Result<(), Refused> {
        let state = fault.state.number();
        if states.contains(&state) {
            Ok(())
        } else {
            Err(Refused::WrongState(state))
        }
    }

    /// The called surety.
    pub(crate) fn called(&self, fault: u64, state: State) -> Result<Address, Refused> {
        match self.find_fault(fault)?.called {
            Some((_, pledge)) => Ok(self.pledges[pledge].surety),
            None => Err(Refused::WrongState(state.number())),
        }
    }

    /// Calls the first layer from `least` on that has something left and is not the beneficiary's own.
    /// After the last one it is an orphan.
    pub(crate) fn call_next(&mut self, now: u64, fault: u64, least: u8) {
        let found = self.faults[fault as usize - 1].clone();
        let next = self
            .layers(found.trace, found.step)
            .into_iter()
            .find(|(layer, pledge)| {
                *layer >= least
                    && self.left(*pledge, found.trace) > 0
                    && self.pledges[*pledge].surety != found.beneficiary
            });
        let answer = now.saturating_add(self.trace_terms(found.trace).answer());
        let report_end = self.report_end(found.trace);
        let record = self.fault_mut(fault);
        record.called = next;
        if next.is_some() {
            record.state = State::Answering;
            record.deadline = answer;
        } else {
            record.state = State::Orphaned;
            record.deadline = answer.max(report_end);
            record.orphaned_at = Some(now);
            self.pour_all(Pot::ReportDeposit(fault), Pot::Free(found.reporter));
        }
    }

    /// After the called layer has done its part.
    pub(crate) fn go_on(&mut self, now: u64, fault: u64) {
        let found = self.faults[fault as usize - 1].clone();
        if self.unpaid(fault) == 0 {
            self.close(now, fault, State::MadeGood, found.reporter);
        } else if let Some((layer, _)) = found.called {
            self.call_next(now, fault, layer + 1);
        }
    }

    /// The report deposit goes to whom it belongs, and the fault ends.
    pub(crate) fn close(&mut self, now: u64, fault: u64, state: State, deposit_to: Address) {
        self.pour_all(Pot::ReportDeposit(fault), Pot::Free(deposit_to));
        self.finish(now, fault, state);
    }

    pub(crate) fn finish(&mut self, now: u64, fault: u64, state: State) {
        let record = self.fault_mut(fault);
        record.state = state;
        record.called = None;
        record.ended_at = Some(now);
    }

    /// The called surety pays what is due, at most `most`, and a penalty on what is above `conceded`.
    pub(crate) fn pay(
        &mut self,
        now: u64,
        fault: u64,
        most: u128,
        penalty_bps: u16,
        conceded: u128,
        standing: Option<Standing>,
    ) {
        let found = self.faults[fault as usize - 1].clone();
        let (_, pledge) = found.called.expect("somebody is called");
        let terms = self.trace_terms(found.trace);
        let surety = self.pledges[pledge].surety;
        let left = self.left(pledge, found.trace);
        let amount = self.due(fault).min(most);
        let penalised = amount.saturating_sub(conceded);
        let penalty = penalised * u128::from(penalty_bps) / 10_000;

        let pot = Pot::Pledge(pledge);
        let set_free = terms.reserve(left) - terms.reserve(left - amount) - amount - penalty;
        self.pour(pot, Pot::Free(found.beneficiary), amount);
        let shared = if found.reporter == surety {
            0
        } else {
            penalty * u128::from(terms.reporter_share_bps) / 10_000
        };
        self.pour(pot, Pot::Free(found.reporter), shared);
        self.pour(pot, Pot::Free(self.treasury), penalty - shared);
        self.pour(pot, Pot::Free(surety), set_free);
        self.note_payment(now, fault, surety, Some(pledge), amount);
        if let Some(standing) = standing {
            self.mark(fault, surety, standing, amount);
        }
    }

    pub(crate) fn note_payment(
        &mut self,
        at: u64,
        fault: u64,
        payer: Address,
        pledge: Option<usize>,
        amount: u128,
    ) {
        if amount > 0 {
            self.payments.push(Payment {
                at,
                fault,
                payer,
                pledge,
                amount,
            });
        }
    }

    /// Nothing counts for nothing, and nothing counts between an account and itself.
    pub(crate) fn mark(&mut self, fault: u64, account: Address, standing: Standing, amount: u128) {
        let found = &self.faults[fault as usize - 1];
        let itself = account == found.beneficiary || account == found.reporter;
        if amount > 0 && !itself {
            let layer = found.called.map_or(0, |(layer, _)| layer);
            let taken_back = false;
            self.marks.push(Mark {
                fault,
                layer,
                account,
                standing,
                amount,
                taken_back,
            });
        }
    }

    /// What the default of the called layer counted for.
    pub(crate) fn default_mark(&self, fault: u64) -> Option<usize> {
        let (layer, _) = self.faults[fault as usize - 1].called?;
        self.marks.iter().position(|mark| {
            mark.fault == fault && mark.layer == layer && mark.standing == Standing::Defaulted
        })
    }
}

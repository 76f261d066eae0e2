//! Reports, and what sureties, reporters and volunteers do about them.

use super::{FaultRecord, Model, Pot, Standing, State};
use crate::{Address, Answer, Hash, Refused};

/// The longest uri, in bytes.
const LONGEST_URI: usize = 256;

impl Model {
    #[allow(clippy::too_many_arguments)] // The message has as many.
    pub(crate) fn report(
        &mut self,
        now: u64,
        caller: Address,
        trace: Hash,
        step: u8,
        loss: u128,
        evidence: Hash,
        uri: &str,
    ) -> Result<Answer, Refused> {
        self.find_step(trace, step)?;
        self.refuse_empty(evidence);
        self.refuse_long(uri);
        self.refuse_if(loss == 0, Refused::ZeroAmount);
        let requester = self.requester(trace);
        let until = if caller == requester {
            self.requester_until(trace)
        } else {
            self.report_end(trace)
        };
        let waited_for = caller == requester && self.stranger_open_on(trace);
        self.refuse_if(
            now > until && !waited_for,
            Refused::ReportWindowClosed(until),
        );
        Ok(self.open_fault(now, caller, requester, (trace, step), loss, evidence, None))
    }

    pub(crate) fn refuse_long(&mut self, uri: &str) {
        let most = LONGEST_URI as u128;
        self.refuse_if(uri.len() > LONGEST_URI, Refused::UriTooLong(most));
    }

    #[allow(clippy::too_many_arguments)] // A report and a recourse differ in all of these.
    pub(crate) fn open_fault(
        &mut self,
        now: u64,
        reporter: Address,
        beneficiary: Address,
        (trace, step): (Hash, u8),
        loss: u128,
        evidence: Hash,
        claimed: Option<u128>,
    ) -> Answer {
        if let Some(fault) = self.open_on_step(trace, step) {
            self.refuse_if(true, Refused::StepHasOpenFault(fault));
        }
        self.faults.push(FaultRecord {
            trace,
            step,
            reporter,
            beneficiary,
            governance: self.governance,
            claimed,
            loss,
            evidence,
            opened_at: now,
            state: State::Answering,
            deadline: now,
            called: None,
            orphaned_at: None,
            ended_at: None,
        });
        let fault = self.faults.len() as u64;
        let deposit = self.trace_terms(trace).report_deposit;
        self.take_free(reporter, Pot::ReportDeposit(fault), deposit);
        self.call_next(now, fault, 0);
        Answer::Fault(fault)
    }

    pub(crate) fn own_up(
        &mut self,
        now: u64,
        caller: Address,
        fault: u64,
    ) -> Result<Answer, Refused> {
        let found = self.find_fault(fault)?.clone();
        let state = found.state;
        let called = self.called(fault, state)?;
        self.refuse_if(caller != called, Refused::NotCalled(called));
        match state {
            State::Answering => {
                self.refuse_if(now > found.deadline, Refused::TooLate(found.deadline));
                self.pay(now, fault, u128::MAX, 0, 0, Some(Standing::Honored));
            }
            State::Contested { .. } => {
                self.pay(now, fault, u128::MAX, 0, 0, Some(Standing::Honored));
                self.pour_all(Pot::ContestDeposit(fault), Pot::Free(found.beneficiary));
            }
            _ => {
                let bps = self.trace_terms(found.trace).lost_penalty_bps;
                self.pay(now, fault, u128::MAX, bps, 0, None);
            }
        }
        self.go_on(now, fault);
        Ok(Answer::Nothing)
    }

    pub(crate) fn contest(
        &mut self,
        now: u64,
        caller: Address,
        fault: u64,
        conceded: u128,
        defence: Hash,
    ) -> Result<Answer, Refused> {
        let found = self.find_fault(fault)?.clone();
        self.must_be(&found, &[1])?;
        let called = self.called(fault, found.state)?;
        self.refuse_if(caller != called, Refused::NotCalled(called));
        self.refuse_if(now > found.deadline, Refused::TooLate(found.deadline));
        self.refuse_empty(defence);
        let due = self.due(fault);
        self.refuse_if(conceded >= due, Refused::NothingContested(due));
        let terms = self.trace_terms(found.trace);
        self.take_free(caller, Pot::ContestDeposit(fault), terms.contest_deposit);
        let record = self.fault_mut(fault);
        record.state = State::Contested { conceded };
        record.deadline = now.saturating_add(terms.ruling());
        Ok(Answer::Nothing)
    }

    pub(crate) fn withdraw_report(
        &mut self,
        now: u64,
        caller: Address,
        fault: u64,
    ) -> Result<Answer, Refused> {
        let found = self.find_fault(fault)?.clone();
        self.must_be(&found, &[1])?;
        let reporter = found.reporter;
        self.refuse_if(caller != reporter, Refused::NotTheReporter(reporter));
        let paid = self.paid(fault);
        self.refuse_if(paid > 0, Refused::SomethingPaid(paid));
        self.close(now, fault, State::Withdrawn, reporter);
        Ok(Answer::Nothing)
    }

    pub(crate) fn declare_default(&mut self, now: u64, fault: u64) -> Result<Answer, Refused> {
        let found = self.find_fault(fault)?.clone();
        self.must_be(&found, &[1])?;
        self.refuse_if(now <= found.deadline, Refused::TooEarly(found.deadline));
        let called = self.called(fault, found.state)?;
        self.mark(fault, called, Standing::Defaulted, self.due(fault));
        let ruling = self.trace_terms(found.trace).ruling();
        let record = self.fault_mut(fault);
        record.state = State::Defaulted;
        record.deadline = now.saturating_add(ruling);
        Ok(Answer::Nothing)
    }

    pub(crate) fn settle(&mut self, now: u64, fault: u64) -> Result<Answer, Refused> {
        let found = self.find_fault(fault)?.clone();
        self.must_be(&found, &[2, 3, 4])?;
        self.refuse_if(now <= found.deadline, Refused::TooEarly(found.deadline));
        match found.state {
            State::Contested { conceded } => {
                let called = self.called(fault, found.state)?;
                self.mark(fault, called, Standing::Undecided, self.due(fault));
                self.pay(now, fault, conceded, 0, 0, None);
                self.pour_all(Pot::ContestDeposit(fault), Pot::Free(found.beneficiary));
                self.go_on(now, fault);
            }
            State::Defaulted => {
                let bps = self.trace_terms(found.trace).lost_penalty_bps;
                self.pay(now, fault, u128::MAX, bps, 0, None);
                self.go_on(now, fault);
            }
            // Other recourses may have brought meanwhile what this one asks for.
            _ if self.unpaid(fault) == 0 => self.finish(now, fault, State::MadeGood),
            _ => self.finish(now, fault, State::Unanswered),
        }
        Ok(Answer::Nothing)
    }

    pub(crate) fn step_forward(
        &mut self,
        now: u64,
        caller: Address,
        fault: u64,
        max: u128,
    ) -> Result<Answer, Refused> {
        let found = self.find_fault(fault)?.clone();
        self.must_be(&found, &[4])?;
        self.refuse_if(max == 0, Refused::ZeroAmount);
        self.refuse_if(caller == found.beneficiary, Refused::OwnLoss);
        let amount = max.min(self.unpaid(fault));
        self.take_free(caller, Pot::Free(found.beneficiary), amount);
        self.note_payment(now, fault, caller, None, amount);
        if self.unpaid(fault) == 0 {
            self.mark(fault, caller, Standing::Volunteered, amount);
            self.finish(now, fault, State::MadeGood);
        }
        Ok(Answer::Nothing)
    }
}

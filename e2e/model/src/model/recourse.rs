//! A surety that paid calls earlier steps.

use super::{FaultRecord, Model, Payment};
use crate::{Address, Answer, Hash, Refused};

impl Model {
    pub(crate) fn recourse(
        &mut self,
        now: u64,
        caller: Address,
        trace: Hash,
        step: u8,
        evidence: Hash,
        uri: &str,
    ) -> Result<Answer, Refused> {
        self.find_step(trace, step)?;
        self.refuse_empty(evidence);
        self.refuse_long(uri);
        let paid = self.paid_after(caller, trace, step);
        let loss = paid.saturating_sub(self.recovered(trace, caller));
        let least = self.trace_terms(trace).min_cover;
        self.refuse_if(
            loss < least || loss == 0,
            Refused::NothingToRecover(loss, least),
        );
        let used = self
            .faults_on(trace)
            .any(|fault| fault.recourse() && fault.step == step && fault.reporter == caller);
        self.refuse_if(used, Refused::RecourseUsed(step));
        let requester_until = self.requester_until(trace);
        self.refuse_if(
            now <= requester_until,
            Refused::RecourseNotYet(requester_until),
        );
        let open = self.requester_open_on(trace);
        self.refuse_if(open > 0, Refused::FaultsOpen(open));
        let until = self.recourse_until(caller, trace, step);
        self.refuse_if(now > until, Refused::RecourseOver(until));
        Ok(self.open_fault(
            now,
            caller,
            caller,
            (trace, step),
            loss,
            evidence,
            Some(paid),
        ))
    }

    /// The payments of an account's standing pledges for steps after this one.
    fn payments_after(&self, who: Address, trace: Hash, step: u8) -> Vec<&Payment> {
        self.payments_on(trace)
            .filter(|payment| payment.payer == who && self.fault_of(payment).step > step)
            .filter(|payment| {
                payment
                    .pledge
                    .is_some_and(|pledge| !self.pledges[pledge].released)
            })
            .collect()
    }

    pub(crate) fn paid_after(&self, who: Address, trace: Hash, step: u8) -> u128 {
        self.payments_after(who, trace, step)
            .iter()
            .map(|payment| payment.amount)
            .sum()
    }

    fn claims(&self, trace: Hash, who: Address) -> impl Iterator<Item = &FaultRecord> {
        self.faults_on(trace)
            .filter(move |fault| fault.recourse() && fault.beneficiary == who)
    }

    /// What an account got on a trace for what it had paid there, from whomever.
    pub(crate) fn recovered(&self, trace: Hash, who: Address) -> u128 {
        self.payments
            .iter()
            .filter(|payment| {
                let fault = self.fault_of(payment);
                fault.recourse() && fault.trace == trace && fault.beneficiary == who
            })
            .map(|payment| payment.amount)
            .sum()
    }

    /// The most that an account had paid at any of its filings.
    pub(crate) fn claimed(&self, trace: Hash, who: Address) -> u128 {
        self.claims(trace, who)
            .filter_map(|fault| fault.claimed)
            .max()
            .unwrap_or(0)
    }

    /// Until when a surety may call a step.
    pub(crate) fn recourse_until(&self, who: Address, trace: Hash, step: u8) -> u64 {
        let requester = self.requester(trace);
        let closed = self
            .faults_on(trace)
            .filter(|fault| fault.beneficiary == requester)
            .filter_map(FaultRecord::closed_at)
            .max();
        let paid = self
            .payments_after(who, trace, step)
            .iter()
            .map(|payment| payment.at)
            .max();
        let until = self
            .requester_until(trace)
            .max(closed.unwrap_or(0))
            .max(paid.unwrap_or(0))
            .saturating_add(self.trace_terms(trace).recourse());
        self.chains(trace, step)
            .into_iter()
            .filter(|(first, _)| *first <= until)
            .fold(until, |until, (_, last)| until.max(last))
    }

    /// The times in which a step was taken: faults that followed each other within an answer window
    /// are one. Each from its first opening to an answer window after its last closing.
    fn chains(&self, trace: Hash, step: u8) -> Vec<(u64, u64)> {
        let answer = self.trace_terms(trace).answer();
        let mut chains: Vec<(u64, u64)> = Vec::new();
        for fault in self.faults_on(trace).filter(|fault| fault.step == step) {
            let end = fault.closed_at().unwrap_or(u64::MAX).saturating_add(answer);
            match chains.last_mut() {
                Some((_, last)) if fault.opened_at <= *last => *last = end.max(*last),
                _ => chains.push((fault.opened_at, end)),
            }
        }
        chains
    }
}

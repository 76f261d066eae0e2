//! What the contract keeps as counters and running maxima, derived here from what happened.

use super::{
    BatchRecord, FaultRecord, Mark, Model, Payment, Place, PledgeRecord, Standing, TraceRecord,
};
use crate::{Address, Hash, Refused, StepData, Terms};

impl Model {
    pub(crate) fn find_trace(&self, trace: Hash) -> Result<&TraceRecord, Refused> {
        self.traces.get(&trace).ok_or(Refused::UnknownTrace(trace))
    }

    pub(crate) fn find_step(&self, trace: Hash, step: u8) -> Result<StepData, Refused> {
        let steps = &self.find_trace(trace)?.steps;
        match usize::from(step)
            .checked_sub(1)
            .and_then(|place| steps.get(place))
        {
            Some(found) => Ok(*found),
            None => Err(Refused::UnknownStep(step, steps.len() as u8)),
        }
    }

    pub(crate) fn find_batch(&self, batch: u64) -> Result<&BatchRecord, Refused> {
        numbered(&self.batches, batch).ok_or(Refused::UnknownBatch(batch))
    }

    pub(crate) fn find_fault(&self, fault: u64) -> Result<&FaultRecord, Refused> {
        numbered(&self.faults, fault).ok_or(Refused::UnknownFault(fault))
    }

    pub(crate) fn fault_mut(&mut self, fault: u64) -> &mut FaultRecord {
        &mut self.faults[fault as usize - 1]
    }

    pub(crate) fn trace_terms(&self, trace: Hash) -> Terms {
        self.terms_of(self.traces[&trace].terms)
    }

    pub(crate) fn report_end(&self, trace: Hash) -> u64 {
        self.traces[&trace]
            .recorded_at
            .saturating_add(self.trace_terms(trace).report())
    }

    pub(crate) fn requester(&self, trace: Hash) -> Address {
        self.traces[&trace].data.requester
    }

    pub(crate) fn faults_on(&self, trace: Hash) -> impl Iterator<Item = &FaultRecord> {
        self.faults.iter().filter(move |fault| fault.trace == trace)
    }

    pub(crate) fn open_on(&self, trace: Hash) -> u32 {
        self.faults_on(trace).filter(|fault| fault.open()).count() as u32
    }

    pub(crate) fn open_on_step(&self, trace: Hash, step: u8) -> Option<u64> {
        let open = |fault: &FaultRecord| fault.trace == trace && fault.step == step && fault.open();
        self.faults
            .iter()
            .position(open)
            .map(|place| place as u64 + 1)
    }

    /// Reported by somebody other than the requester, and no recourse.
    pub(crate) fn by_stranger(&self, fault: &FaultRecord) -> bool {
        !fault.recourse() && fault.reporter != self.requester(fault.trace)
    }

    pub(crate) fn stranger_open_on(&self, trace: Hash) -> bool {
        self.faults_on(trace)
            .any(|fault| self.by_stranger(fault) && fault.open())
    }

    /// Open faults that pay the requester.
    pub(crate) fn requester_open_on(&self, trace: Hash) -> u32 {
        let requester = self.requester(trace);
        let pays_it = |fault: &&FaultRecord| fault.open() && fault.beneficiary == requester;
        self.faults_on(trace).filter(pays_it).count() as u32
    }

    /// Payments of sureties for a trace.
    pub(crate) fn payments_on(&self, trace: Hash) -> impl Iterator<Item = &Payment> {
        self.payments.iter().filter(move |payment| {
            payment.pledge.is_some() && self.fault_of(payment).trace == trace
        })
    }

    pub(crate) fn fault_of(&self, payment: &Payment) -> &FaultRecord {
        &self.faults[payment.fault as usize - 1]
    }

    /// The end of the requester's time, if no stranger's fault is open.
    pub(crate) fn requester_until(&self, trace: Hash) -> u64 {
        let closings = self
            .faults_on(trace)
            .filter(|fault| self.by_stranger(fault))
            .filter_map(FaultRecord::closed_at);
        let payments = self
            .payments_on(trace)
            .filter(|payment| self.by_stranger(self.fault_of(payment)))
            .map(|payment| payment.at);
        let extended = closings
            .chain(payments)
            .map(|time| time.saturating_add(self.trace_terms(trace).answer()))
            .max();
        self.report_end(trace).max(extended.unwrap_or(0))
    }

    /// Until when the promises of a trace bind.
    pub(crate) fn busy_until(&self, trace: Hash) -> u64 {
        let closings = self.faults_on(trace).filter_map(FaultRecord::closed_at);
        let payments = self.payments_on(trace).map(|payment| payment.at);
        let last = closings.chain(payments).max().unwrap_or(0);
        let terms = self.trace_terms(trace);
        self.requester_until(trace)
            .max(last)
            .saturating_add(terms.answer())
            .saturating_add(terms.recourse())
    }

    pub(crate) fn opened_from(&self, batch: u64) -> impl Iterator<Item = Hash> + '_ {
        self.order
            .iter()
            .copied()
            .filter(move |trace| self.traces[trace].batch == batch)
    }

    pub(crate) fn batch_busy_until(&self, batch: u64) -> u64 {
        let found = &self.batches[batch as usize - 1];
        let terms = self.terms_of(found.terms);
        let start = found
            .anchored_at
            .saturating_add(terms.report())
            .saturating_add(terms.answer())
            .saturating_add(terms.recourse());
        self.opened_from(batch)
            .map(|trace| self.busy_until(trace))
            .max()
            .unwrap_or(0)
            .max(start)
    }

    pub(crate) fn batch_open(&self, batch: u64) -> u32 {
        self.opened_from(batch)
            .map(|trace| self.open_on(trace))
            .sum()
    }

    /// The standing pledges of a place, in order.
    pub(crate) fn pledges_at(&self, place: Place) -> Vec<usize> {
        let here = |pledge: &PledgeRecord| pledge.place == place && !pledge.released;
        (0..self.pledges.len())
            .filter(|number| here(&self.pledges[*number]))
            .collect()
    }

    /// What a pledge paid in one trace.
    pub(crate) fn paid_by(&self, pledge: usize, trace: Hash) -> u128 {
        self.payments_on(trace)
            .filter(|payment| payment.pledge == Some(pledge))
            .map(|payment| payment.amount)
            .sum()
    }

    /// The cover that is left of a pledge in one trace.
    pub(crate) fn left(&self, pledge: usize, trace: Hash) -> u128 {
        self.pledges[pledge]
            .cover
            .saturating_sub(self.paid_by(pledge, trace))
    }

    /// Who answers for a step, by layer: 0 is the batch pledge, own pledges count from 1.
    pub(crate) fn layers(&self, trace: Hash, step: u8) -> Vec<(u8, usize)> {
        let found = &self.traces[&trace];
        let data = found.steps[usize::from(step) - 1];
        let mut layers = Vec::new();
        if found.batch > 0 {
            for pledge in self.pledges_at(Place::Batch(found.batch)) {
                let mandate = &self.mandates[self.pledges[pledge].mandate as usize - 1];
                if mandate.actor == data.actor && mandate.kinds & (1 << data.kind) != 0 {
                    layers.push((0, pledge));
                }
            }
        }
        layers.extend((1..).zip(self.pledges_at(Place::Step(trace, step))));
        layers
    }

    /// What all draws hold of a mandate, paid out or not, until released.
    pub(crate) fn outstanding(&self, mandate: u64) -> u128 {
        self.pledges
            .iter()
            .filter(|pledge| pledge.mandate == mandate && !pledge.released)
            .map(|pledge| pledge.cover.saturating_mul(pledge.traces))
            .fold(0, u128::saturating_add)
    }

    /// What pledges took of an offer: cover and premium.
    pub(crate) fn taken(&self, offer: u64) -> (u128, u128) {
        let found = &self.offers[offer as usize - 1];
        let mut cover_left = found.cover;
        let mut premium = 0;
        for pledge in self.pledges.iter().filter(|pledge| pledge.offer == offer) {
            let part = pledge.cover.min(cover_left);
            premium += share(found.premium, part, found.cover);
            cover_left -= part;
        }
        (found.cover - cover_left, premium)
    }

    /// What a fault's beneficiary got for it.
    pub(crate) fn paid(&self, fault: u64) -> u128 {
        let of_fault = self
            .payments
            .iter()
            .filter(|payment| payment.fault == fault);
        of_fault.map(|payment| payment.amount).sum()
    }

    /// The tally of an account: how often, how much.
    pub(crate) fn tally(&self, account: Address, standing: Standing) -> (u32, u128) {
        let counts =
            |mark: &&Mark| mark.account == account && mark.standing == standing && !mark.taken_back;
        let marks = self.marks.iter().filter(counts);
        marks.fold((0, 0), |(times, sum), mark| (times + 1, sum + mark.amount))
    }
}

/// The record with a number that counts from 1.
pub(crate) fn numbered<T>(records: &[T], number: u64) -> Option<&T> {
    records.get(usize::try_from(number.checked_sub(1)?).ok()?)
}

/// floor(amount × part / whole) for part ≤ whole, without ever leaving 128 bits.
pub(crate) fn share(amount: u128, part: u128, whole: u128) -> u128 {
    if part >= whole {
        return amount;
    }
    let (mut quotient, mut rest) = (0, 0);
    for bit in (0..128).rev() {
        let (carry, doubled) = add_within(rest, rest, whole);
        (quotient, rest) = (2 * quotient + carry, doubled);
        if amount & (1 << bit) != 0 {
            let (carry, sum) = add_within(rest, part, whole);
            (quotient, rest) = (quotient + carry, sum);
        }
    }
    quotient
}

/// The sum of two numbers below `whole`, as a multiple of it and a rest.
fn add_within(left: u128, right: u128, whole: u128) -> (u128, u128) {
    if left >= whole - right {
        (1, left - (whole - right))
    } else {
        (0, left + right)
    }
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn shares_round_down_and_never_overflow() {
        assert_eq!(share(10, 1, 3), 3);
        assert_eq!(share(0, 1, 3), 0);
        assert_eq!(share(7, 3, 3), 7);
        assert_eq!(share(u128::MAX, u128::MAX - 1, u128::MAX), u128::MAX - 1);
        for (amount, part, whole) in [(100, 7, 13), (99, 12, 13), (5, 2, 1000)] {
            assert_eq!(share(amount, part, whole), amount * part / whole);
        }
    }
}

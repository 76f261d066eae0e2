//! What was recorded, and who answers for it.

use super::{events, units, Id, Replay};
use crate::system::{amount, plain};
use answerable_client::Amount;
use answerable_model::{
    BatchPledgeView, BatchView, Hash, LayerView, MandateView, OfferView, PledgeView, StepView,
    TraceView,
};
use answerable_protocol::{first_busy_until, Docket, StepNumber, Time};

impl Replay {
    pub(super) fn recorded(&mut self, it: &events::Recorded) {
        let stored = &self.stored[&Hash(it.trace.0)];
        let trace = TraceView {
            recorder: plain(it.recorder),
            requester: plain(it.requester),
            input: Hash(it.input.0),
            output: Hash(it.output.0),
            at: stored.at,
            recorded_at: self.now,
            terms: self.seen.office.terms,
            batch: 0,
            requester_until: 0,
            busy_until: 0,
            steps: stored.steps.iter().map(said).collect(),
        };
        self.keep(it.trace, trace);
    }

    pub(super) fn opened(&mut self, it: &events::Opened) {
        let batch = &self.seen.batches[&it.batch];
        let stored = &self.stored[&Hash(it.trace.0)];
        let trace = TraceView {
            recorder: batch.recorder,
            requester: plain(it.requester),
            input: Hash(it.input.0),
            output: Hash(it.output.0),
            at: stored.at,
            recorded_at: batch.anchored_at,
            terms: batch.terms,
            batch: it.batch,
            requester_until: 0,
            busy_until: 0,
            steps: stored.steps.iter().map(said).collect(),
        };
        self.keep(it.trace, trace);
    }

    fn keep(&mut self, id: Id, trace: TraceView) {
        let windows = self.terms(trace.terms).windows;
        let requester = ink::H160(trace.requester.0);
        let docket = Docket::new(requester, Time(trace.recorded_at), &windows);
        self.dockets.insert(Hash(id.0), docket);
        self.seen.traces.insert(Hash(id.0), trace);
        self.seen.totals.traces += 1;
    }

    pub(super) fn anchored(&mut self, it: &events::Anchored) {
        let windows = self.terms(it.terms).windows;
        let batch = BatchView {
            recorder: plain(it.recorder),
            root: Hash(it.root.0),
            depth: it.depth,
            anchored_at: self.now,
            terms: it.terms,
            busy_until: first_busy_until(Time(self.now), &windows).0,
            open_faults: 0,
            pledges: Vec::new(),
        };
        self.seen.batches.insert(it.batch, batch);
        self.seen.totals.batches = it.batch;
    }

    pub(super) fn granted(&mut self, it: &events::Granted) {
        let mandate = MandateView {
            surety: plain(it.surety),
            actor: plain(it.actor),
            kinds: it.kinds,
            recorder: plain(it.recorder),
            terms: it.terms,
            per_trace: amount(it.perTrace),
            limit: amount(it.limit),
            outstanding: 0,
            premium_bps: it.premiumBps,
            until: it.until,
            revoked: false,
        };
        self.seen.mandates.insert(it.mandate, mandate);
        self.seen.totals.mandates = it.mandate;
    }

    pub(super) fn pledged(&mut self, it: &events::Pledged) {
        let (surety, cover, premium) = (plain(it.surety), amount(it.cover), amount(it.premium));
        let (recorder, requester) = {
            let trace = self.trace(it.trace);
            (trace.recorder, trace.requester)
        };
        let mut kept = it.mandate != 0;
        if it.mandate != 0 {
            self.pay(recorder, surety, premium);
            self.outstanding(it.mandate, |sum| sum + cover);
        }
        if let Some(offer) = self.seen.offers.get_mut(&it.offer) {
            kept = [recorder, requester].contains(&offer.payer) && cover >= offer.cover_left;
            offer.cover_left -= cover.min(offer.cover_left);
            offer.premium_left -= premium;
            self.seen.totals.premiums -= premium;
            self.account(surety).free += premium;
        }
        self.lock(surety, amount(it.reserved));
        let pledge = PledgeView {
            surety,
            cover,
            left: cover,
            mandate: it.mandate,
            paid_at: 0,
            kept,
        };
        let steps = &mut self.trace(it.trace).steps;
        steps[usize::from(it.step) - 1].pledges.push(pledge);
    }

    pub(super) fn batch_pledged(&mut self, it: &events::BatchPledged) {
        let (surety, reserved) = (plain(it.surety), amount(it.reserved));
        let mandate = &self.seen.mandates[&it.mandate];
        let pledge = BatchPledgeView {
            mandate: it.mandate,
            surety,
            actor: mandate.actor,
            kinds: mandate.kinds,
            per_trace: amount(it.perTrace),
            locked_left: reserved,
        };
        let batch = self
            .seen
            .batches
            .get_mut(&it.batch)
            .expect("it was anchored");
        batch.pledges.push(pledge);
        let (recorder, depth) = (batch.recorder, batch.depth);
        self.pay(recorder, surety, amount(it.premium));
        self.outstanding(it.mandate, |sum| sum + (pledge.per_trace << depth));
        self.lock(surety, reserved);
    }

    fn outstanding(&mut self, mandate: u64, change: impl Fn(u128) -> u128) {
        let mandate = self
            .seen
            .mandates
            .get_mut(&mandate)
            .expect("it was granted");
        mandate.outstanding = change(mandate.outstanding);
    }

    pub(super) fn released(&mut self, it: &events::Released) {
        let trace = self.trace(it.trace);
        let terms = trace.terms;
        let step = &mut trace.steps[usize::from(it.step) - 1];
        for pledge in std::mem::take(&mut step.pledges) {
            let left = Amount::new(pledge.left);
            let reserved = self.terms(terms).reserve(left).expect("it was reserved");
            self.give_back(pledge.surety, units(reserved));
            if pledge.mandate != 0 {
                self.outstanding(pledge.mandate, |sum| sum - pledge.cover);
            }
        }
    }

    pub(super) fn batch_released(&mut self, it: &events::BatchReleased) {
        let batch = self
            .seen
            .batches
            .get_mut(&it.batch)
            .expect("it was anchored");
        let depth = batch.depth;
        for pledge in std::mem::take(&mut batch.pledges) {
            self.give_back(pledge.surety, pledge.locked_left);
            self.outstanding(pledge.mandate, |sum| sum - (pledge.per_trace << depth));
        }
    }

    /// The place of the batch's pledge that answers for a step, from 1, or zero.
    pub(super) fn batch_place(&self, trace: Hash, step: StepNumber) -> u8 {
        let trace = &self.seen.traces[&trace];
        let Some(batch) = self.seen.batches.get(&trace.batch) else {
            return 0;
        };
        let step = &trace.steps[step.index()];
        let answers = |pledge: &BatchPledgeView| {
            pledge.actor == step.actor && pledge.kinds & (1 << step.kind) != 0
        };
        (1..)
            .zip(&batch.pledges)
            .find(|(_, pledge)| answers(pledge))
            .map_or(0, |(place, _)| place)
    }

    pub(super) fn batch_layer(&self, id: Hash, step: StepNumber) -> Option<LayerView> {
        let place = self.batch_place(id, step).checked_sub(1)?;
        let batch = self.seen.batches.get(&self.seen.traces[&id].batch)?;
        let pledge = batch.pledges.get(usize::from(place))?;
        let docket = &self.dockets[&id];
        Some(LayerView {
            surety: pledge.surety,
            left: pledge.per_trace - units(docket.batch_paid(place + 1)),
            until: docket.busy_until.0,
        })
    }
}

pub(super) fn offer(it: &events::Offered) -> OfferView {
    OfferView {
        trace: Hash(it.trace.0),
        step: it.step,
        payer: plain(it.payer),
        cover: amount(it.cover),
        cover_left: amount(it.cover),
        premium: amount(it.premium),
        premium_left: amount(it.premium),
        until: it.until,
    }
}

/// A step as it was before anything happened to it.
fn said(step: &StepView) -> StepView {
    StepView {
        kind: step.kind,
        actor: step.actor,
        commitment: step.commitment,
        attested: false,
        fault: 0,
        pledges: Vec::new(),
        answers: Vec::new(),
    }
}

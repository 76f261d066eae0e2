//! What was recorded, anchored, opened and attested.

use super::{hash, plain};
use crate::{
    index::{
        column::{Hash, Sum},
        draft::{BatchBook, Draft, TraceBook},
        error::IndexError,
        records::{Batch, Pledge, Step, Trace},
        Traces,
    },
    interface::IAnswerable as events,
};
use answerable_protocol::{first_busy_until, Docket, Time};

impl Draft {
    pub(super) async fn recorded(
        &mut self,
        it: &events::Recorded,
        traces: &Traces,
    ) -> Result<(), IndexError> {
        let trace = Trace {
            id: hash(it.trace),
            recorder: plain(it.recorder),
            requester: plain(it.requester),
            recorded_at: self.now,
            terms: self.books.terms,
            ..Trace::default()
        };
        self.keep(trace, traces).await
    }

    pub(super) async fn opened(
        &mut self,
        it: &events::Opened,
        traces: &Traces,
    ) -> Result<(), IndexError> {
        let batch = &mut self.batch(it.batch).await?.batch;
        batch.opened = batch.opened.saturating_add(1);
        let trace = Trace {
            id: hash(it.trace),
            recorder: batch.recorder,
            requester: plain(it.requester),
            recorded_at: batch.anchored_at,
            terms: batch.terms,
            batch: it.batch,
            ..Trace::default()
        };
        self.keep(trace, traces).await
    }

    async fn keep(&mut self, mut trace: Trace, traces: &Traces) -> Result<(), IndexError> {
        let content = traces.get(&trace.id.0);
        let content = content.ok_or_else(|| self.unheard(format!("trace {}", trace.id)))?;
        let windows = self.rules(trace.terms).await?.windows;
        let docket = Docket::new(trace.requester.0, Time(trace.recorded_at), &windows);
        let number = self.books.traces.saturating_add(1);
        self.books.traces = number;
        self.numbers.insert(trace.id, number);
        trace.number = number;
        trace.input = hash(content.input);
        trace.output = hash(content.output);
        trace.at = content.at;
        trace.requester_until = docket.requester_until.0;
        trace.busy_until = docket.busy_until.0;
        let first = number.saturating_mul(8);
        let steps = (first..).skip(1).zip(&content.steps);
        let steps = steps.map(|(id, step)| Step {
            id,
            trace: number,
            kind: step.kind.into(),
            actor: plain(step.actor),
            commitment: hash(step.commitment),
            ..Step::default()
        });
        let steps: Vec<Step> = steps.collect();
        self.books.steps = self.books.steps.saturating_add(steps.len() as u64);
        let mut pledges = Vec::new();
        if trace.batch != 0 {
            let batch = self.batch(trace.batch).await?;
            for step in &steps {
                pledges.extend(batch.promise_for(step, trace.busy_until));
            }
        }
        let book = TraceBook {
            trace,
            steps,
            pledges,
            docket,
            is_new: true,
        };
        self.traces.insert(number, book);
        self.recount(number).await
    }

    pub(super) async fn anchored(&mut self, it: &events::Anchored) -> Result<(), IndexError> {
        let windows = self.rules(it.terms.into()).await?.windows;
        let batch = Batch {
            id: it.batch,
            recorder: plain(it.recorder),
            root: hash(it.root),
            depth: it.depth.into(),
            uri_hash: hash(it.uriHash),
            anchored_at: self.now,
            terms: it.terms.into(),
            busy_until: first_busy_until(Time(self.now), &windows).0,
            open_faults: 0,
            opened: 0,
            released: false,
        };
        let pledges = Vec::new();
        self.batches.insert(it.batch, BatchBook { batch, pledges });
        self.books.batches = it.batch;
        Ok(())
    }

    pub(super) async fn attested(&mut self, it: &events::Attested) -> Result<(), IndexError> {
        let step = self.step(hash(it.trace), it.step).await?;
        step.attested = true;
        Ok(())
    }

    pub(super) async fn step(&mut self, trace: Hash, step: u8) -> Result<&mut Step, IndexError> {
        let number = self.number_of(trace).await?;
        let unheard = self.unheard(format!("step {step} of trace {trace}"));
        let book = self.trace(number).await?;
        book.step(step).ok_or(unheard)
    }
}

impl TraceBook {
    /// A step by its number.
    pub fn step(&mut self, number: u8) -> Option<&mut Step> {
        let place = usize::from(number).checked_sub(1)?;
        self.steps.get_mut(place)
    }

    /// The pledges for a step that are not released.
    pub fn promises(&mut self, step: u64) -> impl Iterator<Item = &mut Pledge> {
        let pledges = self.pledges.iter_mut();
        pledges.filter(move |it| it.id / 8 == step && !it.released)
    }
}

impl BatchBook {
    /// The place of the pledge that answers for a step, from 1, or zero.
    pub fn place_for(&self, step: &Step) -> u64 {
        let answers = self.pledges.iter().find(|it| {
            let kind = 1_u64.checked_shl(step.kind as u32).unwrap_or_default();
            !it.released && it.actor == step.actor && it.kinds & kind != 0
        });
        answers.map_or(0, |pledge| pledge.id % 8)
    }

    /// The same as a pledge of the step's trace, of which nothing was paid yet.
    fn promise_for(&self, step: &Step, until: u64) -> Option<Pledge> {
        let place = self.place_for(step);
        let pledge = self.pledges.iter().find(|it| it.id % 8 == place)?;
        Some(Pledge {
            id: step.id.saturating_mul(8),
            surety: pledge.surety,
            cover: pledge.per_trace,
            cover_left: pledge.per_trace,
            mandate: pledge.mandate,
            offer: 0,
            premium: Sum::ZERO,
            reserved: Sum::ZERO,
            at: pledge.at,
            paid_at: 0,
            kept: true,
            until,
            released: false,
            batch_place: place,
        })
    }
}

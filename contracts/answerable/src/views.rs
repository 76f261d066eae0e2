//! What anybody may look up, and what contracts build on.

use crate::{answerable::Answerable, books::first_docket, cells::load, recording::find_in_batch};
use answerable_protocol::{
    Amount, Batch, BatchId, Docket, FaultId, Layer, Refusal, Standby, StepNumber, StepRecord, Time,
    Trace, TraceData, TraceId, TraceView,
};
use ink::{
    prelude::{boxed::Box, vec::Vec},
    H256,
};

/// A trace with everything that answers for it.
struct Found {
    trace: Box<Trace>,
    docket: Box<Docket>,
    batch: Option<Box<Batch>>,
    now: Time,
}

impl Found {
    fn load(contract: &Answerable, id: TraceId) -> Result<Self, Refusal> {
        Self::around(contract, id, contract.trace_of(id)?)
    }

    fn around(contract: &Answerable, id: TraceId, trace: Box<Trace>) -> Result<Self, Refusal> {
        // Where there is a docket the terms need not be read.
        let docket = match load(&contract.dockets, &id) {
            Some(docket) => docket,
            None => first_docket(&trace, &*contract.terms_of(trace.terms)?),
        };
        Ok(Self {
            docket,
            batch: contract.batch_behind(trace.batch)?,
            now: contract.now(),
            trace,
        })
    }

    fn standby(&self) -> Standby<'_> {
        Standby {
            trace: &self.trace,
            docket: &self.docket,
            batch: self.batch.as_deref(),
            now: self.now,
        }
    }

    fn require_cover(&self, least: Amount, min_until: Time) -> Result<(), Refusal> {
        let standby = self.standby();
        let mut steps = self.trace.steps().numbers();
        steps.try_for_each(|step| standby.require_cover(step, least, min_until))
    }

    fn cover(&self) -> Result<Vec<Amount>, Refusal> {
        let standby = self.standby();
        let steps = self.trace.steps().numbers();
        steps
            .map(|step| standby.cover(step, Time::default()))
            .collect()
    }
}

#[inline(never)]
pub(crate) fn trace(contract: &Answerable, id: TraceId) -> Result<TraceView, Refusal> {
    let found = Found::load(contract, id)?;
    found.trace.show(&found.docket)
}

#[inline(never)]
pub(crate) fn step(
    contract: &Answerable,
    id: TraceId,
    step: StepNumber,
) -> Result<StepRecord, Refusal> {
    let found = Found::load(contract, id)?;
    let fault = if found.docket.is_open(step) {
        found.docket.step(step).fault
    } else {
        FaultId::NONE
    };
    Ok(StepRecord {
        step: found.trace.show_step(step)?,
        fault,
        pledges: contract.pledges_of(id, step).0,
    })
}

#[inline(never)]
pub(crate) fn who_answers(
    contract: &Answerable,
    id: TraceId,
    step: StepNumber,
) -> Result<Vec<Layer>, Refusal> {
    let found = Found::load(contract, id)?;
    found.trace.steps().get(step)?;
    found.standby().layers(step, &contract.pledges_of(id, step))
}

#[inline(never)]
pub(crate) fn cover_of(contract: &Answerable, id: TraceId) -> Result<Vec<Amount>, Refusal> {
    Found::load(contract, id)?.cover()
}

#[inline(never)]
pub(crate) fn uncovered_steps(contract: &Answerable, id: TraceId) -> Result<u8, Refusal> {
    let cover = cover_of(contract, id)?;
    let steps = StepNumber::up_to(StepNumber::MOST).zip(cover);
    let uncovered = steps.filter(|(_, cover)| cover.is_zero());
    Ok(uncovered.fold(0, |set, (step, _)| set | step.bit()))
}

#[inline(never)]
pub(crate) fn require_covered(
    contract: &Answerable,
    id: TraceId,
    least: Amount,
    min_until: Time,
) -> Result<(), Refusal> {
    Found::load(contract, id)?.require_cover(least, min_until)
}

#[inline(never)]
pub(crate) fn require_covered_in_batch(
    contract: &Answerable,
    batch: BatchId,
    data: TraceData,
    proof: &[H256],
    least: Amount,
    min_until: Time,
) -> Result<(), Refusal> {
    let (id, trace) = find_in_batch(contract, batch, data, proof)?;
    Found::around(contract, id, trace)?.require_cover(least, min_until)
}

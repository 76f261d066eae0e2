//! Traces and batches come in.

use crate::{
    answerable::Answerable,
    books::{emit, keccak_256, own_address},
    cells::{store, store_new, store_once},
};
use answerable_protocol::{
    first_busy_until, require_hash, Amount, Anchored, Attested, Batch, BatchDraw, BatchId,
    BatchPledged, Docket, Draw, Mandate, MandateId, Named, OfferId, Opened, Pledge, Pledged,
    Pledges, Purse, Reason, Recorded, Refusal, Root, SmallMap, StepNumber, Steps, TermsId, Trace,
    TraceData, TraceId,
};
use ink::{
    prelude::{boxed::Box, vec::Vec},
    Address, H256, U256,
};

type Drawn = SmallMap<MandateId, (Box<Mandate>, Amount)>;

#[inline(never)]
pub(crate) fn record(
    contract: &mut Answerable,
    data: TraceData,
    terms: TermsId,
) -> Result<TraceId, Refusal> {
    contract.office.require_intake()?;
    contract.office.require_terms(terms)?;
    let recorder = contract.caller();
    let id = name_of(&data, recorder)?;
    let trace = Trace::new(data, recorder, contract.now(), terms, BatchId::NONE);
    keep_trace(contract, id, &trace)?;
    emit(&Recorded {
        trace: id,
        recorder,
        requester: trace.requester,
    });
    Ok(id)
}

#[inline(never)]
pub(crate) fn record_covered(
    contract: &mut Answerable,
    data: TraceData,
    terms: TermsId,
    draws: &[Draw],
) -> Result<TraceId, Refusal> {
    let mut effects = contract.credit()?;
    let (requester, steps) = (data.requester, data.steps.clone());
    let id = record(contract, data, terms)?;
    require_draws(
        draws.len(),
        usize::from(StepNumber::MOST).saturating_mul(Pledges::PLACES.into()),
    )?;
    let steps = Steps::stored(&steps.0);
    let recorder = contract.caller();
    let mut drawn = Drawn::default();
    let mut pledged = SmallMap::<StepNumber, Pledges>::default();
    for &Draw {
        step: number,
        mandate: id_of_mandate,
        amount,
    } in draws
    {
        let (mandate, in_trace) = open_mandate(&mut drawn, contract, id_of_mandate)?;
        mandate.check_draw(id_of_mandate, recorder, terms, contract.now())?;
        mandate.check_step(&steps.get(number)?)?;
        contract.current.require_cover(amount)?;
        *in_trace = in_trace.plus(amount)?;
        mandate.draw(amount, *in_trace)?;

        let surety = mandate.surety;
        let pledge = Pledge::new(surety, amount, id_of_mandate, true);
        let pledges = pledged.get_or_make(number, || Ok(Pledges::default()))?;
        pledges.add(pledge)?;
        let premium = mandate.premium(amount);
        let reserved = contract.current.reserve(amount)?;
        effects.pay(Purse::Free(recorder), Purse::Free(surety), premium);
        effects.pay(Purse::Free(surety), Purse::Locked(surety), reserved);
        emit(&Pledged {
            trace: id,
            surety,
            step: number,
            cover: amount,
            reserved,
            mandate: id_of_mandate,
            offer: OfferId::NONE,
            premium,
        });
    }
    keep_mandates(contract, drawn);
    let mut docket = Docket::new(requester, contract.now(), &contract.current.windows);
    for (step, pledges) in pledged.iter() {
        docket.note_cover(*step, pledges)?;
        store_new(&mut contract.steps, &(id, *step), pledges);
    }
    store_new(&mut contract.dockets, &id, &docket);
    contract.commit(effects)?;
    Ok(id)
}

#[inline(never)]
pub(crate) fn anchor(
    contract: &mut Answerable,
    root: Root,
    depth: u8,
    uri_hash: H256,
    terms: TermsId,
) -> Result<BatchId, Refusal> {
    let (id, batch) = new_batch(contract, root, depth, uri_hash, terms)?;
    store_new(&mut contract.batches, &id, &batch);
    Ok(id)
}

#[inline(never)]
pub(crate) fn anchor_covered(
    contract: &mut Answerable,
    root: Root,
    depth: u8,
    uri_hash: H256,
    terms: TermsId,
    draws: &[BatchDraw],
) -> Result<BatchId, Refusal> {
    let mut effects = contract.credit()?;
    let (id, mut batch) = new_batch(contract, root, depth, uri_hash, terms)?;
    require_draws(draws.len(), Batch::PLACES.into())?;
    let recorder = batch.recorder;
    let mut drawn = Drawn::default();
    for &BatchDraw {
        mandate: id_of_mandate,
        per_trace,
    } in draws
    {
        let (mandate, _) = open_mandate(&mut drawn, contract, id_of_mandate)?;
        mandate.check_draw(id_of_mandate, recorder, terms, contract.now())?;
        contract.current.require_cover(per_trace)?;
        let amount = per_trace.for_each_of(depth)?;
        mandate.draw(amount, per_trace)?;

        let surety = mandate.surety;
        let reserved = batch.add(id_of_mandate, mandate, per_trace, &contract.current)?;
        let premium = mandate.premium(amount);
        effects.pay(Purse::Free(recorder), Purse::Free(surety), premium);
        effects.pay(Purse::Free(surety), Purse::Locked(surety), reserved);
        emit(&BatchPledged {
            batch: id,
            surety,
            mandate: id_of_mandate,
            per_trace,
            reserved,
            premium,
        });
    }
    keep_mandates(contract, drawn);
    store_new(&mut contract.batches, &id, &batch);
    contract.commit(effects)?;
    Ok(id)
}

/// Stores a trace out of a batch.
#[inline(never)]
pub(crate) fn open(
    contract: &mut Answerable,
    batch: BatchId,
    data: TraceData,
    proof: &[H256],
) -> Result<TraceId, Refusal> {
    let (id, trace) = find_in_batch(contract, batch, data, proof)?;
    keep_trace(contract, id, &trace)?;
    tell_opened(id, &trace);
    Ok(id)
}

/// The same for who means to report: if somebody else was faster to open the trace, that is no reason to fail.
#[inline(never)]
pub(crate) fn open_if_closed(
    contract: &mut Answerable,
    batch: BatchId,
    data: TraceData,
    proof: &[H256],
) -> Result<TraceId, Refusal> {
    let (id, trace) = find_in_batch(contract, batch, data, proof)?;
    if keep_trace(contract, id, &trace).is_ok() {
        tell_opened(id, &trace);
    }
    Ok(id)
}

#[inline(never)]
fn tell_opened(id: TraceId, trace: &Trace) {
    emit(&Opened {
        trace: id,
        batch: trace.batch,
        requester: trace.requester,
    });
}

/// A trace that the proof shows to lie in the batch, as it is or would be stored.
#[inline(never)]
pub(crate) fn find_in_batch(
    contract: &Answerable,
    id: BatchId,
    data: TraceData,
    proof: &[H256],
) -> Result<(TraceId, Box<Trace>), Refusal> {
    let batch = contract.batch_of(id)?;
    let inside = name_of(&data, batch.recorder)?;
    if !batch.root.holds(inside, proof, batch.depth, &keccak_256) {
        return Err(Reason::NotInBatch { trace: inside }.into());
    }
    let trace = Box::new(Trace::new(
        data,
        batch.recorder,
        batch.anchored_at,
        batch.terms,
        id,
    ));
    Ok((inside.opened(id, &keccak_256), trace))
}

#[inline(never)]
pub(crate) fn attest(
    contract: &mut Answerable,
    id: TraceId,
    step: StepNumber,
) -> Result<(), Refusal> {
    let mut trace = contract.trace_of(id)?;
    trace.attest(step, contract.caller())?;
    store(&mut contract.traces, &id, &trace);
    emit(&Attested { trace: id, step });
    Ok(())
}

fn name_of(data: &TraceData, recorder: Address) -> Result<TraceId, Refusal> {
    let contract = own_address();
    data.check(contract)?;
    let named = Named {
        contract,
        recorder,
        requester: data.requester,
        input: data.input,
        output: data.output,
        at: data.at,
        steps: &data.steps.0,
    };
    Ok(TraceId::of(&named, &keccak_256))
}

fn keep_trace(contract: &mut Answerable, id: TraceId, trace: &Trace) -> Result<(), Refusal> {
    if !store_once(&mut contract.traces, &id, trace) {
        return Err(Reason::AlreadyRecorded { trace: id }.into());
    }
    contract.totals.traces = contract.totals.traces.saturating_add(1);
    Ok(())
}

fn new_batch(
    contract: &mut Answerable,
    root: Root,
    depth: u8,
    uri_hash: H256,
    terms: TermsId,
) -> Result<(BatchId, Batch), Refusal> {
    contract.office.require_intake()?;
    contract.office.require_terms(terms)?;
    require_hash(root.0)?;
    require_hash(uri_hash)?;
    if depth > Batch::DEEPEST {
        return Err(Reason::BatchTooDeep {
            depth,
            deepest: Batch::DEEPEST,
        }
        .into());
    }
    let (recorder, now) = (contract.caller(), contract.now());
    let id = contract.totals.batches.next()?;
    contract.totals.batches = id;
    emit(&Anchored {
        batch: id,
        recorder,
        root,
        depth,
        uri_hash,
        terms,
    });
    let batch = Batch {
        recorder,
        root,
        depth,
        anchored_at: now,
        terms,
        busy_until: first_busy_until(now, &contract.current.windows),
        open: 0,
        pledges: Vec::new(),
    };
    Ok((id, batch))
}

fn require_draws(number: usize, most: usize) -> Result<(), Refusal> {
    if number == 0 {
        return Err(Reason::NoDraws.into());
    }
    if number > most {
        return Err(Reason::TooManyDraws {
            most: U256::from(most),
        }
        .into());
    }
    Ok(())
}

/// A mandate that is drawn on, loaded once, with what was drawn on it in the trace.
fn open_mandate<'a>(
    drawn: &'a mut Drawn,
    contract: &Answerable,
    id: MandateId,
) -> Result<&'a mut (Box<Mandate>, Amount), Refusal> {
    drawn.get_or_make(id, || Ok((contract.mandate_of(id)?, Amount::ZERO)))
}

fn keep_mandates(contract: &mut Answerable, drawn: Drawn) {
    for (id, (mandate, _)) in drawn.iter() {
        store(&mut contract.mandates, id, mandate);
    }
}

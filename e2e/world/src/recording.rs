//! As contracts/answerable/src/recording.rs.

use super::{books::keccak_256, World};
use answerable_protocol::{
    first_busy_until, require_hash, Amount, Batch, BatchDraw, BatchId, Draw, Mandate, MandateId,
    Named, Pledge, Pledges, Purse, Reason, Refusal, Root, SmallMap, StepNumber, Steps, TermsId,
    Trace, TraceData, TraceId,
};
use ink::{Address, H256, U256};

type Drawn = SmallMap<MandateId, (Mandate, Amount)>;

impl World {
    pub(super) fn record(&mut self, data: TraceData, terms: TermsId) -> Result<TraceId, Refusal> {
        self.cells.office.require_intake()?;
        self.cells.office.require_terms(terms)?;
        let id = self.name_of(&data, self.caller)?;
        let trace = Trace::new(data, self.caller, self.now, terms, BatchId::NONE);
        self.keep_trace(id, &trace)?;
        Ok(id)
    }

    pub(super) fn record_covered(
        &mut self,
        data: TraceData,
        terms: TermsId,
        draws: &[Draw],
    ) -> Result<TraceId, Refusal> {
        let mut effects = self.credit();
        let steps = data.steps.clone();
        let id = self.record(data, terms)?;
        require_draws(draws.len(), 20)?;
        let steps = Steps::stored(&steps.0);
        let mut drawn = Drawn::default();
        let mut pledged = SmallMap::<StepNumber, Pledges>::default();
        for draw in draws {
            let amount = draw.amount;
            let (mandate, in_trace) = self.open_mandate(&mut drawn, draw.mandate)?;
            mandate.check_draw(draw.mandate, self.caller, terms, self.now)?;
            mandate.check_step(&steps.get(draw.step)?)?;
            self.cells.current.require_cover(amount)?;
            *in_trace = in_trace.plus(amount)?;
            mandate.draw(amount, *in_trace)?;

            let surety = mandate.surety;
            let pledges = pledged.get_or_make(draw.step, || Ok(Pledges::default()))?;
            pledges.add(Pledge::new(surety, amount, draw.mandate, true))?;
            let premium = mandate.premium(amount);
            let reserved = self.cells.current.reserve(amount)?;
            effects.pay(Purse::Free(self.caller), Purse::Free(surety), premium);
            effects.pay(Purse::Free(surety), Purse::Locked(surety), reserved);
        }
        self.keep_mandates(&drawn);
        let mut docket = self.docket_of(id, &self.trace_of(id)?, &self.cells.current);
        for (step, pledges) in pledged.iter() {
            docket.note_cover(*step, pledges)?;
            self.cells.steps.insert((id, *step), pledges);
        }
        self.cells.dockets.insert(id, &docket);
        self.commit(&effects)?;
        Ok(id)
    }

    pub(super) fn anchor(
        &mut self,
        root: Root,
        depth: u8,
        uri_hash: H256,
        terms: TermsId,
    ) -> Result<BatchId, Refusal> {
        let (id, batch) = self.new_batch(root, depth, uri_hash, terms)?;
        self.cells.batches.insert(id, &batch);
        Ok(id)
    }

    pub(super) fn anchor_covered(
        &mut self,
        root: Root,
        depth: u8,
        uri_hash: H256,
        terms: TermsId,
        draws: &[BatchDraw],
    ) -> Result<BatchId, Refusal> {
        let mut effects = self.credit();
        let (id, mut batch) = self.new_batch(root, depth, uri_hash, terms)?;
        require_draws(draws.len(), Batch::PLACES.into())?;
        let mut drawn = Drawn::default();
        for draw in draws {
            let per_trace = draw.per_trace;
            let (mandate, _) = self.open_mandate(&mut drawn, draw.mandate)?;
            mandate.check_draw(draw.mandate, self.caller, terms, self.now)?;
            self.cells.current.require_cover(per_trace)?;
            let amount = per_trace.for_each_of(depth)?;
            mandate.draw(amount, per_trace)?;

            let surety = mandate.surety;
            let reserved = batch.add(draw.mandate, mandate, per_trace, &self.cells.current)?;
            let premium = mandate.premium(amount);
            effects.pay(Purse::Free(self.caller), Purse::Free(surety), premium);
            effects.pay(Purse::Free(surety), Purse::Locked(surety), reserved);
        }
        self.keep_mandates(&drawn);
        self.cells.batches.insert(id, &batch);
        self.commit(&effects)?;
        Ok(id)
    }

    pub(super) fn open(
        &mut self,
        batch: BatchId,
        data: TraceData,
        proof: &[H256],
    ) -> Result<TraceId, Refusal> {
        let (id, trace) = self.find_in_batch(batch, data, proof)?;
        self.keep_trace(id, &trace)?;
        Ok(id)
    }

    pub(super) fn open_if_closed(
        &mut self,
        batch: BatchId,
        data: TraceData,
        proof: &[H256],
    ) -> Result<TraceId, Refusal> {
        let (id, trace) = self.find_in_batch(batch, data, proof)?;
        if self.cells.traces.get(id).is_none() {
            self.keep_trace(id, &trace)?;
        }
        Ok(id)
    }

    pub(super) fn find_in_batch(
        &self,
        id: BatchId,
        data: TraceData,
        proof: &[H256],
    ) -> Result<(TraceId, Trace), Refusal> {
        let batch = self.batch_of(id)?;
        let inside = self.name_of(&data, batch.recorder)?;
        if !batch.root.holds(inside, proof, batch.depth, &keccak_256) {
            return Err(Reason::NotInBatch { trace: inside }.into());
        }
        let trace = Trace::new(data, batch.recorder, batch.anchored_at, batch.terms, id);
        Ok((inside.opened(id, &keccak_256), trace))
    }

    pub(super) fn attest(&mut self, id: TraceId, step: StepNumber) -> Result<(), Refusal> {
        let mut trace = self.trace_of(id)?;
        trace.attest(step, self.caller)?;
        self.cells.traces.insert(id, &trace);
        Ok(())
    }

    fn name_of(&self, data: &TraceData, recorder: Address) -> Result<TraceId, Refusal> {
        data.check(self.contract)?;
        let named = Named {
            contract: self.contract,
            recorder,
            requester: data.requester,
            input: data.input,
            output: data.output,
            at: data.at,
            steps: &data.steps.0,
        };
        Ok(TraceId::of(&named, &keccak_256))
    }

    fn keep_trace(&mut self, id: TraceId, trace: &Trace) -> Result<(), Refusal> {
        if self.cells.traces.insert(id, trace) {
            return Err(Reason::AlreadyRecorded { trace: id }.into());
        }
        self.cells.totals.traces += 1;
        Ok(())
    }

    fn new_batch(
        &mut self,
        root: Root,
        depth: u8,
        uri_hash: H256,
        terms: TermsId,
    ) -> Result<(BatchId, Batch), Refusal> {
        self.cells.office.require_intake()?;
        self.cells.office.require_terms(terms)?;
        require_hash(root.0)?;
        require_hash(uri_hash)?;
        if depth > Batch::DEEPEST {
            let deepest = Batch::DEEPEST;
            return Err(Reason::BatchTooDeep { depth, deepest }.into());
        }
        let id = self.cells.totals.batches.next()?;
        self.cells.totals.batches = id;
        let batch = Batch {
            recorder: self.caller,
            root,
            depth,
            anchored_at: self.now,
            terms,
            busy_until: first_busy_until(self.now, &self.cells.current.windows),
            open: 0,
            pledges: Vec::new(),
        };
        Ok((id, batch))
    }

    fn open_mandate<'a>(
        &self,
        drawn: &'a mut Drawn,
        id: MandateId,
    ) -> Result<&'a mut (Mandate, Amount), Refusal> {
        drawn.get_or_make(id, || Ok((self.mandate_of(id)?, Amount::ZERO)))
    }

    fn keep_mandates(&mut self, drawn: &Drawn) {
        for (id, (mandate, _)) in drawn.iter() {
            self.cells.mandates.insert(*id, mandate);
        }
    }
}

fn require_draws(number: usize, most: usize) -> Result<(), Refusal> {
    if number == 0 {
        return Err(Reason::NoDraws.into());
    }
    if number > most {
        let most = U256::from(most);
        return Err(Reason::TooManyDraws { most }.into());
    }
    Ok(())
}

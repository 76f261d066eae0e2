use super::{BatchRecord, Model, TraceRecord, DEEPEST};
use crate::{
    opened_id, trace_id, unpack_steps, verify, Address, Answer, BatchDraw, Draw, Hash, Refused,
    TraceData,
};

impl Model {
    pub(crate) fn record(
        &mut self,
        now: u64,
        caller: Address,
        data: &TraceData,
        terms: u32,
    ) -> Result<Hash, Refused> {
        self.refuse_closed_intake();
        self.refuse_other_terms(terms);
        self.refuse_bad_trace(data)?;
        let id = trace_id(self.contract, caller, data);
        self.keep_trace(id, caller, data, now, self.current_terms(), 0);
        Ok(id)
    }

    pub(crate) fn record_covered(
        &mut self,
        now: u64,
        caller: Address,
        data: &TraceData,
        terms: u32,
        cover: &[Draw],
    ) -> Result<Answer, Refused> {
        self.refuse_if(cover.is_empty(), Refused::NoDraws);
        self.refuse_if(cover.len() > 20, Refused::TooManyDraws(20));
        let id = self.record(now, caller, data, terms)?;
        for draw in cover {
            self.draw(now, caller, id, *draw, cover)?;
        }
        Ok(Answer::Trace(id))
    }

    pub(crate) fn anchor(
        &mut self,
        now: u64,
        caller: Address,
        root: Hash,
        depth: u8,
        uri_hash: Hash,
        terms: u32,
    ) -> Result<Answer, Refused> {
        self.refuse_closed_intake();
        self.refuse_other_terms(terms);
        self.refuse_if(depth > DEEPEST, Refused::BatchTooDeep(depth, DEEPEST));
        self.refuse_empty(root);
        self.refuse_empty(uri_hash);
        self.batches.push(BatchRecord {
            recorder: caller,
            root,
            depth,
            uri_hash,
            anchored_at: now,
            terms: self.current_terms(),
        });
        Ok(Answer::Batch(self.batches.len() as u64))
    }

    pub(crate) fn anchor_covered(
        &mut self,
        now: u64,
        caller: Address,
        (root, depth, uri_hash, terms): (Hash, u8, Hash, u32),
        cover: &[BatchDraw],
    ) -> Result<Answer, Refused> {
        self.refuse_if(cover.is_empty(), Refused::NoDraws);
        self.refuse_if(cover.len() > 4, Refused::TooManyDraws(4));
        let answer = self.anchor(now, caller, root, depth, uri_hash, terms)?;
        for draw in cover {
            self.draw_for_batch(now, caller, *draw)?;
        }
        Ok(answer)
    }

    /// Opening is nobody's privilege and stops for nothing but a wrong proof or a second time.
    /// Who means to report does not fail because somebody else opened the trace first.
    pub(crate) fn open_if_closed(
        &mut self,
        batch: u64,
        data: &TraceData,
        proof: &[Hash],
    ) -> Result<Hash, Refused> {
        let found = self.find_batch(batch)?.clone();
        let inner = trace_id(self.contract, found.recorder, data);
        let id = opened_id(batch, inner);
        let proven = proof.len() <= usize::from(found.depth) && verify(found.root, inner, proof);
        if proven && self.traces.contains_key(&id) {
            return Ok(id);
        }
        self.open(batch, data, proof)
    }

    pub(crate) fn open(
        &mut self,
        batch: u64,
        data: &TraceData,
        proof: &[Hash],
    ) -> Result<Hash, Refused> {
        let found = self.find_batch(batch)?.clone();
        let inner = trace_id(self.contract, found.recorder, data);
        self.refuse_if(
            proof.len() > usize::from(found.depth) || !verify(found.root, inner, proof),
            Refused::NotInBatch(inner),
        );
        self.refuse_bad_trace(data)?;
        let id = opened_id(batch, inner);
        self.keep_trace(
            id,
            found.recorder,
            data,
            found.anchored_at,
            found.terms,
            batch,
        );
        Ok(id)
    }

    pub(crate) fn attest(
        &mut self,
        caller: Address,
        trace: Hash,
        step: u8,
    ) -> Result<Answer, Refused> {
        let place = self.find_step(trace, step)?;
        let actor = place.actor;
        self.refuse_if(caller != actor, Refused::NotTheActor(actor));
        let attested = &mut self.traces.get_mut(&trace).unwrap().attested;
        let again = attested.contains(&step);
        attested.push(step);
        self.refuse_if(again, Refused::AlreadyAttested(step));
        Ok(Answer::Nothing)
    }

    fn refuse_other_terms(&mut self, terms: u32) {
        let current = self.current_terms();
        self.refuse_if(terms != current, Refused::TermsChanged(current));
    }

    fn refuse_bad_trace(&mut self, data: &TraceData) -> Result<(), Refused> {
        self.refuse_bad_address(data.requester);
        self.refuse_empty(data.input);
        self.refuse_empty(data.output);
        let length = data.steps.len();
        if !length.is_multiple_of(53) || !(1..=5).contains(&(length / 53)) {
            return Err(Refused::InvalidSteps(length as u128));
        }
        for (number, step) in (1..).zip(unpack_steps(&data.steps)) {
            let known = (1..=5).contains(&step.kind);
            self.refuse_if(!known, Refused::UnknownKind(number, step.kind));
            self.refuse_if(step.actor.is_zero(), Refused::InvalidAddress(step.actor));
            self.refuse_empty(step.commitment);
        }
        Ok(())
    }

    fn keep_trace(
        &mut self,
        id: Hash,
        recorder: Address,
        data: &TraceData,
        recorded_at: u64,
        terms: u32,
        batch: u64,
    ) {
        let known = self.traces.contains_key(&id);
        self.refuse_if(known, Refused::AlreadyRecorded(id));
        if known {
            return;
        }
        let steps = unpack_steps(&data.steps);
        let trace = TraceRecord {
            recorder,
            data: data.clone(),
            steps,
            attested: Vec::new(),
            recorded_at,
            terms,
            batch,
        };
        self.traces.insert(id, trace);
        self.order.push(id);
    }
}

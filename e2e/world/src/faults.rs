//! As contracts/answerable/src/faults.rs.

use super::{zero_refused, Turn, World};
use answerable_model::Hash;
use answerable_protocol::{
    require_hash, Amount, Around, Case, Effects, Fault, FaultId, Filed, Kept, PaidSoFar, Reason,
    Refusal, Scene, StepNumber, Trace, TraceId,
};
use ink::{Address, H256, U256};

const LONGEST_URI: usize = 256;

pub(super) struct Grounds {
    evidence: H256,
    uri: String,
}

impl Grounds {
    pub(super) fn new(evidence: &Hash, uri: &str) -> Self {
        Self {
            evidence: evidence.turn(),
            uri: uri.into(),
        }
    }

    fn check(&self) -> Result<(), Refusal> {
        require_hash(self.evidence)?;
        if self.uri.len() > LONGEST_URI {
            let most = U256::from(LONGEST_URI);
            return Err(Reason::UriTooLong { most }.into());
        }
        Ok(())
    }
}

/// A step on which a fault is filed.
struct Scope {
    id: TraceId,
    step: StepNumber,
    trace: Trace,
    around: Around,
}

impl World {
    pub(super) fn report(
        &mut self,
        trace: TraceId,
        step: StepNumber,
        loss: Amount,
        grounds: Grounds,
    ) -> Result<FaultId, Refusal> {
        let effects = self.credit();
        let scope = self.scope(trace, step)?;
        grounds.check()?;
        zero_refused(loss)?;
        let requester = scope.trace.requester;
        let is_requester = self.caller == requester;
        let docket = &scope.around.docket;
        docket.require_report_time(is_requester, self.now)?;
        self.file(scope, requester, false, loss, &grounds, effects)
    }

    pub(super) fn recourse(
        &mut self,
        trace: TraceId,
        step: StepNumber,
        grounds: Grounds,
    ) -> Result<FaultId, Refusal> {
        let effects = self.credit();
        let caller = self.caller;
        let mut scope = self.scope(trace, step)?;
        grounds.check()?;
        let paid = self.paid_after(&scope, caller)?;
        let terms = self.terms_of(scope.trace.terms)?;
        let mut claim = self.cells.claims.get((trace, caller)).unwrap_or_default();
        let loss = claim.file(step, paid, terms.min_cover)?;
        let window = terms.windows.recourse;
        let docket = &scope.around.docket;
        docket.require_recourse_time(step, paid.last, self.now, window)?;
        scope.around.claim = Kept::new(claim);
        self.file(scope, caller, true, loss, &grounds, effects)
    }

    pub(super) fn act_on(
        &mut self,
        id: FaultId,
        act: impl Fn(&mut Case, &Scene, &mut Effects) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let mut effects = self.credit();
        let mut case = self.load(id)?;
        act(&mut case, &self.scene(), &mut effects)?;
        self.keep(&case);
        self.commit(&effects)
    }

    pub(super) fn load(&self, id: FaultId) -> Result<Case, Refusal> {
        let fault = self.cells.faults.get(id);
        let fault = fault.ok_or(Reason::UnknownFault { fault: id })?;
        let Filed {
            trace,
            step,
            batch,
            recourse,
            beneficiary,
            ..
        } = fault.filed;
        let claim = if recourse {
            self.cells.claims.get((trace, beneficiary))
        } else {
            None
        };
        let around = Around {
            docket: Kept::new(Box::new(
                self.cells.dockets.get(trace).ok_or(Reason::Unsound)?,
            )),
            pledges: Kept::new(self.pledges_of(trace, step)),
            batch: self.batch_behind(batch)?.map(Box::new).map(Kept::new),
            claim: Kept::new(claim.unwrap_or_default()),
        };
        Ok(Case {
            id,
            fault: Box::new(fault),
            around,
        })
    }

    fn keep(&mut self, case: &Case) {
        let (filed, around, cells) = (&case.fault.filed, &case.around, &mut self.cells);
        cells.faults.insert(case.id, &case.fault);
        cells.dockets.insert(filed.trace, &around.docket);
        if !around.pledges.0.is_empty() {
            cells
                .steps
                .insert((filed.trace, filed.step), &around.pledges);
        }
        if let Some(batch) = &around.batch {
            cells.batches.insert(filed.batch, batch);
        }
        if filed.recourse {
            let key = (filed.trace, filed.beneficiary);
            cells.claims.insert(key, &around.claim);
        }
    }

    fn scope(&self, id: TraceId, step: StepNumber) -> Result<Scope, Refusal> {
        let trace = self.trace_of(id)?;
        trace.steps().get(step)?;
        let terms = self.terms_of(trace.terms)?;
        let around = Around {
            docket: Kept::new(Box::new(self.docket_of(id, &trace, &terms))),
            pledges: Kept::new(self.pledges_of(id, step)),
            batch: self.batch_behind(trace.batch)?.map(Box::new).map(Kept::new),
            claim: Kept::default(),
        };
        Ok(Scope {
            id,
            step,
            trace,
            around,
        })
    }

    fn paid_after(&self, scope: &Scope, surety: Address) -> Result<PaidSoFar, Refusal> {
        let mut paid = PaidSoFar::default();
        for later in scope.trace.steps().numbers().skip(scope.step.0.into()) {
            let pledges = self.pledges_of(scope.id, later);
            let (batch, docket) = (
                scope.around.batch.as_deref().map(Box::as_ref),
                &scope.around.docket,
            );
            paid.add(surety, later, &pledges, batch, docket)?;
        }
        Ok(paid)
    }

    fn file(
        &mut self,
        scope: Scope,
        beneficiary: Address,
        recourse: bool,
        loss: Amount,
        grounds: &Grounds,
        mut effects: Effects,
    ) -> Result<FaultId, Refusal> {
        let id = self.cells.totals.faults.next()?;
        self.cells.totals.faults = id;
        let Scope {
            id: trace_id,
            step,
            trace,
            around,
        } = scope;
        let terms = self.terms_of(trace.terms)?;
        let batch_place = match &around.batch {
            Some(batch) => batch.place_for(&trace.steps().get(step)?),
            None => 0,
        };
        let filed = Filed {
            trace: trace_id,
            step,
            recourse,
            reporter: self.caller,
            beneficiary,
            recorder: trace.recorder,
            governance: self.cells.office.governance,
            evidence: grounds.evidence,
            report_end: around.docket.report_end,
            batch: trace.batch,
            batch_place,
            terms: trace.terms,
        };
        let fault = Box::new(Fault::new(filed, terms, loss));
        let case = Case::open(id, fault, trace.requester, around, self.now, &mut effects)?;
        self.keep(&case);
        self.commit(&effects)?;
        Ok(id)
    }
}

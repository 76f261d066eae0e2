//! Reports, answers, rulings: loads a case, lets the rules act on it, stores what changed.

use crate::{
    answerable::Answerable,
    books::emit,
    cells::{load, store, store_new},
};
use answerable_protocol::{
    require_hash, Amount, Around, Case, Claim, Effects, Fault, FaultId, Filed, Kept, PaidSoFar,
    Pledges, Reason, Refusal, Reported, Scene, StepNumber, Terms, Trace, TraceId, Uri,
};
use ink::{prelude::boxed::Box, Address, H256, U256};

const LONGEST_URI: usize = 256;

/// Who says why.
pub(crate) struct Grounds {
    pub evidence: H256,
    pub uri: Uri,
}

impl Grounds {
    fn check(&self) -> Result<(), Refusal> {
        require_hash(self.evidence)?;
        if self.uri.0.len() > LONGEST_URI {
            return Err(Reason::UriTooLong {
                most: U256::from(LONGEST_URI),
            }
            .into());
        }
        Ok(())
    }
}

#[inline(never)]
pub(crate) fn report(
    contract: &mut Answerable,
    trace: TraceId,
    step: StepNumber,
    loss: Amount,
    grounds: Grounds,
) -> Result<FaultId, Refusal> {
    let effects = contract.credit()?;
    let scope = Scope::load(contract, trace, step)?;
    grounds.check()?;
    if loss.is_zero() {
        return Err(Reason::ZeroAmount.into());
    }
    let requester = scope.trace.requester;
    let is_requester = contract.caller() == requester;
    let docket = &scope.around.docket;
    docket.require_report_time(is_requester, contract.now())?;
    scope.file(contract, requester, false, loss, grounds, effects)
}

#[inline(never)]
pub(crate) fn recourse(
    contract: &mut Answerable,
    trace: TraceId,
    step: StepNumber,
    grounds: Grounds,
) -> Result<FaultId, Refusal> {
    let effects = contract.credit()?;
    let caller = contract.caller();
    let mut scope = Scope::load(contract, trace, step)?;
    grounds.check()?;
    let paid = scope.paid_after(contract, caller)?;
    let mut claim = claim_of(contract, trace, caller);
    let loss = claim.file(step, paid, scope.terms.min_cover)?;
    let window = scope.terms.windows.recourse;
    let docket = &scope.around.docket;
    docket.require_recourse_time(step, paid.last, contract.now(), window)?;
    store(&mut contract.claims, &(trace, caller), &claim);
    scope.around.claim = Kept::new(claim);
    scope.file(contract, caller, true, loss, grounds, effects)
}

/// What an act does to a case.
pub(crate) type Act<'a> = &'a dyn Fn(&mut Case, &Scene, &mut Effects) -> Result<(), Refusal>;

/// Runs one act on a fault.
#[inline(never)]
pub(crate) fn act(contract: &mut Answerable, id: FaultId, act: Act) -> Result<(), Refusal> {
    let mut effects = contract.credit()?;
    let mut case = case_of(contract, id)?;
    act(&mut case, &contract.scene(), &mut effects)?;
    store(&mut contract.faults, &id, &*case.fault);
    keep_around(contract, &case);
    contract.commit(effects)
}

#[inline(never)]
pub(crate) fn case_of(contract: &Answerable, id: FaultId) -> Result<Case, Refusal> {
    let fault = contract.fault_of(id)?;
    let Filed {
        trace,
        step,
        batch,
        recourse,
        beneficiary,
        ..
    } = fault.filed;
    let claim = if recourse {
        claim_of(contract, trace, beneficiary)
    } else {
        Claim::default()
    };
    let around = Around {
        docket: Kept::new(load(&contract.dockets, &trace).ok_or(Reason::Unsound)?),
        pledges: Kept::new(contract.pledges_of(trace, step)),
        batch: contract.batch_behind(batch)?.map(Kept::new),
        claim: Kept::new(claim),
    };
    Ok(Case { id, fault, around })
}

fn claim_of(contract: &Answerable, trace: TraceId, surety: Address) -> Claim {
    load(&contract.claims, &(trace, surety)).map_or_else(Claim::default, |claim| *claim)
}

/// Writes of the cells around a fault those that were touched.
#[inline(never)]
fn keep_around(contract: &mut Answerable, case: &Case) {
    let Filed {
        trace,
        step,
        batch,
        beneficiary,
        ..
    } = case.fault.filed;
    let around = &case.around;
    if let Some(docket) = around.docket.touched() {
        store(&mut contract.dockets, &trace, &**docket);
    }
    if let Some(pledges) = around.pledges.touched() {
        store(&mut contract.steps, &(trace, step), pledges);
    }
    if let Some(kept) = around.batch.as_ref().and_then(Kept::touched) {
        store(&mut contract.batches, &batch, &**kept);
    }
    if let Some(claim) = around.claim.touched() {
        store(&mut contract.claims, &(trace, beneficiary), claim);
    }
}

/// A step on which a fault is filed.
struct Scope {
    id: TraceId,
    step: StepNumber,
    trace: Box<Trace>,
    terms: Box<Terms>,
    around: Around,
}

impl Scope {
    fn load(contract: &Answerable, id: TraceId, step: StepNumber) -> Result<Self, Refusal> {
        let trace = contract.trace_of(id)?;
        trace.steps().get(step)?;
        let terms = contract.terms_of(trace.terms)?;
        let around = Around {
            docket: Kept::new(contract.docket_of(id, &trace, &terms)),
            pledges: Kept::new(contract.pledges_of(id, step)),
            batch: contract.batch_behind(trace.batch)?.map(Kept::new),
            claim: Kept::default(),
        };
        Ok(Self {
            id,
            step,
            trace,
            terms,
            around,
        })
    }

    /// What a surety paid for later steps.
    fn paid_after(&self, contract: &Answerable, surety: Address) -> Result<PaidSoFar, Refusal> {
        let mut paid = PaidSoFar::default();
        for later in self.trace.steps().numbers().skip(self.step.0.into()) {
            let pledges: Pledges = contract.pledges_of(self.id, later);
            paid.add(
                surety,
                later,
                &pledges,
                self.around.batch.as_deref().map(Box::as_ref),
                &self.around.docket,
            )?;
        }
        Ok(paid)
    }

    fn file(
        self,
        contract: &mut Answerable,
        beneficiary: Address,
        recourse: bool,
        loss: Amount,
        grounds: Grounds,
        mut effects: Effects,
    ) -> Result<FaultId, Refusal> {
        let id = contract.totals.faults.next()?;
        contract.totals.faults = id;
        let Self {
            id: trace_id,
            step,
            trace,
            terms,
            around,
        } = self;
        let batch_place = match &around.batch {
            Some(batch) => batch.place_for(&trace.steps().get(step)?),
            None => 0,
        };
        let reporter = contract.caller();
        let filed = Filed {
            trace: trace_id,
            step,
            recourse,
            reporter,
            beneficiary,
            recorder: trace.recorder,
            governance: contract.office.governance,
            evidence: grounds.evidence,
            report_end: around.docket.report_end,
            batch: trace.batch,
            batch_place,
            terms: trace.terms,
        };
        emit(&Reported {
            fault: id,
            trace: trace_id,
            reporter,
            step,
            beneficiary,
            recourse,
            loss,
            deposit: terms.report_deposit,
            evidence: grounds.evidence,
            uri: grounds.uri,
        });
        let fault = Box::new(Fault::new(filed, *terms, loss));
        let (requester, now) = (trace.requester, contract.now());
        let case = Case::open(id, fault, requester, around, now, &mut effects)?;
        store_new(&mut contract.faults, &id, &*case.fault);
        keep_around(contract, &case);
        contract.commit(effects)?;
        Ok(id)
    }
}

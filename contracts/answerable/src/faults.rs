//! Reports, answers, rulings: loads a case, lets the rules act on it, stores what changed.

use crate::{answerable::Answerable, books::emit};
use answerable_protocol::{
    require_hash, Amount, Around, Case, Claim, Effects, Fault, FaultId, Filed, PaidSoFar, Pledges,
    Reason, Refusal, Reported, Scene, StepNumber, Terms, Trace, TraceId,
};
use ink::{prelude::string::String, Address, H256, U256};

const LONGEST_URI: usize = 256;

/// Who says why.
pub(crate) struct Grounds {
    pub evidence: H256,
    pub uri: String,
}

impl Grounds {
    fn check(&self) -> Result<(), Refusal> {
        require_hash(self.evidence)?;
        if self.uri.len() > LONGEST_URI {
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
    let mut claim = contract.claims.get((trace, caller)).unwrap_or_default();
    let loss = claim.file(step, paid, scope.terms.min_cover)?;
    let window = scope.terms.windows.recourse;
    let docket = &scope.around.docket;
    docket.require_recourse_time(step, paid.last, contract.now(), window)?;
    scope.around.claim = claim;
    scope.file(contract, caller, true, loss, grounds, effects)
}

/// What an act does to a case.
pub(crate) type Act<'a> = &'a dyn Fn(&mut Case, &Scene, &mut Effects) -> Result<(), Refusal>;

/// Runs one act on a fault.
#[inline(never)]
pub(crate) fn act(contract: &mut Answerable, id: FaultId, act: Act) -> Result<(), Refusal> {
    let mut effects = contract.credit()?;
    let mut case = load(contract, id)?;
    let before = case.clone();
    act(&mut case, &contract.scene(), &mut effects)?;
    keep(contract, &case, Some(&before));
    contract.commit(effects)
}

#[inline(never)]
pub(crate) fn load(contract: &Answerable, id: FaultId) -> Result<Case, Refusal> {
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
        contract.claims.get((trace, beneficiary))
    } else {
        None
    };
    let around = Around {
        docket: contract.dockets.get(trace).ok_or(Reason::Unsound)?,
        pledges: contract.pledges_of(trace, step),
        batch: contract.batch_behind(batch)?,
        claim: claim.unwrap_or_default(),
    };
    Ok(Case { id, fault, around })
}

/// Writes the cells of a case that changed.
fn keep(contract: &mut Answerable, case: &Case, before: Option<&Case>) {
    let Filed {
        trace,
        step,
        batch,
        recourse,
        beneficiary,
        ..
    } = case.fault.filed;
    let (around, was) = (&case.around, before.map(|before| &before.around));
    contract.faults.insert(case.id, &case.fault);
    if was.map(|was| &was.docket) != Some(&around.docket) {
        contract.dockets.insert(trace, &around.docket);
    }
    if was.is_some_and(|was| was.pledges != around.pledges) {
        contract.steps.insert((trace, step), &around.pledges);
    }
    if let Some(changed) = &around.batch {
        if was.map(|was| &was.batch) != Some(&around.batch) {
            contract.batches.insert(batch, changed);
        }
    }
    if recourse && was.map(|was| &was.claim) != Some(&around.claim) {
        contract.claims.insert((trace, beneficiary), &around.claim);
    }
}

/// A step on which a fault is filed.
struct Scope {
    id: TraceId,
    step: StepNumber,
    trace: Trace,
    terms: Terms,
    around: Around,
}

impl Scope {
    fn load(contract: &Answerable, id: TraceId, step: StepNumber) -> Result<Self, Refusal> {
        let trace = contract.trace_of(id)?;
        trace.steps().get(step)?;
        let terms = contract.terms_of(trace.terms)?;
        let around = Around {
            docket: contract.docket_of(id, &trace, &terms),
            pledges: contract.pledges_of(id, step),
            batch: contract.batch_behind(trace.batch)?,
            claim: Claim::default(),
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
                self.around.batch.as_ref(),
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
        let fault = Fault::new(filed, terms, loss);
        let (requester, now) = (trace.requester, contract.now());
        let case = Case::open(id, fault, requester, around, now, &mut effects)?;
        keep(contract, &case, None);
        contract.commit(effects)?;
        Ok(id)
    }
}

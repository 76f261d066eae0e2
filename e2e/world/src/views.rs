//! What the views show, as contracts/answerable/src/views.rs finds it.

use super::{refused, Turn, World};
use answerable_model::{self as model, Hash, Refused, Snapshot};
use answerable_protocol::{
    Account, Amount, Batch, Docket, Fault, FaultId, Mandate, Offer, Pledge, Refusal, Standby,
    StepNumber, Time, Trace, TraceId,
};

struct Found {
    id: TraceId,
    trace: Trace,
    docket: Docket,
    batch: Option<Batch>,
    now: Time,
}

impl Found {
    fn around(world: &World, id: TraceId, trace: Trace, now: Time) -> Result<Self, Refusal> {
        let terms = world.terms_of(trace.terms)?;
        Ok(Self {
            id,
            docket: world.docket_of(id, &trace, &terms),
            batch: world.batch_behind(trace.batch)?,
            now,
            trace,
        })
    }

    fn standby(&self) -> Standby<'_> {
        Standby {
            trace: &self.trace,
            docket: &self.docket,
            batch: self.batch.as_ref(),
            now: self.now,
        }
    }

    fn require_cover(&self, least: Amount, until: Time) -> Result<(), Refusal> {
        let mut steps = self.trace.steps().numbers();
        steps.try_for_each(|step| self.standby().require_cover(step, least, until))
    }
}

impl World {
    fn found(&self, id: TraceId, now: Time) -> Result<Found, Refusal> {
        Found::around(self, id, self.trace_of(id)?, now)
    }

    pub fn is_party(&self, fault: u64, who: model::Address) -> Result<bool, Refused> {
        refused(self.load(fault.turn())).map(|case| case.is_party(who.turn()))
    }

    pub fn cover_of(&self, now: u64, trace: Hash) -> Result<Vec<u128>, Refused> {
        let found = refused(self.found(trace.turn(), now.turn()))?;
        let cover = found
            .trace
            .steps()
            .numbers()
            .map(|step| found.standby().cover(step, Time::default()));
        let cover = cover.map(|amount| amount.map(Amount::units));
        refused(cover.collect())
    }

    pub fn require_covered(
        &self,
        now: u64,
        trace: Hash,
        least: u128,
        until: u64,
    ) -> Result<(), Refused> {
        let found = refused(self.found(trace.turn(), now.turn()))?;
        refused(found.require_cover(least.turn(), until.turn()))
    }

    pub fn require_covered_in_batch(
        &self,
        now: u64,
        batch: u64,
        data: &model::TraceData,
        proof: &[Hash],
        (least, until): (u128, u64),
    ) -> Result<(), Refused> {
        let proof: Vec<_> = proof.iter().map(|hash| hash.turn()).collect();
        let (id, trace) = refused(self.find_in_batch(batch.turn(), data.turn(), &proof))?;
        let found = refused(Found::around(self, id, trace, now.turn()))?;
        refused(found.require_cover(least.turn(), until.turn()))
    }

    pub(super) fn show(&self) -> Snapshot {
        let cells = &self.cells;
        let (totals, office) = (cells.totals, cells.office);
        Snapshot {
            accounts: cells
                .accounts
                .iter()
                .filter(|(_, account)| *account != Account::default())
                .map(|(owner, account)| (owner.turn(), show_account(&account)))
                .collect(),
            traces: cells
                .traces
                .iter()
                .map(|(id, trace)| (id.turn(), self.show_trace(id, trace)))
                .collect(),
            batches: cells
                .batches
                .iter()
                .map(|(id, batch)| (id.turn(), show_batch(&batch)))
                .collect(),
            mandates: cells
                .mandates
                .iter()
                .map(|(id, mandate)| (id.turn(), show_mandate(&mandate)))
                .collect(),
            offers: cells
                .offers
                .iter()
                .map(|(id, offer)| (id.turn(), show_offer(&offer)))
                .collect(),
            faults: cells
                .faults
                .iter()
                .map(|(id, fault)| (id.turn(), show_fault(&fault)))
                .collect(),
            terms: cells
                .terms
                .iter()
                .map(|(id, terms)| (id.turn(), terms.turn()))
                .collect(),
            totals: model::TotalsView {
                accounted: totals.accounted.turn(),
                locked: totals.locked.turn(),
                deposits: totals.deposits.turn(),
                premiums: totals.premiums.turn(),
                traces: totals.traces,
                batches: totals.batches.turn(),
                mandates: totals.mandates.turn(),
                offers: totals.offers.turn(),
                faults: totals.faults.turn(),
            },
            office: model::OfficeView {
                governance: office.governance.turn(),
                proposed: office.proposed.turn(),
                treasury: office.treasury.turn(),
                intake_open: office.intake_open,
                terms: office.terms.turn(),
                shortest: office.shortest.turn(),
            },
        }
    }

    fn show_trace(&self, id: TraceId, trace: Trace) -> model::TraceView {
        let found = Found::around(self, id, trace, self.now).expect("stored traces are whole");
        let shown = found.trace.show(&found.docket).expect("steps are good");
        let steps = found.trace.steps().numbers();
        model::TraceView {
            recorder: shown.recorder.turn(),
            requester: shown.requester.turn(),
            input: shown.input.turn(),
            output: shown.output.turn(),
            at: shown.at,
            recorded_at: shown.recorded_at.turn(),
            terms: shown.terms.turn(),
            batch: shown.batch.turn(),
            requester_until: shown.requester_until.turn(),
            busy_until: shown.busy_until.turn(),
            steps: steps.map(|step| self.show_step(&found, step)).collect(),
        }
    }

    fn show_step(&self, found: &Found, number: StepNumber) -> model::StepView {
        let step = found.trace.show_step(number).expect("steps are good");
        let pledges = self.pledges_of(found.id, number);
        let layers = found.standby().layers(number, &pledges);
        let layers = layers.expect("layers can be looked up");
        let fault = if found.docket.is_open(number) {
            found.docket.step(number).fault
        } else {
            FaultId::NONE
        };
        model::StepView {
            kind: step.kind as u8,
            actor: step.actor.turn(),
            commitment: step.commitment.turn(),
            attested: step.attested,
            fault: fault.turn(),
            pledges: pledges.0.iter().map(show_pledge).collect(),
            answers: layers
                .iter()
                .map(|layer| model::LayerView {
                    surety: layer.surety.turn(),
                    left: layer.left.turn(),
                    until: layer.until.turn(),
                })
                .collect(),
        }
    }
}

fn show_account(account: &Account) -> model::AccountView {
    model::AccountView {
        free: account.free.turn(),
        locked: account.locked.turn(),
        honored: account.honored.turn(),
        defended: account.defended.turn(),
        lost: account.lost.turn(),
        undecided: account.undecided.turn(),
        defaulted: account.defaulted.turn(),
        volunteered: account.volunteered.turn(),
    }
}

fn show_pledge(pledge: &Pledge) -> model::PledgeView {
    model::PledgeView {
        surety: pledge.surety.turn(),
        cover: pledge.cover.turn(),
        left: pledge.left.turn(),
        mandate: pledge.mandate.turn(),
        paid_at: pledge.paid_at.turn(),
        kept: pledge.kept,
    }
}

fn show_batch(batch: &Batch) -> model::BatchView {
    let pledges = batch.pledges.iter().map(|pledge| model::BatchPledgeView {
        mandate: pledge.mandate.turn(),
        surety: pledge.surety.turn(),
        actor: pledge.actor.turn(),
        kinds: pledge.kinds.turn(),
        per_trace: pledge.per_trace.turn(),
        locked_left: pledge.locked_left.turn(),
    });
    model::BatchView {
        recorder: batch.recorder.turn(),
        root: batch.root.turn(),
        depth: batch.depth,
        anchored_at: batch.anchored_at.turn(),
        terms: batch.terms.turn(),
        busy_until: batch.busy_until.turn(),
        open_faults: batch.open,
        pledges: pledges.collect(),
    }
}

fn show_mandate(mandate: &Mandate) -> model::MandateView {
    model::MandateView {
        surety: mandate.surety.turn(),
        actor: mandate.actor.turn(),
        kinds: mandate.kinds.turn(),
        recorder: mandate.recorder.turn(),
        terms: mandate.terms.turn(),
        per_trace: mandate.per_trace.turn(),
        limit: mandate.limit.turn(),
        outstanding: mandate.outstanding.turn(),
        premium_bps: mandate.premium_bps.turn(),
        until: mandate.until.turn(),
        revoked: mandate.revoked,
    }
}

fn show_offer(offer: &Offer) -> model::OfferView {
    model::OfferView {
        trace: offer.trace.turn(),
        step: offer.step.turn(),
        payer: offer.payer.turn(),
        cover: offer.cover.turn(),
        cover_left: offer.cover_left.turn(),
        premium: offer.premium.turn(),
        premium_left: offer.premium_left.turn(),
        until: offer.until.turn(),
    }
}

fn show_fault(fault: &Fault) -> model::FaultView {
    let filed = fault.filed;
    model::FaultView {
        trace: filed.trace.turn(),
        step: filed.step.turn(),
        state: fault.state.turn(),
        layer: fault.layer,
        called: fault.called.turn(),
        deadline: fault.deadline.turn(),
        reporter: filed.reporter.turn(),
        beneficiary: filed.beneficiary.turn(),
        recorder: filed.recorder.turn(),
        governance: filed.governance.turn(),
        recourse: filed.recourse,
        loss: fault.loss.turn(),
        paid: fault.paid.turn(),
        conceded: fault.conceded.turn(),
        defaulted: fault.defaulted.turn(),
        report_deposit: fault.report_deposit.turn(),
        contest_deposit: fault.contest_deposit.turn(),
        evidence: filed.evidence.turn(),
        report_end: filed.report_end.turn(),
        batch: filed.batch.turn(),
        batch_pledge: filed.batch_place,
        terms_id: filed.terms.turn(),
        terms: fault.terms.turn(),
    }
    .meaningful()
}

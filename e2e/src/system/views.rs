//! Everything that the views show, as the model shows it.

use super::{
    messages::{address, hash},
    stale::View,
    OnChain,
};
use answerable_client::{alloy_sol_types::private, interface::IAnswerable as sol, CallError};
use answerable_model::{
    account, AccountView, Address, BatchPledgeView, BatchView, FaultView, Hash, LayerView,
    MandateView, OfferView, OfficeView, PledgeView, Snapshot, StepView, Tally, Terms, TotalsView,
    TraceView, Windows, ACCOUNTS,
};
use std::collections::BTreeMap;

impl OnChain {
    /// Every view there is.
    pub fn read_whole(&self) -> Snapshot {
        let see = "every view can be read";
        let blank = Snapshot {
            accounts: BTreeMap::new(),
            traces: BTreeMap::new(),
            batches: BTreeMap::new(),
            mandates: BTreeMap::new(),
            offers: BTreeMap::new(),
            faults: BTreeMap::new(),
            terms: BTreeMap::new(),
            totals: totals(self.look(&sol::totalsCall {}).expect(see)),
            office: office(self.look(&sol::officeCall {}).expect(see)),
        };
        self.read(blank, |_| true)
    }

    /// The views that may have changed, and what is new.
    pub(super) fn read(&self, mut it: Snapshot, changed: impl Fn(View) -> bool) -> Snapshot {
        let see = "every view can be read";
        it.totals = totals(self.look(&sol::totalsCall {}).expect(see));
        it.office = office(self.look(&sol::officeCall {}).expect(see));
        assert_eq!(it.totals.traces, self.traces.len() as u64);
        for who in (0..=ACCOUNTS).map(account) {
            if changed(View::Account(who)) {
                let owner = address(who);
                it.accounts.insert(
                    who,
                    held(self.look(&sol::accountCall { owner }).expect(see)),
                );
            }
        }
        it.accounts
            .retain(|_, view| *view != AccountView::default());
        for id in &self.traces {
            if changed(View::Trace(*id)) {
                it.traces.insert(*id, self.read_trace(*id));
            }
        }
        for id in 1..=it.totals.offers {
            if changed(View::Offer(id)) {
                match self.read_offer(id) {
                    Some(offer) => it.offers.insert(id, offer),
                    None => it.offers.remove(&id),
                };
            }
        }
        update(&mut it.batches, it.totals.batches, |id| {
            changed(View::Batch(id))
                .then(|| batch(self.look(&sol::batchCall { batch: id }).expect(see)))
        });
        update(&mut it.mandates, it.totals.mandates, |id| {
            changed(View::Mandate(id))
                .then(|| mandate(self.look(&sol::mandateCall { mandate: id }).expect(see)))
        });
        update(&mut it.faults, it.totals.faults, |id| {
            changed(View::Fault(id))
                .then(|| fault(self.look(&sol::faultCall { fault: id }).expect(see)))
        });
        for id in 1..=it.office.terms {
            let content = || terms(self.look(&sol::termsCall { terms: id }).expect(see));
            it.terms.entry(id).or_insert_with(content);
        }
        it
    }

    fn read_trace(&self, id: Hash) -> TraceView {
        let trace = hash(id);
        let view = self
            .look(&sol::traceCall { trace })
            .expect("the trace is known");
        let steps = (1u8..).zip(&view.steps);
        let steps = steps.map(|(number, step)| self.read_step(id, number, step));
        let steps = steps.collect();
        recorded(view, steps)
    }

    fn read_step(&self, id: Hash, number: u8, in_trace: &sol::Step) -> StepView {
        let (trace, number) = (hash(id), number);
        let view = self
            .look(&sol::stepCall {
                trace,
                step: number,
            })
            .expect("the step is known");
        assert_eq!(view.step, *in_trace, "two views of one step differ");
        let layers = self
            .look(&sol::whoAnswersCall {
                trace,
                step: number,
            })
            .expect("the step is known");
        step(view, layers)
    }

    /// None if it was withdrawn.
    fn read_offer(&self, id: u64) -> Option<OfferView> {
        match self.look(&sol::offeredCall { offer: id }) {
            Ok(view) => Some(offer(view)),
            Err(CallError::Refused(answerable_client::Reason::UnknownOffer { .. })) => None,
            Err(error) => panic!("offer {id}: {error}"),
        }
    }
}

fn update<T>(views: &mut BTreeMap<u64, T>, last: u64, view: impl Fn(u64) -> Option<T>) {
    views.extend((1..=last).filter_map(|id| Some((id, view(id)?))));
}

pub fn plain(address: private::Address) -> Address {
    Address(address.0 .0)
}

pub fn amount(amount: private::U256) -> u128 {
    amount.try_into().expect("amounts fit")
}

fn tally(tally: sol::Tally) -> Tally {
    Tally {
        times: tally.times,
        amount: amount(tally.amount),
    }
}

pub fn recorded(view: sol::Trace, steps: Vec<StepView>) -> TraceView {
    TraceView {
        recorder: plain(view.recorder),
        requester: plain(view.requester),
        input: Hash(view.input.0),
        output: Hash(view.output.0),
        at: view.at,
        recorded_at: view.recordedAt,
        terms: view.terms,
        batch: view.batch,
        requester_until: view.requesterUntil,
        busy_until: view.busyUntil,
        steps,
    }
}

pub fn step(view: sol::StepRecord, answers: Vec<sol::Layer>) -> StepView {
    StepView {
        kind: view.step.kind,
        actor: plain(view.step.actor),
        commitment: Hash(view.step.commitment.0),
        attested: view.step.attested,
        fault: view.fault,
        pledges: view.pledges.into_iter().map(pledge).collect(),
        answers: answers.into_iter().map(layer).collect(),
    }
}

pub fn held(view: sol::Account) -> AccountView {
    AccountView {
        free: amount(view.free),
        locked: amount(view.locked),
        honored: tally(view.honored),
        defended: tally(view.defended),
        lost: tally(view.lost),
        undecided: tally(view.undecided),
        defaulted: tally(view.defaulted),
        volunteered: tally(view.volunteered),
    }
}

fn pledge(view: sol::Pledge) -> PledgeView {
    PledgeView {
        surety: plain(view.surety),
        cover: amount(view.cover),
        left: amount(view.left),
        mandate: view.mandate,
        paid_at: view.paidAt,
        kept: view.kept,
    }
}

fn layer(view: sol::Layer) -> LayerView {
    LayerView {
        surety: plain(view.surety),
        left: amount(view.left),
        until: view.until,
    }
}

pub fn batch(view: sol::Batch) -> BatchView {
    BatchView {
        recorder: plain(view.recorder),
        root: Hash(view.root.0),
        depth: view.depth,
        anchored_at: view.anchoredAt,
        terms: view.terms,
        busy_until: view.busyUntil,
        open_faults: view.openFaults,
        pledges: view.pledges.into_iter().map(batch_pledge).collect(),
    }
}

fn batch_pledge(view: sol::BatchPledge) -> BatchPledgeView {
    BatchPledgeView {
        mandate: view.mandate,
        surety: plain(view.surety),
        actor: plain(view.actor),
        kinds: view.kinds,
        per_trace: amount(view.perTrace),
        locked_left: amount(view.lockedLeft),
    }
}

pub fn mandate(view: sol::Mandate) -> MandateView {
    MandateView {
        surety: plain(view.surety),
        actor: plain(view.actor),
        kinds: view.kinds,
        recorder: plain(view.recorder),
        terms: view.terms,
        per_trace: amount(view.perTrace),
        limit: amount(view.limit),
        outstanding: amount(view.outstanding),
        premium_bps: view.premiumBps,
        until: view.until,
        revoked: view.revoked,
    }
}

pub fn offer(view: sol::Offer) -> OfferView {
    OfferView {
        trace: Hash(view.trace.0),
        step: view.step,
        payer: plain(view.payer),
        cover: amount(view.cover),
        cover_left: amount(view.coverLeft),
        premium: amount(view.premium),
        premium_left: amount(view.premiumLeft),
        until: view.until,
    }
}

pub fn fault(view: sol::Fault) -> FaultView {
    let filed = view.filed;
    FaultView {
        trace: Hash(filed.trace.0),
        step: filed.step,
        state: view.state,
        layer: view.layer,
        called: plain(view.called),
        deadline: view.deadline,
        reporter: plain(filed.reporter),
        beneficiary: plain(filed.beneficiary),
        recorder: plain(filed.recorder),
        governance: plain(filed.governance),
        recourse: filed.recourse,
        loss: amount(view.loss),
        paid: amount(view.paid),
        conceded: amount(view.conceded),
        defaulted: amount(view.defaulted),
        report_deposit: amount(view.reportDeposit),
        contest_deposit: amount(view.contestDeposit),
        evidence: Hash(filed.evidence.0),
        report_end: filed.reportEnd,
        batch: filed.batch,
        batch_pledge: filed.batchPledge,
        terms_id: filed.terms,
        terms: terms(view.terms),
    }
    .meaningful()
}

pub fn terms(view: sol::Terms) -> Terms {
    Terms {
        windows: windows(view.windows),
        min_cover: amount(view.minCover),
        report_deposit: amount(view.reportDeposit),
        contest_deposit: amount(view.contestDeposit),
        lost_penalty_bps: view.lostPenaltyBps,
        max_default_penalty_bps: view.maxDefaultPenaltyBps,
        reporter_share_bps: view.reporterShareBps,
    }
}

fn windows(view: sol::Windows) -> Windows {
    Windows {
        answer: view.answer,
        ruling: view.ruling,
        report: view.report,
        recourse: view.recourse,
    }
}

pub fn totals(view: sol::Totals) -> TotalsView {
    TotalsView {
        accounted: amount(view.accounted),
        locked: amount(view.locked),
        deposits: amount(view.deposits),
        premiums: amount(view.premiums),
        traces: view.traces,
        batches: view.batches,
        mandates: view.mandates,
        offers: view.offers,
        faults: view.faults,
    }
}

pub fn office(view: sol::Office) -> OfficeView {
    OfficeView {
        governance: plain(view.governance),
        proposed: plain(view.proposed),
        treasury: plain(view.treasury),
        intake_open: view.intakeOpen,
        terms: view.terms,
        shortest: windows(view.shortest),
    }
}

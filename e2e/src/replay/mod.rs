//! Every record of the contract, rebuilt from its events alone.
//!
//! This is what an indexer does: it knows the arguments of the constructor, reads the logs in order with
//! the second of each block, and asks the contract for nothing but what a trace said when it was stored, which
//! never changes. Times follow from `answerable_protocol`.

mod faults;
mod money;
mod records;

use crate::system::{amount, plain};
use answerable_client::{
    alloy_sol_types::{private, SolEventInterface},
    interface::IAnswerable::{self as events, IAnswerableEvents as Event},
    Amount, Log, Terms,
};
use answerable_model::{
    Address, FaultView, Hash, LayerView, OfficeView, Snapshot, TotalsView, TraceView, Windows,
};
use answerable_protocol::{Docket, StepNumber};
use std::collections::BTreeMap;

type Id = private::FixedBytes<32>;

/// What is known after some events.
pub struct Replay {
    /// Traces as they are stored.
    stored: BTreeMap<Hash, TraceView>,
    /// All views but `whoAnswers`, which follows from the rest.
    seen: Snapshot,
    /// The moving part of each trace.
    dockets: BTreeMap<Hash, Docket>,
    /// The second of the event that is being read.
    now: u64,
}

impl Replay {
    /// A contract that was made with these.
    pub fn new(
        governance: Address,
        treasury: Address,
        shortest: Windows,
        stored: BTreeMap<Hash, TraceView>,
    ) -> Self {
        Self {
            stored,
            seen: Snapshot {
                accounts: BTreeMap::new(),
                traces: BTreeMap::new(),
                batches: BTreeMap::new(),
                mandates: BTreeMap::new(),
                offers: BTreeMap::new(),
                faults: BTreeMap::new(),
                terms: BTreeMap::new(),
                totals: TotalsView::default(),
                office: OfficeView {
                    governance,
                    proposed: Address::ZERO,
                    treasury,
                    intake_open: true,
                    terms: 0,
                    shortest,
                },
            },
            dockets: BTreeMap::new(),
            now: 0,
        }
    }

    /// Reads one more event.
    pub fn read(&mut self, second: u64, log: &Log) {
        let topics = log.topics.iter().map(|topic| topic.0.into());
        let topics: Vec<Id> = topics.collect();
        let event =
            Event::decode_raw_log(&topics, &log.data).expect("it is an event of the interface");
        self.now = second;
        self.happen(event);
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Deposited(it) => self.deposited(&it),
            Event::Withdrawn(it) => self.withdrawn(&it),
            Event::Recorded(it) => self.recorded(&it),
            Event::Anchored(it) => self.anchored(&it),
            Event::Opened(it) => self.opened(&it),
            Event::Attested(it) => {
                let steps = &mut self.trace(it.trace).steps;
                steps[usize::from(it.step) - 1].attested = true;
            }
            Event::Pledged(it) => self.pledged(&it),
            Event::BatchPledged(it) => self.batch_pledged(&it),
            Event::Offered(it) => self.offered(&it),
            Event::OfferWithdrawn(it) => self.offer_withdrawn(&it),
            Event::Granted(it) => self.granted(&it),
            Event::Revoked(it) => {
                let mandate = self.seen.mandates.get_mut(&it.mandate);
                mandate.expect("it was granted").revoked = true;
            }
            Event::Released(it) => self.released(&it),
            Event::BatchReleased(it) => self.batch_released(&it),
            Event::Reported(it) => self.reported(&it),
            Event::Called(it) => self.called(&it),
            Event::Contested(it) => self.contested(&it),
            Event::Defaulted(it) => self.defaulted(&it),
            Event::Upheld(it) => self.fault(it.fault).loss = amount(it.loss),
            Event::Slashed(_) => {}
            Event::Paid(it) => self.paid(&it),
            Event::Defended(it) => self.defended(&it),
            Event::DepositMoved(it) => self.deposit_moved(&it),
            Event::Orphaned(it) => self.orphaned(&it),
            Event::Volunteered(it) => self.volunteered(&it),
            Event::Closed(it) => self.closed(&it),
            Event::TermsAdded(it) => {
                let content = crate::system::read_terms(it.content);
                self.seen.terms.insert(it.terms, content);
                self.seen.office.terms = it.terms;
            }
            Event::TreasurySet(it) => self.seen.office.treasury = plain(it.treasury),
            Event::IntakeSet(it) => self.seen.office.intake_open = it.open,
            Event::GovernanceProposed(it) => self.seen.office.proposed = plain(it.proposed),
            Event::GovernanceAccepted(it) => {
                self.seen.office.governance = plain(it.governance);
                self.seen.office.proposed = Address::ZERO;
            }
        }
    }

    fn trace(&mut self, id: Id) -> &mut TraceView {
        let trace = self.seen.traces.get_mut(&Hash(id.0));
        trace.expect("it was recorded or opened")
    }

    fn fault(&mut self, id: u64) -> &mut FaultView {
        self.seen.faults.get_mut(&id).expect("it was reported")
    }

    fn terms(&self, id: u32) -> Terms {
        crate::system::terms(self.seen.terms[&id])
    }

    /// Everything as the contract's views show it.
    pub fn snapshot(&self) -> Snapshot {
        let mut shown = self.seen.clone();
        shown.accounts.retain(|_, view| *view != Default::default());
        for fault in shown.faults.values_mut() {
            *fault = fault.clone().meaningful();
        }
        for (id, trace) in &mut shown.traces {
            let docket = &self.dockets[id];
            trace.requester_until = docket.requester_until.0;
            trace.busy_until = docket.busy_until.0;
            for (number, step) in (1..).zip(&mut trace.steps) {
                let number = StepNumber(number);
                step.fault = if docket.is_open(number) {
                    docket.step(number).fault.0
                } else {
                    0
                };
                let batch = self.batch_layer(*id, number);
                let own = step.pledges.iter().map(|pledge| LayerView {
                    surety: pledge.surety,
                    left: pledge.left,
                    until: docket.busy_until.0,
                });
                let layers = batch.into_iter().chain(own);
                step.answers = layers.filter(|layer| layer.left > 0).collect();
            }
        }
        shown
    }
}

fn units(amount: Amount) -> u128 {
    amount.units()
}

/// The constructor's arguments are those of histories.
pub fn of_histories(logs: &[(u64, Log)], stored: BTreeMap<Hash, TraceView>) -> Replay {
    use answerable_model::{account, shortest, GOVERNANCE, TREASURY};
    let mut replay = Replay::new(account(GOVERNANCE), account(TREASURY), shortest(), stored);
    for (second, log) in logs {
        replay.read(*second, log);
    }
    replay
}

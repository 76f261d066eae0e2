//! What everybody knows of what happened, from the events.

use super::Entry;
use answerable_client::{
    alloy_sol_types::SolEventInterface, interface::IAnswerable::IAnswerableEvents as Event,
};
use answerable_e2e::{journey::Person, system::views::plain};
use answerable_model::{trace_id, Act, Address, Hash, TraceData};
use std::collections::BTreeMap;

pub struct Known {
    contract: Address,
    pub people: Vec<Address>,
    /// The second in which it all began.
    pub begun: u64,
    pub traces: Vec<Trace>,
    /// Steps for which somebody answered.
    pub pledged: Vec<(Hash, u8)>,
    /// Those that are not closed.
    pub faults: BTreeMap<u64, Fault>,
    pub mandates: Vec<Mandate>,
    /// With their payers.
    pub offers: Vec<(u64, Address)>,
    pub batches: Vec<Batch>,
}

pub struct Trace {
    pub id: Hash,
    pub requester: Address,
    pub steps: u8,
}

pub struct Fault {
    pub reporter: Address,
    pub loss: u128,
    pub state: State,
    pub called: Address,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum State {
    Answering,
    Contested,
    Defaulted,
    Orphaned,
}

pub struct Mandate {
    pub id: u64,
    pub surety: Address,
    pub actor: Address,
    pub recorder: Address,
}

pub struct Batch {
    pub id: u64,
    pub traces: Vec<TraceData>,
    pub ids: Vec<Hash>,
}

/// How many steps the trace has that an act stores.
fn steps_of(act: &Act) -> u8 {
    match act {
        Act::Record { data, .. }
        | Act::RecordCovered { data, .. }
        | Act::Open { data, .. }
        | Act::OpenAndReport { data, .. } => (data.steps.len() / 53) as u8,
        other => panic!("{other:?} stores no trace"),
    }
}

/// The traces of a batch, which follow from its hash and its first requester.
pub fn contents(uri_hash: Hash, people: &[Address]) -> Vec<TraceData> {
    let pick = |place: u8| usize::from(uri_hash.0[usize::from(place)]) % people.len();
    (0..4)
        .map(|place| TraceData {
            requester: people[pick(place)],
            input: uri_hash,
            output: Hash::of(place.into()),
            at: 0,
            steps: super::plan::steps(&[people[pick(place + 4)], people[pick(place + 8)]]),
        })
        .collect()
}

impl Known {
    pub fn new(contract: Address, people: &[Person], begun: u64) -> Self {
        Self {
            contract,
            people: people.iter().map(|it| Address(it.h160().0)).collect(),
            begun,
            traces: Vec::new(),
            pledged: Vec::new(),
            faults: BTreeMap::new(),
            mandates: Vec::new(),
            offers: Vec::new(),
            batches: Vec::new(),
        }
    }

    pub fn ids(&self, recorder: Address, traces: &[TraceData]) -> Vec<Hash> {
        let id = |data| trace_id(self.contract, recorder, data);
        traces.iter().map(id).collect()
    }

    pub fn learn(&mut self, entry: &Entry) {
        let Ok(receipt) = &entry.sent.end else { return };
        for log in &receipt.logs {
            let topics: Vec<_> = log.topics.iter().map(|topic| topic.0.into()).collect();
            let event = Event::decode_raw_log(&topics, &log.data);
            self.hear(event.expect("it is an event of the interface"), entry);
        }
    }

    fn hear(&mut self, event: Event, entry: &Entry) {
        let mut becomes = |fault, state| {
            // What two hear of in the other order is known well enough.
            if let Some(fault) = self.faults.get_mut(&fault) {
                fault.state = state;
            }
        };
        match event {
            Event::Recorded(it) => self.traces.push(Trace {
                id: Hash(it.trace.0),
                requester: plain(it.requester),
                steps: steps_of(&entry.act),
            }),
            Event::Opened(it) => self.traces.push(Trace {
                id: Hash(it.trace.0),
                requester: plain(it.requester),
                steps: steps_of(&entry.act),
            }),
            Event::Pledged(it) => self.pledged.push((Hash(it.trace.0), it.step)),
            Event::Anchored(it) => {
                let (Act::Anchor { uri_hash, .. } | Act::AnchorCovered { uri_hash, .. }) =
                    &entry.act
                else {
                    return;
                };
                let traces = contents(*uri_hash, &self.people);
                self.batches.push(Batch {
                    id: it.batch,
                    ids: self.ids(entry.caller, &traces),
                    traces,
                });
            }
            Event::Granted(it) => self.mandates.push(Mandate {
                id: it.mandate,
                surety: plain(it.surety),
                actor: plain(it.actor),
                recorder: plain(it.recorder),
            }),
            Event::Offered(it) => self.offers.push((it.offer, plain(it.payer))),
            Event::Reported(it) => {
                let fault = Fault {
                    reporter: plain(it.reporter),
                    loss: it.loss.saturating_to(),
                    state: State::Orphaned,
                    called: Address::ZERO,
                };
                self.faults.insert(it.fault, fault);
            }
            Event::Called(it) => {
                becomes(it.fault, State::Answering);
                if let Some(fault) = self.faults.get_mut(&it.fault) {
                    fault.called = plain(it.surety);
                }
            }
            Event::Contested(it) => becomes(it.fault, State::Contested),
            Event::Defaulted(it) => becomes(it.fault, State::Defaulted),
            Event::Orphaned(it) => becomes(it.fault, State::Orphaned),
            Event::Closed(it) => drop(self.faults.remove(&it.fault)),
            _ => {}
        }
    }
}

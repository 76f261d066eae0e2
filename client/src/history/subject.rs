//! Which trace an event is about.

use crate::{events::Event, H256};
use std::collections::HashMap;

/// Remembers which faults and offers belong to which trace, because later events name only those.
///
/// It has to be told of every event, in order.
#[derive(Clone, Debug, Default)]
pub struct Subjects {
    faults: HashMap<u64, H256>,
    offers: HashMap<u64, H256>,
}

impl Subjects {
    /// The trace that an event is about, if it is about one.
    pub fn trace_of(&mut self, event: &Event) -> Option<H256> {
        let trace = match event {
            Event::Recorded(it) => it.trace,
            Event::Opened(it) => it.trace,
            Event::Attested(it) => it.trace,
            Event::Pledged(it) => it.trace,
            Event::Released(it) => it.trace,
            Event::Offered(it) => {
                self.offers.insert(it.offer, H256(it.trace.0));
                it.trace
            }
            Event::Reported(it) => {
                self.faults.insert(it.fault, H256(it.trace.0));
                it.trace
            }
            Event::OfferWithdrawn(it) => return self.offers.get(&it.offer).copied(),
            other => return self.faults.get(&fault_of(other)?).copied(),
        };
        Some(H256(trace.0))
    }
}

/// The fault that an event is about, if it is about one.
pub(crate) fn fault_of(event: &Event) -> Option<u64> {
    Some(match event {
        Event::Reported(it) => it.fault,
        Event::Called(it) => it.fault,
        Event::Contested(it) => it.fault,
        Event::Defaulted(it) => it.fault,
        Event::Upheld(it) => it.fault,
        Event::Slashed(it) => it.fault,
        Event::Paid(it) => it.fault,
        Event::Defended(it) => it.fault,
        Event::DepositMoved(it) => it.fault,
        Event::Orphaned(it) => it.fault,
        Event::Volunteered(it) => it.fault,
        Event::Closed(it) => it.fault,
        _ => return None,
    })
}

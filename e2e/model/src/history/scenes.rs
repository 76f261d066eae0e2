//! Beginnings that chance alone would seldom find.

use super::{Draws, History, Intent, Pay, Spare, Wait, What, Who};
use proptest::collection::vec;
use proptest::prelude::*;

/// `recorder` and `requester` numbers that mean A2 and A0.
const RECORDER: u8 = 18;
const REQUESTER: u8 = 24;

pub fn scene() -> impl Strategy<Value = History> {
    prop_oneof![3 => Just(Vec::new()), 2 => deep(), 2 => batch()]
}

fn plainly(what: What) -> Intent {
    Intent {
        wait: Wait::None,
        what,
        pay: Pay::Lacking,
        spare: Spare::Pledge,
        twist: None,
    }
}

fn grant() -> impl Strategy<Value = What> {
    (3u8..=6, any::<u8>(), 30u16..80, 0u16..2_000).prop_map(|(who, actor, per_trace, bps)| {
        What::Grant {
            who,
            actor,
            kinds: 0b11_1110,
            recorder: RECORDER,
            per_trace,
            times: 20,
            bps,
            seconds: 1_000,
        }
    })
}

/// One trace of many steps with many pledges, and a report that calls several of them.
fn deep() -> impl Strategy<Value = History> {
    let record = (any::<u16>(), 10u16..60).prop_map(|(shape, amount)| What::Record {
        recorder: RECORDER,
        requester: REQUESTER,
        shape,
        draws: Draws::Fitting { amount },
        again: false,
    });
    let pledge = (3u8..=6, 0u8..200, 10u16..60).prop_map(|(who, step, cover)| What::Pledge {
        who,
        trace: 0,
        step,
        cover,
    });
    let report = (any::<u8>(), 100u16..400).prop_map(|(pick, loss)| What::Report {
        who: Who::Requester,
        pick,
        loss,
        covered: true,
    });
    (vec(grant(), 2..5), record, vec(pledge, 4..10), report).prop_map(
        |(grants, record, pledges, report)| {
            let first = grants.into_iter().chain([record]);
            first.chain(pledges).chain([report]).map(plainly).collect()
        },
    )
}

/// A covered batch, out of which several traces are opened and reported.
fn batch() -> impl Strategy<Value = History> {
    let anchor = (any::<u8>(), 10u16..60).prop_map(|(seed, amount)| What::Anchor {
        recorder: RECORDER,
        seed,
        traces: 3,
        spare_depth: 0,
        draws: Draws::Fitting { amount },
    });
    let open = (any::<u8>(), 1u16..150).prop_map(|(trace, loss)| What::Open {
        who: 0,
        batch: 0,
        trace,
        report: Some(loss),
        wrong_proof: false,
    });
    let answered = (open, any::<bool>()).prop_map(|(open, owned)| {
        let own_up = owned.then_some(What::OwnUp {
            pick: 0,
            late: false,
        });
        [Some(open), own_up].into_iter().flatten()
    });
    (vec(grant(), 2..5), anchor, vec(answered, 1..4)).prop_map(|(grants, anchor, opened)| {
        let first = grants.into_iter().chain([anchor]);
        first
            .chain(opened.into_iter().flatten())
            .map(plainly)
            .collect()
    })
}

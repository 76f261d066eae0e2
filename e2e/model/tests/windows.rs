//! Strangers' extensions, releases at their exact seconds, batches.

// Test code: a wrong index or an overflow is a failure, as it should be.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod tale;

use answerable_model::{
    opened_id, proof, root, trace_id, Act, Answer, BatchDraw, Hash, Refused, CONTRACT, START,
};
use tale::*;

#[test]
fn a_strangers_report_extends_the_requesters_time() {
    let mut tale = Tale::new();
    let trace = tale.trace(2);
    tale.pledge(ANNA, trace, 1, 100);
    tale.time = 150;
    let fault = tale.report(STRANGER, trace, 1, 1);
    tale.time = 160;
    assert_eq!(
        tale.no(CARL, 7, report(trace, 2, 5)),
        Refused::ReportWindowClosed(START + 150)
    );
    let own = tale.report(ASKER, trace, 2, 5);
    assert_eq!(tale.fault(own).state, 4, "nobody answers for step 2");
    tale.time = 170;
    tale.ok(ANNA, 0, Act::OwnUp { fault });
    assert_eq!(tale.seen().traces[&trace].requester_until, START + 195);
    tale.time = 195;
    let own = tale.report(ASKER, trace, 1, 50);
    tale.ok(ANNA, 0, Act::OwnUp { fault: own });
    assert_eq!(tale.free(ASKER), 1 + 50 + 7 + 7);
    tale.time = 196;
    let late = tale.no(ASKER, 7, report(trace, 1, 5));
    assert_eq!(
        late,
        Refused::ReportWindowClosed(START + 195),
        "its own reports extend nothing"
    );
}

#[test]
fn an_untouched_pledge_is_released_after_the_last_window() {
    let mut tale = Tale::new();
    let trace = tale.trace(1);
    tale.pledge(ANNA, trace, 1, 100);
    let release = Act::Release { trace, step: 1 };
    tale.time = 150 + 25 + 120;
    assert_eq!(
        tale.no(ANNA, 0, release.clone()),
        Refused::StillPromised(START + 295)
    );
    tale.time += 1;
    tale.ok(STRANGER, 0, release.clone());
    assert_eq!((tale.free(ANNA), tale.account(ANNA).locked), (128, 0));
    assert_eq!(tale.no(STRANGER, 0, release), Refused::NothingToRelease);
}

#[test]
fn a_late_payment_keeps_every_promise_of_the_trace() {
    let mut tale = Tale::new();
    let trace = tale.trace(2);
    tale.pledge(ANNA, trace, 1, 100);
    tale.pledge(BERT, trace, 2, 50);
    tale.time = 150;
    let fault = tale.report(ASKER, trace, 2, 20);
    tale.time = 175;
    tale.ok(BERT, 0, Act::OwnUp { fault });
    let release = Act::Release { trace, step: 1 };
    tale.time = 175 + 145;
    assert_eq!(
        tale.no(ANNA, 0, release.clone()),
        Refused::StillPromised(START + 320)
    );
    tale.time += 1;
    tale.ok(ANNA, 0, release);
}

/// A batch of two traces of two steps, and Anna's mandate for 30 in each: R(30) = 39, two of them locked.
fn batch() -> (Tale, Vec<(answerable_model::TraceData, Vec<Hash>)>) {
    let mut tale = Tale::new();
    let grant = Act::Grant {
        actor: ACTOR,
        kinds: 0b11_1110,
        recorder: RECORDER,
        terms: 1,
        per_trace: 40,
        limit: 100,
        premium_bps: 1_000,
        until: START,
    };
    tale.ok(ANNA, 100, grant);
    let traces = [data(2, 1), data(2, 2)];
    let ids: Vec<Hash> = traces
        .iter()
        .map(|data| trace_id(CONTRACT, RECORDER, data))
        .collect();
    let anchor = Act::AnchorCovered {
        root: root(&ids),
        depth: 1,
        uri_hash: Hash::of(3),
        terms: 1,
        cover: vec![BatchDraw {
            mandate: 1,
            per_trace: 30,
        }],
    };
    tale.ok(RECORDER, 6, anchor);
    let proofs = ids.iter().map(|id| proof(&ids, *id));
    let held = traces.iter().cloned().zip(proofs).collect();
    (tale, held)
}

#[test]
fn each_trace_of_a_batch_has_its_own_guarantee() {
    let (mut tale, held) = batch();
    assert_eq!(
        (tale.free(ANNA), tale.account(ANNA).locked),
        (100 + 6 - 78, 78)
    );
    assert_eq!(tale.seen().mandates[&1].outstanding, 60);
    for (count, (data, proof)) in held.into_iter().enumerate() {
        let (loss, evidence, uri) = (50, Hash::of(1), String::new());
        let act = Act::OpenAndReport {
            batch: 1,
            data,
            proof,
            step: 1,
            loss,
            evidence,
            uri,
        };
        let Answer::Fault(fault) = tale.ok(ASKER, 7, act) else {
            unreachable!()
        };
        assert_eq!(tale.seen().batches[&1].open_faults, 1);
        tale.ok(ANNA, 0, Act::OwnUp { fault });
        let view = tale.fault(fault);
        assert_eq!((view.state, view.paid), (4, 30), "the rest is an orphan");
        let locked = tale.seen().batches[&1].pledges[0].locked_left;
        assert_eq!(locked, 78 - 39 * (count as u128 + 1));
    }
    assert_eq!(
        tale.seen().mandates[&1].outstanding,
        60,
        "paid money stays counted"
    );
}

#[test]
fn a_batch_pledge_covers_all_its_steps_in_a_trace_together() {
    let (mut tale, held) = batch();
    let (data, proof) = held[0].clone();
    let id = opened_id(1, trace_id(CONTRACT, RECORDER, &data));
    tale.ok(
        STRANGER,
        0,
        Act::Open {
            batch: 1,
            data,
            proof,
        },
    );
    let first = tale.report(ASKER, id, 1, 20);
    let second = tale.report(ASKER, id, 2, 20);
    tale.ok(ANNA, 0, Act::OwnUp { fault: second });
    tale.ok(ANNA, 0, Act::OwnUp { fault: first });
    assert_eq!((tale.fault(first).paid, tale.fault(first).state), (10, 4));
}

#[test]
fn a_batch_is_released_once_and_can_still_be_opened() {
    let (mut tale, held) = batch();
    tale.time = 295;
    let release = Act::ReleaseBatch { batch: 1 };
    assert_eq!(
        tale.no(ANNA, 0, release.clone()),
        Refused::StillPromised(START + 295)
    );
    tale.time = 296;
    tale.ok(STRANGER, 0, release.clone());
    assert_eq!(
        (tale.free(ANNA), tale.seen().mandates[&1].outstanding),
        (106, 0)
    );
    assert_eq!(tale.no(STRANGER, 0, release), Refused::NothingToRelease);
    let (data, proof) = held[1].clone();
    let open = Act::Open {
        batch: 1,
        data,
        proof,
    };
    let Answer::Trace(id) = tale.ok(STRANGER, 0, open.clone()) else {
        unreachable!()
    };
    assert_eq!(tale.no(STRANGER, 0, open), Refused::AlreadyRecorded(id));
    assert_eq!(
        tale.no(ASKER, 7, report(id, 1, 5)),
        Refused::ReportWindowClosed(START + 150)
    );
}

#[test]
fn strangers_can_fill_two_places_of_a_step() {
    let mut tale = Tale::new();
    let trace = tale.trace(1);
    tale.pledge(CARL, trace, 1, 10);
    tale.pledge(STRANGER, trace, 1, 10);
    let value = small_terms().reserve(50);
    let refused = tale.no(
        ANNA,
        value,
        Act::Pledge {
            trace,
            step: 1,
            cover: 50,
        },
    );
    assert_eq!(refused, Refused::PledgesFull(2));
    let offer = Act::Offer {
        trace,
        step: 1,
        cover: 100,
        premium: 33,
        until: START + 9,
    };
    tale.ok(ASKER, 33, offer);
    let take = |cover, least_premium| Act::PledgeForOffer {
        offer: 1,
        cover,
        least_premium,
    };
    let refused = tale.no(ANNA, value, take(50, 16));
    assert_eq!(refused, Refused::PledgesFull(2), "half of what is asked");
    tale.ok(ANNA, small_terms().reserve(100), take(100, 33));
    assert_eq!(tale.free(ANNA), 33);
}

#[test]
fn what_was_not_taken_of_an_offer_is_its_payers() {
    let mut tale = Tale::new();
    let trace = tale.trace(1);
    let offer = Act::Offer {
        trace,
        step: 1,
        cover: 100,
        premium: 33,
        until: START + 9,
    };
    tale.ok(ASKER, 33, offer);
    let take = Act::PledgeForOffer {
        offer: 1,
        cover: 50,
        least_premium: 16,
    };
    tale.ok(ANNA, small_terms().reserve(50), take);
    assert_eq!(tale.free(ANNA), 16, "half of 33, rounded down");
    tale.ok(ASKER, 0, Act::WithdrawOffer { offer: 1 });
    assert_eq!(tale.free(ASKER), 17);
}

#[test]
fn the_guard_counts_what_is_left_and_lasts() {
    let mut tale = Tale::new();
    let trace = tale.trace(1);
    tale.pledge(ANNA, trace, 1, 100);
    tale.pledge(ASKER, trace, 1, 30);
    let now = START + 1;
    let guard = |tale: &Tale, cover, until| tale.model.require_covered(now, trace, cover, until);
    assert_eq!(guard(&tale, 100, START + 295), Ok(()));
    let short = Err(Refused::NotCovered(1, 100, START + 295));
    assert_eq!(
        guard(&tale, 101, START + 295),
        short,
        "the requester's own does not count"
    );
    assert!(guard(&tale, 1, START + 296).is_err());
    tale.report(STRANGER, trace, 1, 1);
    assert_eq!(
        guard(&tale, 1, 0),
        Err(Refused::NotCovered(1, 0, START + 295))
    );
}

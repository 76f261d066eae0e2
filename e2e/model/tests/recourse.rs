//! protocol.md §6.4 and decision R.

// Test code: a wrong index or an overflow is a failure, as it should be.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod tale;

use answerable_model::{Act, Hash, Refused, START};
use tale::*;

/// Three steps: Anna answers for the third with 100, Bert for the second with 80, Carl for the first with
/// 50. The asker reports the third at t+10, and Anna pays 100 at t+20.
fn anna_paid() -> (Tale, Hash) {
    let mut tale = Tale::new();
    let trace = tale.trace(3);
    tale.pledge(ANNA, trace, 3, 100);
    tale.pledge(BERT, trace, 2, 80);
    tale.pledge(CARL, trace, 1, 50);
    tale.time = 10;
    let fault = tale.report(ASKER, trace, 3, 120);
    tale.time = 20;
    tale.ok(ANNA, 0, Act::OwnUp { fault });
    (tale, trace)
}

#[test]
fn recourse_goes_up_step_by_step_and_ends() {
    let (mut tale, trace) = anna_paid();
    tale.time = 150;
    assert_eq!(
        tale.no(ANNA, 7, recourse(trace, 2)),
        Refused::RecourseNotYet(START + 150)
    );
    tale.time = 151;
    let second = tale.recourse(ANNA, trace, 2);
    let view = tale.fault(second);
    assert_eq!(
        (view.loss, view.called, view.beneficiary, view.recourse),
        (100, BERT, ANNA, true)
    );
    tale.ok(BERT, 0, Act::OwnUp { fault: second });
    assert_eq!(tale.fault(second).paid, 80);
    assert_eq!(
        tale.no(ANNA, 7, recourse(trace, 2)),
        Refused::RecourseUsed(2)
    );
    let first = tale.recourse(BERT, trace, 1);
    assert_eq!(
        (tale.fault(first).loss, tale.fault(first).called),
        (80, CARL)
    );
    tale.ok(CARL, 0, Act::OwnUp { fault: first });
    assert_eq!(
        tale.no(CARL, 7, recourse(trace, 1)),
        Refused::NothingToRecover(0, 10)
    );
}

#[test]
fn recourse_lasts_to_the_second() {
    for (time, refused) in [(270, None), (271, Some(Refused::RecourseOver(START + 270)))] {
        let (mut tale, trace) = anna_paid();
        tale.time = time;
        assert_eq!(tale.say(ANNA, 7, recourse(trace, 1)).err(), refused);
    }
}

#[test]
fn recourse_waits_for_the_requesters_faults() {
    let (mut tale, trace) = anna_paid();
    tale.time = 150;
    let fault = tale.report(ASKER, trace, 2, 10);
    tale.time = 151;
    assert_eq!(tale.no(ANNA, 7, recourse(trace, 1)), Refused::FaultsOpen(1));
    tale.time = 170;
    tale.ok(BERT, 0, Act::OwnUp { fault });
    tale.time = 290;
    tale.recourse(ANNA, trace, 1);
}

#[test]
fn no_claimant_recovers_more_than_it_claimed() {
    let (mut tale, trace) = anna_paid();
    tale.time = 151;
    let second = tale.recourse(ANNA, trace, 2);
    let first = tale.recourse(ANNA, trace, 1);
    assert_eq!(
        (tale.fault(second).loss, tale.fault(first).loss),
        (100, 100)
    );
    tale.ok(BERT, 0, Act::OwnUp { fault: second });
    tale.ok(CARL, 0, Act::OwnUp { fault: first });
    let orphan = tale.fault(first);
    assert_eq!(
        (orphan.state, orphan.paid),
        (5, 20),
        "of 100, 80 had come back"
    );
    // The second fault is an orphan of 20 by its own count, but nothing is unpaid any more.
    tale.ok(
        STRANGER,
        9,
        Act::StepForward {
            fault: second,
            max: 9,
        },
    );
    assert_eq!((tale.free(STRANGER), tale.fault(second).state), (9, 5));
}

#[test]
fn a_busy_step_stops_the_clock_of_recourse() {
    let (mut tale, trace) = anna_paid();
    tale.time = 151;
    let second = tale.recourse(ANNA, trace, 2);
    tale.ok(BERT, 0, Act::OwnUp { fault: second });
    tale.time = 260;
    let first = tale.recourse(ANNA, trace, 1);
    tale.time = 271;
    assert_eq!(
        tale.no(BERT, 7, recourse(trace, 1)),
        Refused::StepHasOpenFault(first)
    );
    tale.time = 285;
    tale.ok(CARL, 0, Act::OwnUp { fault: first });
    tale.time = 310;
    tale.recourse(BERT, trace, 1);
}

#[test]
fn volunteers_have_no_recourse() {
    let mut tale = Tale::new();
    let trace = tale.trace(2);
    tale.pledge(CARL, trace, 1, 50);
    let fault = tale.report(ASKER, trace, 2, 30);
    tale.ok(ANNA, 30, Act::StepForward { fault, max: 30 });
    tale.time = 151;
    assert_eq!(
        tale.no(ANNA, 7, recourse(trace, 1)),
        Refused::NothingToRecover(0, 10)
    );
}

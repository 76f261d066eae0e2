//! What the table of protocol.md §6.2 does not say: who may never judge, which numbers are refused, and the pledge
//! of a batch.
//!
//! Shown to fail by: a slash above its bound, a judge who was a party when the fault was filed, a batch that does not
//! count its closed faults down.

// Test code: a wrong index or an overflow is a failure, as it should be.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod scene;

use answerable_protocol::{
    Amount, Batch, BatchPledge, Case, Kept, Kinds, MandateId, Mark, Purse, Reason, Root, Scene,
    Standing, State, StepNumber, TermsId, Time,
};
use ink::{Address, H160, H256};
use scene::*;
use Act::*;
use Stage::*;

const BATCH_SURETY: Address = H160([10; 20]);

const JUDGEMENTS: [(Stage, Act); 4] = [
    (Contested, RuleUphold { loss: 60 }),
    (Contested, RuleDismiss),
    (Defaulted, Slash { bps: 2_000 }),
    (Defaulted, Pardon),
];

/// The trace of the case lies in a batch of two, in which somebody answers for up to 50 a trace.
fn in_batch(mut case: Case) -> Case {
    let pledge = BatchPledge {
        mandate: MandateId(1),
        surety: BATCH_SURETY,
        actor: H160([11; 20]),
        kinds: Kinds::new(0b10).unwrap(),
        per_trace: Amount::new(50),
        locked_left: Amount::new(2 * 65),
    };
    case.fault.filed.batch_place = 1;
    case.around.docket.steps[STEP.index()].batch_place = 1;
    case.around.batch = Some(Kept::new(Box::new(Batch {
        recorder: RECORDER,
        root: Root(H256([3; 32])),
        depth: 1,
        anchored_at: OPENED,
        terms: TermsId(1),
        busy_until: Time(0),
        open: 1,
        pledges: vec![pledge],
    })));
    case
}

/// The batch's pledge is called for a loss of 80.
fn batch_called() -> Case {
    let mut case = in_batch(Answering.case());
    case.fault.layer = 0;
    case.fault.called = BATCH_SURETY;
    case
}

#[test]
fn nobody_judges_their_own_case_in_either_office() {
    let parties = [FIRST, SECOND, BATCH_SURETY, REPORTER, BENEFICIARY, RECORDER];
    for (stage, act) in JUDGEMENTS {
        for party in parties {
            let refused = Err(Reason::OwnCase { party }.into());
            let mut case = in_batch(stage.case());
            let now = case.fault.deadline;
            let own = Scene {
                governance: party,
                ..scene(party, now)
            };
            assert_eq!(act.on(&mut case, &own), refused, "{act:?} now");

            let mut case = in_batch(stage.case());
            case.fault.filed.governance = party;
            let result = act.on(&mut case, &scene(GOVERNANCE, now));
            assert_eq!(result, refused, "{act:?} when it was filed");
        }
    }
}

#[test]
fn numbers_out_of_bounds_are_refused_and_the_last_good_ones_are_not() {
    let slash = Reason::SlashOutOfBounds {
        above: TERMS.lost_penalty,
        most: TERMS.max_default_penalty,
    };
    let due = Amount::new(80);
    let nothing = Reason::NothingContested { due };
    let too_large = Reason::LossTooLarge { reported: due };
    let cases = [
        (Answering, FIRST, Contest { conceded: 80 }, nothing),
        (Answering, FIRST, Contest { conceded: 81 }, nothing),
        (
            Contested,
            GOVERNANCE,
            RuleUphold { loss: 0 },
            Reason::ZeroAmount,
        ),
        (Contested, GOVERNANCE, RuleUphold { loss: 81 }, too_large),
        (Defaulted, GOVERNANCE, Slash { bps: 1_000 }, slash),
        (Defaulted, GOVERNANCE, Slash { bps: 3_001 }, slash),
        (
            Orphaned,
            STRANGER,
            StepForward { max: 0 },
            Reason::ZeroAmount,
        ),
    ];
    for (stage, caller, act, reason) in cases {
        let mut case = stage.case();
        let now = case.fault.deadline;
        let refused = Err(reason.into());
        assert_eq!(act.on(&mut case, &scene(caller, now)), refused, "{act:?}");
    }
    for conceded in [0, 79] {
        then(Answering.case(), FIRST, OPENED, Contest { conceded });
    }
    for loss in [1, 80] {
        then(Contested.case(), GOVERNANCE, OPENED, RuleUphold { loss });
    }
    for bps in [1_001, 3_000] {
        then(Defaulted.case(), GOVERNANCE, OPENED, Slash { bps });
    }
}

#[test]
fn what_earlier_layers_paid_stands_when_nothing_is_due_any_more() {
    let mut case = then(NextLayer.case(), SECOND, OPENED, Contest { conceded: 0 });
    let upheld = RuleUphold { loss: 100 };
    let effects = upheld.on(&mut case, &scene(GOVERNANCE, OPENED)).unwrap();
    assert_eq!(case.fault.state, State::MadeGood);
    assert_eq!(case.fault.paid, Amount::new(100));
    assert_eq!(change(&effects, Purse::Free(SECOND)), 5);
    assert_eq!(change(&effects, Purse::Free(REPORTER)), 7);
    let defended = Mark {
        account: SECOND,
        standing: Standing::Defended,
        amount: Amount::new(30),
        taken_back: false,
    };
    assert_eq!(effects.marks, [defended]);
}

#[test]
fn the_pledge_of_a_batch_pays_out_of_what_it_locked_for_this_trace() {
    let mut case = batch_called();
    let effects = OwnUp.on(&mut case, &scene(BATCH_SURETY, OPENED)).unwrap();
    assert_eq!(change(&effects, Purse::Free(BENEFICIARY)), 50);
    assert_eq!(change(&effects, Purse::Locked(BATCH_SURETY)), -65);
    assert_eq!(change(&effects, Purse::Free(BATCH_SURETY)), 15);
    let batch = case.around.batch.as_ref().unwrap();
    assert_eq!(batch.pledges[0].locked_left, Amount::new(65));
    assert_eq!(case.around.docket.batch_paid(1), Amount::new(50));
    assert_eq!(
        (case.fault.state, case.fault.called),
        (State::Answering, FIRST)
    );
    assert_eq!(batch.open, 1, "it goes on");

    let case = then(case, FIRST, OPENED, OwnUp);
    let batch = case.around.batch.unwrap();
    assert_eq!((case.fault.state, batch.open), (State::MadeGood, 0));
    assert_eq!(batch.busy_until, case.around.docket.busy_until);
}

#[test]
fn a_batch_pledge_that_another_step_drained_meanwhile_was_neither_right_nor_wrong() {
    let mut case = then(
        batch_called(),
        BATCH_SURETY,
        OPENED,
        Contest { conceded: 0 },
    );
    let docket = &mut case.around.docket;
    docket.steps[0].batch_place = 1;
    let paid = docket.note_batch_payment(StepNumber(1), Amount::new(50), OPENED);
    assert_eq!(paid, Ok(()));
    let upheld = RuleUphold { loss: 60 };
    let effects = upheld.on(&mut case, &scene(GOVERNANCE, OPENED)).unwrap();
    assert_eq!(change(&effects, Purse::Free(BATCH_SURETY)), 5);
    assert_eq!(change(&effects, Purse::Deposits), -5);
    assert_eq!(effects.marks, []);
    assert_eq!(
        (case.fault.state, case.fault.called),
        (State::Answering, FIRST)
    );
    assert_eq!(case.due(), Amount::new(60));
}

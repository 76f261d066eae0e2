//! protocol.md §6.2, row by row.

// Test code: a wrong index or an overflow is a failure, as it should be.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod tale;

use answerable_model::{Act, Refused, Tally, START};
use tale::*;

/// A trace with one step, covered by Anna for 100 and by Bert for 50, reported at t+10 with this loss.
fn reported(loss: u128) -> (Tale, u64) {
    let mut tale = Tale::new();
    let trace = tale.trace(1);
    tale.pledge(ANNA, trace, 1, 100);
    tale.pledge(BERT, trace, 1, 50);
    tale.time = 10;
    let fault = tale.report(ASKER, trace, 1, loss);
    (tale, fault)
}

const fn tally(times: u32, amount: u128) -> Tally {
    Tally { times, amount }
}

#[test]
fn answering_own_up_pays_without_penalty_until_the_last_second() {
    let (mut tale, fault) = reported(60);
    assert_eq!(tale.fault(fault).deadline, START + 35);
    assert_eq!(
        tale.no(BERT, 0, Act::OwnUp { fault }),
        Refused::NotCalled(ANNA)
    );
    tale.time = 35;
    tale.ok(ANNA, 0, Act::OwnUp { fault });
    assert_eq!(tale.fault(fault).state, 5);
    assert_eq!(tale.free(ASKER), 60 + 7);
    let anna = tale.account(ANNA);
    assert_eq!(anna.honored, tally(1, 60));
    assert_eq!(
        (anna.free, anna.locked),
        (128 - 60 - 52, 52),
        "R(100) = 128, R(40) = 52"
    );
}

#[test]
fn answering_is_over_one_second_later() {
    let (mut tale, fault) = reported(60);
    tale.time = 36;
    assert_eq!(
        tale.no(ANNA, 0, Act::OwnUp { fault }),
        Refused::TooLate(START + 35)
    );
    tale.ok(STRANGER, 0, Act::DeclareDefault { fault });
    assert_eq!(tale.account(ANNA).defaulted, tally(1, 60));
}

#[test]
fn answering_the_next_layer_is_called_with_a_fresh_window() {
    let (mut tale, fault) = reported(120);
    tale.time = 20;
    tale.ok(ANNA, 0, Act::OwnUp { fault });
    let view = tale.fault(fault);
    assert_eq!((view.state, view.layer, view.called), (1, 2, BERT));
    assert_eq!((view.paid, view.deadline), (100, START + 45));
    assert_eq!(
        tale.no(ASKER, 0, Act::WithdrawReport { fault }),
        Refused::SomethingPaid(100)
    );
    tale.ok(BERT, 0, Act::OwnUp { fault });
    assert_eq!(tale.fault(fault).state, 5);
    assert_eq!(tale.account(BERT).honored, tally(1, 20));
}

#[test]
fn answering_the_reporter_may_withdraw_while_nothing_was_paid() {
    let (mut tale, fault) = reported(60);
    assert_eq!(
        tale.no(ANNA, 0, Act::WithdrawReport { fault }),
        Refused::NotTheReporter(ASKER)
    );
    tale.ok(ASKER, 0, Act::WithdrawReport { fault });
    assert_eq!((tale.fault(fault).state, tale.free(ASKER)), (6, 7));
}

#[test]
fn answering_default_is_declared_by_anyone_after_the_deadline() {
    let (mut tale, fault) = reported(60);
    tale.time = 35;
    let early = tale.no(STRANGER, 0, Act::DeclareDefault { fault });
    assert_eq!(early, Refused::TooEarly(START + 35));
    tale.time = 36;
    tale.ok(STRANGER, 0, Act::DeclareDefault { fault });
    let view = tale.fault(fault);
    assert_eq!(
        (view.state, view.deadline, view.defaulted),
        (3, START + 71, 60)
    );
}

#[test]
fn contested_only_what_is_not_conceded() {
    let (mut tale, fault) = reported(60);
    let all = Act::Contest {
        fault,
        conceded: 60,
        defence: answerable_model::Hash::of(1),
    };
    assert_eq!(tale.no(ANNA, 5, all), Refused::NothingContested(60));
    tale.contest(ANNA, fault, 59);
    let view = tale.fault(fault);
    assert_eq!(
        (view.state, view.conceded, view.contest_deposit),
        (2, 59, 5)
    );
    assert_eq!(view.deadline, START + 45);
}

#[test]
fn contested_upheld_above_what_was_conceded_is_lost() {
    let (mut tale, fault) = reported(80);
    tale.contest(ANNA, fault, 20);
    tale.ok(GOVERNANCE, 0, Act::RuleUphold { fault, loss: 70 });
    let penalty = bps(50, 1_111);
    let shared = bps(penalty, 3_333);
    assert_eq!(tale.free(ASKER), 70 + 5 + 7 + shared);
    assert_eq!(tale.free(TREASURY), penalty - shared);
    let anna = tale.account(ANNA);
    assert_eq!(anna.lost, tally(1, 70));
    assert_eq!(anna.free + anna.locked, 128 - 70 - penalty);
    assert_eq!(tale.fault(fault).loss, 70);
}

#[test]
fn contested_upheld_within_what_was_conceded_is_honored() {
    let (mut tale, fault) = reported(80);
    tale.contest(ANNA, fault, 20);
    tale.ok(GOVERNANCE, 0, Act::RuleUphold { fault, loss: 20 });
    assert_eq!(tale.free(ASKER), 20 + 7);
    let anna = tale.account(ANNA);
    assert_eq!(
        (anna.honored, anna.free + anna.locked),
        (tally(1, 20), 128 + 5 - 20)
    );
}

#[test]
fn contested_upheld_with_nothing_due_any_more_is_defended() {
    let (mut tale, fault) = reported(120);
    tale.ok(ANNA, 0, Act::OwnUp { fault });
    tale.contest(BERT, fault, 0);
    assert_eq!(
        tale.no(GOVERNANCE, 0, Act::RuleUphold { fault, loss: 121 }),
        Refused::LossTooLarge(120)
    );
    tale.ok(GOVERNANCE, 0, Act::RuleUphold { fault, loss: 90 });
    assert_eq!((tale.fault(fault).state, tale.free(ASKER)), (5, 107));
    assert_eq!(
        (tale.account(BERT).defended, tale.free(BERT)),
        (tally(1, 20), 5)
    );
}

#[test]
fn contested_dismissed_pays_the_surety_its_trouble() {
    let (mut tale, fault) = reported(60);
    tale.contest(ANNA, fault, 0);
    assert_eq!(
        tale.no(STRANGER, 0, Act::RuleDismiss { fault }),
        Refused::NotGovernance(GOVERNANCE)
    );
    tale.time = 45;
    tale.ok(GOVERNANCE, 0, Act::RuleDismiss { fault });
    assert_eq!(
        (tale.fault(fault).state, tale.free(ANNA), tale.free(ASKER)),
        (7, 5 + 7, 0)
    );
    assert_eq!(tale.account(ANNA).defended, tally(1, 60));
}

#[test]
fn contested_late_own_up_forfeits_the_deposit() {
    let (mut tale, fault) = reported(60);
    tale.contest(ANNA, fault, 10);
    tale.time = 1_000;
    tale.ok(ANNA, 0, Act::OwnUp { fault });
    assert_eq!(tale.free(ASKER), 60 + 7 + 5);
    assert_eq!(tale.account(ANNA).honored, tally(1, 60));
}

#[test]
fn contested_settled_pays_what_was_conceded_and_goes_on() {
    let (mut tale, fault) = reported(60);
    tale.contest(ANNA, fault, 10);
    tale.time = 45;
    assert_eq!(
        tale.no(STRANGER, 0, Act::Settle { fault }),
        Refused::TooEarly(START + 45)
    );
    tale.time = 46;
    assert_eq!(
        tale.no(GOVERNANCE, 0, Act::RuleDismiss { fault }),
        Refused::TooLate(START + 45)
    );
    tale.ok(STRANGER, 0, Act::Settle { fault });
    let view = tale.fault(fault);
    assert_eq!(
        (view.state, view.called, view.paid, view.deadline),
        (1, BERT, 10, START + 71)
    );
    assert_eq!(
        (tale.free(ASKER), tale.account(ANNA).undecided),
        (15, tally(1, 60))
    );
}

#[test]
fn defaulted_slashed_within_bounds() {
    let (mut tale, fault) = reported(60);
    tale.time = 36;
    tale.ok(STRANGER, 0, Act::DeclareDefault { fault });
    for wrong in [1_111, 2_778] {
        let refused = tale.no(GOVERNANCE, 0, Act::Slash { fault, bps: wrong });
        assert_eq!(refused, Refused::SlashOutOfBounds(1_111, 2_777));
    }
    tale.ok(GOVERNANCE, 0, Act::Slash { fault, bps: 2_777 });
    let (penalty, anna) = (bps(60, 2_777), tale.account(ANNA));
    assert_eq!(anna.free + anna.locked, 128 - 60 - penalty);
    assert_eq!((anna.defaulted, anna.lost), (tally(1, 60), tally(0, 0)));
}

#[test]
fn defaulted_pardoned_takes_the_default_back() {
    let (mut tale, fault) = reported(60);
    tale.time = 36;
    tale.ok(STRANGER, 0, Act::DeclareDefault { fault });
    tale.ok(GOVERNANCE, 0, Act::Pardon { fault });
    let anna = tale.account(ANNA);
    assert_eq!(
        (tale.fault(fault).state, anna.defaulted, anna.free),
        (8, tally(0, 0), 7)
    );
}

#[test]
fn defaulted_late_own_up_and_settlement_cost_the_same() {
    for (caller, act) in [(ANNA, true), (STRANGER, false)] {
        let (mut tale, fault) = reported(60);
        tale.time = 36;
        tale.ok(STRANGER, 0, Act::DeclareDefault { fault });
        tale.time = 72;
        tale.ok(
            caller,
            0,
            if act {
                Act::OwnUp { fault }
            } else {
                Act::Settle { fault }
            },
        );
        let anna = tale.account(ANNA);
        assert_eq!(anna.free + anna.locked, 128 - 60 - bps(60, 1_111));
        assert_eq!((anna.defaulted, anna.honored), (tally(1, 60), tally(0, 0)));
        assert_eq!(tale.fault(fault).state, 5);
    }
}

#[test]
fn orphaned_volunteers_pay_and_the_rest_stays_on_record() {
    let mut tale = Tale::new();
    let trace = tale.trace(1);
    let fault = tale.report(ASKER, trace, 1, 40);
    assert_eq!(
        (tale.fault(fault).state, tale.free(ASKER)),
        (4, 7),
        "the deposit is back"
    );
    assert_eq!(tale.fault(fault).deadline, START + 150);
    assert_eq!(
        tale.no(ASKER, 9, Act::StepForward { fault, max: 9 }),
        Refused::OwnLoss
    );
    tale.ok(CARL, 20, Act::StepForward { fault, max: 15 });
    assert_eq!((tale.free(ASKER), tale.free(CARL)), (22, 5));
    assert_eq!(
        tale.account(CARL).volunteered,
        tally(0, 0),
        "only what closes it counts"
    );
    tale.ok(STRANGER, 100, Act::StepForward { fault, max: 100 });
    assert_eq!((tale.fault(fault).state, tale.free(STRANGER)), (5, 75));
    assert_eq!(tale.account(STRANGER).volunteered, tally(1, 25));
}

#[test]
fn orphaned_settled_after_its_deadline_is_unanswered() {
    let mut tale = Tale::new();
    let trace = tale.trace(1);
    tale.time = 149;
    let fault = tale.report(ASKER, trace, 1, 40);
    tale.time = 174;
    assert_eq!(
        tale.no(STRANGER, 0, Act::Settle { fault }),
        Refused::TooEarly(START + 174)
    );
    tale.time = 175;
    tale.ok(STRANGER, 0, Act::Settle { fault });
    assert_eq!(tale.fault(fault).state, 9);
    assert_eq!(
        tale.no(STRANGER, 1, Act::StepForward { fault, max: 1 }),
        Refused::WrongState(9)
    );
}

/// What Anna has left after answering a fault of 60 in some way.
fn after(end: impl Fn(&mut Tale, u64)) -> u128 {
    let (mut tale, fault) = reported(60);
    end(&mut tale, fault);
    let anna = tale.account(ANNA);
    anna.free + anna.locked
}

#[test]
fn owning_up_only_gets_dearer() {
    let default = |tale: &mut Tale, fault| {
        tale.time = 36;
        tale.ok(STRANGER, 0, Act::DeclareDefault { fault });
    };
    let owned = after(|tale, fault| {
        tale.ok(ANNA, 0, Act::OwnUp { fault });
    });
    let lost = after(|tale, fault| {
        tale.contest(ANNA, fault, 20);
        tale.ok(GOVERNANCE, 0, Act::RuleUphold { fault, loss: 60 });
    });
    let settled = after(|tale, fault| {
        default(tale, fault);
        tale.time = 72;
        tale.ok(STRANGER, 0, Act::Settle { fault });
    });
    let slashed = after(|tale, fault| {
        default(tale, fault);
        tale.ok(GOVERNANCE, 0, Act::Slash { fault, bps: 1_500 });
    });
    assert!(owned > lost && lost > settled && settled > slashed);
}

#[test]
fn nobody_judges_their_own_case() {
    let (mut tale, fault) = reported(60);
    tale.contest(ANNA, fault, 0);
    tale.ok(GOVERNANCE, 0, Act::ProposeGovernance { proposed: BERT });
    tale.ok(BERT, 0, Act::AcceptGovernance);
    assert_eq!(
        tale.no(BERT, 0, Act::RuleDismiss { fault }),
        Refused::OwnCase(BERT)
    );
}

#[test]
fn a_reporter_who_is_the_surety_gains_nothing() {
    let mut tale = Tale::new();
    let trace = tale.trace(1);
    tale.pledge(ANNA, trace, 1, 100);
    let fault = tale.report(ANNA, trace, 1, 60);
    tale.time = 26;
    tale.ok(ANNA, 0, Act::DeclareDefault { fault });
    tale.time = 62;
    tale.ok(ANNA, 0, Act::Settle { fault });
    let anna = tale.account(ANNA);
    assert_eq!(
        (anna.defaulted, tale.free(TREASURY)),
        (tally(0, 0), bps(60, 1_111))
    );
    assert_eq!(tale.free(ASKER), 60);
}

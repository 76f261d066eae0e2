//! The table of protocol.md §6.2: every place of a fault × every act × every caller × before, at and after the
//! deadline.
//!
//! Shown to fail by: an own-up or a withdrawal of the report by anybody, a lost ruling that pays only what was conceded,
//! a default that cannot be settled or costs no penalty, a forfeited deposit that goes to the reporter, a counter that
//! rises for the reporter, a pardon that does not take the default back, layers after the first that are never called.

// Test code: a wrong index or an overflow is a failure, as it should be.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod scene;

use answerable_protocol::{
    Amount, Effects, Fault, Mark, Purse, Reason, Scene, Seconds, Standing, State, Time,
};
use ink::Address;
use scene::*;
use Act::*;
use Stage::*;

/// Who may do something, and when.
#[derive(Clone, Copy, Debug)]
enum May {
    /// Nobody: the state is wrong.
    Nobody,
    Called(When),
    Reporter,
    /// Nobody any more: something was paid.
    Spent,
    /// While it may be heard: until the deadline.
    Governance,
    Anyone(When),
    /// Anyone but the one who was harmed.
    Others,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    InTime,
    Late,
    Whenever,
}

use May::{Anyone, Governance, Nobody, Others, Reporter, Spent};
const CALLED: May = May::Called(When::InTime);
const CALLED_EVER: May = May::Called(When::Whenever);
const ANYONE_LATE: May = Anyone(When::Late);

/// Who may: each act in the order of [`ACTS`].
#[rustfmt::skip]
const WHO_MAY: [(Stage, [May; 10]); 10] = [
    //            own up       contest  withdraw  default      uphold      dismiss     slash       pardon      settle       step forward
    (Answering,  [CALLED,      CALLED,  Reporter, ANYONE_LATE, Nobody,     Nobody,     Nobody,     Nobody,     Nobody,      Nobody]),
    (NextLayer,  [CALLED,      CALLED,  Spent,    ANYONE_LATE, Nobody,     Nobody,     Nobody,     Nobody,     Nobody,      Nobody]),
    (Contested,  [CALLED_EVER, Nobody,  Nobody,   Nobody,      Governance, Governance, Nobody,     Nobody,     ANYONE_LATE, Nobody]),
    (Defaulted,  [CALLED_EVER, Nobody,  Nobody,   Nobody,      Nobody,     Nobody,     Governance, Governance, ANYONE_LATE, Nobody]),
    (Orphaned,   [Nobody,      Nobody,  Nobody,   Nobody,      Nobody,     Nobody,     Nobody,     Nobody,     ANYONE_LATE, Others]),
    (MadeGood,   [Nobody; 10]),
    (Withdrawn,  [Nobody; 10]),
    (Dismissed,  [Nobody; 10]),
    (Pardoned,   [Nobody; 10]),
    (Unanswered, [Nobody; 10]),
];

/// Each act, in all the ways that matter.
const ACTS: [&[Act]; 10] = [
    &[OwnUp],
    &[Contest { conceded: 20 }],
    &[WithdrawReport],
    &[DeclareDefault],
    &[RuleUphold { loss: 60 }, RuleUphold { loss: 20 }],
    &[RuleDismiss],
    &[Slash { bps: 2_000 }],
    &[Pardon],
    &[Settle],
    &[StepForward { max: 25 }, StepForward { max: 1_000 }],
];

/// Whose money changes.
#[derive(Clone, Copy, Debug)]
enum Of {
    /// The called surety, and what is locked for its pledges.
    Called,
    Locked,
    Reporter,
    Beneficiary,
    Treasury,
    Deposits,
    Caller,
}

/// What comes of an act: the next state, who has how much more, and which counter of whom rises.
type Outcome = (Stage, Act, State, &'static [(Of, i128)], Counted);
type Counted = Option<(Of, Standing, i128)>;

/// Deposits are 7 and 5. A cover of c locks c + 30 %: a payment of 80 takes 104 out of the lock.
#[rustfmt::skip]
const OUTCOMES: [Outcome; 19] = [
    (Answering, OwnUp, State::MadeGood,
        &[(Of::Locked, -104), (Of::Beneficiary, 80), (Of::Called, 24), (Of::Deposits, -7), (Of::Reporter, 7)],
        Some((Of::Called, Standing::Honored, 80))),
    (Answering, Contest { conceded: 20 }, State::Contested, &[(Of::Called, -5), (Of::Deposits, 5)], None),
    (Answering, WithdrawReport, State::Withdrawn, &[(Of::Deposits, -7), (Of::Reporter, 7)], None),
    (Answering, DeclareDefault, State::Defaulted, &[], Some((Of::Called, Standing::Defaulted, 80))),

    (NextLayer, OwnUp, State::MadeGood,
        &[(Of::Locked, -39), (Of::Beneficiary, 30), (Of::Called, 9), (Of::Deposits, -7), (Of::Reporter, 7)],
        Some((Of::Called, Standing::Honored, 30))),
    (NextLayer, Contest { conceded: 20 }, State::Contested, &[(Of::Called, -5), (Of::Deposits, 5)], None),
    (NextLayer, DeclareDefault, State::Defaulted, &[], Some((Of::Called, Standing::Defaulted, 30))),

    // No penalty any more, but the deposit is gone.
    (Contested, OwnUp, State::MadeGood,
        &[(Of::Locked, -104), (Of::Beneficiary, 80 + 5), (Of::Called, 24), (Of::Deposits, -12), (Of::Reporter, 7)],
        Some((Of::Called, Standing::Honored, 80))),
    // 10 % on the 40 above what was conceded, half of it the reporter's; the deposit is gone.
    (Contested, RuleUphold { loss: 60 }, State::MadeGood,
        &[(Of::Locked, -78), (Of::Beneficiary, 60 + 5), (Of::Called, 14), (Of::Deposits, -12),
          (Of::Reporter, 7 + 2), (Of::Treasury, 2)],
        Some((Of::Called, Standing::Lost, 60))),
    // All that was ruled had been conceded.
    (Contested, RuleUphold { loss: 20 }, State::MadeGood,
        &[(Of::Locked, -26), (Of::Beneficiary, 20), (Of::Called, 6 + 5), (Of::Deposits, -12), (Of::Reporter, 7)],
        Some((Of::Called, Standing::Honored, 20))),
    (Contested, RuleDismiss, State::Dismissed, &[(Of::Called, 5 + 7), (Of::Deposits, -12)],
        Some((Of::Called, Standing::Defended, 80))),
    // What was conceded is paid; the rest goes to the next layer.
    (Contested, Settle, State::Answering,
        &[(Of::Locked, -26), (Of::Beneficiary, 20 + 5), (Of::Called, 6), (Of::Deposits, -5)],
        Some((Of::Called, Standing::Undecided, 80))),

    // 10 % on the whole.
    (Defaulted, OwnUp, State::MadeGood,
        &[(Of::Locked, -104), (Of::Beneficiary, 80), (Of::Called, 16), (Of::Deposits, -7),
          (Of::Reporter, 7 + 4), (Of::Treasury, 4)],
        None),
    (Defaulted, Slash { bps: 2_000 }, State::MadeGood,
        &[(Of::Locked, -104), (Of::Beneficiary, 80), (Of::Called, 8), (Of::Deposits, -7),
          (Of::Reporter, 7 + 8), (Of::Treasury, 8)],
        None),
    (Defaulted, Pardon, State::Pardoned, &[(Of::Called, 7), (Of::Deposits, -7)],
        Some((Of::Called, Standing::Defaulted, -80))),
    (Defaulted, Settle, State::MadeGood,
        &[(Of::Locked, -104), (Of::Beneficiary, 80), (Of::Called, 16), (Of::Deposits, -7),
          (Of::Reporter, 7 + 4), (Of::Treasury, 4)],
        None),

    (Orphaned, StepForward { max: 25 }, State::Orphaned, &[(Of::Caller, -25), (Of::Beneficiary, 25)], None),
    (Orphaned, StepForward { max: 1_000 }, State::MadeGood, &[(Of::Caller, -40), (Of::Beneficiary, 40)],
        Some((Of::Caller, Standing::Volunteered, 40))),
    (Orphaned, Settle, State::Unanswered, &[], None),
];

/// The callers, as they stand to a stage.
fn callers(stage: Stage) -> [Address; 8] {
    let (called, other) = stage.sureties();
    [
        called,
        other,
        REPORTER,
        BENEFICIARY,
        RECORDER,
        GOVERNANCE,
        FORMER_GOVERNANCE,
        STRANGER,
    ]
}

/// Why the table refuses, or that it does not.
fn verdict(stage: Stage, act: Act, may: May, scene: &Scene, deadline: Time) -> Result<(), Reason> {
    let (state, (called, _)) = (stage.state(), stage.sureties());
    let (governance, late) = (scene.governance, scene.now > deadline);
    let judges = matches!(act, RuleUphold { .. } | RuleDismiss | Slash { .. } | Pardon);
    let by = |who, reason| {
        if scene.caller == who {
            Ok(())
        } else {
            Err(reason)
        }
    };
    let when = |when| match when {
        When::InTime if late => Err(Reason::TooLate { deadline }),
        When::Late if !late => Err(Reason::TooEarly { deadline }),
        _ => Ok(()),
    };
    if judges {
        by(governance, Reason::NotGovernance { governance })?;
    }
    match may {
        Nobody => Err(Reason::WrongState { state }),
        May::Called(time) => {
            by(called, Reason::NotCalled { called })?;
            when(time)
        }
        Reporter | Spent => {
            let reporter = REPORTER;
            by(reporter, Reason::NotTheReporter { reporter })?;
            if matches!(may, Spent) {
                let paid = Amount::new(100);
                return Err(Reason::SomethingPaid { paid });
            }
            Ok(())
        }
        Governance => when(When::InTime),
        Anyone(time) => when(time),
        Others if scene.caller == BENEFICIARY => Err(Reason::OwnLoss),
        Others => Ok(()),
    }
}

/// Money and counters are as the outcome says, and nobody else's.
fn came_out(told: &str, stage: Stage, caller: Address, effects: &Effects, outcome: &Outcome) {
    let (called, _) = stage.sureties();
    let purse = |of| match of {
        Of::Called => Purse::Free(called),
        Of::Locked => Purse::Locked(called),
        Of::Reporter => Purse::Free(REPORTER),
        Of::Beneficiary => Purse::Free(BENEFICIARY),
        Of::Treasury => Purse::Free(TREASURY),
        Of::Deposits => Purse::Deposits,
        Of::Caller => Purse::Free(caller),
    };
    let (_, _, _, shares, counted) = outcome;
    let sum: i128 = shares.iter().map(|(_, more)| more).sum();
    assert_eq!(sum, 0, "{told}: the table itself must conserve money");
    let moved = effects.moves.iter().flat_map(|it| [it.from, it.to]);
    for purse_of in moved.chain(shares.iter().map(|(of, _)| purse(*of))) {
        let mine = shares.iter().filter(|(of, _)| purse(*of) == purse_of);
        let expected: i128 = mine.map(|(_, more)| more).sum();
        assert_eq!(change(effects, purse_of), expected, "{told}: {purse_of:?}");
    }

    let account = |of| match purse(of) {
        Purse::Free(account) => account,
        other => panic!("{told}: {other:?} has no counters"),
    };
    let mark = counted.map(|(of, standing, amount)| Mark {
        account: account(of),
        standing,
        amount: Amount::new(amount.unsigned_abs()),
        taken_back: amount < 0,
    });
    // Nothing counts for who stands on two sides.
    let mark = mark.filter(|mark| ![REPORTER, BENEFICIARY].contains(&mark.account));
    assert_eq!(effects.marks, Vec::from_iter(mark), "{told}");
}

/// Whoever is to act next has a whole window.
fn a_window_opens(told: &str, now: Time, fault: &Fault) {
    let windows = TERMS.windows;
    let window = match fault.state {
        State::Answering => windows.answer,
        State::Contested | State::Defaulted => windows.ruling,
        _ => return,
    };
    assert_eq!(fault.deadline, now.plus(window), "{told}");
}

/// Every row of the table with every way of its act.
fn rows() -> impl Iterator<Item = (Stage, Act, May)> {
    WHO_MAY.into_iter().flat_map(|(stage, row)| {
        let ways = row.into_iter().zip(ACTS);
        ways.flat_map(move |(may, acts)| acts.iter().map(move |act| (stage, *act, may)))
    })
}

#[test]
fn every_act_of_everybody_at_any_time_is_decided_by_the_table() {
    let mut used = [false; OUTCOMES.len()];
    let (mut accepted, mut refused) = (0, 0);
    for (stage, act, may) in rows() {
        let start = stage.case();
        assert_eq!(start.fault.state, stage.state(), "{stage:?}");
        let deadline = start.fault.deadline;
        let times = [Time(deadline.0 - 1), deadline, deadline.plus(Seconds(1))];
        for (caller, now) in callers(stage)
            .into_iter()
            .flat_map(|who| times.map(|now| (who, now)))
        {
            let told = format!("{stage:?}, {act:?} by {caller:?} at {now:?} of {deadline:?}");
            let (mut case, scene) = (start.clone(), scene(caller, now));
            let result = act.on(&mut case, &scene);
            if let Err(reason) = verdict(stage, act, may, &scene, deadline) {
                assert_eq!(result, Err(reason.into()), "{told}");
                refused += 1;
                continue;
            }
            let effects = result.unwrap_or_else(|refusal| panic!("{told}: {refusal:?}"));
            let fits = |outcome: &Outcome| outcome.0 == stage && outcome.1 == act;
            let place = OUTCOMES.iter().position(fits);
            let place = place.unwrap_or_else(|| panic!("{told}: no outcome in the table"));
            came_out(&told, stage, caller, &effects, &OUTCOMES[place]);
            assert_eq!(case.fault.state, OUTCOMES[place].2, "{told}");
            if case.fault.state != stage.state() {
                a_window_opens(&told, now, &case.fault);
            }
            used[place] = true;
            accepted += 1;
        }
    }
    assert!(
        used.iter().all(|used| *used),
        "an outcome never came: {used:?}"
    );
    println!("{accepted} accepted, {refused} refused");
    assert_eq!(accepted + refused, 10 * 12 * 8 * 3);
}

//! One fault on a step with two pledges, and everybody around it.
#![allow(dead_code)] // Each test file uses some of it.

use answerable_protocol::{
    Amount, Around, BatchId, Bps, Case, Docket, Effects, Fault, FaultId, Filed, Kept, MandateId,
    Pledge, Pledges, Purse, Refusal, Scene, Seconds, State, StepNumber, Terms, TermsId, Time,
    TraceId, Windows,
};
use ink::{Address, H160, H256};

pub const FIRST: Address = H160([1; 20]);
pub const SECOND: Address = H160([2; 20]);
pub const REPORTER: Address = H160([3; 20]);
pub const BENEFICIARY: Address = H160([4; 20]);
pub const RECORDER: Address = H160([5; 20]);
pub const GOVERNANCE: Address = H160([6; 20]);
/// Governance when the fault was filed.
pub const FORMER_GOVERNANCE: Address = H160([7; 20]);
pub const STRANGER: Address = H160([8; 20]);
pub const TREASURY: Address = H160([9; 20]);

pub const STEP: StepNumber = StepNumber(2);
pub const OPENED: Time = Time(10_000);

/// Penalties of 10 % and 30 %, half of them the reporter's.
pub const TERMS: Terms = Terms {
    windows: Windows {
        answer: Seconds(100),
        ruling: Seconds(200),
        report: Seconds(1_000),
        recourse: Seconds(300),
    },
    min_cover: Amount::new(10),
    report_deposit: Amount::new(7),
    contest_deposit: Amount::new(5),
    lost_penalty: Bps(1_000),
    max_default_penalty: Bps(3_000),
    reporter_share: Bps(5_000),
};

/// One of the things that can be done about a fault, and with which words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    OwnUp,
    Contest { conceded: u128 },
    WithdrawReport,
    DeclareDefault,
    RuleUphold { loss: u128 },
    RuleDismiss,
    Slash { bps: u16 },
    Pardon,
    Settle,
    StepForward { max: u128 },
}

impl Act {
    pub fn on(self, case: &mut Case, scene: &Scene) -> Result<Effects, Refusal> {
        let mut effects = Effects::default();
        let told = &mut effects;
        match self {
            Self::OwnUp => case.own_up(scene, told),
            Self::Contest { conceded } => {
                case.contest(Amount::new(conceded), H256([1; 32]), scene, told)
            }
            Self::WithdrawReport => case.withdraw_report(scene, told),
            Self::DeclareDefault => case.declare_default(scene, told),
            Self::RuleUphold { loss } => case.rule_uphold(Amount::new(loss), scene, told),
            Self::RuleDismiss => case.rule_dismiss(scene, told),
            Self::Slash { bps } => case.slash(Bps(bps), scene, told),
            Self::Pardon => case.pardon(scene, told),
            Self::Settle => case.settle(scene, told),
            Self::StepForward { max } => case.step_forward(Amount::new(max), scene, told),
        }?;
        Ok(effects)
    }
}

pub fn scene(caller: Address, now: Time) -> Scene {
    Scene {
        caller,
        now,
        governance: GOVERNANCE,
        treasury: TREASURY,
    }
}

/// A fault just reported, with these pledges.
pub fn reported(loss: u128, pledges: &[(Address, u128)], terms: Terms) -> Case {
    let pledged = |&(surety, cover): &(Address, u128)| {
        Pledge::new(surety, Amount::new(cover), MandateId::NONE, false)
    };
    let filed = Filed {
        trace: TraceId(H256([1; 32])),
        step: STEP,
        recourse: false,
        reporter: REPORTER,
        beneficiary: BENEFICIARY,
        recorder: RECORDER,
        governance: FORMER_GOVERNANCE,
        evidence: H256([2; 32]),
        report_end: OPENED.plus(terms.windows.report),
        batch: BatchId::NONE,
        batch_place: 0,
        terms: TermsId(1),
    };
    let around = Around {
        docket: Kept::new(Box::new(Docket::new(BENEFICIARY, OPENED, &terms.windows))),
        pledges: Kept::new(Pledges(pledges.iter().map(pledged).collect())),
        batch: None,
        claim: Kept::default(),
    };
    let fault = Box::new(Fault::new(filed, terms, Amount::new(loss)));
    let mut effects = Effects::default();
    let case = Case::open(FaultId(1), fault, BENEFICIARY, around, OPENED, &mut effects).unwrap();
    assert_eq!(
        change(&effects, Purse::Free(REPORTER)),
        -i128::try_from(terms.report_deposit.units()).unwrap()
    );
    case
}

/// Does what must go through.
pub fn then(mut case: Case, caller: Address, now: Time, act: Act) -> Case {
    act.on(&mut case, &scene(caller, now)).unwrap();
    case
}

/// The deadline has just passed.
pub fn after(case: &Case) -> Time {
    case.fault.deadline.plus(Seconds(1))
}

/// What a purse has more.
pub fn change(effects: &Effects, purse: Purse) -> i128 {
    let moves = effects.moves.iter().map(|it| {
        let amount = i128::try_from(it.amount.units()).unwrap();
        let (came, went) = (i128::from(it.to == purse), i128::from(it.from == purse));
        amount * (came - went)
    });
    moves.sum()
}

/// A place of a fault in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The first surety is called: a loss of 80, its cover 100.
    Answering,
    /// The second is: a loss of 130, of which the first paid 100.
    NextLayer,
    /// The first concedes 20 of 80.
    Contested,
    Defaulted,
    /// A loss of 200, of which both together paid 160.
    Orphaned,
    MadeGood,
    Withdrawn,
    Dismissed,
    Pardoned,
    Unanswered,
}

impl Stage {
    pub fn case(self) -> Case {
        let pledges = [(FIRST, 100), (SECOND, 60)];
        let open = |loss| reported(loss, &pledges, TERMS);
        match self {
            Self::Answering => open(80),
            Self::NextLayer => then(open(130), FIRST, OPENED, Act::OwnUp),
            Self::Contested => then(open(80), FIRST, OPENED, Act::Contest { conceded: 20 }),
            Self::Defaulted => {
                let case = open(80);
                let late = after(&case);
                then(case, STRANGER, late, Act::DeclareDefault)
            }
            Self::Orphaned => {
                let case = then(open(200), FIRST, OPENED, Act::OwnUp);
                then(case, SECOND, OPENED, Act::OwnUp)
            }
            Self::MadeGood => then(open(80), FIRST, OPENED, Act::OwnUp),
            Self::Withdrawn => then(open(80), REPORTER, OPENED, Act::WithdrawReport),
            Self::Dismissed => {
                let case = Self::Contested.case();
                then(case, GOVERNANCE, OPENED, Act::RuleDismiss)
            }
            Self::Pardoned => {
                let case = Self::Defaulted.case();
                let now = case.fault.deadline;
                then(case, GOVERNANCE, now, Act::Pardon)
            }
            Self::Unanswered => {
                let case = Self::Orphaned.case();
                let late = after(&case);
                then(case, STRANGER, late, Act::Settle)
            }
        }
    }

    pub fn state(self) -> State {
        match self {
            Self::Answering | Self::NextLayer => State::Answering,
            Self::Contested => State::Contested,
            Self::Defaulted => State::Defaulted,
            Self::Orphaned => State::Orphaned,
            Self::MadeGood => State::MadeGood,
            Self::Withdrawn => State::Withdrawn,
            Self::Dismissed => State::Dismissed,
            Self::Pardoned => State::Pardoned,
            Self::Unanswered => State::Unanswered,
        }
    }

    /// The called surety, and the other one of the step. Where nobody is called, the first was.
    pub fn sureties(self) -> (Address, Address) {
        match self {
            Self::NextLayer => (SECOND, FIRST),
            _ => (FIRST, SECOND),
        }
    }
}

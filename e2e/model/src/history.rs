//! Random histories. An intent says what somebody is up to, not with which ids: it is resolved against the
//! state in which it is reached, so that a history stays a sensible story when parts of it are taken out.

mod batches;
mod bytes;
mod plan;
mod resolve;
mod scenes;
mod strategy;
mod twist;

pub use batches::{contents, proof_in};
pub use bytes::{history_in, INTENT_BYTES};
pub use resolve::{deadlines, resolve};
pub use strategy::{cases, history, intent};

use arbitrary::Arbitrary;
use std::fmt;

use crate::{money, Address, Model, Terms, Windows, GOVERNANCE, TREASURY};

/// A story before it is told.
pub type History = Vec<Intent>;

#[derive(Arbitrary, Clone, PartialEq)]
pub struct Intent {
    pub wait: Wait,
    pub what: What,
    #[arbitrary(with = bytes::pay)]
    pub pay: Pay,
    /// What is done instead where there is nothing to do it to.
    pub spare: Spare,
    /// What is wrong with it.
    #[arbitrary(with = bytes::twist)]
    pub twist: Option<Twist>,
}

/// How much time passes before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wait {
    None,
    Seconds(u8),
    /// Until one of the next deadlines of anything, and some seconds more or less; none is waited for
    /// that is farther off than the patience.
    Deadline {
        pick: u8,
        off: i8,
        patience: u16,
    },
    /// Until the time that matters to the very act, and some seconds more or less.
    Own {
        off: i8,
        patience: u16,
    },
}

/// What value comes along, where any may.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pay {
    /// What the caller lacks for the act.
    Lacking,
    Nothing,
    More(u8),
}

#[derive(Arbitrary, Clone, Copy, Debug, PartialEq)]
pub enum Spare {
    Record,
    Pledge,
    Report,
    Grant,
}

#[derive(Arbitrary, Clone, Copy, Debug, PartialEq)]
pub enum Who {
    Requester,
    Beneficiary,
    Account(u8),
}

/// Numbers named `pick`, `trace`, `step` and so on choose among what there is, whatever there is.
#[derive(Arbitrary, Clone, Debug, PartialEq)]
pub enum What {
    Deposit {
        who: u8,
        amount: u16,
    },
    Withdraw {
        who: u8,
        percent: u8,
    },
    Record {
        recorder: u8,
        requester: u8,
        shape: u16,
        draws: Draws,
        again: bool,
    },
    Anchor {
        recorder: u8,
        seed: u8,
        traces: u8,
        spare_depth: u8,
        draws: Draws,
    },
    Open {
        who: u8,
        batch: u8,
        trace: u8,
        report: Option<u16>,
        wrong_proof: bool,
    },
    Attest {
        trace: u8,
        step: u8,
    },
    Pledge {
        who: u8,
        trace: u8,
        step: u8,
        cover: u16,
    },
    Offer {
        who: Who,
        trace: u8,
        step: u8,
        cover: u16,
        premium: u8,
        seconds: u16,
    },
    TakeOffer {
        who: u8,
        pick: u8,
        cover: u16,
        demand: u8,
    },
    WithdrawOffer {
        pick: u8,
    },
    Grant {
        who: u8,
        actor: u8,
        kinds: u8,
        recorder: u8,
        per_trace: u16,
        times: u8,
        bps: u16,
        seconds: u16,
    },
    Revoke {
        pick: u8,
    },
    Release {
        who: u8,
        pick: u8,
    },
    ReleaseBatch {
        who: u8,
        pick: u8,
    },
    Report {
        who: Who,
        pick: u8,
        loss: u16,
        covered: bool,
    },
    Recourse {
        pick: u8,
        steps_back: u8,
    },
    OwnUp {
        pick: u8,
        late: bool,
    },
    Contest {
        pick: u8,
        percent: u8,
    },
    WithdrawReport {
        pick: u8,
    },
    DeclareDefault {
        who: u8,
        pick: u8,
    },
    StepForward {
        who: Who,
        pick: u8,
        percent: u8,
    },
    Settle {
        who: u8,
        pick: u8,
    },
    Uphold {
        pick: u8,
        how: Ruling,
    },
    Dismiss {
        pick: u8,
    },
    Slash {
        pick: u8,
        percent: u8,
    },
    Pardon {
        pick: u8,
    },
    AddTerms {
        variant: u8,
    },
    SetTreasury {
        who: u8,
    },
    SetIntake {
        open: bool,
    },
    Propose {
        who: u8,
    },
    Accept,
}

#[derive(Arbitrary, Clone, Copy, Debug, PartialEq)]
pub enum Draws {
    None,
    /// On mandates that fit.
    Fitting {
        amount: u16,
    },
    /// On whatever mandates there are.
    Sloppy {
        pick: u8,
        amount: u16,
    },
}

#[derive(Arbitrary, Clone, Copy, Debug, PartialEq)]
pub enum Ruling {
    Percent(u8),
    /// Just what was paid and conceded.
    Conceded,
    /// Just what was paid.
    Paid,
}

/// One thing that is wrong.
#[derive(Arbitrary, Clone, Copy, Debug, PartialEq)]
pub enum Twist {
    Caller(u8),
    UnknownId,
    Step(u8),
    Zero,
    Huge,
    EmptyHash,
    LongUri,
    BadAddress,
    Terms,
    /// Bytes of steps, kinds, bps, depth, numbers of draws: whatever the act has that can be malformed.
    Garble(u8),
}

/// The contract's address in histories, unless an adapter has another.
pub const CONTRACT: Address = Address([0xc0; 20]);

/// The shortest windows in histories.
pub fn shortest() -> Windows {
    Windows {
        answer: 10,
        ruling: 10,
        report: 20,
        recourse: 10,
    }
}

/// The first terms in histories: odd numbers, so that roundings show.
pub fn first_terms() -> Terms {
    Terms {
        windows: Windows {
            answer: 25,
            ruling: 35,
            report: 150,
            recourse: 120,
        },
        min_cover: money(10u8),
        report_deposit: money(7u8),
        contest_deposit: money(5u8),
        lost_penalty_bps: 1_111,
        max_default_penalty_bps: 2_777,
        reporter_share_bps: 3_333,
    }
}

/// Where histories begin.
pub fn beginning(contract: Address) -> Model {
    let governance = crate::account(GOVERNANCE);
    let treasury = crate::account(TREASURY);
    let model = Model::new(contract, governance, treasury, shortest(), first_terms());
    model.expect("the first terms are good")
}

/// In one line, also where a list of them is shown at length.
impl fmt::Debug for Intent {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Self {
            wait,
            what,
            pay,
            spare,
            twist,
        } = self;
        write!(f, "{wait:?}, {what:?}, {pay:?}, {spare:?}, {twist:?}")
    }
}

//! A fault's history as JSON.

use super::{hash, units, who};
use crate::{
    history::{self, History},
    names, State,
};
use serde::Serialize;
use utoipa::ToSchema;

/// A report that a step failed, and what became of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FaultStory {
    pub id: u64,
    pub step: u8,
    pub recourse: bool,
    pub reporter: String,
    pub beneficiary: String,
    pub reported_at: u64,
    pub reported: String,
    pub loss: String,
    pub paid: String,
    pub unpaid: String,
    pub deposit: String,
    pub deposit_to: Option<String>,
    pub evidence: String,
    /// Anybody may have written anything here.
    pub uri: String,
    pub state: String,
    pub deadline: Option<u64>,
    /// The sureties that were called, one after the other.
    pub turns: Vec<TurnStory>,
    /// What nobody answered for, if there was such a rest.
    pub orphaned: Option<String>,
    pub volunteers: Vec<VolunteerStory>,
    pub closed_at: Option<u64>,
    /// The later steps for which the claimant of a recourse paid.
    pub paid_before: Vec<u8>,
}

/// A surety's turn to answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TurnStory {
    pub surety: String,
    pub layer: u8,
    pub called_at: u64,
    pub deadline: u64,
    pub contest: Option<ContestStory>,
    pub paid: String,
    pub penalty: String,
    pub to_reporter: String,
    /// "called", "contested", "defaulted", "ownedUp", "ownedUpLate", "conceded", "lost", "undecided", "defended",
    /// "slashed", "paidAfterDefault", "pardoned", "withdrawn" or "nothingDue".
    pub outcome: String,
    pub slashed_bps: Option<u16>,
}

/// A surety's contradiction.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ContestStory {
    pub conceded: String,
    pub deposit: String,
    pub deposit_to: Option<String>,
    pub defence: String,
}

/// Somebody who paid without having promised anything.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct VolunteerStory {
    pub who: String,
    pub amount: String,
}

pub fn fault(history: &History, it: &history::FaultHistory) -> FaultStory {
    let volunteers = it.volunteers.iter().map(|it| VolunteerStory {
        who: who(it.who),
        amount: units(it.amount),
    });
    FaultStory {
        id: it.id,
        step: it.step,
        recourse: it.recourse,
        reporter: who(it.reporter),
        beneficiary: who(it.beneficiary),
        reported_at: it.reported_at.0,
        reported: units(it.reported),
        loss: units(it.loss),
        paid: units(it.paid),
        unpaid: units(it.unpaid),
        deposit: units(it.deposit),
        deposit_to: it.deposit_to.map(who),
        evidence: hash(it.evidence),
        uri: it.uri.clone(),
        state: state(it.state).into(),
        deadline: it.deadline.map(|it| it.0),
        turns: it.turns.iter().map(turn).collect(),
        orphaned: it.orphaned.map(units),
        volunteers: volunteers.collect(),
        closed_at: it.closed_at.map(|it| it.0),
        paid_before: match it.recourse {
            true => history.paid_before(it),
            false => Vec::new(),
        },
    }
}

fn turn(it: &history::Turn) -> TurnStory {
    let contest = it.contest.as_ref().map(|it| ContestStory {
        conceded: units(it.conceded),
        deposit: units(it.deposit),
        deposit_to: it.deposit_to.map(who),
        defence: hash(it.defence),
    });
    let (outcome, slashed_bps) = outcome(it.outcome);
    TurnStory {
        surety: who(it.surety),
        layer: it.layer,
        called_at: it.called_at.0,
        deadline: it.deadline.0,
        contest,
        paid: units(it.paid),
        penalty: units(it.penalty),
        to_reporter: units(it.to_reporter),
        outcome: outcome.into(),
        slashed_bps,
    }
}

fn outcome(outcome: history::Outcome) -> (&'static str, Option<u16>) {
    use history::Outcome::*;
    let word = match outcome {
        Called => "called",
        Contested => "contested",
        Defaulted => "defaulted",
        OwnedUp => "ownedUp",
        OwnedUpLate => "ownedUpLate",
        Conceded => "conceded",
        Lost => "lost",
        Undecided => "undecided",
        Defended => "defended",
        Slashed(bps) => return ("slashed", Some(bps.0)),
        PaidAfterDefault => "paidAfterDefault",
        Pardoned => "pardoned",
        Withdrawn => "withdrawn",
        NothingDue => "nothingDue",
    };
    (word, None)
}

fn state(state: State) -> &'static str {
    match state {
        State::MadeGood => "madeGood",
        other => names::state(other),
    }
}

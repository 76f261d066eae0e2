//! A trace's history as JSON.

use crate::{
    alloy_sol_types::private::{Address, B256},
    history::{self, History},
    names, Amount, Block, State,
};
use serde::Serialize;
use utoipa::ToSchema;

/// The block as of which something was read off the chain.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct AsOf {
    pub number: u64,
    /// Seconds since 1970.
    pub time: u64,
}

impl From<Block> for AsOf {
    fn from(block: Block) -> Self {
        Self {
            number: block.number,
            time: block.time_ms / 1_000,
        }
    }
}

/// A trace, with what became of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Story {
    pub id: String,
    pub recorder: String,
    pub requester: String,
    pub input: String,
    pub output: String,
    pub at: u64,
    pub recorded_at: u64,
    pub terms: u32,
    pub batch: Option<u64>,
    /// Until when the requester may report.
    pub requester_until: u64,
    /// Until when sureties are bound.
    pub busy_until: u64,
    pub steps: Vec<StepStory>,
    /// In the order in which they were reported.
    pub faults: Vec<FaultStory>,
    pub sums: Sums,
}

/// A step, and who promised to answer for it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StepStory {
    pub number: u8,
    pub kind: String,
    pub actor: String,
    pub commitment: String,
    pub attested: bool,
    pub open_fault: Option<u64>,
    /// In the order in which they are called.
    pub promises: Vec<PromiseStory>,
    /// What another contract may build on now.
    pub cover: String,
}

/// A surety's promise.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PromiseStory {
    pub surety: String,
    pub cover: String,
    pub left: String,
    pub until: u64,
    /// "own", "mandate", "offer" or "batch".
    pub origin: String,
    pub mandate: Option<u64>,
    pub offer: Option<u64>,
    pub batch: Option<u64>,
    pub premium: String,
    pub released: bool,
    /// The place in the order of calling; 0 for a pledge of the batch.
    pub layer: u8,
    /// What was paid out of it.
    pub paid: String,
    pub was_called: bool,
}

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

/// What the faults came to.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Sums {
    pub lost: String,
    pub by_sureties: String,
    pub by_volunteers: String,
    pub unpaid: String,
    pub upstream: String,
    pub penalties: String,
}

impl From<&History> for Story {
    fn from(history: &History) -> Self {
        let trace = &history.trace;
        let sums = history.sums();
        Self {
            id: format!("{:?}", history.id),
            recorder: who(trace.recorder),
            requester: who(trace.requester),
            input: hash(trace.input),
            output: hash(trace.output),
            at: trace.at,
            recorded_at: trace.recordedAt,
            terms: trace.terms,
            batch: Some(trace.batch).filter(|it| *it != 0),
            requester_until: trace.requesterUntil,
            busy_until: trace.busyUntil,
            steps: history.steps.iter().map(|it| step(history, it)).collect(),
            faults: history.faults.iter().map(|it| fault(history, it)).collect(),
            sums: Sums {
                lost: units(sums.lost),
                by_sureties: units(sums.by_sureties),
                by_volunteers: units(sums.by_volunteers),
                unpaid: units(sums.unpaid),
                upstream: units(sums.upstream),
                penalties: units(sums.penalties),
            },
        }
    }
}

fn step(history: &History, it: &history::StepHistory) -> StepStory {
    let promises = it.promises.iter();
    StepStory {
        number: it.number,
        kind: names::kind_numbered(it.step.kind).into(),
        actor: who(it.step.actor),
        commitment: hash(it.step.commitment),
        attested: it.step.attested,
        open_fault: it.open_fault,
        promises: promises
            .map(|promise| self::promise(history, it.number, promise))
            .collect(),
        cover: units(it.cover),
    }
}

fn promise(history: &History, step: u8, it: &history::Promise) -> PromiseStory {
    let (origin, mandate, offer, batch) = match it.origin {
        history::Origin::Own => ("own", None, None, None),
        history::Origin::Mandate(mandate) => ("mandate", Some(mandate), None, None),
        history::Origin::Offer(offer) => ("offer", None, Some(offer), None),
        history::Origin::Batch { batch, mandate } => ("batch", Some(mandate), None, Some(batch)),
    };
    PromiseStory {
        surety: who(it.surety),
        cover: units(it.cover),
        left: units(it.left),
        until: it.until.0,
        origin: origin.into(),
        mandate,
        offer,
        batch,
        premium: units(it.premium),
        released: it.released,
        layer: it.layer,
        paid: units(history.paid_of(step, it)),
        was_called: history.was_called(step, it),
    }
}

fn fault(history: &History, it: &history::FaultHistory) -> FaultStory {
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

pub fn who(address: Address) -> String {
    const_hex::encode_prefixed(address)
}

pub fn hash(word: B256) -> String {
    const_hex::encode_prefixed(word)
}

/// An amount in the contract's unit.
pub fn units(amount: Amount) -> String {
    amount.units().to_string()
}

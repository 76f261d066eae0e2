//! A trace's history as JSON.

mod fault;

pub use fault::FaultStory;

use crate::{
    alloy_sol_types::private::{Address, B256},
    history::{self, History},
    names, Amount, Block,
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
            faults: history
                .faults
                .iter()
                .map(|it| fault::fault(history, it))
                .collect(),
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

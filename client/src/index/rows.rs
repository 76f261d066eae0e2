//! What lists say, as JSON: names as in `IAnswerable.sol`, amounts as strings, times in seconds since 1970.

use super::column::{Address, Hash, Losses, Sum};
use crate::{names, trace::Kind, State};
use serde::{de, Deserialize, Deserializer, Serialize, Serializer};
use utoipa::ToSchema;

/// A page of a list. `next` is what `after` has to be for the page behind it; a page can be short, or even empty, and yet
/// not be the last.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct List<T> {
    pub items: Vec<T>,
    pub next: Option<String>,
}

/// A kind of step: model, compute, verification, data or tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ToSchema)]
#[schema(value_type = String, example = "model")]
pub struct KindName(pub Kind);

/// Where a fault stands: answering, contested, defaulted, orphaned, madeGood, withdrawn, dismissed, pardoned or
/// unanswered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ToSchema)]
#[schema(value_type = String, example = "answering")]
pub struct StateName(pub State);

pub(super) const STATES: [(State, &str); 9] = [
    (State::Answering, "answering"),
    (State::Contested, "contested"),
    (State::Defaulted, "defaulted"),
    (State::Orphaned, "orphaned"),
    (State::MadeGood, "madeGood"),
    (State::Withdrawn, "withdrawn"),
    (State::Dismissed, "dismissed"),
    (State::Pardoned, "pardoned"),
    (State::Unanswered, "unanswered"),
];

impl KindName {
    /// As the interface numbers it.
    pub fn numbered(number: u64) -> Option<Self> {
        let mut kinds = names::KINDS.into_iter();
        kinds.find(|kind| *kind as u64 == number).map(Self)
    }

    /// The kinds of a set of `1 << kind`.
    pub fn of_set(set: u64) -> Vec<Self> {
        let kinds = names::KINDS.into_iter();
        kinds
            .filter(|kind| set & (1 << (*kind as u64)) != 0)
            .map(Self)
            .collect()
    }
}

impl StateName {
    /// As the interface numbers it.
    pub fn numbered(number: u64) -> Option<Self> {
        let mut states = STATES.into_iter().map(|(state, _)| state);
        states.find(|state| *state as u64 == number).map(Self)
    }
}

impl Serialize for KindName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(names::kind(self.0))
    }
}

impl<'de> Deserialize<'de> for KindName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let kind = names::kind_named(&name).map(Self);
        kind.ok_or_else(|| {
            de::Error::custom(format!(
                "{name:?} is not model, compute, verification, data or tool"
            ))
        })
    }
}

impl Serialize for StateName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let known = STATES.iter().find(|(state, _)| *state == self.0);
        serializer.serialize_str(known.map_or("", |(_, name)| name))
    }
}

impl<'de> Deserialize<'de> for StateName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let known = STATES.iter().find(|(_, known)| *known == name);
        known.map(|(state, _)| Self(*state)).ok_or_else(|| {
            let names: Vec<_> = STATES.iter().map(|(_, name)| *name).collect();
            de::Error::custom(format!("{name:?} is none of {}", names.join(", ")))
        })
    }
}

/// What an instance comes to.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Overview {
    pub traces: u64,
    pub batches: u64,
    /// Of stored traces.
    pub steps: u64,
    /// Those with cover left.
    pub answered: u64,
    /// What is left of all promises, in batches for all their traces.
    pub cover: Sum,
    /// Faults where a surety or governance has its turn.
    pub open_faults: u64,
    pub faults: u64,
    /// In recourses, too.
    pub paid_by_sureties: Sum,
    pub paid_by_volunteers: Sum,
    pub penalties: Sum,
    pub premiums: Sum,
    /// What nobody paid of the faults that nobody answers for, recourses apart.
    pub unpaid: Losses,
    pub deposited: Sum,
    pub withdrawn: Sum,
    pub as_of: Moment,
}

/// A block and its second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Moment {
    pub block: u64,
    pub time: u64,
}

/// How an instance came to what it is.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Series {
    /// How long a point's span is.
    pub seconds: u64,
    /// Spans in which nothing happened are left out; where things stand is as in the one before.
    pub points: Vec<Point>,
}

/// A span of time: where things stood at its end, and sums of what happened in it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Point {
    /// When the span begins.
    pub time: u64,
    pub traces: u64,
    pub steps: u64,
    pub answered: u64,
    pub cover: Sum,
    pub open_faults: u64,
    pub reported: u64,
    pub paid_by_sureties: Sum,
    pub paid_by_volunteers: Sum,
    pub penalties: Sum,
    pub premiums: Sum,
    pub deposited: Sum,
    pub withdrawn: Sum,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TraceRow {
    pub id: Hash,
    pub recorder: Address,
    pub requester: Address,
    pub input: Hash,
    pub output: Hash,
    pub at: u64,
    pub recorded_at: u64,
    pub terms: u64,
    /// The batch that it was opened out of.
    pub batch: Option<u64>,
    pub requester_until: u64,
    pub busy_until: u64,
    pub faults: u64,
    pub open_faults: u64,
    pub steps: Vec<StepRow>,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StepRow {
    pub number: u64,
    pub kind: Option<KindName>,
    pub actor: Address,
    pub commitment: Hash,
    pub attested: bool,
    /// What was promised and not released, and what is left of that.
    pub cover: Sum,
    pub left: Sum,
    pub answered: bool,
    pub open_fault: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OpenRow {
    pub trace: Hash,
    pub step: u64,
    pub kind: Option<KindName>,
    pub actor: Address,
    pub commitment: Hash,
    pub recorder: Address,
    pub requester: Address,
    pub terms: u64,
    pub min_cover: Sum,
    /// Until when it can be pledged for.
    pub until: u64,
    /// The best premium that is on offer.
    pub premium: Sum,
    /// The best open offers, at most 8.
    pub offers: Vec<OfferRow>,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OfferRow {
    pub id: u64,
    pub trace: Hash,
    pub step: u64,
    pub payer: Address,
    pub cover: Sum,
    pub cover_left: Sum,
    pub premium: Sum,
    pub premium_left: Sum,
    pub until: u64,
    pub at: u64,
    pub withdrawn: bool,
    /// It can still be taken.
    pub open: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MandateRow {
    pub id: u64,
    pub surety: Address,
    pub actor: Address,
    pub kinds: Vec<KindName>,
    pub recorder: Address,
    pub terms: u64,
    pub per_trace: Sum,
    pub limit: Sum,
    pub outstanding: Sum,
    pub premium_bps: u64,
    pub until: u64,
    pub revoked: bool,
    pub at: u64,
    /// It can still be drawn on.
    pub open: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BatchRow {
    pub id: u64,
    pub recorder: Address,
    pub root: Hash,
    pub depth: u64,
    pub uri_hash: Hash,
    pub anchored_at: u64,
    pub terms: u64,
    pub busy_until: u64,
    pub open_faults: u64,
    /// How many of its traces were opened.
    pub opened: u64,
    pub released: bool,
    pub pledges: Vec<BatchPledgeRow>,
}

/// A pledge for a step. `place` is 0 for one of the trace's batch, whose cover is for all steps that it answers for.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PledgeRow {
    pub trace: Hash,
    pub step: u64,
    pub place: u64,
    pub surety: Address,
    pub cover: Sum,
    pub left: Sum,
    pub mandate: Option<u64>,
    pub offer: Option<u64>,
    pub premium: Sum,
    pub at: u64,
    pub paid_at: Option<u64>,
    pub until: u64,
    pub released: bool,
}

/// A pledge in every trace of a batch.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BatchPledgeRow {
    pub batch: u64,
    pub place: u64,
    pub surety: Address,
    pub mandate: u64,
    pub actor: Address,
    pub kinds: Vec<KindName>,
    pub per_trace: Sum,
    /// What is left of the promise, for all traces.
    pub left: Sum,
    pub locked_left: Sum,
    pub premium: Sum,
    pub at: u64,
    pub until: u64,
    pub released: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FaultRow {
    pub id: u64,
    pub trace: Hash,
    pub step: u64,
    pub recourse: bool,
    pub reporter: Address,
    pub beneficiary: Address,
    pub governance: Address,
    pub recorder: Address,
    pub reported_at: u64,
    /// The loss as it was reported.
    pub reported: Sum,
    /// The loss as it was ruled, or as it was reported.
    pub loss: Sum,
    pub paid: Sum,
    pub conceded: Sum,
    pub defaulted: Sum,
    pub unpaid: Sum,
    pub report_deposit: Sum,
    pub contest_deposit: Sum,
    pub evidence: Hash,
    pub defence: Option<Hash>,
    /// Anybody may have written anything here.
    pub uri: String,
    pub state: Option<StateName>,
    pub layer: u64,
    /// Whose turn it is.
    pub called: Option<Address>,
    /// Until when.
    pub deadline: Option<u64>,
    pub closed_at: Option<u64>,
}

/// What an account did as a surety.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccountRow {
    pub address: Address,
    /// What is left of its promises, in batches for all their traces.
    pub exposure: Sum,
    /// Premiums it ever took.
    pub income: Sum,
    /// What it paid, penalties apart.
    pub paid: Sum,
    pub penalties: Sum,
    /// Its pledges that are not released.
    pub pledges: u64,
    /// Faults that wait for its answer.
    pub open_calls: u64,
}

/// What happens at a moment: `answer` (the account has to own up or contest by then), `ruling` (governance has to, on a
/// fault where the account is called), `release` (a promise is over then, and its money free), `volunteer` (until then at
/// least somebody may step forward for what the account lost).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Due {
    Answer,
    Ruling,
    Release,
    Volunteer,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CalendarRow {
    pub time: u64,
    pub kind: Due,
    pub fault: Option<u64>,
    pub trace: Option<Hash>,
    pub step: Option<u64>,
    /// For the release of a batch's pledge.
    pub batch: Option<u64>,
    /// What is unpaid of the loss, or what is left of the cover.
    pub amount: Sum,
}

/// What an account earned and paid over time.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Income {
    /// How long a point's span is.
    pub seconds: u64,
    /// Spans in which nothing happened are left out.
    pub points: Vec<IncomePoint>,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct IncomePoint {
    /// When the span begins.
    pub time: u64,
    pub premiums: Sum,
    pub paid: Sum,
    pub penalties: Sum,
}

#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EventRow {
    /// Among all of the instance, from 1.
    pub number: u64,
    pub block: u64,
    /// Its place among the instance's in its block, from 0.
    pub index: u64,
    pub time: u64,
    pub name: String,
    pub sentence: String,
    pub trace: Option<Hash>,
    pub fault: Option<u64>,
    /// The event's fields.
    #[schema(value_type = Object)]
    pub fields: serde_json::Value,
}

/// The events of one block.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct BlockRow {
    pub block: u64,
    pub time: u64,
    pub events: Vec<EventRow>,
}

/// Something that a text can name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FoundRow {
    pub kind: Thing,
    pub id: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Thing {
    Trace,
    Fault,
    Account,
    Batch,
    Offer,
    Mandate,
    Commitment,
}

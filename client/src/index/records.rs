//! What is kept of an instance: everything that its views show, and what lists and figures need besides.
//!
//! Traces are numbered as they are told of, from 1. Steps and pledges are numbered within their trace, so that they lie
//! together and in its order.

use super::{
    column::{Address, Hash, Losses, Sum},
    table::table,
};

table! {
    /// Which instance this is the index of.
    pub struct Subject in "subject" by (id: u64) {
        pub id: u64,
        pub genesis: Hash,
        pub contract: Address,
        pub since: u64,
    }
}

table! {
    /// How far the index is, and what the instance comes to. There is one.
    pub struct Books in "books" by (id: u64) {
        pub id: u64,
        /// The block that comes next.
        pub next: u64,
        /// The hash of the first block.
        pub first: Hash,
        /// The last block, with its hash and second.
        pub block: u64,
        pub hash: Hash,
        pub time: u64,

        pub governance: Address,
        pub proposed: Address,
        pub treasury: Address,
        pub intake_open: bool,
        pub terms: u64,
        pub shortest_answer: u64,
        pub shortest_ruling: u64,
        pub shortest_report: u64,
        pub shortest_recourse: u64,

        pub accounted: Sum,
        pub locked: Sum,
        pub deposits: Sum,
        pub premiums_held: Sum,
        pub traces: u64,
        pub batches: u64,
        pub mandates: u64,
        pub offers: u64,
        pub faults: u64,
        pub events: u64,

        pub steps: u64,
        /// The steps that somebody answers for.
        pub answered: u64,
        /// What is left of all promises.
        pub cover: Sum,
        pub open_faults: u64,
        pub paid_by_sureties: Sum,
        pub paid_by_volunteers: Sum,
        pub penalties: Sum,
        pub premiums: Sum,
        /// What nobody paid of the faults that nobody answers for, recourses apart.
        pub unpaid: Losses,
        pub deposited: Sum,
        pub withdrawn: Sum,
    }
}

table! {
    /// What came about in an hour or a day, and where things stood at its end.
    pub struct Span in "spans" by (seconds: u64, time: u64) {
        /// How long it is.
        pub seconds: u64,
        /// When it began.
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
}

table! {
    pub struct Account in "accounts" by (address: Address) {
        pub address: Address,
        pub free: Sum,
        pub locked: Sum,
        pub honored_times: u64,
        pub honored: Sum,
        pub defended_times: u64,
        pub defended: Sum,
        pub lost_times: u64,
        pub lost: Sum,
        pub undecided_times: u64,
        pub undecided: Sum,
        pub defaulted_times: u64,
        pub defaulted: Sum,
        pub volunteered_times: u64,
        pub volunteered: Sum,
        /// What is left of its promises, in batches for all their traces.
        pub exposure: Sum,
        /// Premiums it ever took.
        pub income: Sum,
        /// What it paid as a surety, penalties apart.
        pub paid: Sum,
        pub penalties: Sum,
        /// How many of its pledges are not released.
        pub pledges: u64,
        /// How many faults wait for its answer.
        pub open_calls: u64,
    }
}

table! {
    /// What an account earned and paid in an hour or a day.
    pub struct AccountSpan in "account_spans" by (address: Address, seconds: u64, time: u64) {
        pub address: Address,
        pub seconds: u64,
        pub time: u64,
        pub premiums: Sum,
        pub paid: Sum,
        pub penalties: Sum,
    }
}

table! {
    pub struct Trace in "traces" by (number: u64) {
        pub number: u64,
        pub id: Hash,
        pub recorder: Address,
        pub requester: Address,
        pub input: Hash,
        pub output: Hash,
        pub at: u64,
        pub recorded_at: u64,
        pub terms: u64,
        /// Zero unless it was opened out of one.
        pub batch: u64,
        pub requester_until: u64,
        pub busy_until: u64,
        /// Of its steps: 0 none, 1 some, 2 all are answered for.
        pub answered: u64,
        pub faults: u64,
        pub open_faults: u64,
        /// The docket as the contract lays it out, once a fault was reported.
        pub docket: Option<String>,
    }
}

table! {
    pub struct Step in "steps" by (id: u64) {
        /// Eight times the trace, and its own number.
        pub id: u64,
        pub trace: u64,
        pub kind: u64,
        pub actor: Address,
        pub commitment: Hash,
        pub attested: bool,
        /// What was promised for it and not released, and what is left of that.
        pub cover: Sum,
        pub cover_left: Sum,
        /// The open fault, or zero.
        pub fault: u64,
        /// Whether anybody ever offered a premium for it.
        pub offered: bool,
    }
}

table! {
    /// A pledge for a step. One of the trace's batch has place 0.
    pub struct Pledge in "pledges" by (id: u64) {
        /// Eight times the step's id, and its place.
        pub id: u64,
        pub surety: Address,
        pub cover: Sum,
        pub cover_left: Sum,
        pub mandate: u64,
        pub offer: u64,
        pub premium: Sum,
        pub reserved: Sum,
        pub at: u64,
        pub paid_at: u64,
        pub kept: bool,
        pub until: u64,
        pub released: bool,
        /// The place of the batch's pledge that this is, from 1, or zero.
        pub batch_place: u64,
    }
}

table! {
    pub struct Batch in "batches" by (id: u64) {
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
    }
}

table! {
    pub struct BatchPledge in "batch_pledges" by (id: u64) {
        /// Eight times the batch, and its place, from 1.
        pub id: u64,
        pub surety: Address,
        pub mandate: u64,
        pub actor: Address,
        pub kinds: u64,
        pub per_trace: Sum,
        /// What is left of the promise, for all traces.
        pub cover_left: Sum,
        pub locked_left: Sum,
        pub premium: Sum,
        pub at: u64,
        pub until: u64,
        pub released: bool,
    }
}

table! {
    pub struct Mandate in "mandates" by (id: u64) {
        pub id: u64,
        pub surety: Address,
        pub actor: Address,
        pub kinds: u64,
        pub recorder: Address,
        pub terms: u64,
        pub per_trace: Sum,
        pub most: Sum,
        pub outstanding: Sum,
        pub premium_bps: u64,
        pub until: u64,
        pub revoked: bool,
        pub at: u64,
        /// It can still be drawn on: not revoked, not expired, and for the current terms.
        pub is_open: bool,
    }
}

table! {
    pub struct Offer in "offers" by (id: u64) {
        pub id: u64,
        pub trace: u64,
        /// The step's id.
        pub step: u64,
        pub payer: Address,
        pub cover: Sum,
        pub cover_left: Sum,
        pub premium: Sum,
        pub premium_left: Sum,
        pub until: u64,
        pub at: u64,
        pub withdrawn: bool,
        /// It can still be taken: not withdrawn, not used up, not expired.
        pub is_open: bool,
    }
}

table! {
    pub struct Fault in "faults" by (id: u64) {
        pub id: u64,
        pub trace: u64,
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
        pub uri: String,
        pub state: u64,
        pub layer: u64,
        /// Whose turn it is, while it is open.
        pub called: Option<Address>,
        /// Until when, while it is not closed.
        pub deadline: Option<u64>,
        pub closed_at: Option<u64>,
        pub report_end: u64,
        pub batch: u64,
        pub batch_place: u64,
        pub terms: u64,
        pub is_open: bool,
        /// Sorts by deadline, then by id; missing once it is closed.
        pub due: Option<String>,
    }
}

table! {
    /// A surety was called for a fault.
    pub struct Call in "calls" by (id: u64) {
        /// Eight times the fault, and the layer.
        pub id: u64,
        pub fault: u64,
        pub surety: Address,
        pub at: u64,
    }
}

table! {
    /// A version of the rules.
    pub struct Rules in "terms" by (id: u64) {
        pub id: u64,
        pub at: u64,
        pub answer: u64,
        pub ruling: u64,
        pub report: u64,
        pub recourse: u64,
        pub min_cover: Sum,
        pub report_deposit: Sum,
        pub contest_deposit: Sum,
        pub lost_penalty_bps: u64,
        pub max_default_penalty_bps: u64,
        pub reporter_share_bps: u64,
    }
}

table! {
    /// An event as the chain has it.
    pub struct Told in "events" by (number: u64) {
        pub number: u64,
        pub block: u64,
        /// Its place among the instance's in its block, from 0.
        pub place: u64,
        pub time: u64,
        pub name: String,
        /// The trace and the fault it is about, or zero.
        pub trace: u64,
        pub fault: u64,
        /// How many topics of 32 bytes there are, they, and the data.
        pub log: Vec<u8>,
    }
}

table! {
    /// An account that an event names.
    pub struct Named in "event_accounts" by (id: u64) {
        /// Eight times the event, and a number.
        pub id: u64,
        pub account: Address,
    }
}

table! {
    /// A step that nobody answers for and that can still be pledged for.
    pub struct OpenStep in "open_steps" by (id: u64) {
        pub id: u64,
        /// Sorts by premium, the richest first, then by end.
        pub rank: String,
        pub kind: u64,
        pub actor: Address,
        pub commitment: Hash,
        pub recorder: Address,
        pub requester: Address,
        pub premium: Sum,
        pub until: u64,
    }
}

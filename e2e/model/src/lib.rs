//! A second, separately written account of the protocol, and the random histories to compare with it.
//!
//! [`Model`] is written for obviousness: it keeps what happened and derives the rest by looking back.
//! It was written from the protocol's text alone; it shares no code with the rules or the contract.

// Test code: here a wrong index or an overflow is a bug to stop at, not something to recover from.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod act;
mod compare;
mod coverage;
mod history;
mod ids;
mod model;
mod plain;
mod properties;
mod refused;
mod snapshot;
mod story;
mod trials;

pub use act::{Act, Answer, BatchDraw, Draw, Event, Terms, TraceData, Windows};
pub use compare::compare;
pub use coverage::Coverage;
pub use history::{
    beginning, cases, contents, deadlines, first_terms, history, history_in, intent, proof_in,
    resolve, shortest, Draws, History, Intent, Pay, Ruling, Spare, Twist, Wait, What, Who,
    CONTRACT, INTENT_BYTES,
};
pub use ids::{leaf, opened_id, pack_step, proof, root, trace_id, unpack_steps, verify, StepData};
pub use model::{Model, DEEPEST, LONGEST_WINDOW};
pub use plain::{
    account, keccak, money, Address, Hash, ACCOUNTS, GOVERNANCE, GRAIN, START, TREASURY, UNIT,
};
pub use properties::*;
pub use refused::{Refused, Value};
pub use snapshot::*;
pub use story::{play, Entry, Story};
pub use trials::{no_harm, the_last_release_takes_nothing, watched};

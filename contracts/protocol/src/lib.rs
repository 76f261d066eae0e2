//! The rules of answerable, pure: no storage, no environment, the same on the chain and off it.
#![cfg_attr(not(feature = "std"), no_std)]
// Tests may overflow: they would fail.
#![cfg_attr(test, allow(clippy::arithmetic_side_effects))]

#[macro_use]
mod words;
#[macro_use]
mod cell;
#[macro_use]
mod units;

mod account;
mod amount;
mod batch;
mod case;
mod docket;
mod event;
mod fault;
mod given;
mod guard;
mod id;
mod kept;
mod ledger;
mod mandate;
mod merkle;
mod offer;
mod office;
mod pledge;
mod recourse;
mod refusal;
mod sheet;
mod small_map;
mod step;
mod terms;
mod trace;
#[cfg(test)]
mod vectors;

pub use account::{Account, Standing, Tally};
pub use amount::Amount;
pub use batch::{Batch, BatchPledge};
pub use case::{Around, Case, Scene};
pub use cell::{Cell, Packed, LONGEST};
pub use docket::{first_busy_until, require_over, require_report_window, Docket, Side, StepDocket};
pub use event::*;
pub use fault::{Fault, Filed, State};
pub use given::{Argument, Uri, Words};
pub use guard::{Layer, Standby};
pub use id::{Named, TraceId};
pub use kept::Kept;
pub use ledger::{Effects, Ledger, Mark, Move, Purse, Totals};
pub use mandate::{BatchDraw, Draw, Mandate};
pub use merkle::{leaf, pair, Root};
pub use offer::Offer;
pub use office::Office;
pub use pledge::{Pledge, Pledges};
pub use recourse::{Claim, PaidSoFar};
pub use refusal::{Reason, Refusal};
pub use sheet::{zeroed, Sheet};
pub use small_map::SmallMap;
pub use step::{Kind, Kinds, Step, Steps};
pub use terms::{Terms, Windows};
pub use trace::{StepRecord, StepView, Trace, TraceData, TraceView};
pub use units::{
    require_hash, BatchId, Bps, FaultId, MandateId, OfferId, Seconds, StepNumber, TermsId, Time,
};
pub use words::{List, Log, Told, Worded};

/// Keccak-256, which the contract has from the chain and everybody else from a library.
pub type Hash<'a> = &'a dyn Fn(&[u8]) -> [u8; 32];

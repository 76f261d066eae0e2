//! Every message of the contract in its common, its first and its worst case.
//!
//! Common is what goes on every day: a trace of three steps, a batch of a thousand, people who have been here before.
//! The first time, the act makes a cell for its caller, or for whom it pays. The worst case is the one that touches the most
//! cells with the longest data and as many promises as there may be.

mod everyday;
mod full;
mod stage;
mod tree;

use super::{Row, Subject};
use answerable_client::{AnyChain, ChainError};
use answerable_model::{pack_step, Hash, StepData, TraceData};
use stage::address;

/// The messages by what they are about, in the order of the interface.
pub const SUBJECTS: [(&str, &[&str]); 6] = [
    ("Money", &["deposit", "withdraw"]),
    (
        "Recording",
        &[
            "record",
            "recordCovered",
            "anchor",
            "anchorCovered",
            "open",
            "openAndReport",
            "attest",
        ],
    ),
    (
        "Taking responsibility",
        &[
            "pledge",
            "pledgeForOffer",
            "offer",
            "withdrawOffer",
            "grant",
            "revoke",
            "release",
            "releaseBatch",
        ],
    ),
    (
        "Faults",
        &[
            "report",
            "recourse",
            "ownUp",
            "contest",
            "withdrawReport",
            "declareDefault",
            "stepForward",
            "settle",
        ],
    ),
    (
        "Governance",
        &[
            "ruleUphold",
            "ruleDismiss",
            "slash",
            "pardon",
            "addTerms",
            "setTreasury",
            "setIntake",
            "proposeGovernance",
            "acceptGovernance",
        ],
    ),
    (
        "Views",
        &[
            "account",
            "trace",
            "step",
            "batch",
            "mandate",
            "offered",
            "terms",
            "fault",
            "totals",
            "office",
            "annex",
            "isParty",
            "whoAnswers",
            "coverOf",
            "uncoveredSteps",
            "requireCovered",
            "requireCoveredInBatch",
        ],
    ),
];

/// The cases that others are held against.
pub const THREE_STEPS: &str = "common: three steps";
pub const A_THOUSAND: &str = "common: up to 1,024 traces";

/// What every message costs on a chain: `embedded`, or a node's address. Only the embedded one tells of cells.
pub async fn messages(chain: &str) -> Result<Vec<Subject>, ChainError> {
    let mut rows = everyday::play(AnyChain::open(chain).await?).await;
    rows.extend(full::play(AnyChain::open(chain).await?).await);
    Ok(by_subject(rows))
}

fn by_subject(rows: Vec<Row>) -> Vec<Subject> {
    let of = |name: &'static str| rows.iter().filter(move |row| row.name == name).cloned();
    let subjects = SUBJECTS.iter().map(|(subject, names)| Subject {
        subject: (*subject).into(),
        rows: names.iter().flat_map(|name| of(name)).collect(),
    });
    subjects.collect()
}

/// A trace for a requester, with a step of each actor.
fn trace_for(requester: u8, actors: &[u8], told: u64) -> TraceData {
    let step = |(kind, actor): (u8, &u8)| StepData {
        kind,
        actor: address(*actor),
        commitment: Hash::of(told + 1),
    };
    TraceData {
        requester: address(requester),
        input: Hash::of(told + 2),
        output: Hash::of(told + 3),
        at: 1_767_225_600,
        steps: (1..)
            .zip(actors)
            .flat_map(|it| pack_step(&step(it)))
            .collect(),
    }
}

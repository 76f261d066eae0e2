//! What acts cost, measured by trying them on the embedded chain. Nothing depends on the machine: two runs measure
//! the same.

pub mod difference;
pub mod fees;
pub mod growth;
pub mod guard;
pub mod json;
pub mod messages;
pub mod page;
pub mod peers;
pub mod plot;
pub mod ratios;
pub mod snapshot;
pub mod throughput;

use answerable_client::{Act, Chain, ChainError, Codec, DryRun, Embedded, Log, Observed, Signer};
use serde::{Deserialize, Serialize};

/// What an act costs: the call itself, without the transaction around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Picoseconds of computation.
    pub ref_time: u64,
    /// Bytes of storage proof.
    pub proof_size: u64,
    /// Native units that its caller leaves as a deposit for storage; below zero they are given back.
    pub deposit: i128,
    /// Bytes that are sent to the contract.
    pub calldata: usize,
    /// Bytes of events: 32 for each topic, and the data.
    pub event_bytes: usize,
    /// Cells of contracts that are looked up, those among them that are overwritten unread.
    pub cells_read: usize,
    /// Cells of contracts that are written, whether that changes them or not.
    pub cells_written: usize,
}

/// An act in one of its cases, and what it costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub name: String,
    pub case: String,
    pub cost: Cost,
}

/// What acts of one sort cost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    pub subject: String,
    pub rows: Vec<Row>,
}

impl Row {
    pub fn new(name: impl Into<String>, case: impl Into<String>, cost: Cost) -> Self {
        Self {
            name: name.into(),
            case: case.into(),
            cost,
        }
    }
}

/// What `act` by `caller` costs now, with `value` native units along. An act that is refused is an error.
pub async fn measure(
    chain: &Embedded,
    caller: &Signer,
    act: &Act,
    value: u128,
) -> Result<Cost, ChainError> {
    let (tried, observed) = observe(chain, caller, act, value)?;
    let cost = Cost {
        cells_read: observed.read.len(),
        cells_written: observed.written.len(),
        ..cost_of(act, &tried)
    };
    with_events(chain, caller, act, value, cost, tried).await
}

/// The same on any chain, most of which do not tell what cells an act touches.
pub async fn measure_without_cells<C: Chain>(
    chain: &C,
    caller: &Signer,
    act: &Act,
    value: u128,
) -> Result<Cost, ChainError> {
    let tried = chain.dry_run(caller.account(), act, value).await?;
    let cost = cost_of(act, &tried);
    with_events(chain, caller, act, value, cost, tried).await
}

async fn with_events<C: Chain>(
    chain: &C,
    caller: &Signer,
    act: &Act,
    value: u128,
    cost: Cost,
    tried: DryRun,
) -> Result<Cost, ChainError> {
    tried.returned()?;
    let logs = chain.would_emit(caller.address(), act, value).await?;
    Ok(Cost {
        event_bytes: event_bytes(&logs),
        ..cost
    })
}

/// The trial of an act, and what it touched.
pub fn observe(
    chain: &Embedded,
    caller: &Signer,
    act: &Act,
    value: u128,
) -> Result<(DryRun, Observed), ChainError> {
    let codec: &Codec = chain.codec();
    let (function, arguments) = codec.dry_run(caller.account(), act, value, None);
    let observed = chain.observe(function, &arguments)?;
    let tried = codec.read_dry_run(act, &observed.answer)?;
    Ok((tried, observed))
}

/// What a trial says of an act's cost; it knows nothing of events and cells.
pub fn cost_of(act: &Act, tried: &DryRun) -> Cost {
    Cost {
        ref_time: tried.weight.ref_time,
        proof_size: tried.weight.proof_size,
        deposit: tried.deposit,
        calldata: match act {
            Act::Deploy { input, .. } | Act::Call { input, .. } => input.len(),
        },
        ..Cost::default()
    }
}

/// The bytes that are charged for as events.
pub fn event_bytes(logs: &[Log]) -> usize {
    let bytes = |log: &Log| 32 * log.topics.len() + log.data.len();
    logs.iter().map(bytes).sum()
}

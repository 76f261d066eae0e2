//! Where everything stands.

use super::{asked::Nothing, failure::Failure, Shared};
use crate::{Block, Chain};
use axum::{extract::State, Json};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// Where everything stands.
#[derive(Serialize, ToSchema)]
pub struct Status {
    contract: String,
    /// The first block that is read.
    since: u64,
    chain: ChainStatus,
    index: IndexStatus,
    /// The program's.
    version: String,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ChainStatus {
    /// The first block's hash, which names the chain.
    genesis: String,
    /// Whether everybody knows the secrets of its funded accounts.
    development: bool,
    /// The latest final block.
    head: Head,
    ss58_prefix: u16,
    /// The number by which wallets that speak Ethereum know it.
    ethereum_chain_id: Option<u64>,
}

#[derive(Serialize, ToSchema)]
struct Head {
    number: u64,
    hash: String,
    /// Seconds since 1970.
    time: u64,
}

impl From<Block> for Head {
    fn from(block: Block) -> Self {
        Self {
            number: block.number,
            hash: format!("{:?}", block.hash),
            time: block.time_ms / 1_000,
        }
    }
}

#[derive(Serialize, ToSchema)]
struct IndexStatus {
    /// The block that is read next.
    next: u64,
    /// Final blocks that are not in the index yet.
    behind: u64,
    /// The time of the last block that is in it.
    time: Option<u64>,
}

/// Which contract on which chain, and how far the index is.
#[utoipa::path(
    get, path = "/api/status", tag = "index",
    responses((status = 200, body = Status)),
)]
pub async fn status(
    State(shared): State<Arc<Shared>>,
    _none: Nothing,
) -> Result<Json<Status>, Failure> {
    let standing = shared.news.standing();
    let rpc = shared.link.rpc();
    Ok(Json(Status {
        contract: format!("{:?}", shared.contract),
        since: shared.index.subject().since,
        chain: ChainStatus {
            genesis: format!("{:?}", shared.link.genesis()),
            development: !shared.people.is_empty(),
            head: standing.head.into(),
            ss58_prefix: rpc.codec().ss58_prefix()?,
            ethereum_chain_id: rpc.codec().ethereum_chain_id(),
        },
        index: IndexStatus {
            next: standing.next,
            behind: standing.behind(),
            time: standing.last.map(|(_, time)| time),
        },
        version: env!("CARGO_PKG_VERSION").into(),
    }))
}

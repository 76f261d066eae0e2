//! What became of a trace.

use super::{failure::Failure, Shared};
use crate::{
    events::{Event, Follow},
    history::{History, Subjects},
    index::Hash,
    Answerable, At, Block, Chain, H256,
};
use answerable_protocol::Time;

/// Both are read again where the chain moved on meanwhile, but not for ever.
const ATTEMPTS: usize = 5;
/// What the index does not have yet is read off the chain, if it is no more than so many blocks.
const BEHIND: u64 = 256;

/// What the contract says in the latest final block, together with all that it told up to then.
pub async fn read(shared: &Shared, trace: H256) -> Result<History, Failure> {
    let rpc = shared.link.answering()?;
    let mut attempt = 0_usize;
    loop {
        attempt = attempt.saturating_add(1);
        let block = rpc.block().await?;
        let now = rpc.at(block);
        let told = told(shared, &now, block, trace).await?;
        // The index may be further than the chain was when we looked.
        let settled = shared.index.next_block().await? <= block.number.saturating_add(1);
        if settled || attempt >= ATTEMPTS {
            let instance = Answerable::at(&now, shared.contract);
            let since = shared.index.subject().since;
            return Ok(History::of(&instance, trace, block, since, &told).await?);
        }
    }
}

async fn told(
    shared: &Shared,
    now: &At<'_>,
    block: Block,
    trace: H256,
) -> Result<Vec<(Time, Event)>, Failure> {
    let (mut told, next) = indexed(shared, trace).await?;
    let behind = block.number.saturating_add(1).saturating_sub(next);
    if behind > BEHIND {
        return Err(Failure::away(format!(
            "the index has {behind} blocks to read before it knows what became of anything; wait until it is up to date, /api/status tells"
        )));
    }
    let mut subjects = Subjects::default();
    for (_, event) in &told {
        subjects.trace_of(event);
    }
    let mut follow = Follow::from(now, shared.contract, next);
    while let Some(page) = follow.ready().await? {
        let at = Time(page.block.time_ms / 1_000);
        let own = page.told.into_iter().map(|it| it.event);
        let own = own.filter(|event| subjects.trace_of(event) == Some(trace));
        told.extend(own.map(|event| (at, event)));
    }
    Ok(told)
}

/// What the index knows of a trace, and the block that comes next.
async fn indexed(shared: &Shared, trace: H256) -> Result<(Vec<(Time, Event)>, u64), Failure> {
    loop {
        let next = shared.index.next_block().await?;
        let told = shared.index.told_of(Hash(trace)).await?;
        // Otherwise it took in more in between, and what of that is in there cannot be told.
        if shared.index.next_block().await? == next {
            return Ok((told, next));
        }
    }
}

//! Reading a chain into the index.

use super::{error::IndexError, Hash, Index, Traces};
use crate::{
    alloy_sol_types::SolCall,
    events::{read_all, Event, Page, Told},
    interface::IAnswerable::{officeCall, traceCall, Office},
    Answerable, Block, CallError, Chain, ChainError, H256,
};
use futures::{stream, StreamExt, TryStreamExt};
use std::time::Duration;

/// Blocks come seconds apart, except on nodes for development.
const PAUSE: Duration = Duration::from_millis(200);
/// A node that is being restarted is asked again after so long.
const LOST: Duration = Duration::from_millis(500);
/// So many blocks are read at once while there are many to read, so many before they are taken in, and about so many
/// events are taken in together.
const AT_ONCE: usize = 32;
const BLOCKS: u64 = 256;
const EVENTS: usize = 10_000;

/// What was taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The first and the last block.
    pub first: u64,
    pub last: Block,
    /// How many events there were.
    pub events: usize,
    /// The chain's last final block.
    pub head: u64,
}

/// Takes in one block of the chain after the other, each once, and tells what was taken in. Ends with an error only: a
/// lost connection is none.
pub async fn follow<C: Chain>(
    chain: &C,
    index: &Index,
    mut on_applied: impl FnMut(&Applied),
) -> Result<(), IndexError> {
    loop {
        match step(chain, index).await {
            Ok(Some(applied)) => on_applied(&applied),
            Ok(None) => tokio::time::sleep(PAUSE).await,
            Err(error) if is_lost(&error) => tokio::time::sleep(LOST).await,
            Err(error) => return Err(error),
        }
    }
}

/// Whether the same may go well a little later.
fn is_lost(error: &IndexError) -> bool {
    match error {
        IndexError::Chain(error) => may_pass(error),
        IndexError::Call(CallError::Chain(error)) => may_pass(error),
        _ => false,
    }
}

fn may_pass(error: &ChainError) -> bool {
    matches!(
        error,
        ChainError::ConnectionLost { .. } | ChainError::Unreachable { .. }
    )
}

/// Takes in the blocks that are there, but not too many at once.
pub(super) async fn step<C: Chain>(
    chain: &C,
    index: &Index,
) -> Result<Option<Applied>, IndexError> {
    let head = chain.block().await?;
    let next = index.next_block().await?;
    same_chain(chain, index, head).await?;
    if next > head.number {
        return Ok(None);
    }
    let last = head.number.min(next.saturating_add(BLOCKS));
    let pages = stream::iter(next..=last).map(|number| page(chain, index, number));
    let pages: Vec<Option<Page>> = pages.buffered(AT_ONCE).try_collect().await?;
    let pages: Vec<Page> = pages.into_iter().map_while(|page| page).collect();
    let (Some(first), Some(last)) = (pages.first(), pages.last()) else {
        return Ok(None);
    };
    if let Some(block) = pages.iter().find(|page| is_first(page)) {
        index
            .begin(&office(chain, index, block.block).await?)
            .await?;
    }
    for some in together(&pages) {
        let traces = contents(chain, index, some).await?;
        index.apply(some, &traces).await?;
    }
    Ok(Some(Applied {
        first: first.block.number,
        last: last.block,
        events: pages.iter().map(|page| page.told.len()).sum(),
        head: head.number,
    }))
}

/// Blocks in lots of no more events than fit a transaction well, or of one block.
fn together(pages: &[Page]) -> impl Iterator<Item = &[Page]> {
    let mut events = 0_usize;
    pages.chunk_by(move |page, next| {
        events = events.saturating_add(page.told.len());
        let fits = events.saturating_add(next.told.len()) <= EVENTS;
        if !fits {
            events = 0;
        }
        fits
    })
}

/// Whether the contract was deployed in this block: its constructor adds the first terms.
fn is_first(page: &Page) -> bool {
    let first = |told: &Told| matches!(&told.event, Event::TermsAdded(it) if it.terms == 1);
    page.told.iter().any(first)
}

/// What the constructor was given. Where the chain does not keep so old a state, what the office is now.
async fn office<C: Chain>(chain: &C, index: &Index, block: Block) -> Result<Office, IndexError> {
    let instance = Answerable::at(chain, index.subject.contract);
    let act = instance.act(&officeCall {});
    let (function, arguments) = chain.codec().dry_run([0; 32], &act, 0, None);
    let answer = match chain.runtime_api_at(block, function, arguments).await {
        Err(error) if may_pass(&error) => return Err(error.into()),
        answer => answer.ok(),
    };
    let tried = answer.and_then(|answer| chain.codec().read_dry_run(&act, &answer).ok());
    let data = tried.and_then(|tried| tried.returned().ok());
    match data.and_then(|data| officeCall::abi_decode_returns(&data).ok()) {
        Some(office) => Ok(office),
        None => Ok(instance.view(&officeCall {}).await?),
    }
}

/// Whether the chain still has the block that was taken in last.
async fn same_chain<C: Chain>(chain: &C, index: &Index, head: Block) -> Result<(), IndexError> {
    let Some((first, known)) = index.ends().await? else {
        return Ok(());
    };
    // A node that was started anew may have to catch up itself, or be of another chain altogether.
    let known = if head.number < known.number {
        first
    } else {
        known
    };
    let found = if head.number == known.number {
        Some(head)
    } else {
        chain.final_block(known.number).await?
    };
    match found {
        Some(found) if found.hash != known.hash => Err(IndexError::OtherHistory {
            block: known.number,
            known: Hash(known.hash),
            found: Hash(found.hash),
        }),
        _ => Ok(()),
    }
}

async fn page<C: Chain>(chain: &C, index: &Index, number: u64) -> Result<Option<Page>, IndexError> {
    let Some(block) = chain.final_block(number).await? else {
        return Ok(None);
    };
    let logs = chain.emitted(block).await?;
    let told = read_all(logs, index.subject.contract)?;
    Ok(Some(Page { block, told }))
}

/// What the traces say that were recorded or opened.
async fn contents<C: Chain>(
    chain: &C,
    index: &Index,
    pages: &[Page],
) -> Result<Traces, IndexError> {
    let instance = Answerable::at(chain, index.subject.contract);
    let events = pages.iter().flat_map(|page| &page.told);
    let ids = events.filter_map(|told| match &told.event {
        Event::Recorded(it) => Some(it.trace),
        Event::Opened(it) => Some(it.trace),
        _ => None,
    });
    let ids: Vec<_> = ids.collect();
    let read = ids.into_iter().map(|trace| {
        let instance = &instance;
        async move {
            let content = instance.view(&traceCall { trace }).await?;
            Ok::<_, IndexError>((H256(trace.0), content))
        }
    });
    stream::iter(read)
        .buffer_unordered(AT_ONCE)
        .try_collect()
        .await
}

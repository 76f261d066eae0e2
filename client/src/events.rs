//! What an instance tells of, block after final block.
//!
//! Only final blocks are read, so nothing that was told is ever taken back.
//!
//! ```
//! # async fn example() -> Result<(), answerable_client::ChainError> {
//! use answerable_client::{events::{Event, Follow}, Rpc, H160};
//!
//! let chain = Rpc::connect("ws://127.0.0.1:9944").await?;
//! let mut follow = Follow::from(&chain, H160::zero(), 1);
//! loop {
//!     // A lost connection is an error, after which the same block is asked for again.
//!     let page = follow.next().await?;
//!     for told in page.told {
//!         if let Event::Called(called) = told.event {
//!             println!("{} answers for fault {}", called.surety, called.fault);
//!         }
//!     }
//!     // To go on from here after a restart, keep `follow.next_block()`.
//! }
//! # }
//! ```

use crate::{Block, Chain, ChainError, Log, H160};
use alloy_sol_types::{private::B256, SolEventInterface};
use std::time::Duration;

pub use crate::interface::IAnswerable::IAnswerableEvents as Event;

/// Blocks come seconds apart, except on nodes for development.
const PAUSE: Duration = Duration::from_millis(200);

/// An event of an instance.
#[derive(Clone, Debug)]
pub struct Told {
    pub event: Event,
    /// The same as the chain has it.
    pub log: Log,
}

/// What an instance told of in one final block, which may be nothing.
#[derive(Clone, Debug)]
pub struct Page {
    pub block: Block,
    pub told: Vec<Told>,
}

/// Reads block after block. Each is read once: what fails is repeated from where it failed.
pub struct Follow<'chain, C> {
    chain: &'chain C,
    contract: H160,
    next: u64,
}

impl<'chain, C: Chain> Follow<'chain, C> {
    /// What `contract` tells of from this block on.
    pub fn from(chain: &'chain C, contract: H160, block: u64) -> Self {
        Self {
            chain,
            contract,
            next: block,
        }
    }

    /// The block that comes next.
    pub fn next_block(&self) -> u64 {
        self.next
    }

    /// The next block, if it is final already.
    pub async fn ready(&mut self) -> Result<Option<Page>, ChainError> {
        let Some(block) = self.chain.final_block(self.next).await? else {
            return Ok(None);
        };
        let logs = self.chain.emitted(block).await?;
        let told = read_all(logs, self.contract)?;
        self.next = self.next.saturating_add(1);
        Ok(Some(Page { block, told }))
    }

    /// The next block, once it is final.
    pub async fn next(&mut self) -> Result<Page, ChainError> {
        loop {
            if let Some(page) = self.ready().await? {
                return Ok(page);
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}

/// Those of the logs that are `contract`'s.
pub fn read_all(logs: Vec<Log>, contract: H160) -> Result<Vec<Told>, ChainError> {
    let own = logs.into_iter().filter(|log| log.contract == contract);
    own.map(|log| {
        let event = read(&log)?;
        Ok(Told { event, log })
    })
    .collect()
}

/// What a log of an instance says.
pub fn read(log: &Log) -> Result<Event, ChainError> {
    let topics: Vec<B256> = log.topics.iter().map(|topic| topic.0.into()).collect();
    Event::decode_raw_log(&topics, &log.data).map_err(|_| ChainError::Undecodable {
        reason: format!(
            "an event of {:?}; that contract is of another version than this program",
            log.contract
        ),
    })
}

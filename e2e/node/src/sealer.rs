//! Makes the blocks: for transactions as they come or at an interval, and when asked to.

use std::{sync::Arc, time::Duration};

use codec::Decode;
use futures::{FutureExt, StreamExt};
use polkadot_sdk::{
    sc_basic_authorship::ProposerFactory,
    sc_client_api::StorageProvider,
    sc_consensus::{
        BlockImport, BlockImportParams, ForkChoiceStrategy, ImportResult, StateAction,
        StorageChanges,
    },
    sc_transaction_pool_api::{ChainEvent, MaintainedTransactionPool, TransactionPool},
    sp_blockchain::HeaderBackend,
    sp_consensus::{BlockOrigin, Environment, ProposeArgs, Proposer},
    sp_core::traits::SpawnNamed,
    sp_crypto_hashing::twox_128,
    sp_inherents::InherentDataProvider,
    sp_runtime::traits::{Block as _, Header as _},
    sp_storage::StorageKey,
};
use serde::Serialize;
use tokio::{
    sync::{mpsc, oneshot},
    time::{interval, Interval, MissedTickBehavior},
};

use crate::{
    clock::{Clock, Millis},
    runtime_api::Hash,
    service::{Client, Pool},
};

/// How long building one block may take.
const MAX_PROPOSAL: Duration = Duration::from_secs(30);

/// A block just made. The time is in seconds, as contracts see it.
#[derive(Clone, Debug, Serialize)]
pub struct Sealed {
    pub number: u32,
    pub hash: Hash,
    pub timestamp: u64,
}

/// What the RPC server asks for. The answer is the last block made for it.
pub enum Order {
    Mine(u32),
    IncreaseTime(u64),
    SetTime(u64),
}

type Answer = oneshot::Sender<Result<Sealed, String>>;
pub type Orders = mpsc::Sender<(Order, Answer)>;

pub struct Sealer {
    client: Arc<Client>,
    pool: Arc<Pool>,
    proposers: ProposerFactory<Pool, Client>,
    clock: Clock,
}

impl Sealer {
    pub fn new(
        client: Arc<Client>,
        pool: Arc<Pool>,
        tasks: impl SpawnNamed + 'static,
    ) -> Result<Self, String> {
        let proposers = ProposerFactory::new(tasks, client.clone(), pool.clone(), None, None);
        let clock = Clock::resume(last_timestamp(&client)?);
        Ok(Self {
            client,
            pool,
            proposers,
            clock,
        })
    }

    /// Seals until the node stops.
    pub async fn run(
        mut self,
        block_time: Option<Duration>,
        mut orders: mpsc::Receiver<(Order, Answer)>,
    ) {
        let mut transactions = self.pool.import_notification_stream();
        let mut ticks = block_time.map(ticks);
        loop {
            let sealed = tokio::select! {
                order = orders.recv() => match order {
                    Some((order, answer)) => {
                        self.carry_out(order, answer).await;
                        Ok(())
                    }
                    None => return,
                },
                () = next_tick(&mut ticks) => self.seal().await.map(drop),
                Some(_) = transactions.next(), if block_time.is_none() => {
                    // What arrived meanwhile goes into the same block.
                    while let Some(Some(_)) = transactions.next().now_or_never() {}
                    self.seal_ready().await
                }
            };
            if let Err(sentence) = sealed {
                log::error!(target: "answerable", "{sentence}");
            }
        }
    }

    async fn carry_out(&mut self, order: Order, answer: Answer) {
        let result = match self.prepare(&order) {
            Ok(blocks) => self.mine(blocks, &answer).await,
            Err(sentence) => Err(sentence),
        };
        let _ = answer.send(result);
    }

    /// Moves the clock if asked to, and says how many blocks are wanted. A moved clock takes one,
    /// because dry runs see the time of the last block.
    fn prepare(&mut self, order: &Order) -> Result<u32, String> {
        let last_block = last_timestamp(&self.client)?;
        match *order {
            Order::Mine(blocks) => return Ok(blocks),
            Order::IncreaseTime(seconds) => self.clock.increase(seconds, last_block)?,
            Order::SetTime(seconds) => self.clock.set(seconds, last_block)?,
        }
        Ok(1)
    }

    /// Makes at least one block, and stops early when nobody waits for the answer any more.
    async fn mine(&mut self, blocks: u32, answer: &Answer) -> Result<Sealed, String> {
        let mut sealed = self.seal().await?;
        for _ in 1..blocks {
            if answer.is_closed() {
                break;
            }
            sealed = self.seal().await?;
        }
        Ok(sealed)
    }

    /// Seals blocks until none of the waiting transactions fits into another one.
    async fn seal_ready(&mut self) -> Result<(), String> {
        while self.pool.status().ready > 0 && self.try_seal(Empty::Leave).await?.is_some() {}
        Ok(())
    }

    /// Seals one block, with or without transactions.
    pub async fn seal(&mut self) -> Result<Sealed, String> {
        let sealed = self.try_seal(Empty::Seal).await?;
        Ok(sealed.expect("an empty block is sealed too"))
    }

    async fn try_seal(&mut self, empty: Empty) -> Result<Option<Sealed>, String> {
        let parent = self.client.info().best_hash;
        let parent = self
            .client
            .header(parent)
            .map_err(failed)?
            .ok_or_else(|| failed("the last block is missing"))?;
        let time = self.clock.next(last_timestamp(&self.client)?);
        let inherent_data = sp_timestamp::InherentDataProvider::new(time.into())
            .create_inherent_data()
            .await
            .map_err(failed)?;

        let proposal = self
            .proposers
            .init(&parent)
            .await
            .map_err(failed)?
            .propose(ProposeArgs {
                inherent_data,
                max_duration: MAX_PROPOSAL,
                ..Default::default()
            })
            .await
            .map_err(failed)?;
        if empty == Empty::Leave && proposal.block.extrinsics().len() <= INHERENTS {
            return Ok(None);
        }

        let (header, body) = proposal.block.deconstruct();
        let (number, hash) = (*header.number(), header.hash());
        let mut block = BlockImportParams::new(BlockOrigin::Own, header);
        block.body = Some(body);
        block.finalized = true;
        block.fork_choice = Some(ForkChoiceStrategy::LongestChain);
        block.state_action =
            StateAction::ApplyChanges(StorageChanges::Changes(proposal.storage_changes));
        match self.client.import_block(block).await.map_err(failed)? {
            ImportResult::Imported(_) => {}
            other => return Err(failed(format!("{other:?}"))),
        }

        // Told here rather than by a task of its own, so that the pool is in step when the block is
        // reported.
        self.pool
            .maintain(ChainEvent::NewBestBlock {
                hash,
                tree_route: None,
            })
            .await;
        self.pool
            .maintain(ChainEvent::Finalized {
                hash,
                tree_route: Arc::new([]),
            })
            .await;
        Ok(Some(Sealed {
            number,
            hash,
            timestamp: time / 1_000,
        }))
    }
}

/// What to do with a block that has no transactions.
#[derive(Clone, Copy, PartialEq)]
enum Empty {
    Seal,
    Leave,
}

/// The timestamp is the one extrinsic that no account sent.
const INHERENTS: usize = 1;

/// The time of the last block, as the timestamp pallet stores it; 0 at genesis.
pub fn last_timestamp(client: &Client) -> Result<Millis, String> {
    let key = [twox_128(b"Timestamp"), twox_128(b"Now")].concat();
    let value = client
        .storage(client.info().best_hash, &StorageKey(key))
        .map_err(failed)?;
    match value {
        Some(value) => Millis::decode(&mut &value.0[..]).map_err(failed),
        None => Ok(0),
    }
}

fn ticks(every: Duration) -> Interval {
    let mut ticks = interval(every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}

async fn next_tick(ticks: &mut Option<Interval>) {
    match ticks {
        Some(ticks) => drop(ticks.tick().await),
        None => std::future::pending().await,
    }
}

fn failed(reason: impl ToString) -> String {
    format!("The block could not be made: {}.", reason.to_string())
}

//! Makes the blocks: for transactions as they come or at an interval, and when asked to. Each is final at once, or
//! when so many others follow it as was asked for; until then others may take its place.

use std::{sync::Arc, time::Duration};

use codec::Decode;
use futures::{FutureExt, StreamExt};
use polkadot_sdk::{
    sc_basic_authorship::ProposerFactory,
    sc_client_api::{Finalizer, StorageProvider},
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
    time::{interval_at, Instant, Interval, MissedTickBehavior},
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
    Reorganise(u32),
}

type Answer = oneshot::Sender<Result<Sealed, String>>;
pub type Orders = mpsc::Sender<(Order, Answer)>;

pub struct Sealer {
    client: Arc<Client>,
    pool: Arc<Pool>,
    proposers: ProposerFactory<Pool, Client>,
    clock: Clock,
    /// How many blocks follow one until it is final.
    final_after: u32,
}

impl Sealer {
    pub fn new(
        client: Arc<Client>,
        pool: Arc<Pool>,
        tasks: impl SpawnNamed + 'static,
        final_after: u32,
    ) -> Result<Self, String> {
        let proposers = ProposerFactory::new(tasks, client.clone(), pool.clone(), None, None);
        let clock = Clock::resume(timestamp_at(&client, client.info().best_hash)?);
        Ok(Self {
            client,
            pool,
            proposers,
            clock,
            final_after,
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
        let result = match order {
            Order::Mine(blocks) => self.mine(blocks, &answer).await,
            Order::IncreaseTime(by) => self.moved(|clock, last| clock.increase(by, last)).await,
            Order::SetTime(to) => self.moved(|clock, last| clock.set(to, last)).await,
            Order::Reorganise(blocks) => self.reorganise(blocks).await,
        };
        let _ = answer.send(result);
    }

    /// Moves the clock, and makes a block, because dry runs see the time of the last one.
    async fn moved(
        &mut self,
        how: impl FnOnce(&mut Clock, Millis) -> Result<(), String>,
    ) -> Result<Sealed, String> {
        let last_block = timestamp_at(&self.client, self.client.info().best_hash)?;
        how(&mut self.clock, last_block)?;
        self.seal().await
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

    /// Puts empty blocks in place of the last ones, and one more, so that theirs is the longer chain. Transactions
    /// that were in the others wait again.
    async fn reorganise(&mut self, blocks: u32) -> Result<Sealed, String> {
        let chain = self.client.info();
        let open = chain.best_number - chain.finalized_number;
        if blocks > open {
            return Err(format!(
                "Blocks that are not final: {open}. What is final stays; start the node with --final-after to have \
                 more that are not."
            ));
        }
        let parent = self.block_hash(chain.best_number - blocks)?;
        let mut sealed = self.seal_empty(parent).await?;
        for _ in 0..blocks {
            sealed = self.seal_empty(sealed.hash).await?;
        }
        Ok(sealed)
    }

    async fn seal_empty(&mut self, parent: Hash) -> Result<Sealed, String> {
        let sealed = self.seal_on(parent, Content::Nothing).await?;
        Ok(sealed.expect("an empty block is sealed too"))
    }

    /// Seals blocks until none of the waiting transactions fits into another one.
    async fn seal_ready(&mut self) -> Result<(), String> {
        while self.pool.status().ready > 0 {
            let best = self.client.info().best_hash;
            if self.seal_on(best, Content::Transactions).await?.is_none() {
                break;
            }
        }
        Ok(())
    }

    /// Seals one block, with or without transactions.
    pub async fn seal(&mut self) -> Result<Sealed, String> {
        let best = self.client.info().best_hash;
        let sealed = self.seal_on(best, Content::Anything).await?;
        Ok(sealed.expect("an empty block is sealed too"))
    }

    async fn seal_on(&mut self, parent: Hash, content: Content) -> Result<Option<Sealed>, String> {
        let before = self.client.info();
        // Where others are replaced, time does not go back either.
        let last = timestamp_at(&self.client, parent)?;
        let time = self
            .clock
            .next(last.max(timestamp_at(&self.client, before.best_hash)?));
        let parent = self
            .client
            .header(parent)
            .map_err(failed)?
            .ok_or_else(|| failed("the last block is missing"))?;
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
                block_size_limit: (content == Content::Nothing).then_some(0),
                ..Default::default()
            })
            .await
            .map_err(failed)?;
        if content == Content::Transactions && proposal.block.extrinsics().len() <= INHERENTS {
            return Ok(None);
        }

        let (header, body) = proposal.block.deconstruct();
        let (number, hash) = (*header.number(), header.hash());
        let mut block = BlockImportParams::new(BlockOrigin::Own, header);
        block.body = Some(body);
        block.finalized = self.final_after == 0;
        block.fork_choice = Some(ForkChoiceStrategy::LongestChain);
        block.state_action =
            StateAction::ApplyChanges(StorageChanges::Changes(proposal.storage_changes));
        match self.client.import_block(block).await.map_err(failed)? {
            ImportResult::Imported(_) => {}
            other => return Err(failed(format!("{other:?}"))),
        }
        if self.client.info().best_hash == hash {
            self.announce(before.finalized_number).await?;
        }
        Ok(Some(Sealed {
            number,
            hash,
            timestamp: time / 1_000,
        }))
    }

    /// Tells the pool of the best block and of those that are final now. Done here rather than by a task of its own, so
    /// that the pool is in step when the block is reported.
    async fn announce(&self, final_before: u32) -> Result<(), String> {
        let best = self.client.info();
        self.pool
            .maintain(ChainEvent::NewBestBlock {
                hash: best.best_hash,
                tree_route: None,
            })
            .await;
        let final_now = best.best_number.saturating_sub(self.final_after);
        if final_now <= final_before {
            return Ok(());
        }
        let hash = self.block_hash(final_now)?;
        if final_now > best.finalized_number {
            self.client
                .finalize_block(hash, None, true)
                .map_err(failed)?;
        }
        let between = (final_before + 1..final_now).map(|number| self.block_hash(number));
        self.pool
            .maintain(ChainEvent::Finalized {
                hash,
                tree_route: between.collect::<Result<_, _>>()?,
            })
            .await;
        Ok(())
    }

    fn block_hash(&self, number: u32) -> Result<Hash, String> {
        let hash = self.client.hash(number).map_err(failed)?;
        hash.ok_or_else(|| failed(format!("block {number} is missing")))
    }
}

/// What a block is to hold.
#[derive(Clone, Copy, PartialEq)]
enum Content {
    /// What waits; there is no block without any of it.
    Transactions,
    /// What waits, if anything does.
    Anything,
    Nothing,
}

/// The timestamp is the one extrinsic that no account sent.
const INHERENTS: usize = 1;

/// The time of a block, as the timestamp pallet stores it; 0 at genesis.
fn timestamp_at(client: &Client, block: Hash) -> Result<Millis, String> {
    let key = [twox_128(b"Timestamp"), twox_128(b"Now")].concat();
    let value = client.storage(block, &StorageKey(key)).map_err(failed)?;
    match value {
        Some(value) => Millis::decode(&mut &value.0[..]).map_err(failed),
        None => Ok(0),
    }
}

fn ticks(every: Duration) -> Interval {
    let mut ticks = interval_at(Instant::now() + every, every);
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

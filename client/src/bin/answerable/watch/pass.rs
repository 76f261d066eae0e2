//! One look at the chain after the other.

use super::{
    calls::Scan,
    clock::Clock,
    courier::Couriers,
    hook::{Hooks, Way},
    kept::{Keeper, Kept, Parcel},
    notice::Notice,
    promises,
};
use crate::{progress, session::Session};
use answerable_client::{
    alloy_sol_types::private::Address, events::Follow, Answerable, AnyChain, Block, Chain,
    ChainError, H160,
};
use anyhow::bail;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

/// How soon we look for a new block.
const PAUSE: Duration = Duration::from_millis(300);
/// So far behind, what calls now is looked up first, and again and again until the present is reached.
const FAR_BEHIND: u64 = 100;
/// Of several nodes behind one address, one may be a little behind the others.
const LAG: Duration = Duration::from_secs(15);
const BETWEEN_SCANS: Duration = Duration::from_secs(60);
/// How often it is written down how far one has come.
const BETWEEN_SAVES: Duration = Duration::from_secs(2);
/// How long something is delivered that has no deadline, in seconds.
const DAY: u64 = 86_400;

pub struct Watcher {
    pub contract: H160,
    pub account: H160,
    pub json: bool,
    pub once: bool,
    /// The block to begin with where nothing is remembered.
    pub first: u64,
    pub hooks: Hooks,
    pub couriers: Couriers,
    pub clock: Arc<Clock>,
    pub keeper: Arc<Keeper>,
    pub told_summary: bool,
    pub saved: Option<Instant>,
}

impl Watcher {
    pub(super) fn me(&self) -> Address {
        self.account.0.into()
    }

    /// Goes on until something is wrong, or, if it is to be done once, until nothing is due.
    pub async fn watch(&mut self, session: &Session) -> anyhow::Result<()> {
        let chain = &session.chain;
        let contract = &Answerable::at(chain, self.contract);
        let mut scan = Scan::default();
        self.is_the_same_chain(chain).await?;
        self.recheck(contract, chain).await?;
        let mut lagging = None;
        loop {
            let head = self.head(chain).await?;
            if head.number.saturating_add(1) < self.keeper.kept().next {
                if lagging.get_or_insert_with(Instant::now).elapsed() > LAG {
                    self.is_the_same_chain(chain).await?;
                }
            } else {
                lagging = None;
            }
            self.read_up_to(head, contract, chain, &mut scan).await?;
            self.tell_what_is_due(contract, chain, head).await?;
            let (looked, notices) =
                promises::look(contract, chain, &self.keeper, self.account, head).await?;
            self.tell(notices)?;
            if looked == 0 && !self.told_summary {
                self.summarise(contract, chain, head).await?;
            }
            self.write_down();
            self.couriers.send_out();
            let is_present = looked == 0 && self.keeper.kept().next > head.number;
            if is_present && self.once {
                return Ok(());
            }
            if is_present {
                tokio::time::sleep(PAUSE).await;
            }
        }
    }

    pub(super) async fn head(&self, chain: &AnyChain) -> Result<Block, ChainError> {
        let head = chain.block().await?;
        self.clock.see(head.time_ms / 1_000);
        Ok(head)
    }

    /// What was remembered is of this chain, and the chain has not gone back.
    async fn is_the_same_chain(&self, chain: &AnyChain) -> anyhow::Result<()> {
        let (next, last) = {
            let kept = self.keeper.kept();
            (kept.next, kept.last.clone())
        };
        let Some(last) = last else { return Ok(()) };
        let number = next.saturating_sub(1);
        let file = self.keeper.file().display();
        match chain.final_block(number).await {
            // It cannot be compared any more.
            Err(ChainError::Forgotten { .. }) => Ok(()),
            Err(error) => Err(error.into()),
            Ok(None) => bail!(
                "block {number} was read already, and the chain only has {}; wait until the node is where it was, or, if the chain began anew, delete {file}",
                chain.block().await?.number
            ),
            Ok(Some(block)) if format!("{:?}", block.hash) != last => bail!(
                "block {number} is not the one that was read; this is another chain than before: delete {file} to begin anew"
            ),
            Ok(Some(_)) => Ok(()),
        }
    }

    async fn read_up_to(
        &mut self,
        head: Block,
        contract: &Answerable<'_, AnyChain>,
        chain: &AnyChain,
        scan: &mut Scan,
    ) -> anyhow::Result<()> {
        let mut next = {
            let mut kept = self.keeper.kept();
            if kept.next == 0 {
                kept.next = self.first;
            }
            kept.next
        };
        let behind = head.number.saturating_add(1).saturating_sub(next);
        let settled = self.keeper.kept().settled;
        let bar = (behind > FAR_BEHIND).then(|| progress::waiting("reading what happened"));
        if !settled || behind > FAR_BEHIND {
            self.scan(contract, chain, scan).await?;
        }
        while next <= head.number {
            let mut follow = Follow::from(chain, self.contract, next);
            let page = match follow.ready().await {
                Ok(Some(page)) => page,
                Ok(None) => break,
                Err(ChainError::Forgotten { .. }) => {
                    next = self.leave_out(chain, next, head).await?;
                    self.scan(contract, chain, scan).await?;
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            next = follow.next_block();
            let calls = {
                let mut kept = self.keeper.kept();
                let notices = kept.read(&page, self.me());
                if settled {
                    self.put(&mut kept, notices)?;
                }
                settled && kept.cases.values().any(|case| case.stands && !case.told)
            };
            if calls {
                self.tell_what_is_due(contract, chain, head).await?;
            }
            if self
                .saved
                .is_none_or(|saved| saved.elapsed() > BETWEEN_SAVES)
            {
                self.write_down();
                self.couriers.send_out();
            }
            if scan.last.is_some_and(|last| last.elapsed() > BETWEEN_SCANS) {
                self.scan(contract, chain, scan).await?;
            }
        }
        scan.last = None;
        self.keeper.kept().settled = true;
        if let Some(bar) = bar {
            bar.finish_and_clear();
        }
        Ok(())
    }

    /// The node does not know any more what happened from `next` on. Goes on where it does.
    async fn leave_out(&mut self, chain: &AnyChain, next: u64, head: Block) -> anyhow::Result<u64> {
        let (mut gone, mut known) = (next, head.number.saturating_add(1));
        while gone.saturating_add(1) < known {
            let middle = gone.midpoint(known);
            let mut follow = Follow::from(chain, self.contract, middle);
            match follow.ready().await {
                Ok(_) => known = middle,
                Err(ChainError::Forgotten { .. }) => gone = middle,
                Err(error) => return Err(error.into()),
            }
        }
        anstream::eprintln!(
            "the node no longer knows the blocks from {next} to {gone}; every fault is looked at instead, but what was pledged there is not listed: ask an archive node for that"
        );
        let mut kept = self.keeper.kept();
        kept.next = known;
        kept.last = None;
        Ok(known)
    }

    pub(super) fn tell(&self, notices: Vec<Notice>) -> anyhow::Result<()> {
        self.put(&mut self.keeper.kept(), notices)
    }

    /// Prints notices, and makes parcels of those that are delivered.
    pub(super) fn put(&self, kept: &mut Kept, notices: Vec<Notice>) -> anyhow::Result<()> {
        let out = &mut anstream::stdout().lock();
        for notice in notices {
            notice.write(out, self.json, self.contract, self.account)?;
            let (run, post) = (self.hooks.has(Way::Run), self.hooks.has(Way::Post));
            if notice.is_delivered() && (run || post) {
                let notice = notice.as_json(self.contract, self.account);
                let until = match notice.get("left").and_then(|left| left.as_u64()) {
                    Some(1..) => notice.get("deadline").and_then(|it| it.as_u64()),
                    _ => None,
                };
                let parcel = Parcel {
                    notice,
                    until: until.unwrap_or(self.clock.now().saturating_add(DAY)),
                    run,
                    post,
                };
                kept.changed = true;
                kept.parcels = kept.parcels.saturating_add(1);
                let id = kept.parcels;
                kept.owed.insert(id, parcel);
            }
        }
        Ok(())
    }

    /// A disk that is full must not keep a call from being delivered.
    pub(super) fn write_down(&mut self) {
        let late = self
            .saved
            .is_none_or(|saved| saved.elapsed() > BETWEEN_SAVES);
        let due = {
            let kept = self.keeper.kept();
            kept.changed || (kept.moved && late)
        };
        if !due {
            return;
        }
        self.saved = Some(Instant::now());
        if let Err(error) = self.keeper.save() {
            anstream::eprintln!("{error:#}; after a restart some of this may be told again");
        }
    }
}

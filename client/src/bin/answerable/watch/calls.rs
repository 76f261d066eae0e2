//! Which faults call: asked of the contract, whenever something may have changed.

use super::{
    pass::Watcher,
    review::{self, Seen},
    summary::summary,
};
use answerable_client::{interface::IAnswerable, Answerable, AnyChain, Block};
use std::{collections::BTreeSet, time::Instant};

/// Faults that were looked at because not all that happened to them was read.
#[derive(Default)]
pub struct Scan {
    /// All up to this one.
    upto: u64,
    open: BTreeSet<u64>,
    pub last: Option<Instant>,
}

impl Watcher {
    /// What called when this was stopped may not call any more.
    pub(super) async fn recheck(
        &mut self,
        contract: &Answerable<'_, AnyChain>,
        chain: &AnyChain,
    ) -> anyhow::Result<()> {
        let head = self.head(chain).await?;
        let cases: Vec<u64> = self.keeper.kept().cases.keys().copied().collect();
        for fault in cases {
            self.review(contract, chain, fault, head).await?;
        }
        Ok(())
    }

    /// Looks at every fault that may be open, whatever was read.
    pub(super) async fn scan(
        &mut self,
        contract: &Answerable<'_, AnyChain>,
        chain: &AnyChain,
        scan: &mut Scan,
    ) -> anyhow::Result<()> {
        let head = self.head(chain).await?;
        let faults = contract.view(&IAnswerable::totalsCall {}).await?.faults;
        let new = scan.upto.saturating_add(1)..=faults;
        let open = std::mem::take(&mut scan.open);
        for fault in new.rev().chain(open) {
            if self.review(contract, chain, fault, head).await? {
                scan.open.insert(fault);
            }
        }
        scan.upto = faults;
        scan.last = Some(Instant::now());
        self.write_down();
        self.couriers.send_out();
        Ok(())
    }

    /// Looks at a fault, tells what is due of it, and says whether it is open.
    async fn review(
        &mut self,
        contract: &Answerable<'_, AnyChain>,
        chain: &AnyChain,
        fault: u64,
        head: Block,
    ) -> anyhow::Result<bool> {
        let Some(seen) = review::look(contract, chain, fault, self.account, head).await? else {
            return Ok(true);
        };
        let mut kept = self.keeper.kept();
        let notice = kept.review(&seen, self.me(), self.clock.now());
        self.put(&mut kept, notice.into_iter().collect())?;
        Ok(seen.is_open())
    }

    pub(super) async fn tell_what_is_due(
        &mut self,
        contract: &Answerable<'_, AnyChain>,
        chain: &AnyChain,
        head: Block,
    ) -> anyhow::Result<()> {
        let now = self.clock.now();
        let due: Vec<u64> = {
            let kept = self.keeper.kept();
            let due = kept.cases.iter().filter(|(_, it)| it.is_due(now, head));
            due.map(|(fault, _)| *fault).collect()
        };
        for fault in &due {
            self.review(contract, chain, *fault, head).await?;
        }
        if !due.is_empty() {
            self.write_down();
            self.couriers.send_out();
        }
        Ok(())
    }

    pub(super) async fn summarise(
        &mut self,
        contract: &Answerable<'_, AnyChain>,
        chain: &AnyChain,
        head: Block,
    ) -> anyhow::Result<()> {
        let standing: Vec<u64> = {
            let kept = self.keeper.kept();
            let standing = kept.cases.iter().filter(|(_, case)| case.stands);
            standing.map(|(fault, _)| *fault).collect()
        };
        let mut calls: Vec<Seen> = Vec::new();
        for fault in standing {
            let seen = review::look(contract, chain, fault, self.account, head).await?;
            calls.extend(seen.filter(|seen| seen.calls(self.me())));
        }
        let now = self.clock.now();
        let told = summary(contract, &self.keeper, &calls, self.account, head, now).await?;
        self.tell(vec![told])?;
        self.told_summary = true;
        Ok(())
    }
}

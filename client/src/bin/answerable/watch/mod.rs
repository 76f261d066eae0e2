//! `answerable watch`

mod calls;
mod clock;
mod courier;
mod hook;
mod kept;
mod notice;
mod pass;
mod promises;
mod reading;
mod review;
mod summary;

use crate::{
    session::{Common, Session},
    stop::Stop,
};
use answerable_client::{CallError, Chain, ChainError, H160};
use anyhow::ensure;
use clap::Args;
use clock::Clock;
use courier::Couriers;
use hook::Hooks;
use kept::Keeper;
use pass::Watcher;
use std::{sync::Arc, time::Duration};

/// How soon a chain that does not answer is asked again.
const PAUSE: Duration = Duration::from_secs(1);

/// Watch what an account answers for, and be told in time when a fault calls it.
///
/// Goes on where it stopped the last time, and ends when it is told to, by Ctrl-C or SIGTERM. docs/watch.md tells how
/// to run it as a service, and what is delivered when.
#[derive(Args)]
pub struct Watch {
    /// The surety: an address, a native account, or a development account such as alice.
    #[arg(long = "as", value_name = "ACCOUNT", value_parser = crate::given::address)]
    account: H160,
    /// Run this by `sh -c` for each notice about a fault; the notice is on its standard input, as JSON.
    #[arg(long, value_name = "COMMAND", help_heading = "Delivery")]
    run: Option<String>,
    /// Post each notice about a fault to this address, as JSON.
    #[arg(long, value_name = "URL", value_parser = hook::address, help_heading = "Delivery")]
    post: Option<String>,
    /// How long one attempt to deliver may take, such as 30s.
    #[arg(long, value_name = "SPAN", value_parser = crate::given::span, default_value = "30s", help_heading = "Delivery")]
    timeout: u32,
    /// Do what is due now, and end.
    #[arg(long)]
    once: bool,
    /// The block in which the contract was deployed, for the first time that this account is watched [default: as
    /// configured, or 1].
    #[arg(long, value_name = "BLOCK")]
    since: Option<u64>,
}

impl Watch {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let network = common.network()?;
        ensure!(
            network.chain != "embedded",
            "the embedded chain ends with this program, and nothing happens on it; start a node with scripts/dev and name it with --chain dev"
        );
        let mut stop = Stop::new()?;
        let mut session = common.open().await?;
        let contract = session.contract().await?.address();
        let genesis = session.chain.codec().genesis();
        let name = format!("watch-{genesis:x}-{contract:x}-{:x}", self.account);
        let keeper = Arc::new(Keeper::open(&name)?);
        let clock = Arc::new(Clock::default());
        let hooks = Hooks {
            run: self.run,
            post: self.post,
            patience: Duration::from_secs(self.timeout.max(1).into()),
        };
        let mut watcher = Watcher {
            contract,
            account: self.account,
            json: common.json,
            once: self.once,
            first: self.since.or(network.since).unwrap_or(1).max(1),
            couriers: Couriers::new(hooks.clone(), keeper.clone(), clock.clone(), !self.once),
            hooks,
            clock,
            keeper,
            told_summary: false,
            saved: None,
        };
        watcher.keeper.save()?;
        let mut troubles = Troubles::default();
        loop {
            let ended = tokio::select! {
                ended = watcher.watch(&session) => ended,
                () = stop.comes() => break,
            };
            let Err(error) = ended else {
                watcher.keeper.save()?;
                let failed = watcher.couriers.come_home().await;
                ensure!(
                    failed == 0,
                    "{failed} of the deliveries failed; the next run tries them again"
                );
                return Ok(());
            };
            let at = watcher.keeper.kept().next;
            if self.once || troubles.is_lasting(&error, at) {
                return Err(error);
            }
            session = tokio::select! {
                session = again(common, &error) => session,
                () = stop.comes() => break,
            };
        }
        watcher.keeper.save()
    }
}

/// Opens the chain anew, as often as it takes: its runtime may be another one by now, too.
async fn again(common: &Common, error: &anyhow::Error) -> Session {
    anstream::eprintln!("the chain does not answer ({error:#}); trying on");
    loop {
        tokio::time::sleep(PAUSE).await;
        if let Ok(session) = common.open().await {
            anstream::eprintln!("the chain answers again");
            return session;
        }
    }
}

/// Tells what passes from what does not.
#[derive(Default)]
struct Troubles {
    /// The block at which something went wrong that has nothing to do with the connection.
    at: Option<u64>,
}

impl Troubles {
    /// What is not the connection's may be the runtime's, which was upgraded; if it is the same at the same block over
    /// a new connection, it stays.
    fn is_lasting(&mut self, error: &anyhow::Error, block: u64) -> bool {
        match chain_error(error) {
            Some(
                ChainError::Unreachable { .. }
                | ChainError::ConnectionLost { .. }
                | ChainError::Refused { .. },
            ) => false,
            Some(_) => self.at.replace(block) == Some(block),
            None => true,
        }
    }
}

fn chain_error(error: &anyhow::Error) -> Option<&ChainError> {
    match error.downcast_ref() {
        Some(CallError::Chain(error)) => Some(error),
        _ => error.downcast_ref(),
    }
}

//! What every command has: a chain, an instance on it, and a way to answer.

use crate::places::{Network, Places};
use answerable_client::{Answerable, AnyChain, Chain, Found, NotFound, Rpc, H160};
use clap::Args;
use serde_json::Value;
use std::io::{self, Write};

/// Options of all commands.
#[derive(Args, Clone)]
pub struct Common {
    /// A network's name, a node's address such as ws://127.0.0.1:9944, or `embedded` for a fresh chain in this process
    /// [default: the usual network of the configuration, or dev].
    #[arg(
        long,
        global = true,
        value_name = "CHAIN",
        env = "ANSWERABLE_CHAIN_URL",
        help_heading = "Where"
    )]
    pub chain: Option<String>,
    /// The instance of the contract [default: the network's].
    #[arg(long, global = true, value_name = "ADDRESS", env = "ANSWERABLE_CONTRACT", value_parser = crate::given::address, help_heading = "Where")]
    pub contract: Option<H160>,
    /// Print JSON instead of text: docs/command-line.md tells its schema.
    #[arg(long, global = true)]
    pub json: bool,
}

/// An open chain.
pub struct Session {
    pub chain: AnyChain,
    pub network: Network,
    pub json: bool,
    contract: Option<H160>,
}

impl Common {
    pub fn network(&self) -> anyhow::Result<Network> {
        Places::read()?.network(self.chain.as_deref())
    }

    pub async fn open(&self) -> anyhow::Result<Session> {
        let network = self.network()?;
        let chain = AnyChain::open(&network.chain).await?;
        Ok(Session {
            chain,
            network,
            json: self.json,
            contract: self.contract,
        })
    }
}

impl Session {
    /// The instance that is meant, once it was seen to be one.
    pub async fn contract(&self) -> anyhow::Result<Answerable<'_, AnyChain>> {
        let address = self.address()?;
        self.require(Found::Answerable, address).await?;
        Ok(Answerable::at(&self.chain, address))
    }

    /// Refuses an address at which there is something else.
    pub async fn require(&self, wanted: Found, address: H160) -> anyhow::Result<()> {
        match wanted.require(&self.chain, address).await {
            Ok(()) => Ok(()),
            Err(NotFound::Chain(error)) => Err(error.into()),
            Err(wrong) => Err(wrong.into()),
        }
    }

    pub fn address(&self) -> anyhow::Result<H160> {
        self.network.instance(self.contract)
    }

    /// Whether everybody knows the secrets of this chain's funded accounts.
    pub async fn is_development(&self) -> anyhow::Result<bool> {
        match &self.chain {
            AnyChain::Embedded(_) => Ok(true),
            AnyChain::Rpc(rpc) => Ok(Rpc::is_development(rpc).await?),
        }
    }

    /// The time that contracts see, in seconds.
    pub async fn now(&self) -> anyhow::Result<u64> {
        Ok(self.chain.block().await?.time_ms / 1_000)
    }

    /// Prints what was asked for: JSON, or text for people.
    pub fn answer(
        &self,
        json: impl FnOnce() -> Value,
        text: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> anyhow::Result<()> {
        answer(self.json, json, text)
    }
}

/// Prints JSON, or text for people.
pub fn answer(
    in_json: bool,
    json: impl FnOnce() -> Value,
    text: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> anyhow::Result<()> {
    let out = &mut anstream::stdout().lock();
    if in_json {
        writeln!(out, "{:#}", json())?;
    } else {
        text(out)?;
    }
    Ok(())
}

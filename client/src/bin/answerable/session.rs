//! What every command has: a chain, an instance on it, and a way to answer.

use crate::places::{Network, Places};
use answerable_client::{interface::IAnswerable, Answerable, AnyChain, Chain, Rpc, H160};
use anyhow::Context;
use clap::Args;
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
        let contract = Answerable::at(&self.chain, self.address()?);
        contract.view(&IAnswerable::officeCall {}).await?;
        Ok(contract)
    }

    pub fn address(&self) -> anyhow::Result<H160> {
        if let Some(given) = self.contract {
            return Ok(given);
        }
        let known = self.network.contract.as_deref().with_context(|| {
            format!(
                "no contract is known on {}; deploy one with `answerable deploy`, or name it with --contract",
                self.network.chain
            )
        })?;
        crate::given::address(known).map_err(|error| {
            anyhow::anyhow!("the configuration says contract = \"{known}\": {error}")
        })
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
        json: impl FnOnce() -> serde_json::Value,
        text: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> anyhow::Result<()> {
        let out = &mut anstream::stdout().lock();
        if self.json {
            writeln!(out, "{:#}", json())?;
        } else {
            text(out)?;
        }
        Ok(())
    }
}

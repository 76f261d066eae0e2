//! `answerable accounts`

use answerable_client::{display, Amount, AnyChain, Chain, Signer};
use clap::Args;
use std::io::Write;

const NAMES: [&str; 6] = ["alice", "bob", "charlie", "dave", "eve", "ferdie"];

#[derive(Args)]
pub struct Accounts {
    /// Also ask this chain what they have.
    #[arg(long, value_name = "URL")]
    chain: Option<String>,
}

impl Accounts {
    pub async fn run(self, out: &mut impl Write) -> anyhow::Result<()> {
        let chain = match &self.chain {
            Some(url) => Some(AnyChain::open(url).await?),
            None => None,
        };
        for name in NAMES {
            let signer = Signer::dev(name)?;
            write!(out, "{name:<8} {:?}", signer.address())?;
            if let Some(chain) = &chain {
                let balance = chain.balance(signer.account()).await?;
                let amount = balance.saturating_mul(chain.ratio());
                write!(out, "  {}", display::with_unit(Amount::new(amount)))?;
            }
            writeln!(out)?;
        }
        Ok(())
    }
}

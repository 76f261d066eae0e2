//! `answerable deploy`

use crate::OnChain;
use answerable_client::{Answerable, AnyChain, Setup, Signer};
use clap::Args;
use std::io::Write;

#[derive(Args)]
pub struct Deploy {
    #[command(flatten)]
    chain: OnChain,
    /// The development account that deploys and pays.
    #[arg(long, default_value = "alice")]
    from: String,
}

impl Deploy {
    pub async fn run(self, out: &mut impl Write) -> anyhow::Result<()> {
        anyhow::ensure!(
            self.chain.chain != "embedded",
            "the embedded chain ends with this program, and the contract with it; \
             start a node with scripts/dev and name it with --chain ws://127.0.0.1:9944"
        );
        let code = self.chain.code()?;
        let signer = Signer::dev(&self.from)?;
        let chain = AnyChain::open(&self.chain.chain).await?;
        let setup = Setup::for_development(signer.address());
        let (contract, receipt) = Answerable::deploy(&chain, &signer, code, &setup).await?;
        writeln!(out, "contract  {:?}", contract.address())?;
        writeln!(out, "block     {}", receipt.block.number)?;
        Ok(())
    }
}

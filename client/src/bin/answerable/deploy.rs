//! `answerable deploy`

use crate::{
    act::{Done, Writing},
    code::Code,
    office::TermsGiven,
    places::{Network, Places},
    session::{Common, Session},
};
use answerable_client::{Amount, CallError, Seconds, Setup, Windows, H160};
use clap::Args;
use serde_json::json;

/// Deploy the contract, and remember where.
#[derive(Args)]
pub struct Deploy {
    #[command(flatten)]
    code: Code,
    /// Who rules and slashes: an account, a multisig, or a council [default: who deploys].
    #[arg(long, value_name = "ADDRESS", value_parser = crate::given::address)]
    governance: Option<H160>,
    /// Who gets the penalties [default: governance].
    #[arg(long, value_name = "ADDRESS", value_parser = crate::given::address)]
    treasury: Option<H160>,
    /// The shortest that any window of any terms may ever be, such as 1h; fixed for good.
    #[arg(long, value_name = "SPAN", value_parser = crate::given::span, default_value = "1s")]
    shortest: u32,
    #[command(flatten)]
    terms: TermsGiven,
    /// Remember the network under this name [default: its name so far, or dev, or the node's host].
    #[arg(long, value_name = "NAME")]
    save_as: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

impl Deploy {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let network = common.network()?;
        anyhow::ensure!(
            network.chain != "embedded",
            "the embedded chain ends with this program, and the contract with it; start a node with scripts/dev and name it with --chain dev"
        );
        let code = self.code.read()?;
        let session = common.open().await?;
        let signer = session.signer(&self.writing.signing).await?;
        let usual = Setup::for_development(signer.address());
        let governance = self.governance.unwrap_or(signer.address());
        let shortest = Seconds(self.shortest);
        let setup = Setup {
            governance,
            treasury: self.treasury.unwrap_or(governance),
            shortest: Windows {
                answer: shortest,
                ruling: shortest,
                report: shortest,
                recourse: shortest,
            },
            terms: self.terms.over(usual.terms),
        };
        let act = setup.deployment(code);
        let done = session
            .perform(
                &self.writing,
                &signer,
                act,
                Amount::ZERO,
                CallError::of_answerable,
            )
            .await?;
        let Some(address) = done.deployed else {
            return done.tell(&session, &[]);
        };
        let remembered = Network {
            contract: Some(format!("{address:?}")),
            since: done.block(),
            council: network.council.filter(|known| {
                crate::given::address(known).is_ok_and(|known| known == governance)
            }),
            chain: network.chain,
        };
        let deployed = format!("contract  {address:?}");
        let name = self.save_as.as_deref();
        remember(&session, common, name, &remembered, &done, &deployed)
    }
}

/// Writes down what was deployed where, and tells it.
pub fn remember(
    session: &Session,
    common: &Common,
    save_as: Option<&str>,
    network: &Network,
    done: &Done,
    deployed: &str,
) -> anyhow::Result<()> {
    let places = Places::read()?;
    let name = places.name_for(save_as, common.chain.as_deref(), network);
    let file = places.remember(&name, network)?;
    session.answer(
        || {
            let mut answer = done.as_json();
            answer["network"] = json!(name);
            answer
        },
        |out| {
            writeln!(out, "{deployed}")?;
            writeln!(out, "network   {name}, in {}", file.display())?;
            done.tell_cost(out)
        },
    )
}

//! `answerable deploy`: the annex, unless it is there already, and then the contract.

use crate::{
    act::{Done, Writing},
    code::CodeGiven,
    office::TermsGiven,
    places::{Network, Places},
    session::{Common, Session},
};
use answerable_client::{
    annex, annex_of, Act, Amount, AnyChain, CallError, Chain, Seconds, Setup, Signer, Windows, H160,
};
use clap::Args;
use serde_json::{json, Value};

/// Deploy the contract, and remember where.
#[derive(Args)]
pub struct Deploy {
    #[command(flatten)]
    code: CodeGiven,
    /// Take this annex, which somebody made of the same build [default: your own, which is made where it is not there].
    #[arg(long, value_name = "ADDRESS", value_parser = crate::given::address)]
    annex: Option<H160>,
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
        let annex = match self.annex {
            Some(annex) => Annex::given(&session.chain, annex, &code.annex).await?,
            None => self.make_annex(&session, &signer, code.annex).await?,
        };
        if annex.is_only_tried() {
            return annex.tell(&session);
        }
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
        let act = setup.deployment(code.contract, annex.address);
        let done = self.perform(&session, &signer, act).await?;
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
        let deployed = Deployed {
            done: &done,
            text: format!("contract  {address:?}\nannex     {:?}", annex.address),
            json: annex.as_json(),
        };
        let name = self.save_as.as_deref();
        remember(&session, common, name, &remembered, &deployed)
    }

    async fn perform(&self, session: &Session, signer: &Signer, act: Act) -> anyhow::Result<Done> {
        let refused = CallError::of_answerable;
        session
            .perform(&self.writing, signer, act, Amount::ZERO, refused)
            .await
    }

    /// The signer's own annex of this code.
    async fn make_annex(
        &self,
        session: &Session,
        signer: &Signer,
        code: Vec<u8>,
    ) -> anyhow::Result<Annex> {
        let address = annex_of(signer.address(), &code);
        let act = annex(code.clone());
        let is_there = async || anyhow::Ok(session.chain.code_at(address).await? == code);
        // What an earlier command began is told by this one, even where it is done.
        let begun = !self.writing.dry_run && session.has_begun(signer, &act)?;
        if is_there().await? && !begun {
            return Ok(Annex::there(address));
        }
        let made = match self.perform(session, signer, act).await {
            Ok(made) => Some(made),
            // The same account may have made it meanwhile.
            Err(_) if is_there().await? => None,
            Err(error) => return Err(error),
        };
        Ok(Annex { address, made })
    }
}

/// The annex of what is deployed.
struct Annex {
    address: H160,
    /// Nothing where it was there already.
    made: Option<Done>,
}

impl Annex {
    fn there(address: H160) -> Self {
        Self {
            address,
            made: None,
        }
    }

    /// One that somebody made, if it is of this code.
    async fn given(chain: &AnyChain, address: H160, code: &[u8]) -> anyhow::Result<Self> {
        anyhow::ensure!(
            chain.code_at(address).await? == code,
            "at {address:?} is no annex of this build, and the contract takes no other; leave --annex out, or build the commit that it is said to be from"
        );
        Ok(Self::there(address))
    }

    fn is_only_tried(&self) -> bool {
        self.made
            .as_ref()
            .is_some_and(|made| made.block().is_none())
    }

    /// Tells what making it would cost. What is not there yet nothing can be tried with.
    fn tell(&self, session: &Session) -> anyhow::Result<()> {
        let Some(made) = &self.made else {
            return Ok(());
        };
        let told = [format!(
            "The annex is made at {:?}, which costs what follows; and then the contract, whose cost can be told only when its annex is there.",
            self.address
        )];
        session.answer(
            || {
                let mut answer = made.as_json();
                answer["annex"] = json!(format!("{:?}", self.address));
                answer
            },
            |out| {
                made.tell_events(out, &told)?;
                writeln!(out)?;
                made.tell_cost(out)
            },
        )
    }

    fn as_json(&self) -> Value {
        json!({
            "annex": format!("{:?}", self.address),
            "annexMade": self.made.as_ref().map(Done::as_json),
        })
    }
}

/// What was deployed, for people and for scripts.
pub struct Deployed<'a> {
    pub done: &'a Done,
    pub text: String,
    /// What scripts learn besides.
    pub json: Value,
}

/// Writes down what was deployed where, and tells it.
pub fn remember(
    session: &Session,
    common: &Common,
    save_as: Option<&str>,
    network: &Network,
    deployed: &Deployed<'_>,
) -> anyhow::Result<()> {
    let places = Places::read()?;
    let name = places.name_for(save_as, common.chain.as_deref(), network);
    let file = places.remember(&name, network)?;
    session.answer(
        || {
            let mut answer = deployed.done.as_json();
            let more = deployed.json.as_object().into_iter().flatten();
            for (name, value) in more {
                answer[name] = value.clone();
            }
            answer["network"] = json!(name);
            answer
        },
        |out| {
            writeln!(out, "{}", deployed.text)?;
            writeln!(out, "network   {name}, in {}", file.display())?;
            deployed.done.tell_cost(out)
        },
    )
}

//! `answerable council`: governance by several. Each of these acts is a vote, and the last one that is needed does it.

mod motions;
pub mod sentences;
mod setup;
mod votes;

use crate::{
    act::Writing,
    given::{address, hash},
    office::{Office, Pardon, Rule, Slash},
    session::{Common, Session},
    terms::Add,
};
use answerable_client::{
    alloy_sol_types::private::U256,
    council::Council,
    interface::{word, IAnswerable},
    AnyChain, Found, H160, H256,
};
use anyhow::Context;
use clap::{Args, Subcommand};

/// Governance by several: a council's members vote, and the last vote that is needed does it.
#[derive(Args)]
pub struct Chamber {
    /// The council [default: the network's, or the contract's governance if that is one].
    #[arg(long, global = true, value_name = "ADDRESS", env = "ANSWERABLE_COUNCIL", value_parser = address, help_heading = "Where")]
    council: Option<H160>,
    #[command(subcommand)]
    act: Act,
}

#[derive(Subcommand)]
enum Act {
    Deploy(setup::Deploy),
    /// Show the members, and how many of them decide.
    Seats,
    /// Show what is put to the vote.
    Motions(motions::Listed),
    /// Show one motion.
    Show(motions::Shown),

    #[command(subcommand)]
    Rule(Rule),
    Slash(Slash),
    Pardon(Pardon),
    #[command(flatten)]
    Office(Office),
    /// Another version of the terms.
    #[command(subcommand)]
    Terms(Terms),
    /// Other members, all of them, and another threshold; every open vote is void then.
    Change(setup::Change),
    /// Take your vote back.
    Retract(Retract),
}

#[derive(Subcommand)]
enum Terms {
    /// Add a version, which counts for what is recorded from then on; what is not given stays as it is.
    Add(Add),
}

#[derive(Args)]
pub struct Retract {
    /// The motion.
    #[arg(value_parser = hash)]
    motion: H256,
    #[command(flatten)]
    writing: Writing,
}

/// What a council can do about a fault, as ICouncil.sol numbers it.
const UPHOLD: u8 = 1;
const DISMISS: u8 = 2;
const SLASH: u8 = 3;
const PARDON: u8 = 4;

impl Chamber {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        if let Act::Deploy(it) = self.act {
            return it.run(common).await;
        }
        let session = common.open().await?;
        let council = session.council(self.council).await?;
        match self.act {
            Act::Deploy(_) => Ok(()),
            Act::Seats => setup::show_seats(&session, &council).await,
            Act::Motions(it) => it.run(&session, &council).await,
            Act::Show(it) => it.run(&session, &council).await,
            Act::Rule(Rule::Uphold(it)) => {
                let vote = votes::on_fault(&session, it.fault, UPHOLD, word(it.loss)).await?;
                vote.cast(&session, &council, &it.writing).await
            }
            Act::Rule(Rule::Dismiss(it)) => {
                let vote = votes::on_fault(&session, it.fault, DISMISS, U256::ZERO).await?;
                vote.cast(&session, &council, &it.writing).await
            }
            Act::Slash(it) => {
                let share = U256::from(it.share.0);
                let vote = votes::on_fault(&session, it.fault, SLASH, share).await?;
                vote.cast(&session, &council, &it.writing).await
            }
            Act::Pardon(it) => {
                let vote = votes::on_fault(&session, it.fault, PARDON, U256::ZERO).await?;
                vote.cast(&session, &council, &it.writing).await
            }
            Act::Office(it) => {
                let (call, writing) = it.call();
                let vote = votes::on_office(&session, call).await?;
                vote.cast(&session, &council, writing).await
            }
            Act::Terms(Terms::Add(it)) => {
                let changed = it.changed(&session.contract().await?).await?;
                let vote = votes::on_office(&session, changed.call()).await?;
                if !session.json {
                    changed.tell(&mut anstream::stdout().lock())?;
                }
                vote.cast(&session, &council, &it.writing).await
            }
            Act::Change(it) => {
                let (vote, writing) = it.vote();
                vote.cast(&session, &council, &writing).await
            }
            Act::Retract(it) => votes::retract(&session, &council, it.motion, &it.writing).await,
        }
    }
}

impl Session {
    /// The council that is meant, once it was seen to be one.
    async fn council(&self, given: Option<H160>) -> anyhow::Result<Council<'_, AnyChain>> {
        let known = self.network.council.as_deref();
        let known = known.map(address).transpose().map_err(|error| {
            anyhow::anyhow!("the configuration says council = {known:?}: {error}")
        })?;
        let address = match given.or(known) {
            Some(address) => address,
            None => {
                let contract = self.contract().await.context(
                    "no council is named and none is known; name one with --council, or the contract that it governs",
                )?;
                let office = contract.view(&IAnswerable::officeCall {}).await?;
                H160(office.governance.into_array())
            }
        };
        self.require(Found::Council, address).await?;
        Ok(Council::at(&self.chain, address))
    }
}

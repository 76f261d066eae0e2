//! `answerable demo`: the whole story of the contract, played with its money.

mod answers;
mod books;
mod change;
mod closing;
mod guests;
mod people;
mod purses;
mod scenes;
mod stage;
mod teller;

use crate::{code::CodeGiven, session::Common};
use answerable_client::{display::TOKEN, Amount, AnyChain, Chain, Code, Signer};
use anyhow::{ensure, Context};
use clap::Args;
use guests::Guests;
use people::Cast;
use stage::Stage;
use std::{
    path::{Path, PathBuf},
    time::Duration,
};
use teller::{Stopped, Teller};

/// Play the whole story of the contract, with every sum shown.
///
/// On a fresh chain in this process, or with --chain on a development node whose clock can be moved. With --contract it is
/// played on that instance instead of a new one; the office goes to the story's people meanwhile, and back.
#[derive(Args)]
pub struct Demo {
    #[command(flatten)]
    code: CodeGiven,
    /// Wait for Enter before each scene.
    #[arg(long)]
    step: bool,
    /// Wait so many seconds before everything that somebody does, so that one can watch.
    #[arg(long, value_name = "SECONDS", value_parser = pace, default_value = "0")]
    pace: Duration,
    /// Draw the trace that most happened to into this file, too.
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

/// What everybody has at least when the story begins.
const FUNDS: u128 = 1_000 * TOKEN;

impl Demo {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let code = match common.contract {
            Some(_) => None,
            None => Some(self.code.read()?),
        };
        let chain = common.chain.as_deref().unwrap_or("embedded");
        let common = Common {
            chain: Some(chain.into()),
            ..common.clone()
        };
        let session = common.open().await?;
        ensure!(
            session.is_development().await?,
            "{chain} is no development chain, and the story is played with accounts whose secrets everybody knows; play it without --chain, or on a node of scripts/dev. Nothing was done"
        );
        let cast = Cast::new()?;
        let guests = match common.contract {
            Some(address) => Some(Guests::of(&session, address, &cast).await?),
            None => None,
        };
        // Moved by a second to see whether it can be.
        let moved = session.chain.advance_time(1).await;
        moved.context("the story takes weeks, and nothing of it was played")?;
        let mut teller = Teller::new(common.json, self.step);
        let place = match &session.chain {
            AnyChain::Embedded(_) => "a chain inside this program, with the real runtime".into(),
            AnyChain::Rpc(_) => format!("{}, whose clock is moved", session.network.chain),
        };
        teller.begins(
            "Who makes it right when a step of an AI inference fails?",
            &format!("This is played on {place}. Every sum is read from it."),
        )?;
        let mut stage = Stage::new(&session.chain, &cast, teller);
        stage.pace = self.pace;
        if let Some(guests) = guests {
            stage.enters(guests).await?;
        }
        let played = play(&mut stage, code, self.svg.as_deref()).await;
        if played.is_err() && stage.guests.is_some() {
            // As far as the story had come to that; what stopped it is what has to be told.
            guests::give_back(&mut stage).await.ok();
        }
        match played {
            Err(error) if error.is::<Stopped>() => Ok(()),
            other => other,
        }
    }
}

/// A number of seconds, such as 1.5.
fn pace(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok();
    seconds
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .ok_or_else(|| "a pace is a number of seconds, such as 2 or 0.5".into())
}

/// Without code, on the instance that the stage is at.
async fn play(stage: &mut Stage<'_>, code: Option<Code>, svg: Option<&Path>) -> anyhow::Result<()> {
    let wallets = invites(stage).await?;
    let terms = match code {
        Some(code) => scenes::deploys(stage, code).await?,
        None => scenes::is_there_already(stage).await?,
    };
    let first = scenes::records_alone(stage, &terms).await?;
    let (second, mandate) = scenes::answer(stage, &terms).await?;
    scenes::owns_up(stage, &terms, second).await?;
    let fault = scenes::contests_and_loses(stage, &terms, second).await?;
    scenes::stays_silent(stage, fault).await?;
    scenes::nobody_answers_for_it(stage, &terms, first).await?;
    let (batch, _) = scenes::anchors_many(stage, &terms, mandate).await?;
    scenes::turns_upstream(stage, &terms, second).await?;
    scenes::all_go_home(stage, second, batch).await?;
    closing::settles(stage, &wallets).await?;
    closing::draws(stage, [first, second], svg).await?;
    closing::counts_costs(stage)
}

/// Sees to it that everybody has money and is known to contracts, and has taken home what an earlier play left them.
/// Returns what each has then.
async fn invites(stage: &Stage<'_>) -> anyhow::Result<Vec<Amount>> {
    let (chain, alice) = (stage.chain, Signer::dev("alice")?);
    let funds = FUNDS.checked_div(chain.ratio()).unwrap_or_default();
    let mut wallets = Vec::new();
    for person in stage.cast.everybody() {
        let account = person.signer.account();
        if chain.balance(account).await? < funds {
            chain.transfer(&alice, account, funds).await?;
        }
        chain.map_account(&person.signer).await?;
        if stage.guests.is_some() {
            guests::takes_home(stage, person).await?;
        }
        wallets.push(purses::wallet(stage, person).await?);
    }
    Ok(wallets)
}

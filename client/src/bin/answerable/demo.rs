//! `answerable demo`: the whole story of the contract, played with its money.

mod answers;
mod books;
mod change;
mod closing;
mod people;
mod purses;
mod scenes;
mod stage;
mod teller;

use crate::{code::CodeGiven, session::Common};
use answerable_client::{display::TOKEN, Amount, AnyChain, Chain, Code, Signer};
use anyhow::{ensure, Context};
use clap::Args;
use people::Cast;
use stage::Stage;
use std::path::{Path, PathBuf};
use teller::{Stopped, Teller};

/// Play the whole story of the contract, with every sum shown.
///
/// On a fresh chain in this process, or with --chain on a development node whose clock can be moved.
#[derive(Args)]
pub struct Demo {
    #[command(flatten)]
    code: CodeGiven,
    /// Wait for Enter before each scene.
    #[arg(long)]
    step: bool,
    /// Draw the trace that most happened to into this file, too.
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
}

/// What everybody has at least when the story begins.
const FUNDS: u128 = 1_000 * TOKEN;

impl Demo {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let code = self.code.read()?;
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
        // Moved by a second to see whether it can be.
        let moved = session.chain.advance_time(1).await;
        moved.context("the story takes weeks, and nothing of it was played")?;
        let cast = Cast::new()?;
        let mut teller = Teller::new(common.json, self.step);
        let place = match &session.chain {
            AnyChain::Embedded(_) => "a chain inside this program, with the real runtime".into(),
            AnyChain::Rpc(_) => format!("{}, whose clock is moved", session.network.chain),
        };
        teller.begins(
            "Who makes it right when a step of an AI inference fails?",
            &format!("This is played on {place}. Every sum is read from it."),
        )?;
        match play(
            Stage::new(&session.chain, &cast, teller),
            code,
            self.svg.as_deref(),
        )
        .await
        {
            Err(error) if error.is::<Stopped>() => Ok(()),
            other => other,
        }
    }
}

async fn play(mut stage: Stage<'_>, code: Code, svg: Option<&Path>) -> anyhow::Result<()> {
    let stage = &mut stage;
    let wallets = invites(stage).await?;
    let terms = scenes::deploys(stage, code).await?;
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

/// Sees to it that everybody has money and is known to contracts. Returns what each has then.
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
        wallets.push(purses::wallet(stage, person).await?);
    }
    Ok(wallets)
}

//! What is put to the vote in a council, and where it stands.

use super::sentences::{about, missing, voters};
use crate::{
    given::{hash, span},
    progress,
    sentences::moment,
    session::Session,
};
use answerable_client::{
    council::{self, Council, Event, Motion},
    interface::IAnswerable,
    json, AnyChain, Chain, H256,
};
use anyhow::bail;
use clap::Args;
use serde_json::{json, Value};
use std::io::{self, Write};

#[derive(Args)]
pub struct Listed {
    /// Only those about this fault, as it stands now.
    #[arg(long)]
    fault: Option<u64>,
    #[command(flatten)]
    back: Back,
}

#[derive(Args)]
pub struct Shown {
    /// The motion.
    #[arg(value_parser = hash)]
    motion: H256,
    #[command(flatten)]
    back: Back,
}

#[derive(Args)]
struct Back {
    /// How far to look back for what was moved, such as 3d; less is faster [default: as far as votes count, 30d].
    #[arg(long, value_name = "SPAN", value_parser = span)]
    back: Option<u32>,
}

impl Listed {
    pub async fn run(
        self,
        session: &Session,
        council: &Council<'_, AnyChain>,
    ) -> anyhow::Result<()> {
        let mut since = self.back.since(session).await?;
        if let Some(fault) = self.fault {
            let contract = session.contract().await?;
            let record = contract.view(&IAnswerable::faultCall { fault }).await?;
            // Nobody could vote on it as it is now before it was so.
            let ruling = record.terms.windows.ruling.into();
            since = since.max(record.deadline.saturating_sub(ruling));
        }
        let mut motions = motions(session, council, since).await?;
        if let Some(fault) = self.fault {
            let instance = session.address()?;
            motions.retain(|motion| is_about(motion, instance, fault));
        }
        session.answer(
            || motions.iter().map(as_json).collect(),
            |out| {
                if motions.is_empty() {
                    return writeln!(out, "Nothing is put to the vote.");
                }
                motions.iter().try_for_each(|motion| tell(out, motion))
            },
        )
    }
}

impl Shown {
    pub async fn run(
        self,
        session: &Session,
        council: &Council<'_, AnyChain>,
    ) -> anyhow::Result<()> {
        if council.votes(self.motion).await?.voted.is_empty() {
            bail!(
                "nobody's vote counts for the motion {:?} now: it was carried, lapsed, was taken back or never moved; `answerable council motions` lists those that are open",
                self.motion
            );
        }
        let since = self.back.since(session).await?;
        let motions = motions(session, council, since).await?;
        let Some(motion) = motions.iter().find(|motion| motion.name == self.motion) else {
            bail!(
                "the motion {:?} was moved earlier than that; look further back with --back",
                self.motion
            );
        };
        session.answer(|| as_json(motion), |out| tell(out, motion))
    }
}

impl Back {
    /// The second from which on is looked.
    async fn since(&self, session: &Session) -> anyhow::Result<u64> {
        let now = session.chain.block().await?.time_ms / 1_000;
        let back = self.back.map_or(council::OPEN, u64::from);
        Ok(now.saturating_sub(back))
    }
}

async fn motions(
    session: &Session,
    council: &Council<'_, AnyChain>,
    since: u64,
) -> anyhow::Result<Vec<Motion>> {
    let from = session.chain.block_since(since).await?;
    let bar = progress::counting("reading blocks");
    let motions = council.motions(from, |read, all| {
        progress::show(&bar, "reading blocks", read, all);
    });
    let motions = motions.await;
    bar.finish_and_clear();
    Ok(motions?)
}

fn is_about(motion: &Motion, instance: answerable_client::H160, fault: u64) -> bool {
    let Ok(Event::RulingMoved(it)) = council::read(&motion.moved) else {
        return false;
    };
    it.instance.into_array() == instance.0 && it.fault == fault
}

fn as_json(motion: &Motion) -> Value {
    let voted = motion
        .votes
        .voted
        .iter()
        .map(|member| format!("{member:?}"));
    let mut answer = json::event(&motion.moved);
    answer["voted"] = voted.collect();
    answer["missing"] = json!(motion.votes.missing);
    answer["until"] = json!(motion.votes.until.map(|until| until.0));
    answer
}

fn tell(out: &mut dyn Write, motion: &Motion) -> io::Result<()> {
    let event = council::read(&motion.moved).map_err(io::Error::other)?;
    writeln!(out, "motion    {:?}", motion.name)?;
    writeln!(out, "which is  {}", about(&event))?;
    writeln!(
        out,
        "so far    {}; {}",
        voters(&motion.votes),
        missing(motion.votes.missing)
    )?;
    if let Some(until) = motion.votes.until {
        writeln!(out, "until     {}", moment(until.0))?;
    }
    writeln!(out)
}

//! `answerable show`: what the contract says, for people and for scripts.

mod account;
mod cover;
mod fault;
mod instance;
mod page;
mod promises;
mod trace;

pub use cover::{Uncovered, UncoveredSteps, WhoAnswers};

use crate::session::{Common, Session};
use alloy_sol_types::SolCall;
use answerable_client::{json, Answerable, AnyChain, Chain, Time};
use clap::Subcommand;
use page::Page;
use serde_json::Value;

/// Look something up.
#[derive(Subcommand)]
pub enum Show {
    /// Draw a trace: its steps, who answers for each and with how much, its faults and what became of them.
    Trace(trace::Trace),
    /// A step of a trace, with its pledges.
    Step(trace::Step),
    /// A fault: where it stands, whose turn it is, and what they may do now.
    Fault(fault::Fault),
    /// What an account has in the contract, and how it kept its promises.
    Account(account::Account),
    /// A mandate, and how much is left to draw on it.
    Mandate(promises::Mandate),
    /// A batch, and who answers in its traces.
    Batch(promises::Batch),
    /// An offer, and what of it nobody has taken.
    Offer(promises::Offer),
    /// The sums over everything.
    Totals,
    /// Governance, the treasury, and whether the intake is open.
    Office,
}

impl Show {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        match self {
            Self::Trace(it) => it.run(common).await,
            Self::Step(it) => it.run(common).await,
            Self::Fault(it) => it.run(common).await,
            Self::Account(it) => it.run(common).await,
            Self::Mandate(it) => it.run(common).await,
            Self::Batch(it) => it.run(common).await,
            Self::Offer(it) => it.run(common).await,
            Self::Totals => instance::totals(common).await,
            Self::Office => instance::office(common).await,
        }
    }
}

/// A record of the contract, with the moment at which it is looked at.
struct Seen<M: SolCall> {
    record: M::Return,
    now: Time,
}

impl<M: SolCall + Sync> Seen<M> {
    async fn look(
        contract: &Answerable<'_, AnyChain>,
        session: &Session,
        view: &M,
    ) -> anyhow::Result<Self> {
        Ok(Self {
            record: contract.view(view).await?,
            now: now(session).await?,
        })
    }

    fn as_json(&self) -> Value {
        json::returned::<M>(&self.record)
    }
}

/// The chain's own time, by which all deadlines go.
async fn now(session: &Session) -> anyhow::Result<Time> {
    Ok(Time(session.chain.block().await?.time_ms / 1_000))
}

/// Answers with a record and the page that says it to people.
fn tell<M: SolCall + Sync>(session: &Session, seen: &Seen<M>, page: &Page) -> anyhow::Result<()> {
    session.answer(|| seen.as_json(), |out| page.write(out))
}

//! Traces onto the chain, one by one.

use crate::{
    act::{Paying, Writing},
    given::{address, amount, hash},
    responsibility::OnTerms,
    session::{answer, Common},
};
use answerable_client::{
    interface::{word, IAnswerable},
    trace::{Origin, Trace},
    Amount, H160, H256,
};
use anyhow::Context;
use clap::Args;
use serde_json::json;
use std::{
    io::Read,
    path::{Path, PathBuf},
    str::FromStr,
};

/// Record a trace, and have mandates answer for its steps at once where you name them.
#[derive(Args)]
pub struct Record {
    /// The trace as one object of JSON, or - for standard input; docs/command-line.md tells its form.
    file: PathBuf,
    /// Draw on a mandate, as STEP:MANDATE:TOKENS; as often as needed.
    #[arg(long, value_name = "DRAW")]
    cover: Vec<Draw>,
    #[command(flatten)]
    terms: OnTerms,
    #[command(flatten)]
    paying: Paying,
}

/// One draw on a mandate.
#[derive(Clone)]
struct Draw {
    step: u8,
    mandate: u64,
    amount: Amount,
}

impl FromStr for Draw {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "a draw is STEP:MANDATE:TOKENS, such as 1:7:2.5".to_owned();
        let mut parts = text.splitn(3, ':');
        let mut next = || parts.next().ok_or_else(wrong);
        Ok(Self {
            step: next()?.parse().map_err(|_| wrong())?,
            mandate: next()?.parse().map_err(|_| wrong())?,
            amount: amount(next()?)?,
        })
    }
}

impl Record {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let trace = read(&self.file)?;
        let Paying { writing, attach } = self.paying;
        let session = common.open().await?;
        let origin = Origin {
            contract: session.address()?,
            recorder: session.signer(&writing.signing).await?.address(),
        };
        trace.check(origin.contract)?;
        let terms = self.terms.version(&session).await?;
        let IAnswerable::TraceData {
            requester,
            input,
            output,
            at,
            steps,
        } = (&trace).into();
        if self.cover.is_empty() && attach == Amount::ZERO {
            let message = IAnswerable::recordCall {
                requester,
                input,
                output,
                at,
                steps,
                terms,
            };
            return session.send(&writing, message, attach).await;
        }
        let draws = self.cover.iter().map(|draw| IAnswerable::Draw {
            step: draw.step,
            mandate: draw.mandate,
            amount: word(draw.amount),
        });
        let message = IAnswerable::recordCoveredCall {
            requester,
            input,
            output,
            at,
            steps,
            terms,
            cover: draws.collect(),
        };
        session.send(&writing, message, attach).await
    }
}

fn read(file: &Path) -> anyhow::Result<Trace> {
    let text = if file.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        std::fs::read_to_string(file)
    };
    let name = file.display();
    let text = text.with_context(|| format!("cannot read the trace from {name}"))?;
    Trace::from_json(&text).with_context(|| format!("cannot read the trace in {name}"))
}

/// Print the id that a trace has, or will have once it is recorded.
#[derive(Args)]
pub struct Id {
    /// The trace as one object of JSON, or - for standard input.
    file: PathBuf,
    /// Who records it, or anchors its batch.
    #[arg(long, value_name = "ADDRESS", value_parser = address)]
    recorder: H160,
}

impl Id {
    pub fn run(self, common: &Common) -> anyhow::Result<()> {
        let trace = read(&self.file)?;
        let contract = common.network()?.instance(common.contract)?;
        trace.check(contract)?;
        let id = trace.id(Origin {
            contract,
            recorder: self.recorder,
        });
        let id = format!("{:?}", id.0);
        answer(
            common.json,
            || json!({ "trace": id }),
            |out| writeln!(out, "{id}"),
        )
    }
}

/// Confirm, as its actor, that a step is yours.
#[derive(Args)]
pub struct Attest {
    /// The trace.
    #[arg(value_parser = hash)]
    trace: H256,
    /// The step, from 1.
    step: u8,
    #[command(flatten)]
    writing: Writing,
}

impl Attest {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let message = IAnswerable::attestCall {
            trace: self.trace.0.into(),
            step: self.step,
        };
        common.send(&self.writing, message, Amount::ZERO).await
    }
}

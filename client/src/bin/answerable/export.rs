//! `answerable export`: everything on chain about a set of traces, one record after the other.

mod gather;
mod parquet;
mod records;
mod sink;
mod wanted;

use crate::{
    given::{address, hash},
    progress,
    session::{Common, Session},
};
use answerable_client::{history::History, interface::IAnswerable, Chain, H160, H256};
use clap::{Args, ValueEnum};
use gather::Gathered;
use sink::Sink;
use std::path::PathBuf;
use wanted::Wanted;

/// Write everything on chain about traces, for analysis: docs/export.md tells the schema.
#[derive(Args)]
pub struct Export {
    /// The traces [default with --all or a filter: every one].
    #[arg(value_parser = hash, required_unless_present_any = ["all", "requester", "recorder", "actor", "surety"])]
    traces: Vec<H256>,
    /// Every trace that is recorded or opened.
    #[arg(long, conflicts_with = "traces")]
    all: bool,
    /// Read what happened from this block on [default: the block in which the first of the traces was recorded, or
    /// the contract deployed].
    #[arg(long, value_name = "BLOCK")]
    from_block: Option<u64>,
    /// Only traces that this account asked for.
    #[arg(long, value_name = "ADDRESS", value_parser = address, help_heading = "Which")]
    requester: Option<H160>,
    /// Only traces that this account recorded, or whose batch it anchored.
    #[arg(long, value_name = "ADDRESS", value_parser = address, help_heading = "Which")]
    recorder: Option<H160>,
    /// Only traces with a step of this account.
    #[arg(long, value_name = "ADDRESS", value_parser = address, help_heading = "Which")]
    actor: Option<H160>,
    /// Only traces with a step that this account answers for, or answered for.
    #[arg(long, value_name = "ADDRESS", value_parser = address, help_heading = "Which")]
    surety: Option<H160>,
    /// How it is written.
    #[arg(long, default_value = "jsonl")]
    format: Format,
    /// Where it is written to; the file is there once it is whole [default: it is printed].
    #[arg(long, value_name = "FILE", required_if_eq("format", "parquet"))]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// A line of JSON for each record.
    Jsonl,
    /// A file for data frames and databases.
    Parquet,
}

impl Export {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        // Before minutes of reading, not after.
        let mut sink = Sink::open(self.format, self.out.as_deref())?;
        let session = common.open().await?;
        let contract = session.contract().await?;
        let since = self.since(&session).await?;
        let head = session.chain.block().await?;
        let bar = progress::counting("reading blocks");
        let named = self.traces.iter().copied().collect();
        let gathered = Gathered::read(&session.chain, contract.address(), since, head, named, &bar);
        let mut gathered = gathered.await?;
        bar.finish_and_clear();

        let wanted = Wanted {
            requester: self.requester,
            recorder: self.recorder,
            actor: self.actor,
            surety: self.surety,
        };
        let bar = progress::counting("reading traces");
        bar.set_length(u64::try_from(gathered.traces.len()).unwrap_or(u64::MAX));
        for (id, told) in std::mem::take(&mut gathered.traces) {
            let history = History::of(&contract, id, head, since, &told).await?;
            if wanted.has(&history) {
                gathered.wanted.insert(id);
                records::all(&history, |record| sink.put(&record))?;
            }
            bar.inc(1);
        }
        bar.finish_and_clear();
        gathered.events(|record| sink.put(&record))?;
        let written = sink.finish()?;
        if let Some(file) = &self.out {
            anstream::eprintln!("{written} records are in {}", file.display());
        }
        Ok(())
    }

    /// Named traces must be there. What happened before a trace was recorded is not about it.
    async fn since(&self, session: &Session) -> anyhow::Result<u64> {
        let contract = session.contract().await?;
        let mut first = None;
        for trace in &self.traces {
            let trace = trace.0.into();
            let found = contract.view(&IAnswerable::traceCall { trace }).await?;
            first = Some(first.unwrap_or(u64::MAX).min(found.recordedAt));
        }
        let since = match (self.from_block, first) {
            (Some(block), _) => block,
            (None, Some(second)) => session.chain.block_since(second).await?,
            (None, None) => session.network.since.unwrap_or_default(),
        };
        // Block 0 holds no transactions, and not every chain keeps it.
        Ok(since.max(1))
    }
}

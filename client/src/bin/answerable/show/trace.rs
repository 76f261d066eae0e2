//! `answerable show trace` and `answerable show step`

use super::{
    page::{deadline, Page},
    tell, Seen,
};
use crate::{
    files,
    given::hash,
    progress,
    sentences::{tokens, who},
    session::{Common, Session},
};
use answerable_client::{
    history::History, interface::IAnswerable, json, names, picture, Answerable, AnyChain, Signer,
    DEV_ACCOUNTS, H256,
};
use clap::Args;
use std::{
    io::Write,
    path::{Path, PathBuf},
};

#[derive(Args)]
pub struct Trace {
    /// The trace.
    #[arg(value_parser = hash)]
    trace: H256,
    /// Draw it into this file as SVG, or - to print it.
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Look at what happened from this block on [default: since it was recorded].
    #[arg(long, value_name = "BLOCK")]
    from_block: Option<u64>,
}

impl Trace {
    /// JSON is the record alone, which needs no block to be read: the whole history as data is what `export` is for.
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let session = common.open().await?;
        let contract = session.contract().await?;
        if common.json && self.svg.is_none() {
            let view = IAnswerable::traceCall {
                trace: self.trace.0.into(),
            };
            let record = contract.view(&view).await?;
            let record = json::returned::<IAnswerable::traceCall>(&record);
            return session.answer(|| record, |_| Ok(()));
        }
        let history = self.history(&session, &contract).await?;
        match &self.svg {
            None => write!(anstream::stdout(), "{}", picture::tree(&history))?,
            Some(file) if file == Path::new("-") => {
                write!(anstream::stdout(), "{}", picture::svg(&history))?;
            }
            Some(file) => {
                files::write(file, &picture::svg(&history))?;
                anstream::eprintln!("{} is drawn", file.display());
            }
        }
        Ok(())
    }

    async fn history(
        &self,
        session: &Session,
        contract: &Answerable<'_, AnyChain>,
    ) -> anyhow::Result<History> {
        let bar = progress::counting("reading blocks");
        let read = History::read(
            &session.chain,
            contract.address(),
            self.trace,
            self.from_block,
            |read, of| {
                bar.set_length(of);
                bar.set_position(read);
            },
        );
        let read = read.await;
        bar.finish_and_clear();
        let mut history = read?;
        if session.is_development().await? {
            for name in DEV_ACCOUNTS {
                let address = Signer::dev(name)?.address();
                history.names.insert(address, name.into());
            }
        }
        Ok(history)
    }
}

#[derive(Args)]
pub struct Step {
    /// The trace.
    #[arg(value_parser = hash)]
    trace: H256,
    /// The step, from 1.
    step: u8,
}

impl Step {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let session = common.open().await?;
        let contract = session.contract().await?;
        let (trace, step) = (self.trace.0.into(), self.step);
        let view = IAnswerable::stepCall { trace, step };
        let seen = Seen::look(&contract, &session, &view).await?;
        let view = IAnswerable::whoAnswersCall { trace, step };
        let layers = contract.view(&view).await?;
        let IAnswerable::StepRecord {
            step,
            fault,
            pledges,
        } = &seen.record;
        let attested = if step.attested {
            "by its actor"
        } else {
            "not by its actor"
        };
        let until = layers.iter().map(|layer| layer.until).max();
        let page = Page::default()
            .fact("kind", names::kind_numbered(step.kind))
            .fact("actor", who(step.actor))
            .fact("commitment", step.commitment)
            .fact("attested", attested)
            .fact_if(*fault != 0, "open fault", fault)
            .fact_if(
                until.is_some(),
                "answered for",
                format!("until {}", deadline(seen.now, until.unwrap_or_default())),
            )
            .table(
                ["pledged by", "cover", "left", "how"],
                pledges.iter().map(row).collect(),
            );
        let page = if layers.is_empty() {
            page.note("Nobody answers for this step.")
        } else {
            page
        };
        tell(&session, &seen, &page)
    }
}

fn row(pledge: &IAnswerable::Pledge) -> [String; 4] {
    let how = match (pledge.mandate, pledge.kept) {
        (0, false) => "of their own accord".into(),
        (0, true) => "by an offer of the requester or the recorder".into(),
        (mandate, _) => format!("by mandate {mandate}"),
    };
    [
        who(pledge.surety),
        tokens(pledge.cover),
        tokens(pledge.left),
        how,
    ]
}

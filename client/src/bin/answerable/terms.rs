//! `answerable terms`: the rules by which things are judged, and another version of them.

use crate::{
    act::Writing,
    office::TermsGiven,
    session::{Common, Session},
};
use answerable_client::{
    alloy_sol_types::SolCall, display, interface::IAnswerable, json, Act, Amount, Answerable,
    AnyChain, CallError, Terms,
};
use anyhow::ensure;
use clap::{Args, Subcommand};
use comfy_table::{presets::NOTHING, Table};
use serde_json::{json, Value};
use std::io::{self, Write};

/// Show the terms, or add a version of them.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct ShowTerms {
    /// The version [default: the current one].
    version: Option<u32>,
    /// Show every version.
    #[arg(long, conflicts_with = "version")]
    all: bool,
    #[command(subcommand)]
    then: Option<Change>,
}

#[derive(Subcommand)]
pub enum Change {
    /// Add a version, which counts for what is recorded from then on; what is not given stays as it is.
    Add(Add),
}

#[derive(Args)]
pub struct Add {
    #[command(flatten)]
    given: TermsGiven,
    #[command(flatten)]
    pub writing: Writing,
}

/// The terms as they are, and as they would be.
pub struct Changed {
    before: Terms,
    after: Terms,
    version: u32,
}

impl ShowTerms {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let session = common.open().await?;
        if let Some(Change::Add(add)) = self.then {
            return add.run(&session).await;
        }
        let contract = session.contract().await?;
        let current = contract.view(&IAnswerable::officeCall {}).await?.terms;
        let versions = if self.all {
            1..=current
        } else {
            let one = self.version.unwrap_or(current);
            one..=one
        };
        let mut shown = Vec::new();
        for version in versions {
            shown.push((version, terms(&contract, version).await?));
        }
        session.answer(
            || {
                let listed = shown.iter().map(|(version, terms)| {
                    let mut one = as_json(*terms);
                    one["version"] = json!(version);
                    one["current"] = json!(*version == current);
                    one
                });
                listed.collect()
            },
            |out| {
                let mut table = Table::new();
                let heads = shown.iter().map(|(version, _)| {
                    let current = if *version == current { ", current" } else { "" };
                    format!("version {version}{current}")
                });
                table
                    .load_style(NOTHING)
                    .set_header([String::new()].into_iter().chain(heads));
                for (place, (name, _)) in lines(&Terms::from(IAnswerable::Terms::default()))
                    .into_iter()
                    .enumerate()
                {
                    let cells = shown
                        .iter()
                        .filter_map(|(_, terms)| lines(terms).into_iter().nth(place));
                    table.add_row(
                        [name.to_owned()]
                            .into_iter()
                            .chain(cells.map(|(_, value)| value)),
                    );
                }
                writeln!(out, "{}", table.trim_fmt())
            },
        )
    }
}

impl Add {
    async fn run(self, session: &Session) -> anyhow::Result<()> {
        let signer = session.signer(&self.writing.signing).await?;
        let contract = session.contract().await?;
        let changed = self.changed(&contract).await?;
        let act = Act::Call {
            to: contract.address(),
            input: changed.call(),
        };
        let done = session
            .perform(
                &self.writing,
                &signer,
                act,
                Amount::ZERO,
                CallError::of_answerable,
            )
            .await?;
        let told = done.told(&[contract.address()])?;
        session.answer(
            || {
                let mut answer = done.as_json();
                answer["before"] = as_json(changed.before);
                answer["after"] = as_json(changed.after);
                answer
            },
            |out| {
                done.tell_events(out, &told)?;
                writeln!(out)?;
                changed.tell(out)?;
                writeln!(out)?;
                done.tell_cost(out)
            },
        )
    }

    /// What was given, put into the current terms.
    pub async fn changed(&self, contract: &Answerable<'_, AnyChain>) -> anyhow::Result<Changed> {
        let current = contract.view(&IAnswerable::officeCall {}).await?.terms;
        let before = terms(contract, current).await?;
        let after = self.given.over(before);
        ensure!(
            after != before,
            "these are the current terms, version {current}; give what is to be different, such as --answer 48h"
        );
        Ok(Changed {
            before,
            after,
            version: current,
        })
    }
}

impl Changed {
    /// What the contract is told.
    pub fn call(&self) -> Vec<u8> {
        let content = self.after.into();
        IAnswerable::addTermsCall { content }.abi_encode()
    }

    /// What is different.
    pub fn tell(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(
            out,
            "Against version {}, which stays as it is for what it counts for:",
            self.version
        )?;
        let both = lines(&self.before).into_iter().zip(lines(&self.after));
        for ((name, before), (_, after)) in both.filter(|(before, after)| before != after) {
            writeln!(out, "{name:<21} {before} → {after}")?;
        }
        Ok(())
    }
}

pub async fn terms(contract: &Answerable<'_, AnyChain>, version: u32) -> anyhow::Result<Terms> {
    let message = IAnswerable::termsCall { terms: version };
    Ok(contract.view(&message).await?.into())
}

pub fn as_json(terms: Terms) -> Value {
    json::returned::<IAnswerable::termsCall>(&terms.into())
}

/// Each field with the name of its option.
pub fn lines(terms: &Terms) -> [(&'static str, String); 10] {
    let windows = terms.windows;
    [
        ("answer", display::span(windows.answer.0.into())),
        ("ruling", display::span(windows.ruling.0.into())),
        ("report", display::span(windows.report.0.into())),
        ("recourse", display::span(windows.recourse.0.into())),
        ("min-cover", display::with_unit(terms.min_cover)),
        ("report-deposit", display::with_unit(terms.report_deposit)),
        ("contest-deposit", display::with_unit(terms.contest_deposit)),
        ("lost-penalty", display::percent(terms.lost_penalty)),
        (
            "max-default-penalty",
            display::percent(terms.max_default_penalty),
        ),
        ("reporter-share", display::percent(terms.reporter_share)),
    ]
}

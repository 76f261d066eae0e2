//! `answerable accounts`

use crate::session::Common;
use answerable_client::{display, Chain, Signer, DEV_ACCOUNTS};
use clap::Args;
use std::io::Write;

/// List the funded accounts of development chains, with what they have where a chain is named.
#[derive(Args)]
pub struct Accounts {}

impl Accounts {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let session = match &common.chain {
            Some(_) => Some(common.open().await?),
            None => None,
        };
        let out = &mut anstream::stdout();
        let mut listed = Vec::new();
        for name in DEV_ACCOUNTS {
            let signer = Signer::dev(name)?;
            let has = match &session {
                Some(session) => {
                    let balance = session.chain.balance(signer.account()).await?;
                    Some(session.tokens(balance))
                }
                None => None,
            };
            listed.push((name, signer.address(), has));
        }
        if common.json {
            let listed = listed.iter().map(|(name, address, has)| {
                serde_json::json!({
                    "name": name,
                    "address": format!("{address:?}"),
                    "balance": has.map(|has| has.units().to_string()),
                })
            });
            writeln!(out, "{:#}", listed.collect::<serde_json::Value>())?;
            return Ok(());
        }
        for (name, address, has) in listed {
            let has = has.map_or(String::new(), |has| {
                format!("  {}", display::with_unit(has))
            });
            writeln!(out, "{name:<8} {address:?}{has}")?;
        }
        Ok(())
    }
}

//! `answerable verify`: whether what is deployed is what was built here.

use crate::{code, session::Common};
use answerable_client::{keccak_256, Chain, Found, H160};
use anyhow::bail;
use clap::Args;
use serde_json::json;
use std::path::PathBuf;

/// Compare the code of a deployed contract with a local build.
#[derive(Args)]
pub struct Verify {
    /// The contract [default: the network's].
    #[arg(value_parser = crate::given::address)]
    address: Option<H160>,
    /// The built contract [default: the one of its kind that was built beside this program].
    #[arg(long, value_name = "FILE")]
    code: Option<PathBuf>,
}

impl Verify {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let session = common.open().await?;
        let address = match self.address {
            Some(address) => address,
            None => session.address()?,
        };
        let found = Found::at(&session.chain, address).await?;
        if found == Found::Nothing {
            session.require(Found::Answerable, address).await?;
        }
        let name = match found {
            Found::Council => code::COUNCIL,
            _ => code::ANSWERABLE,
        };
        let hash = |code: &[u8]| const_hex::encode_prefixed(keccak_256(code));
        let deployed = hash(&session.chain.code_at(address).await?);
        let built = hash(&code::read(self.code, name)?);
        let equal = deployed == built;
        session.answer(
            || {
                json!({
                    "address": format!("{address:?}"),
                    "contract": found.to_string(),
                    "deployed": deployed,
                    "built": built,
                    "equal": equal,
                })
            },
            |out| {
                let what = match found {
                    Found::Answerable => "an answerable contract",
                    Found::Council => "a council",
                    _ => "a contract that this program does not know, compared with answerable",
                };
                writeln!(out, "address   {address:?}, {what}")?;
                writeln!(out, "deployed  {deployed}")?;
                writeln!(out, "built     {built}")?;
                if equal {
                    writeln!(out, "The code is the same.")?;
                }
                Ok(())
            },
        )?;
        if !equal {
            bail!(
                "the deployed code is not what was built here; check out the commit that it is said to be from, build it with `cargo run --release -p answerable-build`, and compare again"
            );
        }
        Ok(())
    }
}

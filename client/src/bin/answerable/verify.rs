//! `answerable verify`: whether what is deployed is what was built here.

use crate::{
    code,
    session::{Common, Session},
};
use answerable_client::{
    interface::IAnswerable::annexCall, keccak_256, Answerable, Chain, Found, H160,
};
use anyhow::bail;
use clap::Args;
use serde_json::{json, Value};
use std::{
    io::{self, Write},
    path::PathBuf,
};

/// Compare the code of a deployed contract, and of its annex, with a local build.
#[derive(Args)]
pub struct Verify {
    /// The contract [default: the network's].
    #[arg(value_parser = crate::given::address)]
    address: Option<H160>,
    /// The built contract [default: the one of its kind that was built beside this program].
    #[arg(long, value_name = "FILE")]
    code: Option<PathBuf>,
    /// The annex that was built with it [default: the one that was built beside this program].
    #[arg(long, value_name = "FILE")]
    annex_code: Option<PathBuf>,
}

/// The hashes of a code on the chain and of one in a file.
struct Compared {
    address: H160,
    deployed: String,
    built: String,
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
            Found::Annex => code::ANNEX,
            _ => code::ANSWERABLE,
        };
        let contract = Compared::read(&session, address, self.code, name).await?;
        let annex = match found {
            Found::Answerable => {
                let contract = Answerable::at(&session.chain, address);
                let annex = contract.view(&annexCall {}).await?.0 .0.into();
                Some(Compared::read(&session, annex, self.annex_code, code::ANNEX).await?)
            }
            _ => None,
        };
        let equal = contract.is_equal() && annex.as_ref().is_none_or(Compared::is_equal);
        session.answer(
            || {
                let mut answer = contract.as_json();
                answer["contract"] = json!(found.to_string());
                answer["equal"] = json!(equal);
                answer["annex"] = json!(annex.as_ref().map(Compared::as_json));
                answer
            },
            |out| {
                let what = match found {
                    Found::Answerable => "an answerable contract",
                    Found::Annex => "an annex of answerable contracts",
                    Found::Council => "a council",
                    _ => "a contract that this program does not know, compared with answerable",
                };
                writeln!(out, "address   {address:?}, {what}")?;
                contract.tell(out)?;
                if let Some(annex) = &annex {
                    writeln!(out, "annex     {:?}", annex.address)?;
                    annex.tell(out)?;
                }
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

impl Compared {
    async fn read(
        session: &Session,
        address: H160,
        file: Option<PathBuf>,
        name: &str,
    ) -> anyhow::Result<Self> {
        let hash = |code: &[u8]| const_hex::encode_prefixed(keccak_256(code));
        Ok(Self {
            address,
            deployed: hash(&session.chain.code_at(address).await?),
            built: hash(&code::read(file, name)?),
        })
    }

    fn is_equal(&self) -> bool {
        self.deployed == self.built
    }

    fn tell(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "deployed  {}", self.deployed)?;
        writeln!(out, "built     {}", self.built)
    }

    fn as_json(&self) -> Value {
        json!({
            "address": format!("{:?}", self.address),
            "deployed": self.deployed,
            "built": self.built,
            "equal": self.is_equal(),
        })
    }
}

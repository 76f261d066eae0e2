//! The built contracts.

use answerable_client::{read_contract, Code};
use clap::Args;
use std::path::PathBuf;

/// The contracts, as they are named where they are built.
pub const ANSWERABLE: &str = "answerable";
pub const ANNEX: &str = "answerable+annex";
pub const COUNCIL: &str = "answerable_council";

/// Which code.
#[derive(Args)]
pub struct CodeGiven {
    /// The built contract [default: the one that was built beside this program].
    #[arg(long, value_name = "FILE")]
    code: Option<PathBuf>,
    /// The annex that was built with it [default: the one that was built beside this program].
    #[arg(long, value_name = "FILE")]
    annex_code: Option<PathBuf>,
}

impl CodeGiven {
    pub fn read(&self) -> anyhow::Result<Code> {
        Ok(Code {
            contract: read(self.code.clone(), ANSWERABLE)?,
            annex: read(self.annex_code.clone(), ANNEX)?,
        })
    }
}

/// The code in a file, or that of a contract that was built beside this program.
pub fn read(file: Option<PathBuf>, contract: &str) -> anyhow::Result<Vec<u8>> {
    let path = match file {
        Some(path) => path,
        None => {
            // What is built with a feature keeps its name.
            let name = contract.split('+').next().unwrap_or_default();
            std::env::current_exe()?
                .with_file_name("../contracts")
                .join(contract)
                .join(format!("{name}.polkavm"))
        }
    };
    Ok(read_contract(&path)?)
}

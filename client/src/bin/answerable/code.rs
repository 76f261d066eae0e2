//! The built contracts.

use clap::Args;
use std::path::PathBuf;

/// The contracts, as they are named where they are built.
pub const ANSWERABLE: &str = "answerable";
pub const COUNCIL: &str = "answerable_council";

/// Which code.
#[derive(Args)]
pub struct Code {
    /// The built contract [default: the one that was built beside this program].
    #[arg(long, value_name = "FILE")]
    code: Option<PathBuf>,
}

impl Code {
    pub fn read(&self) -> anyhow::Result<Vec<u8>> {
        read(self.code.clone(), ANSWERABLE)
    }
}

/// The code in a file, or that of a contract that was built beside this program.
pub fn read(file: Option<PathBuf>, contract: &str) -> anyhow::Result<Vec<u8>> {
    let path = match file {
        Some(path) => path,
        None => std::env::current_exe()?
            .with_file_name("../contracts")
            .join(contract)
            .join(format!("{contract}.polkavm")),
    };
    Ok(answerable_client::read_contract(&path)?)
}

//! The `answerable` command line.

mod accounts;
mod demo;
mod deploy;

use clap::{Args, Parser, Subcommand};
use std::{io, path::PathBuf, process::ExitCode};

/// Who makes it right when a step of an AI inference fails.
#[derive(Parser)]
#[command(name = "answerable", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Play the story of the contract, with every sum shown.
    Demo(OnChain),
    /// Deploy the contract and print its address.
    Deploy(deploy::Deploy),
    /// List the funded accounts of development chains.
    Accounts(accounts::Accounts),
}

/// Where, and with which code.
#[derive(Args)]
struct OnChain {
    /// `embedded` for a fresh chain in this process, or a node's address such as ws://127.0.0.1:9944.
    #[arg(long, default_value = "embedded", env = "ANSWERABLE_CHAIN_URL")]
    chain: String,
    /// The built contract [default: the one that was built beside this program].
    #[arg(long, value_name = "FILE")]
    contract: Option<PathBuf>,
}

impl OnChain {
    fn code(&self) -> anyhow::Result<Vec<u8>> {
        let path = match &self.contract {
            Some(path) => path.clone(),
            None => std::env::current_exe()?
                .with_file_name("../contracts/answerable/answerable.polkavm"),
        };
        Ok(answerable_client::read_contract(&path)?)
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let out = &mut io::stdout();
    let done = match Cli::parse().command {
        Command::Demo(chain) => demo::play(chain, out).await,
        Command::Deploy(deploy) => deploy.run(out).await,
        Command::Accounts(accounts) => accounts.run(out).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if nobody_reads(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// As when our output goes to `head`, which has seen enough.
fn nobody_reads(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

//! The command line.

use std::{io::Write, path::PathBuf, process::ExitCode, time::Duration};

use clap::{error::ErrorKind, Parser};

/// A local development chain with pallet-revive: every transaction gets a block at once, every
/// block is final at once if nothing else is asked for.
///
/// Without --base-path the chain lives in memory and is gone when the node stops. Stop it with
/// Ctrl-C or SIGTERM.
///
/// Besides the usual methods the RPC server has dev_mine(blocks), dev_increaseTime(seconds),
/// dev_setTime(unix seconds) and dev_reorganise(blocks); time never goes back.
#[derive(Debug, Parser)]
#[command(name = "answerable-node", version)]
pub struct Options {
    /// Run the development chain; this is what the node does anyway.
    #[arg(long)]
    dev: bool,

    /// Keep the chain in this folder, and continue with what is already there.
    #[arg(long, value_name = "DIR")]
    pub base_path: Option<PathBuf>,

    /// The port of the RPC server on 127.0.0.1; 0 takes any free one.
    #[arg(long, value_name = "PORT", default_value_t = 9944)]
    pub rpc_port: u16,

    /// Accepted for tools that pass it, and without effect: the node does not connect to others.
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,

    /// Seal a block every so many milliseconds, with or without transactions [default: one per
    /// batch of transactions; 1000 with --final-after]
    #[arg(long, value_name = "MS", value_parser = clap::value_parser!(u64).range(10..=3_600_000))]
    block_time: Option<u64>,

    /// Have a block be final only when so many others follow it, as on a public chain; until then
    /// dev_reorganise puts others in its place
    #[arg(long, value_name = "BLOCKS", default_value_t = 0, value_parser = clap::value_parser!(u32).range(..=1_000))]
    pub final_after: u32,

    /// Stop when standard input closes, as it does when the program that started the node ends,
    /// however it ends.
    #[arg(long)]
    pub until_stdin_closes: bool,

    /// What to log, for example `runtime::revive=debug`.
    #[arg(short, long, value_name = "FILTER")]
    pub log: Vec<String>,
}

impl Options {
    /// How often a block is sealed, or none: whenever there are transactions, and then no other block follows by itself,
    /// so that nothing would become final.
    pub fn block_time(&self) -> Option<Duration> {
        let waits = self.final_after > 0;
        let millis = self.block_time.or(waits.then_some(1_000));
        millis.map(Duration::from_millis)
    }

    /// Reads the process's arguments. Whatever ends the process here is printed already.
    pub fn from_args() -> Result<Self, ExitCode> {
        Self::try_parse().map_err(|error| match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
                let _ = write!(std::io::stdout(), "{}", error.render());
                ExitCode::SUCCESS
            }
            _ => {
                crate::say(&sentence(&error.to_string()));
                ExitCode::from(crate::EXIT_USAGE)
            }
        })
    }
}

/// The first line of clap's several, with the next step.
fn sentence(error: &str) -> String {
    let first = error.lines().next().unwrap_or_default();
    let first = first.strip_prefix("error: ").unwrap_or(first);
    format!("{first}; `answerable-node --help` lists what it takes.")
}

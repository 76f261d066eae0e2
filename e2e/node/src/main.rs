//! A local development chain: upstream's pallet-revive runtime, one block per batch of
//! transactions, every block final at once, and time that can be moved. No networking; the RPC
//! server listens on the loopback interface only.

mod chain_spec;
mod clock;
mod dev_rpc;
mod journal;
mod options;
mod rpc;
mod runtime_api;
mod sealer;
mod service;

use std::{io::Write, process::ExitCode, time::Duration};

use options::Options;
use polkadot_sdk::sc_tracing::logging::LoggerBuilder;
use signal_hook::consts::{SIGINT, SIGTERM};

const EXIT_USAGE: u8 = 2;

/// How long tasks may take to stop before the process leaves without them.
const SHUTDOWN: Duration = Duration::from_secs(1);

/// Warnings only; what the node itself has to say at the start is printed whatever the filter. A
/// cache of compiled code that cannot be written is not worth a warning.
const DEFAULT_LOG: &str = "warn,wasmtime_internal_cache=off";

fn main() -> ExitCode {
    let options = match Options::from_args() {
        Ok(options) => options,
        Err(exit) => return exit,
    };
    if let Err(error) = start_logging(&options) {
        say(&format!(
            "The log filter is not valid ({error}); write it like `-l runtime::revive=debug`."
        ));
        return ExitCode::from(EXIT_USAGE);
    }
    match run(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            say(&sentence);
            ExitCode::FAILURE
        }
    }
}

/// Writes a line to stderr. Unlike `eprintln!` it survives a reader that has gone away.
fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

fn start_logging(options: &Options) -> Result<(), impl std::fmt::Display> {
    let environment = std::env::var("RUST_LOG").unwrap_or_default();
    let directives: Vec<&str> = [DEFAULT_LOG, &environment]
        .into_iter()
        .chain(options.log.iter().map(String::as_str))
        .filter(|directive| !directive.is_empty())
        .collect();
    LoggerBuilder::new(directives.join(",")).init()
}

fn run(options: Options) -> Result<(), String> {
    let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM])
        .map_err(|error| format!("The node cannot listen for signals: {error}."))?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("The node cannot start its threads: {error}."))?;

    let mut node = runtime.block_on(service::start(&options, runtime.handle().clone()))?;
    for line in &node.summary {
        say(line);
    }
    // Tools wait for exactly this line and read the port from it.
    say(&format!("Running JSON-RPC server: addr={},", node.address));

    let (stop, mut stopped) = tokio::sync::mpsc::channel(1);
    let signalled = stop.clone();
    std::thread::spawn(move || {
        signals.forever().next();
        let _ = signalled.blocking_send(());
    });
    if options.until_stdin_closes {
        std::thread::spawn(move || {
            let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
            let _ = stop.blocking_send(());
        });
    }
    let result = runtime.block_on(async {
        tokio::select! {
            _ = stopped.recv() => Ok(()),
            failure = node.failed() => Err(failure),
        }
    });

    let database = node.stop();
    runtime.shutdown_timeout(SHUTDOWN);
    database.flush()?;
    result
}

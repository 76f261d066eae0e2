//! The `answerable` command line.

mod accounts;
mod act;
mod batch;
mod code;
mod council;
mod demo;
mod deploy;
mod export;
mod faults;
mod files;
mod given;
mod guard;
mod money;
mod office;
mod pending;
mod places;
mod progress;
mod recording;
mod responsibility;
mod sentences;
mod serve;
mod session;
mod shell;
mod show;
mod signing;
mod stop;
mod terms;
mod verify;
mod watch;

use answerable_client::{CallError, ChainError};
use clap::{CommandFactory, Parser, Subcommand};
use session::Common;
use std::{io, process::ExitCode};

/// Who makes it right when a step of an AI inference fails.
#[derive(Parser)]
#[command(name = "answerable", version, arg_required_else_help = true, after_help = EXITS)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

const EXITS: &str = "Exit codes: 0 done, 1 failed, 2 not understood, 3 refused by the contract, 4 no answer from the chain (give the \
                     command again: it finds out what became of the first), 5 the trace has steps that nobody answers for";

#[derive(Subcommand)]
enum Command {
    Demo(demo::Demo),
    Deploy(deploy::Deploy),
    Accounts(accounts::Accounts),

    Deposit(money::Deposit),
    Withdraw(money::Withdraw),

    Id(recording::Id),
    Record(recording::Record),
    Attest(recording::Attest),
    Anchor(batch::Anchor),
    Proof(batch::TakeProof),
    Open(batch::Open),
    OpenAndReport(batch::OpenAndReport),
    RequireCovered(guard::RequireCovered),

    Pledge(responsibility::Pledge),
    #[command(subcommand)]
    Offer(responsibility::Offer),
    #[command(subcommand)]
    Mandate(responsibility::Mandate),
    Release(responsibility::Release),

    Report(faults::Report),
    WithdrawReport(faults::WithdrawReport),
    OwnUp(faults::OwnUp),
    Contest(faults::Contest),
    Default(faults::Default),
    Settle(faults::Settle),
    StepForward(faults::StepForward),
    Recourse(faults::Recourse),

    #[command(subcommand)]
    Rule(office::Rule),
    Slash(office::Slash),
    Pardon(office::Pardon),
    #[command(subcommand)]
    Office(office::Office),
    Terms(terms::ShowTerms),
    Council(council::Chamber),

    #[command(subcommand)]
    Show(show::Show),
    WhoAnswers(show::WhoAnswers),
    Uncovered(show::Uncovered),
    Export(export::Export),
    Watch(watch::Watch),
    Serve(serve::Serve),

    Verify(verify::Verify),
    Completions(shell::Completions),
    Man(shell::Man),
}

#[tokio::main]
async fn main() -> ExitCode {
    let Cli { common, command } = Cli::parse();
    match command.run(&common).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if nobody_reads(&error) => ExitCode::SUCCESS,
        Err(error) if error.is::<show::UncoveredSteps>() => 5.into(),
        Err(error) => {
            anstream::eprintln!("error: {error:#}");
            exit_code(&error)
        }
    }
}

impl Command {
    async fn run(self, common: &Common) -> anyhow::Result<()> {
        match self {
            Self::Demo(it) => it.run(common).await,
            Self::Deploy(it) => it.run(common).await,
            Self::Accounts(it) => it.run(common).await,
            Self::Deposit(it) => it.run(common).await,
            Self::Withdraw(it) => it.run(common).await,
            Self::Id(it) => it.run(common),
            Self::Record(it) => it.run(common).await,
            Self::Attest(it) => it.run(common).await,
            Self::Anchor(it) => it.run(common).await,
            Self::Proof(it) => it.run(),
            Self::Open(it) => it.run(common).await,
            Self::OpenAndReport(it) => it.run(common).await,
            Self::RequireCovered(it) => it.run(common).await,
            Self::Pledge(it) => it.run(common).await,
            Self::Offer(it) => it.run(common).await,
            Self::Mandate(it) => it.run(common).await,
            Self::Release(it) => it.run(common).await,
            Self::Report(it) => it.run(common).await,
            Self::WithdrawReport(it) => it.run(common).await,
            Self::OwnUp(it) => it.run(common).await,
            Self::Contest(it) => it.run(common).await,
            Self::Default(it) => it.run(common).await,
            Self::Settle(it) => it.run(common).await,
            Self::StepForward(it) => it.run(common).await,
            Self::Recourse(it) => it.run(common).await,
            Self::Rule(it) => it.run(common).await,
            Self::Slash(it) => it.run(common).await,
            Self::Pardon(it) => it.run(common).await,
            Self::Office(it) => it.run(common).await,
            Self::Terms(it) => it.run(common).await,
            Self::Council(it) => it.run(common).await,
            Self::Show(it) => it.run(common).await,
            Self::WhoAnswers(it) => it.run(common).await,
            Self::Uncovered(it) => it.run(common).await,
            Self::Export(it) => it.run(common).await,
            Self::Watch(it) => it.run(common).await,
            Self::Serve(it) => it.run(common).await,
            Self::Verify(it) => it.run(common).await,
            Self::Completions(it) => it.run(Cli::command()),
            Self::Man(it) => it.run(common, Cli::command()),
        }
    }
}

fn exit_code(error: &anyhow::Error) -> ExitCode {
    let call = error.downcast_ref::<CallError>();
    let chain = match call {
        Some(CallError::Chain(error)) => Some(error),
        _ => error.downcast_ref::<ChainError>(),
    };
    match (call, chain) {
        (Some(CallError::Refused(_) | CallError::Council(_)), _) => 3.into(),
        (
            _,
            Some(
                ChainError::Unreachable { .. }
                | ChainError::ConnectionLost { .. }
                | ChainError::NotIncluded { .. },
            ),
        ) => 4.into(),
        _ => ExitCode::FAILURE,
    }
}

/// As when our output goes to `head`, which has seen enough.
fn nobody_reads(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

//! A fault from its report to its end.

use crate::{
    act::{Paying, Writing},
    given::{amount, hash, hash_or_file},
    session::Common,
};
use answerable_client::{
    interface::{word, IAnswerable},
    Amount, H256,
};
use clap::Args;

/// Where the evidence is.
#[derive(Args)]
pub struct Evidence {
    /// The evidence's hash, or @FILE for the Keccak-256 of a file.
    #[arg(long, value_name = "HASH", value_parser = hash_or_file)]
    pub evidence: H256,
    /// Where others find the evidence.
    #[arg(long, default_value = "")]
    pub uri: String,
}

/// Report that a step of a trace failed.
#[derive(Args)]
pub struct Report {
    /// The trace.
    #[arg(value_parser = hash)]
    trace: H256,
    /// The step, from 1.
    step: u8,
    /// What the requester lost, in tokens.
    #[arg(value_parser = amount)]
    loss: Amount,
    #[command(flatten)]
    evidence: Evidence,
    #[command(flatten)]
    paying: Paying,
}

impl Report {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let message = IAnswerable::reportCall {
            trace: self.trace.0.into(),
            step: self.step,
            loss: word(self.loss),
            evidence: self.evidence.evidence.0.into(),
            uri: self.evidence.uri,
        };
        common
            .send(&self.paying.writing, message, self.paying.attach)
            .await
    }
}

/// Turn to an earlier step for what you paid as a later step's surety.
#[derive(Args)]
pub struct Recourse {
    /// The trace.
    #[arg(value_parser = hash)]
    trace: H256,
    /// The earlier step, from 1.
    step: u8,
    #[command(flatten)]
    evidence: Evidence,
    #[command(flatten)]
    paying: Paying,
}

impl Recourse {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let message = IAnswerable::recourseCall {
            trace: self.trace.0.into(),
            step: self.step,
            evidence: self.evidence.evidence.0.into(),
            uri: self.evidence.uri,
        };
        common
            .send(&self.paying.writing, message, self.paying.attach)
            .await
    }
}

/// A message that names a fault and nothing else.
macro_rules! about_a_fault {
    ($(#[$doc:meta])* $name:ident, $call:ident) => {
        $(#[$doc])*
        #[derive(Args)]
        pub struct $name {
            /// The fault.
            pub fault: u64,
            #[command(flatten)]
            pub writing: Writing,
        }

        impl $name {
            pub async fn run(self, common: &Common) -> anyhow::Result<()> {
                let message = IAnswerable::$call { fault: self.fault };
                common.send(&self.writing, message, Amount::ZERO).await
            }
        }
    };
}
pub(crate) use about_a_fault;

about_a_fault! {
    /// Take back your report, while nothing was paid.
    WithdrawReport, withdrawReportCall
}
about_a_fault! {
    /// Say "mine" to a fault that calls you, and pay what you promised.
    OwnUp, ownUpCall
}
about_a_fault! {
    /// Declare the default of a surety that let its time to answer pass.
    Default, declareDefaultCall
}
about_a_fault! {
    /// Move a fault on whose deadline has passed.
    Settle, settleCall
}

/// Contest a fault that calls you; governance rules on it.
#[derive(Args)]
pub struct Contest {
    /// The fault.
    fault: u64,
    /// What you admit of the loss, in tokens.
    #[arg(long, value_name = "TOKENS", value_parser = amount, default_value = "0")]
    concede: Amount,
    /// Your defence's hash, or @FILE for the Keccak-256 of a file.
    #[arg(long, value_name = "HASH", value_parser = hash_or_file)]
    defence: H256,
    #[command(flatten)]
    paying: Paying,
}

impl Contest {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let message = IAnswerable::contestCall {
            fault: self.fault,
            conceded: word(self.concede),
            defence: self.defence.0.into(),
        };
        common
            .send(&self.paying.writing, message, self.paying.attach)
            .await
    }
}

/// Pay for a fault that nobody answers for.
#[derive(Args)]
pub struct StepForward {
    /// The fault.
    fault: u64,
    /// The most that you will pay, in tokens.
    #[arg(value_parser = amount)]
    most: Amount,
    #[command(flatten)]
    paying: Paying,
}

impl StepForward {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let message = IAnswerable::stepForwardCall {
            fault: self.fault,
            max: word(self.most),
        };
        common
            .send(&self.paying.writing, message, self.paying.attach)
            .await
    }
}

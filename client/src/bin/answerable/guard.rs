//! The guard that contracts ask before they rely on an output, for scripts.

use crate::{
    batch::Proven,
    given::{amount, hash, moment, Moment},
    session::Common,
};
use answerable_client::{
    display,
    interface::{word, IAnswerable},
    Amount, H256,
};
use clap::Args;
use serde_json::json;

/// Succeed only if every step of a trace has at least so much cover; for scripts.
#[derive(Args)]
pub struct RequireCovered {
    /// The trace.
    #[arg(value_parser = hash, required_unless_present = "proof")]
    trace: Option<H256>,
    /// A trace that may still lie in its batch, by its proof.
    #[arg(long, value_name = "FILE", conflicts_with = "trace")]
    proof: Option<std::path::PathBuf>,
    /// The batch [default: the one that the proof names].
    #[arg(long, requires = "proof")]
    batch: Option<u64>,
    /// The least cover of each step, in tokens.
    #[arg(long, value_name = "TOKENS", value_parser = amount)]
    least: Amount,
    /// Until when it must be promised, such as 3d or 2026-12-31 [default: now].
    #[arg(long, value_parser = moment, default_value = "0")]
    until: Moment,
}

impl RequireCovered {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let session = common.open().await?;
        let contract = session.contract().await?;
        let (least, until) = (word(self.least), self.until.on(&session).await?);
        if let Some(proof) = self.proof {
            let proven = Proven::of(proof, self.batch);
            let (batch, proof) = proven.read(&session).await?;
            let message = IAnswerable::requireCoveredInBatchCall {
                batch,
                data: proof.call_data(),
                proof: proof.call_proof(),
                minCover: least,
                minUntil: until,
            };
            contract.view(&message).await?;
        } else {
            let message = IAnswerable::requireCoveredCall {
                trace: self.trace.unwrap_or_default().0.into(),
                minCover: least,
                minUntil: until,
            };
            contract.view(&message).await?;
        }
        let least = display::with_unit(self.least);
        session.answer(
            || json!({ "covered": true }),
            |out| writeln!(out, "every step has at least {least} of cover"),
        )
    }
}

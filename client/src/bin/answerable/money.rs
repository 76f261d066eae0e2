//! Money in and out.

use crate::{act::Writing, session::Common};
use answerable_client::{
    interface::{word, IAnswerable},
    Amount,
};
use clap::Args;

/// Put money into your account in the contract; it stays yours, and free.
#[derive(Args)]
pub struct Deposit {
    /// Tokens, such as 2.5.
    #[arg(value_parser = crate::given::amount)]
    amount: Amount,
    #[command(flatten)]
    writing: Writing,
}

impl Deposit {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        common
            .send(&self.writing, IAnswerable::depositCall {}, self.amount)
            .await
    }
}

/// Take free money out of the contract, to your own account.
#[derive(Args)]
pub struct Withdraw {
    /// Tokens, such as 2.5.
    #[arg(value_parser = crate::given::amount)]
    amount: Amount,
    #[command(flatten)]
    writing: Writing,
}

impl Withdraw {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let amount = word(self.amount);
        let message = IAnswerable::withdrawCall { amount };
        common.send(&self.writing, message, Amount::ZERO).await
    }
}

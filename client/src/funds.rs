//! Whether an account has the native money that a transaction takes.

use crate::{
    codec,
    display::{tokens, with_unit},
    Act, Chain, ChainError, DryRun, Limits, Outcome, Signer, H160,
};
use answerable_protocol::Amount;
use thiserror::Error;

/// What an account lacks for a transaction.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{}", self.sentence())]
pub struct Shortage {
    pub account: H160,
    /// What the account has and can move.
    pub has: Amount,
    /// How much of that has to stay, or the chain would remove the account.
    pub stays: Amount,
    /// What the transaction takes along.
    pub value: Amount,
    /// The most that the transaction costs.
    pub fee: Amount,
    /// What is held while what the transaction stores is stored.
    pub deposit: Amount,
    /// Whether that is all. A trial that stopped for want of money does not know what it would have stored after.
    pub whole: bool,
}

impl Shortage {
    /// All that the account must have.
    pub fn needs(&self) -> Amount {
        let parts = [self.stays, self.value, self.fee, self.deposit];
        let units = parts.into_iter().map(Amount::units);
        Amount::new(units.fold(0, u128::saturating_add))
    }

    /// What has to come in before it can be repeated.
    pub fn missing(&self) -> Amount {
        self.needs().less(self.has)
    }

    fn sentence(&self) -> String {
        let parts: Vec<String> = [
            (self.value, "to send along"),
            (self.fee, "for the fee"),
            (self.deposit, "to hold for storage"),
            (self.stays, "that stays in the account"),
        ]
        .into_iter()
        .filter(|(part, _)| !part.is_zero())
        .map(|(part, what)| format!("{} {what}", tokens(part)))
        .collect();
        let least = if self.whole { "" } else { "at least " };
        format!(
            "the account {:?} has {} on this chain and needs {least}{}: {}; send it {} more and repeat, nothing was done",
            self.account,
            with_unit(self.has),
            tokens(self.needs()),
            parts.join(", "),
            with_unit(self.missing()),
        )
    }
}

/// Refuses an act that was tried and that the signer cannot pay for, before it costs anything.
pub async fn require_funds<C: Chain>(
    chain: &C,
    signer: &Signer,
    act: &Act,
    value: u128,
    tried: &DryRun,
) -> Result<(), ChainError> {
    let codec = chain.codec();
    let fee = fee(chain, signer, act, value, tried.limits()).await?;
    let stored = chain.storage(codec.balance_key(signer.account())?).await?;
    let (has, stays) = codec.read_funds(stored)?;
    let amount = |native: u128| Amount::new(native.saturating_mul(chain.ratio()));
    let shortage = Shortage {
        account: signer.address(),
        has: amount(has),
        stays: amount(stays),
        value: amount(value),
        fee: amount(fee),
        deposit: amount(tried.max_deposit),
        whole: !matches!(tried.outcome, Outcome::Failed { .. }),
    };
    if shortage.missing().is_zero() {
        return Ok(());
    }
    Err(ChainError::InsufficientFunds(Box::new(shortage)))
}

/// The most that an act costs, in native units.
async fn fee<C: Chain>(
    chain: &C,
    signer: &Signer,
    act: &Act,
    value: u128,
    limits: Limits,
) -> Result<u128, ChainError> {
    let account = signer.account();
    let nonce = chain.runtime_api("AccountNonceApi_account_nonce", account.to_vec());
    let nonce = codec::read_nonce(&nonce.await?)?;
    // A fee depends on the transaction's length and not on its signature, so nobody is asked for one.
    let unsigned = Signer::new(account, |_| [0; 64]);
    let transaction = chain
        .codec()
        .sign_act(&unsigned, nonce, act, value, limits)?;
    chain.fee_of(&transaction).await
}

//! The contract, with types.

use crate::{
    interface::{
        amount, word,
        IAnswerable::{accountCall, depositCall, totalsCall, withdrawCall},
    },
    AccountId, Act, Chain, ChainError, DryRun, Outcome, Receipt, Setup, Signer, H160,
};
use alloy_sol_types::SolCall;
use answerable_protocol::{Amount, Reason};
use ink::sol::SolErrorDecode;
use thiserror::Error;

/// An instance of the contract on a chain.
pub struct Answerable<'chain, C> {
    chain: &'chain C,
    address: H160,
}

/// Why a call did not do what it was made for. Nothing was submitted, or the chain undid it.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum CallError {
    #[error("{}", explain(.0))]
    Refused(Reason),
    #[error(transparent)]
    Chain(#[from] ChainError),
    #[error("there is no answerable contract at {address}; deploy one or check the address and the chain")]
    NotAnswerable { address: H160 },
    #[error("{amount} is not a whole number of this chain's units; use a multiple of {ratio}")]
    NotWhole { amount: u128, ratio: u128 },
}

/// The sentence for a refusal, with the next step.
fn explain(reason: &Reason) -> String {
    match reason {
        Reason::ZeroAmount => "an amount of zero does nothing; give one above zero".into(),
        Reason::AmountTooLarge { amount } => {
            format!("{amount} does not fit into 128 bits; use a smaller amount")
        }
        Reason::InsufficientFree {
            account,
            needed,
            free,
        } => format!(
            "{} is needed and {} is free in the account of {account}; deposit the rest or use a smaller amount",
            needed.units(),
            free.units()
        ),
        Reason::PaymentRejected { amount } => format!(
            "the account did not accept {}; a contract must be able to receive money",
            amount.units()
        ),
        // The names and values of the others say it.
        other => format!("refused: {other:?}"),
    }
}

impl<'chain, C: Chain> Answerable<'chain, C> {
    /// An instance that is already there.
    pub fn at(chain: &'chain C, address: H160) -> Self {
        Self { chain, address }
    }

    /// Makes a new instance.
    pub async fn deploy(
        chain: &'chain C,
        signer: &Signer,
        code: Vec<u8>,
        setup: &Setup,
    ) -> Result<(Self, Receipt), CallError> {
        chain.map_account(signer).await?;
        let act = setup.deployment(code);
        let receipt = perform(chain, signer, &act, 0).await?;
        let Some(address) = receipt.deployed else {
            return Err(CallError::Chain(ChainError::Undecodable {
                reason: "the deployment left no address".into(),
            }));
        };
        Ok((Self::at(chain, address), receipt))
    }

    pub fn address(&self) -> H160 {
        self.address
    }

    /// Adds `amount` from the signer's own money to what it has in the contract.
    pub async fn deposit(&self, signer: &Signer, amount: Amount) -> Result<Receipt, CallError> {
        self.send(signer, &depositCall {}, amount).await
    }

    /// Takes `amount` out, to the signer.
    pub async fn withdraw(&self, signer: &Signer, amount: Amount) -> Result<Receipt, CallError> {
        let withdraw = withdrawCall {
            amount: word(amount),
        };
        self.send(signer, &withdraw, Amount::ZERO).await
    }

    /// What `owner` may withdraw at any time.
    pub async fn free_of(&self, owner: H160) -> Result<Amount, CallError> {
        let owner = owner.0.into();
        let account = self.view(&accountCall { owner }).await?;
        Ok(amount(account.free))
    }

    /// The sum of everybody's money in the contract.
    pub async fn accounted(&self) -> Result<Amount, CallError> {
        let totals = self.view(&totalsCall {}).await?;
        Ok(amount(totals.accounted))
    }

    /// Sends any message of the interface, with `value` of the signer's own money.
    pub async fn send<M: SolCall + Sync>(
        &self,
        signer: &Signer,
        message: &M,
        value: Amount,
    ) -> Result<Receipt, CallError> {
        let value = native(self.chain, value)?;
        self.chain.map_account(signer).await?;
        perform(self.chain, signer, &self.act(message), value).await
    }

    /// What a message of the interface would return if `caller` sent it now; for views, anybody may ask.
    pub async fn try_as<M: SolCall + Sync>(
        &self,
        caller: AccountId,
        message: &M,
        value: Amount,
    ) -> Result<M::Return, CallError> {
        let value = native(self.chain, value)?;
        let act = self.act(message);
        let tried = self.chain.dry_run(caller, &act, value).await?;
        let data = accepted(tried)?;
        M::abi_decode_returns(&data).map_err(|_| CallError::NotAnswerable {
            address: self.address,
        })
    }

    /// Looks something up.
    pub async fn view<M: SolCall + Sync>(&self, message: &M) -> Result<M::Return, CallError> {
        self.try_as([0; 32], message, Amount::ZERO).await
    }

    /// The call that brings a message to this instance.
    pub fn act<M: SolCall>(&self, message: &M) -> Act {
        Act::Call {
            to: self.address,
            input: message.abi_encode(),
        }
    }
}

/// An amount in this chain's own units.
pub fn native<C: Chain>(chain: &C, amount: Amount) -> Result<u128, CallError> {
    let (amount, ratio) = (amount.units(), chain.ratio());
    if amount % ratio != 0 {
        return Err(CallError::NotWhole { amount, ratio });
    }
    Ok(amount / ratio)
}

/// Tries first, so that a refusal is known with its reason and costs nothing.
async fn perform<C: Chain>(
    chain: &C,
    signer: &Signer,
    act: &Act,
    value: u128,
) -> Result<Receipt, CallError> {
    let tried = chain.dry_run(signer.account(), act, value).await?;
    let limits = tried.limits();
    accepted(tried)?;
    Ok(chain.submit(signer, act, value, limits).await?)
}

/// What a call would return, or the contract's own reason why it would not.
pub fn accepted(tried: DryRun) -> Result<Vec<u8>, CallError> {
    if let Outcome::Reverted { data } = &tried.outcome {
        if let Ok(reason) = Reason::decode(data) {
            return Err(CallError::Refused(reason));
        }
    }
    Ok(tried.returned()?)
}

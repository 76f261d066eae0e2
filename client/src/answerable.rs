//! The contract, with types.

use crate::{
    display::{tokens, with_unit},
    explain,
    funds::require_funds,
    interface::{
        amount, word,
        IAnswerable::{accountCall, depositCall, totalsCall, withdrawCall},
    },
    AccountId, Act, Chain, ChainError, CouncilRefusal, DryRun, Outcome, Receipt, Signer, H160,
};
use alloy_sol_types::SolCall;
use answerable_protocol::{Amount, Reason};
use thiserror::Error;

/// An instance of the contract on a chain.
pub struct Answerable<'chain, C> {
    chain: &'chain C,
    address: H160,
}

/// Why a call did not do what it was made for. Nothing was submitted, or the chain undid it.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum CallError {
    #[error("{}", explain::explain(.0))]
    Refused(Reason),
    #[error(transparent)]
    Council(CouncilRefusal),
    #[error(transparent)]
    Chain(#[from] ChainError),
    #[error("what is at {address:?} does not answer as answerable does; check the address and the chain with `answerable verify`, or deploy with `answerable deploy`")]
    NotAnswerable { address: H160 },
    #[error("{} cannot be paid on this chain, which counts in steps of {}; use a multiple of that", with_unit(Amount::new(*amount)), tokens(Amount::new(*ratio)))]
    NotWhole { amount: u128, ratio: u128 },
}

impl CallError {
    /// What it means that answerable did not do it.
    pub fn of_answerable(error: ChainError) -> Self {
        if let ChainError::Reverted { data } = &error {
            if let Some(reason) = explain::decode(data) {
                return Self::Refused(reason);
            }
        }
        Self::Chain(error)
    }

    /// What it means that a council did not do it. Some of its errors have the names of answerable's.
    pub fn of_council(error: ChainError) -> Self {
        if let ChainError::Reverted { data } = &error {
            if let Some(refusal) = CouncilRefusal::decode(data) {
                return Self::Council(refusal);
            }
        }
        Self::Chain(error)
    }
}

impl<'chain, C: Chain> Answerable<'chain, C> {
    /// An instance that is already there.
    pub fn at(chain: &'chain C, address: H160) -> Self {
        Self { chain, address }
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
pub(crate) async fn perform<C: Chain>(
    chain: &C,
    signer: &Signer,
    act: &Act,
    value: u128,
) -> Result<Receipt, CallError> {
    let limits = prepare(chain, signer, act, value, CallError::of_answerable)
        .await?
        .limits();
    match chain.submit(signer, act, value, limits).await {
        Err(error) => Err(why(chain, signer, act, value, CallError::of_answerable, error).await),
        Ok(receipt) => Ok(receipt),
    }
}

/// Sees to it that the signer can do something, lets contracts know the signer where they do not, and tries it.
pub async fn prepare<C: Chain>(
    chain: &C,
    signer: &Signer,
    act: &Act,
    value: u128,
    refused: fn(ChainError) -> CallError,
) -> Result<DryRun, CallError> {
    let unmapped = match chain.map_account(signer).await {
        Ok(_) => None,
        // Who cannot pay is told all that it takes, not only that there is nothing for the first fee.
        Err(error @ (ChainError::Rejected { .. } | ChainError::Failed { .. })) => Some(error),
        Err(error) => return Err(error.into()),
    };
    let tried = attempt(chain, signer, act, value, refused).await?;
    unmapped.map_or(Ok(tried), |error| Err(error.into()))
}

/// Tries something that the signer can pay for and that the contract does not refuse. Nothing is submitted.
///
/// `refused` reads the contract's words: [`CallError::of_answerable`] or [`CallError::of_council`].
pub async fn attempt<C: Chain>(
    chain: &C,
    signer: &Signer,
    act: &Act,
    value: u128,
    refused: fn(ChainError) -> CallError,
) -> Result<DryRun, CallError> {
    let tried = chain.dry_run(signer.account(), act, value).await?;
    if !matches!(tried.outcome, Outcome::Reverted { .. }) {
        require_funds(chain, signer, act, value, &tried).await?;
    }
    tried.clone().returned().map_err(refused)?;
    Ok(chain.with_room(signer.account(), act, value, tried).await?)
}

/// Why something failed that had been tried: it may have been refused because of what came in between.
pub async fn why<C: Chain>(
    chain: &C,
    signer: &Signer,
    act: &Act,
    value: u128,
    refused: fn(ChainError) -> CallError,
    error: ChainError,
) -> CallError {
    if let ChainError::Failed { .. } = error {
        if let Ok(tried) = chain.dry_run(signer.account(), act, value).await {
            if let Err(reason) = tried.returned() {
                return refused(reason);
            }
        }
    }
    error.into()
}

/// What a call would return, or the contract's own reason why it would not.
pub fn accepted(tried: DryRun) -> Result<Vec<u8>, CallError> {
    tried.returned().map_err(CallError::of_answerable)
}

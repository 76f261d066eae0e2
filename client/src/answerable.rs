//! The contract, with types.

use crate::{keccak_256, Act, Chain, ChainError, Outcome, Receipt, Signer, H160, U256};
use answerable_protocol::{Amount, Refusal};
use ink::sol::{SolDecode, SolErrorDecode, SolParamsEncode};
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
    Refused(Refusal),
    #[error(transparent)]
    Chain(#[from] ChainError),
    #[error("there is no answerable contract at {address}; deploy one or check the address and the chain")]
    NotAnswerable { address: H160 },
    #[error("{amount} is not a whole number of this chain's units; use a multiple of {ratio}")]
    NotWhole { amount: u128, ratio: u128 },
}

/// The sentence for a refusal, with the next step.
fn explain(refusal: &Refusal) -> String {
    match refusal {
        Refusal::ZeroAmount => "an amount of zero does nothing; give one above zero".into(),
        Refusal::AmountTooLarge { amount } => {
            format!("{amount} does not fit into 128 bits; use a smaller amount")
        }
        Refusal::InsufficientFree { needed, free } => format!(
            "{} is needed and {} is free; deposit the rest or use a smaller amount",
            needed.units(),
            free.units()
        ),
        Refusal::PaymentRejected { amount } => format!(
            "the account did not accept {}; a contract must be able to receive money",
            amount.units()
        ),
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
    ) -> Result<(Self, Receipt), CallError> {
        chain.map_account(signer).await?;
        let act = Act::Deploy {
            code,
            input: Vec::new(),
            salt: None,
        };
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
        self.call(signer, "deposit()", &(), amount).await
    }

    /// Takes `amount` out, to the signer.
    pub async fn withdraw(&self, signer: &Signer, amount: Amount) -> Result<Receipt, CallError> {
        let arguments = (U256::from(amount),);
        self.call(signer, "withdraw(uint256)", &arguments, Amount::ZERO)
            .await
    }

    /// What `owner` may withdraw at any time.
    pub async fn free_of(&self, owner: H160) -> Result<Amount, CallError> {
        self.view("freeOf(address)", &(owner,)).await
    }

    /// The sum of everybody's money in the contract.
    pub async fn accounted(&self) -> Result<Amount, CallError> {
        self.view("accounted()", &()).await
    }

    async fn call<A>(
        &self,
        signer: &Signer,
        signature: &str,
        arguments: &A,
        value: Amount,
    ) -> Result<Receipt, CallError>
    where
        A: for<'a> SolParamsEncode<'a> + Sync,
    {
        let value = self.native(value)?;
        self.chain.map_account(signer).await?;
        perform(self.chain, signer, &self.act(signature, arguments), value).await
    }

    async fn view<A, T>(&self, signature: &str, arguments: &A) -> Result<T, CallError>
    where
        A: for<'a> SolParamsEncode<'a> + Sync,
        T: SolDecode,
    {
        let act = self.act(signature, arguments);
        let tried = self.chain.dry_run([0; 32], &act, 0).await?;
        let data = tried.returned()?;
        T::decode(&data).map_err(|_| CallError::NotAnswerable {
            address: self.address,
        })
    }

    fn act<A: for<'a> SolParamsEncode<'a>>(&self, signature: &str, arguments: &A) -> Act {
        let mut input = keccak_256(signature.as_bytes())[..4].to_vec();
        input.extend(ink::sol::encode_sequence(arguments));
        Act::Call {
            to: self.address,
            input,
        }
    }

    fn native(&self, amount: Amount) -> Result<u128, CallError> {
        let (amount, ratio) = (amount.units(), self.chain.ratio());
        if amount % ratio != 0 {
            return Err(CallError::NotWhole { amount, ratio });
        }
        Ok(amount / ratio)
    }
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
    if let Outcome::Reverted { data } = &tried.outcome {
        if let Ok(refusal) = Refusal::decode(data) {
            return Err(CallError::Refused(refusal));
        }
    }
    tried.returned()?;
    Ok(chain.submit(signer, act, value, limits).await?)
}

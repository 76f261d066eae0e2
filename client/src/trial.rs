//! What an act would do and cost, told by trying it.

use crate::{
    attempt, native, Act, Amount, CallError, Chain, ChainError, Log, Receipt, Signer, Weight,
};

/// What an act would come to. Nothing was submitted.
#[derive(Clone, Debug)]
pub struct Trial {
    /// What contracts would emit, where the runtime can tell.
    pub logs: Vec<Log>,
    pub cost: Cost,
}

/// What an act costs, in the contract's unit, whatever the chain counts in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Of a trial, the most that it can be.
    pub fee: Amount,
    /// What storage does to the account's deposits, where it is known.
    pub deposit: Option<Deposit>,
    pub weight: Weight,
    pub attached: Amount,
}

/// What the chain holds while a contract stores something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deposit {
    /// So much more is held.
    Held(Amount),
    /// So much is given back.
    Back(Amount),
}

impl Trial {
    /// Tries an act that the signer can pay for and that the contract does not refuse.
    ///
    /// `refused` reads the contract's words: [`CallError::of_answerable`] or [`CallError::of_council`].
    pub async fn of<C: Chain>(
        chain: &C,
        signer: &Signer,
        act: &Act,
        attached: Amount,
        refused: fn(ChainError) -> CallError,
    ) -> Result<Self, CallError> {
        let value = native(chain, attached)?;
        let run = attempt(chain, signer, act, value, refused).await?;
        let logs = chain.would_emit(signer.address(), act, value).await?;
        let codec = chain.codec();
        let transaction = codec.sign_act(signer, 0, act, value, run.limits())?;
        let fee = chain.fee_of(&transaction).await?;
        Ok(Self {
            logs,
            cost: Cost {
                fee: amount_of(chain, fee),
                deposit: Some(Deposit::of(chain, run.deposit)),
                weight: run.weight,
                attached,
            },
        })
    }
}

impl Cost {
    /// What a transaction cost. Its deposit is known from its trial.
    pub fn of<C: Chain>(
        chain: &C,
        receipt: &Receipt,
        deposit: Option<i128>,
        attached: Amount,
    ) -> Self {
        Self {
            fee: amount_of(chain, receipt.fee),
            deposit: deposit.map(|deposit| Deposit::of(chain, deposit)),
            weight: receipt.weight,
            attached,
        }
    }
}

impl Deposit {
    fn of<C: Chain>(chain: &C, native: i128) -> Self {
        let amount = amount_of(chain, native.unsigned_abs());
        match native < 0 {
            true => Self::Back(amount),
            false => Self::Held(amount),
        }
    }

    /// In the contract's unit; below zero, it is given back.
    pub fn signed(&self) -> String {
        match self {
            Self::Held(amount) => amount.units().to_string(),
            Self::Back(amount) => format!("-{}", amount.units()),
        }
    }
}

/// Native units as an amount.
pub fn amount_of<C: Chain>(chain: &C, native: u128) -> Amount {
    Amount::new(native.saturating_mul(chain.ratio()))
}

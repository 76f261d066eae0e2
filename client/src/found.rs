//! Which contract is at an address.

use crate::{
    interface::{IAnswerable, ICouncil},
    Act, Chain, ChainError, Outcome, H160,
};
use alloy_sol_types::SolCall;
use std::fmt;
use thiserror::Error;

/// What answers at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// No contract.
    Nothing,
    Answerable,
    /// The annex of instances of answerable, and no instance.
    Annex,
    Council,
    /// A contract that this program does not know, which may be answerable of another version.
    Other,
}

/// Why the contract that is needed was not found.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum NotFound {
    /// There is nothing, or another contract.
    #[error("{}", explain(*.wanted, *.found, *.address))]
    Wrong {
        address: H160,
        wanted: Found,
        found: Found,
    },
    #[error(transparent)]
    Chain(#[from] ChainError),
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Self::Nothing => "nothing",
            Self::Answerable => "answerable",
            Self::Annex => "annex",
            Self::Council => "council",
            Self::Other => "other",
        })
    }
}

impl Found {
    /// Asks what is at an address. An annex has no annex.
    pub async fn at<C: Chain>(chain: &C, address: H160) -> Result<Self, ChainError> {
        if chain.code_at(address).await?.is_empty() {
            return Ok(Self::Nothing);
        }
        let office = answer(chain, address, &IAnswerable::officeCall {}).await?;
        let annex = answer(chain, address, &IAnswerable::annexCall {}).await?;
        if let (Some(_), Some(annex)) = (office, annex) {
            return Ok(if annex.is_zero() {
                Self::Annex
            } else {
                Self::Answerable
            });
        }
        if answer(chain, address, &ICouncil::seatsCall {})
            .await?
            .is_some()
        {
            return Ok(Self::Council);
        }
        Ok(Self::Other)
    }

    /// Refuses an address at which there is something else.
    pub async fn require<C: Chain>(self, chain: &C, address: H160) -> Result<(), NotFound> {
        let found = Self::at(chain, address).await?;
        if found == self {
            return Ok(());
        }
        Err(NotFound::Wrong {
            address,
            wanted: self,
            found,
        })
    }
}

/// What a view returns, if it is what the interface says.
async fn answer<C: Chain, M: SolCall>(
    chain: &C,
    address: H160,
    view: &M,
) -> Result<Option<M::Return>, ChainError> {
    let act = Act::Call {
        to: address,
        input: view.abi_encode(),
    };
    let tried = chain.dry_run([0; 32], &act, 0).await?;
    Ok(match tried.outcome {
        Outcome::Returned { data, .. } => M::abi_decode_returns_validate(&data).ok(),
        Outcome::Reverted { .. } | Outcome::Failed { .. } => None,
    })
}

fn explain(wanted: Found, found: Found, address: H160) -> String {
    let other_version = "it is another contract, or of another version than this program; check the address, or build this program from the commit that it was deployed from";
    match (wanted, found) {
        (Found::Council, Found::Nothing) => format!(
            "there is no contract at {address:?} on this chain; deploy a council with `answerable council deploy`, or check the address and --chain"
        ),
        (_, Found::Nothing) => format!(
            "there is no contract at {address:?} on this chain; deploy one with `answerable deploy`, or check the address and --chain"
        ),
        (Found::Council, Found::Answerable) => format!(
            "{address:?} is an answerable contract and no council; name the council with --council"
        ),
        (_, Found::Council) => format!(
            "{address:?} is a council, which governs; name the contract that it governs with --contract"
        ),
        (_, Found::Annex) => format!(
            "{address:?} is the annex of answerable contracts, and holds nothing itself; name a contract, which its annex does not know"
        ),
        (Found::Council, _) => format!("the contract at {address:?} does not answer as a council does: {other_version}"),
        (_, _) => format!("the contract at {address:?} does not answer as answerable does: {other_version}"),
    }
}

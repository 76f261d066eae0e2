//! Why the chain did not do what it was asked.

use crate::{display::tokens, Limits, Shortage};
use answerable_protocol::Amount;
use thiserror::Error;

/// Each variant's text is a sentence with the next step where there is one.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ChainError {
    #[error(
        "cannot reach a node at {url} ({reason}); start one with scripts/dev or check the address"
    )]
    Unreachable { url: String, reason: String },
    #[error("the connection to {url} was lost and did not come back ({reason}); when the node is up again, look whether the transaction is in before you repeat it")]
    ConnectionLost { url: String, reason: String },
    #[error("the node at {url} has no pallet-revive ({missing} is missing); use a chain that runs smart contracts, such as Polkadot Hub")]
    NotRevive { url: String, missing: String },
    #[error("this chain's clock cannot be moved ({reason}); use a development node or the embedded chain")]
    ClockFixed { reason: String },
    #[error("the contract refused {}; where that is no error of answerable, another contract or version is at this address, see with `answerable verify`", with_data(data))]
    Reverted { data: Vec<u8> },
    #[error("the runtime did not execute it ({reason}); {}", after(reason))]
    Failed { reason: String },
    #[error(transparent)]
    InsufficientFunds(Box<Shortage>),
    #[error("it would store for more than the {} that were allowed as storage deposit; only the fee is spent, try it again without submitting to learn how much it takes now, and allow that", tokens(*allowed))]
    DepositLimit { allowed: Amount },
    #[error("the node did not take the transaction ({reason}); nothing was done")]
    Rejected { reason: String },
    #[error("the node refused to answer: {reason}")]
    Refused { reason: String },
    #[error(
        "the node no longer knows what happened that long ago ({reason}); ask an archive node"
    )]
    Forgotten { reason: String },
    #[error("the transaction could not be written down before it was to be sent ({reason}); nothing was sent")]
    NotKept { reason: String },
    #[error("{seconds} seconds passed and the transaction is in no final block; the node may not be making blocks, look whether it came in before you repeat it")]
    NotIncluded { seconds: u64 },
    #[error("the chain's answer could not be read ({reason}); its runtime may be newer than this program")]
    Undecodable { reason: String },
    #[error("{path} is not a PolkaVM contract; build one with `cargo run --release -p answerable-build`")]
    NotPolkaVm { path: String },
    #[error("cannot read {path} ({reason}); build the contracts with `cargo run --release -p answerable-build`")]
    Unreadable { path: String, reason: String },
    #[error("{phrase} is not an account ({reason}); check that it is typed as it was given")]
    NotAnAccount { phrase: String, reason: String },
}

impl ChainError {
    /// The same, where a limit was the reason.
    pub(crate) fn with_limits(self, limits: Limits, ratio: u128) -> Self {
        match self {
            Self::Failed { reason } if reason.contains("StorageDepositLimitExhausted") => {
                Self::DepositLimit {
                    allowed: Amount::new(limits.deposit.saturating_mul(ratio)),
                }
            }
            other => other,
        }
    }
}

/// What a contract gave as its reason; the beginning, where it gave much.
fn with_data(data: &[u8]) -> String {
    const SHOWN: usize = 1_024;
    match data.split_at_checked(SHOWN) {
        _ if data.is_empty() => "without a reason".into(),
        Some((shown, rest)) if !rest.is_empty() => format!(
            "with {} and {} more bytes",
            const_hex::encode_prefixed(shown),
            rest.len()
        ),
        _ => format!("with {}", const_hex::encode_prefixed(data)),
    }
}

/// What to do about an error of the runtime, which comes with its name.
fn after(reason: &str) -> &'static str {
    let steps = [
        ("ContractReverted", "the contract refused, perhaps because somebody was faster; only the fee is spent, look again and repeat it"),
        ("StorageDepositNotEnoughFunds", "the account cannot pay the storage deposit; send it more"),
        ("TransferFailed", "the account has less than it would send along; send it more"),
        ("Funds are unavailable", "the account has too little; send it more"),
        ("OutOfGas", "it needs more weight than was allowed or fits a block; repeat it, or split it up"),
        ("ContractTrapped", "answerable does not trap, so this is a bug or another contract; see with `answerable verify` what is there"),
        ("AccountUnmapped", "contracts do not know this account; map it first"),
        ("DuplicateContract", "this very contract is there already; deploy with another salt"),
        ("CodeRejected", "this runtime does not run this code; build it with `cargo run --release -p answerable-build`"),
    ];
    let known = steps.iter().find(|(name, _)| reason.contains(name));
    known.map_or(
        "nothing was changed, except for the fee if it was in a block",
        |(_, step)| step,
    )
}

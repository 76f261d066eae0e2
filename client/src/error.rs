//! Why the chain did not do what it was asked.

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
    #[error("the contract refused and gave {} bytes of reason", data.len())]
    Reverted { data: Vec<u8> },
    #[error("the runtime did not execute it: {reason}")]
    Failed { reason: String },
    #[error("the transaction pool did not take it: {reason}")]
    Rejected { reason: String },
    #[error("the node refused to answer: {reason}")]
    Refused { reason: String },
    #[error(
        "the node no longer knows what happened that long ago ({reason}); ask an archive node"
    )]
    Forgotten { reason: String },
    #[error("the transaction could not be written down before it was to be sent ({reason}); nothing was sent")]
    NotKept { reason: String },
    #[error("{seconds} seconds passed and the transaction is in no final block; the node may not be making blocks")]
    NotIncluded { seconds: u64 },
    #[error("the chain's answer could not be read ({reason}); its runtime may be newer than this program")]
    Undecodable { reason: String },
    #[error("{path} is not a PolkaVM contract; build one with `cargo run --release -p answerable-build`")]
    NotPolkaVm { path: String },
    #[error("cannot read {path} ({reason}); build the contracts with `cargo run --release -p answerable-build`")]
    Unreadable { path: String, reason: String },
    #[error("{phrase} is not an account: {reason}")]
    NotAnAccount { phrase: String, reason: String },
}

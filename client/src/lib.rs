//! Everything a Rust program needs to work with answerable on a chain: reaching the chain, deploying the
//! contract, calling it.

mod answerable;
#[cfg(feature = "embedded")]
mod any_chain;
mod artifact;
mod chain;
mod codec;
pub mod display;
#[cfg(feature = "embedded")]
mod embedded;
mod error;
pub mod events;
pub mod history;
pub mod interface;
pub mod json;
pub mod picture;
mod rpc;
mod setup;
mod signer;

pub use alloy_sol_types;
pub use answerable::{accepted, native, Answerable, CallError};
pub use answerable_protocol::{Amount, Bps, Reason, Seconds, State, Terms, Time, Windows};
#[cfg(feature = "embedded")]
pub use any_chain::AnyChain;
pub use artifact::read_contract;
pub use chain::{
    AccountId, Act, Block, Chain, DryRun, Included, Limits, Log, Outcome, Prepared, Receipt, Weight,
};
pub use codec::Codec;
#[cfg(feature = "embedded")]
pub use embedded::{Cell, Embedded, Snapshot};
pub use error::ChainError;
pub use primitive_types::{H160, H256, U256};
pub use rpc::Rpc;
pub use setup::Setup;
pub use signer::{address_of, keccak_256, parse_account, Signer};

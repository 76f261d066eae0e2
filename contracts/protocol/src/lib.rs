//! The rules of answerable, pure: no storage, no environment, the same on the chain and off it.
#![cfg_attr(not(feature = "std"), no_std)]

mod account;
mod amount;
mod id;
mod merkle;
mod refusal;
#[cfg(test)]
mod vectors;

pub use account::Account;
pub use amount::Amount;
pub use id::{Named, TraceId};
pub use merkle::{leaf, pair, Root};
pub use refusal::Refusal;

/// Keccak-256, which the contract has from the chain and everybody else from a library.
pub type Hash<'a> = &'a dyn Fn(&[u8]) -> [u8; 32];

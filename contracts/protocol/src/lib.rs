//! The rules of answerable, pure: no storage, no environment, the same on the chain and off it.
#![cfg_attr(not(feature = "std"), no_std)]

mod account;
mod amount;
mod refusal;

pub use account::Account;
pub use amount::Amount;
pub use refusal::Refusal;

//! The contracts' interfaces with types, read from the same files that Solidity contracts import.

// What the macro writes is not for our lints to judge.
#![allow(clippy::all, clippy::arithmetic_side_effects, clippy::indexing_slicing)]

use crate::Amount;
use alloy_sol_types::private::U256;

/// An amount as the interface has it.
pub fn word(amount: Amount) -> U256 {
    U256::from(amount.units())
}

/// An amount of the interface. None there is larger than 128 bits.
pub fn amount(word: U256) -> Amount {
    Amount::new(word.saturating_to())
}

alloy_sol_types::sol! {
    #![sol(all_derives, abi)]
    "../contracts/examples/IAnswerable.sol"
}

alloy_sol_types::sol! {
    #![sol(all_derives, abi)]
    "../contracts/examples/ICouncil.sol"
}

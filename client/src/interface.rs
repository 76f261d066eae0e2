//! The contracts' interfaces with types, read from the same files that Solidity contracts import.

// What the macro writes is not for our lints to judge.
#![allow(clippy::all, clippy::arithmetic_side_effects, clippy::indexing_slicing)]

alloy_sol_types::sol! {
    #![sol(all_derives, abi)]
    "../contracts/examples/IAnswerable.sol"
}

alloy_sol_types::sol! {
    #![sol(all_derives, abi)]
    "../contracts/examples/ICouncil.sol"
}

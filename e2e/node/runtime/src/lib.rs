//! The runtime of the node, compiled to wasm only: upstream's development runtime for
//! pallet-revive.

#![no_std]

pub use revive_dev_runtime::*;

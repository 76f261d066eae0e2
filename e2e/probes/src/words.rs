//! Structs that cross the Solidity interface.

use ink::{Address, SolDecode, SolEncode, U256};

/// Three words.
#[derive(Clone, Copy, Default, scale::Encode, scale::Decode, SolDecode, SolEncode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Item {
    pub who: Address,
    pub amount: u128,
    pub until: u64,
}

/// Ten words.
#[derive(Clone, Copy, Default, scale::Encode, scale::Decode, SolDecode, SolEncode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Ten {
    pub a: Address,
    pub b: Address,
    pub c: U256,
    pub d: U256,
    pub e: u128,
    pub f: u128,
    pub g: u64,
    pub h: u64,
    pub i: u32,
    pub j: bool,
}

/// A hash and an amount.
#[derive(Clone, Copy, Default, scale::Encode, scale::Decode, SolDecode, SolEncode)]
#[cfg_attr(feature = "std", derive(scale_info::TypeInfo))]
pub struct Long {
    pub hash: ink::H256,
    pub amount: U256,
}

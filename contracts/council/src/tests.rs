//! What the tests of this crate share.

use ink::{prelude::vec::Vec, Address};
use sha3::{Digest, Keccak256};

pub fn keccak_256(bytes: &[u8]) -> [u8; 32] {
    Keccak256::digest(bytes).into()
}

pub fn address(number: u8) -> Address {
    ink::H160([number; 20])
}

pub fn addresses(count: u8) -> Vec<Address> {
    (1..=count).map(address).collect()
}

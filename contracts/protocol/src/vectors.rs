//! What ethers and OpenZeppelin's JavaScript library compute, see `vectors/make.mjs`.

use ink::{prelude::vec::Vec, Address, H256};
use serde::Deserialize;
use sha3::{Digest, Keccak256};

pub fn keccak_256(bytes: &[u8]) -> [u8; 32] {
    Keccak256::digest(bytes).into()
}

pub fn all() -> Vectors {
    serde_json::from_str(include_str!("../vectors/vectors.json")).unwrap()
}

#[derive(Deserialize)]
pub struct Vectors {
    pub traces: Vec<Trace>,
    pub opened: Vec<Opened>,
    pub trees: Vec<Tree>,
}

#[derive(Deserialize)]
pub struct Trace {
    pub contract: Address,
    pub recorder: Address,
    pub requester: Address,
    pub input: H256,
    pub output: H256,
    pub at: u64,
    steps: std::string::String,
    pub id: H256,
}

impl Trace {
    pub fn steps(&self) -> Vec<u8> {
        const_hex::decode(&self.steps).unwrap()
    }
}

#[derive(Deserialize)]
pub struct Opened {
    pub batch: u64,
    pub trace: H256,
    pub id: H256,
}

#[derive(Deserialize)]
pub struct Tree {
    pub size: usize,
    pub root: H256,
    pub proofs: Vec<Proof>,
}

#[derive(Deserialize)]
pub struct Proof {
    pub trace: H256,
    pub proof: Vec<H256>,
}

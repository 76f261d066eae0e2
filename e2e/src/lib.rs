//! Tests written the way of ink_e2e, run on the embedded chain and on a node.

pub mod ask;
mod backend;
pub mod costs;
mod each_chain;
pub mod fuzz;
pub mod indexed;
pub mod journey;
mod node;
pub mod perform;
pub mod postgres;
pub mod program;
pub mod purse;
pub mod synthetic;
pub mod system;
pub mod world;

pub use backend::{signer, Client, Error};
pub use each_chain::on_each_chain;
pub use node::{node_program, shared_node, Node};
pub use program::program;

use answerable_client::{read_contract, Answerable, Chain, Code, Signer, H160};
use std::path::PathBuf;

/// Where `answerable-build` puts a contract's code, which keeps its name where it is built with a feature.
pub fn contract_file(name: &str) -> PathBuf {
    let plain = name.split('+').next().unwrap_or(name);
    contracts_folder()
        .join(name)
        .join(format!("{plain}.polkavm"))
}

/// What an instance of answerable is deployed from.
pub fn answerable_code() -> Code {
    Code::built(&contracts_folder()).unwrap_or_else(|error| panic!("{error}"))
}

/// The annex of an account, which is there then.
pub async fn annex<C: Chain>(chain: &C, maker: &Signer) -> H160 {
    let made = Answerable::deploy_annex(chain, maker, answerable_code().annex).await;
    let (annex, _) = made.unwrap_or_else(|error| panic!("cannot make an annex: {error}"));
    annex
}

/// A built contract's code.
pub fn code(name: &str) -> Vec<u8> {
    read_contract(&contract_file(name)).unwrap_or_else(|error| panic!("{error}"))
}

/// Moves native money out of one account into another, and lets its owner call contracts.
pub async fn fund<C: Chain>(chain: &C, from: &Signer, to: &Signer, amount: u128) {
    let funded = chain.transfer(from, to.account(), amount).await;
    funded.unwrap_or_else(|error| panic!("cannot fund an account: {error}"));
    let mapped = chain.map_account(to).await;
    mapped.unwrap_or_else(|error| panic!("cannot map an account: {error}"));
}

fn contracts_folder() -> PathBuf {
    target_folder().join("contracts")
}

pub(crate) fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace().join("target"), PathBuf::from)
}

fn workspace() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

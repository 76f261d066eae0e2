//! Tests written the way of ink_e2e, run on the embedded chain and on a node.

mod backend;
mod each_chain;
pub mod fuzz;
pub mod journey;
mod node;
pub mod perform;
pub mod purse;
pub mod replay;
pub mod system;
pub mod world;

pub use backend::{Client, Error};
pub use each_chain::on_each_chain;
pub use node::{node_program, shared_node, Node};

use std::path::PathBuf;

/// Where `answerable-build` puts a contract's code.
pub fn contract_file(name: &str) -> PathBuf {
    contracts_folder()
        .join(name)
        .join(format!("{name}.polkavm"))
}

fn contracts_folder() -> PathBuf {
    target_folder().join("contracts")
}

fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace().join("target"), PathBuf::from)
}

fn workspace() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

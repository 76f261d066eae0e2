//! What others cost on the same runtime: their stories, told on a chain of their own, with the cost of each call.
//!
//! `e2e/peers/build.mjs` and `answerable-build e2e/peers/floor e2e/peers/ink-erc20` make their code.

mod hot_acts;
mod kleros;
mod parts;
mod small;
mod stage;
mod uma;

pub use parts::{Breakdown, Part};
pub use stage::{deployment, peer, Machine};

use super::Row;
use crate::code;
use serde::{Deserialize, Serialize};
use stage::Stage;

/// A contract, or several that make one product, on one of the machines that pallet-revive has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Peer {
    pub name: String,
    pub machine: Machine,
    /// Bytes of code that a call of it brings into the proof, without what it calls in turn.
    pub code: usize,
    pub rows: Vec<Row>,
    /// Of each row, in the same order.
    pub breakdowns: Vec<Breakdown>,
}

impl Peer {
    /// What these acts cost together in one case, in computation and proof.
    pub fn together(&self, acts: &[&str], case: &str) -> (u64, u64) {
        let found = acts.iter().map(|act| self.row(act, case).cost);
        found.fold((0, 0), |(time, proof), cost| {
            (time + cost.ref_time, proof + cost.proof_size)
        })
    }

    pub fn row(&self, act: &str, case: &str) -> &Row {
        let found = self
            .rows
            .iter()
            .find(|it| it.name == act && it.case == case);
        found.unwrap_or_else(|| panic!("{} has no {act}, {case}", self.name))
    }
}

/// A fault that is owned up to.
pub const OWNED_UP: [&str; 3] = ["pledge", "report", "ownUp"];
/// A dispute at UMA.
pub const DISPUTED: [&str; 3] = ["assertTruth", "disputeAssertion", "settleAssertion"];
/// A dispute at Kleros, where both sides pay for it before it begins.
pub const RULED: [&str; 4] = [
    "newTransaction",
    "reclaimFunds",
    "depositArbitrationFeeForPayee",
    "rule",
];

/// The names under which [`measure_all`] tells of them.
pub const ANSWERABLE: &str = "answerable";
pub const IN_SOLIDITY: &str = "the same acts in Solidity";
pub const UMA: &str = "UMA OptimisticOracleV3";
pub const KLEROS: &str = "Kleros escrow";
pub const OPENZEPPELIN: &str = "OpenZeppelin ERC-20";
pub const INK_ERC20: &str = "ink ERC-20";
pub const FLOOR: &str = "the floor";

/// Every peer, and the same acts of answerable itself.
pub async fn measure_all() -> Vec<Peer> {
    let mut peers = vec![
        small::floor(Stage::new()).await,
        small::ink_erc20(Stage::new()).await,
        hot_acts::play(Stage::new(), ANSWERABLE, code("answerable")).await,
    ];
    for machine in [Machine::Evm, Machine::PolkaVm] {
        let plain = peer("PlainAnswerable", machine);
        peers.push(hot_acts::play(Stage::new(), IN_SOLIDITY, plain).await);
        peers.push(small::openzeppelin(Stage::new(), machine).await);
        peers.push(kleros::play(Stage::new(), machine).await);
    }
    // Its package brings bytecode for the EVM, and that is what is deployed.
    peers.push(uma::play(Stage::new()).await);
    peers
}

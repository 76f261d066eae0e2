//! Something that is tried again and again, and what it costs.

use crate::{
    costs::observe,
    system::calldata,
    world::{World, STRANGER},
};
use answerable_client::{
    alloy_sol_types::SolCall, interface::IAnswerable as sol, Act as Call, Signer,
};
use answerable_model::{Act, Address};
use serde::{Deserialize, Serialize};

/// A call that the contract answers.
pub struct Probe {
    pub name: String,
    pub case: String,
    caller: Signer,
    call: Call,
    /// Native units.
    value: u128,
}

/// What a call costs by its weight, and what it touches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measured {
    /// Picoseconds of computation.
    pub ref_time: u64,
    /// Bytes of storage proof that are charged for.
    pub proof_size: u64,
    /// Bytes of storage proof that were needed.
    pub needed: u64,
    /// Native units; below zero they are given back.
    pub deposit: i128,
    pub cells_read: u64,
    pub cells_written: u64,
}

impl Probe {
    pub fn act(world: &World, case: &str, who: Address, act: &Act) -> Self {
        Self::new(world, case, who, 0, calldata(act).input)
    }

    pub fn paying(world: &World, who: Address, units: u128, call: &impl SolCall) -> Self {
        Self::new(world, "", who, units, call.abi_encode())
    }

    pub fn view(world: &World, case: &str, view: &impl SolCall) -> Self {
        Self::new(world, case, STRANGER, 0, view.abi_encode())
    }

    fn new(world: &World, case: &str, who: Address, value: u128, input: Vec<u8>) -> Self {
        let selector = input.first_chunk().copied().unwrap_or_default();
        let name = sol::IAnswerableCalls::name_by_selector(selector);
        Self {
            name: name.expect("it is a message").into(),
            case: case.into(),
            caller: world.chain.signer(who).clone(),
            call: Call::Call {
                to: world.chain.contract(),
                input,
            },
            value,
        }
    }

    /// Tries it on the world as it is now.
    pub fn measure(&self, world: &World) -> Measured {
        let chain = world.chain.chain();
        let tried = observe(chain, &self.caller, &self.call, self.value);
        let (tried, observed) = tried.unwrap_or_else(|error| panic!("{error}"));
        let measured = Measured {
            ref_time: tried.weight.ref_time,
            proof_size: tried.weight.proof_size,
            needed: observed.proof_size as u64,
            deposit: tried.deposit,
            cells_read: observed.read.len() as u64,
            cells_written: observed.written.len() as u64,
        };
        if let Err(error) = tried.returned() {
            panic!("{} {}: {error}", self.name, self.case);
        }
        measured
    }
}

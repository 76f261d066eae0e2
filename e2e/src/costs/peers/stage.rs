//! A chain on which one peer's story is told.

use super::parts::{parts_of, Breakdown};
use crate::{
    costs::{measure, Row},
    target_folder,
};
use answerable_client::{
    alloy_sol_types::{private, SolCall},
    Act, Chain, DryRun, Embedded, Signer, H160,
};
use serde::{Deserialize, Serialize};

/// What runs a contract's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Machine {
    Evm,
    PolkaVm,
}

impl Machine {
    /// Which one runs this code.
    pub fn of(code: &[u8]) -> Self {
        if code.starts_with(b"PVM\0") {
            Self::PolkaVm
        } else {
            Self::Evm
        }
    }

    /// As people call it.
    pub fn shown(self) -> &'static str {
        match self {
            Self::Evm => "EVM",
            Self::PolkaVm => "PolkaVM",
        }
    }

    fn extension(self) -> &'static str {
        match self {
            Self::Evm => "evm",
            Self::PolkaVm => "polkavm",
        }
    }
}

/// The code that `e2e/peers/build.mjs` made.
pub fn peer(name: &str, machine: Machine) -> Vec<u8> {
    let file = target_folder().join("peers").join(name);
    let file = file.join(name).with_extension(machine.extension());
    std::fs::read(&file).unwrap_or_else(|error| {
        panic!(
            "cannot read {}: {error}; in e2e/peers: npm ci && npm run build",
            file.display()
        )
    })
}

/// What deploys this code. The EVM has a constructor's arguments behind its code.
pub fn deployment(code: Vec<u8>, arguments: Vec<u8>) -> Act {
    let (code, input) = match Machine::of(&code) {
        Machine::Evm => ([code, arguments].concat(), Vec::new()),
        Machine::PolkaVm => (code, arguments),
    };
    Act::Deploy {
        code,
        input,
        salt: None,
    }
}

/// One development chain and the rows that were measured on it.
pub struct Stage {
    pub chain: Embedded,
    pub rows: Vec<Row>,
    pub breakdowns: Vec<Breakdown>,
}

impl Stage {
    pub fn new() -> Self {
        Self {
            chain: Embedded::new().expect("the chain starts"),
            rows: Vec::new(),
            breakdowns: Vec::new(),
        }
    }

    /// Deploys a contract and says where it is.
    pub async fn deploy(&self, signer: &Signer, code: Vec<u8>, arguments: Vec<u8>) -> H160 {
        let act = deployment(code, arguments);
        let deployed = self.perform(signer, &act, 0).await;
        deployed.expect("a deployment leaves an address")
    }

    /// Sends what is no part of the story.
    pub async fn send(&self, signer: &Signer, to: H160, call: &impl SolCall) {
        self.send_with(signer, to, call, 0).await;
    }

    pub async fn send_with(&self, signer: &Signer, to: H160, call: &impl SolCall, value: u128) {
        let act = calling(to, call);
        self.perform(signer, &act, self.native(value)).await;
    }

    /// Measures a call, then sends it. `value` is in the contract's units.
    pub async fn act(
        &mut self,
        (name, case): (&str, &str),
        signer: &Signer,
        to: H160,
        call: &impl SolCall,
        value: u128,
    ) {
        let act = calling(to, call);
        let value = self.native(value);
        let cost = measure(&self.chain, signer, &act, value).await;
        let cost = cost.unwrap_or_else(|error| panic!("{name}, {case}: {error}"));
        let parts = parts_of(&self.chain, signer, &act, value, &cost).await;
        self.breakdowns.push(Breakdown {
            name: name.into(),
            case: case.into(),
            parts,
        });
        self.rows.push(Row::new(name, case, cost));
        self.perform(signer, &act, value).await;
    }

    /// What a call would return.
    pub async fn ask<C: SolCall>(&self, signer: &Signer, to: H160, call: &C) -> C::Return {
        self.ask_with(signer, to, call, 0).await
    }

    pub async fn ask_with<C: SolCall>(
        &self,
        signer: &Signer,
        to: H160,
        call: &C,
        value: u128,
    ) -> C::Return {
        let act = calling(to, call);
        let data = self.try_it(signer, &act, self.native(value)).await;
        let data = data.returned().expect("a view answers");
        C::abi_decode_returns(&data).expect("a view answers as its interface says")
    }

    /// The size of the code of a contract as it lies on the chain.
    pub async fn code_size(&self, at: H160) -> usize {
        let code = self.chain.code_at(at).await;
        code.expect("the code can be read").len()
    }

    /// The second that contracts see.
    pub async fn now(&self) -> u64 {
        let block = self.chain.block().await;
        block.expect("there is a block").time_ms / 1_000
    }

    pub async fn wait(&self, seconds: u64) {
        let moved = self.chain.advance_time(seconds).await;
        moved.expect("the clock can be moved");
    }

    fn native(&self, value: u128) -> u128 {
        value / self.chain.ratio()
    }

    async fn try_it(&self, signer: &Signer, act: &Act, value: u128) -> DryRun {
        let tried = self.chain.dry_run(signer.account(), act, value).await;
        tried.expect("the chain answers")
    }

    async fn perform(&self, signer: &Signer, act: &Act, value: u128) -> Option<H160> {
        let tried = self.try_it(signer, act, value).await;
        let tried = self
            .chain
            .with_room(signer.account(), act, value, tried)
            .await;
        let tried = tried.expect("the chain answers");
        let limits = tried.limits();
        tried
            .returned()
            .unwrap_or_else(|error| panic!("{act:?}: {error}"));
        let receipt = self.chain.submit(signer, act, value, limits).await;
        receipt.expect("what was tried goes").deployed
    }
}

pub fn calling(to: H160, call: &impl SolCall) -> Act {
    Act::Call {
        to,
        input: call.abi_encode(),
    }
}

/// An address as interfaces have it.
pub fn word(address: H160) -> private::Address {
    address.0.into()
}

pub fn signer(name: &str) -> Signer {
    Signer::dev(name).expect("it is an account of development chains")
}

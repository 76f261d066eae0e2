//! Every message of the contract, in a form that it accepts.

use crate::{
    system::{address, calldata, hash, trace_data, uint},
    world::{World, ASKER, RECORDER, STRANGER, SURETY},
};
use answerable_client::{alloy_sol_types::SolCall, interface::IAnswerable as sol};
use answerable_model::{Act, Address, Hash};

pub struct Message {
    pub sender: Address,
    /// Seconds until it is possible.
    pub wait: u64,
    pub grains: u128,
    /// Nothing for no message.
    pub input: Vec<u8>,
    pub payable: bool,
    pub view: bool,
}

impl Message {
    pub fn selector(&self) -> Option<[u8; 4]> {
        self.input.first_chunk().copied()
    }
}

pub fn all(world: &World) -> Vec<Message> {
    let (trace, evidence) = (world.trace, Hash::of(1));
    let recourse = Act::Recourse {
        trace,
        step: 1,
        evidence,
        uri: "ipfs://evidence".into(),
    };
    // Possible some time later only, which takes more than one call.
    let others = [
        (0, STRANGER, Act::Deposit),
        (0, SURETY, recourse),
        (100_000, STRANGER, Act::Release { trace, step: 5 }),
    ];
    let acts = others.into_iter().chain(world.possible());
    let acts = acts.map(|(wait, sender, act)| Message {
        sender,
        wait,
        grains: u128::from(act == Act::Deposit),
        input: calldata(&act).input,
        payable: act.payable(),
        view: false,
    });
    let none = Message {
        sender: ASKER,
        wait: 0,
        grains: 0,
        input: Vec::new(),
        payable: true,
        view: false,
    };
    acts.chain(views(world)).chain([none]).collect()
}

fn views(world: &World) -> Vec<Message> {
    let (trace, step, fault) = (hash(world.trace), 2, 1);
    let (mandate, batch) = (world.mandate, world.batch);
    let who = address(ASKER);
    let (least, until) = (uint(1), world.now);
    vec![
        view(sol::accountCall { owner: who }),
        view(sol::traceCall { trace }),
        view(sol::stepCall { trace, step }),
        view(sol::batchCall { batch }),
        view(sol::mandateCall { mandate }),
        view(sol::offeredCall { offer: 1 }),
        view(sol::termsCall { terms: 1 }),
        view(sol::faultCall { fault }),
        view(sol::totalsCall {}),
        view(sol::officeCall {}),
        view(sol::annexCall {}),
        view(sol::isPartyCall { fault, who }),
        view(sol::whoAnswersCall { trace, step }),
        view(sol::coverOfCall { trace }),
        view(sol::uncoveredStepsCall { trace }),
        view(sol::requireCoveredCall {
            trace,
            minCover: least,
            minUntil: until,
        }),
        view(sol::requireCoveredInBatchCall {
            batch,
            data: trace_data(world.inside.clone()),
            proof: world.proof.iter().copied().map(hash).collect(),
            minCover: least,
            minUntil: until,
        }),
    ]
}

fn view(call: impl SolCall) -> Message {
    Message {
        sender: RECORDER,
        wait: 0,
        grains: 0,
        input: call.abi_encode(),
        payable: false,
        view: true,
    }
}

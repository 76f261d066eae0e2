//! How much gets into one block of the real node, counted: its pool is filled with more than a block holds, and then
//! it makes one, within its runtime's own limits.

mod filling;
mod page;
mod room;

pub use room::Room;

use crate::answerable_code;
use answerable_client::{
    alloy_sol_types::{SolCall, SolEvent},
    display::TOKEN,
    interface::{word, IAnswerable as sol},
    Act, Amount, Answerable, Setup, Signer, H160, H256,
};
use filling::Filling;
use serde::{Deserialize, Serialize};

/// How often a parachain makes a block, in seconds.
pub const BLOCK_TIME: u32 = 6;

/// Who signs, in turns.
const ACCOUNTS: [&str; 6] = ["alice", "bob", "charlie", "dave", "eve", "ferdie"];

const STEPS: usize = 3;

/// What a block has room for, and full blocks of several kinds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Throughput {
    /// All that transactions of users may take of a block.
    pub room: Room,
    pub blocks: Vec<FullBlock>,
}

/// A block that was filled with one kind of act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FullBlock {
    pub act: String,
    /// How many waited for it.
    pub offered: u64,
    /// How many of them are in it, each of them well done.
    pub counted: u64,
    /// How many fit if each takes what the trial of the first one used, and what the runtime takes for a transaction
    /// around it.
    pub reckoned: u64,
    pub each: Room,
    /// What they took, in thousandths of the room.
    pub used: Room,
    /// Of what there was no more.
    pub limit: String,
}

/// Fills a block of a fresh node with each of the acts that are done often.
pub async fn measure() -> Throughput {
    let accounts = ACCOUNTS.map(|name| Signer::dev(name).expect("it is a development account"));
    let mut filling = Filling::start(accounts.to_vec()).await;
    let setup = Setup::for_development(accounts[0].address());
    let deploying = Answerable::deploy(filling.chain(), &accounts[0], answerable_code(), &setup);
    let (contract, _) = filling.while_mining(deploying).await.expect("it deploys");
    let contract = contract.address();
    for account in &accounts {
        let answerable = Answerable::at(filling.chain(), contract);
        let depositing = answerable.deposit(account, Amount::new(1_000 * TOKEN));
        filling.while_mining(depositing).await.expect("it is paid");
    }
    let call = |message: Vec<u8>| Act::Call {
        to: contract,
        input: message,
    };

    let recorded = filling
        .fill("record", sol::Recorded::SIGNATURE_HASH.0, |turn| {
            (turn % ACCOUNTS.len(), call(record(turn).abi_encode()))
        })
        .await;
    let traces: Vec<_> = recorded.iter().map(|log| topic(log, 1)).collect();
    let step = |turn: usize| {
        let trace = traces.get(turn / STEPS).expect("there are steps enough");
        (trace.0.into(), 1 + (turn % STEPS) as u8)
    };
    filling
        .fill("pledge", sol::Pledged::SIGNATURE_HASH.0, |turn| {
            let (trace, step) = step(turn);
            let cover = word(setup.terms.min_cover);
            let pledge = sol::pledgeCall { trace, step, cover };
            (turn % ACCOUNTS.len(), call(pledge.abi_encode()))
        })
        .await;
    let reported = filling
        .fill("report", sol::Reported::SIGNATURE_HASH.0, |turn| {
            let (trace, step) = step(turn);
            let report = sol::reportCall {
                trace,
                step,
                loss: word(setup.terms.min_cover),
                evidence: [7; 32].into(),
                uri: "ipfs://evidence".into(),
            };
            ((turn + 1) % ACCOUNTS.len(), call(report.abi_encode()))
        })
        .await;
    let called: Vec<_> = filling
        .all(sol::Called::SIGNATURE_HASH.0)
        .map(|log| (topic(log, 1), topic(log, 2)))
        .collect();
    assert_eq!(called.len(), reported.len(), "each fault calls its surety");
    filling
        .fill("ownUp", sol::Paid::SIGNATURE_HASH.0, |turn| {
            let (fault, surety) = called.get(turn).expect("there are faults enough");
            let surety = H160::from_slice(&surety.0[12..]);
            let signer = accounts.iter().position(|it| it.address() == surety);
            let fault = fault.to_low_u64_be();
            let own_up = sol::ownUpCall { fault };
            let signer = signer.expect("only these accounts pledged");
            (signer, call(own_up.abi_encode()))
        })
        .await;
    filling
        .fill("anchor", sol::Anchored::SIGNATURE_HASH.0, |turn| {
            let anchor = sol::anchorCall {
                root: hash(turn, 3),
                depth: 20,
                uriHash: hash(turn, 4),
                terms: 1,
            };
            (turn % ACCOUNTS.len(), call(anchor.abi_encode()))
        })
        .await;
    filling.end()
}

fn record(turn: usize) -> sol::recordCall {
    let step = |number: u8| [&[number][..], &[0xac; 20], &hash(turn, number).0].concat();
    sol::recordCall {
        requester: [0xa5; 20].into(),
        input: hash(turn, 5),
        output: hash(turn, 6),
        at: 1_767_225_600,
        steps: (1..=STEPS as u8).flat_map(step).collect::<Vec<_>>().into(),
        terms: 1,
    }
}

fn hash(turn: usize, of: u8) -> answerable_client::alloy_sol_types::private::FixedBytes<32> {
    let told = [&turn.to_be_bytes()[..], &[of]].concat();
    answerable_client::keccak_256(&told).into()
}

fn topic(log: &answerable_client::Log, place: usize) -> H256 {
    *log.topics.get(place).expect("an event of the interface")
}

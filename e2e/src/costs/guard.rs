//! What asking "does somebody answer for this?" adds to what a contract costs.

use super::{measure, observe, peers::deployment, Cost, Row};
use crate::{annex, code, contract_file, purse};
use answerable_client::{
    alloy_sol_types::{private::*, sol, SolCall, SolValue},
    interface::{word, IAnswerable},
    Act, Amount, Chain, ChainError, Embedded, Setup, Signer, H160,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

sol! {
    interface PaidInference {
        function order(bytes32 input, address recorder, uint256 minCover, uint64 deliverBy, uint64 reportUntil)
            external
            payable;
        function deliver(bytes32 trace) external;
    }
}

const COVER: u128 = 1_000_000_000_000_000_000;
const DAY: u64 = 24 * 60 * 60;
const STEPS: [u8; 3] = [1, 3, 5];

/// What contracts pay for the guard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guard {
    /// A contract of a few bytes that calls another, which is nobody or the guard, and the examples.
    pub rows: Vec<Row>,
    /// For each number of steps.
    pub cells: Vec<GuardCells>,
}

/// Which of answerable's cells the guard looks at, on a trace where each step has one pledge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuardCells {
    pub steps: u8,
    /// Of its own.
    pub asked: usize,
    /// Beyond those that the contract has looked at already to see the trace, as the examples do.
    pub after_the_trace: usize,
}

/// An instance and those who use it.
struct Scene<'chain> {
    chain: &'chain Embedded,
    answerable: H160,
    client: Signer,
    recorder: Signer,
    surety: Signer,
}

pub async fn guard(chain: &Embedded) -> Result<Guard, ChainError> {
    let scene = Scene::set(chain).await?;
    let mut guard = Guard {
        rows: Vec::new(),
        cells: Vec::new(),
    };
    let relay = scene.deploy(purse::code("take"), vec![]).await?;
    let nobody = scene.relayed(relay, H160::repeat_byte(7), &[]).await?;
    guard.rows.push(Row::new("calls nobody", "", nobody));
    for steps in STEPS {
        let trace = scene.covered(b"relayed", steps).await?;
        let ask = scene.asks(trace).await?;
        let cost = scene.relayed(relay, scene.answerable, &ask).await?;
        let case = match steps {
            1 => "one step, one pledge".into(),
            steps => format!("{steps} steps, one pledge on each"),
        };
        guard
            .rows
            .push(Row::new("calls `requireCovered`", case, cost));
        guard.cells.push(scene.cells(trace, steps, ask)?);
    }
    let [solidity, evm, ink] = [
        ("PaidInference", "polkavm"),
        ("PaidInference", "evm"),
        ("answerable_ink_consumer", "polkavm"),
    ]
    .map(|(name, extension)| contract_file(name).with_extension(extension));
    for (name, file) in [
        ("`deliver` of the example in ink", ink),
        ("`deliver` of the example in Solidity, PolkaVM", solidity),
        ("`deliver` of the example in Solidity, EVM", evm),
    ] {
        let code = std::fs::read(&file).map_err(|error| ChainError::Unreadable {
            path: file.display().to_string(),
            reason: error.to_string(),
        })?;
        let cost = scene.delivers(name, code).await?;
        guard.rows.push(Row::new(name, "three steps", cost));
    }
    Ok(guard)
}

impl<'chain> Scene<'chain> {
    async fn set(chain: &'chain Embedded) -> Result<Self, ChainError> {
        let [client, recorder, surety] = ["charlie", "alice", "bob"].map(Signer::dev);
        let (client, recorder, surety) = (client?, recorder?, surety?);
        let setup = Setup::for_development(recorder.address());
        let input = setup.arguments(annex(chain, &recorder).await);
        let mut scene = Self {
            chain,
            answerable: H160::zero(),
            client,
            recorder,
            surety,
        };
        scene.answerable = scene.deploy(code("answerable"), input).await?;
        Ok(scene)
    }

    /// A trace of so many steps for the client, and the surety answers for each.
    async fn covered(&self, input: &[u8], steps: u8) -> Result<FixedBytes<32>, ChainError> {
        let step = |kind: u8| [vec![kind], vec![0xac; 20], vec![0xc0; 32]].concat();
        let record = IAnswerable::recordCall {
            requester: self.client.address().0.into(),
            input: keccak256(input),
            output: keccak256(b"output"),
            at: 1_767_225_600,
            steps: (1..=steps).flat_map(step).collect::<Vec<u8>>().into(),
            terms: 1,
        };
        let data = self
            .send(&self.recorder, self.answerable, &record, 0)
            .await?;
        let trace =
            FixedBytes::<32>::try_from(&*data).map_err(|error| ChainError::Undecodable {
                reason: error.to_string(),
            })?;
        for step in 1..=steps {
            let pledge = IAnswerable::pledgeCall {
                trace,
                step,
                cover: word(Amount::new(COVER)),
            };
            let value = 2 * COVER / self.chain.ratio();
            self.send(&self.surety, self.answerable, &pledge, value)
                .await?;
        }
        Ok(trace)
    }

    async fn asks(&self, trace: FixedBytes<32>) -> Result<Vec<u8>, ChainError> {
        let now = self.chain.block().await?.time_ms / 1_000;
        let guard = IAnswerable::requireCoveredCall {
            trace,
            minCover: word(Amount::new(COVER)),
            minUntil: now + 2 * DAY,
        };
        Ok(guard.abi_encode())
    }

    /// What the few bytes cost that hand `input` to `to`.
    async fn relayed(&self, relay: H160, to: H160, input: &[u8]) -> Result<Cost, ChainError> {
        let act = Act::Call {
            to: relay,
            input: [&[0; 12], &to.0[..], input].concat(),
        };
        measure(self.chain, &self.client, &act, 0).await
    }

    fn cells(
        &self,
        trace: FixedBytes<32>,
        steps: u8,
        ask: Vec<u8>,
    ) -> Result<GuardCells, ChainError> {
        let read = |input: Vec<u8>| -> Result<BTreeSet<_>, ChainError> {
            let act = Act::Call {
                to: self.answerable,
                input,
            };
            let (tried, observed) = observe(self.chain, &self.client, &act, 0)?;
            tried.returned()?;
            Ok(observed.read)
        };
        let asked = read(ask)?;
        let seen = read(IAnswerable::traceCall { trace }.abi_encode())?;
        Ok(GuardCells {
            steps,
            asked: asked.len(),
            after_the_trace: asked.difference(&seen).count(),
        })
    }

    /// What an escrow of this code costs whoever delivers to it.
    async fn delivers(&self, input: &str, code: Vec<u8>) -> Result<Cost, ChainError> {
        let arguments = Address::from(self.answerable.0).abi_encode();
        let escrow = self.deploy(code, arguments).await?;
        let now = self.chain.block().await?.time_ms / 1_000;
        let order = PaidInference::orderCall {
            input: keccak256(input.as_bytes()),
            recorder: self.recorder.address().0.into(),
            minCover: word(Amount::new(COVER)),
            deliverBy: now + DAY,
            reportUntil: now + 2 * DAY,
        };
        let price = COVER / self.chain.ratio();
        self.send(&self.client, escrow, &order, price).await?;
        let trace = self.covered(input.as_bytes(), 3).await?;
        let act = Act::Call {
            to: escrow,
            input: PaidInference::deliverCall { trace }.abi_encode(),
        };
        measure(self.chain, &self.surety, &act, 0).await
    }

    async fn deploy(&self, code: Vec<u8>, arguments: Vec<u8>) -> Result<H160, ChainError> {
        let act = deployment(code, arguments);
        let tried = self.chain.dry_run(self.recorder.account(), &act, 0).await?;
        let limits = tried.limits();
        let receipt = self.chain.submit(&self.recorder, &act, 0, limits).await?;
        receipt.deployed.ok_or_else(|| ChainError::Undecodable {
            reason: "a deployment without an address".into(),
        })
    }

    async fn send(
        &self,
        who: &Signer,
        to: H160,
        call: &impl SolCall,
        value: u128,
    ) -> Result<Vec<u8>, ChainError> {
        let act = Act::Call {
            to,
            input: call.abi_encode(),
        };
        let tried = self.chain.dry_run(who.account(), &act, value).await?;
        let limits = tried.limits();
        let data = tried.returned()?;
        self.chain.submit(who, &act, value, limits).await?;
        Ok(data)
    }
}

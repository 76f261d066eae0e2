//! Stories that count.

use answerable_e2e::system::{Beginning, OnChain};
use answerable_model::{
    account, money, opened_id, pack_step, proof, root, trace_id, Act, Address, Answer, BatchDraw,
    Hash, StepData, System, TraceData, GRAIN, START,
};
use std::collections::BTreeSet;

pub const ASKER: Address = account(0);
pub const RECORDER: Address = account(2);
pub const ACTOR: Address = account(3);
pub const SURETY: Address = account(6);
pub const EARLIER: Address = account(5);
pub const STRANGER: Address = account(7);
pub const GOVERNANCE: Address = account(8);

/// Tells a story and notes what each message in it wrote.
pub struct Count {
    chain: OnChain,
    contract: Address,
    time: u64,
    told: u64,
}

impl Count {
    pub fn new() -> Self {
        let beginning = Beginning::new();
        let mut count = Self {
            contract: beginning.contract(),
            chain: beginning.start(),
            time: START,
            told: 0,
        };
        for number in 0..10 {
            count.does("deposit", 2, account(number), 20_000, Act::Deposit);
        }
        count
    }

    /// `units` of value come along. The message must write just so many cells.
    pub fn does(&mut self, name: &str, cells: usize, who: Address, units: u32, act: Act) -> Answer {
        let value = u128::from(units) * GRAIN;
        let done = self.chain.act(self.time, who, value, &act);
        let answer = done.unwrap_or_else(|refused| panic!("{name}: {refused:?}"));
        let written: BTreeSet<_> = self.chain.chain().written().into_iter().collect();
        println!("{name:<44} {:>2}", written.len());
        assert_eq!(written.len(), cells, "cells that {name} writes");
        answer
    }

    pub fn passes(&mut self, seconds: u64) {
        self.time += seconds;
    }

    pub fn data(&mut self, actors: &[Address]) -> TraceData {
        self.told += 1;
        let step = |(place, actor): (u8, &Address)| StepData {
            kind: 1 + place,
            actor: *actor,
            commitment: Hash::of(self.told),
        };
        TraceData {
            requester: ASKER,
            input: Hash::of(self.told),
            output: Hash::of(self.told),
            at: 0,
            steps: (0..)
                .zip(actors)
                .flat_map(|it| pack_step(&step(it)))
                .collect(),
        }
    }

    pub fn grant(&mut self, surety: Address, actor: Address) -> u64 {
        let act = Act::Grant {
            actor,
            kinds: 0b11_1110,
            recorder: RECORDER,
            terms: 1,
            per_trace: money(20u8),
            limit: money(2_000u16),
            premium_bps: 500,
            until: START + 100_000,
        };
        match self.does("grant", 3, surety, 1, act) {
            Answer::Mandate(mandate) => mandate,
            other => panic!("{other:?}"),
        }
    }

    pub fn report(&mut self, name: &str, cells: usize, trace: Hash, step: u8) -> u64 {
        let act = Act::Report {
            trace,
            step,
            loss: money(30u8),
            evidence: Hash::of(1),
            uri: "ipfs://evidence".into(),
        };
        fault(self.does(name, cells, STRANGER, 7, act))
    }

    /// A trace of two steps out of a covered batch, each with a pledge of its own.
    pub fn opened(&mut self) -> Hash {
        let mandates = [3, 4, 5, 6].map(|number| self.grant(account(number), account(number)));
        let data = self.data(&[ASKER, ASKER]);
        let other = self.data(&[ASKER, account(3)]);
        let traces = [&data, &other].map(|data| trace_id(self.contract, RECORDER, data));
        let draws = mandates.map(|mandate| BatchDraw {
            mandate,
            per_trace: money(20u8),
        });
        let anchor = Act::AnchorCovered {
            root: root(&traces),
            depth: 1,
            uri_hash: Hash::of(1),
            terms: 1,
            cover: draws.to_vec(),
        };
        let Answer::Batch(batch) = self.does("anchorCovered, 4 draws", 11, RECORDER, 1, anchor)
        else {
            unreachable!()
        };
        let open = |step| Act::OpenAndReport {
            batch,
            data: other.clone(),
            proof: proof(&traces, traces[1]),
            step,
            loss: money(30u8),
            evidence: Hash::of(1),
            uri: String::new(),
        };
        let before = self.chain.chain().snapshot();
        self.does("openAndReport", 6, STRANGER, 7, open(2));
        self.chain.chain().revert(&before);
        self.does("openAndReport, nobody answers", 6, STRANGER, 7, open(1));
        let proof = proof(&traces, traces[0]);
        self.does("open", 2, STRANGER, 0, Act::Open { batch, data, proof });
        opened_id(batch, traces[0])
    }

    /// The same, with an own pledge on its second step that is called.
    pub fn called(&mut self) -> (Hash, u64) {
        let trace = self.opened();
        self.pledge(SURETY, trace, 2);
        let fault = self.report("report, out of a batch", 5, trace, 2);
        (trace, fault)
    }

    pub fn pledge(&mut self, who: Address, trace: Hash, step: u8) {
        let cover = money(50u8);
        self.does("pledge", 4, who, 1, Act::Pledge { trace, step, cover });
    }

    pub fn contest(&mut self, fault: u64, conceded: u8) {
        let act = Act::Contest {
            fault,
            conceded: money(conceded),
            defence: Hash::of(1),
        };
        self.does("contest", 3, SURETY, 5, act);
    }

    pub fn default(&mut self, fault: u64) {
        self.passes(26);
        self.does(
            "declareDefault",
            3,
            STRANGER,
            0,
            Act::DeclareDefault { fault },
        );
    }
}

pub fn fault(answer: Answer) -> u64 {
    match answer {
        Answer::Fault(fault) => fault,
        other => panic!("{other:?}"),
    }
}

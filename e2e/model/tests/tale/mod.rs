//! A few words to tell stories with.
#![allow(dead_code)] // Each test file uses some of them.

use answerable_model::{
    account, first_terms, pack_step, shortest, AccountView, Act, Address, Answer, FaultView, Hash,
    Model, Refused, Snapshot, StepData, Terms, TraceData, CONTRACT, START, UNIT,
};

pub const ASKER: Address = account(0);
pub const RECORDER: Address = account(2);
pub const ACTOR: Address = account(3);
pub const ANNA: Address = account(4);
pub const BERT: Address = account(5);
pub const CARL: Address = account(6);
pub const STRANGER: Address = account(7);
pub const GOVERNANCE: Address = account(8);
pub const TREASURY: Address = account(9);

/// Report deposit 7, contest deposit 5, penalties of 11.11 % and 27.77 %, a third of them the reporter's.
/// Answer 25 s, ruling 35 s, report 150 s, recourse 120 s.
pub struct Tale {
    pub model: Model,
    /// Seconds since the beginning.
    pub time: u64,
}

/// The terms of histories, with amounts that one can follow in the head.
pub fn small_terms() -> Terms {
    let first = first_terms();
    Terms {
        min_cover: first.min_cover / UNIT,
        report_deposit: first.report_deposit / UNIT,
        contest_deposit: first.contest_deposit / UNIT,
        ..first
    }
}

impl Tale {
    pub fn new() -> Self {
        Self {
            model: Model::new(CONTRACT, GOVERNANCE, TREASURY, shortest(), small_terms()).unwrap(),
            time: 0,
        }
    }

    pub fn say(&mut self, caller: Address, value: u128, act: Act) -> Result<Answer, Refused> {
        self.model.act(START + self.time, caller, value, &act)
    }

    pub fn ok(&mut self, caller: Address, value: u128, act: Act) -> Answer {
        let told = format!("{caller} {act:?}");
        self.say(caller, value, act)
            .unwrap_or_else(|refused| panic!("{told}: {refused:?}"))
    }

    pub fn no(&mut self, caller: Address, value: u128, act: Act) -> Refused {
        self.say(caller, value, act).expect_err("to be refused")
    }

    /// A trace of so many steps, all the actor's, recorded for the asker.
    pub fn trace(&mut self, steps: u8) -> Hash {
        let act = Act::Record {
            data: data(steps, self.time),
            terms: 1,
        };
        let Answer::Trace(trace) = self.ok(RECORDER, 0, act) else {
            unreachable!()
        };
        trace
    }

    pub fn pledge(&mut self, who: Address, trace: Hash, step: u8, cover: u128) {
        let value = small_terms().reserve(cover);
        self.ok(who, value, Act::Pledge { trace, step, cover });
    }

    pub fn report(&mut self, who: Address, trace: Hash, step: u8, loss: u128) -> u64 {
        match self.ok(who, 7, report(trace, step, loss)) {
            Answer::Fault(fault) => fault,
            other => panic!("{other:?}"),
        }
    }

    pub fn recourse(&mut self, who: Address, trace: Hash, step: u8) -> u64 {
        match self.ok(who, 7, recourse(trace, step)) {
            Answer::Fault(fault) => fault,
            other => panic!("{other:?}"),
        }
    }

    pub fn contest(&mut self, who: Address, fault: u64, conceded: u128) {
        self.ok(
            who,
            5,
            Act::Contest {
                fault,
                conceded,
                defence: Hash::of(2),
            },
        );
    }

    pub fn seen(&self) -> Snapshot {
        self.model.snapshot()
    }

    pub fn fault(&self, fault: u64) -> FaultView {
        self.seen().faults[&fault].clone()
    }

    pub fn account(&self, account: Address) -> AccountView {
        self.seen().account(account)
    }

    pub fn free(&self, account: Address) -> u128 {
        self.account(account).free
    }
}

pub fn data(steps: u8, nonce: u64) -> TraceData {
    let step = |number: u8| {
        let commitment = Hash::of(number.into());
        pack_step(&StepData {
            kind: 1 + number % 5,
            actor: ACTOR,
            commitment,
        })
    };
    TraceData {
        requester: ASKER,
        input: Hash::of(100 + nonce),
        output: Hash::of(200),
        at: nonce,
        steps: (1..=steps).flat_map(step).collect(),
    }
}

pub fn report(trace: Hash, step: u8, loss: u128) -> Act {
    Act::Report {
        trace,
        step,
        loss,
        evidence: Hash::of(1),
        uri: "ipfs://e".into(),
    }
}

pub fn recourse(trace: Hash, step: u8) -> Act {
    Act::Recourse {
        trace,
        step,
        evidence: Hash::of(1),
        uri: "ipfs://e".into(),
    }
}

/// floor(amount × bps / 10,000)
pub fn bps(amount: u128, bps: u128) -> u128 {
    amount * bps / 10_000
}

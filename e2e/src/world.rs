//! A moment in which every message of the contract is possible.

use crate::system::{Beginning, OnChain};
use answerable_model::{
    account, first_terms, money, pack_step, proof, root, trace_id, Act, Address, Answer, BatchDraw,
    Draw, Hash, Refused, StepData, System, TraceData, GRAIN, START,
};

pub const ASKER: Address = account(0);
pub const RECORDER: Address = account(2);
pub const ACTOR: Address = account(3);
pub const GRANTOR: Address = account(4);
pub const EARLIER: Address = account(5);
pub const SURETY: Address = account(6);
pub const STRANGER: Address = account(7);
pub const GOVERNANCE: Address = account(8);

/// Faults of the world, by the state they are in.
pub const DEFAULTED: u64 = 1;
pub const ANSWERING: u64 = 2;
pub const CONTESTED: u64 = 3;
pub const ORPHANED: u64 = 4;

pub struct World {
    pub chain: OnChain,
    pub now: u64,
    pub trace: Hash,
    pub mandate: u64,
    pub batch: u64,
    /// A trace in the batch, and how to show that it is.
    pub inside: TraceData,
    pub proof: Vec<Hash>,
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}

impl World {
    pub fn new() -> Self {
        let beginning = Beginning::new();
        let mut it = Self {
            chain: beginning.start(),
            now: START,
            trace: Hash::ZERO,
            mandate: 0,
            batch: 0,
            inside: data(4, 1),
            proof: Vec::new(),
        };
        for number in 0..10 {
            it.does(account(number), 20_000, Act::Deposit);
        }
        let record = Act::Record {
            data: data(5, 0),
            terms: 1,
        };
        if let Answer::Trace(trace) = it.does(RECORDER, 0, record) {
            it.trace = trace;
        }
        for step in 2..=5 {
            it.does(SURETY, 0, it.pledge(step));
        }
        it.does(STRANGER, 0, it.report(2));
        it.now += 26;
        it.does(STRANGER, 0, Act::DeclareDefault { fault: DEFAULTED });
        it.does(ASKER, 0, it.report(3));
        it.does(ASKER, 0, it.report(4));
        it.does(SURETY, 0, contest(CONTESTED));
        it.does(ASKER, 0, it.report(1));
        it.does(ASKER, 0, it.offer());
        if let Answer::Mandate(mandate) = it.does(GRANTOR, 0, it.grant()) {
            it.mandate = mandate;
        }
        it.anchor(beginning.contract());
        let proposed = STRANGER;
        it.does(GOVERNANCE, 0, Act::ProposeGovernance { proposed });
        it
    }

    fn anchor(&mut self, contract: Address) {
        let inside = trace_id(contract, RECORDER, &self.inside);
        let traces = [inside, Hash::of(77)];
        self.proof = proof(&traces, inside);
        let cover = vec![BatchDraw {
            mandate: self.mandate,
            per_trace: money(20u8),
        }];
        let act = Act::AnchorCovered {
            root: root(&traces),
            depth: 1,
            uri_hash: Hash::of(1),
            terms: 1,
            cover,
        };
        if let Answer::Batch(batch) = self.does(RECORDER, 0, act) {
            self.batch = batch;
        }
    }

    pub fn act(&mut self, who: Address, units: u128, act: &Act) -> Result<Answer, Refused> {
        self.chain.act(self.now, who, units * GRAIN, act)
    }

    pub fn does(&mut self, who: Address, units: u128, act: Act) -> Answer {
        self.act(who, units, &act)
            .unwrap_or_else(|refused| panic!("{act:?}: {refused:?}"))
    }

    /// It is refused for just this, and nobody's storage changes.
    pub fn refuses(&mut self, who: Address, units: u128, act: Act, why: Refused) {
        let before = self.chain.chain().kept();
        let refused = self.act(who, units, &act);
        assert_eq!(refused, Err(why), "{who} {act:?}");
        assert!(
            self.chain.chain().kept() == before,
            "{act:?} left something behind"
        );
    }

    pub fn pledge(&self, step: u8) -> Act {
        Act::Pledge {
            trace: self.trace,
            step,
            cover: money(50u8),
        }
    }

    pub fn report(&self, step: u8) -> Act {
        Act::Report {
            trace: self.trace,
            step,
            loss: money(80u8),
            evidence: Hash::of(1),
            uri: "ipfs://evidence".into(),
        }
    }

    pub fn offer(&self) -> Act {
        Act::Offer {
            trace: self.trace,
            step: 5,
            cover: money(20u8),
            premium: money(2u8),
            until: START + 100,
        }
    }

    pub fn grant(&self) -> Act {
        Act::Grant {
            actor: ACTOR,
            kinds: 0b11_1110,
            recorder: RECORDER,
            terms: 1,
            per_trace: money(20u8),
            limit: money(2_000u16),
            premium_bps: 500,
            until: START + 100_000,
        }
    }

    /// Every message as somebody may send it now, or so many seconds later.
    pub fn possible(&self) -> Vec<(u64, Address, Act)> {
        let (trace, batch, proof) = (self.trace, self.batch, self.proof.clone());
        let (inside, mandate) = (self.inside.clone(), self.mandate);
        let draw = Draw {
            step: 1,
            mandate,
            amount: money(20u8),
        };
        let anchor = |cover: Vec<BatchDraw>| Act::AnchorCovered {
            root: Hash::of(5),
            depth: 2,
            uri_hash: Hash::of(6),
            terms: 1,
            cover,
        };
        let batch_draw = BatchDraw {
            mandate,
            per_trace: money(20u8),
        };
        let now = vec![
            (STRANGER, Act::Withdraw { amount: money(1u8) }),
            (
                RECORDER,
                Act::Record {
                    data: data(2, 9),
                    terms: 1,
                },
            ),
            (
                RECORDER,
                Act::RecordCovered {
                    data: data(2, 9),
                    terms: 1,
                    cover: vec![draw],
                },
            ),
            (
                RECORDER,
                Act::Anchor {
                    root: Hash::of(5),
                    depth: 2,
                    uri_hash: Hash::of(6),
                    terms: 1,
                },
            ),
            (RECORDER, anchor(vec![batch_draw])),
            (
                STRANGER,
                Act::Open {
                    batch,
                    data: inside.clone(),
                    proof: proof.clone(),
                },
            ),
            (
                STRANGER,
                Act::OpenAndReport {
                    batch,
                    data: inside,
                    proof,
                    step: 1,
                    loss: money(9u8),
                    evidence: Hash::of(1),
                    uri: "ipfs://evidence".into(),
                },
            ),
            (ACTOR, Act::Attest { trace, step: 1 }),
            (EARLIER, self.pledge(5)),
            (
                EARLIER,
                Act::PledgeForOffer {
                    offer: 1,
                    cover: money(10u8),
                    least_premium: money(1u8),
                },
            ),
            (ASKER, self.offer()),
            (ASKER, Act::WithdrawOffer { offer: 1 }),
            (GRANTOR, self.grant()),
            (GRANTOR, Act::Revoke { mandate }),
            (ASKER, self.report(5)),
            (SURETY, Act::OwnUp { fault: ANSWERING }),
            (SURETY, contest(ANSWERING)),
            (ASKER, Act::WithdrawReport { fault: ANSWERING }),
            (
                STRANGER,
                Act::StepForward {
                    fault: ORPHANED,
                    max: money(3u8),
                },
            ),
            (
                GOVERNANCE,
                Act::RuleUphold {
                    fault: CONTESTED,
                    loss: money(60u8),
                },
            ),
            (GOVERNANCE, Act::RuleDismiss { fault: CONTESTED }),
            (
                GOVERNANCE,
                Act::Slash {
                    fault: DEFAULTED,
                    bps: 2_000,
                },
            ),
            (GOVERNANCE, Act::Pardon { fault: DEFAULTED }),
            (
                GOVERNANCE,
                Act::AddTerms {
                    content: first_terms(),
                },
            ),
            (GOVERNANCE, Act::SetTreasury { treasury: STRANGER }),
            (GOVERNANCE, Act::SetIntake { open: true }),
            (GOVERNANCE, Act::ProposeGovernance { proposed: STRANGER }),
            (STRANGER, Act::AcceptGovernance),
        ];
        let late = vec![
            (26, STRANGER, Act::DeclareDefault { fault: ANSWERING }),
            (36, STRANGER, Act::Settle { fault: CONTESTED }),
            (100_000, STRANGER, Act::ReleaseBatch { batch }),
        ];
        let now = now.into_iter().map(|(who, act)| (0, who, act));
        now.chain(late).collect()
    }
}

pub fn contest(fault: u64) -> Act {
    Act::Contest {
        fault,
        conceded: money(3u8),
        defence: Hash::of(1),
    }
}

/// A trace of so many steps for the asker.
pub fn data(steps: u8, told: u64) -> TraceData {
    let step = |kind| StepData {
        kind,
        actor: ACTOR,
        commitment: Hash::of(told + 1),
    };
    TraceData {
        requester: ASKER,
        input: Hash::of(told + 2),
        output: Hash::of(told + 3),
        at: 1,
        steps: (1..=steps)
            .flat_map(|kind| pack_step(&step(kind)))
            .collect(),
    }
}

//! What goes on every day, and what it costs somebody who has never been here.

mod faults;
mod promises;

use super::{stage::*, trace_for, tree::plant, A_THOUSAND, THREE_STEPS};
use crate::costs::Row;
use answerable_client::{interface::IAnswerable as sol, AnyChain, Setup, H160};
use answerable_model::{trace_id, Act, Answer, BatchDraw, Draw, Hash, TraceData};

/// So many have been here; the next has not.
const PEOPLE: u8 = 10;
const NEWCOMER: u8 = PEOPLE;

/// Of a batch of a thousand.
const DEPTH: u8 = 10;

pub async fn play(chain: AnyChain) -> Vec<Row> {
    let mut stage = Stage::set(chain, PEOPLE + 1).await;
    money(&mut stage).await;
    governance(&mut stage).await;
    let mut day = Day::begins(stage).await;
    day.records().await;
    promises::are_made(&mut day).await;
    faults::are_reported(&mut day).await;
    faults::are_answered(&mut day).await;
    views(&mut day).await;
    faults::run_out(&mut day).await;
    promises::are_over(&mut day).await;
    day.stage.close()
}

async fn money(stage: &mut Stage) {
    let deposit = Act::Deposit;
    stage.prices("first time", NEWCOMER, 1_000, &deposit).await;
    for person in 0..PEOPLE {
        stage.does(person, 100_000_000, Act::Deposit).await;
    }
    stage.prices("common", SURETY, 1_000, &deposit).await;
    let withdraw = Act::Withdraw { amount: MILLI };
    stage.prices("common", SURETY, 0, &withdraw).await;
}

async fn governance(stage: &mut Stage) {
    let content = crate::system::read_terms(Setup::for_development(H160::zero()).terms.into());
    let acts = [
        Act::AddTerms { content },
        Act::SetTreasury {
            treasury: address(STRANGER),
        },
        Act::SetIntake { open: false },
        Act::ProposeGovernance {
            proposed: address(STRANGER),
        },
    ];
    for act in &acts {
        stage.prices("common", GOVERNANCE, 0, act).await;
    }
    let [.., propose] = acts;
    stage.does(GOVERNANCE, 0, propose).await;
    stage
        .prices("common", STRANGER, 0, &Act::AcceptGovernance)
        .await;
}

/// A day of an instance, and what it knows by now.
struct Day {
    stage: Stage,
    told: u64,
    mandate: u64,
    /// A covered batch, and what lies in it unopened.
    batch: u64,
    inside: TraceData,
    proof: Vec<Hash>,
    /// Recorded with a draw on its first step.
    drawn: Hash,
}

impl Day {
    async fn begins(stage: Stage) -> Self {
        Self {
            stage,
            told: 0,
            mandate: 0,
            batch: 0,
            inside: trace_for(ASKER, &[ACTOR; 3], 0),
            proof: Vec::new(),
            drawn: Hash::ZERO,
        }
    }

    fn data(&mut self, requester: u8, steps: usize) -> TraceData {
        self.told += 1;
        trace_for(requester, &[ACTOR; 5][..steps], self.told)
    }

    async fn recorded(&mut self, requester: u8) -> Hash {
        let data = self.data(requester, 3);
        trace(
            self.stage
                .does(RECORDER, 0, Act::Record { data, terms: 1 })
                .await,
        )
    }

    /// A fresh trace of three steps, for the last of which the surety answers with two tokens.
    async fn pledged(&mut self, requester: u8) -> Hash {
        let trace = self.recorded(requester).await;
        let pledge = pledge(trace, 3);
        self.stage.does(SURETY, 0, pledge).await;
        trace
    }

    async fn records(&mut self) {
        let cases = [("one step", 1), (THREE_STEPS, 3), ("worst: five steps", 5)];
        for (case, steps) in cases {
            let data = self.data(ASKER, steps);
            let record = Act::Record { data, terms: 1 };
            self.stage.prices(case, RECORDER, 0, &record).await;
        }
        let first = self.recorded(ASKER).await;
        let attest = Act::Attest {
            trace: first,
            step: 1,
        };
        self.stage.prices("common", ACTOR, 0, &attest).await;
        self.grants().await;
        let data = self.data(ASKER, 3);
        let cover = vec![Draw {
            step: 1,
            mandate: self.mandate,
            amount: 2_000 * MILLI,
        }];
        let record = Act::RecordCovered {
            data,
            terms: 1,
            cover,
        };
        let recorded = self
            .stage
            .costs("common: three steps, one draw", RECORDER, 0, record);
        self.drawn = trace(recorded.await);
        self.anchors().await;
    }

    async fn grants(&mut self) {
        let until = self.stage.now().await + 365 * DAY;
        let grant = Act::Grant {
            actor: address(ACTOR),
            kinds: 0b11_1110,
            recorder: address(RECORDER),
            terms: 1,
            per_trace: 2_000 * MILLI,
            limit: 10_000_000 * MILLI,
            premium_bps: 100,
            until,
        };
        self.stage.prices("first time", NEWCOMER, 1, &grant).await;
        if let Answer::Mandate(mandate) = self.stage.costs("common", GRANTOR, 0, grant).await {
            self.mandate = mandate;
        }
        let revoke = Act::Revoke {
            mandate: self.mandate,
        };
        self.stage.prices("common", GRANTOR, 0, &revoke).await;
    }

    async fn anchors(&mut self) {
        let contract = self.stage.contract();
        let id = trace_id(contract, address(RECORDER), &self.inside);
        let (root, mut proofs) = plant(&[id, Hash::of(77)], DEPTH);
        self.proof = proofs.swap_remove(0);
        let uri_hash = Hash::of(1);
        let anchor = Act::Anchor {
            root,
            depth: DEPTH,
            uri_hash,
            terms: 1,
        };
        let case = A_THOUSAND;
        self.stage.prices(case, RECORDER, 0, &anchor).await;
        let cover = vec![BatchDraw {
            mandate: self.mandate,
            per_trace: 2_000 * MILLI,
        }];
        let anchor = Act::AnchorCovered {
            root,
            depth: DEPTH,
            uri_hash,
            terms: 1,
            cover,
        };
        let case = "common: up to 1,024 traces, one draw";
        if let Answer::Batch(batch) = self.stage.costs(case, RECORDER, 0, anchor).await {
            self.batch = batch;
        }
        let open = Act::Open {
            batch: self.batch,
            data: self.inside.clone(),
            proof: self.proof.clone(),
        };
        let case = "common: three steps, out of 1,024 traces";
        self.stage.prices(case, ASKER, 0, &open).await;
        let report = Act::OpenAndReport {
            batch: self.batch,
            data: self.inside.clone(),
            proof: self.proof.clone(),
            step: 3,
            loss: 1_500 * MILLI,
            evidence: Hash::of(1),
            uri: URI.into(),
        };
        self.stage.prices(case, ASKER, 0, &report).await;
    }
}

/// Where evidence is, as most say it.
const URI: &str = "ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi";

fn pledge(trace: Hash, step: u8) -> Act {
    Act::Pledge {
        trace,
        step,
        cover: 2_000 * MILLI,
    }
}

fn trace(answer: Answer) -> Hash {
    match answer {
        Answer::Trace(trace) => trace,
        other => panic!("it is no trace: {other:?}"),
    }
}

async fn views(day: &mut Day) {
    let (case, now) = ("common", day.stage.now().await);
    let covered = day.pledged(ASKER).await;
    for step in [1, 2] {
        day.stage.does(SURETY, 0, pledge(covered, step)).await;
    }
    let trace = covered.0.into();
    let stage = &mut day.stage;
    let owner = address(SURETY).0.into();
    stage.views(case, sol::accountCall { owner }).await;
    stage.views(case, sol::traceCall { trace }).await;
    stage.views(case, sol::stepCall { trace, step: 3 }).await;
    stage.views(case, sol::batchCall { batch: day.batch }).await;
    let mandate = day.mandate;
    stage.views(case, sol::mandateCall { mandate }).await;
    stage.views(case, sol::offeredCall { offer: 1 }).await;
    stage.views(case, sol::termsCall { terms: 1 }).await;
    stage.views(case, sol::faultCall { fault: 1 }).await;
    stage.views(case, sol::totalsCall {}).await;
    stage.views(case, sol::officeCall {}).await;
    stage.views(case, sol::annexCall {}).await;
    let is_party = sol::isPartyCall {
        fault: 1,
        who: owner,
    };
    stage.views(case, is_party).await;
    let who_answers = sol::whoAnswersCall { trace, step: 3 };
    stage.views(case, who_answers).await;
    stage.views(case, sol::coverOfCall { trace }).await;
    stage.views(case, sol::uncoveredStepsCall { trace }).await;
    let (min_cover, min_until) = (crate::system::uint(1_000 * MILLI), now + DAY);
    let guard = sol::requireCoveredCall {
        trace,
        minCover: min_cover,
        minUntil: min_until,
    };
    stage.views(THREE_STEPS, guard).await;
    let guard = sol::requireCoveredInBatchCall {
        batch: day.batch,
        data: crate::system::trace_data(day.inside.clone()),
        proof: day.proof.iter().map(|it| it.0.into()).collect(),
        minCover: min_cover,
        minUntil: min_until,
    };
    stage
        .views("common: three steps, out of 1,024 traces", guard)
        .await;
}

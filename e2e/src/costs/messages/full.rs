//! The worst cases: a trace of five steps deep in a batch of a million under four guarantees, with five layers on its
//! last step, reported by and for people who were never here, with the longest address of evidence there may be.

mod faults;
mod promises;

use super::{stage::*, trace_for, tree::plant};
use crate::costs::Row;
use answerable_client::{interface::IAnswerable as sol, AnyChain};
use answerable_model::{trace_id, Act, Answer, BatchDraw, Draw, Hash, TraceData};

/// Twenty, with money in the contract.
const SURETIES: std::ops::Range<u8> = 10..30;
/// Those who answer for one step beside the batch's, in their order.
const LAYERS: [u8; 4] = [14, 15, 16, 17];
/// Nobody of these has been here before.
const DRAWING: u8 = 30;
const ANCHORING: u8 = 31;
const SERVED: u8 = 32;
const REPORTING: u8 = 33;
const COMING: u8 = 34;
const TELLING: u8 = 35;
const PEOPLE: u8 = 36;

const DEPTH: u8 = 20;
const LAST: u8 = 5;
/// What the batch's sureties and each of the step's own answer for.
const PER_TRACE: u128 = 100 * MILLI;
const COVER: u128 = 1_000 * MILLI;

pub async fn play(chain: AnyChain) -> Vec<Row> {
    let mut stage = Stage::set(chain, PEOPLE).await;
    for person in (0..10).chain(SURETIES) {
        stage.does(person, 500_000_000, Act::Deposit).await;
    }
    let drawn = draws(&mut stage).await;
    let batch = Batch::anchored(&mut stage).await;
    let opened = batch.opens(&mut stage).await;
    promises::are_made(&mut stage, &opened).await;
    views(&mut stage, &batch, opened.quiet).await;
    faults::go_through_all_layers(&mut stage, &opened).await;
    stage.passes(60 * DAY).await;
    let release = Act::Release {
        trace: drawn,
        step: 1,
    };
    stage
        .prices("worst: four draws", STRANGER, 0, &release)
        .await;
    let release = Act::ReleaseBatch { batch: batch.id };
    stage
        .prices("worst: four draws", STRANGER, 0, &release)
        .await;
    stage.close()
}

async fn grant(stage: &Stage, surety: u8, actor: u8, recorder: u8, limit: u128) -> u64 {
    let grant = Act::Grant {
        actor: address(actor),
        kinds: 0b11_1110,
        recorder: address(recorder),
        terms: 1,
        per_trace: COVER,
        limit,
        premium_bps: 1,
        until: stage.now().await + 365 * DAY,
    };
    match stage.does(surety, 0, grant).await {
        Answer::Mandate(mandate) => mandate,
        other => panic!("it is no mandate: {other:?}"),
    }
}

/// A trace with every place of every step drawn, each of another surety.
async fn draws(stage: &mut Stage) -> Hash {
    let mut cover = Vec::new();
    for (place, surety) in (0..).zip(SURETIES) {
        cover.push(Draw {
            step: 1 + place / 4,
            mandate: grant(stage, surety, ACTOR, DRAWING, COVER).await,
            amount: COVER,
        });
    }
    let record = Act::RecordCovered {
        data: trace_for(SERVED, &[ACTOR; 5], 1),
        terms: 1,
        cover,
    };
    let case = "worst: five steps, 20 draws of 20 sureties";
    trace(stage.costs(case, DRAWING, 1_000, record).await)
}

/// A batch of up to a million traces, of which these are known.
struct Batch {
    id: u64,
    /// For one with a fault before, for one without, and for one that stays inside.
    traces: [(TraceData, Vec<Hash>); 3],
}

/// Two of its traces, for the first steps of which no batch pledge answers.
struct Opened {
    /// Somebody reported a fault on its first step.
    troubled: Hash,
    quiet: Hash,
}

impl Batch {
    async fn anchored(stage: &mut Stage) -> Self {
        let mut cover = Vec::new();
        for (surety, actor) in [(10, ACTOR), (11, GRANTOR), (12, EARLIER), (13, BYSTANDER)] {
            let limit = PER_TRACE << DEPTH;
            cover.push(BatchDraw {
                mandate: grant(stage, surety, actor, ANCHORING, limit).await,
                per_trace: PER_TRACE,
            });
        }
        let apart = [STRANGER, ACTOR, ACTOR, ACTOR, ACTOR];
        let traces = [apart, apart, [ACTOR; 5]];
        let traces = (10..).zip(traces);
        let traces = traces.map(|(told, actors)| trace_for(SERVED, &actors, told * 10));
        let traces: Vec<_> = traces.collect();
        let contract = stage.contract();
        let ids = traces
            .iter()
            .map(|it| trace_id(contract, address(ANCHORING), it));
        let (root, proofs) = plant(&ids.chain([Hash::of(7)]).collect::<Vec<_>>(), DEPTH);
        let uri_hash = Hash::of(1);
        let anchor = Act::Anchor {
            root,
            depth: DEPTH,
            uri_hash,
            terms: 1,
        };
        let case = "up to 1,048,576 traces";
        stage.prices(case, ANCHORING, 0, &anchor).await;
        let anchor = Act::AnchorCovered {
            root,
            depth: DEPTH,
            uri_hash,
            terms: 1,
            cover,
        };
        let case = "worst: four draws of four sureties";
        let anchored = stage.costs(case, ANCHORING, 100_000, anchor).await;
        let Answer::Batch(id) = anchored else {
            panic!("it is no batch: {anchored:?}")
        };
        let mut known = traces.into_iter().zip(proofs);
        let mut next = || known.next().expect("three traces are known");
        Self {
            id,
            traces: [next(), next(), next()],
        }
    }

    async fn opens(&self, stage: &mut Stage) -> Opened {
        let [troubled, quiet, (data, proof)] = self.traces.clone();
        let batch = self.id;
        let open = |(data, proof)| Act::Open { batch, data, proof };
        let case = "worst: five steps, out of 1,048,576 traces";
        let opened = stage.costs(case, STRANGER, 0, open(quiet)).await;
        let opened = Opened {
            quiet: trace(opened),
            troubled: trace(stage.does(STRANGER, 0, open(troubled)).await),
        };
        let report = Act::OpenAndReport {
            batch,
            data,
            proof,
            step: LAST,
            loss: COVER,
            evidence: Hash::of(1),
            uri: longest_uri(),
        };
        stage.prices(case, REPORTING, 10, &report).await;
        opened
    }
}

fn trace(answer: Answer) -> Hash {
    match answer {
        Answer::Trace(trace) => trace,
        other => panic!("it is no trace: {other:?}"),
    }
}

fn longest_uri() -> String {
    format!("{:u<256}", "https://example.org/")
}

async fn views(stage: &mut Stage, batch: &Batch, quiet: Hash) {
    let trace = quiet.0.into();
    let case = "worst: five steps";
    stage.views(case, sol::traceCall { trace }).await;
    let case = "worst: four pledges";
    stage.views(case, sol::stepCall { trace, step: LAST }).await;
    stage.views(case, sol::batchCall { batch: batch.id }).await;
    let case = "worst: five layers";
    let who_answers = sol::whoAnswersCall { trace, step: LAST };
    stage.views(case, who_answers).await;
    let case = "worst: five steps, batched, one with five layers";
    stage.views(case, sol::coverOfCall { trace }).await;
    stage.views(case, sol::uncoveredStepsCall { trace }).await;
    let min_cover = crate::system::uint(PER_TRACE);
    let min_until = stage.now().await + DAY;
    let guard = sol::requireCoveredCall {
        trace,
        minCover: min_cover,
        minUntil: min_until,
    };
    stage.views(case, guard).await;
    let [_, opened, inside] = &batch.traces;
    let cases = [
        ("worst: five steps, out of 1,048,576 traces", inside),
        ("worst: opened meanwhile, one with five layers", opened),
    ];
    for (case, (data, proof)) in cases {
        let guard = sol::requireCoveredInBatchCall {
            batch: batch.id,
            data: crate::system::trace_data(data.clone()),
            proof: proof.iter().map(|it| it.0.into()).collect(),
            minCover: min_cover,
            minUntil: min_until,
        };
        stage.views(case, guard).await;
    }
}

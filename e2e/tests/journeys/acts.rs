//! The acts that most journeys have in common, with the terms of development.

use answerable_client::{interface::IAnswerable::*, keccak_256};
use answerable_e2e::journey::*;
use answerable_protocol::{Named, TraceId};

/// What a report costs at first.
pub const REPORT_DEPOSIT: u128 = 10;
/// What a contest costs at first.
pub const CONTEST_DEPOSIT: u128 = 100;

/// States of a fault, as the interface numbers them.
pub const CONTESTED: u8 = 2;
pub const DEFAULTED: u8 = 3;
pub const ORPHANED: u8 = 4;
pub const MADE_GOOD: u8 = 5;
pub const DISMISSED: u8 = 7;
pub const PARDONED: u8 = 8;
pub const UNANSWERED: u8 = 9;

pub fn hash(of: &str) -> Hash {
    keccak_256(of.as_bytes()).into()
}

/// One step of a trace as it is packed.
pub fn step(kind: u8, actor: &Person, evidence: &str) -> Vec<u8> {
    [&[kind], actor.h160().as_bytes(), &hash(evidence)[..]].concat()
}

/// A trace of so many steps, each of another kind, all done by its recorder.
pub async fn records(it: &Stage, recorder: &Person, asker: &Person, steps: u8) -> Hash {
    let steps: Vec<u8> = (1..=steps)
        .flat_map(|kind| step(kind, recorder, "evidence"))
        .collect();
    let at = it.now().await;
    let record = recordCall {
        requester: asker.address(),
        input: hash("question"),
        output: hash("answer"),
        at,
        steps: steps.into(),
        terms: 1,
    };
    it.does(recorder, &record, 0).await
}

/// Deposits what the pledge reserves, in the same call.
pub async fn pledges(it: &Stage, surety: &Person, trace: Hash, step: u8, cover: u128) {
    let reserve = cover + (cover * 3).div_ceil(10);
    let pledge = pledgeCall {
        trace,
        step,
        cover: milli(cover),
    };
    it.does(surety, &pledge, reserve).await;
}

pub async fn reports(it: &Stage, who: &Person, trace: Hash, step: u8, loss: u128) -> u64 {
    let report = reportCall {
        trace,
        step,
        loss: milli(loss),
        evidence: hash("what went wrong"),
        uri: "ipfs://what-went-wrong".into(),
    };
    it.does(who, &report, REPORT_DEPOSIT).await
}

pub async fn contests(it: &Stage, surety: &Person, fault: u64, conceded: u128) {
    let contest = contestCall {
        fault,
        conceded: milli(conceded),
        defence: hash("why not"),
    };
    it.does(surety, &contest, CONTEST_DEPOSIT).await;
}

pub async fn state(it: &Stage, fault: u64) -> u8 {
    it.sees(&faultCall { fault }).await.state
}

/// For model and compute steps, at a premium of a twentieth, for a year.
pub async fn grants(
    it: &Stage,
    surety: &Person,
    actor: &Person,
    recorder: &Person,
    per_trace: u128,
    limit: u128,
) -> u64 {
    let until = it.now().await + 365 * DAY;
    let grant = grantCall {
        actor: actor.address(),
        kinds: 0b110,
        recorder: recorder.address(),
        terms: 1,
        perTrace: milli(per_trace),
        limit: milli(limit),
        premiumBps: 500,
        until,
    };
    it.does(surety, &grant, 0).await
}

/// The id that a trace has, computed by nothing but what its recorder says.
pub fn id_of(it: &Stage, recorder: &Person, trace: &TraceData) -> Hash {
    let named = Named {
        contract: it.answerable,
        recorder: recorder.h160(),
        requester: trace.requester.0 .0.into(),
        input: trace.input.0.into(),
        output: trace.output.0.into(),
        at: trace.at,
        steps: &trace.steps,
    };
    TraceId::of(&named, &keccak_256).0 .0.into()
}

//! Faults that every layer pays for, until the last one is called.

use super::*;

/// All that five layers answer for.
const LOSS: u128 = PER_TRACE + 4 * COVER;

const LAST_LAYER: &str = "worst: the last of five layers";

pub async fn go_through_all_layers(stage: &mut Stage, opened: &Opened) {
    let contested = report(
        stage,
        opened.quiet,
        REPORTING,
        "worst: five layers, out of a batch",
    )
    .await;
    is_withdrawn(stage, opened.quiet).await;
    let case = "the first of five layers, out of a batch";
    stage
        .prices(case, 10, 0, &Act::OwnUp { fault: contested })
        .await;
    let last = down_to_the_last(stage, contested).await;
    stage
        .prices(LAST_LAYER, last, 0, &Act::OwnUp { fault: contested })
        .await;
    let who = address(SERVED).0.into();
    let is_party = sol::isPartyCall {
        fault: contested,
        who,
    };
    stage.views("worst: five layers", is_party).await;
    is_contested(stage, contested, last).await;

    let silent = report(
        stage,
        opened.troubled,
        TELLING,
        "on a trace that was reported before",
    )
    .await;
    down_to_the_last(stage, silent).await;
    stage.passes(DAY + 1).await;
    is_defaulted(stage, silent, last).await;

    stage.passes(3 * DAY + 1).await;
    let cases = [
        ("worst: a contest in the last of five layers", contested),
        ("worst: a default in the last of five layers", silent),
    ];
    for (case, fault) in cases {
        stage.costs(case, STRANGER, 0, Act::Settle { fault }).await;
    }
    stage.passes(4 * DAY).await;
    turns_upstream(stage, opened.troubled, last).await;
}

/// A fault on the last step.
async fn report(stage: &mut Stage, trace: Hash, who: u8, case: &str) -> u64 {
    let report = Act::Report {
        trace,
        step: LAST,
        loss: LOSS,
        evidence: Hash::of(1),
        uri: longest_uri(),
    };
    fault(stage.costs(case, who, 10, report).await)
}

fn fault(answer: Answer) -> u64 {
    match answer {
        Answer::Fault(fault) => fault,
        other => panic!("it is no fault: {other:?}"),
    }
}

/// All but the last own up.
async fn down_to_the_last(stage: &Stage, fault: u64) -> u8 {
    let [early @ .., last] = LAYERS;
    stage.does(10, 0, Act::OwnUp { fault }).await;
    for surety in early {
        stage.does(surety, 0, Act::OwnUp { fault }).await;
    }
    last
}

async fn is_contested(stage: &mut Stage, fault: u64, surety: u8) {
    let contest = Act::Contest {
        fault,
        conceded: PER_TRACE,
        defence: Hash::of(1),
    };
    stage.costs(LAST_LAYER, surety, 100, contest).await;
    let case = "after a contest, the last of five layers";
    stage.prices(case, surety, 0, &Act::OwnUp { fault }).await;
    let uphold = Act::RuleUphold { fault, loss: LOSS };
    stage.prices(LAST_LAYER, GOVERNANCE, 0, &uphold).await;
    let dismiss = Act::RuleDismiss { fault };
    stage.prices(LAST_LAYER, GOVERNANCE, 0, &dismiss).await;
}

async fn is_withdrawn(stage: &mut Stage, trace: Hash) {
    let report = Act::Report {
        trace,
        step: 4,
        loss: LOSS,
        evidence: Hash::of(1),
        uri: String::new(),
    };
    let fault = fault(stage.does(STRANGER, 0, report).await);
    let withdraw = Act::WithdrawReport { fault };
    stage
        .costs("worst: out of a batch", STRANGER, 0, withdraw)
        .await;
}

async fn is_defaulted(stage: &mut Stage, fault: u64, surety: u8) {
    let default = Act::DeclareDefault { fault };
    stage.costs(LAST_LAYER, STRANGER, 0, default).await;
    let slash = Act::Slash { fault, bps: 2_000 };
    stage.prices(LAST_LAYER, GOVERNANCE, 0, &slash).await;
    let pardon = Act::Pardon { fault };
    stage.prices(LAST_LAYER, GOVERNANCE, 0, &pardon).await;
    let case = "worst: after a default, the last of five layers";
    stage.prices(case, surety, 0, &Act::OwnUp { fault }).await;
}

async fn turns_upstream(stage: &mut Stage, trace: Hash, surety: u8) {
    let recourse = |step| Act::Recourse {
        trace,
        step,
        evidence: Hash::of(1),
        uri: longest_uri(),
    };
    let case = "worst: out of a batch";
    stage.prices(case, surety, 0, &recourse(4)).await;
    let orphan = stage.does(surety, 0, recourse(1)).await;
    let help = Act::StepForward {
        fault: fault(orphan),
        max: COVER,
    };
    let case = "worst: for a recourse";
    stage.prices(case, COMING, 1_000, &help).await;
}

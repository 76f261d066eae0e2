//! Faults, each on a trace of its own.

use super::{pledge, Day, NEWCOMER, URI};
use crate::costs::messages::stage::*;
use answerable_model::{Act, Answer, Hash};

/// What the step's failure cost. The surety has promised more.
const LOSS: u128 = 1_500 * MILLI;

fn report(trace: Hash, step: u8) -> Act {
    Act::Report {
        trace,
        step,
        loss: LOSS,
        evidence: Hash::of(1),
        uri: URI.into(),
    }
}

fn contest(fault: u64) -> Act {
    Act::Contest {
        fault,
        conceded: 0,
        defence: Hash::of(1),
    }
}

impl Day {
    /// A fault for which the surety is called.
    async fn reported(&mut self, requester: u8) -> u64 {
        let trace = self.pledged(requester).await;
        self.fault(ASKER, report(trace, 3)).await
    }

    async fn fault(&mut self, who: u8, act: Act) -> u64 {
        match self.stage.does(who, 0, act).await {
            Answer::Fault(fault) => fault,
            other => panic!("it is no fault: {other:?}"),
        }
    }
}

pub async fn are_reported(day: &mut Day) {
    let trace = day.pledged(ASKER).await;
    let (covered, not) = (report(trace, 3), report(trace, 1));
    let stage = &mut day.stage;
    stage.prices("common", ASKER, 0, &covered).await;
    stage.prices("first time", NEWCOMER, 10, &covered).await;
    stage.prices("nobody answers", ASKER, 0, &not).await;
}

pub async fn are_answered(day: &mut Day) {
    let fault = day.reported(ASKER).await;
    let stage = &mut day.stage;
    stage
        .prices("common", SURETY, 0, &Act::OwnUp { fault })
        .await;
    stage.prices("common", SURETY, 0, &contest(fault)).await;
    let withdraw = Act::WithdrawReport { fault };
    stage.prices("common", ASKER, 0, &withdraw).await;

    let fault = day.reported(NEWCOMER).await;
    let case = "first time: for somebody new";
    day.stage
        .prices(case, SURETY, 0, &Act::OwnUp { fault })
        .await;

    let trace = day.recorded(ASKER).await;
    let fault = day.fault(ASKER, report(trace, 1)).await;
    let stage = &mut day.stage;
    let help = Act::StepForward { fault, max: LOSS };
    stage.prices("common", STRANGER, 0, &help).await;
    stage.prices("first time", NEWCOMER, 1_500, &help).await;
}

/// What silence leads to, and governance's acts.
pub async fn run_out(day: &mut Day) {
    let contested = day.reported(ASKER).await;
    day.stage.does(SURETY, 0, contest(contested)).await;
    let silent = day.reported(ASKER).await;
    let trace = day.recorded(ASKER).await;
    let orphan = day.fault(ASKER, report(trace, 1)).await;
    let upstream = paid_upstream(day).await;

    let stage = &mut day.stage;
    let uphold = Act::RuleUphold {
        fault: contested,
        loss: LOSS,
    };
    stage.prices("common: lost", GOVERNANCE, 0, &uphold).await;
    let dismiss = Act::RuleDismiss { fault: contested };
    stage.prices("common", GOVERNANCE, 0, &dismiss).await;

    stage.passes(DAY + 1).await;
    let default = Act::DeclareDefault { fault: silent };
    stage.costs("common", STRANGER, 0, default).await;
    let slash = Act::Slash {
        fault: silent,
        bps: 2_000,
    };
    stage.prices("common", GOVERNANCE, 0, &slash).await;
    let pardon = Act::Pardon { fault: silent };
    stage.prices("common", GOVERNANCE, 0, &pardon).await;
    let late = Act::OwnUp { fault: silent };
    stage.prices("after a default", SURETY, 0, &late).await;

    stage.passes(3 * DAY + 1).await;
    for (case, fault) in [
        ("common: a contest that nobody ruled on", contested),
        ("a default", silent),
    ] {
        stage
            .prices(case, STRANGER, 0, &Act::Settle { fault })
            .await;
    }

    stage.passes(4 * DAY).await;
    let settle = Act::Settle { fault: orphan };
    stage.prices("an orphan", STRANGER, 0, &settle).await;
    let recourse = Act::Recourse {
        trace: upstream,
        step: 1,
        evidence: Hash::of(1),
        uri: URI.into(),
    };
    stage.prices("common", SURETY, 0, &recourse).await;
}

/// A trace on which the surety paid for the last step while another answers for the first.
async fn paid_upstream(day: &mut Day) -> Hash {
    let trace = day.pledged(ASKER).await;
    day.stage.does(EARLIER, 0, pledge(trace, 1)).await;
    let fault = day.fault(ASKER, report(trace, 3)).await;
    day.stage.does(SURETY, 0, Act::OwnUp { fault }).await;
    trace
}

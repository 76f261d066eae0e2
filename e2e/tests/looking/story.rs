//! One trace with everything that can become of a step: owned up to, contested and lost, silent and slashed, an orphan
//! with a volunteer, one that nobody ever answered for, and recourse upstream.

use crate::acts::*;
use answerable_client::interface::IAnswerable::*;
use answerable_e2e::journey::*;

/// Where evidence is said to be by somebody who would like to write into our terminals and pages.
pub const HOSTILE: &str = "</text><script>alert('x')</script>\u{1b}[2J\u{202e}&\"";

pub struct Told {
    pub stage: Stage,
    pub trace: Hash,
    pub asker: Person,
    pub recorder: Person,
    /// Whose pledge for step 1 is called by recourse.
    pub first: Person,
    /// Whose pledge for step 1 is never called.
    pub idle: Person,
    /// Who contests, and loses.
    pub second: Person,
    /// Who is silent, and slashed.
    pub third: Person,
    /// Who owns up, with less cover than was lost.
    pub fourth: Person,
    pub volunteer: Person,
    pub contested: u64,
    pub silent: u64,
    pub owned: u64,
    pub unanswered: u64,
    pub recourse: u64,
}

pub async fn tell(chain: &str) -> Told {
    let it = Stage::set(chain).await;
    let [asker, recorder, first, idle, second, third, fourth, volunteer] = it
        .invites([
            "Asker",
            "Recorder",
            "First",
            "Idle",
            "Second",
            "Third",
            "Fourth",
            "Volunteer",
        ])
        .await;

    it.tells("— somebody for every step but the last");
    let trace = records(&it, &recorder, &asker, 5).await;
    it.does(&recorder, &attestCall { trace, step: 1 }, 0).await;
    pledges(&it, &first, trace, 1, 2_000).await;
    pledges(&it, &idle, trace, 1, 500).await;
    pledges(&it, &second, trace, 2, 1_000).await;
    pledges(&it, &third, trace, 3, 600).await;
    pledges(&it, &fourth, trace, 4, 300).await;

    it.tells("— and every step but the first fails");
    let contested = reports(&it, &asker, trace, 2, 1_000).await;
    contests(&it, &second, contested, 200).await;
    let loss = milli(1_000);
    let uphold = ruleUpholdCall {
        fault: contested,
        loss,
    };
    it.does(&it.governance, &uphold, 0).await;

    let silent = reports(&it, &asker, trace, 3, 600).await;
    it.waits(DAY + 1).await;
    it.does(&volunteer, &declareDefaultCall { fault: silent }, 0)
        .await;
    let slash = slashCall {
        fault: silent,
        bps: 2_500,
    };
    it.does(&it.governance, &slash, 0).await;

    let owned = reports(&it, &asker, trace, 4, 1_000).await;
    it.does(&fourth, &ownUpCall { fault: owned }, 0).await;
    let forward = stepForwardCall {
        fault: owned,
        max: milli(2_000),
    };
    it.does(&volunteer, &forward, 700).await;

    let report = reportCall {
        trace,
        step: 5,
        loss: milli(250),
        evidence: hash("what went wrong"),
        uri: HOSTILE.into(),
    };
    let unanswered = it.does(&asker, &report, REPORT_DEPOSIT).await;

    it.tells("— the asker's time is over; the third surety turns upstream");
    it.waits(7 * DAY).await;
    let upstream = recourseCall {
        trace,
        step: 1,
        evidence: hash("it came from there"),
        uri: String::new(),
    };
    let recourse = it.does(&third, &upstream, REPORT_DEPOSIT).await;
    it.does(&first, &ownUpCall { fault: recourse }, 0).await;
    it.does(&volunteer, &settleCall { fault: unanswered }, 0)
        .await;

    Told {
        stage: it,
        trace,
        asker,
        recorder,
        first,
        idle,
        second,
        third,
        fourth,
        volunteer,
        contested,
        silent,
        owned,
        unanswered,
        recourse,
    }
}

//! Every message of the contract has a command, and every event a sentence.

use super::*;
use answerable_client::interface::IAnswerable::IAnswerableEvents;
use std::collections::BTreeSet;

const EVIDENCE: &str =
    "--evidence 0x1111111111111111111111111111111111111111111111111111111111111111";
const DAY: u64 = 86_400;

/// Collects what events there were.
struct Story {
    world: World,
    seen: BTreeSet<String>,
}

impl Story {
    fn does(&mut self, words: &str, expected: &[&str]) -> Vec<Value> {
        let events = self.world.does(words);
        assert_eq!(names(&events), expected, "{words}");
        self.seen
            .extend(expected.iter().map(|&name| name.to_owned()));
        events
    }

    /// Ferdie reports a loss of 1.5.
    fn reports(&mut self, trace: &str, step: u8) {
        let words = format!("report {trace} {step} 1.5 {EVIDENCE} --from ferdie --attach 0.01");
        self.does(&words, &["Deposited", "Reported", "Called"]);
    }

    fn goes_silent(&mut self, fault: u64) {
        self.world.waits(DAY + 1);
        self.does(&format!("default {fault} --from ferdie"), &["Defaulted"]);
    }
}

#[test]
fn every_message_has_a_command_and_every_event_is_told() {
    let mut it = Story {
        world: World::new(),
        seen: BTreeSet::new(),
    };

    // Money.
    it.does("deposit 20 --from bob", &["Deposited"]);
    it.does("withdraw 1.25 --from bob", &["Withdrawn"]);

    // Somebody for each step of a trace.
    let first = it.world.records(1);
    it.does(&format!("pledge {first} 1 2 --from bob"), &["Pledged"]);
    let offer = format!("offer make {first} 2 2 0.2 --until 3d --from ferdie --attach 0.2");
    it.does(&offer, &["Deposited", "Offered"]);
    let take = "offer take 1 1 --least-premium 0.1 --from eve --attach 2";
    it.does(take, &["Deposited", "Pledged"]);
    it.does("offer withdraw 1 --from ferdie", &["OfferWithdrawn"]);
    it.does(&format!("attest {first} 2 --from eve"), &["Attested"]);
    it.world
        .terminal
        .says(&format!("require-covered {first} --least 1 --until 7d"));

    // A mandate, drawn on for a trace and for a batch.
    let grant = format!(
        "mandate grant --actor {MODEL} --kinds model,tool --recorder alice --per-trace 1 --limit 10 --premium 1.5% \
         --until 30d --from dave --attach 10"
    );
    it.does(&grant, &["Deposited", "Granted"]);
    it.world.terminal.write("trace.json", &trace(2));
    let record = "record trace.json --cover 1:1:1 --from alice --attach 1";
    it.does(record, &["Deposited", "Recorded", "Pledged"]);
    let traces: String = (10..14).map(|number| trace(number) + "\n").collect();
    it.world.terminal.write("traces.jsonl", &traces);
    let anchor = "anchor traces.jsonl --cover 1:1 --from alice";
    it.does(anchor, &["Anchored", "BatchPledged"]);
    it.does("mandate revoke 1 --from dave", &["Revoked"]);

    // Out of the batch.
    it.world
        .terminal
        .says("proof traces.jsonl.tree --line 1 --batch 1 --out first.json");
    it.world
        .terminal
        .says("proof traces.jsonl.tree --line 2 --out second.json");
    it.world
        .terminal
        .fails("require-covered --proof first.json --least 1");
    it.does("open first.json --from ferdie", &["Opened"]);
    let report = format!(
        "open-and-report second.json 1 0.5 --batch 1 {EVIDENCE} --from ferdie --attach 0.01"
    );
    it.does(&report, &["Opened", "Deposited", "Reported", "Called"]);
    it.does("own-up 1 --from dave", &["Paid", "DepositMoved", "Closed"]);

    // Contested, and lost.
    it.reports(&first, 1);
    it.does(
        "withdraw-report 2 --from ferdie",
        &["DepositMoved", "Closed"],
    );
    it.reports(&first, 1);
    let contest = format!(
        "contest 3 --concede 0.5 --defence {} --from bob",
        &EVIDENCE[11..]
    );
    it.does(&contest, &["Contested"]);
    let uphold = ["Upheld", "DepositMoved", "Paid", "DepositMoved", "Closed"];
    it.does("rule uphold 3 1.25 --from charlie", &uphold);

    // Silent, slashed, and a volunteer for the rest.
    it.reports(&first, 2);
    it.goes_silent(4);
    it.does(
        "slash 4 25% --from charlie",
        &["Slashed", "Paid", "DepositMoved", "Orphaned"],
    );
    it.does("step-forward 4 5 --from bob", &["Volunteered", "Closed"]);

    // Silent, and pardoned.
    it.reports(&first, 1);
    it.goes_silent(5);
    it.does("pardon 5 --from charlie", &["DepositMoved", "Closed"]);

    // Contested, and nobody ruled.
    it.reports(&first, 1);
    let contest = format!("contest 6 --defence {} --from bob", &EVIDENCE[11..]);
    it.does(&contest, &["Contested"]);
    it.world.waits(3 * DAY + 1);
    it.does(
        "settle 6 --from ferdie",
        &["DepositMoved", "Paid", "DepositMoved", "Orphaned"],
    );

    // Upstream, and right about it.
    it.world.waits(3 * DAY);
    let recourse = format!("recourse {first} 1 {EVIDENCE} --from eve --attach 0.01");
    it.does(&recourse, &["Deposited", "Reported", "Called"]);
    let contest = format!("contest 7 --defence {} --from bob", &EVIDENCE[11..]);
    it.does(&contest, &["Contested"]);
    it.does(
        "rule dismiss 7 --from charlie",
        &["DepositMoved", "Defended", "DepositMoved", "Closed"],
    );

    // Over.
    it.world.waits(30 * DAY);
    it.does(&format!("release {first} 1 --from bob"), &["Released"]);
    it.does("release --batch 1 --from dave", &["BatchReleased"]);

    // The office.
    it.does("office treasury dave --from charlie", &["TreasurySet"]);
    it.does("office intake closed --from charlie", &["IntakeSet"]);
    it.does("office propose bob --from charlie", &["GovernanceProposed"]);
    it.does("office accept --from bob", &["GovernanceAccepted"]);
    it.does("terms add --answer 2d --from bob", &["TermsAdded"]);

    let all = IAnswerableEvents::VARIANT_NAMES
        .iter()
        .map(|&name| name.to_owned());
    let missed: Vec<String> = all.filter(|name| !it.seen.contains(name)).collect();
    assert!(missed.is_empty(), "never told: {missed:?}");
}

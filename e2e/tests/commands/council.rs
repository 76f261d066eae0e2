//! Governance by several, from the votes of its members.

use super::*;

const BOB: &str = "0x41dccbd49b26c50d34355ed86ff0fa9e489d1e01";
const DAY: u64 = 24 * 60 * 60;

impl World {
    /// A council of Bob, Charlie and Eve, two of whom decide, governs.
    pub fn governed_by_several() -> (Self, String) {
        let node = Node::start(&[]);
        let terminal = Terminal::on(node.url());
        let council = terminal
            .tells("council deploy --member bob --member charlie,eve --threshold 2 --from alice");
        let council = text(&council, "deployed");
        terminal.tells(&format!(
            "deploy --governance {council} --treasury dave --from eve"
        ));
        (Self { node, terminal }, council)
    }

    /// Dave answers for the first step of a trace that Alice recorded, and Ferdie reports that it failed.
    fn reported(&self) {
        let trace = self.records(1);
        self.does(&format!("pledge {trace} 1 10 --attach 13 --from dave"));
        let evidence = format!("--evidence 0x{:064x}", 5);
        self.does(&format!(
            "report {trace} 1 8 {evidence} --attach 0.01 --from ferdie"
        ));
    }

    fn motions(&self, more: &str) -> Vec<Value> {
        let motions = self.terminal.tells(&format!("council motions {more}"));
        motions.as_array().expect("motions are a list").clone()
    }
}

#[test]
fn two_of_three_uphold_a_fault_and_it_is_paid() {
    // given
    let (it, _) = World::governed_by_several();
    it.reported();
    let defence = format!("--defence 0x{:064x}", 6);
    it.does(&format!("contest 1 {defence} --attach 0.1 --from dave"));

    // when one votes, then nothing is done yet, and the others see for what
    let vote = "council rule uphold 1 8 --from";
    let tried = it.terminal.says(&format!("{vote} bob --dry-run"));
    for said in [
        "fault     1: step 1 of",
        "contested",
        "so far    nobody's vote",
        "Nothing was submitted.",
    ] {
        assert!(tried.contains(said), "{said} in:\n{tried}");
    }
    assert!(it.motions("").is_empty());
    let moved = it.terminal.says(&format!("{vote} bob"));
    assert!(moved.contains("one more vote does it"), "{moved}");
    let motions = it.motions("--fault 1");
    assert_eq!(motions.len(), 1);
    assert_eq!(motions[0]["event"], "RulingMoved");
    assert_eq!(motions[0]["voted"], json!([BOB]));
    assert_eq!(motions[0]["missing"], 1);
    let show = format!("council show {}", text(&motions[0], "motion"));
    let shown = it.terminal.says(&show);
    assert!(
        shown.contains("uphold fault 1 with a loss of 8 tokens"),
        "{shown}"
    );
    let (code, again) = it.terminal.fails(&format!("{vote} bob"));
    assert_eq!(code, 3, "{again}");

    // and the second does it
    let done = it.terminal.tells(&format!("{vote} charlie"));
    assert_eq!(
        (&done["carried"], &done["missing"]),
        (&json!(true), &json!(0))
    );
    assert_eq!(done["motion"], motions[0]["motion"]);
    let events = done["events"].as_array().unwrap();
    for event in ["Voted", "Carried", "Upheld", "Paid"] {
        assert!(names(events).contains(&event), "{event} in {events:?}");
    }
    assert!(it.motions("").is_empty());
    let (_, gone) = it.terminal.fails(&show);
    assert!(gone.contains("nobody's vote counts"), "{gone}");
}

#[test]
fn votes_for_different_shares_slash_nobody_until_two_agree() {
    // given a default
    let (it, _) = World::governed_by_several();
    it.reported();
    it.waits(DAY + 1);
    it.does("default 1 --from ferdie");

    // when
    it.does("council slash 1 25% --from bob");
    it.does("council slash 1 20% --from charlie");
    it.does("council pardon 1 --from eve");
    let motions = it.motions("--fault 1");
    assert_eq!(motions.len(), 3);
    assert!(motions.iter().all(|motion| motion["missing"] == 1));
    let theirs = motions.iter().find(|motion| motion["amount"] == "2000");
    let theirs = text(theirs.unwrap(), "motion");
    it.does(&format!("council retract {theirs} --from charlie"));
    let (code, _) = it
        .terminal
        .fails(&format!("council retract {theirs} --from charlie"));
    assert_eq!(code, 3);

    // then
    let done = it.terminal.says("council slash 1 25% --from charlie");
    let slashed = "the defaulter of fault 1 is slashed by 25%";
    assert!(done.contains(slashed), "{done}");
}

#[test]
fn a_vote_counts_for_thirty_days() {
    let (it, _) = World::governed_by_several();
    it.does("council intake closed --from bob");
    it.waits(30 * DAY - 60);
    assert_eq!(it.motions("").len(), 1);
    it.waits(61);
    assert_eq!(it.motions("").len(), 0);
    let (_, said) = it.terminal.fails("council rule dismiss 7 --from bob");
    assert!(said.contains("fault"), "{said}");
}

#[test]
fn several_hold_the_office_and_choose_their_successors() {
    // given
    let (it, council) = World::governed_by_several();
    let both = |words: &str| {
        it.does(&format!("{words} --from bob"));
        let done = it.terminal.says(&format!("{words} --from charlie"));
        assert!(done.contains("and is done"), "{done}");
    };

    // when
    both("council treasury alice");
    both("council intake closed");
    both("council intake open");
    both("council terms add --answer 48h");
    let terms = it.terminal.tells("terms");
    assert_eq!(terms[0]["version"], 2);
    assert_eq!(terms[0]["windows"]["answer"], 2 * DAY);
    both("council propose ferdie");
    it.does("office accept --from ferdie");

    // and other seats make every open vote void
    it.does("council intake closed --from bob");
    both("council change --member bob --threshold 1");
    assert!(it.motions("").is_empty());
    let seats = it.terminal.tells("council seats");
    assert_eq!(seats["members"], json!([BOB]));
    assert_eq!(
        (&seats["threshold"], &seats["term"], &seats["council"]),
        (&json!(1), &json!(2), &json!(council))
    );
    let (code, outside) = it.terminal.fails("council intake closed --from charlie");
    assert_eq!(code, 3, "{outside}");

    // then whoever governs can be found by the contract alone
    it.does(&format!("office propose {council} --from ferdie"));
    it.does("council accept --from bob");
    let deployed = it.terminal.tells("verify");
    std::fs::remove_file(it.terminal.folder().join("config/answerable/config.toml")).unwrap();
    let contract = text(&deployed, "address");
    let found = it
        .terminal
        .tells(&format!("council seats --contract {contract}"));
    assert_eq!(found["council"], json!(council));
}

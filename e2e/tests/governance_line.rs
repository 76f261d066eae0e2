//! Governance at the command line: by one, by several, the terms, and what is deployed against what was built.

use answerable_e2e::{program::Terminal, Node};
use serde_json::Value;

const ALICE: &str = "0x9621dde636de098b43efb0fa9b61facfe328f99d";
const BOB: &str = "0x41dccbd49b26c50d34355ed86ff0fa9e489d1e01";

/// A council of Alice, Bob and Charlie, two of whom decide, and a contract that it governs.
fn governed_by_several(terminal: &Terminal) -> (String, String) {
    let members = "--member=alice,bob,charlie";
    let council = json(
        terminal,
        &[
            "council",
            "deploy",
            members,
            "--threshold=2",
            "--from=alice",
        ],
    );
    let council = text(&council["deployed"]);
    let deploy = [
        "deploy",
        "--governance",
        &council,
        "--treasury=dave",
        "--from=eve",
    ];
    let contract = json(terminal, &deploy);
    (council, text(&contract["deployed"]))
}

fn json(terminal: &Terminal, words: &[&str]) -> Value {
    let said = terminal.does(&[words, &["--json"]].concat());
    serde_json::from_str(&said)
        .unwrap_or_else(|error| panic!("{words:?} is no JSON ({error}): {said}"))
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").into()
}

/// A trace of one step, recorded for Ferdie by Eve, for which Dave answers.
fn answered_for(terminal: &Terminal) -> String {
    let trace = serde_json::json!({
        "requester": text(&json(terminal, &["accounts"])[5]["address"]),
        "input": format!("0x{}", "11".repeat(32)),
        "output": format!("0x{}", "22".repeat(32)),
        "at": 1_767_225_600,
        "steps": [{ "kind": "model", "actor": ALICE, "commitment": format!("0x{}", "33".repeat(32)) }],
    });
    let file = terminal.folder().join("trace.json");
    std::fs::write(&file, trace.to_string()).unwrap();
    let recorded = json(terminal, &["record", file.to_str().unwrap(), "--from=eve"]);
    let trace = text(&recorded["events"][0]["trace"]);
    terminal.does(&["pledge", &trace, "1", "10", "--attach=13", "--from=dave"]);
    trace
}

/// A fault that Ferdie reports and Dave contests.
fn contested(terminal: &Terminal) -> String {
    let trace = answered_for(terminal);
    let evidence = format!("--evidence=0x{}", "44".repeat(32));
    let report = [
        "report",
        &trace,
        "1",
        "8",
        &evidence,
        "--attach=0.01",
        "--from=ferdie",
    ];
    terminal.does(&report);
    let defence = format!("--defence=0x{}", "55".repeat(32));
    terminal.does(&["contest", "1", &defence, "--attach=0.1", "--from=dave"]);
    trace
}

#[test]
fn two_of_three_uphold_a_fault_and_it_is_paid() {
    // given
    let node = Node::start(&[]);
    let terminal = Terminal::new("uphold", &node);
    governed_by_several(&terminal);
    contested(&terminal);

    // when the first votes, then nothing is done yet, and the others see for what
    let first = ["council", "rule", "uphold", "1", "8", "--from=alice"];
    let tried = terminal.does(&[&first[..], &["--dry-run"]].concat());
    assert!(tried.contains("fault     1: step 1 of"), "{tried}");
    assert!(tried.contains("contested"), "{tried}");
    assert!(tried.contains("nobody's vote"), "{tried}");
    assert!(tried.contains("Nothing was submitted."), "{tried}");
    assert!(terminal
        .does(&["council", "motions"])
        .contains("Nothing is put to the vote."));
    let moved = terminal.does(&first);
    assert!(moved.contains("one more vote does it"), "{moved}");
    let motions = json(&terminal, &["council", "motions", "--fault=1"]);
    assert_eq!(motions.as_array().unwrap().len(), 1);
    assert_eq!(motions[0]["event"], "RulingMoved");
    assert_eq!(motions[0]["voted"], serde_json::json!([ALICE]));
    assert_eq!(motions[0]["missing"], 1);
    let shown = terminal.does(&["council", "show", &text(&motions[0]["motion"])]);
    assert!(
        shown.contains("uphold fault 1 with a loss of 8 tokens"),
        "{shown}"
    );

    // and the second does it
    let done = json(
        &terminal,
        &["council", "rule", "uphold", "1", "8", "--from=bob"],
    );
    assert_eq!(done["carried"], true);
    assert_eq!(done["motion"], motions[0]["motion"]);
    let events: Vec<String> = done["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| text(&it["event"]))
        .collect();
    for event in ["Voted", "Carried", "Upheld", "Paid"] {
        assert!(events.iter().any(|it| it == event), "{event} in {events:?}");
    }
    assert!(terminal
        .does(&["council", "motions"])
        .contains("Nothing is put to the vote."));
    let gone = terminal.fails(1, &["council", "show", &text(&motions[0]["motion"])]);
    assert!(gone.contains("nobody's vote counts"), "{gone}");
}

#[test]
fn a_default_is_slashed_or_pardoned_by_votes_for_one_and_the_same_thing() {
    // given a default
    let node = Node::start(&[]);
    let terminal = Terminal::new("slash", &node);
    governed_by_several(&terminal);
    let trace = answered_for(&terminal);
    let evidence = format!("--evidence=0x{}", "44".repeat(32));
    terminal.does(&[
        "report",
        &trace,
        "1",
        "8",
        &evidence,
        "--attach=0.01",
        "--from=ferdie",
    ]);
    later(&node, 24 * 60 * 60 + 1);
    terminal.does(&["default", "1", "--from=ferdie"]);

    // when the members vote for different shares, then neither is carried
    terminal.does(&["council", "slash", "1", "25%", "--from=alice"]);
    terminal.does(&["council", "slash", "1", "20%", "--from=bob"]);
    terminal.does(&["council", "pardon", "1", "--from=charlie"]);
    let motions = json(&terminal, &["council", "motions", "--fault=1"]);
    assert_eq!(motions.as_array().unwrap().len(), 3);

    // and one who takes the vote back may vote with another
    let mine = motions
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["amount"] == "2000")
        .unwrap();
    terminal.does(&["council", "retract", &text(&mine["motion"]), "--from=bob"]);
    let done = terminal.does(&["council", "slash", "1", "25%", "--from=bob"]);
    assert!(
        done.contains("the defaulter of fault 1 is slashed by 25%"),
        "{done}"
    );
}

#[test]
fn votes_are_forgotten_after_thirty_days() {
    let node = Node::start(&[]);
    let terminal = Terminal::new("lapse", &node);
    governed_by_several(&terminal);
    terminal.does(&["council", "intake", "closed", "--from=alice"]);
    let motions = json(&terminal, &["council", "motions"]);
    let until = motions[0]["until"].as_u64().unwrap();

    later(&node, until - now(&node));
    assert_eq!(
        json(&terminal, &["council", "motions"])
            .as_array()
            .unwrap()
            .len(),
        1
    );
    later(&node, 1);
    assert_eq!(
        json(&terminal, &["council", "motions"])
            .as_array()
            .unwrap()
            .len(),
        0
    );
}

#[test]
fn several_govern_the_office_and_themselves() {
    // given
    let node = Node::start(&[]);
    let terminal = Terminal::new("office", &node);
    let (council, contract) = governed_by_several(&terminal);
    let both = |words: &[&str]| {
        terminal.does(&[words, &["--from=alice"]].concat());
        let done = terminal.does(&[words, &["--from=bob"]].concat());
        assert!(done.contains("and is done"), "{done}");
    };

    // when and then
    both(&["council", "treasury", "ferdie"]);
    both(&["council", "intake", "closed"]);
    both(&["council", "intake", "open"]);
    both(&["council", "terms", "add", "--answer=48h"]);
    let terms = json(&terminal, &["terms"]);
    assert_eq!(terms[0]["version"], 2);
    assert_eq!(terms[0]["windows"]["answer"], 48 * 60 * 60);
    both(&["council", "propose", "eve"]);
    terminal.does(&["office", "accept", "--from=eve"]);
    let refused = terminal.fails(3, &["office", "accept", "--from=eve"]);
    assert!(refused.starts_with("error: "), "{refused}");

    // the seats change, and with them every open vote is void
    terminal.does(&[
        "council",
        "change",
        "--member=alice",
        "--threshold=1",
        "--from=alice",
    ]);
    terminal.does(&[
        "council",
        "change",
        "--member=alice",
        "--threshold=1",
        "--from=charlie",
    ]);
    let seats = json(&terminal, &["council", "seats"]);
    assert_eq!(seats["members"], serde_json::json!([ALICE]));
    assert_eq!(
        (&seats["threshold"], &seats["term"]),
        (&1.into(), &2.into())
    );
    assert_eq!(seats["council"], council.as_str());
    let outside = terminal.says(&["council", "intake", "closed", "--from=bob"]);
    assert_ne!(outside.code, 0);

    // and who governs at last can be seen from the contract alone
    terminal.does(&["office", "propose", &council, "--from=eve"]);
    terminal.does(&["council", "accept", "--from=alice"]);
    std::fs::remove_file(terminal.folder().join("config.toml")).unwrap();
    let found = json(&terminal, &["council", "seats", "--contract", &contract]);
    assert_eq!(found["council"], council.as_str());
}

#[test]
fn terms_are_shown_compared_and_added() {
    // given
    let node = Node::start(&[]);
    let terminal = Terminal::new("terms", &node);
    terminal.does(&["deploy", "--from=alice"]);
    let first = terminal.does(&["terms"]);
    for line in [
        "version 1, current",
        "answer               1 d",
        "lost-penalty         10%",
    ] {
        assert!(first.contains(line), "{line} in:\n{first}");
    }

    // when
    let same = terminal.fails(1, &["terms", "add", "--answer=24h", "--from=alice"]);
    assert!(
        same.contains("these are the current terms, version 1"),
        "{same}"
    );
    let add = [
        "terms",
        "add",
        "--answer=48h",
        "--lost-penalty=12.5%",
        "--from=alice",
    ];
    let tried = terminal.does(&[&add[..], &["--dry-run"]].concat());
    for line in [
        "answer                1 d → 2 d",
        "lost-penalty          10% → 12.5%",
        "Nothing was submitted.",
    ] {
        assert!(tried.contains(line), "{line} in:\n{tried}");
    }
    assert_eq!(json(&terminal, &["terms"])[0]["version"], 1);
    let added = json(&terminal, &add);
    assert_eq!(added["after"]["lostPenaltyBps"], 1_250);
    assert_eq!(added["before"]["lostPenaltyBps"], 1_000);

    // then
    let all = json(&terminal, &["terms", "--all"]);
    let versions: Vec<_> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (&it["version"], &it["current"]))
        .collect();
    assert_eq!(
        versions,
        [(&1.into(), &false.into()), (&2.into(), &true.into())]
    );
    terminal.fails(3, &["terms", "3"]);
    let outsider = terminal.fails(3, &["terms", "add", "--answer=72h", "--from=bob"]);
    assert!(outsider.to_lowercase().contains("govern"), "{outsider}");
}

#[test]
fn deployed_code_is_held_against_what_was_built() {
    // given
    let node = Node::start(&[]);
    let terminal = Terminal::new("verify", &node);
    let (council, contract) = governed_by_several(&terminal);

    // the same
    let same = json(&terminal, &["verify"]);
    assert_eq!(
        (&same["contract"], &same["equal"]),
        (&"answerable".into(), &true.into())
    );
    assert_eq!(same["deployed"], same["built"]);
    let listed = std::fs::read_to_string(
        answerable_e2e::contract_file("answerable").with_file_name("../contracts.json"),
    );
    assert!(
        listed.unwrap().contains(same["built"].as_str().unwrap()),
        "as the build said"
    );
    let same = json(&terminal, &["verify", &council]);
    assert_eq!(
        (&same["contract"], &same["equal"]),
        (&"council".into(), &true.into())
    );

    // another build
    let mut other = answerable_e2e::code("answerable");
    other.push(0);
    let file = terminal.folder().join("other.polkavm");
    std::fs::write(&file, other).unwrap();
    let differs = terminal.fails(1, &["verify", "--code", file.to_str().unwrap()]);
    assert!(differs.contains("check out the commit"), "{differs}");

    // another kind of contract, and none
    let wrong = terminal.fails(1, &["terms", "--contract", &council]);
    assert!(wrong.contains("is a council"), "{wrong}");
    let wrong = terminal.fails(1, &["council", "seats", "--council", &contract]);
    assert!(wrong.contains("no council"), "{wrong}");
    for command in [
        &["terms"][..],
        &["verify", BOB],
        &["deposit", "1", "--from=alice"],
    ] {
        let nothing = terminal.fails(1, &[command, &["--contract", BOB]].concat());
        assert!(
            nothing.contains("there is no contract at 0x41dccbd4"),
            "{nothing}"
        );
    }
    let stranger = a_stranger(&node);
    let wrong = terminal.fails(1, &["terms", "--contract", &stranger]);
    assert!(
        wrong.contains("does not answer as answerable does"),
        "{wrong}"
    );
}

/// A contract of another project.
#[tokio::main(flavor = "current_thread")]
async fn a_stranger(node: &Node) -> String {
    use answerable_client::{Act, Chain, Rpc, Signer};
    let chain = Rpc::connect(node.url()).await.unwrap();
    let alice = Signer::dev("alice").unwrap();
    let act = Act::Deploy {
        code: answerable_e2e::code("answerable_ink_consumer"),
        input: vec![0; 32],
        salt: None,
    };
    let tried = chain.dry_run(alice.account(), &act, 0).await.unwrap();
    let done = chain.submit(&alice, &act, 0, tried.limits()).await.unwrap();
    format!("{:?}", done.deployed.unwrap())
}

#[tokio::main(flavor = "current_thread")]
async fn later(node: &Node, seconds: u64) {
    use answerable_client::{Chain, Rpc};
    let chain = Rpc::connect(node.url()).await.unwrap();
    chain.advance_time(seconds).await.unwrap();
}

#[tokio::main(flavor = "current_thread")]
async fn now(node: &Node) -> u64 {
    use answerable_client::{Chain, Rpc};
    let chain = Rpc::connect(node.url()).await.unwrap();
    chain.block().await.unwrap().time_ms / 1_000
}

#[test]
fn shells_and_manuals_know_every_command() {
    let node = Node::start(&[]);
    let terminal = Terminal::new("manual", &node);
    for shell in ["bash", "zsh", "fish"] {
        let script = terminal.does(&["completions", shell]);
        for word in ["withdraw-report", "council", "dry-run"] {
            assert!(script.contains(word), "{word} for {shell}");
        }
    }
    let folder = terminal.folder().join("man");
    terminal.does(&["man", folder.to_str().unwrap()]);
    for page in [
        "answerable",
        "answerable-deposit",
        "answerable-council-rule-uphold",
    ] {
        let page = std::fs::read_to_string(folder.join(format!("{page}.1"))).unwrap();
        assert!(page.contains(".SH NAME"), "{page}");
    }
    assert!(terminal.does(&["man"]).contains(".SH NAME"));
    let refused = terminal.says(&["completions", "telepathy"]);
    assert_eq!(refused.code, 2);
}

//! The demo tells one story, wherever it is played.

use answerable_e2e::{program::Terminal, Node};
use serde_json::Value;
use std::{
    io::Write,
    process::Stdio,
    time::{Duration, Instant},
};

/// The scenes as they are told in JSON, on this chain.
fn played(chain: &str) -> Vec<Value> {
    let told = Terminal::on(chain).says("demo --json");
    let scenes = told.lines().map(serde_json::from_str);
    scenes.collect::<Result<_, _>>().expect("it speaks JSON")
}

/// Without what is another on every chain: addresses, hashes, dates and times.
fn alike(sentence: &str) -> String {
    // How long the story waits depends on how fast the chain is.
    let sentence = sentence
        .split_once("Time passes: ")
        .map_or(sentence, |(before, _)| before);
    let own = |word: &&str| {
        let moment = |mark| word.contains(mark) && word.starts_with(|it: char| it.is_ascii_digit());
        !word.starts_with("0x") && !moment('-') && !moment(':')
    };
    let words: Vec<&str> = sentence.split_whitespace().filter(own).collect();
    words.join(" ")
}

fn sentences(scene: &Value) -> Vec<String> {
    let told = scene["sentences"]
        .as_array()
        .expect("a scene has sentences");
    let told = told
        .iter()
        .map(|it| it.as_str().expect("a sentence is text"));
    told.map(alike).collect()
}

/// What was done, what it held for storage and what was charged.
fn calls(scene: &Value) -> Vec<[Value; 5]> {
    let calls = scene["calls"].as_array().expect("a scene has calls");
    let parts = ["who", "call", "attached", "deposit", "fee"];
    calls
        .iter()
        .map(|call| parts.map(|part| call[part].clone()))
        .collect()
}

#[test]
fn a_node_tells_the_same_story_twice_with_the_same_sums() {
    let here = played("embedded");
    let node = Node::start(&[]);
    // The second time people have money left, and the code is there already.
    let there = played(node.url());
    let again = played(node.url());
    for other in [&there, &again] {
        assert_eq!(here.len(), other.len());
        for (one, other) in here.iter().zip(other) {
            assert_eq!(one["title"], other["title"]);
            assert_eq!(sentences(one), sentences(other));
            assert_eq!(one["holds"], other["holds"], "{}", one["title"]);
        }
    }
    for (one, other) in here.iter().zip(&there) {
        assert_eq!(calls(one), calls(other), "{}", one["title"]);
    }
}

/// Who did what when they were called, and what came of it.
fn answers(scene: &Value) -> Vec<[Value; 5]> {
    let answers = scene["answers"].as_array().into_iter().flatten();
    let parts = ["who", "did", "paid", "penalty", "premium"];
    answers
        .map(|answer| parts.map(|part| answer[part].clone()))
        .collect()
}

#[test]
fn a_contract_that_is_there_already_is_played_on_and_left_as_it_was() {
    let node = Node::start(&[]);
    let terminal = Terminal::on(node.url());
    let contract = terminal.tells("deploy --from alice")["deployed"].clone();
    let contract = contract.as_str().expect("it was deployed");
    terminal.says("deposit 7 --from bob");
    let office = terminal.tells("show office");

    // Stopped where much money is still in the contract.
    let mut stopped = terminal.command(&format!("demo --contract {contract} --step"));
    let mut stopped = stopped
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut keys = stopped.stdin.take().expect("it is piped");
    keys.write_all(b"\n\n\n\nq\n").expect("it listens");
    assert!(stopped.wait().expect("it ends").success());
    assert_eq!(terminal.tells("show office"), office);

    let here = played("embedded");
    let there = terminal.says(&format!("demo --contract {contract} --json"));
    let there: Vec<Value> = there
        .lines()
        .map(|line| serde_json::from_str(line).expect("it speaks JSON"))
        .collect();
    assert_eq!(here.len(), there.len());
    for (one, other) in here.iter().zip(&there).skip(1) {
        assert_eq!(one["title"], other["title"]);
        // Deposits are those of the contract's own terms.
        assert_eq!(answers(one), answers(other));
    }
    assert_eq!(terminal.tells("show office"), office);
    let bobs = terminal.tells("show account bob");
    assert_eq!(bobs["free"], "7000000000000000000");
}

#[test]
fn who_is_nobodys_guest_plays_nothing() {
    let node = Node::start(&[]);
    let terminal = Terminal::on(node.url());
    let stranger = "0x00000000000000000000000000000000000000aa";
    let deployed = terminal.tells(&format!("deploy --from alice --governance {stranger}"));
    let contract = deployed["deployed"].as_str().expect("it was deployed");
    for (place, said) in [
        (contract, format!("{stranger} governs {contract}")),
        (stranger, format!("no contract at {stranger}")),
    ] {
        let (code, complaint) = terminal.fails(&format!("demo --contract {place}"));
        assert_eq!(code, 1, "{complaint}");
        assert!(complaint.contains(&said), "{complaint}");
    }
    assert_eq!(terminal.tells("show totals")["traces"], 0);
}

#[test]
fn it_is_played_as_slowly_as_one_wishes_to_watch_it() {
    let began = Instant::now();
    let told = Terminal::on("embedded").says("demo --json --pace 0.05");
    let acts: usize = told
        .lines()
        .map(|line| calls(&serde_json::from_str(line).expect("it speaks JSON")).len())
        .sum();
    assert!(acts > 20);
    assert!(began.elapsed() >= Duration::from_millis(50) * u32::try_from(acts).unwrap());
}

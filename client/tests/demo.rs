//! The demo is what people see first: it plays to its end, and its sums are true.

use serde_json::Value;
use std::{
    env, fs,
    io::Write,
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

fn demo(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_answerable"));
    command.arg("demo").args(arguments);
    // What is set where the tests run is not the demo's.
    for (name, _) in env::vars_os() {
        if name.to_string_lossy().starts_with("ANSWERABLE_") {
            command.env_remove(name);
        }
    }
    command
        .env("ANSWERABLE_CONFIG", "/no/such/config.toml")
        .env_remove("CLICOLOR_FORCE")
        .env_remove("RUST_BACKTRACE");
    command
}

fn plays(arguments: &[&str]) -> String {
    told(demo(arguments).output().unwrap())
}

fn told(output: Output) -> String {
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{complaint}");
    String::from_utf8(output.stdout).unwrap()
}

/// With this on its standard input, and then the end of it.
fn plays_to(input: &str) -> String {
    let mut command = demo(&["--step"]);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut playing = command.spawn().unwrap();
    let mut keys = playing.stdin.take().unwrap();
    keys.write_all(input.as_bytes()).unwrap();
    drop(keys);
    told(playing.wait_with_output().unwrap())
}

fn scenes() -> Vec<Value> {
    let lines = plays(&["--json"]);
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The headings of scenes begin with their number.
fn headings(told: &str) -> usize {
    let numbered = |line: &&str| {
        let number = line.split(". ").next().unwrap_or_default();
        line.contains(". ") && number.parse::<u32>().is_ok()
    };
    told.lines().filter(numbered).count()
}

fn units(of: &Value, name: &str) -> i128 {
    let text = of[name]
        .as_str()
        .unwrap_or_else(|| panic!("no {name} in {of}"));
    text.parse().unwrap()
}

fn sum(of: &[Value], name: &str) -> i128 {
    of.iter().map(|it| units(it, name)).sum()
}

fn list<'a>(of: &'a Value, name: &str) -> &'a Vec<Value> {
    of[name]
        .as_array()
        .unwrap_or_else(|| panic!("no {name} in {of}"))
}

/// The scene that has this in it.
fn with<'a>(scenes: &'a [Value], name: &str) -> &'a Vec<Value> {
    let found = scenes.iter().find(|scene| scene.get(name).is_some());
    list(found.unwrap_or_else(|| panic!("no scene has {name}")), name)
}

#[test]
fn it_plays_to_its_end_in_under_ten_seconds() {
    let began = Instant::now();
    let told = plays(&[]);
    assert!(
        began.elapsed() < Duration::from_secs(10),
        "{:?}",
        began.elapsed()
    );
    assert_eq!(headings(&told), 13, "{told}");
    let words: Vec<&str> = told.split_whitespace().collect();
    let unwrapped = words.join(" ");
    for said in [
        "the contract names steps 1, 2 and 3",
        "Olga paid 30 tokens to Rita for fault 1; counted as honored.",
        "Conrad paid 40 tokens to Rita for fault 2, and a penalty of 3 tokens;",
        "Silas paid 20 tokens to Rita for fault 2, and a penalty of 5 tokens.",
        "Nobody answers for 25 tokens of fault 3;",
        "Nina stepped forward and paid 25 tokens for fault 3.",
        "Trace C of Rita was opened out of batch 1.",
        "Max paid 30 tokens to Olga for fault 4; counted as honored.",
        "0 tokens are left in the contract.",
        "The books balance.",
    ] {
        assert!(unwrapped.contains(said), "{said:?} is not in\n{told}");
    }
}

#[test]
fn what_people_have_is_what_the_contract_owes_and_holds_after_every_scene() {
    let scenes = scenes();
    let books: Vec<&Value> = scenes
        .iter()
        .filter_map(|scene| scene.get("holds"))
        .collect();
    assert_eq!(books.len(), 10);
    for holds in &books {
        let accounts = list(holds, "accounts");
        let all = sum(accounts, "free")
            + sum(accounts, "locked")
            + units(holds, "deposits")
            + units(holds, "premiums");
        assert_eq!(all, units(holds, "accounted"), "{holds}");
        assert_eq!(all, units(holds, "balance"), "{holds}");
    }
    assert!(books.iter().any(|holds| units(holds, "deposits") > 0));
    assert_eq!(
        units(books[9], "accounted"),
        0,
        "everybody took their money out"
    );
}

#[test]
fn what_people_did_explains_what_they_went_home_with() {
    let scenes = scenes();
    let (answers, purses) = (with(&scenes, "answers"), with(&scenes, "purses"));
    for answer in answers {
        let gained = units(answer, "premium") + units(answer, "recovered");
        let lost = units(answer, "paid") + units(answer, "penalty") + units(answer, "forfeited");
        assert_eq!(gained - lost, units(answer, "result"), "{answer}");
    }
    for purse in purses {
        let result = units(purse, "tookOut") - units(purse, "putIn");
        assert_eq!(result, units(purse, "result"), "{purse}");
    }
    assert_eq!(sum(purses, "result"), 0, "no money was made or lost");
    for name in ["Max", "Olga", "Conrad", "Silas", "Nina"] {
        let own: Vec<Value> = answers
            .iter()
            .filter(|it| it["who"] == name)
            .cloned()
            .collect();
        let purse = purses.iter().find(|it| it["who"] == name).unwrap();
        assert_eq!(sum(&own, "result"), units(purse, "result"), "{name}");
    }
}

#[test]
fn every_call_is_counted_with_its_cost() {
    let scenes = scenes();
    let calls: Vec<Value> = scenes
        .iter()
        .flat_map(|scene| list(scene, "calls"))
        .cloned()
        .collect();
    assert_eq!(&calls, with(&scenes, "costs"));
    let purses = with(&scenes, "purses");
    for (of_calls, of_purses) in [
        ("fee", "fees"),
        ("deposit", "deposits"),
        ("attached", "putIn"),
    ] {
        assert_eq!(sum(&calls, of_calls), sum(purses, of_purses), "{of_calls}");
    }
    for call in &calls {
        assert!(call["refTime"].as_u64() > Some(0), "{call}");
        assert!(call["proofSize"].as_u64() > Some(0), "{call}");
    }
}

#[test]
fn it_waits_before_each_scene_and_stops_where_the_input_ends() {
    assert_eq!(headings(&plays_to("")), 1);
    assert_eq!(headings(&plays_to("\n\n\n")), 4);
    assert_eq!(headings(&plays_to("\nq\n\n\n")), 2);
    assert_eq!(headings(&plays_to(&"\n".repeat(12))), 13);
}

#[test]
fn it_is_plain_text_of_eighty_columns_where_nobody_sees_colours() {
    let told = plays(&[]);
    assert!(!told.contains('\u{1b}'), "{told}");
    let (story, rest) = told.split_once("The traces, drawn").unwrap();
    let (_, costs) = rest.split_once("What each call cost").unwrap();
    for line in story.lines().chain(costs.lines()) {
        assert!(line.chars().count() <= 80, "{line}");
    }
    let output = demo(&[]).env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().contains('\u{1b}'));
}

#[test]
fn it_draws_the_trace_into_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("trace.svg");
    let told = plays(&["--svg", file.to_str().unwrap()]);
    assert!(told.contains("trace.svg, too."), "{told}");
    let drawn = fs::read_to_string(&file).unwrap();
    assert!(
        drawn.starts_with("<svg") && drawn.contains("Conrad"),
        "{drawn}"
    );
    // The README shows it.
    let shown = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/story.svg");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(shown, &drawn).unwrap();
    }
    let shown = fs::read_to_string(shown).unwrap();
    assert!(drawn == shown, "UPDATE=1 draws docs/story.svg again");
}

#[test]
fn it_says_so_where_there_is_no_node() {
    let output = demo(&["--chain", "ws://127.0.0.1:9"]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(4), "{said}");
    assert!(output.stdout.is_empty(), "nothing was played");
    assert!(
        said.contains("cannot reach a node at ws://127.0.0.1:9"),
        "{said}"
    );
}

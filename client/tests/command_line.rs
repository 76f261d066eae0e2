//! What a user meets when a command cannot be done: one sentence with the next step, and a failure.

use std::process::{Command, Output};

fn answerable(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_answerable"))
        .args(arguments)
        .env_remove("RUST_BACKTRACE")
        .env("ANSWERABLE_CONFIG", "/no/such/file")
        .output()
        .unwrap()
}

fn refusal(arguments: &[&str]) -> String {
    let output = answerable(arguments);
    assert!(!output.status.success(), "{arguments:?} is refused");
    assert!(output.stdout.is_empty(), "nothing pretends to have worked");
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said.lines().count(), 1, "one sentence, not:\n{said}");
    said
}

#[test]
fn a_wrong_address_of_the_node() {
    let said = refusal(&["accounts", "--chain", "ws://127.0.0.1:9"]);
    assert!(
        said.contains("cannot reach a node at ws://127.0.0.1:9"),
        "{said}"
    );
    assert!(said.contains("scripts/dev"), "{said}");
    let said = refusal(&["accounts", "--chain", "nowhere"]);
    assert!(said.contains("no network is named nowhere"), "{said}");
}

#[test]
fn a_contract_file_of_another_kind() {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let said = refusal(&["demo", "--code", manifest]);
    assert!(said.contains("not a PolkaVM contract"), "{said}");
    assert!(said.contains("answerable-build"), "{said}");
}

#[test]
fn a_missing_contract_file() {
    let said = refusal(&["demo", "--code", "/no/such/file.polkavm"]);
    assert!(said.contains("cannot read /no/such/file.polkavm"), "{said}");
}

#[test]
fn a_deployment_that_nobody_could_use() {
    let said = refusal(&["deploy", "--chain", "embedded"]);
    assert!(said.contains("ends with this program"), "{said}");
}

#[test]
fn accounts_are_listed_with_what_they_have() {
    let output = answerable(&["accounts", "--chain", "embedded"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success());
    assert!(
        said.contains("alice    0x9621dde636de098b43efb0fa9b61facfe328f99d  10000000000001 tokens"),
        "{said}"
    );
}

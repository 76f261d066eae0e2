//! The Solidity that dApp developers copy says exactly what the contracts are.

use alloy_json_abi::{Event, Function, JsonAbi, Param};
use answerable_e2e::contract_file;
use std::collections::BTreeSet;

#[test]
fn the_interface_file_says_what_the_contract_is() {
    let (interface, contract) = (items("IAnswerable"), items("answerable"));
    assert!(
        interface == contract,
        "IAnswerable.sol and the contract differ\n{}{}",
        only_in("IAnswerable.sol", &interface, &contract),
        only_in("the contract", &contract, &interface),
    );
}

#[test]
fn the_councils_interface_file_says_what_the_council_is() {
    let mut known = items("ICouncil");
    // ink lists what the crate of answerable's rules tells and refuses for every contract that uses it.
    let answerables = items("IAnswerable");
    known.extend(
        answerables
            .into_iter()
            .filter(|item| !item.starts_with("function")),
    );
    let contract = items("answerable_council");
    assert!(
        known == contract,
        "ICouncil.sol and the contract differ\n{}{}",
        only_in("ICouncil.sol", &known, &contract),
        only_in("the contract", &contract, &known),
    );
}

#[test]
fn the_two_example_escrows_are_one_to_their_callers() {
    let (solidity, ink) = (items("PaidInference"), items("answerable_ink_consumer"));
    // The ink one names answerable's errors too; Solidity passes on what it does not know.
    assert!(
        solidity.is_subset(&ink),
        "{}",
        only_in("PaidInference.sol", &solidity, &ink),
    );
}

fn only_in(title: &str, here: &BTreeSet<String>, there: &BTreeSet<String>) -> String {
    let lines: String = here
        .difference(there)
        .map(|item| format!("  {item}\n"))
        .collect();
    format!("only in {title}:\n{lines}")
}

/// Everything that a caller must know to call, to listen and to understand a refusal.
/// Names of parameters say nothing to a machine.
fn items(contract: &str) -> BTreeSet<String> {
    let abi = read(contract);
    let functions = abi.functions().map(function);
    let events = abi.events().map(event);
    let errors = abi
        .errors()
        .map(|error| format!("error {} {}", error.signature(), error.selector()));
    functions.chain(events).chain(errors).collect()
}

fn function(function: &Function) -> String {
    let outputs: Vec<_> = function.outputs.iter().map(Param::selector_type).collect();
    format!(
        "function {} {:?} returns ({}) {}",
        function.signature(),
        function.state_mutability,
        outputs.join(","),
        function.selector(),
    )
}

fn event(event: &Event) -> String {
    let inputs: Vec<_> = event
        .inputs
        .iter()
        .map(|input| {
            let indexed = if input.indexed { " indexed" } else { "" };
            format!("{}{indexed}", input.selector_type())
        })
        .collect();
    let anonymous = if event.anonymous { " anonymous" } else { "" };
    format!(
        "event {}({}){anonymous} {}",
        event.name,
        inputs.join(","),
        event.selector(),
    )
}

fn read(name: &str) -> JsonAbi {
    let path = contract_file(name).with_extension("abi");
    let json = std::fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!(
            "cannot read {} ({error}); build the contracts with `cargo run --release -p answerable-build` and \
             the Solidity with `npm ci && npm run build` in contracts/examples",
            path.display()
        )
    });
    serde_json::from_str(&json).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

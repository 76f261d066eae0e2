//! The costs that were committed are those that are measured, and the page says what they say.

use alloy_json_abi::JsonAbi;
use answerable_client::Embedded;
use answerable_e2e::{
    contract_file,
    costs::{
        difference::differences,
        fees::{weight_fee, Fees},
        messages::{messages, SUBJECTS},
        page::page,
        ratios::ratios,
        snapshot::{page_path, Snapshot},
        Cost, Subject,
    },
    shared_node,
};
use serde_json::json;
use std::{collections::BTreeSet, env, fs};

const UPDATE: &str = "scripts/bench --update";

#[tokio::test]
async fn nothing_costs_other_than_was_committed() {
    let committed = Snapshot::committed();
    let measured = Snapshot {
        growth: committed.growth.clone(),
        throughput: committed.throughput.clone(),
        ..Snapshot::measure().await.unwrap()
    };
    let changes = measured.changes_since(&committed);
    assert!(
        changes.is_empty(),
        "these costs changed; if that is meant, {UPDATE} keeps them:\n{}",
        changes.join("\n")
    );
}

#[test]
fn the_page_says_what_the_snapshot_says() {
    let written = fs::read_to_string(page_path()).unwrap();
    assert!(
        written == page(&Snapshot::committed()),
        "docs/costs.md is not what docs/costs.json makes; run {UPDATE}"
    );
}

#[test]
fn the_plots_show_what_the_snapshot_says() {
    let growth = Snapshot::committed().growth.unwrap();
    for (name, plot) in growth.plots() {
        let written = fs::read_to_string(page_path().with_file_name(name)).unwrap();
        assert!(
            written == plot,
            "docs/{name} is not what docs/costs.json makes; run {UPDATE}"
        );
    }
}

#[test]
fn what_must_hold_while_the_ledger_grows_holds() {
    let growth = Snapshot::committed().growth.unwrap();
    assert_eq!(growth.ledgers.last(), Some(&1_000_000));
    assert_eq!(growth.broken_promises(), Vec::<String>::new());
}

#[test]
fn what_must_hold_between_costs_holds() {
    let ratios = ratios(&Snapshot::committed());
    let broken = ratios.iter().filter(|ratio| !ratio.is_in_order());
    let broken: Vec<_> = broken.map(ToString::to_string).collect();
    assert!(
        broken.is_empty(),
        "these must hold, or have a reason in e2e/src/costs/ratios.rs while they do not:\n{}",
        broken.join("\n")
    );
}

#[test]
fn every_message_of_the_contract_has_its_price() {
    let abi = fs::read_to_string(contract_file("answerable").with_extension("abi")).unwrap();
    let abi: JsonAbi = serde_json::from_str(&abi).unwrap();
    let built: BTreeSet<_> = abi.functions().map(|it| it.name.clone()).collect();
    let committed = Snapshot::committed().messages;
    let rows = committed.iter().flat_map(|subject| &subject.rows);
    let priced: BTreeSet<_> = rows.map(|row| row.name.clone()).collect();
    assert_eq!(priced, built);
    let listed = SUBJECTS.iter().flat_map(|(_, names)| *names);
    assert_eq!(listed.count(), built.len(), "a message is listed twice");
}

/// All of them, but for the cells, of which a node does not tell.
#[tokio::test]
async fn every_message_costs_the_same_on_a_node() {
    if env::var("ANSWERABLE_CHAIN").as_deref() == Ok("embedded") {
        return;
    }
    let [here, there] = [messages("embedded").await, messages(shared_node()).await];
    let [here, there] = [here, there].map(|costs| without_cells(costs.unwrap()));
    let differ = differences(&json!(here), &json!(there));
    assert!(differ.is_empty(), "embedded → node\n{}", differ.join("\n"));
}

fn without_cells(mut subjects: Vec<Subject>) -> Vec<Subject> {
    for row in subjects.iter_mut().flat_map(|subject| &mut subject.rows) {
        row.cost = Cost {
            cells_read: 0,
            cells_written: 0,
            ..row.cost
        };
    }
    subjects
}

#[tokio::test]
async fn fees_are_what_the_runtime_asks_for() {
    let chain = Embedded::new().unwrap();
    let fees = Fees::ask(&chain).await.unwrap();
    for row in Snapshot::committed()
        .messages
        .iter()
        .flat_map(|it| &it.rows)
    {
        let cost = row.cost;
        let asked = weight_fee(&chain, cost.ref_time, cost.proof_size).await;
        let length = u128::from(fees.byte_of_transaction) * cost.calldata as u128;
        let reckoned = fees.of(&cost) - length;
        // A price for a MB has been rounded.
        assert!(
            asked.unwrap().abs_diff(reckoned) <= u128::from(cost.proof_size) / 1_000_000 + 1,
            "{row:?}"
        );
    }
}

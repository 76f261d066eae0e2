use std::{
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::json;

use crate::{process::Node, transaction::remark};

#[test]
fn contracts_see_a_time_from_the_start() {
    let node = Node::start(&[]);
    assert_eq!(node.head().0, 1);
    assert!(node.timestamp() > 1_700_000_000_000);
}

#[test]
fn a_transaction_gets_a_final_block_at_once() {
    let node = Node::start(&[]);
    node.get("author_submitExtrinsic", json!([remark(&node, 0)]));
    let (number, hash) = wait(|| Some(node.head()).filter(|head| head.0 > 1));
    assert_eq!(number, 2);
    let block = node.get("chain_getBlock", json!([hash]));
    let extrinsics = block["block"]["extrinsics"].as_array().expect("a list");
    assert_eq!(
        extrinsics.len(),
        2,
        "the timestamp and the remark: {extrinsics:?}"
    );
    wait(|| (node.get("author_pendingExtrinsics", json!([])) == json!([])).then_some(()));
}

#[test]
fn many_transactions_are_all_included() {
    let node = Node::start(&[]);
    for nonce in 0..50 {
        node.get("author_submitExtrinsic", json!([remark(&node, nonce)]));
    }
    let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
    wait(|| (node.get("author_pendingExtrinsics", json!([])) == json!([])).then_some(()));
    assert_eq!(node.get("system_accountNextIndex", json!([alice])), 50);
    let (number, _) = node.head();
    assert!(number <= 51, "{number} blocks for 50 transactions");
}

#[test]
fn nothing_happens_without_transactions() {
    let node = Node::start(&[]);
    sleep(Duration::from_secs(1));
    assert_eq!(node.head().0, 1);
}

#[test]
fn an_interval_makes_blocks_without_transactions() {
    let node = Node::start(&["--block-time", "200"]);
    let first = node.head().0;
    sleep(Duration::from_secs(2));
    let made = node.head().0 - first;
    assert!((2..=12).contains(&made), "{made} blocks in two seconds");
}

#[test]
fn blocks_are_mined_on_demand() {
    let node = Node::start(&[]);
    let mined = node.get("dev_mine", json!([3]));
    let (number, hash) = node.head();
    assert_eq!(
        (mined["number"].as_u64(), mined["hash"].as_str()),
        (Some(4), Some(&*hash))
    );
    assert_eq!(number, 4);
    assert_eq!(mined["timestamp"], node.timestamp() / 1_000);
    assert_eq!(node.get("dev_mine", json!([]))["number"], 5);
}

#[test]
fn the_number_of_blocks_is_bounded() {
    let node = Node::start(&[]);
    for blocks in [json!(0), json!(10_001), json!(u64::MAX)] {
        let error = node
            .call("dev_mine", json!([blocks]))
            .expect_err("out of bounds");
        assert!(error.contains("1 to 10000"), "{error}");
    }
    for blocks in [json!(-1), json!("2"), json!(1.5)] {
        node.call("dev_mine", json!([blocks]))
            .expect_err("not a number of blocks");
    }
    assert_eq!(node.head().0, 1);
}

#[test]
fn snapshots_are_refused_with_a_reason() {
    let node = Node::start(&[]);
    for method in ["dev_snapshot", "dev_revert"] {
        let error = node.call(method, json!([])).expect_err("not possible");
        assert!(error.contains("embedded chain"), "{error}");
        let listed = node.get("rpc_methods", json!([]));
        assert!(!listed["methods"]
            .as_array()
            .expect("a list")
            .contains(&json!(method)));
    }
}

fn wait<T>(mut condition: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(value) = condition() {
            return value;
        }
        assert!(start.elapsed() < Duration::from_secs(20), "waited too long");
        sleep(Duration::from_millis(20));
    }
}

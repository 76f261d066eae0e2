use std::{
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::{json, Value};

use crate::{
    process::{Folder, Node},
    transaction::remark,
};

/// A node whose blocks come when they are asked for.
fn start(final_after: &str, others: &[&str]) -> Node {
    let own = ["--block-time=3600000", "--final-after", final_after];
    Node::start(&[&own, others].concat())
}

/// Hashes of the chain's blocks from the first to the newest.
fn blocks(node: &Node) -> Vec<Value> {
    let hash = |number: u64| node.get("chain_getBlockHash", json!([number]));
    let hashes = (1..).map(hash);
    hashes.take_while(|hash| !hash.is_null()).collect()
}

fn holds(node: &Node, block: &Value, transaction: &str) -> bool {
    let block = node.get("chain_getBlock", json!([block]));
    let held = block["block"]["extrinsics"].as_array().expect("a list");
    held.contains(&json!(transaction))
}

#[test]
fn a_block_is_final_when_so_many_follow() {
    let node = start("3", &[]);
    for (made, last) in [(0, 0), (2, 0), (1, 1), (1, 2), (5, 7)] {
        if made > 0 {
            node.get("dev_mine", json!([made]));
        }
        assert_eq!(node.head().0, last);
    }
    assert_eq!(blocks(&node).len(), 10);
}

#[test]
fn others_take_the_place_of_what_is_not_final() {
    let node = start("4", &[]);
    node.get("dev_mine", json!([5]));
    let before = blocks(&node);
    let last = node.timestamp();

    let sealed = node.get("dev_reorganise", json!([3]));

    let after = blocks(&node);
    assert_eq!((before.len(), after.len()), (6, 7));
    assert_eq!(before[..3], after[..3]);
    assert!(before[3..].iter().all(|block| !after.contains(block)));
    assert_eq!(sealed["hash"], after[6]);
    assert_eq!(node.head().0, 3);
    assert!(node.timestamp() > last, "time does not go back");
}

#[test]
fn what_was_in_replaced_blocks_comes_into_a_later_one() {
    let node = start("8", &[]);
    let transactions: Vec<String> = (0..3).map(|nonce| remark(&node, nonce)).collect();
    for transaction in &transactions {
        node.get("author_submitExtrinsic", json!([transaction]));
        node.get("dev_mine", json!([1]));
    }
    let before = blocks(&node);
    for (block, transaction) in before[1..].iter().zip(&transactions) {
        assert!(holds(&node, block, transaction));
    }

    node.get("dev_reorganise", json!([3]));
    node.get("dev_mine", json!([1]));

    let after = blocks(&node);
    for transaction in &transactions {
        let places = after
            .iter()
            .filter(|block| holds(&node, block, transaction));
        assert_eq!(places.count(), 1, "{after:?}");
        assert!(holds(&node, &after[5], transaction));
    }
}

#[test]
fn blocks_come_by_themselves_and_become_final() {
    let node = Node::start(&["--final-after", "1"]);
    let transaction = remark(&node, 0);
    node.get("author_submitExtrinsic", json!([transaction]));
    let start = Instant::now();
    while !holds(&node, &json!(node.head().1), &transaction) {
        assert!(start.elapsed() < Duration::from_secs(20), "never final");
        sleep(Duration::from_millis(50));
    }
}

#[test]
fn what_is_final_stays() {
    let node = Node::start(&[]);
    node.get("dev_mine", json!([3]));
    let error = node.call("dev_reorganise", json!([1])).expect_err("final");
    assert!(error.contains("--final-after"), "{error}");

    let node = start("2", &[]);
    node.get("dev_mine", json!([3]));
    let before = blocks(&node);
    for wrong in [
        json!(0),
        json!(3),
        json!(u32::MAX),
        json!(u64::MAX),
        json!("1"),
    ] {
        node.call("dev_reorganise", json!([wrong]))
            .expect_err("more than there are");
    }
    assert_eq!(blocks(&node), before);
    node.get("dev_reorganise", json!([]));
    assert_eq!(blocks(&node)[..3], before[..3]);
}

#[test]
fn a_chain_goes_on_with_another_finality() {
    let folder = Folder::new("finality");
    let node = start("4", &["--base-path", folder.text()]);
    node.get("dev_mine", json!([6]));
    node.get("dev_reorganise", json!([2]));
    let before = blocks(&node);
    assert_eq!(node.head().0, 4);
    drop(node);

    let node = start("1", &["--base-path", folder.text()]);
    assert_eq!(blocks(&node), before);
    node.get("dev_mine", json!([1]));
    assert_eq!(node.head().0, 8);
    drop(node);

    let node = Node::start(&["--base-path", folder.text()]);
    node.get("dev_mine", json!([1]));
    assert_eq!(node.head().0, 10);
}

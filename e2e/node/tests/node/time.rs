use serde_json::json;

use crate::process::Node;

const DAY: u64 = 86_400;

#[test]
fn time_moves_ahead_by_what_is_asked() {
    let node = Node::start(&[]);
    let before = node.timestamp();
    let sealed = node.get("dev_increaseTime", json!([DAY]));
    let after = node.timestamp();
    assert!(
        (DAY * 1_000..DAY * 1_000 + 60_000).contains(&(after - before)),
        "{before} {after}"
    );
    assert_eq!(sealed["number"], 2);
    assert_eq!(sealed["timestamp"], after / 1_000);

    node.get("dev_mine", json!([1]));
    assert!(
        (1..60_000).contains(&(node.timestamp() - after)),
        "it goes on from there"
    );
}

#[test]
fn time_is_set_to_the_second() {
    let node = Node::start(&[]);
    let target = node.timestamp() / 1_000 + 365 * DAY;
    assert_eq!(
        node.get("dev_setTime", json!([target]))["timestamp"],
        target
    );
    assert_eq!(node.timestamp() / 1_000, target);
}

#[test]
fn time_never_goes_back() {
    let node = Node::start(&[]);
    node.get("dev_increaseTime", json!([DAY]));
    let before = node.timestamp();
    for target in [0, 1, before / 1_000 - DAY, before / 1_000 - 1] {
        let error = node
            .call("dev_setTime", json!([target]))
            .expect_err("the past");
        assert!(error.contains("never goes back"), "{error}");
    }
    assert_eq!(node.timestamp(), before);

    let mut last = before;
    for _ in 0..20 {
        node.get("dev_mine", json!([5]));
        assert!(node.timestamp() > last);
        last = node.timestamp();
    }
}

#[test]
fn too_much_time_is_refused() {
    let node = Node::start(&[]);
    let before = node.head();
    for seconds in [u64::MAX, u64::MAX / 1_000, 253_402_300_800] {
        let error = node
            .call("dev_increaseTime", json!([seconds]))
            .expect_err("too much");
        assert!(error.contains("9999"), "{error}");
        let error = node
            .call("dev_setTime", json!([seconds]))
            .expect_err("too late");
        assert!(error.contains("9999"), "{error}");
    }
    for wrong in [json!(-1), json!("1"), json!(null), json!(0.5)] {
        node.call("dev_increaseTime", json!([wrong]))
            .expect_err("not a number of seconds");
    }
    assert_eq!(node.head(), before, "no block is made for what is refused");
}

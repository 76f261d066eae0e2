use std::net::TcpStream;

use serde_json::{json, Value};
use tungstenite::{connect, stream::MaybeTlsStream, Message, WebSocket};

use crate::{process::Node, transaction::remark};

#[test]
fn a_watched_transaction_is_in_a_block_and_then_final() {
    let node = Node::start(&[]);
    let mut watch = Subscription::open(
        &node,
        "author_submitAndWatchExtrinsic",
        json!([remark(&node, 0)]),
    );
    assert_eq!(watch.next(), "ready");
    let block = watch.next()["inBlock"].take();
    assert_eq!(watch.next(), json!({ "finalized": block }));
    assert_eq!(node.head().1, block);
}

#[test]
fn the_newer_interface_watches_too() {
    let node = Node::start(&[]);
    let mut watch = Subscription::open(
        &node,
        "transactionWatch_v1_submitAndWatch",
        json!([remark(&node, 0)]),
    );
    let mut events: Vec<Value> = Vec::new();
    while events
        .last()
        .is_none_or(|event| event["event"] != "finalized")
    {
        events.push(watch.next());
    }
    assert_eq!(events[0]["event"], "validated", "{events:?}");
    assert_eq!(
        events.last().expect("an event")["block"]["hash"],
        json!(node.head().1)
    );
}

#[test]
fn finalized_heads_are_announced() {
    let node = Node::start(&[]);
    let mut heads = Subscription::open(&node, "chain_subscribeFinalizedHeads", json!([]));
    assert_eq!(heads.next()["number"], "0x1");
    for number in ["0x2", "0x3", "0x4"] {
        node.get("dev_mine", json!([1]));
        assert_eq!(heads.next()["number"], number);
    }
}

#[test]
fn the_chain_can_be_followed() {
    let node = Node::start(&[]);
    let mut follow = Subscription::open(&node, "chainHead_v1_follow", json!([true]));
    let initialized = follow.next();
    assert_eq!(initialized["event"], "initialized");
    let known = initialized["finalizedBlockHashes"]
        .as_array()
        .expect("a list");
    assert_eq!(known.last(), Some(&json!(node.head().1)));

    node.get("dev_mine", json!([1]));
    let hash = node.head().1;
    let mut events: Vec<Value> = Vec::new();
    while events
        .last()
        .is_none_or(|event| event["event"] != "finalized")
    {
        events.push(follow.next());
    }
    let new = events.iter().find(|event| event["event"] == "newBlock");
    assert_eq!(new.expect("a new block")["blockHash"], json!(hash));
    assert_eq!(
        events.last().expect("an event")["finalizedBlockHashes"],
        json!([hash])
    );
}

struct Subscription(WebSocket<MaybeTlsStream<TcpStream>>);

impl Subscription {
    fn open(node: &Node, method: &str, parameters: Value) -> Self {
        let (mut socket, _) =
            connect(format!("ws://127.0.0.1:{}", node.port)).expect("it connects");
        let request = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": parameters });
        socket
            .send(Message::text(request.to_string()))
            .expect("it sends");
        let mut subscription = Self(socket);
        let answer = subscription.read();
        assert!(answer["result"].is_string(), "{answer}");
        subscription
    }

    /// Waits for what the node says next.
    fn next(&mut self) -> Value {
        self.read()["params"]["result"].take()
    }

    fn read(&mut self) -> Value {
        loop {
            if let Message::Text(text) = self.0.read().expect("the node speaks") {
                return serde_json::from_str(text.as_str()).expect("JSON");
            }
        }
    }
}

//! The command line against a node: what it does, what it refuses, and how it says so.

mod acts;
mod built;
mod council;
mod deploy;
mod keys;
mod mistakes;
mod terms;

use answerable_client::{Chain, Rpc};
use answerable_e2e::{program::Terminal, Node};
use serde_json::{json, Value};

const MODEL: &str = "0x000000000000000000000000000000000000ac00";
/// Eve's.
const MACHINE: &str = "0x203aedc6e1ee061f55ec52309d5ac8674d4e8352";

/// A node, an instance on it, and a terminal.
struct World {
    node: Node,
    terminal: Terminal,
}

impl World {
    /// Charlie governs. Windows: a day to answer, three to rule, seven to report, two for recourse.
    fn new() -> Self {
        let node = Node::start(&[]);
        let terminal = Terminal::on(node.url());
        terminal.tells("deploy --from alice --governance charlie");
        Self { node, terminal }
    }

    /// Does something and returns the events that it made.
    fn does(&self, words: &str) -> Vec<Value> {
        let told = self.terminal.tells(words);
        assert_eq!(told["submitted"], "now", "{words}");
        told["events"]
            .as_array()
            .expect("events are a list")
            .clone()
    }

    /// Records a trace of a model and the machine under it, asked for by Ferdie, and returns its id.
    fn records(&self, number: u64) -> String {
        self.terminal.write("trace.json", &trace(number));
        let events = self.does("record trace.json --from alice");
        text(&events[0], "trace")
    }

    fn waits(&self, seconds: u64) {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime can be made");
        let moved = runtime.block_on(async {
            let chain = Rpc::connect(self.node.url()).await?;
            chain.advance_time(seconds).await
        });
        moved.expect("a development node's clock can be moved");
    }
}

fn trace(number: u64) -> String {
    let hash = |number: u64| format!("0x{number:064x}");
    json!({
        "requester": "0x21a8aa80a3b05b3dd74e337f9a8f5ae4a8e39f22",
        "input": hash(1_000_000 + number),
        "output": hash(2_000_000 + number),
        "at": 1_767_225_600 + number,
        "steps": [
            { "kind": "model", "actor": MODEL, "commitment": hash(3) },
            { "kind": "compute", "actor": MACHINE, "commitment": hash(4) },
        ],
    })
    .to_string()
}

fn text(event: &Value, field: &str) -> String {
    event[field].as_str().expect("the field is text").into()
}

fn names(events: &[Value]) -> Vec<&str> {
    events
        .iter()
        .map(|event| event["event"].as_str().expect("events have names"))
        .collect()
}

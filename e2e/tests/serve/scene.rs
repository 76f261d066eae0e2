//! A chain with a contract on it, people at their terminals, and the program that shows it all.

use answerable_e2e::{
    ask::{ask, Answer, Events},
    program::Terminal,
    Node,
};
use serde_json::{json, Value};
use std::{
    io::{BufRead, BufReader, Read},
    process::{Child, ChildStdout, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};
use tempfile::TempDir;

const PATIENCE: Duration = Duration::from_secs(60);
/// The actor of first steps.
pub const NOBODY: &str = "0x000000000000000000000000000000000000ac00";

/// A node that keeps its data, and a terminal whose configuration knows the contract.
pub struct Scene {
    node: Node,
    pub terminal: Terminal,
    pub contract: String,
    chain: TempDir,
}

impl Scene {
    pub fn new() -> Self {
        let chain = tempfile::tempdir().unwrap();
        let node = Node::start(&[&kept_in(&chain)]);
        let terminal = Terminal::on(node.url());
        let deployed = terminal.tells("deploy --from alice");
        Self {
            node,
            terminal,
            contract: deployed["deployed"].as_str().unwrap().to_owned(),
            chain,
        }
    }

    pub fn node_url(&self) -> &str {
        self.node.url()
    }

    /// Ferdie records the trace with this number, of two steps, which Charlie asked for.
    pub fn records(&self, number: u64) -> String {
        let step = |kind: &str, actor: &str| json!({ "kind": kind, "actor": actor, "commitment": format!("0x{}", "07".repeat(32)) });
        let trace = json!({
            "requester": self.address("charlie"),
            "input": format!("0x{:064x}", number),
            "output": format!("0x{}", "02".repeat(32)),
            "at": 1_767_225_601,
            "steps": [step("model", NOBODY), step("compute", &self.address("dave"))],
        });
        self.terminal.write("trace.json", &trace.to_string());
        self.terminal.says("record trace.json --from ferdie");
        let id = self.terminal.says("id trace.json --recorder ferdie");
        id.trim().to_owned()
    }

    pub fn address(&self, name: &str) -> String {
        let account = answerable_client::Signer::dev(name).unwrap();
        format!("{:?}", account.address())
    }

    /// Does something, and says in which block.
    pub fn does(&self, command: &str) -> u64 {
        self.terminal.tells(command)["block"].as_u64().unwrap()
    }

    /// Bob answers for a step, and Charlie reports that it failed.
    pub fn fails(&self, trace: &str, step: u8) -> u64 {
        self.does(&format!("pledge {trace} {step} 2 --from bob --attach 2.6"));
        self.does(&format!(
            "report {trace} {step} 1.5 --evidence 0x{} --from charlie --attach 0.01",
            "09".repeat(32)
        ))
    }

    /// As if the machine of the node had failed.
    pub fn kills_the_node(&mut self) {
        self.node.kill();
    }

    /// The same node again.
    pub fn starts_the_node(&mut self) {
        self.node = Node::start_on(self.port(), &[&kept_in(&self.chain)]);
    }

    /// Another chain at the same address.
    pub fn begins_anew(&mut self) {
        self.node.kill();
        self.node = Node::start_on(self.port(), &[]);
    }

    fn port(&self) -> u16 {
        let port = self.node.url().rsplit(':').next().unwrap();
        port.parse().unwrap()
    }

    /// The program, with these words besides.
    pub fn serves(&self, words: &str) -> Explorer {
        begins(&mut self.serving(words))
    }

    /// The same with another configuration.
    pub fn serves_as(&self, configuration: &str, words: &str) -> Explorer {
        begins(self.serving(words).env("ANSWERABLE_CONFIG", configuration))
    }

    fn serving(&self, words: &str) -> Command {
        let words = format!("serve --listen 127.0.0.1:0 --json {words}");
        self.terminal.command(&words)
    }
}

fn begins(command: &mut Command) -> Explorer {
    let mut process = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap());
    let mut said = String::new();
    // It is JSON over several lines.
    let told: Value = loop {
        let read = lines.read_line(&mut said).unwrap();
        if read == 0 {
            let mut complaint = String::new();
            process
                .stderr
                .take()
                .unwrap()
                .read_to_string(&mut complaint)
                .unwrap();
            panic!("it does not answer: {said}{complaint}");
        }
        if let Ok(told) = serde_json::from_str(&said) {
            break told;
        }
    };
    let url = told["url"].as_str().unwrap();
    Explorer {
        address: url.trim_start_matches("http://").into(),
        process,
        _lines: lines,
    }
}

fn kept_in(folder: &TempDir) -> String {
    format!("--base-path={}", folder.path().display())
}

/// The program that answers.
pub struct Explorer {
    pub address: String,
    process: Child,
    _lines: BufReader<ChildStdout>,
}

impl Drop for Explorer {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

impl Explorer {
    pub fn get(&self, path: &str) -> Answer {
        ask(&self.address, "GET", path, &[], "")
    }

    /// What it says where all is well.
    pub fn tells(&self, path: &str) -> Value {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        answer.json()
    }

    /// The items of a list.
    pub fn lists(&self, path: &str) -> Vec<Value> {
        self.tells(path)["items"].as_array().unwrap().clone()
    }

    pub fn post(&self, path: &str, body: &Value) -> Answer {
        let headers = [("content-type", "application/json")];
        ask(&self.address, "POST", path, &headers, &body.to_string())
    }

    pub fn events(&self, last: Option<u64>) -> Events {
        Events::of(&self.address, last)
    }

    /// Waits until the index holds a block.
    pub fn has(&self, block: u64) {
        self.waits_for("the block", || {
            let index = &self.tells("/api/status")["index"];
            index["next"].as_u64().unwrap() > block
        });
    }

    pub fn waits_for(&self, what: &str, holds: impl Fn() -> bool) {
        let since = Instant::now();
        while !holds() {
            assert!(since.elapsed() < PATIENCE, "{what} does not come");
            thread::sleep(Duration::from_millis(50));
        }
    }

    pub fn signal(&self, signal: &str) {
        let id = self.process.id().to_string();
        let sent = Command::new("sh")
            .args(["-c", &format!("kill -{signal} {id}")])
            .status();
        assert!(sent.unwrap().success());
    }

    /// How it ended, and what it said besides.
    pub fn ends(&mut self) -> (ExitStatus, String) {
        let since = Instant::now();
        let status = loop {
            if let Some(status) = self.process.try_wait().unwrap() {
                break status;
            }
            assert!(since.elapsed() < PATIENCE, "it does not end");
            thread::sleep(Duration::from_millis(20));
        };
        let mut said = String::new();
        let errors = self.process.stderr.as_mut().unwrap();
        errors.read_to_string(&mut said).unwrap();
        (status, said)
    }
}

//! A running node and the little JSON-RPC needed to talk to it.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, ExitStatus, Output, Stdio},
    time::{Duration, Instant},
};

use serde_json::{json, Value};

const READY: &str = "Running JSON-RPC server: addr=127.0.0.1:";

pub struct Node {
    process: Child,
    pub port: u16,
    /// What it printed up to the line with the port.
    pub greeting: Vec<String>,
}

impl Node {
    /// Starts a node on any free port and waits for its line.
    pub fn start(arguments: &[&str]) -> Self {
        Self::start_as(command(arguments).arg("--rpc-port=0"))
    }

    pub fn start_as(command: &mut Command) -> Self {
        let mut process = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the node starts");
        let mut greeting = Vec::new();
        // The reader is dropped with the line found, as ink_e2e does: the node has to live with
        // that.
        let stderr = BufReader::new(process.stderr.take().expect("piped"));
        for line in stderr.lines() {
            let line = line.expect("utf-8");
            greeting.push(line.clone());
            if let Some((_, rest)) = line.rsplit_once(READY) {
                let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
                let port = digits.parse().expect("a port");
                return Self {
                    process,
                    port,
                    greeting,
                };
            }
        }
        let status = process.wait().expect("it ended");
        panic!(
            "the node ended ({status}) without its line:\n{}",
            greeting.join("\n")
        );
    }

    /// Calls a method; an error is its message.
    pub fn call(&self, method: &str, parameters: Value) -> Result<Value, String> {
        call(self.port, method, parameters).expect("the node answers")
    }

    /// Calls a method that works.
    pub fn get(&self, method: &str, parameters: Value) -> Value {
        self.call(method, parameters)
            .unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// The last final block's number and hash.
    pub fn head(&self) -> (u64, String) {
        let hash = self.get("chain_getFinalizedHead", json!([]));
        (self.number(&hash), hash.as_str().expect("a hash").into())
    }

    fn number(&self, hash: &Value) -> u64 {
        let header = self.get("chain_getHeader", json!([hash]));
        let number = header["number"]
            .as_str()
            .and_then(|number| number.strip_prefix("0x"));
        u64::from_str_radix(number.expect("a number in hex"), 16).expect("a number in hex")
    }

    /// The time of the last block in milliseconds.
    pub fn timestamp(&self) -> u64 {
        // twox_128("Timestamp") and twox_128("Now")
        let key = "0xf0c365c3cf59d671eb72da0e7a4113c49f1f0515f462cdcf84e0f1d6045dfcbb";
        let value = self.get("state_getStorage", json!([key]));
        let bytes = hex(value.as_str().expect("a value"));
        u64::from_le_bytes(bytes.try_into().expect("eight bytes"))
    }

    /// Sends a signal and waits for the end.
    pub fn signal(mut self, signal: &str) -> (ExitStatus, Duration) {
        let start = Instant::now();
        let sent = Command::new("kill")
            .args([signal, &self.process.id().to_string()])
            .status();
        assert!(sent.expect("kill runs").success());
        let status = self.process.wait().expect("it ends");
        (status, start.elapsed())
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_answerable-node"));
    command.args(arguments).env_remove("RUST_LOG");
    command
}

/// Runs a node that is expected to end by itself.
pub fn run(arguments: &[&str]) -> Output {
    command(arguments).output().expect("the node starts")
}

/// One JSON-RPC call over HTTP. The outer error means that nobody answered.
pub fn call(port: u16, method: &str, parameters: Value) -> std::io::Result<Result<Value, String>> {
    let body =
        json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": parameters }).to_string();
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    write!(
        stream,
        "POST / HTTP/1.0\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    let body = answer
        .split_once("\r\n\r\n")
        .ok_or(std::io::ErrorKind::UnexpectedEof)?
        .1;
    let mut body: Value = serde_json::from_str(body)?;
    Ok(match body["error"]["message"].take() {
        Value::String(message) => Err(message),
        _ => Ok(body["result"].take()),
    })
}

pub fn hex(text: &str) -> Vec<u8> {
    let digits = text.strip_prefix("0x").expect("0x");
    (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).expect("hex"))
        .collect()
}

/// A folder of its own for a test, gone afterwards.
pub struct Folder(std::path::PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("answerable-node-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    pub fn path(&self) -> &std::path::Path {
        &self.0
    }

    pub fn text(&self) -> &str {
        self.0.to_str().expect("utf-8")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

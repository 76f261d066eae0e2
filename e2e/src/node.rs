//! Nodes that tests start, and that end with them.

use answerable_client::{AnyChain, Chain, ChainError, Signer};
use scale_value::Value;
use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{mpsc, OnceLock},
    thread,
    time::Duration,
};

const STARTUP: Duration = Duration::from_secs(60);

/// A node of our own. It is killed when this is dropped, and ends by itself when our process does.
pub struct Node {
    process: Child,
    url: String,
}

impl Node {
    /// Starts a development node on a free port, with these flags besides.
    pub fn start(flags: &[&str]) -> Self {
        Self::start_on(0, flags)
    }

    /// Starts one on this port.
    pub fn start_on(port: u16, flags: &[&str]) -> Self {
        let program = node_program();
        let mut process = Command::new(&program)
            .arg(format!("--rpc-port={port}"))
            .arg("--until-stdin-closes")
            .args(flags)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| {
                panic!(
                    "cannot start the node at {} ({error}); build it with `cargo build --release` in \
                     e2e/node, name another with CONTRACTS_NODE, or leave it out with ANSWERABLE_CHAIN=embedded",
                    program.display()
                )
            });
        let lines = BufReader::new(process.stderr.take().expect("stderr is piped")).lines();
        let url = listening_at(lines).unwrap_or_else(|log| {
            process.kill().ok();
            panic!("the node did not start:\n{log}")
        });
        Self { process, url }
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// As if the machine had failed.
    pub fn kill(&mut self) {
        self.process
            .kill()
            .expect("a running process can be killed");
        self.process.wait().expect("a killed process ends");
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// Waits for the line that names the port and goes on reading, so that the node never blocks.
fn listening_at(
    lines: impl Iterator<Item = std::io::Result<String>> + Send + 'static,
) -> Result<String, String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            sender.send(line).ok();
        }
    });
    let mut log = String::new();
    while let Ok(line) = receiver.recv_timeout(STARTUP) {
        if let Some((_, rest)) = line.split_once("Running JSON-RPC server: addr=") {
            let address: String = rest.chars().take_while(|c| !", ".contains(*c)).collect();
            return Ok(format!("ws://{address}"));
        }
        log.push_str(&line);
        log.push('\n');
    }
    Err(log)
}

/// The node's program: `CONTRACTS_NODE`, or the one that this workspace builds.
pub fn node_program() -> PathBuf {
    if let Some(program) = env::var_os("CONTRACTS_NODE") {
        return program.into();
    }
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(
        || crate::workspace().join("e2e/node/target"),
        |target| PathBuf::from(target).join("node"),
    );
    target.join("release/answerable-node")
}

/// The address of the node that all tests of this process share: `CONTRACTS_NODE_URL`, or one of our own.
pub fn shared_node() -> &'static str {
    static URL: OnceLock<String> = OnceLock::new();
    static NODE: OnceLock<Node> = OnceLock::new();
    URL.get_or_init(|| {
        env::var("CONTRACTS_NODE_URL")
            .unwrap_or_else(|_| NODE.get_or_init(|| Node::start(&[])).url().into())
    })
}

/// Uploads every built contract, so that no story depends on which other one ran first.
pub async fn upload_all(chain: &AnyChain) -> Result<(), ChainError> {
    let alice = Signer::dev("alice")?;
    for folder in fs::read_dir(crate::contracts_folder())
        .into_iter()
        .flatten()
        .flatten()
    {
        let name = folder.file_name().to_string_lossy().into_owned();
        let Ok(code) = fs::read(crate::contract_file(&name)) else {
            continue;
        };
        let limit = Value::u128(u128::from(u64::MAX));
        let arguments = vec![Value::from_bytes(code), limit];
        let call = chain
            .codec()
            .encode_call("Revive", "upload_code", arguments)?;
        chain.submit_call(&alice, &call).await?;
    }
    Ok(())
}

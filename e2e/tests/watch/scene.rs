//! A chain with something on it to answer for, and a program that watches.

use answerable_client::{
    alloy_sol_types::{
        private::{B256, U256},
        SolCall,
    },
    display::TOKEN,
    interface::IAnswerable::*,
    Amount, Answerable, Chain, Rpc, Setup, Signer, H160,
};
use answerable_e2e::{answerable_code, program, Node};
use serde_json::Value;
use std::{
    fs,
    io::{BufRead, BufReader, Read},
    path::PathBuf,
    process::{Child, ChildStderr, Command, ExitStatus, Stdio},
    sync::{
        atomic::{AtomicU64, Ordering},
        mpsc::{self, Receiver},
    },
    thread,
    time::{Duration, Instant},
};

pub const DAY: u64 = 86_400;
const PATIENCE: Duration = Duration::from_secs(60);

/// A node that keeps its data, with a contract on it, and a folder of our own.
pub struct Scene {
    node: Option<Node>,
    pub url: String,
    pub folder: PathBuf,
    pub chain: Rpc,
    pub contract: H160,
    traces: AtomicU64,
}

impl Drop for Scene {
    fn drop(&mut self) {
        self.node = None;
        fs::remove_dir_all(&self.folder).ok();
    }
}

pub fn who(name: &str) -> Signer {
    Signer::dev(name).unwrap()
}

pub fn milli(amount: u128) -> U256 {
    U256::from(amount * TOKEN / 1_000)
}

async fn deploys(chain: &Rpc) -> (H160, u64) {
    let alice = who("alice");
    let setup = Setup::for_development(alice.address());
    let deployed = Answerable::deploy(chain, &alice, answerable_code(), &setup).await;
    let (contract, receipt) = deployed.unwrap();
    (contract.address(), receipt.block.number)
}

impl Scene {
    pub async fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("answerable-{name}-{}", std::process::id()));
        fs::remove_dir_all(&folder).ok();
        fs::create_dir_all(&folder).unwrap();
        let base = format!("--base-path={}", folder.join("chain").display());
        let node = Node::start(&[&base]);
        let url = node.url().to_owned();
        let chain = Rpc::connect(&url).await.unwrap();
        let (contract, since) = deploys(&chain).await;
        let config = format!(
            "default = \"scene\"\n[networks.scene]\nchain = \"{url}\"\ncontract = \"{contract:?}\"\nsince = {since}\n"
        );
        fs::write(folder.join("config.toml"), config).unwrap();
        Self {
            node: Some(node),
            url,
            folder,
            chain,
            contract,
            traces: AtomicU64::new(0),
        }
    }

    /// The contract on a chain that began anew.
    pub async fn deploys(&self) -> H160 {
        deploys(&self.chain).await.0
    }

    pub fn contract(&self) -> Answerable<'_, Rpc> {
        Answerable::at(&self.chain, self.contract)
    }

    pub async fn does<M: SolCall + Sync>(&self, name: &str, message: M, attached: u128) {
        let amount = Amount::new(attached * TOKEN / 1_000);
        let done = self.contract().send(&who(name), &message, amount).await;
        done.unwrap_or_else(|error| panic!("{name}: {error}"));
    }

    /// Eve records a trace of two steps that Charlie asked for.
    pub async fn records(&self) -> B256 {
        let number = self.traces.fetch_add(1, Ordering::Relaxed) + 1;
        let word = |byte: u8| B256::repeat_byte(byte);
        let mut steps = Vec::new();
        for kind in [1, 2] {
            steps.push(kind);
            steps.extend_from_slice(&who("dave").address().0);
            steps.extend_from_slice(&[7; 32]);
        }
        let message = recordCall {
            requester: who("charlie").address().0.into(),
            input: word(1),
            output: B256::from(U256::from(number)),
            at: 0,
            steps: steps.into(),
            terms: 1,
        };
        let eve = who("eve");
        let contract = self.contract();
        let trace = contract.try_as(eve.account(), &message, Amount::ZERO);
        let trace = trace.await.unwrap();
        contract.send(&eve, &message, Amount::ZERO).await.unwrap();
        trace
    }

    /// Bob answers for a step with so many thousandths of a token, and brings what that locks.
    pub async fn pledges(&self, trace: B256, step: u8, cover: u128) {
        let message = pledgeCall {
            trace,
            step,
            cover: milli(cover),
        };
        self.does("bob", message, cover * 13 / 10 + 1).await;
    }

    /// Charlie reports a loss.
    pub async fn reports(&self, trace: B256, step: u8, loss: u128) -> u64 {
        let message = reportCall {
            trace,
            step,
            loss: milli(loss),
            evidence: B256::repeat_byte(9),
            uri: String::new(),
        };
        self.does("charlie", message, 10).await;
        self.contract().view(&totalsCall {}).await.unwrap().faults
    }

    pub async fn chain_time(&self) -> u64 {
        self.chain.block().await.unwrap().time_ms / 1_000
    }

    pub async fn waits(&self, seconds: u64) {
        self.chain.advance_time(seconds).await.unwrap();
    }

    /// As if the power had failed, and came back after a while.
    pub fn loses_power(&mut self, away: Duration) {
        let port = self.url.rsplit(':').next().unwrap().parse().unwrap();
        self.node.as_mut().unwrap().kill();
        thread::sleep(away);
        let base = format!("--base-path={}", self.folder.join("chain").display());
        self.node = Some(Node::start_on(port, &[&base]));
    }

    /// Another chain, of the same kind, at the same address.
    pub fn begins_anew(&mut self) {
        let port = self.url.rsplit(':').next().unwrap().parse().unwrap();
        self.node.as_mut().unwrap().kill();
        self.node = Some(Node::start_on(port, &[]));
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command
            .args(arguments)
            .env("ANSWERABLE_CONFIG", self.folder.join("config.toml"))
            .env("XDG_STATE_HOME", self.folder.join("state"))
            .env_remove("RUST_BACKTRACE");
        command
    }

    /// Bob's watcher, whose notices are read.
    pub fn watches(&self, arguments: &[&str]) -> Watching {
        let all = ["watch", "--as", "bob", "--json"];
        let all: Vec<&str> = all.iter().chain(arguments).copied().collect();
        let mut process = self
            .command(&all)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let errors = process.stderr.take();
        let (sender, notices) = mpsc::channel();
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                sender.send(serde_json::from_str(&line).unwrap()).ok();
            }
        });
        Watching {
            process,
            notices,
            errors,
        }
    }

    /// What a watcher that does only what is due tells.
    pub fn watches_once(&self, arguments: &[&str]) -> Vec<Value> {
        let mut watching = self.watches(&[&["--once"], arguments].concat());
        let status = watching.ends();
        assert!(status.success(), "{}", watching.complaints());
        watching.rest()
    }

    /// The files that watchers keep.
    pub fn states(&self) -> Vec<PathBuf> {
        let folder = fs::read_dir(self.folder.join("state/answerable")).unwrap();
        let files = folder.map(|file| file.unwrap().path());
        let is_state = |file: &PathBuf| file.extension().is_some_and(|it| it == "json");
        files.filter(is_state).collect()
    }
}

pub struct Watching {
    process: Child,
    notices: Receiver<Value>,
    errors: Option<ChildStderr>,
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

impl Watching {
    /// The next notice, whatever it is.
    pub fn next(&mut self) -> Value {
        match self.notices.recv_timeout(PATIENCE) {
            Ok(notice) => notice,
            Err(_) => {
                self.process.kill().ok();
                panic!("nothing came: {}", self.complaints())
            }
        }
    }

    /// The next notice of this kind.
    pub fn until(&mut self, kind: &str) -> Value {
        loop {
            let notice = self.next();
            if notice["notice"] == kind {
                return notice;
            }
        }
    }

    pub fn signal(&self, signal: &str) {
        let id = self.process.id().to_string();
        let sent = Command::new("sh")
            .args(["-c", &format!("kill -{signal} {id}")])
            .status();
        assert!(sent.unwrap().success());
    }

    pub fn ends(&mut self) -> ExitStatus {
        let since = Instant::now();
        loop {
            if let Some(status) = self.process.try_wait().unwrap() {
                return status;
            }
            assert!(since.elapsed() < PATIENCE, "it does not end");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// What was told and not read yet, once it has ended.
    pub fn rest(&mut self) -> Vec<Value> {
        self.ends();
        self.notices.iter().collect()
    }

    /// What it said besides, once it has ended.
    pub fn complaints(&mut self) -> String {
        let mut said = String::new();
        self.process.wait().unwrap();
        if let Some(mut errors) = self.errors.take() {
            errors.read_to_string(&mut said).unwrap();
        }
        said
    }
}

//! Commands that are cut short, nodes that die under them, and several commands at once: done once, and told.

use answerable_client::{
    display::TOKEN, interface::IAnswerable::annexCall, Answerable, Chain, Rpc, Setup, Signer, H160,
};
use answerable_e2e::{answerable_code, program, Node};
use scale_value::{Composite, Value};
use std::{
    fs,
    path::PathBuf,
    process::{Child, Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

/// A node that makes a block every few seconds, so that there is time for accidents.
struct Scene {
    node: Option<Node>,
    url: String,
    folder: PathBuf,
    chain: Rpc,
    contract: H160,
}

const SLOW: &str = "--block-time=3000";

impl Drop for Scene {
    fn drop(&mut self) {
        self.node = None;
        fs::remove_dir_all(&self.folder).ok();
    }
}

fn bob() -> Signer {
    Signer::dev("bob").unwrap()
}

impl Scene {
    async fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("answerable-{name}-{}", std::process::id()));
        fs::remove_dir_all(&folder).ok();
        fs::create_dir_all(&folder).unwrap();
        let base = format!("--base-path={}", folder.join("chain").display());
        let node = Node::start(&[&base]);
        let url = node.url().to_owned();
        let chain = Rpc::connect(&url).await.unwrap();
        let alice = Signer::dev("alice").unwrap();
        let setup = Setup::for_development(alice.address());
        let deployed = Answerable::deploy(&chain, &alice, answerable_code(), &setup).await;
        let contract = deployed.unwrap().0.address();
        let mut scene = Self {
            node: Some(node),
            url,
            folder,
            chain,
            contract,
        };
        scene.loses_power();
        scene.gets_power(&[SLOW]);
        scene
    }

    fn loses_power(&mut self) {
        self.node.as_mut().unwrap().kill();
    }

    fn gets_power(&mut self, flags: &[&str]) {
        let port = self.url.rsplit(':').next().unwrap().parse().unwrap();
        let base = format!("--base-path={}", self.folder.join("chain").display());
        self.node = Some(Node::start_on(port, &[&[base.as_str()], flags].concat()));
    }

    async fn free(&self) -> u128 {
        let contract = Answerable::at(&self.chain, self.contract);
        let free = contract.free_of(bob().address()).await.unwrap();
        free.units() / TOKEN
    }

    fn command(&self, home: &str, arguments: &[&str]) -> Command {
        self.command_of("bob", home, arguments)
    }

    fn command_of(&self, who: &str, home: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program());
        command
            .args(["--chain", &self.url, "--contract"])
            .arg(format!("{:?}", self.contract))
            .args(arguments)
            .args(["--from", who])
            .env("ANSWERABLE_CONFIG", self.folder.join("config.toml"))
            .env("XDG_STATE_HOME", self.folder.join(home))
            .env_remove("RUST_BACKTRACE")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn gives(&self, arguments: &[&str]) -> Output {
        self.command("state", arguments).output().unwrap()
    }

    /// Starts a command, and lets it come to where it has written down what it will send.
    fn begins(&self, arguments: &[&str]) -> Child {
        let child = self.command("state", arguments).spawn().unwrap();
        let since = Instant::now();
        while self.pending().is_none() {
            assert!(since.elapsed() < Duration::from_secs(30));
            thread::sleep(Duration::from_millis(1));
        }
        child
    }

    /// What is written down for a transaction, once that is another one.
    fn writes_other_than(&self, known: Option<&str>) -> String {
        let since = Instant::now();
        loop {
            assert!(since.elapsed() < Duration::from_secs(30));
            let written = self.pending().and_then(|it| fs::read_to_string(it).ok());
            match written {
                Some(written) if Some(written.as_str()) != known => return written,
                _ => thread::sleep(Duration::from_millis(1)),
            }
        }
    }

    async fn nonce_of(&self, who: &Signer) -> u32 {
        let key = self.chain.codec().balance_key(who.account()).unwrap();
        let account = self.chain.storage(key).await.unwrap().unwrap();
        u32::from_le_bytes(*account.first_chunk().unwrap())
    }

    fn pending(&self) -> Option<PathBuf> {
        let folder = fs::read_dir(self.folder.join("state/answerable")).ok()?;
        let mut files = folder.map(|file| file.unwrap().path());
        files.find(|file| file.extension().is_some_and(|it| it == "json"))
    }
}

fn said(output: &Output) -> String {
    let both = [output.stdout.as_slice(), &output.stderr].concat();
    String::from_utf8(both).unwrap()
}

fn end(mut child: Child) {
    child.kill().unwrap();
    child.wait().unwrap();
}

const EARLIER: &str = "An earlier command did this already";

#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_was_killed_and_is_given_again_is_done_once() {
    let scene = Scene::new("killed-command").await;
    let (mut expected, mut cut_short) = (0, 0);
    // Before it was sent, or right after, or while it waits for its block, or when that is just being made.
    let moments = [
        0, 2, 8, 30, 300, 1_500, 1_900, 2_200, 2_400, 2_500, 2_600, 2_700, 2_800,
    ];
    for (round, milliseconds) in moments.into_iter().enumerate() {
        let amount = round + 1;
        let deposit = ["deposit", &amount.to_string()];
        let child = scene.begins(&deposit);
        thread::sleep(Duration::from_millis(milliseconds));
        end(child);
        expected += amount as u128;
        if scene.pending().is_some() {
            cut_short += 1;
            let again = scene.gives(&deposit);
            assert!(again.status.success(), "{}", said(&again));
            assert!(said(&again).contains(EARLIER), "{}", said(&again));
        }
        assert_eq!(scene.free().await, expected, "after {milliseconds} ms");
        assert!(scene.pending().is_none());
    }
    assert!(cut_short >= 6, "only {cut_short} were cut short");
    // One more of the same is another one.
    let once_more = scene.gives(&["deposit", "6"]);
    assert!(once_more.status.success(), "{}", said(&once_more));
    assert!(!said(&once_more).contains(EARLIER));
    assert_eq!(scene.free().await, expected + 6);
}

/// Which of the two transactions of a deployment a command is killed under.
#[tokio::test(flavor = "multi_thread")]
async fn a_deployment_that_was_killed_and_is_given_again_is_done_once() {
    let scene = Scene::new("killed-deployment").await;
    let mut cut_short = [0, 0];
    for (who, part, milliseconds) in [
        ("bob", 0, 300),
        ("charlie", 0, 2_500),
        ("dave", 1, 300),
        ("eve", 1, 2_500),
    ] {
        let account = Signer::dev(who).unwrap();
        let child = scene.command_of(who, "state", &["deploy"]).spawn().unwrap();
        let annex = scene.writes_other_than(None);
        if part == 1 {
            scene.writes_other_than(Some(&annex));
        }
        thread::sleep(Duration::from_millis(milliseconds));
        end(child);
        let is_cut_short = scene.pending().is_some();

        let mut again = scene.command_of(who, "state", &["deploy", "--json"]);
        let again = again.output().unwrap();

        assert!(again.status.success(), "{}", said(&again));
        let told: serde_json::Value = serde_json::from_slice(&again.stdout).unwrap();
        let earlier = [&told["annexMade"]["submitted"], &told["submitted"]];
        for (count, submitted) in cut_short.iter_mut().zip(earlier) {
            *count += u32::from(submitted == "earlier");
        }
        assert_eq!(
            earlier.iter().any(|it| *it == "earlier"),
            is_cut_short,
            "{told}"
        );
        // An annex and a contract, and nothing twice. Who makes one counts on, and so does its transaction.
        assert_eq!(scene.nonce_of(&account).await, 4, "{who}");
        let contract: H160 = told["deployed"].as_str().unwrap().parse().unwrap();
        let contract = Answerable::at(&scene.chain, contract);
        let annex: H160 = contract.view(&annexCall {}).await.unwrap().0 .0.into();
        assert_eq!(told["annex"], format!("{annex:?}"));
        assert!(scene.pending().is_none());
    }
    assert!(cut_short.iter().all(|count| *count > 0), "{cut_short:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_dies_under_a_command_and_comes_back_does_it_once() {
    let mut scene = Scene::new("dying-node").await;

    // It comes back soon: the command has noticed nothing.
    let child = scene.begins(&["deposit", "1"]);
    thread::sleep(Duration::from_millis(300));
    scene.loses_power();
    scene.gets_power(&[SLOW]);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(scene.free().await, 1);

    // It is away for long: the command gives up with a sentence, and the next one finds out.
    let child = scene.begins(&["deposit", "2"]);
    thread::sleep(Duration::from_millis(300));
    scene.loses_power();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(4), "{}", said(&output));
    assert!(said(&output).contains("was lost"), "{}", said(&output));
    let output = scene.gives(&["deposit", "2"]);
    assert_eq!(output.status.code(), Some(4), "the node is still away");
    assert!(
        said(&output).contains("cannot reach a node"),
        "{}",
        said(&output)
    );
    scene.gets_power(&[SLOW]);
    let output = scene.gives(&["deposit", "2"]);
    assert!(said(&output).contains(EARLIER), "{}", said(&output));
    assert_eq!(scene.free().await, 3);
    assert!(scene.pending().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn another_command_finishes_what_was_cut_short_and_says_so() {
    let scene = Scene::new("another-command").await;
    end(scene.begins(&["deposit", "5"]));
    let output = scene.gives(&["deposit", "2"]);
    assert!(output.status.success(), "{}", said(&output));
    let said = said(&output);
    assert!(!said.contains(EARLIER), "{said}");
    assert!(said.contains("was cut short"), "{said}");
    assert!(said.contains("put 5 tokens in"), "{said}");
    assert!(said.contains("put 2 tokens in"), "{said}");
    assert_eq!(scene.free().await, 7);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_never_get_into_a_block_holds_up_nobody() {
    let mut scene = Scene::new("never").await;
    end(scene.begins(&["deposit", "5"]));
    // What waited is forgotten, and then Bob has no money for the fee.
    scene.loses_power();
    scene.gets_power(&[]);
    takes_everything(&scene.chain).await;
    let since = Instant::now();
    let output = scene.gives(&["deposit", "5"]);
    assert!(!output.status.success());
    assert!(!said(&output).contains(EARLIER), "{}", said(&output));
    assert!(since.elapsed() < Duration::from_secs(30));
    assert_eq!(scene.free().await, 0);
}

/// Root takes nearly all of Bob's own money.
async fn takes_everything(chain: &Rpc) {
    let (alice, has) = (
        Signer::dev("alice").unwrap(),
        chain.balance(bob().account()),
    );
    let id = |who: &Signer| Value::unnamed_variant("Id", [Value::from_bytes(who.account())]);
    let take = Value::unnamed_variant(
        "force_transfer",
        [
            id(&bob()),
            id(&alice),
            Value::u128(has.await.unwrap() - TOKEN / 1_000_000_000),
        ],
    );
    let take = Value::variant("Balances", Composite::unnamed([take]));
    let call = chain
        .codec()
        .encode_call("Sudo", "sudo", vec![take])
        .unwrap();
    chain.submit_call(&alice, &call).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_commands_of_one_account_at_once_are_done_once_each() {
    let mut scene = Scene::new("ten").await;
    scene.loses_power();
    scene.gets_power(&["--block-time=300"]);
    // In one place, where they wait for each other; and in places of their own, as on ten machines.
    for (round, home) in ["state", ""].into_iter().enumerate() {
        let started: Vec<Child> = (0..10)
            .map(|number| {
                let own = format!("state-{number}");
                let home = if home.is_empty() { &own } else { home };
                scene.command(home, &["deposit", "1"]).spawn().unwrap()
            })
            .collect();
        for child in started {
            let output = child.wait_with_output().unwrap();
            assert!(output.status.success(), "{}", said(&output));
            assert!(!said(&output).contains(EARLIER), "{}", said(&output));
        }
        assert_eq!(scene.free().await, 10 * (round as u128 + 1));
    }
    // Some of ten are killed: what was given again is done once all the same.
    let mut started: Vec<Child> = (0..10)
        .map(|_| scene.command("state", &["deposit", "1"]).spawn().unwrap())
        .collect();
    thread::sleep(Duration::from_millis(700));
    for child in started.iter_mut().take(5) {
        child.kill().unwrap();
    }
    let mut done = 0;
    for child in started {
        done += u128::from(child.wait_with_output().unwrap().status.success());
    }
    let output = scene.gives(&["withdraw", "1"]);
    assert!(output.status.success(), "{}", said(&output));
    // Those that were killed may or may not have begun; of those that ended none is missing, none counted twice.
    let free = scene.free().await - 19;
    assert!(
        (done..=done + 5).contains(&free),
        "{done} told, {free} done"
    );
}

//! What a user meets when the node is not as it should be.

use answerable_client::{Amount, Answerable, AnyChain, CallError, ChainError, Rpc, Setup, Signer};
use answerable_e2e::{answerable_code, node_program, Node};
use std::{
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

const UNIT: Amount = Amount::new(1_000_000);

async fn a_contract_with_a_deposit<'chain>(
    chain: &'chain Rpc,
    alice: &Signer,
) -> Answerable<'chain, Rpc> {
    let code = answerable_code();
    let setup = Setup::for_development(alice.address());
    let (contract, _) = Answerable::deploy(chain, alice, code, &setup)
        .await
        .unwrap();
    contract.deposit(alice, UNIT).await.unwrap();
    contract
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_dies_ends_the_call_with_a_sentence_within_ten_seconds() {
    // given
    let mut node = Node::start(&[]);
    let chain = Rpc::connect(node.url()).await.unwrap();
    let alice = Signer::dev("alice").unwrap();
    let contract = a_contract_with_a_deposit(&chain, &alice).await;

    // when
    node.kill();
    let since = Instant::now();
    let error = contract.deposit(&alice, UNIT).await.unwrap_err();

    // then
    assert!(matches!(
        error,
        CallError::Chain(ChainError::ConnectionLost { .. })
    ));
    assert!(error.to_string().contains("look whether"), "{error}");
    assert!(since.elapsed() < Duration::from_secs(10));
    assert!(!Path::new(&format!("/proc/{}", node.id())).exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restarted_node_is_found_again_and_has_lost_nothing() {
    // given
    let folder = std::env::temp_dir().join(format!("answerable-restart-{}", std::process::id()));
    let base = format!("--base-path={}", folder.display());
    let mut node = Node::start(&[&base]);
    let port = node.url().rsplit(':').next().unwrap().parse().unwrap();
    let chain = Rpc::connect(node.url()).await.unwrap();
    let alice = Signer::dev("alice").unwrap();
    let contract = a_contract_with_a_deposit(&chain, &alice).await;

    // when
    node.kill();
    let node = Node::start_on(port, &[&base]);

    // then
    contract.deposit(&alice, UNIT).await.unwrap();
    assert_eq!(
        contract.free_of(alice.address()).await.unwrap(),
        Amount::new(2_000_000)
    );
    drop(node);
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test]
async fn a_wrong_address_is_named_at_once() {
    let since = Instant::now();
    let error = AnyChain::open("ws://127.0.0.1:9").await.err().unwrap();
    assert!(matches!(error, ChainError::Unreachable { .. }), "{error}");
    assert!(since.elapsed() < Duration::from_secs(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_nodes_and_twenty_stories_at_once_do_not_collide() {
    let nodes: Vec<Node> = std::thread::scope(|scope| {
        let starting: Vec<_> = (0..10).map(|_| scope.spawn(|| Node::start(&[]))).collect();
        starting.into_iter().map(|it| it.join().unwrap()).collect()
    });
    let stories = (0..20).map(|number| {
        let url = nodes[number % nodes.len()].url();
        async move {
            let chain = Rpc::connect(url).await.unwrap();
            // Two stories share a node and, on purpose, the account that deploys.
            let alice = Signer::dev("alice").unwrap();
            let contract = a_contract_with_a_deposit(&chain, &alice).await;
            assert_eq!(contract.accounted().await.unwrap(), UNIT);
        }
    });
    futures::future::join_all(stories).await;
}

#[test]
fn a_node_ends_with_the_process_that_started_it() {
    // When a process ends, however it ends, its end of the pipe closes.
    let mut process = Command::new(node_program())
        .args(["--rpc-port=0", "--until-stdin-closes"])
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_secs(1));
    assert!(process.try_wait().unwrap().is_none(), "it runs until then");

    drop(process.stdin.take());
    let since = Instant::now();
    while process.try_wait().unwrap().is_none() {
        assert!(
            since.elapsed() < Duration::from_secs(10),
            "it ends by itself"
        );
        std::thread::sleep(Duration::from_millis(50));
    }
}

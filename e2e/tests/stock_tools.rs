//! ink_e2e's own way of starting a node works with ours.

use answerable_client::{Chain, Rpc};
use answerable_e2e::node_program;
use ink_e2e::{subxt::PolkadotConfig, TestNodeProcess};

#[tokio::test(flavor = "multi_thread")]
async fn ink_e2e_starts_this_node() {
    let program = node_program();
    let node = TestNodeProcess::<PolkadotConfig>::build(&program)
        .spawn()
        .await
        .expect("ink_e2e finds the line that names the port");
    let chain = Rpc::connect(node.url()).await.unwrap();
    assert_eq!(chain.ratio(), 1_000_000);
}

//! One story on every chain, with the demand that they tell it alike.

use crate::{
    backend::{Client, Observation},
    node::{shared_node, upload_all},
};
use answerable_client::AnyChain;
use std::{env, future::Future, thread, time::SystemTime};

/// Runs `story` on the embedded chain and on the shared node, or on the one that `ANSWERABLE_CHAIN`
/// names (`embedded` or `node`). Where it runs on both, every return value, event, weight, fee and
/// storage deposit must be the same.
pub fn on_each_chain<F>(story: impl Fn(Client) -> F)
where
    F: Future<Output = ()>,
{
    let name = thread::current().name().unwrap_or("story").to_owned();
    let run = format!("{:?}", SystemTime::now());
    let tell = |chain: &str| {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime can be made");
        runtime.block_on(async {
            let chain = AnyChain::open(chain)
                .await
                .unwrap_or_else(|error| panic!("{error}"));
            upload_all(&chain)
                .await
                .unwrap_or_else(|error| panic!("{error}"));
            let client = Client::new(chain, format!("{name} {run}"));
            let seen = client.observations();
            story(client).await;
            let seen = seen.lock().expect("no story panicked").clone();
            seen
        })
    };
    match env::var("ANSWERABLE_CHAIN").as_deref() {
        Ok("embedded") => drop(tell("embedded")),
        Ok("node") => drop(tell(shared_node())),
        Ok(other) => panic!("ANSWERABLE_CHAIN is `embedded` or `node`, not {other:?}"),
        Err(_) => agree(&tell("embedded"), &tell(shared_node())),
    }
}

fn agree(embedded: &[Observation], node: &[Observation]) {
    for (number, (here, there)) in embedded.iter().zip(node).enumerate() {
        assert_eq!(
            here, there,
            "act {number} went differently on the embedded chain (left) and on the node (right)"
        );
    }
    assert_eq!(embedded.len(), node.len(), "the stories differ in length");
}

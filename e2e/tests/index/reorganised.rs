//! A chain whose newest blocks are not final, and have others put in their place again and again.
//!
//! Reading the newest block instead of the last final one (`Rpc::final_head`) ends it with `OtherHistory`.

use crate::{
    kills::are_the_same,
    node::{deployed, reads_all, says_what_the_chain_says, Kept},
    Place,
};
use answerable_client::{
    index::{self, Index},
    interface::{amount, IAnswerable::accountCall},
    Amount, Answerable, Block, Chain, Rpc, Signer, H256,
};
use answerable_e2e::{program::Terminal, synthetic::Chance};
use jsonrpsee::{
    core::client::ClientT,
    rpc_params,
    ws_client::{WsClient, WsClientBuilder},
};
use serde_json::Value;
use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

pub async fn what_was_in_replaced_blocks_is_taken_in_once_where_it_came_to_stay(place: Place) {
    // given
    let mut node = Kept::start(&["--block-time=100", "--final-after=2"]);
    let (done, url) = (AtomicBool::new(false), node.url.clone());
    let chain = Rpc::connect(&url).await.unwrap();

    // when
    let acting = async {
        let terminal = Terminal::on(&url);
        let story = tokio::task::spawn_blocking(move || terminal.says("demo"));
        story.await.unwrap();
        let alice = Signer::dev("alice").unwrap();
        let contract = Answerable::at(&chain, deployed(&chain).await.contract);
        let owner = alice.address().0.into();
        let before = contract.view(&accountCall { owner }).await.unwrap();
        let amounts = (1..=10).map(|times| times * 1_000_000);
        for units in amounts.clone() {
            let deposited = contract.deposit(&alice, Amount::new(units)).await;
            deposited.unwrap();
        }
        let after = contract.view(&accountCall { owner }).await.unwrap();
        let more = amount(after.free).units() - amount(before.free).units();
        assert_eq!(more, amounts.sum(), "each once");
        done.store(true, Ordering::Release);
    };
    let reading = async {
        let subject = deployed(&chain).await;
        let index = Index::open(&place.url(0), subject).await.unwrap();
        let follow = index::follow(&chain, &index, |_| {});
        tokio::select! {
            ended = follow => panic!("{ended:?}"),
            () = until(&done) => subject,
        }
    };
    let ((), subject, replaced) = tokio::join!(acting, reading, replacing(&chain, &url, &done));

    // then: with a chain that stands still
    node.dies_for(Duration::ZERO).await;
    assert!(
        replaced > 20,
        "only {replaced} blocks with events were replaced"
    );
    let index = reads_all(&chain, &place.url(0), subject).await;
    let again = reads_all(&chain, &place.url(1), subject).await;
    are_the_same(&index, &again).await;
    says_what_the_chain_says(&chain, &index).await;
}

async fn until(done: &AtomicBool) {
    while !done.load(Ordering::Acquire) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Puts others in the place of some of the newest blocks, now and then; how many with events of contracts are gone.
async fn replacing(chain: &Rpc, url: &str, done: &AtomicBool) -> usize {
    let node = WsClientBuilder::default().build(url).await.unwrap();
    let mut chance = Chance(3);
    let mut replaced = 0;
    while !done.load(Ordering::Acquire) {
        tokio::time::sleep(Duration::from_millis(50 + chance.below(250))).await;
        let settled = chain.block().await.unwrap().number;
        let mut newest = Vec::new();
        for number in settled + 1.. {
            let Some(hash) = hash_of(&node, number).await else {
                break;
            };
            let block = Block {
                number,
                hash,
                time_ms: 0,
            };
            if !chain.emitted(block).await.unwrap().is_empty() {
                newest.push(block);
            }
        }
        let blocks = 1 + chance.below(2);
        // Some of them may have become final meanwhile.
        let asked = node.request::<Value, _>("dev_reorganise", rpc_params![blocks]);
        if asked.await.is_err() {
            continue;
        }
        for block in newest {
            let now = hash_of(&node, block.number).await;
            replaced += usize::from(now != Some(block.hash));
        }
    }
    replaced
}

async fn hash_of(node: &WsClient, number: u64) -> Option<H256> {
    let hash = node.request("chain_getBlockHash", rpc_params![number]);
    hash.await.unwrap()
}

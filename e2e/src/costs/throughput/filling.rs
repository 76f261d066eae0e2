//! A node whose pool is filled before it makes a block.

use super::{
    room::{self, Rules},
    FullBlock, Room, Throughput,
};
use crate::Node;
use answerable_client::{AccountId, Act, Chain, Log, Rpc, Signer, H256};
use ink::scale::Decode;
use jsonrpsee::{
    core::{client::ClientT, params::ArrayParams},
    rpc_params,
    ws_client::{WsClient, WsClientBuilder},
};
use serde::{de::DeserializeOwned, Deserialize};
use std::{future::Future, pin::pin, time::Duration};

/// The node makes a block when it is told to, and by itself so seldom that it never does.
const SELDOM: &str = "--block-time=3600000";

/// Enough for any cell of the first time, in native units.
const DEPOSIT: u128 = 1_000_000_000_000;

pub struct Filling {
    chain: Rpc,
    raw: WsClient,
    accounts: Vec<Signer>,
    rules: Rules,
    logs: Vec<Log>,
    blocks: Vec<FullBlock>,
    _node: Node,
}

impl Filling {
    pub async fn start(accounts: Vec<Signer>) -> Self {
        let node = Node::start(&[SELDOM]);
        let chain = Rpc::connect(node.url()).await.expect("the node answers");
        let raw = WsClientBuilder::new()
            .request_timeout(Duration::from_secs(120))
            .build(node.url())
            .await
            .expect("the node answers");
        Self {
            rules: Rules::read(&chain).expect("the runtime says what a block holds"),
            chain,
            raw,
            accounts,
            logs: Vec::new(),
            blocks: Vec::new(),
            _node: node,
        }
    }

    pub fn chain(&self) -> &Rpc {
        &self.chain
    }

    /// Every event of a kind so far.
    pub fn all(&self, kind: [u8; 32]) -> impl Iterator<Item = &Log> {
        let logs = self.logs.iter();
        logs.filter(move |log| log.topics.first() == Some(&H256(kind)))
    }

    pub fn end(self) -> Throughput {
        Throughput {
            room: self.rules.room,
            blocks: self.blocks,
        }
    }

    /// Does something that waits for blocks.
    pub async fn while_mining<T>(&self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        loop {
            let pause = tokio::time::sleep(Duration::from_millis(50));
            tokio::select! {
                done = &mut work => return done,
                () = pause => self.mine().await,
            }
        }
    }

    /// Has half as many acts again wait for a block as fit into it, makes the block and counts what is in it; then makes
    /// as many more as the rest needs. Every act tells of itself with one event of the kind `done`; all of these events
    /// are returned.
    pub async fn fill(
        &mut self,
        name: &str,
        done: [u8; 32],
        act: impl Fn(usize) -> (usize, Act),
    ) -> Vec<Log> {
        // Whatever was before is a minute ago, not by chance in the same second: contracts can tell.
        self.chain
            .advance_time(60)
            .await
            .expect("the clock can be moved");
        let (first, tried) = act(0);
        let caller = self.accounts[first].account();
        let tried = self.chain.dry_run(caller, &tried, 0).await;
        let tried = tried.expect("the node answers");
        let mut limits = tried.limits();
        limits.deposit = DEPOSIT;
        let call = tried.weight;
        tried.returned().expect("the first one would be done");

        let mut nonces = Vec::new();
        for account in &self.accounts {
            nonces.push(self.nonce(account.account()).await);
        }
        let mut sign = |turn| {
            let (signer, act) = act(turn);
            let nonce = nonces[signer];
            nonces[signer] += 1;
            let codec = self.chain.codec();
            codec.sign_act(&self.accounts[signer], nonce, &act, 0, limits)
        };
        let one = sign(0).expect("it can be signed");
        let asked = self.rules.asked_by(&self.chain, &one).await;
        let asked = asked.expect("the node answers");
        // What is not used of the limits is given back.
        let each = Room {
            ref_time: asked.ref_time - limits.weight.ref_time + call.ref_time,
            proof_size: asked.proof_size - limits.weight.proof_size + call.proof_size,
            ..asked
        };
        let reckoned = self.rules.room.holds(&each);
        let offered = reckoned + reckoned / 2 + 12;
        let mut waiting = vec![one];
        for turn in 1..offered as usize {
            waiting.push(sign(turn).expect("it can be signed"));
        }
        for transaction in &waiting {
            let transaction = const_hex::encode_prefixed(transaction);
            self.ask::<H256>("author_submitExtrinsic", rpc_params![transaction])
                .await;
        }

        let before = self.logs.len();
        let counted = self.mine_and_count(done).await;
        let used = self.used().await;
        let (limit, left) = self.rules.room.scarcest(&used);
        assert!(counted < offered, "{name}: the block was not filled");
        let next = asked.part(limit);
        assert!(
            left < next,
            "{name}: another one that asks for {next} would have fitted into {left} of {limit}"
        );
        self.blocks.push(FullBlock {
            act: name.into(),
            offered,
            counted,
            reckoned,
            each,
            used: self.rules.room.thousandths(&used),
            limit: limit.into(),
        });
        let mut all = counted;
        while all < offered {
            let more = self.mine_and_count(done).await;
            assert!(
                more > 0,
                "{name}: {} of {offered} are missing",
                offered - all
            );
            all += more;
        }
        let made = self.logs[before..].iter();
        made.filter(|log| log.topics.first() == Some(&H256(done)))
            .cloned()
            .collect()
    }

    /// Makes a block and says how many acts are in it that told of themselves so. No transaction in it failed.
    async fn mine_and_count(&mut self, done: [u8; 32]) -> u64 {
        self.mine().await;
        let block = self.chain.block().await.expect("the node answers");
        let logs = self.chain.emitted(block).await.expect("the node answers");
        let told = logs
            .iter()
            .filter(|log| log.topics.first() == Some(&H256(done)))
            .count();
        self.logs.extend(logs);
        // The first transaction is the block's time.
        let all = self.transactions().await.len() - 1;
        assert_eq!(told, all, "an act in the block failed");
        told as u64
    }

    async fn used(&self) -> Room {
        let weight = room::used(&self.chain).await.expect("the node answers");
        let length = self
            .transactions()
            .await
            .iter()
            .map(String::len)
            .sum::<usize>();
        Room {
            ref_time: weight.ref_time,
            proof_size: weight.proof_size,
            length: (length / 2) as u64,
        }
    }

    /// The transactions of the last block in hexadecimal digits.
    async fn transactions(&self) -> Vec<String> {
        let block: Made = self.ask("chain_getBlock", rpc_params![]).await;
        let digits = block.block.extrinsics.into_iter();
        digits
            .map(|it| it.trim_start_matches("0x").to_owned())
            .collect()
    }

    async fn mine(&self) {
        self.ask::<serde_json::Value>("dev_mine", rpc_params![1])
            .await;
    }

    async fn nonce(&self, account: AccountId) -> u64 {
        let asked = "AccountNonceApi_account_nonce";
        let answer = self.chain.runtime_api(asked, account.to_vec()).await;
        let nonce = u32::decode(&mut &*answer.expect("the node answers"));
        nonce.expect("it is a number").into()
    }

    async fn ask<T: DeserializeOwned>(&self, method: &str, params: ArrayParams) -> T {
        let answer = self.raw.request(method, params).await;
        answer.unwrap_or_else(|error| panic!("{method}: {error}"))
    }
}

#[derive(Deserialize)]
struct Made {
    block: Body,
}

#[derive(Deserialize)]
struct Body {
    extrinsics: Vec<String>,
}

//! Following a real node.

use crate::{
    child::{self, Source},
    kills::are_the_same,
    Place,
};
use answerable_client::{
    alloy_sol_types::SolCall,
    events::{read, Event},
    index::{self, kept, Index, IndexError, Subject},
    interface::{
        amount,
        IAnswerable::{accountCall, faultCall, mandateCall, officeCall, traceCall},
    },
    Amount, Answerable, Chain, Rpc, Setup, Signer, H160,
};
use answerable_e2e::{answerable_code, program::Terminal, synthetic::Chance, Node};
use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

/// A node with a memory of its own.
pub struct Kept {
    node: Node,
    base: String,
    pub url: String,
    _folder: tempfile::TempDir,
}

impl Kept {
    pub fn start(flags: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let base = format!("--base-path={}", folder.path().display());
        let node = Node::start(&[&[&*base], flags].concat());
        Self {
            url: node.url().to_owned(),
            node,
            base,
            _folder: folder,
        }
    }

    fn port(&self) -> u16 {
        self.url.rsplit(':').next().unwrap().parse().unwrap()
    }

    /// And comes back without any of its flags.
    pub async fn dies_for(&mut self, away: Duration) {
        self.node.kill();
        tokio::time::sleep(away).await;
        let (port, base) = (self.port(), self.base.clone());
        self.node = tokio::task::block_in_place(|| Node::start_on(port, &[&base]));
    }
}

/// Where the contract is that was deployed first, as soon as it is.
pub async fn deployed(chain: &Rpc) -> Subject {
    for number in 1.. {
        let block = loop {
            match chain.final_block(number).await.unwrap() {
                Some(block) => break block,
                None => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        };
        for log in chain.emitted(block).await.unwrap() {
            if let Ok(Event::TermsAdded(_)) = read(&log) {
                return Subject::of(chain, log.contract, number);
            }
        }
    }
    unreachable!("there is no last number")
}

/// Reads all that is there.
pub async fn reads_all(chain: &Rpc, url: &str, subject: Subject) -> Index {
    let index = Index::open(url, subject).await.unwrap();
    let head = chain.block().await.unwrap().number;
    let follow = index::follow(chain, &index, |_| {});
    tokio::select! {
        ended = follow => panic!("{ended:?}"),
        () = reaches(&index, head) => {}
    }
    index
}

async fn reaches(index: &Index, block: u64) {
    while index.next_block().await.unwrap() <= block {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

pub async fn the_story_is_followed_although_reader_and_node_die_again_and_again(place: Place) {
    // given: a whole story on the chain, and somebody who goes on acting
    let mut kept = Kept::start(&[]);
    let told = Terminal::on(&kept.url).says("demo");
    assert!(!told.is_empty());
    let chain = Rpc::connect(&kept.url).await.unwrap();
    let subject = deployed(&chain).await;
    let (url, node) = (place.url(0), kept.url.clone());
    let all = AtomicBool::new(false);

    // when
    let acting = async {
        let alice = Signer::dev("alice").unwrap();
        let contract = Answerable::at(&chain, subject.contract);
        for times in 1..=40 {
            let amount = Amount::new(times * 1_000_000);
            contract.deposit(&alice, amount).await.unwrap();
        }
        all.store(true, Ordering::Release);
    };
    let failing = async {
        for away in [0, 700, 1_500] {
            tokio::time::sleep(Duration::from_millis(600)).await;
            kept.dies_for(Duration::from_millis(away)).await;
        }
    };
    let reading = async {
        let mut chance = Chance(5);
        let source = Source::Node {
            url: &node,
            subject,
        };
        let mut kills = 0;
        while !all.load(Ordering::Acquire) || kills < 10 {
            let mut child = child::start(&url, &source);
            tokio::time::sleep(Duration::from_millis(100 + chance.below(700))).await;
            let ended = child.try_wait().unwrap();
            assert!(ended.is_none(), "{:?}", child.wait_with_output());
            child.kill().unwrap();
            child.wait().unwrap();
            kills += 1;
        }
    };
    tokio::join!(acting, failing, reading);

    // then
    let index = reads_all(&chain, &url, subject).await;
    let again = reads_all(&chain, &place.url(1), subject).await;
    are_the_same(&index, &again).await;
    says_what_the_chain_says(&chain, &index).await;
}

/// Every row whose moving parts a view shows.
pub async fn says_what_the_chain_says(chain: &Rpc, index: &Index) {
    let contract = index.subject().contract;
    let accounts = index.all::<kept::Account>().await.unwrap();
    let faults = index.all::<kept::Fault>().await.unwrap();
    let traces = index.all::<kept::Trace>().await.unwrap();
    let mandates = index.all::<kept::Mandate>().await.unwrap();
    let rows = [accounts.len(), faults.len(), traces.len(), mandates.len()];
    assert!(rows.iter().all(|rows| *rows > 0), "{rows:?}");
    for row in accounts {
        let owner = row.address.0 .0.into();
        let seen = asks(chain, contract, &accountCall { owner }).await;
        let shown = [
            seen.free,
            seen.locked,
            seen.honored.amount,
            seen.lost.amount,
        ];
        let known = [row.free, row.locked, row.honored, row.lost];
        assert_eq!(shown.map(|it| amount(it).units()), known.map(|it| it.0));
    }
    for row in faults {
        let seen = asks(chain, contract, &faultCall { fault: row.id }).await;
        assert_eq!(u64::from(seen.state), row.state);
        assert_eq!(amount(seen.loss).units(), row.loss.0);
        assert_eq!(amount(seen.paid).units(), row.paid.0);
        assert_eq!(seen.filed.governance.0 .0, row.governance.0 .0);
        assert_eq!(seen.filed.beneficiary.0 .0, row.beneficiary.0 .0);
    }
    for row in traces {
        let trace = row.id.0 .0.into();
        let seen = asks(chain, contract, &traceCall { trace }).await;
        assert_eq!(seen.requesterUntil, row.requester_until);
        assert_eq!(seen.busyUntil, row.busy_until);
        assert_eq!(seen.recordedAt, row.recorded_at);
    }
    for row in mandates {
        let seen = asks(chain, contract, &mandateCall { mandate: row.id }).await;
        assert_eq!(amount(seen.outstanding).units(), row.outstanding.0);
    }
    let books = index.all::<kept::Books>().await.unwrap().remove(0);
    let office = asks(chain, contract, &officeCall {}).await;
    assert_eq!(office.governance.0 .0, books.governance.0 .0);
    assert_eq!(office.treasury.0 .0, books.treasury.0 .0);
}

async fn asks<M: SolCall + Sync>(chain: &Rpc, contract: H160, view: &M) -> M::Return {
    let seen = Answerable::at(chain, contract).view(view).await;
    seen.unwrap_or_else(|error| panic!("{error}"))
}

pub async fn another_chain_behind_the_same_address_is_refused(place: Place) {
    let mut node = Node::start(&[]);
    let (url, port) = (
        node.url().to_owned(),
        node.url().rsplit(':').next().unwrap(),
    );
    let port = port.parse().unwrap();
    let chain = Rpc::connect(&url).await.unwrap();
    let alice = Signer::dev("alice").unwrap();
    let setup = Setup::for_development(alice.address());
    let code = answerable_code();
    let deployed_at = Answerable::deploy(&chain, &alice, code, &setup).await;
    let (contract, receipt) = deployed_at.unwrap();
    contract
        .deposit(&alice, Amount::new(1_000_000))
        .await
        .unwrap();
    let subject = Subject::of(&chain, contract.address(), receipt.block.number);
    let index = reads_all(&chain, &place.url(0), subject).await;
    let rows = index.dump().await.unwrap();

    // A development node without a memory begins anew: with the same genesis, but other blocks.
    node.kill();
    let _node = tokio::task::block_in_place(|| Node::start_on(port, &[]));
    let chain = Rpc::connect(&url).await.unwrap();
    for longer in [false, true] {
        let wanted = subject.since + if longer { 20 } else { 0 };
        while chain.block().await.unwrap().number < wanted {
            chain.advance_time(10).await.unwrap();
        }
        let following = index::follow(&chain, &index, |_| {});
        let ended = tokio::time::timeout(Duration::from_secs(20), following).await;
        let refused = ended.expect("it notices").unwrap_err();
        assert!(
            matches!(refused, IndexError::OtherHistory { .. }),
            "{refused}"
        );
    }
    assert_eq!(index.dump().await.unwrap(), rows);
}

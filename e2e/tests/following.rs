//! Who follows an instance is told everything once and in order, whatever happens to the node and to its runtime.

use answerable_client::{
    alloy_sol_types::private::U256,
    events::{Event, Follow},
    Amount, Answerable, Chain, ChainError, Rpc, Setup, Signer, H160,
};
use answerable_e2e::{answerable_code, Node};
use scale_value::{Composite, Value};
use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

fn alice() -> Signer {
    Signer::dev("alice").unwrap()
}

async fn deploys(chain: &Rpc) -> H160 {
    let setup = Setup::for_development(alice().address());
    let (contract, _) = Answerable::deploy(chain, &alice(), answerable_code(), &setup)
        .await
        .unwrap();
    contract.address()
}

async fn deposits(chain: &Rpc, contract: H160, amount: u64) {
    let contract = Answerable::at(chain, contract);
    let amount = Amount::new(u128::from(amount) * 1_000_000);
    contract.deposit(&alice(), amount).await.unwrap();
}

/// The deposits in the blocks that are there, from this one on; and the block to go on with.
async fn told_from(chain: &Rpc, contract: H160, block: u64) -> (Vec<u64>, u64) {
    let mut follow = Follow::from(chain, contract, block);
    let mut told = Vec::new();
    while let Some(page) = follow.ready().await.unwrap() {
        told.extend(page.told.iter().filter_map(|told| deposited(&told.event)));
    }
    (told, follow.next_block())
}

fn deposited(event: &Event) -> Option<u64> {
    match event {
        Event::Deposited(it) => Some((it.amount / U256::from(1_000_000)).to()),
        _ => None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_event_comes_once_and_in_order_although_the_node_fails_again_and_again() {
    // given
    let folder = std::env::temp_dir().join(format!("answerable-follow-{}", std::process::id()));
    let base = format!("--base-path={}", folder.display());
    let mut node = Node::start(&[&base]);
    let url = node.url().to_owned();
    let port = url.rsplit(':').next().unwrap().parse().unwrap();
    let chain = Rpc::connect(&url).await.unwrap();
    let contract = deploys(&chain).await;
    let all = AtomicBool::new(false);

    // when
    let acting = async {
        for amount in 1..=60 {
            deposits(&chain, contract, amount).await;
        }
        all.store(true, Ordering::Release);
    };
    let failing = async {
        for away in [0, 500, 1_500, 3_000] {
            tokio::time::sleep(Duration::from_millis(400)).await;
            node.kill();
            tokio::time::sleep(Duration::from_millis(away)).await;
            node = tokio::task::block_in_place(|| Node::start_on(port, &[&base]));
        }
    };
    let following = async {
        let other = Rpc::connect(&url).await.unwrap();
        let mut follow = Follow::from(&other, contract, 1);
        let mut told = Vec::new();
        loop {
            let is_all = all.load(Ordering::Acquire);
            match follow.ready().await {
                Ok(Some(page)) => {
                    told.extend(page.told.iter().filter_map(|told| deposited(&told.event)));
                }
                Ok(None) if is_all => return told,
                Ok(None) => tokio::time::sleep(Duration::from_millis(5)).await,
                Err(ChainError::ConnectionLost { .. }) => {}
                Err(error) => panic!("{error}"),
            }
        }
    };
    let (told, ..) = futures::join!(following, acting, failing);

    // then
    assert_eq!(told, (1..=60).collect::<Vec<_>>());
    drop(node);
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn events_are_read_as_the_runtime_of_their_block_spelt_them() {
    let node = Node::start(&[]);
    let first = Rpc::connect(node.url()).await.unwrap();
    let contract = deploys(&first).await;
    deposits(&first, contract, 1).await;

    // In the second runtime events of contracts have another name, and so are not known.
    upgrades(&first, [0, 2], Some("ContractShouted")).await;
    let second = connects(node.url()).await;
    deposits(&second, contract, 2).await;
    // The third one is like the first.
    upgrades(&second, [2, 3], None).await;
    let third = connects(node.url()).await;
    deposits(&third, contract, 3).await;

    // Whenever the connection was made, each block is read as it was written.
    for chain in [&first, &second, &third] {
        let (told, _) = told_from(chain, contract, 1).await;
        assert_eq!(told, [1, 3]);
        let (told, _) = told_from(chain, contract, 1).await;
        assert_eq!(told, [1, 3], "also from what was kept of the runtimes");
    }
}

/// A node answers nobody while it compiles a new runtime.
async fn connects(url: &str) -> Rpc {
    for _ in 0..20 {
        match Rpc::connect(url).await {
            Err(ChainError::ConnectionLost { .. }) => {}
            chain => return chain.unwrap(),
        }
    }
    panic!("the node does not answer")
}

/// Puts the chain's own runtime in its place again, with another version, and perhaps another name for the event that
/// contracts' events come in.
async fn upgrades(chain: &Rpc, [before, version]: [u8; 2], name: Option<&str>) {
    let stored = chain.storage(b":code".to_vec()).await.unwrap().unwrap();
    let most = sp_maybe_compressed_blob::CODE_BLOB_BOMB_LIMIT;
    let mut code = sp_maybe_compressed_blob::decompress(&stored, most)
        .unwrap()
        .into_owned();
    // In memory it stands behind the version of authoring, and before those of the implementation and of transactions.
    let numbers = |spec: u8| [1, 0, 0, 0, spec, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0];
    assert!(replace(&mut code, &numbers(before), &numbers(version)) > 0);
    // In the section that nodes read, behind the names.
    let named = |spec: u8| [b"revive-dev-runtime\x01\0\0\0".as_slice(), &[spec, 0, 0, 0]].concat();
    assert_eq!(replace(&mut code, &named(before), &named(version)), 1);
    let (usual, other) = (b"ContractEmitted", b"ContractShouted");
    match name {
        Some(name) => assert_eq!(replace(&mut code, usual, name.as_bytes()), 1),
        None => assert_eq!(replace(&mut code, other, usual), 1),
    }
    let code = sp_maybe_compressed_blob::compress_weakly(&code, most).unwrap();

    let set = Value::named_variant("set_code", [("code", Value::from_bytes(code))]);
    let set = Value::variant("System", Composite::unnamed([set]));
    let call = chain
        .codec()
        .encode_call("Sudo", "sudo", vec![set])
        .unwrap();
    match chain.submit_call(&alice(), &call).await {
        // It is compiling. That it was done the events show.
        Err(ChainError::ConnectionLost { .. }) => {}
        done => drop(done.unwrap()),
    }
}

fn replace(code: &mut [u8], old: &[u8], new: &[u8]) -> usize {
    assert_eq!(old.len(), new.len());
    let places: Vec<usize> = code
        .windows(old.len())
        .enumerate()
        .filter(|(_, window)| *window == old)
        .map(|(place, _)| place)
        .collect();
    for place in &places {
        code[*place..place + new.len()].copy_from_slice(new);
    }
    places.len()
}

//! What the embedded chain can do that a node cannot: go back, and do the same thing twice.

use answerable_client::{
    interface::IAnswerable::depositCall, Amount, Answerable, Chain, ChainError, Embedded, Receipt,
    Setup, Signer,
};
use answerable_e2e::{annex, answerable_code, code};
use std::collections::BTreeSet;

const UNIT: Amount = Amount::new(1_000_000);

async fn deploy<'chain>(
    chain: &'chain Embedded,
    alice: &Signer,
) -> (Answerable<'chain, Embedded>, Receipt) {
    let setup = Setup::for_development(alice.address());
    Answerable::deploy(chain, alice, answerable_code(), &setup)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_snapshot_brings_everything_back() {
    // given
    let chain = Embedded::new().unwrap();
    let alice = Signer::dev("alice").unwrap();
    let (contract, _) = deploy(&chain, &alice).await;
    let (block, balance) = (chain.block().await, chain.balance(alice.account()).await);
    let snapshot = chain.snapshot();

    // when
    contract.deposit(&alice, UNIT).await.unwrap();
    chain.advance_time(3_600).await.unwrap();
    chain.revert(&snapshot);

    // then
    assert_eq!(contract.accounted().await, Ok(Amount::ZERO));
    assert_eq!(chain.balance(alice.account()).await, balance);
    assert_eq!(chain.block().await, block);
    contract.deposit(&alice, UNIT).await.unwrap();
}

#[tokio::test]
async fn two_chains_go_through_one_story_alike() {
    let story = || async {
        let chain = Embedded::new().unwrap();
        let alice = Signer::dev("alice").unwrap();
        let (contract, deployed) = deploy(&chain, &alice).await;
        let deposited = contract.deposit(&alice, UNIT).await.unwrap();
        [deployed, deposited].map(without_hashes)
    };
    assert_eq!(story().await, story().await);
}

/// A signature has chance in it, and hashes cover signatures.
fn without_hashes(mut receipt: Receipt) -> Receipt {
    receipt.block.hash = Default::default();
    receipt.extrinsic_hash = Default::default();
    receipt
}

#[tokio::test]
async fn the_clock_moves_as_told_and_never_past_its_end() {
    let chain = Embedded::new().unwrap();
    let before = chain.block().await.unwrap();
    let after = chain.advance_time(60).await.unwrap();
    assert_eq!(after.time_ms, before.time_ms + 60_000);
    assert_eq!(after.number, before.number + 1);
    assert!(matches!(
        chain.advance_time(u64::MAX).await,
        Err(ChainError::ClockFixed { .. })
    ));
}

#[tokio::test]
async fn what_a_trial_touches_is_told_and_left_as_it_was() {
    // given
    let chain = Embedded::new().unwrap();
    let alice = Signer::dev("alice").unwrap();
    let (contract, _) = deploy(&chain, &alice).await;
    let deposit = contract.act(&depositCall {});
    let (function, arguments) = chain.codec().dry_run(alice.account(), &deposit, 1, None);
    let before = chain.kept();

    // when
    let observed = chain.observe(function, &arguments).unwrap();

    // then
    let tried = chain.dry_run(alice.account(), &deposit, 1).await.unwrap();
    assert_eq!(
        chain.codec().read_dry_run(&deposit, &observed.answer),
        Ok(tried.clone())
    );
    assert!(chain.kept() == before);
    // The first cell, and Alice's, which is not there yet.
    assert_eq!((observed.read.len(), observed.written.len()), (2, 2));
    assert_eq!(observed.read, observed.written);
    let there = |cell| before.contains_key(cell);
    assert_eq!(observed.read.iter().filter(|cell| there(cell)).count(), 1);
    assert!(observed.proof_size > 0);

    // and it is what the act then writes
    contract.deposit(&alice, UNIT).await.unwrap();
    let written: BTreeSet<_> = chain.written().into_iter().collect();
    assert_eq!(observed.written, written);
}

#[tokio::test]
async fn what_a_new_contract_writes_was_looked_up_before() {
    let chain = Embedded::new().unwrap();
    let alice = Signer::dev("alice").unwrap();
    let annex = annex(&chain, &alice).await;
    let setup = Setup::for_development(alice.address());
    let deployment = setup.deployment(code("answerable"), annex);
    let (function, arguments) = chain.codec().dry_run(alice.account(), &deployment, 0, None);

    let observed = chain.observe(function, &arguments).unwrap();
    assert!(!observed.written.is_empty());
    assert!(observed.written.is_subset(&observed.read));

    deploy(&chain, &alice).await;
    let written: BTreeSet<_> = chain.written().into_iter().collect();
    assert_eq!(observed.written, written);
}

#[tokio::test]
async fn what_a_trial_spends_is_told_host_call_by_host_call() {
    let chain = Embedded::new().unwrap();
    let alice = Signer::dev("alice").unwrap();
    let (contract, _) = deploy(&chain, &alice).await;
    let deposit = contract.act(&depositCall {});

    let spent = chain.spent_by(alice.address(), &deposit, 1).await.unwrap();

    let times = |what| spent.iter().filter(|step| step.what == what).count();
    // The first cell, and Alice's.
    assert_eq!((times("GetStorage"), times("SetStorage")), (2, 2));
    assert_eq!((times("DepositEvent"), times("SealReturn")), (1, 1));
    assert!(times("PvmFuel") > 0 && spent.iter().all(|step| step.depth == 1));
    let tried = chain.dry_run(alice.account(), &deposit, 1).await.unwrap();
    let all: u64 = spent.iter().map(|step| step.weight.ref_time).sum();
    // The rest is the call itself and its code.
    assert!(all < tried.weight.ref_time && all > tried.weight.ref_time / 2);
}

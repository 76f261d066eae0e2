//! What the embedded chain can do that a node cannot: go back, and do the same thing twice.

use answerable_client::{Amount, Answerable, Chain, ChainError, Embedded, Receipt, Setup, Signer};
use answerable_e2e::answerable_code;

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

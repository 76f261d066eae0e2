//! Who cannot pay for what they want to do is told how much is missing, before it costs anything.

use answerable_client::{
    alloy_sol_types::SolCall, display::TOKEN, interface::IAnswerable::depositCall, Act, Amount,
    Answerable, AnyChain, CallError, Chain, ChainError, Reason, Setup, Shortage, Signer,
};
use answerable_e2e::{answerable_code, fund, shared_node};

/// The same on the real runtime in this process and on a node.
async fn on_both<F: std::future::Future<Output = ()>>(story: impl Fn(AnyChain) -> F) {
    for chain in ["embedded", shared_node()] {
        story(AnyChain::open(chain).await.unwrap()).await;
    }
}

/// An account that nobody has heard of.
fn somebody() -> Signer {
    static COUNT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
    let count = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let run = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    Signer::dev(&format!("Poor/{}/{count}", run.as_nanos())).unwrap()
}

async fn deploy(chain: &AnyChain) -> Answerable<'_, AnyChain> {
    let alice = Signer::dev("alice").unwrap();
    let setup = Setup::for_development(alice.address());
    let deployed = Answerable::deploy(chain, &alice, answerable_code(), &setup).await;
    deployed.unwrap().0
}

fn shortage<T>(end: Result<T, CallError>) -> Shortage {
    match end.err().expect("nobody could pay for it") {
        CallError::Chain(ChainError::InsufficientFunds(short)) => *short,
        other => panic!("{other}"),
    }
}

/// Sends exactly what was missing.
async fn make_up(chain: &AnyChain, who: &Signer, missing: Amount) {
    assert_eq!(missing.units() % chain.ratio(), 0);
    let alice = Signer::dev("alice").unwrap();
    fund(chain, &alice, who, missing.units() / chain.ratio()).await;
}

#[tokio::test]
async fn an_account_without_money_is_told_all_that_it_takes() {
    on_both(|chain| async move {
        let contract = deploy(&chain).await;
        let poor = somebody();
        let amount = Amount::new(3 * TOKEN);

        let short = shortage(contract.deposit(&poor, amount).await);

        assert_eq!((short.account, short.value), (poor.address(), amount));
        assert_eq!(short.has, Amount::ZERO);
        assert_eq!(short.missing(), short.needs());
        assert!(short.needs() > amount && !short.fee.is_zero() && !short.stays.is_zero());
        let sentence = short.to_string();
        for said in [
            format!("{:?} has 0 tokens", poor.address()),
            "3 to send along".into(),
            "nothing was done".into(),
        ] {
            assert!(sentence.contains(&said), "{sentence}");
        }
        assert_eq!(contract.accounted().await, Ok(Amount::ZERO));
    })
    .await;
}

#[tokio::test]
async fn what_is_said_to_be_missing_is_what_is_missing_to_the_last_unit() {
    on_both(|chain| async move {
        let contract = deploy(&chain).await;
        let (poor, amount) = (somebody(), Amount::new(2 * TOKEN));
        let unit = Amount::new(chain.ratio());

        // The first try stops at the money that is to go along, and cannot know of a storage deposit.
        let first = shortage(contract.deposit(&poor, amount).await);
        assert!(first.deposit.is_zero() && !first.whole);
        assert!(first.to_string().contains("needs at least 2."), "{first}");
        make_up(&chain, &poor, first.missing()).await;
        let second = shortage(contract.deposit(&poor, amount).await);
        assert!(!second.deposit.is_zero(), "{second}");
        assert_eq!(second.has, first.needs());

        // One unit less is too little, and is still the only thing that is wrong.
        make_up(&chain, &poor, second.missing().less(unit)).await;
        let third = shortage(contract.deposit(&poor, amount).await);
        assert_eq!(third.missing(), unit, "{third}");
        assert_eq!(contract.accounted().await, Ok(Amount::ZERO));

        make_up(&chain, &poor, unit).await;
        contract.deposit(&poor, amount).await.unwrap();
        assert_eq!(contract.accounted().await, Ok(amount));
    })
    .await;
}

#[tokio::test]
async fn who_sends_what_is_missing_until_nothing_is_can_deploy() {
    on_both(|chain| async move {
        let poor = somebody();
        let setup = Setup::for_development(poor.address());
        let code = answerable_code();
        let mut told = Vec::new();
        loop {
            let deployed = Answerable::deploy(&chain, &poor, code.clone(), &setup).await;
            if deployed.is_ok() {
                break;
            }
            let short = shortage(deployed);
            make_up(&chain, &poor, short.missing()).await;
            told.push(short);
        }
        // For the annex and for the contract: the fee, then the code where it is not stored yet, then what it stores.
        assert!((2..=6).contains(&told.len()), "{told:?}");
        assert!(told.iter().all(|short| !short.missing().is_zero()));
    })
    .await;
}

#[tokio::test]
async fn a_refusal_is_told_before_what_it_would_cost() {
    on_both(|chain| async move {
        let contract = deploy(&chain).await;
        let refused = contract.withdraw(&somebody(), Amount::new(TOKEN)).await;
        assert!(
            matches!(
                refused,
                Err(CallError::Refused(Reason::InsufficientFree { .. }))
            ),
            "{refused:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn of_two_who_take_the_same_money_one_gets_it_and_the_other_is_told_why_not() {
    on_both(|chain| async move {
        let contract = deploy(&chain).await;
        let (owner, all) = (somebody(), Amount::new(TOKEN));
        make_up(&chain, &owner, Amount::new(10 * TOKEN)).await;
        contract.deposit(&owner, all).await.unwrap();

        // Both may find when they try that all of it is there.
        let ends = tokio::join!(
            contract.withdraw(&owner, all),
            contract.withdraw(&owner, all)
        );

        let (done, refused): (Vec<_>, Vec<_>) =
            [ends.0, ends.1].into_iter().partition(Result::is_ok);
        assert_eq!((done.len(), refused.len()), (1, 1));
        let expected = Reason::InsufficientFree {
            account: owner.address(),
            needed: all,
            free: Amount::ZERO,
        };
        assert_eq!(refused, [Err(CallError::Refused(expected))]);
    })
    .await;
}

#[tokio::test]
async fn a_storage_deposit_above_the_limit_is_told_with_the_limit() {
    on_both(|chain| async move {
        let contract = deploy(&chain).await;
        let (rich, value) = (somebody(), 1_000_000);
        make_up(&chain, &rich, Amount::new(10 * TOKEN)).await;
        let act = Act::Call {
            to: contract.address(),
            input: depositCall {}.abi_encode(),
        };
        let tried = chain.dry_run(rich.account(), &act, value).await.unwrap();
        let mut limits = tried.limits();
        limits.deposit = tried.max_deposit - 1;

        let refused = chain.submit(&rich, &act, value, limits).await;

        let allowed = Amount::new(limits.deposit * chain.ratio());
        assert_eq!(refused, Err(ChainError::DepositLimit { allowed }));
        assert_eq!(contract.accounted().await, Ok(Amount::ZERO));
        limits.deposit += 1;
        chain.submit(&rich, &act, value, limits).await.unwrap();
    })
    .await;
}

//! A user's money: in, out, never more than is there. Written the ink_e2e way, told on both chains.

use answerable::{
    answerable::{Answerable, AnswerableRef},
    Given,
};
use answerable_client::{AnyChain, Chain, Log, Setup, Signer, H160, H256};
use answerable_e2e::{answerable_code, on_each_chain, signer, Client};
use answerable_protocol::{Amount, Reason};
use ink_e2e::{alice, ChainBackend, ContractsBackend, IntoAddress, Keypair};

/// A native unit, as contracts see it on this runtime.
const UNIT: u128 = 1_000_000;
const FUNDS: u128 = 1_000_000_000_000_000;

type Contract = ink_e2e::InstantiationResult<
    ink::env::DefaultEnvironment,
    answerable_client::Receipt,
    ink::abi::Sol,
>;

async fn a_contract(client: &mut Client, owner: &Keypair) -> Contract {
    let Setup {
        governance,
        treasury,
        shortest,
        terms,
    } = Setup::for_development(owner.address());
    let (chain, maker) = (client.chain(), signer(owner));
    let made =
        answerable_client::Answerable::deploy_annex(chain, &maker, answerable_code().annex).await;
    let (annex, _) = made.expect("the annex deploys");
    let mut constructor = AnswerableRef::new(
        Given(governance),
        Given(treasury),
        Given(shortest),
        Given(terms),
        Given(annex),
    );
    client
        .instantiate("answerable", owner, &mut constructor)
        .submit()
        .await
        .expect("the contract deploys")
}

async fn an_account(client: &mut Client) -> Keypair {
    client.create_and_fund_account(&alice(), FUNDS).await
}

#[test]
fn a_deposit_is_free_at_once_and_can_be_withdrawn() {
    on_each_chain(|mut client| async move {
        // given
        let owner = an_account(&mut client).await;
        let contract = a_contract(&mut client, &owner).await;
        let mut messages = contract.call_builder::<Answerable>();
        let bob = an_account(&mut client).await;

        // when
        let deposited = client
            .call(&bob, &messages.deposit())
            .value(5)
            .submit()
            .await
            .expect("a deposit is taken");

        // then
        assert_eq!(
            deposited.events.logs,
            [event("Deposited(address,uint256)", &contract, &bob, 5)]
        );
        let free = client
            .call(&bob, &messages.account(Given(bob.address())))
            .dry_run()
            .await
            .expect("anybody may look");
        assert_eq!(free.return_value().free, Amount::new(5 * UNIT));

        // when
        let before = client.free_balance(bob.public_key().0).await.unwrap();
        let withdrawn = client
            .call(&bob, &messages.withdraw(Given(Amount::new(2 * UNIT))))
            .submit()
            .await
            .expect("free money leaves");

        // then
        assert_eq!(
            withdrawn.events.logs,
            [event("Withdrawn(address,uint256)", &contract, &bob, 2)]
        );
        let after = client.free_balance(bob.public_key().0).await.unwrap();
        assert_eq!(after, before + 2 - withdrawn.events.fee);
        let all = client
            .call(&bob, &messages.totals())
            .dry_run()
            .await
            .unwrap();
        assert_eq!(all.return_value().accounted, Amount::new(3 * UNIT));
    });
}

#[test]
fn what_is_not_free_cannot_be_withdrawn() {
    on_each_chain(|mut client| async move {
        let owner = an_account(&mut client).await;
        let contract = a_contract(&mut client, &owner).await;
        let mut messages = contract.call_builder::<Answerable>();
        client
            .call(&owner, &messages.deposit())
            .value(1)
            .submit()
            .await
            .unwrap();

        for (amount, refusal) in [
            (0, Reason::ZeroAmount),
            (
                UNIT + 1,
                Reason::InsufficientFree {
                    account: owner.address(),
                    needed: Amount::new(UNIT + 1),
                    free: Amount::new(UNIT),
                },
            ),
        ] {
            let withdraw = messages.withdraw(Given(Amount::new(amount)));
            let tried = client.call(&owner, &withdraw).dry_run().await.unwrap();
            assert!(tried.did_revert());
            assert_eq!(tried.return_value(), Err(refusal.into()));

            client
                .call(&owner, &withdraw)
                .submit()
                .await
                .expect_err("what the dry run refuses, the chain refuses");
        }

        let accounted = client
            .call(&owner, &messages.totals())
            .dry_run()
            .await
            .unwrap();
        assert_eq!(accounted.return_value().accounted, Amount::new(UNIT));
    });
}

#[test]
fn a_deposit_of_nothing_is_refused() {
    on_each_chain(|mut client| async move {
        let owner = an_account(&mut client).await;
        let contract = a_contract(&mut client, &owner).await;
        let mut messages = contract.call_builder::<Answerable>();
        let tried = client
            .call(&owner, &messages.deposit())
            .dry_run()
            .await
            .unwrap();
        assert_eq!(tried.return_value(), Err(Reason::ZeroAmount.into()));
    });
}

#[test]
fn calls_that_are_no_calls_are_refused() {
    on_each_chain(|mut client| async move {
        let owner = an_account(&mut client).await;
        let contract = a_contract(&mut client, &owner).await;
        for input in [vec![], vec![1], vec![0xff; 4], vec![0xff; 20_000]] {
            let act = answerable_client::Act::Call {
                to: contract.addr,
                input,
            };
            let chain: &AnyChain = client.chain();
            let tried = chain.dry_run(owner.public_key().0, &act, 0).await.unwrap();
            assert!(tried.returned().is_err());
        }
    });
}

#[test]
fn parallel_transactions_of_one_account_all_arrive() {
    on_each_chain(|mut client| async move {
        let owner = an_account(&mut client).await;
        let contract = a_contract(&mut client, &owner).await;
        let bob = Signer::dev("bob").unwrap();
        let ledger = answerable_client::Answerable::at(client.chain(), contract.addr);
        let one = Amount::new(UNIT);
        let deposits = (0..10).map(|_| ledger.deposit(&bob, one));
        for done in futures::future::join_all(deposits).await {
            done.expect("every deposit arrives");
        }
        assert_eq!(
            ledger.free_of(bob.address()).await.unwrap(),
            Amount::new(10 * UNIT)
        );
    });
}

fn event(signature: &str, contract: &Contract, account: &Keypair, native: u128) -> Log {
    let mut topic = [0; 32];
    topic[12..].copy_from_slice(account.address().as_bytes());
    let mut data = [0; 32];
    data[16..].copy_from_slice(&(native * UNIT).to_be_bytes());
    Log {
        contract: H160(contract.addr.0),
        topics: vec![
            H256(answerable_client::keccak_256(signature.as_bytes())),
            H256(topic),
        ],
        data: data.to_vec(),
    }
}

//! The contract in its two parts: which annex it takes, and that nobody notices where its code lies.

use answerable_client::{
    annex_of, interface::IAnswerable as sol, Act as Call, Amount, Answerable, AnyChain, CallError,
    Chain, Embedded, Outcome, Reason, Setup, Signer, H160,
};
use answerable_e2e::{
    answerable_code, code, fund, shared_node,
    system::{calldata, read_terms, ready, refusal},
    world::*,
};
use answerable_model::{Act, Address, Answer, Hash, Refused, GRAIN};

/// Where the annex is of the instance in a world.
fn annex_in(world: &World) -> H160 {
    let contract = Answerable::at(world.chain.chain(), world.chain.contract());
    ready(contract.view(&sol::annexCall {}))
        .unwrap()
        .0
         .0
        .into()
}

fn units_at(chain: &Embedded, address: H160) -> u128 {
    let account = ready(chain.account_of(address)).unwrap();
    ready(chain.balance(account)).unwrap()
}

/// An account of its own for each test, so that the shared node has none of its annexes.
async fn somebody(chain: &AnyChain) -> Signer {
    let run = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    let somebody = Signer::dev(&format!("Maker/{}", run.as_nanos())).unwrap();
    let alice = Signer::dev("alice").unwrap();
    fund(chain, &alice, &somebody, 10_000_000_000_000_000).await;
    somebody
}

#[tokio::test]
async fn no_other_contract_can_stand_in_the_place_of_the_annex() {
    let chain = Embedded::new().unwrap();
    let [alice, bob] = ["alice", "bob"].map(|name| Signer::dev(name).unwrap());
    let setup = Setup::for_development(alice.address());
    let parts = answerable_code();
    let (instance, _) = Answerable::deploy(&chain, &alice, parts.clone(), &setup)
        .await
        .unwrap();
    let council = Call::Deploy {
        code: code("answerable_council"),
        input: council_of(alice.address()),
        salt: None,
    };
    let limits = chain.dry_run(alice.account(), &council, 0).await.unwrap();
    let council = chain
        .submit(&alice, &council, 0, limits.limits())
        .await
        .unwrap();

    for stranger in [
        // A contract, another one, an account without code, one that nobody has, and nobody.
        instance.address(),
        council.deployed.unwrap(),
        bob.address(),
        H160::repeat_byte(7),
        H160::zero(),
    ] {
        let code = parts.contract.clone();
        let refused = Answerable::deploy_with(&chain, &alice, code, stranger, &setup).await;
        assert_eq!(
            refused.err(),
            Some(CallError::Refused(Reason::InvalidAddress {
                given: stranger
            }))
        );
    }

    // Whoever made it, if it is one.
    let (bobs, made) = Answerable::deploy_annex(&chain, &bob, parts.annex)
        .await
        .unwrap();
    assert!(made.is_some());
    let (instance, _) = Answerable::deploy_with(&chain, &alice, parts.contract, bobs, &setup)
        .await
        .unwrap();
    let annex = instance.view(&sol::annexCall {}).await.unwrap();
    assert_eq!(annex, bobs.0);
}

/// What the council's constructor takes: one member, and that one decides.
fn council_of(member: H160) -> Vec<u8> {
    let mut words = [[0; 32]; 4];
    words[0][31] = 64;
    words[1][31] = 1;
    words[2][31] = 1;
    words[3][12..].copy_from_slice(&member.0);
    words.concat()
}

#[tokio::test]
async fn an_account_makes_an_annex_once_and_everybody_can_tell_where() {
    for chain in ["embedded", shared_node()] {
        let chain = AnyChain::open(chain).await.unwrap();
        let maker = somebody(&chain).await;
        let setup = Setup::for_development(maker.address());
        let parts = answerable_code();
        let expected = annex_of(maker.address(), &parts.annex);
        assert!(chain.code_at(expected).await.unwrap().is_empty());

        // Two at once, of which each may find that there is none.
        let ends = tokio::join!(
            Answerable::deploy(&chain, &maker, parts.clone(), &setup),
            Answerable::deploy(&chain, &maker, parts.clone(), &setup),
        );
        let (one, _) = ends.0.unwrap();
        let (other, _) = ends.1.unwrap();

        assert_ne!(one.address(), other.address());
        for instance in [one, other] {
            let annex = instance.view(&sol::annexCall {}).await.unwrap();
            assert_eq!(annex, expected.0);
        }
        let again = Answerable::deploy_annex(&chain, &maker, parts.annex).await;
        assert_eq!(again, Ok((expected, None)));
    }
}

#[test]
fn an_annex_that_is_called_directly_does_nothing_and_keeps_no_money() {
    let world = World::new();
    let chain = world.chain.chain();
    let annex = annex_in(&world);
    let (kept, had) = (chain.kept(), units_at(chain, annex));
    let (trace, step) = (world.trace, 1);
    let others = [
        (STRANGER, Act::Deposit),
        (SURETY, recourse(trace)),
        (STRANGER, Act::Release { trace, step }),
    ];
    let possible = world.possible().into_iter();
    let all = possible.map(|(_, who, act)| (who, act)).chain(others);
    let (mut tried, mut paying) = (0, 0);
    for (who, act) in all {
        let signer = world.chain.signer(who);
        let values = if act.payable() { &[0, 50][..] } else { &[0] };
        for value in values {
            let call = Call::Call {
                to: annex,
                input: calldata(&act).input,
            };
            let ended = ready(chain.dry_run(signer.account(), &call, *value)).unwrap();
            assert!(
                matches!(ended.outcome, Outcome::Reverted { .. }),
                "{act:?} with {value}: {:?}",
                ended.outcome
            );
            let mut limits = ended.limits();
            limits.deposit = 1_000_000_000_000;
            assert!(ready(chain.submit(signer, &call, *value, limits)).is_err());
            assert!(chain.kept() == kept, "{act:?} left something behind");
            assert_eq!(units_at(chain, annex), had, "{act:?}");
            tried += 1;
            paying += usize::from(*value > 0);
        }
    }
    assert!(
        tried > 40 && paying > 10,
        "{tried} tried, {paying} with money"
    );

    // Money without a message is not taken either.
    let stranger = world.chain.signer(STRANGER);
    let call = Call::Call {
        to: annex,
        input: Vec::new(),
    };
    let ended = ready(chain.dry_run(stranger.account(), &call, 50)).unwrap();
    assert!(matches!(ended.outcome, Outcome::Reverted { .. }));

    // It knows nothing of those whom it serves.
    let seen = Answerable::at(chain, annex);
    let unknown = ready(seen.view(&sol::faultCall { fault: 1 }));
    assert!(
        matches!(
            unknown,
            Err(CallError::Refused(Reason::UnknownFault { .. }))
        ),
        "{unknown:?}"
    );
    let totals = ready(seen.view(&sol::totalsCall {})).unwrap();
    assert!(totals.accounted.is_zero() && totals.traces == 0);
}

#[test]
fn the_annex_answers_with_what_the_contract_keeps() {
    let world = World::new();
    let contract = Answerable::at(world.chain.chain(), world.chain.contract());
    let terms = ready(contract.view(&sol::termsCall { terms: 1 })).unwrap();
    assert_eq!(read_terms(terms), answerable_model::first_terms());
    let fault = ready(contract.view(&sol::faultCall { fault: ANSWERING })).unwrap();
    assert_eq!(fault.called, SURETY.0);
    let office = ready(contract.view(&sol::officeCall {})).unwrap();
    assert_eq!(office.governance, GOVERNANCE.0);
}

#[test]
fn an_error_of_the_annex_comes_with_its_data_and_changes_nothing() {
    let mut world = World::new();
    let contest = contest(9_999);
    world.refuses(SURETY, 50, contest, Refused::UnknownFault(9_999));
    let late = Act::Settle { fault: CONTESTED };
    assert!(matches!(
        world.act(STRANGER, 0, &late),
        Err(Refused::TooEarly(..))
    ));
    // Calldata that is cut is refused with the place.
    let input = calldata(&world.grant()).input;
    let cut = world
        .chain
        .call(GRANTOR, 0, input[..input.len() - 32].to_vec());
    let refused = refusal(&cut.unwrap_err());
    assert_eq!(refused, Some(Refused::InvalidCalldata(7 * 32)));
    // And so is money where none is taken.
    let revoke = calldata(&Act::Revoke { mandate: 1 }).input;
    assert!(world.chain.call(GRANTOR, GRAIN, revoke).is_err());
}

#[test]
fn money_sent_along_through_the_annex_is_the_callers_in_the_contract() {
    let mut world = World::new();
    let annex = annex_in(&world);

    let mandate = sends(&mut world, GRANTOR, 70, world_grant, 0);
    let Answer::Mandate(mandate) = mandate else {
        panic!("{mandate:?}")
    };
    let contract = Answerable::at(world.chain.chain(), world.chain.contract());
    let granted = ready(contract.view(&sol::mandateCall { mandate })).unwrap();
    assert_eq!(granted.surety, GRANTOR.0);

    // A surety pays for the second step, and turns to the first when the requester had its turn.
    let record = Act::Record {
        data: data(2, 31),
        terms: 1,
    };
    let Answer::Trace(trace) = world.does(RECORDER, 0, record) else {
        unreachable!()
    };
    let cover = answerable_model::money(50u8);
    for (who, step) in [(SURETY, 2), (EARLIER, 1)] {
        world.does(who, 0, Act::Pledge { trace, step, cover });
    }
    let report = Act::Report {
        trace,
        step: 2,
        loss: cover,
        evidence: Hash::of(1),
        uri: String::new(),
    };
    let Answer::Fault(fault) = world.does(ASKER, 0, report) else {
        unreachable!()
    };
    world.does(SURETY, 0, Act::OwnUp { fault });
    let Err(Refused::RecourseNotYet(from)) = world.act(SURETY, 0, &recourse(trace)) else {
        panic!("the requester comes first")
    };
    world.now = from.max(world.now) + 1;
    let deposit = answerable_model::first_terms().report_deposit;
    let filed = sends(&mut world, SURETY, 90, |_| recourse(trace), deposit);
    let Answer::Fault(fault) = filed else {
        panic!("{filed:?}")
    };
    let contract = Answerable::at(world.chain.chain(), world.chain.contract());
    let fault = ready(contract.view(&sol::faultCall { fault })).unwrap();
    assert_eq!(fault.filed.reporter, SURETY.0);
    assert_eq!(fault.called, EARLIER.0);
    let annexes = ready(contract.free_of(annex)).unwrap();
    assert_eq!(annexes, Amount::ZERO);
}

fn world_grant(world: &World) -> Act {
    world.grant()
}

/// Sends a message with so many units and sees that the contract has them, as its sender's, less what the act takes.
fn sends(
    world: &mut World,
    who: Address,
    units: u128,
    act: impl Fn(&World) -> Act,
    taken: u128,
) -> Answer {
    let annex = annex_in(world);
    let contract = world.chain.contract();
    let had = |world: &World| {
        let chain = world.chain.chain();
        let instance = Answerable::at(chain, contract);
        let free = ready(instance.free_of(H160(who.0))).unwrap().units();
        (free, units_at(chain, contract), units_at(chain, annex))
    };
    let before = had(world);
    let told = world.chain.logs().len();
    let act = act(world);
    let answer = world.act(who, units, &act).unwrap();
    let after = had(world);
    assert_eq!(after.0, before.0 + units * GRAIN - taken, "{act:?}");
    assert_eq!(after.1, before.1 + units, "the contract's money");
    assert_eq!(after.2, before.2, "the annex's money");
    let logs = &world.chain.logs()[told..];
    assert!(logs.len() >= 2 && logs.iter().all(|(_, log)| log.contract == contract));
    answer
}

fn recourse(trace: Hash) -> Act {
    Act::Recourse {
        trace,
        step: 1,
        evidence: Hash::of(1),
        uri: String::new(),
    }
}

#[test]
fn events_of_the_annex_are_the_contracts() {
    let mut world = World::new();
    let contract = world.chain.contract();
    let input = calldata(&world.grant()).input;
    let (_, receipt) = world.chain.call(GRANTOR, 50 * GRAIN, input).unwrap();
    assert!(!receipt.logs.is_empty());
    assert!(receipt.logs.iter().all(|log| log.contract == contract));
}

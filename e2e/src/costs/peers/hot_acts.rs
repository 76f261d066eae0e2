//! `record`, `pledge`, `report` and `ownUp`, with the same calldata for whatever has this interface.

use super::{
    stage::{signer, word, Machine, Stage},
    Peer,
};
use crate::{annex, fund};
use answerable_client::{
    alloy_sol_types::private::*, interface::IAnswerable as sol, Chain, Setup, Signer, H160,
};

const TOKEN: u128 = 1_000_000_000_000_000_000;
/// What a cover of two tokens reserves under the terms of development.
const RESERVE: u128 = 26 * TOKEN / 10;
const DEPOSIT: u128 = TOKEN / 100;
const STEP: u8 = 2;

/// Plays twice, for those who were never here and for those who were.
pub async fn play(mut stage: Stage, name: &str, code: Vec<u8>) -> Peer {
    let machine = Machine::of(&code);
    let contract = deploy(&stage, code).await;
    let (alice, bob, charlie, dave) = (
        signer("alice"),
        signer("bob"),
        signer("charlie"),
        signer("dave"),
    );
    // Dave is not among those who begin with money.
    fund(
        &stage.chain,
        &alice,
        &dave,
        1_000 * TOKEN / stage.chain.ratio(),
    )
    .await;
    stage
        .send_with(&dave, contract, &sol::depositCall {}, 10 * RESERVE)
        .await;

    for steps in [1, 3, 5] {
        let record = record(&charlie, &[b"record".as_slice(), &[steps]].concat(), steps);
        let case = format!("{steps} steps");
        stage
            .act(("record", &case), &alice, contract, &record, 0)
            .await;
    }
    for case in ["first", "common"] {
        let record = record(&charlie, case.as_bytes(), 3);
        let trace = stage.ask(&alice, contract, &record).await;
        stage
            .act(("record", case), &alice, contract, &record, 0)
            .await;

        let pledge = sol::pledgeCall {
            trace,
            step: STEP,
            cover: U256::from(2 * TOKEN),
        };
        // Who is new here brings the money along; who was here has some.
        let along = |money| if case == "first" { money } else { 0 };
        stage
            .act(("pledge", case), &bob, contract, &pledge, along(RESERVE))
            .await;
        if case == "common" {
            stage
                .act(("pledge", "second layer"), &dave, contract, &pledge, 0)
                .await;
        }

        let report = sol::reportCall {
            trace,
            step: STEP,
            loss: U256::from(3 * TOKEN / 2),
            evidence: FixedBytes([7; 32]),
            uri: "ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi".into(),
        };
        let fault = stage
            .ask_with(&charlie, contract, &report, along(DEPOSIT))
            .await;
        stage
            .act(
                ("report", case),
                &charlie,
                contract,
                &report,
                along(DEPOSIT),
            )
            .await;

        stage
            .act(
                ("ownUp", case),
                &bob,
                contract,
                &sol::ownUpCall { fault },
                0,
            )
            .await;
        let made_good = stage.ask(&alice, contract, &sol::faultCall { fault }).await;
        assert_eq!(made_good.state, 5, "it is made good");

        // For the next round.
        stage
            .send_with(&bob, contract, &sol::depositCall {}, 2 * RESERVE)
            .await;
    }
    Peer {
        name: name.into(),
        machine,
        code: stage.code_size(contract).await,
        rows: stage.rows,
        breakdowns: stage.breakdowns,
    }
}

async fn deploy(stage: &Stage, code: Vec<u8>) -> H160 {
    let alice = signer("alice");
    let setup = Setup::for_development(alice.address());
    // In Solidity it needs none, and does not look at it.
    let input = setup.arguments(annex(&stage.chain, &alice).await);
    stage.deploy(&alice, code, input).await
}

fn record(requester: &Signer, input: &[u8], steps: u8) -> sol::recordCall {
    let step = |step: u8| [vec![step], vec![step + 0x10; 20], vec![step + 0x20; 32]].concat();
    sol::recordCall {
        requester: word(requester.address()),
        input: keccak256(input),
        output: keccak256(b"output"),
        at: 1_767_225_600,
        steps: (1..=steps).flat_map(step).collect::<Vec<u8>>().into(),
        terms: 1,
    }
}

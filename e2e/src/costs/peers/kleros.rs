//! Kleros' example of ERC-792: a payer leaves money in an escrow, both sides pay for an arbitrator, who rules.

use super::{
    stage::{peer, signer, word, Machine, Stage},
    Peer, KLEROS,
};
use answerable_client::alloy_sol_types::{private::*, sol};

sol! {
    contract Escrow {
        function newTransaction(
            address payee,
            address arbitrator,
            string metaevidence,
            uint256 reclamationPeriod,
            uint256 arbitrationFeeDepositPeriod
        ) external payable returns (uint256 txID);
        function reclaimFunds(uint256 txID) external payable;
        function depositArbitrationFeeForPayee(uint256 txID) external payable;
    }
    contract SimpleCentralizedArbitrator {
        function rule(uint256 disputeID, uint256 ruling) external;
        function currentRuling(uint256 disputeID) external view returns (uint256 ruling);
    }
}

const PRICE: u128 = 1_000_000_000_000_000_000;
/// What the arbitrator asks for.
const FEE: u128 = PRICE / 10;
const DAY: u64 = 24 * 60 * 60;
const PAYER_WINS: u64 = 1;

pub async fn play(mut stage: Stage, machine: Machine) -> Peer {
    let (alice, bob, charlie) = (signer("alice"), signer("bob"), signer("charlie"));
    let arbitrator = peer("SimpleCentralizedArbitrator", machine);
    let arbitrator = stage.deploy(&alice, arbitrator, vec![]).await;
    let escrow = stage.deploy(&alice, peer("Escrow", machine), vec![]).await;
    for (case, number) in [("first", 0_u64), ("common", 1)] {
        let id = U256::from(number);
        let deposit = Escrow::newTransactionCall {
            payee: word(charlie.address()),
            arbitrator: word(arbitrator),
            metaevidence: "/ipfs/QmQaWY9EWh3gv1w5sBT4tzCAaw2v3XJgYTXqXyDkoFbjTd/metaEvidence.json"
                .into(),
            reclamationPeriod: U256::from(7 * DAY),
            arbitrationFeeDepositPeriod: U256::from(DAY),
        };
        stage
            .act(("newTransaction", case), &bob, escrow, &deposit, PRICE)
            .await;
        let reclaim = Escrow::reclaimFundsCall { txID: id };
        stage
            .act(("reclaimFunds", case), &bob, escrow, &reclaim, FEE)
            .await;
        let dispute = Escrow::depositArbitrationFeeForPayeeCall { txID: id };
        stage
            .act(
                ("depositArbitrationFeeForPayee", case),
                &charlie,
                escrow,
                &dispute,
                FEE,
            )
            .await;
        let rule = SimpleCentralizedArbitrator::ruleCall {
            disputeID: id,
            ruling: U256::from(PAYER_WINS),
        };
        stage
            .act(("rule", case), &alice, arbitrator, &rule, 0)
            .await;
        let ruled = SimpleCentralizedArbitrator::currentRulingCall { disputeID: id };
        let ruled = stage.ask(&alice, arbitrator, &ruled).await;
        assert_eq!(ruled, U256::from(PAYER_WINS));
    }
    Peer {
        name: KLEROS.into(),
        machine,
        code: stage.code_size(escrow).await,
        rows: stage.rows,
        breakdowns: stage.breakdowns,
    }
}

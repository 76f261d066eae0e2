//! Small things: tokens, and the least that a contract can do.

use super::{
    stage::{peer, signer, word, Machine, Stage},
    Peer, FLOOR, INK_ERC20, OPENZEPPELIN,
};
use crate::code;
use answerable_client::alloy_sol_types::{private::*, sol};

sol! {
    contract Token {
        function transfer(address to, uint256 value) external returns (bool);
        function balanceOf(address owner) external view returns (uint256);
    }
    contract Floor {
        function set(uint64 kept) external;
        function get() external view returns (uint64);
    }
}

const SUPPLY: u64 = 1_000_000;

/// A contract that ink makes of nothing but one cell, rewritten.
pub async fn floor(mut stage: Stage) -> Peer {
    let alice = signer("alice");
    let floor = stage.deploy(&alice, code("floor"), number(1)).await;
    let set = Floor::setCall { kept: 2 };
    stage.act(("set", "common"), &alice, floor, &set, 0).await;
    assert_eq!(stage.ask(&alice, floor, &Floor::getCall {}).await, 2);
    Peer {
        name: FLOOR.into(),
        machine: Machine::PolkaVm,
        code: stage.code_size(floor).await,
        rows: stage.rows,
        breakdowns: stage.breakdowns,
    }
}

pub async fn ink_erc20(stage: Stage) -> Peer {
    transfers(stage, INK_ERC20, code("ink_erc20")).await
}

pub async fn openzeppelin(stage: Stage, machine: Machine) -> Peer {
    transfers(stage, OPENZEPPELIN, peer("Token", machine)).await
}

async fn transfers(mut stage: Stage, name: &str, code: Vec<u8>) -> Peer {
    let (alice, bob) = (signer("alice"), signer("bob"));
    let machine = Machine::of(&code);
    let token = stage.deploy(&alice, code, number(SUPPLY)).await;
    let transfer = Token::transferCall {
        to: word(bob.address()),
        value: U256::from(100),
    };
    for case in ["first", "common"] {
        stage
            .act(("transfer", case), &alice, token, &transfer, 0)
            .await;
    }
    let balance = Token::balanceOfCall {
        owner: word(bob.address()),
    };
    let balance = stage.ask(&alice, token, &balance).await;
    assert_eq!(balance, U256::from(200));
    Peer {
        name: name.into(),
        machine,
        code: stage.code_size(token).await,
        rows: stage.rows,
        breakdowns: stage.breakdowns,
    }
}

fn number(number: u64) -> Vec<u8> {
    U256::from(number).to_be_bytes_vec()
}

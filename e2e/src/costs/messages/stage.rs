//! An instance of the contract on either chain, and people who act on it at a price.

use crate::{
    annex, code,
    costs::{self, Cost, Row},
    fund,
    system::calldata,
};
use answerable_client::{
    alloy_sol_types::SolCall, interface::IAnswerable::IAnswerableCalls, Act as Call, AnyChain,
    Chain, Limits, Setup, Signer, H160,
};
use answerable_model::{Act, Address, Answer};

pub const ASKER: u8 = 0;
pub const BYSTANDER: u8 = 1;
pub const RECORDER: u8 = 2;
pub const ACTOR: u8 = 3;
pub const GRANTOR: u8 = 4;
pub const EARLIER: u8 = 5;
pub const SURETY: u8 = 6;
pub const STRANGER: u8 = 7;
pub const GOVERNANCE: u8 = 8;
pub const TREASURY: u8 = 9;

/// A thousandth of a token, in the contract's unit.
pub const MILLI: u128 = 1_000_000_000_000_000;
pub const DAY: u64 = 24 * 60 * 60;
/// Two moments that are this far from each other end with the same byte.
const ROUND: u64 = 256;
/// What moments end with after an act; days later it is the same, or by half a round more.
const PLACE: u64 = ROUND / 4;

/// What each of the people has, in native units: a million tokens.
const FUNDS: u128 = 1_000_000_000_000_000_000;
/// What any act may leave as a deposit, in native units: more than any does.
const DEPOSIT: u128 = 10_000_000_000_000;

pub struct Stage {
    chain: AnyChain,
    contract: H160,
    rows: Vec<Row>,
}

impl Stage {
    /// A fresh instance with the terms of development, and this many people with money in their pockets.
    pub async fn set(chain: AnyChain, people: u8) -> Self {
        let alice = Signer::dev("alice").expect("alice is an account");
        for number in 0..people {
            fund(&chain, &alice, &signer(number), FUNDS).await;
        }
        let governance = H160(address(GOVERNANCE).0);
        let setup = Setup {
            treasury: H160(address(TREASURY).0),
            ..Setup::for_development(governance)
        };
        let annex = annex(&chain, &alice).await;
        let deployment = setup.deployment(code("answerable"), annex);
        let tried = chain.dry_run(alice.account(), &deployment, 0).await;
        let limits = tried.expect("it is tried").limits();
        let receipt = chain.submit(&alice, &deployment, 0, limits).await;
        let contract = receipt.expect("it deploys").deployed;
        Self {
            contract: contract.expect("it has an address"),
            chain,
            rows: Vec::new(),
        }
    }

    /// What was priced, in the order in which it was.
    pub fn close(self) -> Vec<Row> {
        self.rows
    }

    pub fn contract(&self) -> Address {
        Address(self.contract.0)
    }

    pub async fn now(&self) -> u64 {
        let block = self.chain.block().await.expect("there is a block");
        block.time_ms / 1_000
    }

    pub async fn passes(&self, seconds: u64) {
        let moved = self.chain.advance_time(seconds).await;
        moved.expect("the clock can be moved");
    }

    /// Prices an act, with so many thousandths of a token along, and does not do it.
    pub async fn prices(&mut self, case: &str, who: u8, milli: u128, act: &Act) {
        self.price(case, who, milli, calldata(act).input).await;
    }

    /// The same of a view.
    pub async fn views(&mut self, case: &str, view: impl SolCall) {
        self.price(case, BYSTANDER, 0, view.abi_encode()).await;
    }

    /// Prices an act and does it.
    pub async fn costs(&mut self, case: &str, who: u8, milli: u128, act: Act) -> Answer {
        self.prices(case, who, milli, &act).await;
        self.does(who, milli, act).await
    }

    pub async fn does(&self, who: u8, milli: u128, act: Act) -> Answer {
        let message = calldata(&act);
        let call = self.call(message.input);
        let (who, value) = (signer(who), self.native(milli));
        let tried = self.chain.dry_run(who.account(), &call, value).await;
        let tried = tried.expect("it is tried");
        let limits = Limits {
            deposit: DEPOSIT,
            ..tried.limits()
        };
        let data = tried.returned();
        let data = data.unwrap_or_else(|error| panic!("{act:?}: {error}"));
        let done = self.chain.submit(&who, &call, value, limits).await;
        done.unwrap_or_else(|error| panic!("{act:?}: {error}"));
        self.goes_on().await;
        (message.read)(&data)
    }

    /// To another moment of the same price: which of two is the later one is part of it, and on a node none are the same;
    /// and one that ends with a zero is looked at for longer before it is stored.
    async fn goes_on(&self) {
        let place = self.now().await % ROUND;
        self.passes(ROUND - place + PLACE).await;
    }

    async fn price(&mut self, case: &str, who: u8, milli: u128, input: Vec<u8>) {
        let name = input.first_chunk::<4>();
        let name = name.and_then(|it| IAnswerableCalls::name_by_selector(*it));
        let name = name.expect("it is a message of the contract");
        let (call, who, value) = (self.call(input), signer(who), self.native(milli));
        let cost = match &self.chain {
            AnyChain::Embedded(chain) => costs::measure(chain, &who, &call, value).await,
            AnyChain::Rpc(chain) => {
                costs::measure_without_cells(&**chain, &who, &call, value).await
            }
        };
        let cost: Cost = cost.unwrap_or_else(|error| panic!("{name}, {case}: {error}"));
        self.rows.push(Row::new(name, case, cost));
    }

    fn call(&self, input: Vec<u8>) -> Call {
        Call::Call {
            to: self.contract,
            input,
        }
    }

    fn native(&self, milli: u128) -> u128 {
        milli * MILLI / self.chain.ratio()
    }
}

pub fn address(number: u8) -> Address {
    Address(signer(number).address().0)
}

fn signer(number: u8) -> Signer {
    Signer::dev(&format!("A{number}")).expect("it is an account")
}

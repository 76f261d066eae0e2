//! Whether the money adds up, by what the views say and by what the chain knows.

use super::call::Call;
use crate::system::{address, amount, ready, OnChain};
use answerable_client::{
    alloy_sol_types::SolCall, interface::IAnswerable as sol, Answerable, Chain, Log, Receipt,
};
use answerable_model::{account, Address, ACCOUNTS};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone)]
pub struct Books {
    /// What the chain says the contract has, in the contract's unit.
    balance: u128,
    accounted: u128,
    /// What everybody who was ever named has, free and locked.
    held: BTreeMap<Address, (u128, u128)>,
    /// What the accounts have on the chain.
    native: BTreeMap<Address, u128>,
}

impl Books {
    pub fn read(chain: &OnChain) -> Self {
        let mut books = Self {
            balance: balance(chain),
            accounted: totals(chain).0,
            held: BTreeMap::new(),
            native: native(chain),
        };
        let logs = chain.logs().iter().map(|(_, log)| log);
        books.read_held(chain, named(logs).chain((0..=ACCOUNTS).map(account)));
        books
    }

    fn read_held(&mut self, chain: &OnChain, whose: impl Iterator<Item = Address>) {
        let whose: BTreeSet<Address> = whose.collect();
        self.held
            .extend(whose.into_iter().map(|who| (who, held(chain, who))));
    }

    /// What came in is accounted for, every part of it is somebody's, and the contract has it all.
    pub fn after_success(
        &mut self,
        chain: &OnChain,
        call: &Call,
        receipt: &Receipt,
    ) -> Result<(), String> {
        let (accounted, locked, elsewhere) = totals(chain);
        let balance = balance(chain);
        if balance < accounted {
            return Err(format!("it owes {accounted} and has {balance}"));
        }
        if balance.wrapping_sub(self.balance) != accounted.wrapping_sub(self.accounted) {
            return Err(format!(
                "it had {} and has {balance}, it owed {} and owes {accounted}",
                self.balance, self.accounted
            ));
        }
        (self.balance, self.accounted) = (balance, accounted);
        let named = named(receipt.logs.iter()).chain([call.sender]);
        self.read_held(chain, named);
        if self.sums(elsewhere) != (accounted, locked) {
            // Of a release the event names the record only, and the treasury is never named.
            let everybody: Vec<Address> = self.held.keys().copied().collect();
            self.read_held(chain, everybody.into_iter());
        }
        let sums = self.sums(elsewhere);
        if sums != (accounted, locked) {
            return Err(format!(
                "what all accounts have, and {elsewhere} elsewhere, is {} and {} locked; \
                 the totals are {accounted} and {locked} locked",
                sums.0, sums.1
            ));
        }
        self.native = native(chain);
        Ok(())
    }

    /// All, and of it locked.
    fn sums(&self, elsewhere: u128) -> (u128, u128) {
        let free: u128 = self.held.values().map(|(free, _)| free).sum();
        let locked: u128 = self.held.values().map(|(_, locked)| locked).sum();
        (free + locked + elsewhere, locked)
    }

    /// Only the sender has less than before, for its fee.
    pub fn after_refusal(&mut self, chain: &OnChain, call: &Call) -> Result<(), String> {
        if balance(chain) != self.balance {
            return Err(format!(
                "it had {} and has {}",
                self.balance,
                balance(chain)
            ));
        }
        let after = native(chain);
        let other = |(who, _): &(&Address, &u128)| **who != call.sender;
        let same = after
            .iter()
            .filter(other)
            .eq(self.native.iter().filter(other));
        if !same || after.get(&call.sender) > self.native.get(&call.sender) {
            return Err(format!(
                "the accounts had {:?} and have {after:?}",
                self.native
            ));
        }
        self.native = after;
        Ok(())
    }
}

fn balance(chain: &OnChain) -> u128 {
    let contract = chain.contract().0.to_vec();
    let answer = ready(chain.chain().runtime_api("ReviveApi_balance", contract));
    let answer = answer.expect("the runtime knows balances");
    let (low, high) = answer.split_first_chunk().expect("it is a word");
    assert!(high.iter().all(|byte| *byte == 0), "it is not so rich");
    u128::from_le_bytes(*low)
}

/// All, of it locked, and of it neither free nor locked.
fn totals(chain: &OnChain) -> (u128, u128, u128) {
    let totals = look(chain, &sol::totalsCall {});
    let elsewhere = amount(totals.deposits) + amount(totals.premiums);
    (amount(totals.accounted), amount(totals.locked), elsewhere)
}

fn held(chain: &OnChain, who: Address) -> (u128, u128) {
    let owner = address(who);
    let view = look(chain, &sol::accountCall { owner });
    (amount(view.free), amount(view.locked))
}

fn look<M: SolCall + Sync>(chain: &OnChain, message: &M) -> M::Return {
    let contract = Answerable::at(chain.chain(), chain.contract());
    ready(contract.view(message)).expect("it can always be asked")
}

fn native(chain: &OnChain) -> BTreeMap<Address, u128> {
    let of = |who: Address| ready(chain.chain().balance(chain.signer(who).account()));
    (0..=ACCOUNTS)
        .map(account)
        .map(|who| (who, of(who).expect("the chain knows balances")))
        .collect()
}

/// Every address in the logs, and some numbers that look like one.
fn named<'a>(logs: impl Iterator<Item = &'a Log> + 'a) -> impl Iterator<Item = Address> + 'a {
    let words = logs.flat_map(|log| {
        let topics = log.topics.iter().skip(1).map(|topic| topic.0);
        topics.chain(log.data.as_chunks().0.iter().copied())
    });
    words.filter_map(|word: [u8; 32]| {
        let (high, low) = word.split_first_chunk::<12>()?;
        let address = Address(low.try_into().ok()?);
        (*high == [0; 12]).then_some(address)
    })
}

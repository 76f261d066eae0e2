//! Money moves from one purse to another, and in no other way: what leaves one arrives in another, so no
//! move can create or lose a unit.

use crate::{
    Account, Amount, BatchId, Event, FaultId, MandateId, OfferId, Reason, Refusal, SmallMap,
    Standing,
};
use ink::{
    prelude::{boxed::Box, vec::Vec},
    Address,
};

/// Where money is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purse {
    /// Not in this contract.
    Outside,
    Free(Address),
    Locked(Address),
    /// Deposits that faults hold.
    Deposits,
    /// Premiums on offer.
    Premiums,
}

/// One move of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    pub from: Purse,
    pub to: Purse,
    pub amount: Amount,
}

/// A counter of an account that changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    pub account: Address,
    pub standing: Standing,
    pub amount: Amount,
    pub taken_back: bool,
}

/// All that an act does besides changing the records it was given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    pub moves: Vec<Move>,
    pub marks: Vec<Mark>,
    pub events: Vec<Event>,
}

impl Effects {
    pub fn pay(&mut self, from: Purse, to: Purse, amount: Amount) {
        if !amount.is_zero() {
            self.moves.push(Move { from, to, amount });
        }
    }

    pub fn mark(&mut self, account: Address, standing: Standing, amount: Amount) {
        self.marks.push(Mark {
            account,
            standing,
            amount,
            taken_back: false,
        });
    }

    pub fn take_back(&mut self, account: Address, standing: Standing, amount: Amount) {
        self.marks.push(Mark {
            account,
            standing,
            amount,
            taken_back: true,
        });
    }

    pub fn tell(&mut self, event: impl Into<Event>) {
        self.events.push(event.into());
    }
}

cell! {
    /// Sums over everybody, and how many records of each kind there are.
    #[derive(Default)]
    pub struct Totals {
        /// All there is. What is neither locked, deposited nor on offer is free.
        pub accounted: Amount,
        pub locked: Amount,
        pub deposits: Amount,
        pub premiums: Amount,
        pub traces: u64,
        /// The last id of each kind.
        pub batches: BatchId,
        pub mandates: MandateId,
        pub offers: OfferId,
        pub faults: FaultId,
    }
}

/// Accounts that an act touches.
pub type Accounts = SmallMap<Address, Box<Account>>;

/// The accounts that an act touches, each loaded once.
pub struct Ledger<'a> {
    totals: Totals,
    touched: Accounts,
    load: &'a dyn Fn(Address) -> Box<Account>,
}

impl<'a> Ledger<'a> {
    pub fn new(totals: Totals, load: &'a dyn Fn(Address) -> Box<Account>) -> Self {
        Self {
            totals,
            touched: SmallMap::default(),
            load,
        }
    }

    /// Does all of it in order, or says what stands against it.
    pub fn apply(mut self, effects: &Effects) -> Result<(Totals, Accounts), Refusal> {
        for Move { from, to, amount } in &effects.moves {
            self.leave(*from, *amount)?;
            self.enter(*to, *amount)?;
        }
        for mark in &effects.marks {
            let account = self.account(mark.account)?;
            if mark.taken_back {
                account.uncount(mark.standing, mark.amount);
            } else {
                account.count(mark.standing, mark.amount);
            }
        }
        Ok((self.totals, self.touched))
    }

    fn leave(&mut self, purse: Purse, amount: Amount) -> Result<(), Refusal> {
        match purse {
            Purse::Outside => self.totals.accounted = self.totals.accounted.plus(amount)?,
            Purse::Deposits => self.totals.deposits = self.totals.deposits.minus(amount)?,
            Purse::Premiums => self.totals.premiums = self.totals.premiums.minus(amount)?,
            Purse::Free(address) => {
                let account = self.account(address)?;
                if amount > account.free {
                    return Err(Reason::InsufficientFree {
                        account: address,
                        needed: amount,
                        free: account.free,
                    }
                    .into());
                }
                account.free = account.free.minus(amount)?;
            }
            Purse::Locked(address) => {
                let account = self.account(address)?;
                account.locked = account.locked.minus(amount)?;
                self.totals.locked = self.totals.locked.minus(amount)?;
            }
        }
        Ok(())
    }

    fn enter(&mut self, purse: Purse, amount: Amount) -> Result<(), Refusal> {
        match purse {
            Purse::Outside => self.totals.accounted = self.totals.accounted.minus(amount)?,
            Purse::Deposits => self.totals.deposits = self.totals.deposits.plus(amount)?,
            Purse::Premiums => self.totals.premiums = self.totals.premiums.plus(amount)?,
            Purse::Free(address) => {
                let account = self.account(address)?;
                account.free = account.free.plus(amount)?;
            }
            Purse::Locked(address) => {
                let account = self.account(address)?;
                account.locked = account.locked.plus(amount)?;
                self.totals.locked = self.totals.locked.plus(amount)?;
            }
        }
        Ok(())
    }

    fn account(&mut self, address: Address) -> Result<&mut Account, Refusal> {
        let load = self.load;
        let account = self.touched.get_or_make(address, || Ok(load(address)))?;
        Ok(account)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Upheld;

    const ALICE: Address = ink::H160([1; 20]);
    const BOB: Address = ink::H160([2; 20]);
    const PURSES: [Purse; 7] = [
        Purse::Outside,
        Purse::Free(ALICE),
        Purse::Free(BOB),
        Purse::Locked(ALICE),
        Purse::Locked(BOB),
        Purse::Deposits,
        Purse::Premiums,
    ];

    fn rich(_: Address) -> Box<Account> {
        Box::new(Account {
            free: Amount::new(100),
            locked: Amount::new(100),
            ..Account::default()
        })
    }

    fn totals() -> Totals {
        Totals {
            accounted: Amount::new(500),
            locked: Amount::new(200),
            deposits: Amount::new(60),
            premiums: Amount::new(40),
            ..Totals::default()
        }
    }

    /// What is in all purses of both accounts and of the faults and offers.
    fn sum(totals: Totals, accounts: &Accounts) -> u128 {
        let inside: u128 = [ALICE, BOB]
            .map(|owner| {
                let touched = accounts.iter().find(|(address, _)| *address == owner);
                let account = touched.map_or(rich(owner), |(_, account)| account.clone());
                account.free.units() + account.locked.units()
            })
            .iter()
            .sum();
        inside + totals.deposits.units() + totals.premiums.units()
    }

    #[test]
    fn whatever_moves_nothing_is_made_or_lost() {
        for from in PURSES {
            for to in PURSES {
                let mut effects = Effects::default();
                effects.pay(from, to, Amount::new(7));
                effects.pay(to, from, Amount::new(3));
                let (totals, accounts) = Ledger::new(totals(), &rich).apply(&effects).unwrap();
                assert_eq!(sum(totals, &accounts), totals.accounted.units());
            }
        }
    }

    #[test]
    fn no_purse_gives_what_it_has_not() {
        for from in PURSES.into_iter().skip(1) {
            let mut effects = Effects::default();
            effects.pay(from, Purse::Free(BOB), Amount::new(1_000));
            let refusal = Ledger::new(totals(), &rich).apply(&effects).unwrap_err();
            match from {
                Purse::Free(account) => assert_eq!(
                    refusal.reason(),
                    Reason::InsufficientFree {
                        account,
                        needed: Amount::new(1_000),
                        free: Amount::new(100)
                    }
                ),
                _ => assert_eq!(refusal.reason(), Reason::Unsound),
            }
        }
    }

    #[test]
    fn marks_count_and_are_taken_back() {
        let mut effects = Effects::default();
        effects.mark(ALICE, Standing::Defaulted, Amount::new(5));
        effects.mark(ALICE, Standing::Defaulted, Amount::new(7));
        effects.take_back(ALICE, Standing::Defaulted, Amount::new(5));
        effects.tell(Upheld {
            fault: FaultId(1),
            loss: Amount::new(1),
        });
        let (_, accounts) = Ledger::new(totals(), &rich).apply(&effects).unwrap();
        let tally = accounts.iter().next().unwrap().1.defaulted;
        assert_eq!((tally.times, tally.amount), (1, Amount::new(7)));
    }
}

//! Whose money moved.

use super::{events, Replay};
use crate::system::{amount, plain};
use answerable_model::{AccountView, Address, Tally};

impl Replay {
    pub(super) fn account(&mut self, who: Address) -> &mut AccountView {
        self.seen.accounts.entry(who).or_default()
    }

    pub(super) fn deposited(&mut self, it: &events::Deposited) {
        self.account(plain(it.account)).free += amount(it.amount);
        self.seen.totals.accounted += amount(it.amount);
    }

    pub(super) fn withdrawn(&mut self, it: &events::Withdrawn) {
        self.account(plain(it.account)).free -= amount(it.amount);
        self.seen.totals.accounted -= amount(it.amount);
    }

    pub(super) fn pay(&mut self, from: Address, to: Address, amount: u128) {
        self.account(from).free -= amount;
        self.account(to).free += amount;
    }

    pub(super) fn lock(&mut self, surety: Address, amount: u128) {
        let account = self.account(surety);
        account.free -= amount;
        account.locked += amount;
        self.seen.totals.locked += amount;
    }

    /// Takes out of what is locked; whose it is then is told apart.
    pub(super) fn unlock(&mut self, surety: Address, amount: u128) {
        self.account(surety).locked -= amount;
        self.seen.totals.locked -= amount;
    }

    pub(super) fn give_back(&mut self, surety: Address, amount: u128) {
        self.unlock(surety, amount);
        self.account(surety).free += amount;
    }

    /// Into a fault's deposits.
    pub(super) fn deposit(&mut self, who: Address, amount: u128) {
        self.account(who).free -= amount;
        self.seen.totals.deposits += amount;
    }

    pub(super) fn offered(&mut self, it: &events::Offered) {
        let (payer, premium) = (plain(it.payer), amount(it.premium));
        self.account(payer).free -= premium;
        self.seen.totals.premiums += premium;
        self.seen.totals.offers = it.offer;
        let offer = super::records::offer(it);
        self.seen.offers.insert(it.offer, offer);
    }

    pub(super) fn offer_withdrawn(&mut self, it: &events::OfferWithdrawn) {
        let offer = self.seen.offers.remove(&it.offer).expect("it was offered");
        self.account(offer.payer).free += amount(it.amount);
        self.seen.totals.premiums -= amount(it.amount);
    }
}

pub(super) fn count(tally: &mut Tally, amount: u128) {
    if amount > 0 {
        tally.times += 1;
        tally.amount += amount;
    }
}

use super::{Model, Pot};
use crate::{Address, Answer, Refused};

impl Model {
    pub(crate) fn pot(&self, pot: Pot) -> u128 {
        self.pots.get(&pot).copied().unwrap_or(0)
    }

    pub(crate) fn free(&self, account: Address) -> u128 {
        self.pot(Pot::Free(account))
    }

    /// All money in the contract.
    pub(crate) fn accounted(&self) -> u128 {
        self.pots.values().sum()
    }

    /// Saturating, because an act that is already refused is still played to its end.
    pub(crate) fn pour(&mut self, from: Pot, to: Pot, amount: u128) {
        let left = self.pot(from).saturating_sub(amount);
        self.pots.insert(from, left);
        let sum = self.pot(to).saturating_add(amount);
        self.pots.insert(to, sum);
    }

    pub(crate) fn pour_all(&mut self, from: Pot, to: Pot) -> u128 {
        let amount = self.pot(from);
        self.pour(from, to, amount);
        amount
    }

    /// Takes an account's free money, as far as it reaches.
    pub(crate) fn take_free(&mut self, account: Address, to: Pot, amount: u128) {
        let free = self.free(account);
        self.refuse_if(
            amount > free,
            Refused::InsufficientFree(account, amount, free),
        );
        self.pour(Pot::Free(account), to, amount.min(free));
    }

    pub(crate) fn credit(&mut self, account: Address, value: u128) {
        let fits = self.accounted().checked_add(value).is_some();
        self.refuse_if(!fits, Refused::AmountTooLarge(value));
        if fits {
            *self.pots.entry(Pot::Free(account)).or_default() += value;
        }
    }

    pub(crate) fn deposit(&mut self, value: u128) -> Result<Answer, Refused> {
        self.refuse_if(value == 0, Refused::ZeroAmount);
        Ok(Answer::Nothing)
    }

    pub(crate) fn withdraw(&mut self, caller: Address, amount: u128) -> Result<Answer, Refused> {
        self.refuse_if(amount == 0, Refused::ZeroAmount);
        let free = self.free(caller);
        self.refuse_if(
            amount > free,
            Refused::InsufficientFree(caller, amount, free),
        );
        self.pots
            .insert(Pot::Free(caller), free.saturating_sub(amount));
        Ok(Answer::Nothing)
    }
}

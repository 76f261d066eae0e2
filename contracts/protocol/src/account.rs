//! What one address has in the ledger, and the only ways in which it may change.

use crate::{Amount, Refusal};

/// One ledger entry. Free money backs nothing and may leave at any time.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, scale::Encode, scale::Decode, scale::MaxEncodedLen,
)]
#[cfg_attr(
    feature = "std",
    derive(scale_info::TypeInfo, ink::storage::traits::StorageLayout)
)]
pub struct Account {
    pub free: Amount,
}

impl Account {
    /// Money that arrives is the account's own at once.
    pub fn credit(self, amount: Amount) -> Result<Self, Refusal> {
        let free = self.free.plus(amount).ok_or(Refusal::AmountTooLarge {
            amount: amount.into(),
        })?;
        Ok(Self { free })
    }

    /// Money leaves only as far as it is free.
    pub fn debit(self, amount: Amount) -> Result<Self, Refusal> {
        let free = self.free.minus(amount).ok_or(Refusal::InsufficientFree {
            needed: amount,
            free: self.free,
        })?;
        Ok(Self { free })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Amount = Amount::new(1);
    const MAX: Amount = Amount::new(u128::MAX);

    #[test]
    fn what_was_credited_can_be_debited_and_nothing_more() {
        let account = Account::default().credit(Amount::new(7)).unwrap();
        assert_eq!(account.debit(Amount::new(7)), Ok(Account::default()));
        assert_eq!(
            account.debit(Amount::new(8)),
            Err(Refusal::InsufficientFree {
                needed: Amount::new(8),
                free: Amount::new(7)
            })
        );
    }

    #[test]
    fn a_credit_that_does_not_fit_is_refused() {
        let full = Account::default().credit(MAX).unwrap();
        assert_eq!(
            full.credit(ONE),
            Err(Refusal::AmountTooLarge { amount: ONE.into() })
        );
    }
}

//! Why something is refused, with the values one needs to put it right.

use crate::Amount;
use ink::U256;

/// Every reason for which the rules refuse an act. Each is a Solidity custom error of the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[ink::error]
pub enum Refusal {
    /// An amount of zero would mean nothing here.
    ZeroAmount,
    /// Amounts are kept in 128 bits; this one does not fit.
    AmountTooLarge { amount: U256 },
    /// The account's free money does not reach.
    InsufficientFree { needed: Amount, free: Amount },
    /// The receiver of a withdrawal did not accept the money.
    PaymentRejected { amount: Amount },
}

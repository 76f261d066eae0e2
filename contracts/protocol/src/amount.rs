//! Money, in the chain's 18-decimal unit.

use crate::Refusal;
use ink::{
    sol::{SolDecode, SolEncode},
    U256,
};

/// An amount of money. It crosses the interface as `uint256` and is kept in 128 bits.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    scale::Encode,
    scale::Decode,
    scale::MaxEncodedLen,
)]
#[cfg_attr(
    feature = "std",
    derive(scale_info::TypeInfo, ink::storage::traits::StorageLayout)
)]
pub struct Amount(u128);

impl Amount {
    pub const ZERO: Self = Self(0);

    pub const fn new(units: u128) -> Self {
        Self(units)
    }

    pub const fn units(self) -> u128 {
        self.0
    }

    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The sum, or `None` where it does not fit.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference, or `None` below zero.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }
}

impl TryFrom<U256> for Amount {
    type Error = Refusal;

    fn try_from(amount: U256) -> Result<Self, Refusal> {
        u128::try_from(amount)
            .map(Self)
            .map_err(|_| Refusal::AmountTooLarge { amount })
    }
}

impl From<Amount> for U256 {
    fn from(amount: Amount) -> Self {
        amount.0.into()
    }
}

impl SolEncode<'_> for Amount {
    type SolType = U256;

    fn to_sol_type(&self) -> U256 {
        (*self).into()
    }
}

impl SolDecode for Amount {
    type SolType = U256;

    fn from_sol_type(value: U256) -> Result<Self, ink::sol::Error> {
        Self::try_from(value).map_err(|_| ink::sol::Error)
    }
}

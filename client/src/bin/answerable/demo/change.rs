//! Money with a sign.

use answerable_client::{display::tokens, Amount};
use std::{fmt, iter::Sum};

/// More or less of something, in the contract's unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Change(i128);

impl Change {
    /// What makes the first into the second.
    pub fn between(was: Amount, now: Amount) -> Self {
        Self::gained(now).plus(Self::lost(was))
    }

    pub fn gained(amount: Amount) -> Self {
        Self(i128::try_from(amount.units()).unwrap_or(i128::MAX))
    }

    pub fn lost(amount: Amount) -> Self {
        Self(Self::gained(amount).0.saturating_neg())
    }

    /// Native units of a chain, of which each is so many.
    pub fn native(units: i128, ratio: u128) -> Self {
        Self(units.saturating_mul(i128::try_from(ratio).unwrap_or(i128::MAX)))
    }

    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    pub fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    pub fn is_none(self) -> bool {
        self.0 == 0
    }

    /// As a number of tokens: what is below zero has a sign.
    pub fn shown(self) -> String {
        self.to_string().trim_start_matches('+').into()
    }

    /// With a sign, or `0`.
    pub fn shown_always(self) -> String {
        let shown = self.to_string();
        if shown.is_empty() {
            "0".into()
        } else {
            shown
        }
    }

    /// As the interface has it.
    pub fn units(self) -> String {
        self.0.to_string()
    }
}

impl Sum for Change {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Self::plus)
    }
}

/// `+2.5`, `-1`; nothing for no change.
impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let size = tokens(Amount::new(self.0.unsigned_abs()));
        match self.0 {
            0 => Ok(()),
            1.. => write!(f, "+{size}"),
            _ => write!(f, "-{size}"),
        }
    }
}

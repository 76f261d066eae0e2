//! Everybody's money in the contract, before and after.

use super::U256;
use answerable_client::{interface::IAnswerable, AnyChain, Chain};
use std::collections::BTreeMap;

/// A thousandth of a token, in which journeys count.
pub const MILLI: u128 = 1_000_000_000_000_000;

/// So many thousandths of a token, as the interface takes them.
pub fn milli(thousandths: u128) -> U256 {
    U256::from(thousandths * MILLI)
}

/// So many thousandths of a token, as they are sent.
pub fn native(chain: &AnyChain, thousandths: u128) -> u128 {
    thousandths * MILLI / chain.ratio()
}

pub(super) fn thousandths(amount: U256) -> u128 {
    amount.saturating_to::<u128>() / MILLI
}

/// What each has free and locked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Money(BTreeMap<String, (U256, U256)>);

impl Money {
    pub(super) fn add(&mut self, name: String, account: &IAnswerable::Account) {
        self.0.insert(name, (account.free, account.locked));
    }

    pub(super) fn since(&self, before: &Self) -> Vec<String> {
        let nothing = (U256::ZERO, U256::ZERO);
        let mut lines = Vec::new();
        for (name, now) in &self.0 {
            let was = before.0.get(name).unwrap_or(&nothing);
            for (purse, was, now) in [("free", was.0, now.0), ("locked", was.1, now.1)] {
                if was != now {
                    lines.push(format!(
                        "    {name}: {purse} {} → {}",
                        tokens(was),
                        tokens(now)
                    ));
                }
            }
        }
        lines
    }

    /// Everything that the contract owes is somebody's.
    pub(super) fn check(&self, totals: &IAnswerable::Totals) {
        let free: U256 = self.0.values().map(|(free, _)| *free).sum();
        let locked: U256 = self.0.values().map(|(_, locked)| *locked).sum();
        assert_eq!(locked, totals.locked, "what is locked is not everybody's");
        assert_eq!(
            free + locked + totals.deposits + totals.premiums,
            totals.accounted,
            "money was made or lost"
        );
    }
}

/// An amount in tokens.
pub(super) fn tokens(amount: U256) -> String {
    let units: u128 = amount.saturating_to();
    let (whole, rest) = (units / (MILLI * 1_000), units % (MILLI * 1_000));
    let rest = format!("{rest:018}");
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() {
        whole.to_string()
    } else {
        format!("{whole}.{rest}")
    }
}

//! Amounts as people write them.

use answerable_client::Amount;

const UNITS_PER_TOKEN: u128 = 1_000_000_000_000_000_000;

/// Whole tokens as an amount.
pub fn tokens(count: u32) -> Amount {
    Amount::new(u128::from(count) * UNITS_PER_TOKEN)
}

/// An amount in tokens, without zeros at the end: `2.5`.
pub fn shown(amount: Amount) -> String {
    let (whole, rest) = (
        amount.units() / UNITS_PER_TOKEN,
        amount.units() % UNITS_PER_TOKEN,
    );
    let text = format!("{whole}.{rest:018}");
    text.trim_end_matches('0').trim_end_matches('.').into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_lose_nothing_when_shown() {
        assert_eq!(shown(tokens(5)), "5");
        assert_eq!(shown(Amount::ZERO), "0");
        assert_eq!(shown(Amount::new(1)), "0.000000000000000001");
        assert_eq!(shown(Amount::new(UNITS_PER_TOKEN * 5 / 2)), "2.5");
    }
}

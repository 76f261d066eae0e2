//! It is never too late to own up, only dearer (protocol.md §6.2, end).
//!
//! Shown to fail by: a default without its penalty.

// Test code: a wrong index or an overflow is a failure, as it should be.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod scene;

use answerable_protocol::{Amount, Bps, Case, Purse, State, Terms};
use ink::Address;
use proptest::prelude::*;
use scene::*;

/// Whether the same amount is paid in each way, and what each costs the surety besides it.
#[derive(Debug)]
struct Costs {
    owned: u128,
    conceded: u128,
    lost: u128,
    owned_late: u128,
    settled: u128,
    slashed: u128,
}

/// All that the surety has less after these acts of everybody.
fn cost(mut case: Case, acts: &[(Address, bool, Act)]) -> u128 {
    let mut less = 0;
    for (caller, late, act) in acts {
        let now = if *late {
            after(&case)
        } else {
            case.fault.deadline
        };
        let effects = act.on(&mut case, &scene(*caller, now)).unwrap();
        less -= change(&effects, Purse::Free(FIRST)) + change(&effects, Purse::Locked(FIRST));
    }
    assert_ne!(case.fault.state, State::Contested);
    u128::try_from(less).unwrap()
}

fn costs(terms: Terms, cover: u128, loss: u128, conceded: u128, bps: u16) -> Costs {
    let due = loss.min(cover);
    let cost = |acts: &[_]| cost(reported(loss, &[(FIRST, cover)], terms), acts) - due;
    let default = (STRANGER, true, Act::DeclareDefault);
    let contest = |conceded| (FIRST, false, Act::Contest { conceded });
    let uphold = (GOVERNANCE, false, Act::RuleUphold { loss });
    Costs {
        owned: cost(&[(FIRST, false, Act::OwnUp)]),
        conceded: cost(&[contest(conceded), (FIRST, false, Act::OwnUp)]),
        lost: cost(&[contest(conceded), uphold]),
        owned_late: cost(&[default, (FIRST, true, Act::OwnUp)]),
        settled: cost(&[default, (STRANGER, true, Act::Settle)]),
        slashed: cost(&[default, (GOVERNANCE, false, Act::Slash { bps })]),
    }
}

/// Terms that Terms::check lets pass, with penalties.
fn terms() -> impl Strategy<Value = Terms> {
    let penalties = (1u16..10_000).prop_flat_map(|lost| (Just(lost), lost + 1..=10_000));
    let deposits = (0u128..1_000_000, 1u128..1_000_000);
    (penalties, deposits, 0u16..=5_000).prop_map(|((lost, most), (report, contest), share)| Terms {
        report_deposit: Amount::new(report),
        contest_deposit: Amount::new(contest),
        lost_penalty: Bps(lost),
        max_default_penalty: Bps(most),
        reporter_share: Bps(share),
        ..TERMS
    })
}

fn amount() -> impl Strategy<Value = u128> {
    prop_oneof![10u128..200, 10_000u128..100_000, 1u128 << 80..1u128 << 100]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Own up ≤ concede, or contest and lose ≤ own up or settle after a default < slashed, and a forfeited contest
    /// deposit on top.
    #[test]
    fn owning_up_only_gets_dearer(
        terms in terms(),
        (cover, loss) in (amount(), amount()),
        part in 0u128..100,
        severity in 0u16..10_000,
    ) {
        prop_assert!(terms.check(&terms.windows).is_ok());
        let due = loss.min(cover);
        let conceded = due / 100 * part;
        let above = terms.lost_penalty.0 + 1;
        let bps = above + severity % (terms.max_default_penalty.0 - above + 1);
        let deposit = terms.contest_deposit.units();
        let costs = costs(terms, cover, loss, conceded, bps);

        prop_assert_eq!(costs.owned, 0);
        prop_assert_eq!(costs.conceded, deposit);
        prop_assert_eq!(costs.lost, terms.lost_penalty.of(Amount::new(due - conceded)).units() + deposit);
        prop_assert!(costs.lost - deposit <= costs.owned_late);
        prop_assert_eq!(costs.owned_late, costs.settled);
        prop_assert_eq!(costs.settled, terms.lost_penalty.of(Amount::new(due)).units());
        // One ten-thousandth more shows from an amount of ten thousand on; below, rounding may hide it.
        prop_assert!(costs.slashed > costs.settled || due < 10_000 && costs.slashed == costs.settled);
        prop_assert_eq!(costs.slashed, Bps(bps).of(Amount::new(due)).units());
    }
}

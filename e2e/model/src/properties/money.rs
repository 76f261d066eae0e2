use super::{holds, reading, Broken, Move};
use crate::{Act, Address, Snapshot};
use std::collections::BTreeMap;

/// Property 1: Money is conserved (§2) after every message, failed ones included.
pub fn money_is_conserved(it: Move) -> Result<(), Broken> {
    let expected = match (it.result, &it.event.act) {
        (Err(_), _) => {
            let changes = it.before.differences(it.after);
            holds(changes.is_empty(), || {
                format!("a refusal changed something: {changes:#?}")
            })?;
            it.before.totals.accounted
        }
        (Ok(_), Act::Withdraw { amount }) => it.before.totals.accounted - amount,
        (Ok(_), _) => it.before.totals.accounted + it.event.value,
    };
    let accounted = it.after.totals.accounted;
    holds(accounted == expected, || {
        format!("{accounted} accounted, expected {expected}")
    })?;
    the_books_add_up(it.after)
}

fn the_books_add_up(seen: &Snapshot) -> Result<(), Broken> {
    let totals = &seen.totals;
    let sum = |what: &str, parts: u128, total: u128| {
        holds(parts == total, || {
            format!("{what} add up to {parts}, the total says {total}")
        })
    };
    let free: u128 = seen.accounts.values().map(|account| account.free).sum();
    let locked = seen.accounts.values().map(|account| account.locked).sum();
    let faults = seen.faults.values();
    let deposits = faults
        .map(|fault| fault.report_deposit + fault.contest_deposit)
        .sum();
    let premiums = seen.offers.values().map(|offer| offer.premium_left).sum();
    sum("locked", locked, totals.locked)?;
    sum("deposits", deposits, totals.deposits)?;
    sum("premiums", premiums, totals.premiums)?;
    sum(
        "all parts",
        free + locked + deposits + premiums,
        totals.accounted,
    )?;
    let backed = backing(seen)?;
    for (account, view) in &seen.accounts {
        let needed = backed.get(account).copied().unwrap_or(0);
        let locked = view.locked;
        holds(locked == needed, || {
            format!("{account} has {locked} locked, its pledges need {needed}")
        })?;
    }
    let known = |account: &Address| seen.accounts.contains_key(account);
    let lost = backed
        .iter()
        .find(|(account, needed)| **needed > 0 && !known(account));
    holds(lost.is_none(), || {
        format!("a surety has no account: {lost:?}")
    })
}

/// What the pledges of each account have to keep locked.
fn backing(seen: &Snapshot) -> Result<BTreeMap<Address, u128>, Broken> {
    let mut backed: BTreeMap<Address, u128> = BTreeMap::new();
    for trace in seen.traces.values() {
        let terms = &seen.terms[&trace.terms];
        for pledge in trace.steps.iter().flat_map(|step| &step.pledges) {
            *backed.entry(pledge.surety).or_default() += terms.reserve(pledge.left);
        }
    }
    for (id, batch) in &seen.batches {
        let terms = &seen.terms[&batch.terms];
        for pledge in &batch.pledges {
            let mut expected = (1u128 << batch.depth) * terms.reserve(pledge.per_trace);
            for (trace, _) in seen.traces.iter().filter(|(_, trace)| trace.batch == *id) {
                let step = (1..=5).find(|step| {
                    reading::batch_pledge(seen, *trace, *step).is_some_and(|found| found == pledge)
                });
                if let Some(step) = step {
                    let left = reading::batch_left(seen, *trace, step).unwrap_or(0);
                    expected -= terms.reserve(pledge.per_trace) - terms.reserve(left);
                }
            }
            let locked = pledge.locked_left;
            holds(locked == expected, || {
                format!(
                    "batch {id} has {locked} locked by {}, expected {expected}",
                    pledge.surety
                )
            })?;
            *backed.entry(pledge.surety).or_default() += locked;
        }
    }
    Ok(backed)
}

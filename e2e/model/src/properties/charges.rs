use super::{holds, reading, Broken, Move};
use crate::{Act, Address, FaultView, Snapshot};

/// Property 2: Nobody is ever charged for a step they did not pledge to, beyond cover plus the agreed penalty, or
/// before they were called and heard.
pub fn nobody_else_is_charged(it: Move) -> Result<(), Broken> {
    if it.result.is_err() {
        return Ok(());
    }
    for account in it.before.accounts.keys() {
        let came = if *account == it.event.caller {
            it.event.value
        } else {
            0
        };
        let had = wealth(it.before, *account) + came;
        let has = wealth(it.after, *account);
        let most = chosen(it, *account) + answered_for(it, *account);
        holds(has + most >= had, || {
            format!("{account} had {had} and has {has}, but was to give {most} at most")
        })?;
    }
    only_called_pledges_pay(it)?;
    everybody_called_is_heard(it)?;
    only_whose_turn_it_is_decides(it)
}

fn wealth(seen: &Snapshot, account: Address) -> u128 {
    let account = seen.account(account);
    account.free + account.locked
}

/// What the caller gives away by its own act.
fn chosen(it: Move, account: Address) -> u128 {
    if account != it.event.caller {
        return 0;
    }
    let newest = it.after.faults.values().next_back();
    match &it.event.act {
        Act::Withdraw { amount } => *amount,
        Act::Offer { premium, .. } => *premium,
        Act::Report { .. } | Act::Recourse { .. } | Act::OpenAndReport { .. } => {
            newest.map_or(0, |fault| fault.terms.report_deposit)
        }
        Act::Contest { fault, .. } => it.after.faults[fault].terms.contest_deposit,
        Act::StepForward { fault, .. } => {
            it.after.faults[fault].paid - it.before.faults[fault].paid
        }
        Act::RecordCovered { cover, .. } => {
            let parts = cover
                .iter()
                .map(|draw| premium(it.after, draw.mandate, draw.amount));
            parts.sum()
        }
        Act::AnchorCovered { depth, cover, .. } => {
            let traces = 1u128 << depth;
            let parts = cover
                .iter()
                .map(|draw| premium(it.after, draw.mandate, draw.per_trace * traces));
            parts.sum()
        }
        _ => 0,
    }
}

fn premium(seen: &Snapshot, mandate: u64, amount: u128) -> u128 {
    amount * u128::from(seen.mandates[&mandate].premium_bps) / 10_000
}

/// What the called surety pays, with the highest penalty that the act can bring.
fn answered_for(it: Move, account: Address) -> u128 {
    let Some((then, now)) = reading::fault_of(it) else {
        return 0;
    };
    let paid = now.paid - then.paid;
    if account != then.called || !then.open() {
        return 0;
    }
    let (lost, terms) = (u128::from(then.terms.lost_penalty_bps), &then.terms);
    let penalty = match &it.event.act {
        Act::OwnUp { .. } if then.state == 3 => paid * lost / 10_000,
        Act::OwnUp { .. } => 0,
        Act::RuleUphold { .. } => paid.saturating_sub(then.conceded) * lost / 10_000,
        Act::Settle { .. } if then.state == 2 => 0,
        Act::Settle { .. } => paid * lost / 10_000,
        Act::Slash { bps, .. } => {
            let most = terms.max_default_penalty_bps.min(*bps);
            paid * u128::from(most) / 10_000
        }
        _ => return 0,
    };
    paid + penalty
}

/// A pledge shrinks only while its surety is called, for a fault on its step, and by what was paid.
fn only_called_pledges_pay(it: Move) -> Result<(), Broken> {
    let about = reading::fault_of(it);
    for (id, trace) in &it.before.traces {
        for (step, then) in (1u8..).zip(&trace.steps) {
            let now = &it.after.traces[id].steps[usize::from(step) - 1];
            for (layer, (then, now)) in (1u8..).zip(then.pledges.iter().zip(&now.pledges)) {
                let its_turn = about.is_some_and(|(fault, after)| {
                    fault.trace == *id
                        && fault.step == step
                        && fault.open()
                        && fault.layer == layer
                        && fault.called == then.surety
                        && then.left - now.left == after.paid - fault.paid
                });
                holds(then.left == now.left || its_turn, || {
                    format!("layer {layer} of step {step} of {id} paid without being called")
                })?;
            }
            let left = |seen| reading::batch_left(seen, *id, step);
            if let (Some(then), Some(now)) = (left(it.before), left(it.after)) {
                let its_turn = about.is_some_and(|(fault, after)| {
                    let mandate = |step| {
                        reading::batch_pledge(it.before, *id, step).map(|pledge| pledge.mandate)
                    };
                    fault.trace == *id
                        && fault.open()
                        && fault.layer == 0
                        && mandate(fault.step) == mandate(step)
                        && then - now == after.paid - fault.paid
                });
                holds(then == now || its_turn, || {
                    format!("the batch pledge for step {step} of {id} paid without being called")
                })?;
            }
        }
    }
    Ok(())
}

/// Whoever is called gets a whole answer window, and defaults only after it.
fn everybody_called_is_heard(it: Move) -> Result<(), Broken> {
    for (id, now) in &it.after.faults {
        let then = it.before.faults.get(id);
        let newly = then.is_none_or(|then| (then.layer, then.called) != (now.layer, now.called));
        if now.open() && newly {
            let whole = now.state == 1 && now.deadline == it.event.now + now.terms.answer();
            holds(whole, || {
                format!(
                    "{} is called for fault {id} without a whole window",
                    now.called
                )
            })?;
        }
        let again = then.is_some_and(|then| then.state > 1 && then.layer >= now.layer);
        holds(now.state != 1 || !again, || {
            format!("{} is called for fault {id} a second time", now.called)
        })?;
        if let Some(then) = then {
            if now.state == 3 && then.state == 1 {
                let late = it.event.now > then.deadline;
                holds(late, || {
                    format!("{} defaulted on fault {id} too early", now.called)
                })?;
            }
            let leap = now.state == 3 && then.state != 1 && then.state != 3;
            holds(!leap, || {
                format!("fault {id} went from state {} to default", then.state)
            })?;
        }
    }
    Ok(())
}

/// Only the called surety answers for itself, only the reporter takes back, only governance rules, and the clock
/// only after the deadline.
fn only_whose_turn_it_is_decides(it: Move) -> Result<(), Broken> {
    let Some((then, _)) = reading::fault_of(it) else {
        return Ok(());
    };
    let late = it.event.now > then.deadline;
    let turn = match &it.event.act {
        Act::OwnUp { .. } | Act::Contest { .. } => it.event.caller == then.called,
        Act::WithdrawReport { .. } => it.event.caller == then.reporter,
        Act::RuleUphold { .. }
        | Act::RuleDismiss { .. }
        | Act::Slash { .. }
        | Act::Pardon { .. } => it.event.caller == it.before.office.governance && !late,
        Act::DeclareDefault { .. } => late,
        Act::Settle { .. } => late && then.state != FaultView::ANSWERING,
        _ => true,
    };
    holds(turn, || format!("{} decided out of turn", it.event.caller))
}

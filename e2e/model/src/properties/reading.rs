//! What snapshots say when read together.

use super::{Claims, Move};
use crate::{Address, BatchPledgeView, FaultView, Hash, Snapshot, TraceView};

/// The pledge of a trace's batch that answers for a step.
pub fn batch_pledge(seen: &Snapshot, trace: Hash, step: u8) -> Option<&BatchPledgeView> {
    let found = seen.traces.get(&trace)?;
    let data = seen.step(trace, step)?;
    let matches = |pledge: &&BatchPledgeView| {
        pledge.actor == data.actor && pledge.kinds & (1 << data.kind) != 0
    };
    seen.batches.get(&found.batch)?.pledges.iter().find(matches)
}

/// What is left of it in this trace: `whoAnswers` lists it first, unless nothing is left.
pub fn batch_left(seen: &Snapshot, trace: Hash, step: u8) -> Option<u128> {
    batch_pledge(seen, trace, step)?;
    let data = seen.step(trace, step)?;
    let own = data.pledges.iter().filter(|pledge| pledge.left > 0).count();
    let listed = data.answers.len() > own;
    Some(if listed { data.answers[0].left } else { 0 })
}

/// What is left of the called layer.
pub fn called_left(seen: &Snapshot, fault: &FaultView) -> u128 {
    if !fault.open() {
        return 0;
    }
    if fault.layer == 0 {
        return batch_left(seen, fault.trace, fault.step).unwrap_or(0);
    }
    let step = seen.step(fault.trace, fault.step);
    let pledge = step.and_then(|step| step.pledges.get(usize::from(fault.layer) - 1));
    pledge.map_or(0, |pledge| pledge.left)
}

/// What the beneficiary still lacks, if the loss were this.
pub fn unpaid(fault: &FaultView, loss: u128, claims: &Claims) -> u128 {
    let rest = loss.saturating_sub(fault.paid);
    if !fault.recourse {
        return rest;
    }
    let key = (fault.trace, fault.beneficiary);
    let claimed = claims.claimed.get(&key).copied().unwrap_or(0);
    let recovered = claims.recovered.get(&key).copied().unwrap_or(0);
    rest.min(claimed.saturating_sub(recovered))
}

/// What the called surety would have to pay, if the loss were this.
pub fn due(seen: &Snapshot, fault: &FaultView, loss: u128, claims: &Claims) -> u128 {
    called_left(seen, fault).min(unpaid(fault, loss, claims))
}

/// How many layers a fault has in all.
pub fn layers(seen: &Snapshot, fault: &FaultView) -> usize {
    let own = seen
        .step(fault.trace, fault.step)
        .map_or(0, |step| step.pledges.len());
    own + usize::from(batch_pledge(seen, fault.trace, fault.step).is_some())
}

/// Reported by somebody other than the requester, and no recourse.
pub fn by_stranger(seen: &Snapshot, fault: &FaultView) -> bool {
    !fault.recourse && fault.reporter != seen.traces[&fault.trace].requester
}

/// Whether the requester may report on a trace.
pub fn may_report(seen: &Snapshot, id: Hash, trace: &TraceView, now: u64) -> bool {
    let waited_for =
        |fault: &FaultView| fault.trace == id && fault.open() && by_stranger(seen, fault);
    now <= trace.requester_until || seen.faults.values().any(waited_for)
}

/// Whether an account answers for anything in a trace.
pub fn is_surety(seen: &Snapshot, trace: &TraceView, who: Address) -> bool {
    let own = trace
        .steps
        .iter()
        .flat_map(|step| &step.pledges)
        .any(|pledge| pledge.surety == who);
    let batch = seen.batches.get(&trace.batch);
    own || batch.is_some_and(|batch| batch.pledges.iter().any(|pledge| pledge.surety == who))
}

/// What is left for a trace's requester: of all pledges that are not its own.
pub fn reach(seen: &Snapshot, id: Hash) -> u128 {
    let trace = &seen.traces[&id];
    let others = |surety: Address| surety != trace.requester;
    let own: u128 = trace
        .steps
        .iter()
        .flat_map(|step| &step.pledges)
        .filter(|pledge| others(pledge.surety))
        .map(|pledge| pledge.left)
        .sum();
    let mut mandates = Vec::new();
    let mut batch = 0;
    for step in (1u8..).take(trace.steps.len()) {
        let Some(pledge) = batch_pledge(seen, id, step) else {
            continue;
        };
        if others(pledge.surety) && !mandates.contains(&pledge.mandate) {
            mandates.push(pledge.mandate);
            batch += batch_left(seen, id, step).unwrap_or(0);
        }
    }
    own + batch
}

/// The fault that a message is about, before and after it.
pub fn fault_of<'a>(it: Move<'a>) -> Option<(&'a FaultView, &'a FaultView)> {
    let id = it.event.act.fault()?;
    Some((it.before.faults.get(&id)?, it.after.faults.get(&id)?))
}

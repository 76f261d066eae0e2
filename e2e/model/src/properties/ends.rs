use super::{holds, reading, Broken, System};
use crate::{Act, Address, FaultView};
use std::collections::BTreeMap;

/// An account that has nothing and is nobody's party.
pub const NOBODY: Address = crate::account(crate::ACCOUNTS);

/// Property 5: Every fault closes: from any state some account can, after the deadline, move it on, in at most
/// 2 × layers + 2 moves. Tried by an account without any money. Gives back the time when all are closed.
pub fn every_fault_closes<S: System>(system: &mut S, mut now: u64) -> Result<u64, Broken> {
    let mut moves: BTreeMap<u64, usize> = BTreeMap::new();
    loop {
        let seen = system.snapshot();
        let waiting = seen.faults.iter().filter(|(_, fault)| !fault.over());
        let Some((id, fault)) = waiting.min_by_key(|(_, fault)| fault.deadline) else {
            return Ok(now);
        };
        let count = moves.entry(*id).or_default();
        *count += 1;
        let most = 2 * reading::layers(&seen, fault) + 2;
        holds(*count <= most, || {
            format!("fault {id} is not closed after {most} moves")
        })?;
        now = now.max(fault.deadline + 1);
        let act = match fault.state {
            FaultView::ANSWERING => Act::DeclareDefault { fault: *id },
            _ => Act::Settle { fault: *id },
        };
        let result = system.act(now, NOBODY, 0, &act);
        holds(result.is_ok(), || {
            format!("{act:?} is refused after the deadline: {result:?}")
        })?;
    }
}

/// Property 4: Governance's silence, absence or malice cannot lock anybody's money past the last deadline: after
/// doing what it can against that, it is silent, and everything comes free and leaves.
pub fn everything_comes_free<S: System>(system: &mut S, now: u64) -> Result<(), Broken> {
    let office = system.snapshot().office;
    let content = system.snapshot().terms[&office.terms];
    let strictest = crate::Terms {
        min_cover: u128::MAX,
        ..content
    };
    let malice = [
        Act::SetIntake { open: false },
        Act::SetTreasury {
            treasury: office.governance,
        },
        Act::AddTerms { content: strictest },
    ];
    for act in malice {
        let result = system.act(now, office.governance, 0, &act);
        holds(result.is_ok(), || format!("{act:?}: {result:?}"))?;
    }
    let mut now = every_fault_closes(system, now)?;
    let seen = system.snapshot();
    let traces = seen.traces.values().map(|trace| trace.busy_until);
    let batches = seen.batches.values().map(|batch| batch.busy_until);
    now = now.max(traces.chain(batches).max().unwrap_or(0) + 1);

    let mut last_acts: Vec<(Address, Act)> = Vec::new();
    for (id, trace) in &seen.traces {
        for (step, view) in (1u8..).zip(&trace.steps) {
            if !view.pledges.is_empty() {
                last_acts.push((NOBODY, Act::Release { trace: *id, step }));
            }
        }
    }
    for (id, batch) in &seen.batches {
        if !batch.pledges.is_empty() {
            last_acts.push((NOBODY, Act::ReleaseBatch { batch: *id }));
        }
    }
    for (id, offer) in &seen.offers {
        last_acts.push((offer.payer, Act::WithdrawOffer { offer: *id }));
    }
    play_all(system, now, last_acts)?;
    let seen = system.snapshot();
    let with_money = seen.accounts.iter().filter(|(_, account)| account.free > 0);
    let withdrawals = with_money
        .map(|(account, view)| (*account, Act::Withdraw { amount: view.free }))
        .collect();
    play_all(system, now, withdrawals)?;
    let totals = system.snapshot().totals;
    holds(totals.accounted == 0, || {
        format!("money stays behind: {totals:?}")
    })
}

fn play_all<S: System>(system: &mut S, now: u64, acts: Vec<(Address, Act)>) -> Result<(), Broken> {
    for (caller, act) in acts {
        let result = system.act(now, caller, 0, &act);
        holds(result.is_ok(), || {
            format!("{caller} {act:?} at last: {result:?}")
        })?;
    }
    Ok(())
}

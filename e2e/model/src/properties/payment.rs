use super::{holds, reading, Broken, Claims, Move, System};
use crate::{Act, Event, Hash, Refused};

/// Property 3a: A covered loss that was owned, ruled, conceded or defaulted is paid in full up to the cover.
pub fn covered_losses_are_paid(it: Move, claims: &Claims) -> Result<(), Broken> {
    let Some((then, now)) = reading::fault_of(it) else {
        return Ok(());
    };
    if it.result.is_err() {
        return Ok(());
    }
    let due = |loss| reading::due(it.before, then, loss, claims);
    let expected = match &it.event.act {
        Act::OwnUp { .. } | Act::Slash { .. } => due(then.loss),
        Act::Settle { .. } if then.state == 2 => due(then.loss).min(then.conceded),
        Act::Settle { .. } if then.state == 3 => due(then.loss),
        Act::RuleUphold { loss, .. } => due(*loss),
        Act::StepForward { max, .. } => reading::unpaid(then, then.loss, claims).min(*max),
        _ => 0,
    };
    let paid = now.paid - then.paid;
    holds(paid == expected, || {
        format!("{paid} was paid where {expected} was due")
    })?;
    // It arrives: the beneficiary gives nothing in these acts.
    let free = |seen: &crate::Snapshot| seen.account(then.beneficiary).free;
    let spends = it.event.caller == then.beneficiary && it.event.act.payable();
    let arrived = free(it.after) >= free(it.before) + paid;
    holds(arrived || spends, || {
        format!("{paid} did not reach {}", then.beneficiary)
    })
}

/// Property 3b: What happens to one trace never changes what another can get.
pub fn traces_stand_alone(it: Move) -> Result<(), Broken> {
    let own: Option<Hash> = match &it.event.act {
        Act::Pledge { trace, .. } | Act::Release { trace, .. } => Some(*trace),
        Act::PledgeForOffer { offer, .. } => it.before.offers.get(offer).map(|offer| offer.trace),
        act => act
            .fault()
            .and_then(|fault| it.before.faults.get(&fault))
            .map(|fault| fault.trace),
    };
    for (id, then) in &it.before.traces {
        let released = matches!(it.event.act, Act::ReleaseBatch { batch } if batch == then.batch);
        if own == Some(*id) || released && it.result.is_ok() {
            continue;
        }
        let now = &it.after.traces[id];
        let lefts = |trace: &crate::TraceView| -> Vec<Vec<(crate::Address, u128)>> {
            let step = |step: &crate::StepView| {
                step.answers
                    .iter()
                    .map(|answer| (answer.surety, answer.left))
                    .collect()
            };
            trace.steps.iter().map(step).collect()
        };
        holds(lefts(then) == lefts(now), || {
            format!("what answers for {id} changed from outside")
        })?;
    }
    Ok(())
}

/// Property 3c: A release takes nothing from anybody who could still call for it: ask right before it.
pub fn release_takes_nothing<S: System>(before: &S, event: &Event) -> Result<(), Broken> {
    let seen = before.snapshot();
    let traces: Vec<Hash> = match &event.act {
        Act::Release { trace, .. } => vec![*trace],
        Act::ReleaseBatch { batch } => {
            let of_batch = seen
                .traces
                .iter()
                .filter(|(_, trace)| trace.batch == *batch);
            of_batch.map(|(id, _)| *id).collect()
        }
        _ => return Ok(()),
    };
    for id in traces {
        let trace = &seen.traces[&id];
        let open = seen
            .faults
            .values()
            .any(|fault| fault.trace == id && fault.open());
        holds(!open, || format!("{id} was released with an open fault"))?;
        for step in (1u8..).take(trace.steps.len()) {
            for who in seen.accounts.keys().chain([&trace.requester]) {
                let (evidence, uri) = (Hash::of(1), String::new());
                let report = Act::Report {
                    trace: id,
                    step,
                    loss: 1,
                    evidence,
                    uri: uri.clone(),
                };
                let recourse = Act::Recourse {
                    trace: id,
                    step,
                    evidence,
                    uri,
                };
                let refused = before
                    .fork()
                    .act(event.now, *who, 1_000 * crate::GRAIN, &report);
                let over = matches!(refused, Err(Refused::ReportWindowClosed(_)));
                holds(over, || {
                    format!("{id} was released while {who} could report: {refused:?}")
                })?;
                let refused = before
                    .fork()
                    .act(event.now, *who, 1_000 * crate::GRAIN, &recourse);
                let over = refused.is_err();
                holds(over, || {
                    format!("{id} was released while {who} had recourse")
                })?;
            }
        }
    }
    Ok(())
}

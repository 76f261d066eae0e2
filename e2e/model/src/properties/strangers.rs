use super::{holds, reading, Broken, Move, System};
use crate::{resolve, Act, Address, Event, FaultView, Hash, Intent, Model};

/// Property 9a: Strangers cannot hurt, message by message: nothing but a release after the last deadline lowers
/// what a requester got from its sureties and what is left with them; no message ends its time to
/// report, and a stranger's fault that closes leaves it a whole answer window.
pub fn the_requester_keeps_its_reach(it: Move) -> Result<(), Broken> {
    let releases = matches!(it.event.act, Act::Release { .. } | Act::ReleaseBatch { .. });
    for (id, then) in &it.before.traces {
        let now = &it.after.traces[id];
        let paid = |fault: &FaultView| fault.trace == *id && (fault.open() || fault.over());
        let got: u128 = it
            .before
            .faults
            .iter()
            .filter(|(_, fault)| paid(fault) && fault.open())
            .map(|(number, fault)| it.after.faults[number].paid - fault.paid)
            .sum();
        let had = reading::reach(it.before, *id);
        let has = reading::reach(it.after, *id) + got;
        holds(has >= had || releases, || {
            format!("{id} could reach {had} and now {has}")
        })?;

        let time = it.event.now;
        let kept = reading::may_report(it.after, *id, now, time);
        let could = reading::may_report(it.before, *id, then, time);
        holds(kept || !could, || {
            format!("the requester of {id} lost its time")
        })?;
        let back = now.requester_until < then.requester_until || now.busy_until < then.busy_until;
        holds(!back, || format!("a deadline of {id} moved back"))?;
    }
    for (number, now) in &it.after.faults {
        let was_open = it.before.faults.get(number).is_none_or(FaultView::open);
        if was_open && !now.open() && reading::by_stranger(it.after, now) {
            let until = it.after.traces[&now.trace].requester_until;
            let whole = until >= it.event.now + now.terms.answer();
            holds(whole, || {
                format!("fault {number} left the requester no answer window")
            })?;
        }
    }
    Ok(())
}

/// Property 9b: No sequence of strangers' acts lowers what the requester can still get: after these acts, and after
/// as much time without them, the requester reports whatever it can while everybody else is silent; with
/// them it must get at least as much. `by` is within an answer window: a requester who looks once in every
/// window is safe. To be asked where no stranger's fault is open on the trace: while one is, the requester's
/// time does not run out, and that gift ends, as promised, an answer window after somebody closes it.
pub fn strangers_cannot_hurt<S: System>(
    start: &S,
    trace: Hash,
    hostile: &[Event],
    by: u64,
) -> Result<(), Broken> {
    let mut with = start.fork();
    for event in hostile {
        // Whether they succeed is their business.
        let _ = with.act(event.now, event.caller, event.value, &event.act);
    }
    let with = insist(&mut with, trace, by)?;
    let without = insist(&mut start.fork(), trace, by)?;
    holds(with >= without, || {
        format!("the requester of {trace} gets {without} without strangers and {with} with them")
    })
}

/// The requester takes all it can get; gives back what it got for this trace in all.
fn insist<S: System>(system: &mut S, trace: Hash, mut now: u64) -> Result<u128, Broken> {
    loop {
        let seen = system.snapshot();
        let found = &seen.traces[&trace];
        let requester = found.requester;
        for (step, view) in (1u8..).zip(&found.steps) {
            let covered = view.answers.iter().any(|answer| answer.surety != requester);
            if covered && view.fault == 0 && reading::may_report(&seen, trace, found, now) {
                let (evidence, uri) = (Hash::of(1), String::new());
                let report = Act::Report {
                    trace,
                    step,
                    loss: crate::money(1_000_000_000u32),
                    evidence,
                    uri,
                };
                let result = system.act(now, requester, 1_000 * crate::GRAIN, &report);
                holds(result.is_ok(), || {
                    format!("the requester cannot report: {result:?}")
                })?;
            }
        }
        let seen = system.snapshot();
        let open = seen
            .faults
            .iter()
            .filter(|(_, fault)| fault.trace == trace && fault.open());
        let Some((id, fault)) = open.min_by_key(|(_, fault)| fault.deadline) else {
            let of_requester = seen
                .faults
                .values()
                .filter(|fault| fault.trace == trace && fault.beneficiary == requester);
            return Ok(of_requester.map(|fault| fault.paid).sum());
        };
        now = now.max(fault.deadline + 1);
        let act = match fault.state {
            FaultView::ANSWERING => Act::DeclareDefault { fault: *id },
            _ => Act::Settle { fault: *id },
        };
        let result = system.act(now, super::NOBODY, 0, &act);
        holds(result.is_ok(), || format!("{act:?}: {result:?}"))?;
    }
}

/// What intents come to when only strangers to a trace act, within an answer window: not the requester,
/// not its sureties, no gifts, and no rulings over what the requester itself reported.
pub fn hostile_events(model: &Model, trace: Hash, intents: &[Intent]) -> (Vec<Event>, u64) {
    let seen = model.snapshot();
    let found = &seen.traces[&trace];
    let by = model.clock + seen.terms[&found.terms].answer() - 1;
    let stranger = |who: Address| who != found.requester && !reading::is_surety(&seen, found, who);
    let mut played = model.clone();
    let mut events = Vec::new();
    for intent in intents {
        let event = resolve(intent, &played);
        let own_fault = |id: u64| {
            let fault = played.snapshot().faults.get(&id).cloned();
            fault.is_some_and(|fault| fault.reporter == found.requester)
        };
        let ruled = match &event.act {
            Act::RuleUphold { fault, .. }
            | Act::RuleDismiss { fault }
            | Act::Slash { fault, .. }
            | Act::Pardon { fault } => own_fault(*fault),
            Act::StepForward { .. } => true,
            _ => false,
        };
        if event.now <= by && stranger(event.caller) && !ruled {
            let _ = played.act(event.now, event.caller, event.value, &event.act);
            events.push(event);
        }
    }
    (events, by)
}

/// Whether a stranger's fault is open on a trace.
pub fn stretched_by_strangers(seen: &crate::Snapshot, trace: Hash) -> bool {
    let open = |fault: &&FaultView| fault.trace == trace && fault.open();
    seen.faults
        .values()
        .filter(open)
        .any(|fault| reading::by_stranger(seen, fault))
}

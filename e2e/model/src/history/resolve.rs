use super::plan::{plan, Plan};
use super::{twist::twist, Intent, Pay, Spare, Wait, What, Who};
use crate::{money, Act, Address, Event, Model, GRAIN, START};

/// Later than any time in a history: the end of what an open fault keeps open.
const NEVER: u64 = u64::MAX / 2;

/// Turns an intent into the message that it means now.
pub fn resolve(intent: &Intent, model: &Model) -> Event {
    let earliest = model.clock.max(START);
    let now = match intent.wait {
        Wait::None | Wait::Own { .. } => earliest,
        Wait::Seconds(seconds) => earliest + u64::from(seconds),
        Wait::Deadline {
            pick,
            off,
            patience,
        } => {
            let mut next = deadlines(model, earliest);
            next.retain(|deadline| *deadline <= earliest + u64::from(patience));
            let near = next.len().min(6);
            match next.get(usize::from(pick) % near.max(1)) {
                Some(deadline) => deadline.saturating_add_signed(off.into()).max(earliest),
                None => earliest,
            }
        }
    };
    let reopen = !model.intake_open && intent.spare == Spare::Pledge;
    let what = if reopen {
        &What::SetIntake { open: true }
    } else {
        &intent.what
    };
    let plan = plan(what, model, now)
        .filter(|plan| worth_waiting(intent.wait, plan, earliest))
        .or_else(|| without_waiting(intent.spare, what, model, now))
        .or_else(|| without_waiting(Spare::Pledge, what, model, now))
        .or_else(|| without_waiting(Spare::Record, what, model, now))
        .expect("recording is always possible");
    let now = match (intent.wait, plan.edge) {
        (Wait::Own { off, .. }, Some(edge)) if edge < NEVER => {
            edge.saturating_add_signed(off.into()).max(earliest)
        }
        _ => now,
    };
    let mut event = Event {
        now,
        caller: plan.caller,
        value: 0,
        act: plan.act,
    };
    if let Some(wrong) = intent.twist {
        twist(&mut event, wrong, model);
    }
    event.value = match (&intent.what, &event.act) {
        (What::Deposit { amount, .. }, Act::Deposit) => u128::from(*amount) * GRAIN,
        _ => value(intent.pay, &event, model),
    };
    event
}

/// Nobody waits for what is too far off: something else is done.
fn worth_waiting(wait: Wait, plan: &Plan, now: u64) -> bool {
    match (wait, plan.edge) {
        (Wait::Own { patience, .. }, Some(edge)) => edge <= now + u64::from(patience),
        _ => true,
    }
}

fn without_waiting(spare: Spare, what: &What, model: &Model, now: u64) -> Option<Plan> {
    let plan = plan(&instead(spare, what), model, now)?;
    Some(Plan { edge: None, ..plan })
}

fn instead(spare: Spare, what: &What) -> What {
    // The picks of what could not be done, so that what is done instead varies, too.
    let text = format!("{what:?}");
    let seed = text
        .bytes()
        .fold(7u16, |sum, byte| sum.wrapping_mul(31) ^ u16::from(byte));
    let [high, low] = seed.to_be_bytes();
    match spare {
        Spare::Record => What::Record {
            recorder: low,
            requester: high,
            shape: seed,
            draws: super::Draws::Fitting {
                amount: 20 + seed % 60,
            },
            again: false,
        },
        Spare::Pledge => What::Pledge {
            who: 3 + low % 4,
            trace: high,
            step: low / 4,
            cover: 10 + seed % 90,
        },
        Spare::Report => What::Report {
            who: if low % 2 == 0 {
                Who::Requester
            } else {
                Who::Account(low / 2)
            },
            pick: high,
            loss: 1 + seed % 150,
            covered: true,
        },
        Spare::Grant => What::Grant {
            who: 3 + low % 4,
            actor: high,
            kinds: 0b11_1110,
            recorder: low / 4,
            per_trace: 20 + seed % 100,
            times: 8,
            bps: seed % 2_000,
            seconds: 1_000,
        },
    }
}

/// The deadlines of all kinds that are still to come, in order.
pub fn deadlines(model: &Model, now: u64) -> Vec<u64> {
    let shown = model.snapshot();
    let faults = shown
        .faults
        .values()
        .filter(|fault| !fault.over())
        .map(|fault| fault.deadline);
    let traces = shown.traces.values().flat_map(|trace| {
        let terms = &shown.terms[&trace.terms];
        [
            trace.recorded_at + terms.report(),
            trace.requester_until,
            trace.busy_until,
        ]
    });
    let batches = shown.batches.values().map(|batch| batch.busy_until);
    let mandates = shown.mandates.values().map(|mandate| mandate.until);
    let offers = shown.offers.values().map(|offer| offer.until);
    let recourses = model.payments.iter().filter_map(|payment| {
        let fault = model.fault_of(payment);
        let step = fault.step.checked_sub(1).filter(|step| *step > 0)?;
        Some(model.recourse_until(payment.payer, fault.trace, step))
    });
    let mut all: Vec<u64> = faults
        .chain(traces)
        .chain(batches)
        .chain(mandates)
        .chain(offers)
        .chain(recourses)
        .filter(|deadline| (now..NEVER).contains(deadline))
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn value(pay: Pay, event: &Event, model: &Model) -> u128 {
    if !event.act.payable() {
        return 0;
    }
    let lacking = needed(&event.act, event.caller, model)
        .saturating_sub(model.free(event.caller))
        .min(money(1_000_000u32))
        .next_multiple_of(GRAIN);
    match pay {
        Pay::Nothing => 0,
        Pay::Lacking => lacking,
        Pay::More(more) => lacking + u128::from(more) * GRAIN,
    }
}

/// What the caller needs for an act, roughly where others' mandates come in.
fn needed(act: &Act, caller: Address, model: &Model) -> u128 {
    let terms = |trace| match model.find_trace(trace) {
        Ok(found) => model.terms_of(found.terms),
        Err(_) => model.terms_of(1),
    };
    let mandate = |id: u64, amount: u128| match model.find_mandate(id) {
        Ok(found) => {
            let premium = amount.min(money(1_000_000u32)) * u128::from(found.premium_bps) / 10_000;
            let own = found.surety == caller;
            premium
                + if own {
                    model.terms_of(found.terms).reserve(amount)
                } else {
                    0
                }
        }
        Err(_) => 0,
    };
    match act {
        Act::RecordCovered { cover, .. } => cover
            .iter()
            .map(|draw| mandate(draw.mandate, draw.amount))
            .sum(),
        Act::AnchorCovered { depth, cover, .. } => {
            let traces = 1u128 << (*depth).min(20);
            let needs = cover
                .iter()
                .map(|draw| mandate(draw.mandate, draw.per_trace.saturating_mul(traces)));
            needs.fold(0, u128::saturating_add)
        }
        Act::OpenAndReport { .. } => model.terms_of(1).report_deposit,
        Act::Pledge { trace, cover, .. } => terms(*trace).reserve(*cover),
        Act::PledgeForOffer { offer, cover, .. } => match model.find_offer(*offer) {
            Ok(found) => terms(found.trace).reserve(*cover),
            Err(_) => 0,
        },
        Act::Offer { premium, .. } => *premium,
        // A surety without free money is no use to anybody.
        Act::Grant { limit, .. } => (*limit).min(money(2_000u16)),
        Act::Report { trace, .. } | Act::Recourse { trace, .. } => terms(*trace).report_deposit,
        Act::Contest { fault, .. } => match model.find_fault(*fault) {
            Ok(found) => terms(found.trace).contest_deposit,
            Err(_) => 0,
        },
        Act::StepForward { max, .. } => *max,
        _ => 0,
    }
}

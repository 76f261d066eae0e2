//! The records about one trace, apart from its events.

use super::gather::merge;
use answerable_client::{
    history::{FaultHistory, History, Origin, Outcome, Promise, StepHistory, Turn},
    interface::IAnswerable,
    json, names, Amount,
};
use serde_json::{json, Value};

/// The trace, its steps, their pledges, its faults.
pub fn all(
    history: &History,
    mut put: impl FnMut(Value) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    put(trace(history))?;
    for step in &history.steps {
        put(of_step(history, step))?;
        for promise in &step.promises {
            put(pledge(history, step, promise))?;
        }
    }
    for it in &history.faults {
        put(fault(history, it))?;
    }
    Ok(())
}

/// What every record begins with.
fn record(of: &'static str, history: &History) -> Value {
    json!({
        "type": of,
        "trace": format!("{:?}", history.id),
        "block": history.block.number,
        "time": history.block.time_ms / 1_000,
    })
}

fn trace(history: &History) -> Value {
    let mut fields = json::returned::<IAnswerable::traceCall>(&history.trace);
    if let Some(fields) = fields.as_object_mut() {
        // Steps have records of their own.
        fields.remove("steps");
    }
    let sums = history.sums();
    let mut record = record("trace", history);
    merge(&mut record, fields);
    merge(
        &mut record,
        json!({
            "steps": history.steps.len(),
            "faults": history.faults.len(),
            "lost": units(sums.lost),
            "paidBySureties": units(sums.by_sureties),
            "paidByVolunteers": units(sums.by_volunteers),
            "unpaid": units(sums.unpaid),
            "recovered": units(sums.upstream),
            "penalties": units(sums.penalties),
        }),
    );
    record
}

fn of_step(history: &History, step: &StepHistory) -> Value {
    let mut record = record("step", history);
    merge(
        &mut record,
        json!({
            "step": step.number,
            "kind": step.step.kind,
            "kindName": names::kind_numbered(step.step.kind),
            "actor": const_hex::encode_prefixed(step.step.actor),
            "commitment": step.step.commitment.to_string(),
            "attested": step.step.attested,
            "fault": step.open_fault,
            "cover": units(step.cover),
        }),
    );
    record
}

fn pledge(history: &History, step: &StepHistory, promise: &Promise) -> Value {
    let (mandate, offer, batch) = match promise.origin {
        Origin::Own => (None, None, None),
        Origin::Mandate(mandate) => (Some(mandate), None, None),
        Origin::Offer(offer) => (None, Some(offer), None),
        Origin::Batch { batch, mandate } => (Some(mandate), None, Some(batch)),
    };
    let mut record = record("pledge", history);
    merge(
        &mut record,
        json!({
            "step": step.number,
            "layer": promise.layer,
            "surety": const_hex::encode_prefixed(promise.surety),
            "cover": units(promise.cover),
            "left": units(promise.left),
            "until": promise.until.0,
            "released": promise.released,
            "called": history.was_called(step.number, promise),
            "premium": units(promise.premium),
            "mandate": mandate,
            "offer": offer,
            "batch": batch,
        }),
    );
    record
}

fn fault(history: &History, fault: &FaultHistory) -> Value {
    let volunteers = fault.volunteers.iter().map(
        |it| json!({ "volunteer": const_hex::encode_prefixed(it.who), "amount": units(it.amount) }),
    );
    let mut record = record("fault", history);
    merge(
        &mut record,
        json!({
            "fault": fault.id,
            "step": fault.step,
            "recourse": fault.recourse,
            "reporter": const_hex::encode_prefixed(fault.reporter),
            "beneficiary": const_hex::encode_prefixed(fault.beneficiary),
            "evidence": fault.evidence.to_string(),
            "uri": fault.uri,
            "state": fault.state as u8,
            "stateName": names::state(fault.state),
            "reported": units(fault.reported),
            "loss": units(fault.loss),
            "paid": units(fault.paid),
            "unpaid": units(fault.unpaid),
            "orphaned": fault.orphaned.map(units),
            "reportDeposit": units(fault.deposit),
            "reportDepositTo": fault.deposit_to.map(const_hex::encode_prefixed),
            "reportedAt": fault.reported_at.0,
            "deadline": fault.deadline.map(|it| it.0),
            "closedAt": fault.closed_at.map(|it| it.0),
            "turns": fault.turns.iter().map(turn).collect::<Vec<_>>(),
            "volunteers": volunteers.collect::<Vec<_>>(),
        }),
    );
    record
}

fn turn(turn: &Turn) -> Value {
    let contest = turn.contest.as_ref().map(|it| {
        json!({
            "conceded": units(it.conceded),
            "deposit": units(it.deposit),
            "depositTo": it.deposit_to.map(const_hex::encode_prefixed),
            "defence": it.defence.to_string(),
        })
    });
    let slashed = match turn.outcome {
        Outcome::Slashed(share) => Some(share.0),
        _ => None,
    };
    json!({
        "surety": const_hex::encode_prefixed(turn.surety),
        "layer": turn.layer,
        "calledAt": turn.called_at.0,
        "deadline": turn.deadline.0,
        "outcome": outcome(turn.outcome),
        "slashedBps": slashed,
        "contest": contest,
        "paid": units(turn.paid),
        "penalty": units(turn.penalty),
        "penaltyToReporter": units(turn.to_reporter),
    })
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Called => "called",
        Outcome::Contested => "contested",
        Outcome::Defaulted => "defaulted",
        Outcome::OwnedUp => "ownedUp",
        Outcome::OwnedUpLate => "ownedUpLate",
        Outcome::Conceded => "conceded",
        Outcome::Lost => "lost",
        Outcome::Undecided => "undecided",
        Outcome::Defended => "defended",
        Outcome::Slashed(_) => "slashed",
        Outcome::PaidAfterDefault => "paidAfterDefault",
        Outcome::Pardoned => "pardoned",
        Outcome::Withdrawn => "withdrawn",
        Outcome::NothingDue => "nothingDue",
    }
}

fn units(amount: Amount) -> String {
    amount.units().to_string()
}

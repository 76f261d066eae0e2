use super::{holds, Broken, Move};
use crate::{unpack_steps, Act, TraceData};

/// Property 8: Nothing is decided by an argument left out: ids and step numbers start at 1, kind 0 is refused,
/// empty hashes are refused where they would mean something.
pub fn nothing_is_decided_by_what_was_left_out(it: Move) -> Result<(), Broken> {
    if it.result.is_err() {
        return Ok(());
    }
    let whole = |data: &TraceData| {
        let steps = unpack_steps(&data.steps);
        let steps_whole = steps
            .iter()
            .all(|step| step.kind > 0 && !step.actor.is_zero() && !step.commitment.is_zero());
        steps_whole && !data.requester.is_zero() && !data.input.is_zero() && !data.output.is_zero()
    };
    let good = match &it.event.act {
        Act::Record { data, terms } => *terms > 0 && whole(data),
        Act::RecordCovered { data, terms, cover } => {
            let numbered = cover.iter().all(|draw| draw.step > 0 && draw.mandate > 0);
            *terms > 0 && whole(data) && numbered && !cover.is_empty()
        }
        Act::Anchor {
            root,
            uri_hash,
            terms,
            ..
        } => *terms > 0 && !root.is_zero() && !uri_hash.is_zero(),
        Act::AnchorCovered {
            root,
            uri_hash,
            terms,
            cover,
            ..
        } => {
            let numbered = cover.iter().all(|draw| draw.mandate > 0) && !cover.is_empty();
            *terms > 0 && !root.is_zero() && !uri_hash.is_zero() && numbered
        }
        Act::Open { batch, data, .. } => *batch > 0 && whole(data),
        Act::OpenAndReport {
            batch,
            data,
            step,
            loss,
            evidence,
            ..
        } => *batch > 0 && whole(data) && *step > 0 && *loss > 0 && !evidence.is_zero(),
        Act::Attest { step, .. } | Act::Release { step, .. } => *step > 0,
        Act::Pledge { step, cover, .. } => *step > 0 && *cover > 0,
        Act::PledgeForOffer { offer, cover, .. } => *offer > 0 && *cover > 0,
        Act::Offer {
            step,
            cover,
            premium,
            ..
        } => *step > 0 && *cover > 0 && *premium > 0,
        Act::WithdrawOffer { offer } => *offer > 0,
        Act::Grant {
            actor,
            kinds,
            recorder,
            terms,
            per_trace,
            limit,
            ..
        } => {
            let named = !actor.is_zero() && !recorder.is_zero();
            named && *kinds > 0 && kinds & 1 == 0 && *terms > 0 && *per_trace > 0 && *limit > 0
        }
        Act::Revoke { mandate } => *mandate > 0,
        Act::ReleaseBatch { batch } => *batch > 0,
        Act::Report {
            step,
            loss,
            evidence,
            ..
        } => *step > 0 && *loss > 0 && !evidence.is_zero(),
        Act::Recourse { step, evidence, .. } => *step > 0 && !evidence.is_zero(),
        Act::Contest { fault, defence, .. } => *fault > 0 && !defence.is_zero(),
        Act::RuleUphold { fault, loss } => *fault > 0 && *loss > 0,
        Act::StepForward { fault, max } => *fault > 0 && *max > 0,
        Act::SetTreasury { treasury } => !treasury.is_zero(),
        Act::ProposeGovernance { proposed } => !proposed.is_zero(),
        Act::Withdraw { amount } => *amount > 0,
        Act::Deposit => it.event.value > 0,
        act => act.fault() != Some(0),
    };
    holds(good, || {
        format!("{:?} went through with something left out", it.event.act)
    })
}

//! What somebody may do about a fault now. The contract decides: each act is tried.

use super::{is_refusal, units};
use crate::serve::story::hash;
use crate::{
    attempt,
    interface::{
        amount,
        IAnswerable::{accountCall, faultCall, Account, Fault},
    },
    message, native,
    serve::{
        asked::{Asked, Named},
        failure::Failure,
        person::Who,
        Shared,
    },
    Act, Amount, Answerable, At, CallError, Chain,
};
use axum::{extract::State, Json};
use futures::future::try_join_all;
use serde::{Deserialize, Serialize};
use serde_json::{json, Map, Value};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// As whom the acts are tried.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct As {
    /// An address, an account as wallets spell it, or on a development chain a name.
    #[serde(rename = "as")]
    pub account: String,
}

/// An act, and whether it would be done.
#[derive(Serialize, ToSchema)]
pub struct ActTold {
    message: String,
    /// The arguments with which it was tried: the whole loss, nothing conceded, the highest penalty.
    arguments: Map<String, Value>,
    /// What was attached: what the account's free money lacks.
    attach: String,
    allowed: bool,
    /// Why not.
    sentence: Option<String>,
    reason: Option<String>,
}

/// The acts about a fault, each tried on the chain as somebody.
#[utoipa::path(
    get, path = "/api/faults/{id}/acts", tag = "acts",
    params(("id" = u64, Path, description = "The fault"), As),
    responses((status = 200, body = Vec<ActTold>), (status = 400, body = Failure), (status = 404, body = Failure), (status = 503, body = Failure)),
)]
pub async fn acts_of_fault(
    State(shared): State<Arc<Shared>>,
    Named(fault): Named<u64>,
    Asked(asked): Asked<As>,
) -> Result<Json<Vec<ActTold>>, Failure> {
    let rpc = shared.link.answering()?;
    let now = rpc.now().await?;
    let contract = Answerable::at(&now, shared.contract);
    let record = contract.view(&faultCall { fault }).await?;
    let who = Who::read(&shared, &now, &asked.account).await?;
    let owner = who.address.0.into();
    let account = contract.view(&accountCall { owner }).await?;
    let attempts = candidates(&now, fault, &record, &account)
        .into_iter()
        .map(|candidate| try_one(&shared, &now, who, candidate));
    Ok(Json(try_join_all(attempts).await?))
}

struct Candidate {
    message: &'static str,
    arguments: Value,
    attach: Amount,
}

/// Every act about a fault, with arguments that fit it.
fn candidates(now: &At<'_>, id: u64, fault: &Fault, account: &Account) -> Vec<Candidate> {
    let plain = |message| Candidate {
        message,
        arguments: json!({ "fault": id }),
        attach: Amount::ZERO,
    };
    let free = amount(account.free);
    let unpaid = amount(fault.loss.saturating_sub(fault.paid));
    // Whoever can pay the smallest part may step forward.
    let least = Amount::new(now.ratio().min(unpaid.units()));
    vec![
        plain("ownUp"),
        Candidate {
            message: "contest",
            arguments: json!({ "fault": id, "conceded": "0", "defence": hash(fault.filed.evidence) }),
            attach: amount(fault.terms.contestDeposit).less(free),
        },
        plain("withdrawReport"),
        plain("declareDefault"),
        Candidate {
            message: "stepForward",
            arguments: json!({ "fault": id, "max": units(least) }),
            attach: least.less(free),
        },
        plain("settle"),
        Candidate {
            message: "ruleUphold",
            arguments: json!({ "fault": id, "loss": fault.loss.to_string() }),
            attach: Amount::ZERO,
        },
        plain("ruleDismiss"),
        Candidate {
            message: "slash",
            arguments: json!({ "fault": id, "bps": fault.terms.maxDefaultPenaltyBps }),
            attach: Amount::ZERO,
        },
        plain("pardon"),
    ]
}

async fn try_one(
    shared: &Shared,
    now: &At<'_>,
    who: Who,
    candidate: Candidate,
) -> Result<ActTold, Failure> {
    let arguments = candidate.arguments.as_object().cloned().unwrap_or_default();
    let input = message::encode(candidate.message, &arguments);
    let input = input.map_err(|error| Failure::misunderstood(error.to_string()))?;
    let to = shared.contract;
    let act = Act::Call { to, input };
    let ratio = now.ratio();
    // The chain counts in larger steps than the contract.
    let steps = candidate.attach.units().div_ceil(ratio);
    let attach = Amount::new(steps.saturating_mul(ratio));
    let value = native(now, attach)?;
    let tried = attempt(now, &who.unsigned(), &act, value, CallError::of_answerable).await;
    let refused = match tried {
        Ok(_) => None,
        Err(error) if is_refusal(&error) => Some(Failure::from(error)),
        Err(error) => return Err(error.into()),
    };
    Ok(ActTold {
        message: candidate.message.into(),
        arguments,
        attach: units(attach),
        allowed: refused.is_none(),
        reason: refused.as_ref().and_then(|it| it.reason.clone()),
        sentence: refused.map(|it| it.error),
    })
}

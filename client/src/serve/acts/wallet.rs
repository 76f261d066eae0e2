//! Transactions for wallets to sign.

use super::read;
use crate::{
    attempt, native,
    serve::{
        asked::{Body, Nothing},
        failure::Failure,
        person::Who,
        tickets::Ticket,
        Shared,
    },
    Act, CallError, Chain, SignerPayload,
};
use axum::{extract::State, http::StatusCode, Json};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::sync::Arc;
use utoipa::ToSchema;

/// An act to be signed, or that contracts are to know the account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ToSign {
    pub message: Option<String>,
    #[serde(default)]
    pub arguments: Map<String, Value>,
    #[serde(default)]
    pub attach: Option<String>,
    /// Instead of a message: let contracts know the account.
    #[serde(default)]
    pub map: bool,
    pub from: String,
}

/// A transaction that waits for its signature.
#[derive(Serialize, ToSchema)]
pub struct Unsigned {
    /// Its name, for ten minutes.
    ticket: String,
    payload: SignerPayload,
}

/// A transaction for a wallet of the polkadot extension interface to sign.
#[utoipa::path(
    post, path = "/api/acts/payload", tag = "acts", request_body = ToSign,
    responses((status = 200, body = Unsigned), (status = 400, body = Failure), (status = 409, body = Failure), (status = 422, body = Failure), (status = 503, body = Failure)),
)]
pub async fn payload(
    State(shared): State<Arc<Shared>>,
    _none: Nothing,
    Body(asked): Body<ToSign>,
) -> Result<Json<Unsigned>, Failure> {
    let rpc = shared.link.answering()?;
    let call = match (&asked.message, asked.map) {
        (Some(message), false) => {
            let (input, attached) = read(message, &asked.arguments, &asked.attach)?;
            let now = rpc.now().await?;
            let who = Who::read(&shared, &now, &asked.from).await?;
            if !who.is_mapped(&now).await? {
                return Err(Failure::new(
                    StatusCode::CONFLICT,
                    "contracts do not know this account yet; have it sign { \"map\": true } first",
                ));
            }
            let to = shared.contract;
            let act = Act::Call { to, input };
            let value = native(&now, attached)?;
            let refused = CallError::of_answerable;
            let run = attempt(&now, &who.unsigned(), &act, value, refused).await?;
            now.codec().call_of(&act, value, run.limits())?
        }
        (None, true) => rpc.codec().mapping_call()?,
        _ => {
            return Err(Failure::misunderstood(
                "name a message to be signed, or give \"map\": true, and not both",
            ))
        }
    };
    let who = Who::read(&shared, &*rpc, &asked.from).await?;
    let account = who.account;
    let nonce = rpc.nonce_of(account).await?;
    let payload = rpc.codec().signer_payload(account, nonce, &call)?;
    let ticket = shared.tickets.keep(Ticket {
        account,
        nonce,
        call,
    });
    Ok(Json(Unsigned { ticket, payload }))
}

//! Doing what was signed.

use super::{read, sentences};
use crate::{
    answerable::perform,
    json, native,
    serve::{
        asked::{Body, Nothing},
        failure::Failure,
        person::Person,
        story::{units, AsOf},
        Shared,
    },
    trial::amount_of,
    Act, Chain, ChainError, Receipt, Rpc,
};
use axum::{extract::State, http::StatusCode, Json};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::{sync::Arc, time::Duration};
use utoipa::ToSchema;

/// Who did something looks at the lists next, and wants to see it there.
const INDEXING: Duration = Duration::from_secs(5);

/// A ticket with its signature, or on a development chain an act with a name.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ToSubmit {
    pub ticket: Option<String>,
    /// As the wallet gave it: a byte for its kind, and 64 or 65 bytes.
    pub signature: Option<String>,
    pub message: Option<String>,
    #[serde(default)]
    pub arguments: Map<String, Value>,
    #[serde(default)]
    pub attach: Option<String>,
    /// The name of a development account.
    pub dev: Option<String>,
}

/// What was done.
#[derive(Serialize, ToSchema)]
pub struct Done {
    block: AsOf,
    transaction: String,
    /// In the 18-decimal unit.
    fee: String,
    sentences: Vec<String>,
    /// The events, by the names of IAnswerable.sol.
    events: Vec<Value>,
}

/// Does what was signed, and waits until it is final.
#[utoipa::path(
    post, path = "/api/acts/submit", tag = "acts", request_body = ToSubmit,
    responses((status = 200, body = Done), (status = 400, body = Failure), (status = 404, body = Failure), (status = 422, body = Failure), (status = 503, body = Failure)),
)]
pub async fn submit(
    State(shared): State<Arc<Shared>>,
    _none: Nothing,
    Body(asked): Body<ToSubmit>,
) -> Result<Json<Done>, Failure> {
    let rpc = shared.link.answering()?;
    // It is done to its end, even where nobody waits for the answer any more.
    let task = {
        let shared = shared.clone();
        tokio::spawn(async move { submit_to(&shared, &rpc, asked).await })
    };
    let ended = task.await;
    let done = ended.map_err(|_| {
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        Failure::new(
            status,
            "something went wrong here; look whether it was done before you repeat it",
        )
    })??;
    shared.news.index_has(done.block.number, INDEXING).await;
    Ok(Json(done))
}

async fn submit_to(shared: &Shared, rpc: &Rpc, asked: ToSubmit) -> Result<Done, Failure> {
    let receipt = match &asked {
        ToSubmit {
            ticket: Some(ticket),
            signature: Some(signature),
            message: None,
            dev: None,
            ..
        } => by_wallet(shared, rpc, ticket, signature).await?,
        ToSubmit {
            ticket: None,
            signature: None,
            message: Some(message),
            dev: Some(name),
            ..
        } => {
            let (input, attached) = read(message, &asked.arguments, &asked.attach)?;
            let to = shared.contract;
            let act = Act::Call { to, input };
            let value = native(rpc, attached)?;
            let person = known(shared, name)?;
            perform(rpc, &person.signer, &act, value).await?
        }
        _ => return Err(Failure::misunderstood(
            "give a ticket with its signature, or a message with the name of a development account",
        )),
    };
    tell(shared, rpc, receipt)
}

fn known<'a>(shared: &'a Shared, name: &str) -> Result<&'a Person, Failure> {
    if shared.people.is_empty() {
        return Err(Failure::misunderstood(
            "dev: this is no development chain, and nothing is signed here; sign with a wallet",
        ));
    }
    shared.person(name).ok_or_else(|| {
        Failure::misunderstood(format!(
            "dev: {name:?} is no development account; /api/dev/accounts lists them"
        ))
    })
}

async fn by_wallet(
    shared: &Shared,
    rpc: &Rpc,
    name: &str,
    signature: &str,
) -> Result<Receipt, Failure> {
    let ticket = shared.tickets.find(name).ok_or_else(|| {
        Failure::not_found(
            "this ticket is not known, or was kept too long; ask for a new one and sign that",
        )
    })?;
    let digits = signature.strip_prefix("0x").unwrap_or_default();
    let signature = const_hex::decode(digits).ok().filter(|it| !it.is_empty());
    let signature = signature.ok_or_else(|| {
        Failure::misunderstood("signature: give 0x and hexadecimal digits, as the wallet did")
    })?;
    let codec = rpc.codec();
    let transaction = codec.assemble(ticket.account, ticket.nonce, &ticket.call, &signature)?;
    let sign = |nonce| {
        match nonce == ticket.nonce {
        true => Ok(transaction.clone()),
        false => Err(ChainError::Rejected {
            reason: "another transaction of this account came before it, so the signature is for a turn that is over; ask for a new payload and sign that".into(),
        }),
    }
    };
    let included = rpc.include(ticket.account, sign).await?;
    shared.tickets.forget(name);
    Ok(codec.receipt(included)?)
}

fn tell(shared: &Shared, rpc: &Rpc, receipt: Receipt) -> Result<Done, Failure> {
    let own = |log: &&crate::Log| log.contract == shared.contract;
    let events = receipt.logs.iter().filter(own).map(json::event);
    Ok(Done {
        block: receipt.block.into(),
        transaction: format!("{:?}", receipt.extrinsic_hash),
        fee: units(amount_of(rpc, receipt.fee)),
        events: events.collect(),
        sentences: sentences(receipt.logs, shared.contract)?,
    })
}

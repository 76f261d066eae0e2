//! Acts: said in advance in words and numbers, signed by a wallet or a development account, and done.

pub mod fault;
pub mod submit;
pub mod wallet;

use super::{
    asked::{Body, Nothing},
    failure::Failure,
    person::Who,
    story::units,
    Shared,
};
use crate::{
    events, message,
    sentences::sentence,
    trial::{amount_of, Cost, Deposit, Trial},
    Act, Amount, CallError, Chain, ChainError, Log, H160,
};
use axum::{extract::State, Json};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::sync::Arc;
use utoipa::ToSchema;

/// An act, and by whom.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Intended {
    /// A message of IAnswerable.sol.
    pub message: String,
    /// Its arguments by their names. Amounts are strings of digits in the 18-decimal unit.
    #[serde(default)]
    pub arguments: Map<String, Value>,
    /// What is brought along, in the 18-decimal unit.
    #[serde(default)]
    pub attach: Option<String>,
    /// An address, an account as wallets spell it, or on a development chain a name.
    pub from: String,
}

/// What an act would do and cost.
#[derive(Serialize, ToSchema)]
pub struct Preview {
    /// The contract, for wallets that send by themselves.
    to: String,
    /// The call's data, for them.
    data: String,
    /// What is attached, for them.
    value: String,
    /// What would happen, where nothing is refused and the runtime can tell.
    sentences: Vec<String>,
    /// What it would cost, where nothing is refused.
    cost: Option<CostTold>,
    refused: Option<RefusalTold>,
    /// Whether contracts know the account. If not, it has to sign `{ "map": true }` first.
    mapped: bool,
}

/// In the 18-decimal unit.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CostTold {
    /// The most that it can be.
    fee: String,
    /// What is held while the contract stores something.
    deposit: String,
    /// What is given back because the contract stores less.
    deposit_back: String,
    attached: String,
}

/// Why something would not be done.
#[derive(Serialize, ToSchema)]
pub struct RefusalTold {
    /// The contract's name for it, where it is the contract that refuses.
    reason: Option<String>,
    sentence: String,
    details: Option<Value>,
}

impl From<Failure> for RefusalTold {
    fn from(failure: Failure) -> Self {
        Self {
            reason: failure.reason,
            sentence: failure.error,
            details: failure.details,
        }
    }
}

/// What an act would do and cost, in words and numbers. Nothing is submitted.
#[utoipa::path(
    post, path = "/api/acts/preview", tag = "acts", request_body = Intended,
    responses((status = 200, body = Preview), (status = 400, body = Failure), (status = 503, body = Failure)),
)]
pub async fn preview(
    State(shared): State<Arc<Shared>>,
    _none: Nothing,
    Body(intended): Body<Intended>,
) -> Result<Json<Preview>, Failure> {
    let (input, attached) = read(&intended.message, &intended.arguments, &intended.attach)?;
    let rpc = shared.link.answering()?;
    let now = rpc.now().await?;
    let who = Who::read(&shared, &now, &intended.from).await?;
    let act = Act::Call {
        to: shared.contract,
        input: input.clone(),
    };
    let tried = Trial::of(
        &now,
        &who.unsigned(),
        &act,
        attached,
        CallError::of_answerable,
    )
    .await;
    let (sentences, cost, refused) = match tried {
        Ok(Trial { logs, cost }) => (sentences(logs, shared.contract)?, Some(told(&cost)), None),
        Err(error) if is_refusal(&error) => (Vec::new(), None, Some(Failure::from(error).into())),
        Err(error) => return Err(error.into()),
    };
    Ok(Json(Preview {
        to: format!("{:?}", shared.contract),
        data: const_hex::encode_prefixed(&input),
        value: units(attached),
        sentences,
        cost,
        refused,
        mapped: who.is_mapped(&now).await?,
    }))
}

/// The call's data and what goes along.
fn read(
    message: &str,
    arguments: &Map<String, Value>,
    attach: &Option<String>,
) -> Result<(Vec<u8>, Amount), Failure> {
    let input = message::encode(message, arguments);
    let input = input.map_err(|error| Failure::misunderstood(error.to_string()))?;
    let digits = attach.as_deref().unwrap_or("0");
    let only_digits = digits.bytes().all(|it| it.is_ascii_digit());
    let attached = digits.parse().ok().filter(|_| only_digits).ok_or_else(|| {
        Failure::misunderstood(format!(
            "attach: {digits:?} is not understood; give the digits of a whole number, in the chain's 18-decimal unit"
        ))
    })?;
    Ok((input, Amount::new(attached)))
}

/// Whether it is the act that cannot be done, and not the question that cannot be answered.
fn is_refusal(error: &CallError) -> bool {
    match error {
        CallError::Refused(_) => true,
        CallError::Chain(error) => matches!(
            error,
            ChainError::Failed { .. }
                | ChainError::Reverted { .. }
                | ChainError::InsufficientFunds(_)
                | ChainError::DepositLimit { .. }
        ),
        _ => false,
    }
}

/// What the instance told of, in sentences.
fn sentences(logs: Vec<Log>, contract: H160) -> Result<Vec<String>, Failure> {
    let told = events::read_all(logs, contract)?;
    Ok(told.iter().map(|told| sentence(&told.event)).collect())
}

fn told(cost: &Cost) -> CostTold {
    let (held, back) = match cost.deposit {
        Some(Deposit::Held(amount)) => (amount, Amount::ZERO),
        Some(Deposit::Back(amount)) => (Amount::ZERO, amount),
        None => (Amount::ZERO, Amount::ZERO),
    };
    CostTold {
        fee: units(cost.fee),
        deposit: units(held),
        deposit_back: units(back),
        attached: units(cost.attached),
    }
}

/// An account whose secret everybody knows.
#[derive(Serialize, ToSchema)]
pub struct DevAccount {
    name: String,
    address: String,
    /// As wallets spell it.
    account: String,
    /// What it has outside of the contract, in the 18-decimal unit.
    balance: String,
}

/// The accounts that may act without a wallet, on a development chain only.
#[utoipa::path(
    get, path = "/api/dev/accounts", tag = "acts",
    responses((status = 200, body = Vec<DevAccount>), (status = 404, body = Failure, description = "This is no development chain")),
)]
pub async fn dev_accounts(
    State(shared): State<Arc<Shared>>,
    _none: Nothing,
) -> Result<Json<Vec<DevAccount>>, Failure> {
    let rpc = shared.link.answering()?;
    let now = rpc.now().await?;
    let mut listed = Vec::new();
    for person in &shared.people {
        let account = person.signer.account();
        let balance = now.balance(account).await?;
        if person.of_demo && balance == 0 {
            continue;
        }
        listed.push(DevAccount {
            name: person.name.into(),
            address: format!("{:?}", person.signer.address()),
            account: crate::account_text(account),
            balance: units(amount_of(&now, balance)),
        });
    }
    Ok(Json(listed))
}

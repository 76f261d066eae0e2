//! What is read off the chain at the moment when it is asked for.

use super::{
    asked::{Named, NamedWithin, Nothing},
    failure::Failure,
    history::read as read_history,
    records::{OfferedView, TermsView},
    story::{units, AsOf, FaultStory, Story},
    view::View,
    Shared,
};
use crate::{
    index::{FaultRow, Hash, OfferFilter},
    interface::{
        amount,
        IAnswerable::{
            coverOfCall, faultCall, offeredCall, stepCall, termsCall, traceCall, whoAnswersCall,
        },
    },
    picture, Answerable, Block, CallError, H256,
};
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    Json,
};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

// Under these names the document has them.
type FaultView = View<faultCall>;
type StepView = View<stepCall>;
type WhoAnswersView = View<whoAnswersCall>;

/// A trace with its story, as of a block.
#[derive(Serialize, ToSchema)]
pub struct TraceNow {
    block: AsOf,
    history: Story,
    /// The offers for its steps that the index knows as open, each as the contract says now.
    offers: Vec<OfferTold>,
}

/// An offer for a step.
#[derive(Serialize, ToSchema)]
pub struct OfferTold {
    id: u64,
    offer: OfferedView,
}

/// A trace: its steps, who answers for each, its faults and what became of them.
#[utoipa::path(
    get, path = "/api/traces/{id}", tag = "chain",
    params(("id" = String, Path, description = "The trace")),
    responses((status = 200, body = TraceNow), (status = 404, body = Failure), (status = 503, body = Failure)),
)]
pub async fn trace(
    State(shared): State<Arc<Shared>>,
    Named(trace): Named<Hash>,
    _none: Nothing,
) -> Result<Json<TraceNow>, Failure> {
    let history = read_history(&shared, trace.0).await?;
    Ok(Json(TraceNow {
        block: history.block.into(),
        offers: offers_of(&shared, trace, history.block).await?,
        history: Story::from(&history),
    }))
}

async fn offers_of(shared: &Shared, trace: Hash, block: Block) -> Result<Vec<OfferTold>, Failure> {
    let filter = OfferFilter {
        trace: Some(trace),
        open: Some(true),
        ..OfferFilter::default()
    };
    let listed = shared.index.offers(&filter).await?;
    let rpc = shared.link.answering()?;
    let now = rpc.at(block);
    let contract = Answerable::at(&now, shared.contract);
    let mut offers = Vec::new();
    for row in listed.items {
        let offer = match contract.view(&offeredCall { offer: row.id }).await {
            Ok(offer) => View(offer),
            // It was withdrawn since.
            Err(CallError::Refused(_)) => continue,
            Err(error) => return Err(error.into()),
        };
        offers.push(OfferTold { id: row.id, offer });
    }
    Ok(offers)
}

/// The same as a drawing.
#[utoipa::path(
    get, path = "/api/traces/{id}/picture.svg", tag = "chain",
    params(("id" = String, Path, description = "The trace")),
    responses((status = 200, content_type = "image/svg+xml", body = String), (status = 404, body = Failure)),
)]
pub async fn trace_picture(
    State(shared): State<Arc<Shared>>,
    Named(trace): Named<Hash>,
    _none: Nothing,
) -> Result<Response, Failure> {
    let mut history = read_history(&shared, trace.0).await?;
    for person in &shared.people {
        let name = person.name.to_owned();
        history.names.insert(person.signer.address(), name);
    }
    let headers = [
        (header::CONTENT_TYPE, "image/svg+xml"),
        // A drawing brings its own styles, and nothing else.
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'",
        ),
    ];
    Ok((headers, picture::svg(&history)).into_response())
}

/// A fault, as of a block.
#[derive(Serialize, ToSchema)]
pub struct FaultNow {
    block: AsOf,
    fault: FaultView,
    /// What became of it so far.
    history: Option<FaultStory>,
    /// As the index has it.
    row: Option<FaultRow>,
}

/// A fault: where it stands, and how it came there.
#[utoipa::path(
    get, path = "/api/faults/{id}", tag = "chain",
    params(("id" = u64, Path, description = "The fault")),
    responses((status = 200, body = FaultNow), (status = 404, body = Failure), (status = 503, body = Failure)),
)]
pub async fn fault(
    State(shared): State<Arc<Shared>>,
    Named(fault): Named<u64>,
    _none: Nothing,
) -> Result<Json<FaultNow>, Failure> {
    let rpc = shared.link.answering()?;
    let now = rpc.now().await?;
    let contract = Answerable::at(&now, shared.contract);
    let filed = contract.view(&faultCall { fault }).await?.filed;
    let history = read_history(&shared, H256(filed.trace.0)).await?;
    // All of it is as of one block.
    let now = rpc.at(history.block);
    let contract = Answerable::at(&now, shared.contract);
    let record = contract.view(&faultCall { fault }).await?;
    let mut faults = Story::from(&history).faults.into_iter();
    Ok(Json(FaultNow {
        block: now.as_of().into(),
        fault: View(record),
        history: faults.find(|it| it.id == fault),
        row: shared.index.fault(fault).await?,
    }))
}

/// A step, as of a block.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StepNow {
    block: AsOf,
    record: StepView,
    /// Who would be called, in this order.
    layers: WhoAnswersView,
    /// What another contract may build on now.
    cover: String,
    terms: TermsView,
    /// Until when the requester may report.
    requester_until: u64,
    recorder: String,
    requester: String,
}

/// A step of a trace, with its pledges and the terms that it is judged by.
#[utoipa::path(
    get, path = "/api/steps/{trace}/{step}", tag = "chain",
    params(("trace" = String, Path, description = "The trace"), ("step" = u8, Path, description = "The step, from 1")),
    responses((status = 200, body = StepNow), (status = 404, body = Failure), (status = 503, body = Failure)),
)]
pub async fn step(
    State(shared): State<Arc<Shared>>,
    NamedWithin(trace, step): NamedWithin<Hash, u8>,
    _none: Nothing,
) -> Result<Json<StepNow>, Failure> {
    let rpc = shared.link.answering()?;
    let now = rpc.now().await?;
    let contract = Answerable::at(&now, shared.contract);
    let trace = trace.0 .0.into();
    let record = contract.view(&stepCall { trace, step }).await?;
    let found = contract.view(&traceCall { trace }).await?;
    let cover = contract.view(&coverOfCall { trace }).await?;
    let place = usize::from(step).saturating_sub(1);
    let terms = termsCall { terms: found.terms };
    Ok(Json(StepNow {
        block: now.as_of().into(),
        record: View(record),
        layers: View(contract.view(&whoAnswersCall { trace, step }).await?),
        cover: units(cover.get(place).copied().map(amount).unwrap_or_default()),
        terms: View(contract.view(&terms).await?),
        requester_until: found.requesterUntil,
        recorder: super::story::who(found.recorder),
        requester: super::story::who(found.requester),
    }))
}

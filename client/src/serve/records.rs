//! Records of the contract, each as it is at the moment.

use super::{
    asked::{Named, Nothing},
    failure::Failure,
    story::AsOf,
    view::View,
    Shared,
};
use crate::{
    interface::IAnswerable::{
        batchCall, mandateCall, offeredCall, officeCall, termsCall, totalsCall,
    },
    Answerable,
};
use alloy_sol_types::SolCall;
use axum::{extract::State, Json};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

// Under these names the document has them.
type BatchView = View<batchCall>;
type MandateView = View<mandateCall>;
pub type OfferedView = View<offeredCall>;
type OfficeView = View<officeCall>;
pub type TermsView = View<termsCall>;
type TotalsView = View<totalsCall>;

/// Governance, the sums over everything, and the terms in force, as of a block.
#[derive(Serialize, ToSchema)]
pub struct OfficeNow {
    block: AsOf,
    office: OfficeView,
    totals: TotalsView,
    terms: TermsView,
}

/// Governance, the sums over everything, and the terms in force.
#[utoipa::path(
    get, path = "/api/office", tag = "chain",
    responses((status = 200, body = OfficeNow), (status = 503, body = Failure)),
)]
pub async fn office(
    State(shared): State<Arc<Shared>>,
    _none: Nothing,
) -> Result<Json<OfficeNow>, Failure> {
    let rpc = shared.link.answering()?;
    let now = rpc.now().await?;
    let contract = Answerable::at(&now, shared.contract);
    let office = contract.view(&officeCall {}).await?;
    let terms = termsCall {
        terms: office.terms,
    };
    Ok(Json(OfficeNow {
        block: now.as_of().into(),
        office: View(office),
        totals: View(contract.view(&totalsCall {}).await?),
        terms: View(contract.view(&terms).await?),
    }))
}

pub async fn look<M: SolCall + Sync>(
    shared: &Shared,
    view: &M,
) -> Result<(AsOf, View<M>), Failure> {
    let rpc = shared.link.answering()?;
    let now = rpc.now().await?;
    let contract = Answerable::at(&now, shared.contract);
    let record = contract.view(view).await?;
    Ok((now.as_of().into(), View(record)))
}

/// An offer, as of a block.
#[derive(Serialize, ToSchema)]
pub struct OfferNow {
    block: AsOf,
    offer: OfferedView,
}

/// An offer, and what of it nobody has taken.
#[utoipa::path(
    get, path = "/api/offers/{id}", tag = "chain",
    params(("id" = u64, Path, description = "The offer")),
    responses((status = 200, body = OfferNow), (status = 404, body = Failure), (status = 503, body = Failure)),
)]
pub async fn offer(
    State(shared): State<Arc<Shared>>,
    Named(offer): Named<u64>,
    _none: Nothing,
) -> Result<Json<OfferNow>, Failure> {
    let (block, offer) = look(&shared, &offeredCall { offer }).await?;
    Ok(Json(OfferNow { block, offer }))
}

/// A mandate, as of a block.
#[derive(Serialize, ToSchema)]
pub struct MandateNow {
    block: AsOf,
    mandate: MandateView,
}

/// A mandate, and how much is drawn on it.
#[utoipa::path(
    get, path = "/api/mandates/{id}", tag = "chain",
    params(("id" = u64, Path, description = "The mandate")),
    responses((status = 200, body = MandateNow), (status = 404, body = Failure), (status = 503, body = Failure)),
)]
pub async fn mandate(
    State(shared): State<Arc<Shared>>,
    Named(mandate): Named<u64>,
    _none: Nothing,
) -> Result<Json<MandateNow>, Failure> {
    let (block, mandate) = look(&shared, &mandateCall { mandate }).await?;
    Ok(Json(MandateNow { block, mandate }))
}

/// A batch, as of a block.
#[derive(Serialize, ToSchema)]
pub struct BatchNow {
    block: AsOf,
    batch: BatchView,
}

/// A batch, and who answers in its traces.
#[utoipa::path(
    get, path = "/api/batches/{id}", tag = "chain",
    params(("id" = u64, Path, description = "The batch")),
    responses((status = 200, body = BatchNow), (status = 404, body = Failure), (status = 503, body = Failure)),
)]
pub async fn batch(
    State(shared): State<Arc<Shared>>,
    Named(batch): Named<u64>,
    _none: Nothing,
) -> Result<Json<BatchNow>, Failure> {
    let (block, batch) = look(&shared, &batchCall { batch }).await?;
    Ok(Json(BatchNow { block, batch }))
}

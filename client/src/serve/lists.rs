//! What the index says.

use super::{
    asked::{Asked, Named, Nothing},
    failure::Failure,
    records::look,
    status,
    story::AsOf,
    view::View,
    Shared,
};
use crate::{
    index::{
        AccountRow, Address, BatchFilter, BatchPledgeFilter, BatchPledgeRow, BatchRow,
        CalendarFilter, CalendarRow, EventFilter, EventRow, FaultFilter, FaultRow, FoundRow,
        Income, List, MandateFilter, MandateRow, OfferFilter, OfferRow, OpenFilter, OpenRow,
        Overview, PledgeFilter, PledgeRow, Series, SeriesFilter, TraceFilter, TraceRow,
    },
    interface::IAnswerable::accountCall,
};
use axum::{extract::State, Json};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

/// An answer, or why there is none.
type Answer<T> = Result<Json<T>, Failure>;

/// A list: its address, what it is asked for, and what it answers.
macro_rules! lists {
    ($($(#[$meta:meta])* $name:ident $path:literal ($filter:ty) -> $answer:ty = $read:ident;)*) => {
        $(
            $(#[$meta])*
            #[utoipa::path(
                get, path = $path, tag = "index", params($filter),
                responses((status = 200, body = $answer), (status = 400, body = Failure)),
            )]
            pub async fn $name(
                State(shared): State<Arc<Shared>>,
                Asked(filter): Asked<$filter>,
            ) -> Answer<$answer> {
                Ok(Json(shared.index.$read(&filter).await?))
            }
        )*
    };
}

lists! {
    /// How an instance came to what it is, in at most 200 points.
    series "/api/series" (SeriesFilter) -> Series = series;
    /// Traces, the newest first.
    traces "/api/traces" (TraceFilter) -> List<TraceRow> = traces;
    /// Steps that nobody answers for and that can still be pledged for: the richest offer first, then the soonest end.
    open_steps "/api/open" (OpenFilter) -> List<OpenRow> = open_steps;
    /// Offers, the newest first.
    offers "/api/offers" (OfferFilter) -> List<OfferRow> = offers;
    /// Mandates, the newest first.
    mandates "/api/mandates" (MandateFilter) -> List<MandateRow> = mandates;
    /// Batches, the newest first.
    batches "/api/batches" (BatchFilter) -> List<BatchRow> = batches;
    /// Pledges for steps, those of the newest trace first.
    pledges "/api/pledges" (PledgeFilter) -> List<PledgeRow> = pledges;
    /// Pledges for batches, those of the newest batch first.
    batch_pledges "/api/batch-pledges" (BatchPledgeFilter) -> List<BatchPledgeRow> = batch_pledges;
    /// Faults, the newest or the most urgent first.
    faults "/api/faults" (FaultFilter) -> List<FaultRow> = faults;
    /// Events, the newest first.
    events "/api/events" (EventFilter) -> List<EventRow> = events;
}

/// What an instance comes to.
#[utoipa::path(
    get, path = "/api/overview", tag = "index",
    responses((status = 200, body = Overview)),
)]
pub async fn overview(State(shared): State<Arc<Shared>>, _none: Nothing) -> Answer<Overview> {
    Ok(Json(shared.index.overview().await?))
}

type AccountView = View<accountCall>;

/// What an account did as a surety, and what it has in the contract.
#[derive(Serialize, ToSchema)]
pub struct AccountNow {
    #[serde(flatten)]
    row: AccountRow,
    /// As the contract says.
    live: AccountView,
    /// As of this block.
    block: AsOf,
}

/// What an account did as a surety by the index, and what it has by the contract.
#[utoipa::path(
    get, path = "/api/accounts/{address}", tag = "chain",
    params(("address" = String, Path, description = "The account")),
    responses((status = 200, body = AccountNow), (status = 400, body = Failure), (status = 503, body = Failure)),
)]
pub async fn account(
    State(shared): State<Arc<Shared>>,
    Named(address): Named<Address>,
    _none: Nothing,
) -> Answer<AccountNow> {
    let owner = address.0 .0.into();
    let (block, live) = look(&shared, &accountCall { owner }).await?;
    let row = shared.index.account(address).await?;
    Ok(Json(AccountNow { row, live, block }))
}

/// What an account has to do by when, and which of its promises are over when, the soonest first.
#[utoipa::path(
    get, path = "/api/accounts/{address}/calendar", tag = "index",
    params(("address" = String, Path, description = "The account"), CalendarFilter),
    responses((status = 200, body = List<CalendarRow>), (status = 400, body = Failure)),
)]
pub async fn calendar(
    State(shared): State<Arc<Shared>>,
    Named(address): Named<Address>,
    Asked(filter): Asked<CalendarFilter>,
) -> Answer<List<CalendarRow>> {
    Ok(Json(shared.index.calendar(address, &filter).await?))
}

/// What an account earned and paid over time.
#[utoipa::path(
    get, path = "/api/accounts/{address}/income", tag = "index",
    params(("address" = String, Path, description = "The account"), SeriesFilter),
    responses((status = 200, body = Income), (status = 400, body = Failure)),
)]
pub async fn income(
    State(shared): State<Arc<Shared>>,
    Named(address): Named<Address>,
    Asked(filter): Asked<SeriesFilter>,
) -> Answer<Income> {
    Ok(Json(shared.index.income(address, &filter).await?))
}

/// What is looked for.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Sought {
    /// A number, an address, a hash, or the beginning of a trace's id.
    pub q: String,
}

/// Everything that a text can name.
#[utoipa::path(
    get, path = "/api/search", tag = "index", params(Sought),
    responses((status = 200, body = Vec<FoundRow>), (status = 400, body = Failure)),
)]
pub async fn search(
    State(shared): State<Arc<Shared>>,
    Asked(sought): Asked<Sought>,
) -> Answer<Vec<FoundRow>> {
    Ok(Json(shared.index.search(&sought.q).await?))
}

/// All of them.
pub fn routed(router: OpenApiRouter<Arc<Shared>>) -> OpenApiRouter<Arc<Shared>> {
    router
        .routes(routes!(status::status))
        .routes(routes!(overview))
        .routes(routes!(series))
        .routes(routes!(traces))
        .routes(routes!(open_steps))
        .routes(routes!(offers))
        .routes(routes!(mandates))
        .routes(routes!(batches))
        .routes(routes!(pledges))
        .routes(routes!(batch_pledges))
        .routes(routes!(faults))
        .routes(routes!(account))
        .routes(routes!(calendar))
        .routes(routes!(income))
        .routes(routes!(events))
        .routes(routes!(search))
}

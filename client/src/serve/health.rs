//! For those who watch over the program.

use super::{failure::Failure, Shared};
use axum::{
    extract::State,
    http::{header, StatusCode},
    response::{IntoResponse, Response},
    Json,
};
use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// That all is well.
#[derive(Serialize, ToSchema)]
pub struct Health {
    status: String,
    /// The block that the index reads next.
    next: u64,
    /// Final blocks that are not in the index yet.
    behind: u64,
}

/// Whether the index follows the chain.
#[utoipa::path(
    get, path = "/health", tag = "program",
    responses((status = 200, body = Health), (status = 503, body = Failure)),
)]
pub async fn health(State(shared): State<Arc<Shared>>) -> Result<Json<Health>, Failure> {
    let standing = shared.news.standing();
    if let Some(trouble) = standing.trouble() {
        let error = format!("the index does not follow the chain now: {trouble}");
        return Err(Failure::new(StatusCode::SERVICE_UNAVAILABLE, error));
    }
    Ok(Json(Health {
        status: "following".into(),
        next: standing.next,
        behind: standing.behind(),
    }))
}

/// What is counted, for Prometheus.
#[utoipa::path(
    get, path = "/metrics", tag = "program",
    responses((status = 200, content_type = "text/plain", body = String)),
)]
pub async fn metrics(State(shared): State<Arc<Shared>>) -> Response {
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], shared.metrics.text()).into_response()
}

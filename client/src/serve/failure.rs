//! What is answered where something cannot be answered as it was asked.

use crate::{index::IndexError, json, CallError, ChainError, Reason};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
    Json,
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// Why there is no answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Failure {
    #[serde(skip)]
    pub status: StatusCode,
    /// A sentence with the next step.
    pub error: String,
    /// The contract's name for its refusal, where it was the contract that refused.
    pub reason: Option<String>,
    /// What the refusal carries, by the names of IAnswerable.sol.
    pub details: Option<Value>,
}

impl Failure {
    pub fn new(status: StatusCode, error: impl Into<String>) -> Self {
        Self {
            status,
            error: error.into(),
            reason: None,
            details: None,
        }
    }

    /// Something that was asked is not understood.
    pub fn misunderstood(error: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, error)
    }

    pub fn not_found(error: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, error)
    }

    /// The node is away.
    pub fn away(error: impl Into<String>) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, error)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        (self.status, Json(self)).into_response()
    }
}

impl From<Reason> for Failure {
    fn from(reason: Reason) -> Self {
        let status = match reason {
            Reason::UnknownTrace { .. }
            | Reason::UnknownStep { .. }
            | Reason::UnknownBatch { .. }
            | Reason::UnknownMandate { .. }
            | Reason::UnknownOffer { .. }
            | Reason::UnknownFault { .. }
            | Reason::UnknownTerms { .. } => StatusCode::NOT_FOUND,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let (name, details) = json::refusal(&reason);
        Self {
            status,
            error: crate::explain(&reason),
            reason: Some(name),
            details: Some(details),
        }
    }
}

impl From<CallError> for Failure {
    fn from(error: CallError) -> Self {
        let said = error.to_string();
        match error {
            CallError::Refused(reason) => reason.into(),
            CallError::Chain(error) => error.into(),
            CallError::NotWhole { .. } => Self::misunderstood(format!("attach: {said}")),
            CallError::Council(_) => Self::new(StatusCode::UNPROCESSABLE_ENTITY, said),
            CallError::NotAnswerable { .. } => Self::new(StatusCode::BAD_GATEWAY, said),
        }
    }
}

impl From<IndexError> for Failure {
    fn from(error: IndexError) -> Self {
        match error {
            IndexError::Chain(error) => error.into(),
            IndexError::Call(error) => error.into(),
            IndexError::NoSuchPage { .. } => {
                Self::misunderstood(format!("the query is not understood: after: {error}"))
            }
            error => Self::new(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()),
        }
    }
}

impl From<ChainError> for Failure {
    fn from(error: ChainError) -> Self {
        let status = match &error {
            ChainError::Unreachable { .. } | ChainError::ConnectionLost { .. } => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            ChainError::NotIncluded { .. } => StatusCode::GATEWAY_TIMEOUT,
            ChainError::Refused { .. }
            | ChainError::Forgotten { .. }
            | ChainError::NotRevive { .. }
            | ChainError::Undecodable { .. } => StatusCode::BAD_GATEWAY,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let mut failure = Self::new(status, error.to_string());
        if let ChainError::InsufficientFunds(shortage) = error {
            failure.reason = Some("InsufficientFunds".into());
            failure.details = Some(serde_json::json!({
                "account": format!("{:?}", shortage.account),
                "has": shortage.has.units().to_string(),
                "needs": shortage.needs().units().to_string(),
                "missing": shortage.missing().units().to_string(),
            }));
        }
        failure
    }
}

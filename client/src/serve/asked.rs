//! Reading what was asked. Whatever is not understood is answered with a sentence that names it.

mod query;

use super::failure::Failure;
use axum::{
    extract::{rejection::JsonRejection, FromRequest, FromRequestParts, Path, Request},
    http::{request::Parts, StatusCode},
    Json,
};
use serde::{de::DeserializeOwned, Deserialize};
use std::{fmt::Display, str::FromStr};

/// The query of an address.
pub struct Asked<T>(pub T);

/// Where nothing can be asked besides.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        read_query(parts).map(Self)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Nothing {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        read_query(parts)
    }
}

fn read_query<T: DeserializeOwned>(parts: &Parts) -> Result<T, Failure> {
    query::read(parts.uri.query().unwrap_or_default())
        .map_err(|error| Failure::misunderstood(format!("the query is not understood: {error}")))
}

/// The one thing that an address names.
pub struct Named<T>(pub T);

impl<T, S> FromRequestParts<S> for Named<T>
where
    T: FromStr,
    T::Err: Display,
    S: Send + Sync,
{
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let text = Path::<String>::from_request_parts(parts, state).await;
        let Path(text) = text.map_err(|error| Failure::misunderstood(error.body_text()))?;
        read_named(&text).map(Self)
    }
}

/// The two things that an address names, one within the other.
pub struct NamedWithin<A, B>(pub A, pub B);

impl<A, B, S> FromRequestParts<S> for NamedWithin<A, B>
where
    A: FromStr,
    A::Err: Display,
    B: FromStr,
    B::Err: Display,
    S: Send + Sync,
{
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let texts = Path::<(String, String)>::from_request_parts(parts, state).await;
        let Path((outer, inner)) =
            texts.map_err(|error| Failure::misunderstood(error.body_text()))?;
        Ok(Self(read_named(&outer)?, read_named(&inner)?))
    }
}

fn read_named<T: FromStr<Err: Display>>(text: &str) -> Result<T, Failure> {
    text.parse()
        .map_err(|error: T::Err| Failure::misunderstood(format!("{text:?} names nothing: {error}")))
}

/// The JSON that came along.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        match Json::<T>::from_request(request, state).await {
            Ok(Json(body)) => Ok(Self(body)),
            Err(JsonRejection::MissingJsonContentType(_)) => Err(Failure::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "only JSON is understood here; send it with content-type: application/json",
            )),
            Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(Failure::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "that is more than any act takes; send less",
            )),
            Err(error) => Err(Failure::misunderstood(format!(
                "the JSON is not understood: {}",
                error.body_text()
            ))),
        }
    }
}

//! One connection to a node that is made again when it breaks.

use crate::ChainError;
use jsonrpsee::{
    core::{
        client::{ClientT, Error},
        params::ArrayParams,
    },
    types::ErrorObjectOwned,
    ws_client::{WsClient, WsClientBuilder},
};
use serde::de::DeserializeOwned;
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// How long a node may be away before we give up on it.
const PATIENCE: Duration = Duration::from_secs(8);
const PAUSE: Duration = Duration::from_millis(100);
/// Contract code travels as hexadecimal text.
const LARGEST_MESSAGE: u32 = 32 << 20;

pub struct Connection {
    url: String,
    client: Mutex<Option<Arc<WsClient>>>,
}

/// Why a request came back without its answer.
pub enum RequestError {
    /// The node said no.
    Refused {
        refusal: ErrorObjectOwned,
        /// An earlier attempt may have got through before the connection broke.
        repeated: bool,
    },
    /// Something else went wrong, and no repetition will mend it now.
    Broken(ChainError),
}

impl From<RequestError> for ChainError {
    fn from(error: RequestError) -> Self {
        match error {
            RequestError::Refused { refusal, .. } if is_forgotten(&refusal) => Self::Forgotten {
                reason: explain(&refusal),
            },
            RequestError::Refused { refusal, .. } => Self::Refused {
                reason: explain(&refusal),
            },
            RequestError::Broken(error) => error,
        }
    }
}

/// A node that is no archive keeps the state of the last blocks only.
fn is_forgotten(refusal: &ErrorObjectOwned) -> bool {
    let said = explain(refusal);
    said.contains("State already discarded") || said.contains("UnknownBlock")
}

/// What the node said, with the detail that JSON-RPC carries apart.
pub fn explain(refusal: &ErrorObjectOwned) -> String {
    match refusal.data() {
        Some(data) => format!("{}: {}", refusal.message(), data.get().trim_matches('"')),
        None => refusal.message().into(),
    }
}

impl Connection {
    /// Fails at once where nobody listens: a wrong address is not worth waiting for.
    pub async fn open(url: &str) -> Result<Self, ChainError> {
        let client = connect(url)
            .await
            .map_err(|reason| ChainError::Unreachable {
                url: url.into(),
                reason,
            })?;
        Ok(Self {
            url: url.into(),
            client: Mutex::new(Some(client)),
        })
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// Asks, and asks again over a new connection when the old one broke.
    pub async fn request<T: DeserializeOwned>(
        &self,
        method: &str,
        params: ArrayParams,
    ) -> Result<T, RequestError> {
        let give_up = Instant::now() + PATIENCE;
        let mut repeated = false;
        loop {
            let reason = match self.attempt(method, params.clone()).await {
                Ok(answer) => return Ok(answer),
                Err(Attempt::Refused(refusal)) => {
                    return Err(RequestError::Refused { refusal, repeated })
                }
                Err(Attempt::Broken(error)) => return Err(RequestError::Broken(error)),
                Err(Attempt::Lost(reason)) => reason,
            };
            repeated = true;
            self.forget();
            if Instant::now() >= give_up {
                return Err(RequestError::Broken(ChainError::ConnectionLost {
                    url: self.url.clone(),
                    reason,
                }));
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn attempt<T: DeserializeOwned>(
        &self,
        method: &str,
        params: ArrayParams,
    ) -> Result<T, Attempt> {
        let client = self.current().await.map_err(Attempt::Lost)?;
        match client.request(method, params).await {
            Ok(answer) => Ok(answer),
            Err(Error::Call(refusal)) => Err(Attempt::Refused(refusal)),
            Err(Error::ParseError(error)) => Err(Attempt::Broken(ChainError::Undecodable {
                reason: format!("{method}: {error}"),
            })),
            Err(lost) => Err(Attempt::Lost(lost.to_string())),
        }
    }

    async fn current(&self) -> Result<Arc<WsClient>, String> {
        let known = self.slot().clone();
        match known {
            Some(client) => Ok(client),
            None => {
                let client = connect(&self.url).await?;
                *self.slot() = Some(client.clone());
                Ok(client)
            }
        }
    }

    fn forget(&self) {
        *self.slot() = None;
    }

    fn slot(&self) -> MutexGuard<'_, Option<Arc<WsClient>>> {
        self.client.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

enum Attempt {
    Lost(String),
    Refused(ErrorObjectOwned),
    Broken(ChainError),
}

async fn connect(url: &str) -> Result<Arc<WsClient>, String> {
    WsClientBuilder::new()
        .connection_timeout(PATIENCE)
        .request_timeout(PATIENCE)
        .max_request_size(LARGEST_MESSAGE)
        .max_response_size(LARGEST_MESSAGE)
        .build(url)
        .await
        .map(Arc::new)
        .map_err(|error| error.to_string())
}

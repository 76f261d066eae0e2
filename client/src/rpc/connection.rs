//! One connection to a node that is made again when it breaks.

use crate::ChainError;
use serde::de::DeserializeOwned;
use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};
use subxt::rpcs::{
    client::{RpcClient, RpcParams},
    Error, UserError,
};

/// How long a node may be away before we give up on it.
const PATIENCE: Duration = Duration::from_secs(8);
const PAUSE: Duration = Duration::from_millis(100);

pub struct Connection {
    url: String,
    client: Mutex<Option<RpcClient>>,
}

/// Why a request came back without its answer.
pub enum RequestError {
    /// The node said no.
    Refused {
        refusal: UserError,
        /// An earlier attempt may have got through before the connection broke.
        repeated: bool,
    },
    /// Something else went wrong, and no repetition will mend it now.
    Broken(ChainError),
}

impl From<RequestError> for ChainError {
    fn from(error: RequestError) -> Self {
        match error {
            RequestError::Refused { refusal, .. } => Self::Rejected {
                reason: explain(&refusal),
            },
            RequestError::Broken(error) => error,
        }
    }
}

/// What the node said, with the detail that JSON-RPC carries apart.
pub fn explain(refusal: &UserError) -> String {
    match &refusal.data {
        Some(data) => format!("{}: {}", refusal.message, data.get().trim_matches('"')),
        None => refusal.message.clone(),
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
        params: RpcParams,
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
        params: RpcParams,
    ) -> Result<T, Attempt> {
        let client = self.current().await.map_err(Attempt::Lost)?;
        let answer = tokio::time::timeout(PATIENCE, client.request(method, params));
        match answer.await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(Error::User(refusal))) => Err(Attempt::Refused(refusal)),
            Ok(Err(Error::Client(lost))) => Err(Attempt::Lost(lost.to_string())),
            Ok(Err(other)) => Err(Attempt::Broken(ChainError::Undecodable {
                reason: format!("{method}: {other}"),
            })),
            Err(_) => Err(Attempt::Lost(format!("no answer to {method}"))),
        }
    }

    async fn current(&self) -> Result<RpcClient, String> {
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

    fn slot(&self) -> std::sync::MutexGuard<'_, Option<RpcClient>> {
        self.client.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

enum Attempt {
    Lost(String),
    Refused(UserError),
    Broken(ChainError),
}

async fn connect(url: &str) -> Result<RpcClient, String> {
    match tokio::time::timeout(PATIENCE, RpcClient::from_insecure_url(url)).await {
        Ok(Ok(client)) => Ok(client),
        Ok(Err(Error::Client(error))) => Err(error.to_string()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("nobody answers".into()),
    }
}

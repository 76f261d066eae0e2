//! A chain behind a node's WebSocket.

mod at;
mod connection;
mod runtimes;

use crate::{
    codec::{self, Versions},
    AccountId, Block, Chain, ChainError, Codec, Included, Log, Prepared,
};
pub use at::At;
use connection::{explain, Connection, RequestError};
use jsonrpsee::{core::params::ArrayParams, rpc_params, types::ErrorObjectOwned};
use primitive_types::H256;
use runtimes::Runtimes;
use scale::Encode;
use serde::{de::IgnoredAny, Deserialize};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};
use subxt::utils::AccountId32;

/// How long a transaction may take into a final block.
const INCLUSION: Duration = Duration::from_secs(120);
/// We look again after pauses that start short, for nodes that seal at once, and grow.
const SHORTEST_PAUSE: Duration = Duration::from_millis(2);
const LONGEST_PAUSE: Duration = Duration::from_millis(400);
/// Another program may sign with the same account at the same time.
const NONCE_ATTEMPTS: u32 = 30;

/// Any node whose runtime has pallet-revive.
pub struct Rpc {
    connection: Connection,
    codec: Codec,
    runtimes: Runtimes,
    turns: Mutex<HashMap<AccountId, Arc<tokio::sync::Mutex<()>>>>,
}

impl Rpc {
    /// Connects and reads the runtime's metadata.
    pub async fn connect(url: &str) -> Result<Self, ChainError> {
        let connection = Connection::open(url).await?;
        let genesis = connection
            .request("chain_getBlockHash", rpc_params![0])
            .await?;
        let versions = state_call(&connection, "Core_version", &[], None).await?;
        let metadata = state_call(
            &connection,
            "Metadata_metadata_at_version",
            &Codec::METADATA_VERSION.encode(),
            None,
        )
        .await?;
        let versions = Versions::decode(&versions)?;
        let codec = Codec::new(&metadata, versions, genesis, url)?;
        Ok(Self {
            connection,
            codec,
            runtimes: Runtimes::new(versions.spec),
            turns: Mutex::default(),
        })
    }

    /// Whether the node says that its chain is for development, where everybody knows the funded accounts' secrets.
    pub async fn is_development(&self) -> Result<bool, ChainError> {
        let kind: serde_json::Value = self.request("system_chainType", rpc_params![]).await?;
        Ok(kind == "Development" || kind == "Local")
    }

    async fn request<T: serde::de::DeserializeOwned>(
        &self,
        method: &str,
        params: ArrayParams,
    ) -> Result<T, ChainError> {
        Ok(self.connection.request(method, params).await?)
    }

    async fn final_head(&self) -> Result<H256, ChainError> {
        self.request("chain_getFinalizedHead", rpc_params![]).await
    }

    async fn hash_of(&self, number: u64) -> Result<H256, ChainError> {
        self.request("chain_getBlockHash", rpc_params![number])
            .await
    }

    async fn number_of(&self, block: H256) -> Result<u64, ChainError> {
        let header: Header = self.request("chain_getHeader", rpc_params![block]).await?;
        let digits = header.number.trim_start_matches("0x");
        u64::from_str_radix(digits, 16).map_err(|error| ChainError::Undecodable {
            reason: format!("block number {}: {error}", header.number),
        })
    }

    async fn storage_at(&self, key: &[u8], block: H256) -> Result<Option<Vec<u8>>, ChainError> {
        let stored: Option<Bytes> = self
            .request(
                "state_getStorage",
                rpc_params![const_hex::encode_prefixed(key), block],
            )
            .await?;
        Ok(stored.map(|bytes| bytes.0))
    }

    async fn block_at(&self, hash: H256, number: u64) -> Result<Block, ChainError> {
        let time = self.storage_at(&codec::time_key(), hash).await?;
        Ok(Block {
            number,
            hash,
            time_ms: codec::read_time(time)?,
        })
    }

    /// One transaction of an account after the other gets its nonce; waiting for blocks is done together.
    fn turn_of(&self, sender: AccountId) -> Arc<tokio::sync::Mutex<()>> {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        turns.entry(sender).or_default().clone()
    }

    async fn enter_pool(
        &self,
        sender: AccountId,
        sign: &(impl Fn(u64) -> Result<Vec<u8>, ChainError> + Send + Sync),
    ) -> Result<Offer, ChainError> {
        let turn = self.turn_of(sender);
        let _turn = turn.lock().await;
        let mut refusal = None;
        for attempt in 0..NONCE_ATTEMPTS {
            tokio::time::sleep(SHORTEST_PAUSE * attempt).await;
            let nonce = self.pool_nonce(sender).await?;
            let transaction = sign(nonce)?;
            match self.offer(&transaction).await? {
                Offered::Taken => return Ok(Offer { transaction, nonce }),
                Offered::NonceTaken(reason) => refusal = Some(reason),
            }
        }
        Err(ChainError::Rejected {
            reason: refusal.unwrap_or_default(),
        })
    }

    async fn offer(&self, transaction: &[u8]) -> Result<Offered, ChainError> {
        let params = rpc_params![const_hex::encode_prefixed(transaction)];
        let answer = self
            .connection
            .request::<H256>("author_submitExtrinsic", params);
        match answer.await {
            Ok(_) => Ok(Offered::Taken),
            Err(RequestError::Refused { refusal, .. }) if is_known(&refusal) => Ok(Offered::Taken),
            // It went into a block before the connection broke, and the pool wants it no more.
            Err(RequestError::Refused { refusal, repeated }) if repeated && is_banned(&refusal) => {
                Ok(Offered::Taken)
            }
            Err(RequestError::Refused { refusal, repeated }) if is_nonce_taken(&refusal) => {
                // Perhaps it was this very transaction that took the nonce, before the connection
                // broke. Signing another one would then do the act twice.
                if repeated {
                    Ok(Offered::Taken)
                } else {
                    Ok(Offered::NonceTaken(explain(&refusal)))
                }
            }
            Err(RequestError::Refused { refusal, .. }) => Err(ChainError::Rejected {
                reason: explain(&refusal),
            }),
            Err(error) => Err(error.into()),
        }
    }

    /// Looks through every final block after `seen` until the offered transaction is in one, or until
    /// another one has used its nonce, so that it never can be.
    async fn find(
        &self,
        offer: &Offer,
        sender: AccountId,
        mut seen: u64,
        patience: Duration,
    ) -> Result<Option<Included>, ChainError> {
        let give_up = Instant::now() + patience;
        let mut pause = SHORTEST_PAUSE;
        loop {
            let head = self.final_head().await?;
            let newest = self.number_of(head).await?;
            while seen < newest {
                if let Some(included) = self.find_in(&offer.transaction, seen + 1).await? {
                    return Ok(Some(included));
                }
                seen += 1;
            }
            if self.next_nonce(sender, head).await? > offer.nonce {
                return Ok(None);
            }
            if Instant::now() >= give_up {
                return Err(ChainError::NotIncluded {
                    seconds: patience.as_secs(),
                });
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
            if pause == LONGEST_PAUSE {
                // A node that was restarted has forgotten what waited. Whoever knows it refuses it.
                self.offer(&offer.transaction).await.ok();
            }
        }
    }

    /// The nonce after those that are used up in the newest block or wait for the next.
    async fn pool_nonce(&self, account: AccountId) -> Result<u64, ChainError> {
        let account = AccountId32(account).to_string();
        self.request("system_accountNextIndex", rpc_params![account])
            .await
    }

    /// The nonce after those that are used up in the final state.
    async fn next_nonce(&self, account: AccountId, block: H256) -> Result<u64, ChainError> {
        let function = "AccountNonceApi_account_nonce";
        let answer = state_call(&self.connection, function, &account, Some(block)).await?;
        codec::read_nonce(&answer)
    }

    /// The last final block, once it is this one or a later one. For nodes that make blocks when they are asked to.
    async fn final_from(&self, number: u64) -> Result<Block, ChainError> {
        loop {
            let block = self.block().await?;
            let missing = number.saturating_sub(block.number);
            if missing == 0 {
                return Ok(block);
            }
            self.request::<IgnoredAny>("dev_mine", rpc_params![missing])
                .await?;
        }
    }

    async fn find_in(
        &self,
        transaction: &[u8],
        number: u64,
    ) -> Result<Option<Included>, ChainError> {
        let hash = self.hash_of(number).await?;
        let signed: SignedBlock = self.request("chain_getBlock", rpc_params![hash]).await?;
        let place = signed
            .block
            .extrinsics
            .iter()
            .position(|extrinsic| extrinsic.0 == transaction);
        let Some(index) = place.and_then(|place| u32::try_from(place).ok()) else {
            return Ok(None);
        };
        let events = self.storage_at(&codec::events_key(), hash).await?;
        Ok(Some(Included {
            block: self.block_at(hash, number).await?,
            extrinsic_hash: codec::extrinsic_hash(transaction),
            index,
            block_events: events.unwrap_or_default(),
        }))
    }
}

impl Chain for Rpc {
    fn codec(&self) -> &Codec {
        &self.codec
    }

    async fn runtime_api(&self, function: &str, arguments: Vec<u8>) -> Result<Vec<u8>, ChainError> {
        let head = self.final_head().await?;
        state_call(&self.connection, function, &arguments, Some(head)).await
    }

    async fn runtime_api_at(
        &self,
        block: Block,
        function: &str,
        arguments: Vec<u8>,
    ) -> Result<Vec<u8>, ChainError> {
        state_call(&self.connection, function, &arguments, Some(block.hash)).await
    }

    async fn storage(&self, key: Vec<u8>) -> Result<Option<Vec<u8>>, ChainError> {
        let head = self.final_head().await?;
        self.storage_at(&key, head).await
    }

    async fn include(
        &self,
        sender: AccountId,
        sign: impl Fn(u64) -> Result<Vec<u8>, ChainError> + Send + Sync,
    ) -> Result<Included, ChainError> {
        for _ in 0..NONCE_ATTEMPTS {
            let head = self.final_head().await?;
            let seen = self.number_of(head).await?;
            let offer = self.enter_pool(sender, &sign).await?;
            if let Some(included) = self.find(&offer, sender, seen, INCLUSION).await? {
                return Ok(included);
            }
        }
        Err(ChainError::Rejected {
            reason: "other programs that sign with this account took every nonce".into(),
        })
    }

    async fn block(&self) -> Result<Block, ChainError> {
        let head = self.final_head().await?;
        let number = self.number_of(head).await?;
        self.block_at(head, number).await
    }

    async fn final_block(&self, number: u64) -> Result<Option<Block>, ChainError> {
        let head = self.final_head().await?;
        if number > self.number_of(head).await? {
            return Ok(None);
        }
        let hash = self.hash_of(number).await?;
        self.block_at(hash, number).await.map(Some)
    }

    async fn emitted(&self, block: Block) -> Result<Vec<Log>, ChainError> {
        let events = self.storage_at(&codec::events_key(), block.hash).await?;
        let codec = self.codec_of(block).await?;
        codec
            .as_deref()
            .unwrap_or(&self.codec)
            .logs(events.unwrap_or_default())
    }

    async fn resume(
        &self,
        sender: AccountId,
        prepared: &Prepared,
    ) -> Result<Option<Included>, ChainError> {
        let offer = Offer {
            transaction: prepared.transaction.clone(),
            nonce: prepared.nonce,
        };
        let offered = self.offer(&offer.transaction).await;
        if let Err(ChainError::Rejected { .. }) = offered {
            // Refused is what is in the newest block already, which need not be final; and what can be in none.
            if self.pool_nonce(sender).await? <= prepared.nonce {
                return match self
                    .find(&offer, sender, prepared.after, Duration::ZERO)
                    .await
                {
                    Err(ChainError::NotIncluded { .. }) => Ok(None),
                    found => found,
                };
            }
        } else {
            offered?;
        }
        self.find(&offer, sender, prepared.after, INCLUSION).await
    }

    async fn advance_time(&self, seconds: u64) -> Result<Block, ChainError> {
        let answer = self
            .connection
            .request::<Sealed>("dev_increaseTime", rpc_params![seconds]);
        match answer.await {
            Ok(sealed) => self.final_from(sealed.number).await,
            Err(RequestError::Refused { refusal, .. }) => Err(ChainError::ClockFixed {
                reason: explain(&refusal),
            }),
            Err(error) => Err(error.into()),
        }
    }
}

/// A transaction that a node knows of.
struct Offer {
    transaction: Vec<u8>,
    nonce: u64,
}

enum Offered {
    Taken,
    NonceTaken(String),
}

// Codes of the author RPC. They are numbers there, too.

fn is_known(refusal: &ErrorObjectOwned) -> bool {
    const ALREADY_IMPORTED: i32 = 1013;
    refusal.code() == ALREADY_IMPORTED
}

fn is_banned(refusal: &ErrorObjectOwned) -> bool {
    const TEMPORARILY_BANNED: i32 = 1012;
    refusal.code() == TEMPORARILY_BANNED
}

fn is_nonce_taken(refusal: &ErrorObjectOwned) -> bool {
    const INVALID_TRANSACTION: i32 = 1010;
    const TOO_LOW_PRIORITY: i32 = 1014;
    refusal.code() == TOO_LOW_PRIORITY
        || (refusal.code() == INVALID_TRANSACTION && explain(refusal).contains("outdated"))
}

async fn state_call(
    connection: &Connection,
    function: &str,
    arguments: &[u8],
    block: Option<H256>,
) -> Result<Vec<u8>, ChainError> {
    let params = rpc_params![function, const_hex::encode_prefixed(arguments), block];
    match connection.request::<Bytes>("state_call", params).await {
        Ok(bytes) => Ok(bytes.0),
        Err(RequestError::Refused { refusal, .. })
            if explain(&refusal).contains("is not found") =>
        {
            Err(ChainError::NotRevive {
                url: connection.url().into(),
                missing: format!("the function {function}"),
            })
        }
        Err(error) => Err(error.into()),
    }
}

/// Bytes as nodes write them.
struct Bytes(Vec<u8>);

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        const_hex::decode(text.as_ref())
            .map(Self)
            .map_err(serde::de::Error::custom)
    }
}

/// A block that the node made because it was asked to.
#[derive(Deserialize)]
struct Sealed {
    number: u64,
}

#[derive(Deserialize)]
struct Header {
    number: String,
}

#[derive(Deserialize)]
struct SignedBlock {
    block: Extrinsics,
}

#[derive(Deserialize)]
struct Extrinsics {
    extrinsics: Vec<Bytes>,
}

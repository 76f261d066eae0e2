//! Which runtime made which block: what it emitted is read as that runtime spelt it.

use super::{state_call, Rpc};
use crate::{
    codec::{Codec, Versions},
    Block, ChainError,
};
use primitive_types::H256;
use scale::Encode;
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

pub struct Runtimes {
    /// The one that the connection began with.
    current: u32,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    /// Versions never go back, so two blocks of one version have only blocks of that version between them.
    versions: BTreeMap<u64, u32>,
    codecs: HashMap<u32, Arc<Codec>>,
}

impl Runtimes {
    pub fn new(current: u32) -> Self {
        Self {
            current,
            seen: Mutex::default(),
        }
    }

    fn version_between(&self, number: u64) -> Option<u32> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let below = seen.versions.range(..=number).next_back()?.1;
        let above = seen.versions.range(number..).next()?.1;
        (below == above).then_some(*below)
    }

    fn learn(&self, number: u64, version: u32) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.versions.insert(number, version);
    }

    fn codec(&self, version: u32) -> Option<Arc<Codec>> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.codecs.get(&version).cloned()
    }

    fn keep(&self, version: u32, codec: Codec) -> Arc<Codec> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = seen.codecs.entry(version).or_insert_with(|| codec.into());
        kept.clone()
    }
}

impl Rpc {
    /// How the runtime of this block spelt things; nothing if as it does now.
    pub(super) async fn codec_of(&self, block: Block) -> Result<Option<Arc<Codec>>, ChainError> {
        let version = match self.runtimes.version_between(block.number) {
            Some(version) => version,
            None => {
                // The state after a block is of the runtime that makes the next one.
                let parent = self.hash_of(block.number.saturating_sub(1)).await?;
                let version = self.versions_at(parent).await?.spec;
                self.runtimes.learn(block.number, version);
                version
            }
        };
        if version == self.runtimes.current {
            return Ok(None);
        }
        if let Some(codec) = self.runtimes.codec(version) {
            return Ok(Some(codec));
        }
        let parent = self.hash_of(block.number.saturating_sub(1)).await?;
        let versions = self.versions_at(parent).await?;
        let metadata = state_call(
            &self.connection,
            "Metadata_metadata_at_version",
            &Codec::METADATA_VERSION.encode(),
            Some(parent),
        )
        .await?;
        let genesis = self.codec.genesis();
        let codec = Codec::new(&metadata, versions, genesis, self.connection.url())?;
        Ok(Some(self.runtimes.keep(version, codec)))
    }

    async fn versions_at(&self, block: H256) -> Result<Versions, ChainError> {
        let answer = state_call(&self.connection, "Core_version", &[], Some(block)).await?;
        Versions::decode(&answer)
    }
}

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

    pub fn current(&self) -> u32 {
        self.current
    }

    fn version_between(&self, number: u64) -> Option<u32> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let below = seen.versions.range(..=number).next_back()?.1;
        let above = seen.versions.range(number..).next()?.1;
        (below == above).then_some(*below)
    }

    fn learn(&self, number: u64, version: u32) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let versions = &mut seen.versions;
        versions.insert(number, version);
        // Only the first and the last block of each version need to be known, however many are read.
        let mut below = versions.range(..number).rev();
        if let (Some((&last, &a)), Some((_, &b))) = (below.next(), below.next()) {
            if (a, b) == (version, version) {
                versions.remove(&last);
            }
        }
        let mut above = versions.range(number.saturating_add(1)..);
        if let (Some((&first, &a)), Some((_, &b))) = (above.next(), above.next()) {
            if (a, b) == (version, version) {
                versions.remove(&first);
            }
        }
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

    pub(super) async fn versions_at(&self, block: H256) -> Result<Versions, ChainError> {
        let answer = state_call(&self.connection, "Core_version", &[], Some(block)).await?;
        Versions::decode(&answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_between_two_of_one_version_is_of_that_version() {
        let runtimes = Runtimes::new(7);
        for (number, version) in [(10, 5), (20, 5), (30, 6), (40, 7)] {
            runtimes.learn(number, version);
        }
        for (number, version) in [
            (9, None),
            (10, Some(5)),
            (15, Some(5)),
            (20, Some(5)),
            (25, None),
            (30, Some(6)),
            (31, None),
            (40, Some(7)),
            (41, None),
        ] {
            assert_eq!(runtimes.version_between(number), version, "{number}");
        }
    }

    #[test]
    fn following_for_ever_takes_no_more_memory() {
        let runtimes = Runtimes::new(2);
        let version = |number: u64| if number < 500 { 1 } else { 2 };
        for number in (100..1_000).chain((0..100).rev()) {
            runtimes.learn(number, version(number));
        }
        let seen = runtimes.seen.lock().unwrap();
        let ends: Vec<_> = seen.versions.clone().into_iter().collect();
        assert_eq!(ends, [(0, 1), (499, 1), (500, 2), (999, 2)]);
        drop(seen);
        for number in 0..1_000 {
            assert_eq!(runtimes.version_between(number), Some(version(number)));
        }
    }
}

//! What a call of the runtime touches on its way.

use super::{cells_in, dispatch, tries, Cell, State};
use crate::ChainError;
use polkadot_sdk::sp_io;
use std::collections::{BTreeMap, BTreeSet};

/// What a call of the runtime answered, and what it touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observed {
    pub answer: Vec<u8>,
    /// The cells of contracts that were looked up in the state, whether they were there or not. Cells that are
    /// overwritten unread are among them, for the runtime looks up how long they were.
    pub read: BTreeSet<Cell>,
    /// The cells of contracts that were written, whether that changed them or not.
    pub written: BTreeSet<Cell>,
    /// The bytes of storage proof that somebody without the state would need to do the same.
    pub proof_size: usize,
}

impl State {
    /// Calls the runtime, writes down what it touches and throws its effects away.
    ///
    /// What contracts with the very same cells have read is counted once, for their tries are one.
    pub(super) fn observe(
        &mut self,
        function: &str,
        arguments: &[u8],
    ) -> Result<Observed, ChainError> {
        let roots = self.externalities.execute_with(roots);
        let recorder = Default::default();
        let answer = self
            .externalities
            .execute_with_recorder(Clone::clone(&recorder), || {
                sp_io::storage::start_transaction();
                dispatch(function, arguments)
            });
        let written: BTreeSet<_> = cells_in(self.externalities.overlayed_changes()).collect();
        self.externalities
            .execute_with(sp_io::storage::rollback_transaction);
        let trie = |root: &[u8]| roots.iter().find(|(_, other)| **other == root);
        let recorded = recorder.recorded_keys().into_iter();
        let read = recorded.filter_map(|(root, keys)| Some((trie(&root.0)?.0, keys)));
        let read = read.flat_map(|(trie, keys)| {
            keys.into_keys()
                .map(move |key| (trie.clone(), key.to_vec()))
        });
        // Nothing is recorded of a contract that keeps nothing yet, and what it wrote was looked up as well.
        let new = written.iter().filter(|(trie, _)| !roots.contains_key(trie));
        Ok(Observed {
            answer: answer?,
            read: read.chain(new.cloned()).collect(),
            written,
            proof_size: recorder.estimate_encoded_size(),
        })
    }
}

/// The roots of all contracts' tries.
fn roots() -> BTreeMap<Vec<u8>, Vec<u8>> {
    use polkadot_sdk::sp_core::storage::well_known_keys::DEFAULT_CHILD_STORAGE_KEY_PREFIX as PREFIX;
    let root = |trie: &[u8]| sp_io::storage::get(&[PREFIX, trie].concat());
    tries()
        .filter_map(|trie| Some((trie.clone(), root(&trie)?.to_vec())))
        .collect()
}

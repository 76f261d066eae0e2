//! The real runtime in this process: no node, no network, no wasm.

mod observed;

pub use observed::Observed;

use crate::{
    codec::{self, Versions},
    AccountId, Block, Chain, ChainError, Codec, Included, Log, Prepared,
};
use polkadot_sdk::{
    sp_core::storage::ChildInfo,
    sp_io,
    sp_runtime::{generic, traits::BlakeTwo256, StateVersion},
    sp_state_machine::{InMemoryBackend, OverlayedChanges, TestExternalities},
};
use primitive_types::H256;
use scale::{Decode, Encode};
use sp_crypto_hashing::blake2_256;
use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

type Header = generic::Header<u32, BlakeTwo256>;

/// A fresh chain starts here, so that two runs of one story see the same times.
const START_MS: u64 = 1_767_225_600_000; // 2026-01-01T00:00:00Z

/// Time stands still between blocks but for the least that the runtime demands.
const STEP_MS: u64 = 1;

/// A development chain in memory. Every transaction is a block of its own, final at once, and nothing
/// depends on the machine's clock or on chance, except the bytes of signatures.
pub struct Embedded {
    codec: Codec,
    state: Mutex<State>,
}

/// The whole state of an [`Embedded`] chain at one moment.
pub struct Snapshot {
    storage: InMemoryBackend<BlakeTwo256>,
    head: Block,
}

struct State {
    externalities: TestExternalities<BlakeTwo256>,
    head: Block,
    /// Every block from the first on, with its events as the runtime stored them.
    history: Vec<(Block, Vec<u8>)>,
    written: Vec<Cell>,
}

/// A cell of a contract's storage: the contract's trie and the key in it.
pub type Cell = (Vec<u8>, Vec<u8>);

impl Embedded {
    /// The runtime's development genesis and one block, so that the clock is set.
    pub fn new() -> Result<Self, ChainError> {
        let mut state = State::genesis()?;
        let versions = Versions::decode(&state.call("Core_version", &[])?)?;
        let metadata = state.call(
            "Metadata_metadata_at_version",
            &Codec::METADATA_VERSION.encode(),
        )?;
        let codec = Codec::new(&metadata, versions, state.head.hash, "embedded")?;
        state.make_block(START_MS, None)?;
        Ok(Self {
            codec,
            state: Mutex::new(state),
        })
    }

    /// Remembers everything as it is now.
    pub fn snapshot(&self) -> Snapshot {
        let state = self.state();
        Snapshot {
            storage: state.externalities.backend.clone(),
            head: state.head,
        }
    }

    /// Makes everything as it was then.
    pub fn revert(&self, snapshot: &Snapshot) {
        let mut state = self.state();
        state.externalities.backend = snapshot.storage.clone();
        state.head = snapshot.head;
        // Blocks are numbered from 1 here: the genesis has no events.
        let blocks = usize::try_from(snapshot.head.number).unwrap_or(usize::MAX);
        state.history.truncate(blocks);
    }

    /// The cells of contracts that the last block wrote, whether that changed them or not.
    pub fn written(&self) -> Vec<Cell> {
        self.state().written.clone()
    }

    /// Calls a function of the runtime, says what it touches, and throws its effects away.
    ///
    /// [`Codec::dry_run`] says what to call to try an act, [`Codec::read_dry_run`] reads the answer.
    pub fn observe(&self, function: &str, arguments: &[u8]) -> Result<Observed, ChainError> {
        self.state().observe(function, arguments)
    }

    /// Everything that all contracts keep.
    pub fn kept(&self) -> BTreeMap<Cell, Vec<u8>> {
        self.state().externalities.execute_with(|| {
            tries()
                .flat_map(|trie| cells(&trie).collect::<Vec<_>>())
                .collect()
        })
    }

    /// Puts cells into contracts' storage as they are, past the contracts and past the chain's own account of what each
    /// contract keeps: a ledger of a million traces, which no test has the time to record one by one. No block is made.
    pub fn lay(&self, cells: impl IntoIterator<Item = (Cell, Vec<u8>)>) {
        let mut tries = BTreeMap::<_, Vec<_>>::new();
        for ((trie, key), value) in cells {
            tries.entry(trie).or_default().push((key, Some(value)));
        }
        let tries = tries
            .into_iter()
            .map(|(trie, cells)| (Some(ChildInfo::new_default(&trie)), cells));
        let mut state = self.state();
        state.externalities.backend.insert(tries, StateVersion::V1);
    }

    // A runtime that panicked in one call left nothing behind: its changes were never committed.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn genesis() -> Result<Self, ChainError> {
        let mut state = Self {
            externalities: TestExternalities::default(),
            head: Block {
                number: 0,
                hash: H256::zero(),
                time_ms: 0,
            },
            history: Vec::new(),
            written: Vec::new(),
        };
        let mut config = state.preset(None)?;
        merge(&mut config, state.preset(Some("development"))?);
        let config = config.to_string().into_bytes().encode();
        let (built, root) = state.externalities.execute_with(|| {
            let built = dispatch("GenesisBuilder_build_state", &config);
            (built, sp_io::storage::root(StateVersion::V1))
        });
        decode::<Result<(), String>>(&built?)?.map_err(|reason| ChainError::Failed { reason })?;
        state.commit()?;
        let header = Header {
            parent_hash: H256::zero(),
            number: 0,
            state_root: H256::from_slice(&root),
            extrinsics_root: H256::zero(),
            digest: Default::default(),
        };
        state.head.hash = hash(&header);
        Ok(state)
    }

    /// One of the runtime's own genesis configurations; a named one says only what it changes.
    fn preset(&mut self, name: Option<&str>) -> Result<serde_json::Value, ChainError> {
        let answer = self.call("GenesisBuilder_get_preset", &name.encode())?;
        let json = decode::<Option<Vec<u8>>>(&answer)?.unwrap_or_default();
        serde_json::from_slice(&json).map_err(|error| ChainError::Undecodable {
            reason: error.to_string(),
        })
    }

    /// Calls the runtime and throws its effects away.
    fn call(&mut self, function: &str, arguments: &[u8]) -> Result<Vec<u8>, ChainError> {
        self.externalities.execute_with(|| {
            sp_io::storage::start_transaction();
            let answer = dispatch(function, arguments);
            sp_io::storage::rollback_transaction();
            answer
        })
    }

    fn storage(&mut self, key: &[u8]) -> Option<Vec<u8>> {
        self.externalities
            .execute_with(|| sp_io::storage::get(key).map(|value| value.to_vec()))
    }

    /// Makes the next block at `time_ms`, with a transaction or none, and returns the transaction's place.
    ///
    /// A transaction that the runtime does not admit leaves no block.
    fn make_block(&mut self, time_ms: u64, transaction: Option<&[u8]>) -> Result<u32, ChainError> {
        let parent = self.head;
        let built = self.externalities.execute_with(|| {
            sp_io::storage::start_transaction();
            let built = build(parent, time_ms, transaction);
            match built {
                Ok(_) => sp_io::storage::commit_transaction(),
                Err(_) => sp_io::storage::rollback_transaction(),
            }
            built
        });
        let (header, place) = built?;
        self.written = cells_in(self.externalities.overlayed_changes()).collect();
        self.commit()?;
        self.head = Block {
            number: header.number.into(),
            hash: hash(&header),
            time_ms,
        };
        let events = self.storage(&codec::events_key()).unwrap_or_default();
        self.history.push((self.head, events));
        Ok(place)
    }

    fn remembered(&self, number: u64) -> Option<&(Block, Vec<u8>)> {
        let place = usize::try_from(number.checked_sub(1)?).ok()?;
        self.history.get(place)
    }

    fn commit(&mut self) -> Result<(), ChainError> {
        self.externalities
            .commit_all()
            .map_err(|reason| ChainError::Failed { reason })
    }
}

fn cells_in(changes: &OverlayedChanges<BlakeTwo256>) -> impl Iterator<Item = Cell> + '_ {
    changes
        .children()
        .flat_map(|(keys, trie)| keys.map(|(key, _)| (trie.storage_key().to_vec(), key.clone())))
}

/// The tries of all contracts.
fn tries() -> impl Iterator<Item = Vec<u8>> {
    use polkadot_sdk::sp_core::storage::well_known_keys::DEFAULT_CHILD_STORAGE_KEY_PREFIX as PREFIX;
    let next = |key: &Vec<u8>| sp_io::storage::next_key(key);
    std::iter::successors(next(&PREFIX.to_vec()), next)
        .map_while(|key| key.strip_prefix(PREFIX).map(<[u8]>::to_vec))
}

fn cells(trie: &[u8]) -> impl Iterator<Item = (Cell, Vec<u8>)> + '_ {
    use sp_io::default_child_storage::{get, next_key};
    std::iter::successors(next_key(trie, &[]), |key| next_key(trie, key)).filter_map(|key| {
        let value = get(trie, &key)?;
        Some(((trie.to_vec(), key), value.to_vec()))
    })
}

fn merge(base: &mut serde_json::Value, changes: serde_json::Value) {
    match (base, changes) {
        (serde_json::Value::Object(base), serde_json::Value::Object(changes)) => {
            for (name, change) in changes {
                merge(base.entry(name).or_insert_with(Default::default), change);
            }
        }
        (base, change) => *base = change,
    }
}

fn build(
    parent: Block,
    time_ms: u64,
    transaction: Option<&[u8]>,
) -> Result<(Header, u32), ChainError> {
    let number = u32::try_from(parent.number + 1).map_err(|_| ChainError::Failed {
        reason: "this chain has as many blocks as it can count".into(),
    })?;
    let header = Header {
        parent_hash: parent.hash,
        number,
        state_root: H256::zero(),
        extrinsics_root: H256::zero(),
        digest: Default::default(),
    };
    dispatch("Core_initialize_block", &header.encode())?;
    let inherent_data = BTreeMap::from([(*b"timstap0", time_ms.encode())]);
    let inherents = dispatch("BlockBuilder_inherent_extrinsics", &inherent_data.encode())?;
    let inherents: Vec<Vec<u8>> = decode(&inherents)?;
    for inherent in &inherents {
        apply(&inherent.encode())?;
    }
    if let Some(transaction) = transaction {
        apply(transaction)?;
    }
    let header = dispatch("BlockBuilder_finalize_block", &[])?;
    Ok((decode(&header)?, inherents.len() as u32))
}

/// A transaction may fail and still belong into the block; only one that is not admitted is refused.
fn apply(extrinsic: &[u8]) -> Result<(), ChainError> {
    use polkadot_sdk::sp_runtime::ApplyExtrinsicResult;
    let answer = dispatch("BlockBuilder_apply_extrinsic", extrinsic)?;
    match decode::<ApplyExtrinsicResult>(&answer)? {
        Ok(_) => Ok(()),
        Err(invalid) => Err(ChainError::Rejected {
            reason: <&str>::from(invalid).into(),
        }),
    }
}

fn dispatch(function: &str, arguments: &[u8]) -> Result<Vec<u8>, ChainError> {
    revive_dev_runtime::api::dispatch(function, arguments).ok_or_else(|| ChainError::Failed {
        reason: format!("the runtime has no function {function}"),
    })
}

fn decode<T: Decode>(bytes: &[u8]) -> Result<T, ChainError> {
    T::decode(&mut &*bytes).map_err(|error| ChainError::Undecodable {
        reason: error.to_string(),
    })
}

fn hash(header: &Header) -> H256 {
    H256(header.using_encoded(blake2_256))
}

impl Chain for Embedded {
    fn codec(&self) -> &Codec {
        &self.codec
    }

    async fn runtime_api(&self, function: &str, arguments: Vec<u8>) -> Result<Vec<u8>, ChainError> {
        self.state().call(function, &arguments)
    }

    async fn storage(&self, key: Vec<u8>) -> Result<Option<Vec<u8>>, ChainError> {
        Ok(self.state().storage(&key))
    }

    async fn include(
        &self,
        sender: AccountId,
        sign: impl Fn(u64) -> Result<Vec<u8>, ChainError> + Send + Sync,
    ) -> Result<Included, ChainError> {
        let mut state = self.state();
        let nonce = state.call("AccountNonceApi_account_nonce", &sender)?;
        let transaction = sign(codec::read_nonce(&nonce)?)?;
        let time_ms = state.head.time_ms + STEP_MS;
        let index = state.make_block(time_ms, Some(&transaction))?;
        Ok(Included {
            block: state.head,
            extrinsic_hash: codec::extrinsic_hash(&transaction),
            index,
            block_events: state.storage(&codec::events_key()).unwrap_or_default(),
        })
    }

    async fn block(&self) -> Result<Block, ChainError> {
        Ok(self.state().head)
    }

    async fn final_block(&self, number: u64) -> Result<Option<Block>, ChainError> {
        Ok(self.state().remembered(number).map(|(block, _)| *block))
    }

    async fn emitted(&self, block: Block) -> Result<Vec<Log>, ChainError> {
        let events = self
            .state()
            .remembered(block.number)
            .map(|(_, events)| events.clone());
        self.codec.logs(events.unwrap_or_default())
    }

    async fn resume(&self, _: AccountId, _: &Prepared) -> Result<Option<Included>, ChainError> {
        // Nothing outlives this process, so nothing can have been made before it.
        Ok(None)
    }

    async fn advance_time(&self, seconds: u64) -> Result<Block, ChainError> {
        let mut state = self.state();
        let now_ms = state.head.time_ms;
        let time_ms = seconds
            .checked_mul(1_000)
            .and_then(|more| now_ms.checked_add(more))
            .ok_or_else(|| ChainError::ClockFixed {
                reason: format!("{seconds} seconds from now is past the end of time"),
            })?;
        state.make_block(time_ms.max(now_ms + STEP_MS), None)?;
        Ok(state.head)
    }
}

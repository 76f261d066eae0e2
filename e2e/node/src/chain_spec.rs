//! The chain: its runtime blob, its name, and its genesis state.

use codec::{Decode, Encode};
use polkadot_sdk::{
    sc_chain_spec::{json_merge, ChainType, Properties},
    sp_core::{
        storage::well_known_keys,
        traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode},
    },
    sp_runtime::traits::{BlakeTwo256, Hash},
    sp_state_machine::BasicExternalities,
    sp_storage::Storage,
};
use serde_json::{json, Value};

use crate::service::Executor;

mod blob {
    #![allow(dead_code)]
    include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));
}

pub const NAME: &str = "Development";
pub const TYPE: ChainType = ChainType::Development;

/// The runtime's own preset: sudo is Alice, the well-known accounts are funded.
const PRESET: &str = "development";

/// The runtime that was compiled into this binary.
pub fn code() -> Result<&'static [u8], String> {
    blob::WASM_BINARY.ok_or_else(|| {
        "This node was built without its runtime; build it again with SKIP_WASM_BUILD and \
         SKIP_ANSWERABLE_NODE_WASM_BUILD unset."
            .into()
    })
}

/// What wallets are told about the token.
pub fn properties() -> Properties {
    [
        ("tokenDecimals", json!(12)),
        ("tokenSymbol", json!("DEV")),
        ("ss58Format", json!(42)),
    ]
    .into_iter()
    .map(|(name, value)| (name.into(), value))
    .collect()
}

/// The genesis state of the runtime's development preset.
///
/// Built with the node's own executor: the chain spec's builder would compile the runtime again.
pub fn genesis(code: &[u8], executor: &Executor) -> Result<Storage, String> {
    let mut config = preset(code, executor, None)?;
    json_merge(&mut config, preset(code, executor, Some(PRESET))?);
    // The preset asks to map accounts that the runtime has mapped by the time it gets there, and
    // the pallet would log an error for each.
    config["revive"]["mappedAccounts"] = json!([]);

    let mut state = BasicExternalities::new_empty();
    let built = call(
        code,
        executor,
        &mut state,
        "GenesisBuilder_build_state",
        &config.to_string().encode(),
    )?;
    decode::<Result<(), String>>(&built)?.map_err(unusable)?;
    let mut storage = state.into_storages();
    storage
        .top
        .insert(well_known_keys::CODE.to_vec(), code.to_vec());
    Ok(storage)
}

fn preset(code: &[u8], executor: &Executor, name: Option<&str>) -> Result<Value, String> {
    let mut state = BasicExternalities::new_empty();
    let answer = call(
        code,
        executor,
        &mut state,
        "GenesisBuilder_get_preset",
        &name.encode(),
    )?;
    let json = decode::<Option<Vec<u8>>>(&answer)?
        .ok_or_else(|| unusable(format!("no preset `{}`", name.unwrap_or_default())))?;
    serde_json::from_slice(&json).map_err(unusable)
}

fn call(
    code: &[u8],
    executor: &Executor,
    state: &mut BasicExternalities,
    method: &str,
    arguments: &[u8],
) -> Result<Vec<u8>, String> {
    let runtime = RuntimeCode {
        code_fetcher: &WrappedRuntimeCode(code.into()),
        heap_pages: None,
        hash: BlakeTwo256::hash(code).encode(),
    };
    executor
        .call(state, &runtime, method, arguments, CallContext::Offchain)
        .0
        .map_err(unusable)
}

fn decode<T: Decode>(bytes: &[u8]) -> Result<T, String> {
    T::decode(&mut &bytes[..]).map_err(unusable)
}

fn unusable(reason: impl ToString) -> String {
    format!(
        "The runtime in this binary cannot build its genesis state ({}); build the node again \
         from a clean checkout.",
        reason.to_string()
    )
}

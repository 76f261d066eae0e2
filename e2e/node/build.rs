use std::{env, path::PathBuf};

/// Overrides what the builder writes into the profile of the blob.
const BLOB_LTO: &str = "CARGO_PROFILE_RELEASE_LTO";

fn main() {
    let folder = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("set by cargo"));
    // The blob is built with this folder's Cargo.lock, wherever the target folder is.
    env::set_var("WASM_BUILD_WORKSPACE_HINT", &folder);
    // A lint of the node is none of the blob's business, and would build it once more.
    env::remove_var("RUSTC_WORKSPACE_WRAPPER");
    // A minute less to build, and nothing that calls of contracts would notice.
    if env::var_os(BLOB_LTO).is_none() {
        env::set_var(BLOB_LTO, "off");
    }
    substrate_wasm_builder::WasmBuilder::new()
        .with_project(folder.join("runtime/Cargo.toml"))
        .expect("the runtime's manifest is part of this folder")
        .import_memory()
        .export_heap_base()
        .build();
}

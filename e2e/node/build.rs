use std::{env, path::PathBuf};

fn main() {
    let folder = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("set by cargo"));
    // The blob is built with this folder's Cargo.lock, wherever the target folder is.
    env::set_var("WASM_BUILD_WORKSPACE_HINT", &folder);
    substrate_wasm_builder::WasmBuilder::new()
        .with_project(folder.join("runtime/Cargo.toml"))
        .expect("the runtime's manifest is part of this folder")
        .import_memory()
        .export_heap_base()
        .build();
}

//! Builds every contract of the workspace for the chain, as it would be deployed.
//!
//! `target/contracts/NAME/` then holds `NAME.polkavm`, `NAME.abi`, `NAME.json` (metadata), and
//! `target/contracts/contracts.json` lists each with its code hash and size.
//! `target/contract-builds` is scratch.

mod cargo;

use anyhow::{bail, Context, Result};
use contract_build::{
    BuildArtifacts, BuildMode, BuildResult, ComposeBuildArgs, ExecuteArgs, ManifestPath, Verbosity,
};
use serde::Serialize;
use sha3::{Digest, Keccak256};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Their packages, as they are called in files, and their folders.
const CONTRACTS: &[(&str, &str)] = &[
    ("answerable", "answerable"),
    ("answerable_ink_consumer", "examples/ink-consumer"),
];

/// What one needs to know of a built contract before deploying it.
#[derive(Serialize)]
struct Built {
    name: String,
    code_hash: String,
    size: usize,
}

fn main() -> ExitCode {
    if cargo::is_wanted() {
        return cargo::run();
    }
    match build_all() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn build_all() -> Result<()> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let target =
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace.join("target"), PathBuf::from);
    let folder = target.join("contracts");
    choose_compiler_options();
    cargo::stand_in(&workspace)?;

    let mut all = Vec::new();
    for (name, source) in CONTRACTS {
        let result = build(&workspace.join("contracts").join(source), name, &target)?;
        let built = keep(name, &result, &folder.join(name))?;
        println!(
            "{:<24} {:>7} bytes  code hash {}",
            built.name, built.size, built.code_hash
        );
        all.push(built);
    }
    let list = folder.join("contracts.json");
    fs::write(&list, serde_json::to_string_pretty(&all)?)
        .with_context(|| format!("cannot write {}", list.display()))
}

/// The contract is built in a temporary folder that the workspace's profiles and configuration do
/// not reach, so the options travel as environment variables.
fn choose_compiler_options() {
    // Every call pays for every byte of the code, and at level 3 the runtime refuses the upload: inlined
    // codecs make basic blocks of more than a thousand instructions.
    env::set_var("CARGO_PROFILE_RELEASE_OPT_LEVEL", "z");
    // Since cargo 1.95 a target given as a JSON file needs this.
    env::set_var("CARGO_UNSTABLE_JSON_TARGET_SPEC", "true");
}

fn build(folder: &Path, name: &str, target: &Path) -> Result<BuildResult> {
    let manifest = folder
        .join("Cargo.toml")
        .canonicalize()
        .with_context(|| format!("no contract at {}", folder.display()))?;
    contract_build::execute::<NoDocker>(ExecuteArgs {
        manifest_path: ManifestPath::new(manifest)?,
        verbosity: Verbosity::Default,
        build_mode: BuildMode::Release,
        build_artifact: BuildArtifacts::All,
        target_dir: Some(target.join("contract-builds")),
        ..Default::default()
    })
    .with_context(|| {
        format!("{name} did not build; if the standard library's sources are missing, run scripts/setup")
    })
}

/// Copies what was built to the place where everybody looks for it.
fn keep(name: &str, result: &BuildResult, folder: &Path) -> Result<Built> {
    fs::create_dir_all(folder)
        .with_context(|| format!("cannot create {}; is the disk full?", folder.display()))?;
    for extension in ["polkavm", "abi", "json"] {
        let file = format!("{name}.{extension}");
        let from = result.target_directory.join(&file);
        fs::copy(&from, folder.join(&file))
            .with_context(|| format!("cannot copy {}; is the disk full?", from.display()))?;
    }
    let code = fs::read(folder.join(format!("{name}.polkavm")))?;
    Ok(Built {
        name: name.into(),
        code_hash: const_hex::encode_prefixed(Keccak256::digest(&code)),
        size: code.len(),
    })
}

/// `contract-build` wants to know how to build in a container; this workspace never does.
struct NoDocker;

impl ComposeBuildArgs for NoDocker {
    fn compose_build_args() -> Result<Vec<String>> {
        bail!("contracts of this workspace are not built in containers")
    }
}

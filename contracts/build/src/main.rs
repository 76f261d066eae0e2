//! Builds every contract of the workspace for the chain, as it would be deployed; or, where arguments name
//! folders such as `e2e/probes`, the contracts in these. `FOLDER+FEATURE` builds with a cargo feature.
//!
//! `target/contracts/NAME/` then holds `NAME.polkavm`, `NAME.abi`, `NAME.json` (metadata), and
//! `target/contracts/contracts.json` lists each with its code hash and size.
//! `target/contract-builds` is scratch.

mod cargo;

use anyhow::{bail, Context, Result};
use contract_build::{
    BuildArtifacts, BuildMode, BuildResult, ComposeBuildArgs, ExecuteArgs, Features, ManifestPath,
    Verbosity,
};
use serde::Serialize;
use sha3::{Digest, Keccak256};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

const DEPLOYED: &[&str] = &[
    "contracts/answerable",
    "contracts/council",
    "contracts/examples/ink-consumer",
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

    let named: Vec<String> = env::args().skip(1).collect();
    let deployed = DEPLOYED.iter().map(ToString::to_string).collect();
    let wanted = if named.is_empty() { &deployed } else { &named };
    let mut all = Vec::new();
    for path in wanted {
        let (path, feature) = path.split_once('+').unwrap_or((path, ""));
        let result = build(&workspace.join(path), feature, &target)?;
        let built = keep(feature, &result, &folder)?;
        println!(
            "{:<24} {:>7} bytes  code hash {}",
            built.name, built.size, built.code_hash
        );
        all.push(built);
    }
    if !named.is_empty() {
        return Ok(());
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
    set_unless_given("CARGO_PROFILE_RELEASE_OPT_LEVEL", "z");
    // Since cargo 1.95 a target given as a JSON file needs this.
    env::set_var("CARGO_UNSTABLE_JSON_TARGET_SPEC", "true");
}

/// So that levels can be compared.
fn set_unless_given(variable: &str, value: &str) {
    if env::var_os(variable).is_none() {
        env::set_var(variable, value);
    }
}

fn build(folder: &Path, feature: &str, target: &Path) -> Result<BuildResult> {
    let manifest = folder
        .join("Cargo.toml")
        .canonicalize()
        .with_context(|| format!("no contract at {}", folder.display()))?;
    contract_build::execute::<NoDocker>(ExecuteArgs {
        manifest_path: ManifestPath::new(manifest)?,
        verbosity: Verbosity::Default,
        build_mode: BuildMode::Release,
        build_artifact: BuildArtifacts::All,
        features: Features::from(Vec::from_iter(
            (!feature.is_empty()).then(|| feature.into()),
        )),
        target_dir: Some(target.join("contract-builds")),
        ..Default::default()
    })
    .with_context(|| {
        format!(
            "{} did not build; if the standard library's sources are missing, run scripts/setup",
            folder.display()
        )
    })
}

/// Copies what was built to the place where everybody looks for it.
fn keep(feature: &str, result: &BuildResult, contracts: &Path) -> Result<Built> {
    let binary = result.dest_binary.as_deref();
    let name = binary
        .and_then(Path::file_stem)
        .context("the build left no code")?;
    let name = name.to_string_lossy();
    let variant = if feature.is_empty() {
        name.to_string()
    } else {
        format!("{name}+{feature}")
    };
    let folder = &contracts.join(&variant);
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
        name: variant,
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

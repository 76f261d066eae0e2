//! Builds every contract of the workspace for the chain, as it would be deployed; or, where arguments name
//! folders such as `e2e/probes`, the contracts in these. `FOLDER+FEATURE` builds with a cargo feature.
//!
//! `target/contracts/NAME/` then holds `NAME.polkavm`, its hash `code.hash`, `NAME.abi`, `NAME.json` (metadata), and
//! `target/contracts/contracts.json` lists each with its code hash and size.
//! `target/contract-builds` is scratch.
//!
//! `contracts/answerable` is built in two: first its annex, then itself, with the annex's code hash compiled in.

mod cargo;
mod left;
mod link;

use anyhow::{bail, Context, Result};
use contract_build::{
    BuildArtifacts, BuildMode, BuildResult, ComposeBuildArgs, ExecuteArgs, Features, ManifestPath,
    Verbosity,
};
use left::Left;
use serde::Serialize;
use serde_json::Value;
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

/// The contract that has an annex, its name, and the feature that builds the annex.
const PARTED: (&str, &str, &str) = ("contracts/answerable", "answerable", "annex");
/// Tells the compiler where the annex's code hash lies.
const ANNEX: &str = "ANSWERABLE_ANNEX";

/// What one needs to know of a built contract before deploying it.
#[derive(Serialize)]
struct Built {
    name: String,
    code_hash: String,
    size: usize,
}

struct Builder {
    workspace: PathBuf,
    target: PathBuf,
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
    choose_compiler_options();
    cargo::stand_in(&workspace)?;
    let builder = Builder { workspace, target };

    let named: Vec<String> = env::args().skip(1).collect();
    let deployed = DEPLOYED.iter().map(ToString::to_string).collect();
    let wanted = if named.is_empty() { &deployed } else { &named };
    let mut all = Vec::new();
    for path in wanted {
        let (path, feature) = path.split_once('+').unwrap_or((path, ""));
        if feature != PARTED.2 && builder.is_parted(path) {
            all.push(builder.annex()?);
        }
        all.push(builder.contract(path, feature)?);
    }
    if !named.is_empty() {
        return Ok(());
    }
    let list = builder.contracts().join("contracts.json");
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

impl Builder {
    fn contracts(&self) -> PathBuf {
        self.target.join("contracts")
    }

    fn is_parted(&self, path: &str) -> bool {
        let [parted, folder] = [PARTED.0, path].map(|it| self.workspace.join(it).canonicalize());
        folder.is_ok_and(|folder| parted.is_ok_and(|parted| folder == parted))
    }

    /// Builds the annex, and lets the contract know it.
    fn annex(&self) -> Result<Built> {
        let (path, _, feature) = PARTED;
        let built = self.contract(path, feature)?;
        let hash = self.contracts().join(&built.name).join("code.hash");
        env::set_var(ANNEX, hash.canonicalize()?);
        Ok(built)
    }

    fn contract(&self, path: &str, feature: &str) -> Result<Built> {
        let left = if self.is_parted(path) {
            let part = if feature.is_empty() { "whole" } else { feature };
            let compiled = link::compiled(&self.scratch(), PARTED.1);
            Some(Left::bring_back(&self.scratch(), compiled, PARTED.1, part)?)
        } else {
            None
        };
        let result = self.build(&self.workspace.join(path), feature)?;
        let built = self.keep(feature, &result)?;
        left.as_ref().map_or(Ok(()), Left::put_away)?;
        println!(
            "{:<24} {:>7} bytes  code hash {}",
            built.name, built.size, built.code_hash
        );
        Ok(built)
    }

    fn build(&self, folder: &Path, feature: &str) -> Result<BuildResult> {
        let manifest = folder
            .join("Cargo.toml")
            .canonicalize()
            .with_context(|| format!("no contract at {}", folder.display()))?;
        contract_build::execute::<NoDocker>(ExecuteArgs {
            manifest_path: ManifestPath::new(manifest)?,
            verbosity: Verbosity::Default,
            build_mode: BuildMode::Release,
            build_artifact: artifacts(feature),
            features: Features::from(Vec::from_iter(
                (!feature.is_empty()).then(|| feature.into()),
            )),
            target_dir: Some(self.scratch()),
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
    fn keep(&self, feature: &str, result: &BuildResult) -> Result<Built> {
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
        let folder = &self.contracts().join(&variant);
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot create {}; is the disk full?", folder.display()))?;
        let code = link::smaller(result, &name, &self.scratch())?;
        let hash: [u8; 32] = Keccak256::digest(&code).into();
        write(&folder.join(format!("{name}.polkavm")), &code)?;
        write(&folder.join("code.hash"), &hash)?;
        let code_hash = const_hex::encode_prefixed(hash);
        if artifacts(feature) == BuildArtifacts::All {
            let abi = format!("{name}.abi");
            write(
                &folder.join(&abi),
                &fs::read(result.target_directory.join(&abi))?,
            )?;
            let metadata = format!("{name}.json");
            let told = fs::read(result.target_directory.join(&metadata))?;
            write(&folder.join(&metadata), &of_code(&told, &code_hash)?)?;
        }
        Ok(Built {
            name: variant,
            code_hash,
            size: code.len(),
        })
    }

    fn scratch(&self) -> PathBuf {
        self.target.join("contract-builds")
    }
}

/// The annex's interface is the contract's.
fn artifacts(feature: &str) -> BuildArtifacts {
    if feature == PARTED.2 {
        BuildArtifacts::CodeOnly
    } else {
        BuildArtifacts::All
    }
}

/// Metadata that names the code as it is now.
fn of_code(metadata: &[u8], code_hash: &str) -> Result<Vec<u8>> {
    let mut metadata: Value = serde_json::from_slice(metadata)?;
    let known = metadata.pointer_mut("/settings/ink/hash");
    *known.context("the metadata does not name the code")? = code_hash.into();
    Ok(serde_json::to_vec(&metadata)?)
}

/// Writes a file unless it says that already: what is compiled out of it would be compiled again.
fn write(file: &Path, content: &[u8]) -> Result<()> {
    if fs::read(file).is_ok_and(|known| known == content) {
        return Ok(());
    }
    fs::write(file, content)
        .with_context(|| format!("cannot write {}; is the disk full?", file.display()))
}

/// `contract-build` wants to know how to build in a container; this workspace never does.
struct NoDocker;

impl ComposeBuildArgs for NoDocker {
    fn compose_build_args() -> Result<Vec<String>> {
        bail!("contracts of this workspace are not built in containers")
    }
}

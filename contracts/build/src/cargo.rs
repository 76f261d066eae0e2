//! `contract-build` copies a contract's manifest into a temporary folder and runs cargo there, out of the
//! reach of our lock file, so that every dependency would be the newest of the day. So this program
//! names itself as the cargo to run, lays the lock file beside the copied manifest, and then runs the real one.

use anyhow::{Context, Result};
use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

/// PolkaVM reads and writes words at any address, but the target that `contract-build` brings does not say so,
/// and numbers in cells, calldata and events then go byte by byte: three times the instructions.
const UNALIGNED_WORDS: &str = "-Ctarget-feature=+unaligned-scalar-mem";
const FLAGS: &str = "CARGO_ENCODED_RUSTFLAGS";

/// What every act runs through, however small it is: lists, buffers, cells. Compiled for speed as well as for size
/// it takes a fifth less, and adds a hundredth to the code.
const RUN_THROUGH: [&str; 5] = [
    "alloc",
    "compiler_builtins",
    "core",
    "ink_allocator",
    "ink_env",
];

const REAL_CARGO: &str = "ANSWERABLE_BUILD_CARGO";
const LOCK_FILE: &str = "ANSWERABLE_BUILD_LOCK_FILE";

/// Makes this program the cargo that `contract-build` runs.
pub fn stand_in(workspace: &Path) -> Result<()> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let lock_file = workspace.join("Cargo.lock").canonicalize();
    env::set_var(REAL_CARGO, cargo);
    env::set_var(LOCK_FILE, lock_file.context("Cargo.lock is missing")?);
    env::set_var("CARGO", env::current_exe()?);
    Ok(())
}

/// Whether we were called as cargo.
pub fn is_wanted() -> bool {
    env::var_os(REAL_CARGO).is_some()
}

/// What cargo would have done, with our lock file.
pub fn run() -> ExitCode {
    let ran = lay_lock_file().and_then(|()| {
        Command::new(env::var_os(REAL_CARGO).unwrap_or_default())
            .args(env::args_os().skip(1))
            .args(options())
            .envs(flags())
            .status()
    });
    match ran {
        Ok(status) => ExitCode::from(status.code().map_or(1, |code| code as u8)),
        Err(error) => {
            eprintln!("error: cannot run cargo: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether `contract-build` compiles for the chain.
fn is_for_chain() -> bool {
    env::args().any(|argument| argument.starts_with("--target=") && argument.contains("polkavm"))
}

/// The compiler's flags.
fn flags() -> Option<(&'static str, String)> {
    let flags = env::var(FLAGS).ok().filter(|_| is_for_chain())?;
    Some((FLAGS, format!("{flags}\u{1f}{UNALIGNED_WORDS}")))
}

fn options() -> Vec<String> {
    let wanted = if is_for_chain() {
        &RUN_THROUGH[..]
    } else {
        &[]
    };
    let level = |name| format!("--config=profile.release.package.{name}.opt-level=\"s\"");
    wanted.iter().map(level).collect()
}

fn lay_lock_file() -> io::Result<()> {
    let lock_file = PathBuf::from(env::var_os(LOCK_FILE).unwrap_or_default());
    let folder = manifest_folder()?;
    let is_ours = lock_file
        .parent()
        .is_some_and(|workspace| folder.starts_with(workspace));
    if !is_ours && folder.join("Cargo.toml").exists() {
        fs::copy(lock_file, folder.join("Cargo.lock"))?;
    }
    Ok(())
}

/// Where the manifest lies that cargo was called for.
fn manifest_folder() -> io::Result<PathBuf> {
    let named = env::args().find_map(|argument| {
        let manifest = argument.strip_prefix("--manifest-path=")?;
        Path::new(manifest).parent().map(Path::to_path_buf)
    });
    named.map_or_else(env::current_dir, Ok)
}

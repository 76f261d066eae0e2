//! Contracts are linked a second time, for fewer bytes.

use anyhow::{Context, Result};
use contract_build::BuildResult;
use polkavm_linker::{program_from_elf, Config, TargetInstructionSet};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What `contract-build` compiled, linked again. It links as it does, but copies functions of two instructions to
/// wherever they are called, and every call pays for every byte of the code.
pub fn smaller(result: &BuildResult, name: &str, scratch: &Path) -> Result<Vec<u8>> {
    // Cargo names a program as its package, contract-build as its library.
    let compiled = [name, &name.replace('_', "-")]
        .map(|name| compiled(scratch, name))
        .into_iter()
        .find(|path| path.exists())
        .unwrap_or_else(|| compiled(scratch, name));
    let elf = fs::read(&compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
    let linked = link(&elf, None)?;
    let theirs = result
        .dest_binary
        .as_deref()
        .context("the build left no code")?;
    anyhow::ensure!(
        linked == fs::read(theirs)?,
        "{} is not what {} was linked from; contract-build works in another way than it did",
        compiled.display(),
        theirs.display()
    );
    link(&elf, Some(0))
}

/// Where `contract-build` has the compiler's output.
pub fn compiled(scratch: &Path, name: &str) -> PathBuf {
    scratch
        .join("ink/abi/sol/riscv64emac-unknown-none-polkavm/release")
        .join(name)
}

fn link(elf: &[u8], inline_threshold: Option<usize>) -> Result<Vec<u8>> {
    let mut config = Config::default();
    config.set_strip(true);
    config.set_optimize(true);
    if let Some(threshold) = inline_threshold {
        config.set_inline_threshold(threshold);
    }
    program_from_elf(config, TargetInstructionSet::ReviveV1, elf).context("the code does not link")
}

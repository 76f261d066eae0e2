//! `contract-build` knows a contract by its name, and takes what it built of one part for the other's: it would link
//! both, and write the metadata, at every run. So what it left of each part is put away until that part's next turn.

use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What was left of one part of a contract.
pub struct Left {
    files: Vec<PathBuf>,
    part: String,
}

impl Left {
    /// Brings back what was put away of this part. A build that was cut short has put nothing away.
    pub fn bring_back(scratch: &Path, compiled: PathBuf, name: &str, part: &str) -> Result<Self> {
        let folder = scratch.join("ink").join(name);
        let left = ["polkavm", "abi", "json"].map(|kind| folder.join(format!("{name}.{kind}")));
        let left = Self {
            files: [&[compiled], &left[..]].concat(),
            part: part.into(),
        };
        for file in &left.files {
            let away = left.away(file);
            if away.exists() {
                rename(&away, file)?;
            }
        }
        Ok(left)
    }

    pub fn put_away(&self) -> Result<()> {
        for file in self.files.iter().filter(|file| file.exists()) {
            rename(file, &self.away(file))?;
        }
        Ok(())
    }

    fn away(&self, file: &Path) -> PathBuf {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        file.with_file_name(format!("{name}.{}", self.part))
    }
}

fn rename(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to)
        .with_context(|| format!("cannot move {} to {}", from.display(), to.display()))
}

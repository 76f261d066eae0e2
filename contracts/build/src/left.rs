//! `contract-build` knows a contract by its name, and takes what it built of one part for the other's: it would link
//! both, and write the metadata, at every run. So what it left of each part is put away until that part's next turn.

use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What was left of one part of a contract.
pub struct Left {
    places: [(PathBuf, PathBuf); 2],
}

impl Left {
    /// Brings back what was put away of this part.
    pub fn bring_back(scratch: &Path, elf: &Path, name: &str, part: &str) -> Result<Self> {
        let outcome = scratch.join("ink").join(name);
        let away = |place: &Path| {
            let file = place.file_name().unwrap_or_default().to_string_lossy();
            place.with_file_name(format!("{file}.{part}"))
        };
        let places = [outcome, elf.to_owned()].map(|place| (away(&place), place));
        for (away, place) in &places {
            if away.exists() {
                remove(place)?;
                rename(away, place)?;
            }
        }
        Ok(Self { places })
    }

    pub fn put_away(self) -> Result<()> {
        for (away, place) in &self.places {
            rename(place, away)?;
        }
        Ok(())
    }
}

/// A build that was cut short has put nothing away.
fn remove(place: &Path) -> Result<()> {
    let removed = if place.is_dir() {
        fs::remove_dir_all(place)
    } else if place.exists() {
        fs::remove_file(place)
    } else {
        Ok(())
    };
    removed.with_context(|| format!("cannot delete {}", place.display()))
}

fn rename(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to)
        .with_context(|| format!("cannot move {} to {}", from.display(), to.display()))
}

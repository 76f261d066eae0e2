//! What shells and manuals want to know of this program.

use crate::session::Common;
use anyhow::Context;
use clap::{Args, Command};
use clap_complete::Shell;
use serde_json::json;
use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
};

/// Print the completions for a shell.
#[derive(Args)]
pub struct Completions {
    shell: Shell,
}

impl Completions {
    pub fn run(self, mut program: Command) -> anyhow::Result<()> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut program, "answerable", &mut script);
        // Whole, or an end of the reader would be a panic in the generator.
        Ok(io::stdout().lock().write_all(&script)?)
    }
}

/// Write the manual, a page for each command; or print its first page.
#[derive(Args)]
pub struct Man {
    /// The folder, such as ~/.local/share/man/man1.
    folder: Option<PathBuf>,
}

impl Man {
    pub fn run(self, common: &Common, program: Command) -> anyhow::Result<()> {
        let Some(folder) = self.folder else {
            let mut page = Vec::new();
            clap_mangen::Man::new(program).render(&mut page)?;
            return Ok(io::stdout().lock().write_all(&page)?);
        };
        fs::create_dir_all(&folder)
            .and_then(|()| clap_mangen::generate_to(program, &folder))
            .with_context(|| format!("cannot write the manual into {}", folder.display()))?;
        let out = &mut anstream::stdout();
        if common.json {
            writeln!(out, "{:#}", json!({ "folder": folder }))?;
        } else {
            writeln!(
                out,
                "The manual is in {}; read it with `man answerable`, if man looks there.",
                folder.display()
            )?;
        }
        Ok(())
    }
}

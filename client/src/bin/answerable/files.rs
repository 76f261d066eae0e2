//! Files that are there whole, or not at all.

use anyhow::Context;
use std::{
    fs,
    io::{self, Write},
    path::Path,
};
use tempfile::{Builder, NamedTempFile};

/// A file in the same folder, which is gone if we end before it is kept. Readable to whom new files are readable.
pub fn beside(file: &Path) -> anyhow::Result<NamedTempFile> {
    let mut builder = Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder
        .tempfile_in(folder_of(file))
        .with_context(|| cannot(file))
}

/// Gives it its name, once it is whole.
pub fn keep(whole: NamedTempFile, file: &Path) -> anyhow::Result<()> {
    whole.as_file().sync_all().with_context(|| cannot(file))?;
    whole.persist(file).with_context(|| cannot(file))?;
    Ok(())
}

/// Writes a file for others.
pub fn write(file: &Path, text: &str) -> anyhow::Result<()> {
    let mut whole = beside(file)?;
    whole
        .write_all(text.as_bytes())
        .with_context(|| cannot(file))?;
    keep(whole, file)
}

/// Writes down what this program remembers, which nobody else reads, and makes the folder for it.
pub fn remember(file: &Path, text: &str) -> anyhow::Result<()> {
    let begin = || {
        fs::create_dir_all(folder_of(file))?;
        let mut whole = NamedTempFile::new_in(folder_of(file))?;
        whole.write_all(text.as_bytes())?;
        io::Result::Ok(whole)
    };
    keep(begin().with_context(|| cannot(file))?, file)
}

fn folder_of(file: &Path) -> &Path {
    let folder = file.parent().filter(|it| !it.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

fn cannot(file: &Path) -> String {
    format!("cannot write {}", file.display())
}

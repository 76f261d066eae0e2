//! Writing a tree file so that it is there whole, or not at all.

use super::{
    header::Header,
    tree::{Leaf, Tree},
    Progress,
};
use std::{
    io::{self, BufWriter, Write},
    path::Path,
};
use tempfile::NamedTempFile;

/// Writes beside the path, and takes its name when all is on the disk.
pub(super) fn keep(
    path: &Path,
    header: &Header,
    tree: &Tree,
    offsets: &[u64],
    leaves: &[Leaf],
    progress: &mut dyn FnMut(Progress),
) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let kept = beside(folder)?;
    let of = header.whole();
    let mut report = |bytes| progress(Progress::Writing { bytes, of });
    report(0);
    let mut out = BufWriter::with_capacity(1 << 20, kept);
    out.write_all(&header.encode())?;
    for node in tree.nodes() {
        out.write_all(node.as_bytes())?;
    }
    report(header.offset_at(0));
    for offset in offsets {
        out.write_all(&offset.to_be_bytes())?;
    }
    report(header.line_at(0));
    for leaf in leaves {
        out.write_all(&leaf.line.to_be_bytes())?;
    }
    let kept = out.into_inner()?;
    kept.as_file().sync_all()?;
    kept.persist(path)?;
    report(of);
    Ok(())
}

/// A file that goes away unless it is kept, readable to whom new files are readable.
fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut file = tempfile::Builder::new();
    file.prefix(".answerable-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.permissions(std::fs::Permissions::from_mode(0o666));
    }
    file.tempfile_in(folder)
}

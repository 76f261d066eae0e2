//! A recorder makes a batch of a file of traces, and its requesters get proofs.

mod bad_files;
mod damaged;
mod proofs;
mod stored;
mod trees;

use answerable_client::{
    batch::{BatchError, TreeFile},
    keccak_256,
    trace::{Kind, Origin, Step, Trace},
    H160, H256,
};
use std::{
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

const ORIGIN: Origin = Origin {
    contract: H160([0xc0; 20]),
    recorder: H160([0xd0; 20]),
};

fn hash(text: &str) -> H256 {
    H256(keccak_256(text.as_bytes()))
}

/// Traces of one to five steps.
fn trace(number: u64) -> Trace {
    let kinds = [
        Kind::Model,
        Kind::Compute,
        Kind::Verification,
        Kind::Data,
        Kind::Tool,
    ];
    let steps = kinds.into_iter().take(number as usize % 5 + 1);
    Trace {
        requester: H160::from_low_u64_be(0xe0 + number % 7),
        input: hash("input"),
        output: hash(&format!("output {number}")),
        at: 1_767_225_600 + number,
        steps: steps
            .map(|kind| Step {
                kind,
                actor: H160::repeat_byte(kind as u8),
                commitment: hash("evidence"),
            })
            .collect(),
    }
}

/// The files of a recorder.
struct Desk {
    folder: TempDir,
    traces: PathBuf,
    tree: PathBuf,
}

impl Desk {
    /// With a file of these lines.
    fn with(text: impl AsRef<[u8]>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let traces = folder.path().join("traces.jsonl");
        let tree = folder.path().join("traces.jsonl.tree");
        fs::write(&traces, text).unwrap();
        Self {
            folder,
            traces,
            tree,
        }
    }

    /// With a file of so many traces.
    fn of(traces: u64) -> Self {
        Self::with(lines(traces))
    }

    fn build(&self) -> Result<TreeFile, BatchError> {
        TreeFile::build(&self.traces, &self.tree, ORIGIN, &mut |_| {})
    }

    /// The sentence with which a file of traces is refused.
    fn refusal(&self) -> String {
        let refused = self.build().map(|_| ()).unwrap_err().to_string();
        assert!(!self.tree.exists(), "nothing half done");
        assert_eq!(self.files(), ["traces.jsonl"], "nothing left behind");
        refused.replace(&self.folder.path().display().to_string(), "")
    }

    /// The names of all files.
    fn files(&self) -> Vec<String> {
        names(self.folder.path())
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn lines(traces: u64) -> String {
    (0..traces)
        .map(|number| trace(number).to_json() + "\n")
        .collect()
}

//! Why there is no tree, or no proof out of it.

use super::ProofError;
use crate::{
    trace::{Origin, TraceError},
    H256,
};
use std::{io, path::Path};
use thiserror::Error;

/// Each variant's text is a sentence with the next step.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum BatchError {
    #[error("cannot read {path} ({reason}); check the path and who may read it")]
    Unreadable { path: String, reason: String },
    #[error("cannot write {path} ({reason}); nothing was left there: check the folder, its permissions and the space")]
    Unwritable { path: String, reason: String },
    #[error("{path} is not a regular file; write the traces to one first, because proofs are taken from it later")]
    NotAFile { path: String },
    #[error("{path} would be overwritten with its own tree; give the tree file another name")]
    OverItself { path: String },
    #[error("line {line} of {path}: {problem}")]
    Line {
        path: String,
        line: u64,
        problem: TraceError,
    },
    #[error("there are no traces; a batch has at least one")]
    Empty,
    #[error(
        "there are more than {most} traces, which is the most a batch has; split them into several"
    )]
    TooMany { most: u64 },
    #[error("traces {first} and {second} are the same one; take one out, or let them differ in what they say (`at`, for one)")]
    Twice { first: u64, second: u64 },

    #[error("{path} is not a tree file; build one from the file of traces")]
    NotATreeFile { path: String },
    #[error("{path} is a tree file of version {version}, and this program reads {known}; use a newer program or build it again")]
    Newer {
        path: String,
        version: u32,
        known: u32,
    },
    #[error(
        "{path} is cut off: {length} bytes of {whole}; build it again from the file of traces"
    )]
    Truncated {
        path: String,
        length: u64,
        whole: u64,
    },
    #[error("{path} is damaged ({what}); build it again from the file of traces")]
    Damaged { path: String, what: String },
    #[error("line {line} of {path} is not the trace that the tree was built over; bring back the file as it was, or the proof is lost")]
    SourceChanged { path: String, line: u64 },
    #[error("{trace:?} is not in this batch; ids hold for one contract and one recorder, here {:?} and {:?}", origin.contract, origin.recorder)]
    NotInBatch { trace: H256, origin: Origin },
    #[error("there is no line {line}; the batch has lines 1 to {lines}")]
    NoSuchLine { line: u64, lines: u64 },
    #[error(transparent)]
    Proof(#[from] ProofError),
}

pub(super) fn unreadable(path: &Path, error: &io::Error) -> BatchError {
    BatchError::Unreadable {
        path: path.display().to_string(),
        reason: error.to_string(),
    }
}

pub(super) fn unwritable(path: &Path, error: &io::Error) -> BatchError {
    BatchError::Unwritable {
        path: path.display().to_string(),
        reason: error.to_string(),
    }
}

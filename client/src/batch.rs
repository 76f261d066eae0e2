//! Many traces under one root: a file of them becomes a tree, the tree a file, and each requester gets a proof.
//!
//! A million traces are read in bounded memory, and a proof comes out of the tree file in milliseconds;
//! `cargo bench --workspace --bench batch` says how fast and in how much.
//!
//! **A trace in a batch counts only once its proof was delivered to the requester and stored there**: an anchored
//! batch is a root, and who holds no proof has no trace.
//!
//! ```
//! # use answerable_client::{batch::{BatchError, Lines, Progress, Proof, TreeFile}, trace::Origin, H160};
//! # let folder = tempfile::tempdir()?;
//! # let (traces, tree) = (folder.path().join("traces.jsonl"), folder.path().join("traces.jsonl.tree"));
//! # let line = |at: u64| format!(
//! #     r#"{{"requester":"0x{:040x}","input":"0x{:064x}","output":"0x{:064x}","at":{at},"steps":[{{"kind":"model","actor":"0x{:040x}","commitment":"0x{:064x}"}}]}}"#,
//! #     1, 2, 3, 4, 5,
//! # );
//! # std::fs::write(&traces, (0..100).map(|at| line(at) + "\n").collect::<String>())?;
//! // The ids of traces depend on the contract and on who anchors them.
//! let origin = Origin { contract: H160::repeat_byte(0xc0), recorder: H160::repeat_byte(0xd0) };
//!
//! // Traces can be read one by one, whatever the size of the file.
//! for line in Lines::open(&traces, origin)? {
//!     let line = line?;
//!     println!("line {}: {:?} is for {:?}", line.number, line.id, line.trace.requester);
//! }
//!
//! // The tree over all of them, in a file. `root` and `depth` are what is anchored.
//! let mut tree = TreeFile::build(&traces, &tree, origin, &mut |progress| {
//!     if let Progress::Reading { bytes, of, .. } = progress {
//!         println!("{bytes} of {of} bytes read");
//!     }
//! })?;
//! println!("anchor {:?} with depth {}", tree.root(), tree.depth());
//!
//! // What the requester of line 42 gets, once the batch was anchored as number 7.
//! let proof = tree.proof_of_line(42, &traces)?.anchored_as(7);
//! let document = proof.to_json();
//!
//! // The requester reads it, which verifies it, and keeps it.
//! let kept = Proof::from_json(&document)?;
//! assert_eq!(kept.trace().at, 41);
//! assert_eq!(tree.proof_of(kept.id(), &traces)?, tree.proof_of_line(42, &traces)?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;
mod file;
mod header;
mod keep;
mod lines;
mod proof;
mod tree;

pub use answerable_protocol::Root;
pub use error::BatchError;
pub use file::TreeFile;
pub use lines::{Line, Lines};
pub use proof::{Proof, ProofError};
pub use tree::Tree;

/// How far the building of a tree file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many lines and bytes of the traces' file are read; it had `of` bytes when it was opened.
    Reading { lines: u64, bytes: u64, of: u64 },
    /// So many hashes above the leaves are made.
    Hashing { nodes: u64, of: u64 },
    /// So many bytes of the tree file are written.
    Writing { bytes: u64, of: u64 },
}

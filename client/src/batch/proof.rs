//! What a requester is given for a trace in a batch, as one small document.

use super::Root;
use crate::{
    interface::IAnswerable,
    keccak_256,
    trace::{json_reason, Origin, Trace, TraceError, TraceId},
    H160, H256,
};
use alloy_sol_types::private::FixedBytes;
use answerable_protocol::Batch;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A trace with what shows that it lies under a root. Every value of this type was verified.
///
/// As a document it is JSON with the fields `contract`, `batch` (where it is known), `recorder`, `id`, `trace` (as in a
/// file of traces), `root`, `depth`, and `proof`, the hashes from the leaf's neighbour upwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    document: Document,
}

/// The fields in the order in which they are written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    contract: Hex<H160>,
    /// Known once the batch is anchored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    batch: Option<u64>,
    recorder: Hex<H160>,
    id: Hex<H256>,
    trace: Trace,
    root: Hex<H256>,
    depth: u8,
    proof: Vec<Hex<H256>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent, bound = "T: AsRef<[u8]> + AsMut<[u8]> + Default")]
struct Hex<T>(#[serde(with = "crate::trace::hex")] T);

/// Why a proof proves nothing. Each variant's text is a sentence with the next step.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ProofError {
    #[error("line {line}, column {column} of the proof: {reason}; ask the recorder for the document again")]
    Json {
        line: u64,
        column: u64,
        reason: String,
    },
    #[error("the contract would not store the trace of this proof: {0}")]
    Trace(TraceError),
    #[error("the proof names the trace {stated:?}, but its trace, contract and recorder make {computed:?}; one of them was changed: ask the recorder for the document again")]
    OtherTrace { stated: H256, computed: H256 },
    #[error("the proof names a depth of {depth}, and batches are at most {deepest} deep; ask the recorder for the document again")]
    TooDeep { depth: u8, deepest: u8 },
    #[error("the proof has {hashes} hashes, and in a batch of depth {depth} no proof has more than {depth}; ask the recorder for the document again")]
    TooLong { hashes: u64, depth: u8 },
    #[error("the hashes do not lead from the trace {trace:?} to the root {root:?}; ask the recorder for the document again")]
    LeadsElsewhere { trace: H256, root: H256 },
    #[error("the proof is for a batch with the {what} {proved}, and the anchored one has {anchored}; this trace is not in it: look for its batch, or turn to the recorder")]
    OtherBatch {
        what: &'static str,
        proved: String,
        anchored: String,
    },
}

impl Proof {
    /// Puts a proof together and verifies it.
    pub fn new(
        origin: Origin,
        trace: Trace,
        root: Root,
        depth: u8,
        proof: Vec<H256>,
    ) -> Result<Self, ProofError> {
        Self::verified(Document {
            contract: Hex(origin.contract),
            batch: None,
            recorder: Hex(origin.recorder),
            id: Hex(trace.id(origin).0),
            trace,
            root: Hex(root.0),
            depth,
            proof: proof.into_iter().map(Hex).collect(),
        })
    }

    /// Reads a document and verifies it.
    pub fn from_json(text: &str) -> Result<Self, ProofError> {
        let document = serde_json::from_str(text).map_err(|error| ProofError::Json {
            line: error.line() as u64,
            column: error.column() as u64,
            reason: json_reason(&error),
        })?;
        Self::verified(document)
    }

    fn verified(document: Document) -> Result<Self, ProofError> {
        let proof = Self { document };
        let (id, root, depth) = (proof.id(), proof.root(), proof.depth());
        proof
            .trace()
            .check(proof.origin().contract)
            .map_err(ProofError::Trace)?;
        let computed = proof.trace().id(proof.origin());
        if computed != id {
            return Err(ProofError::OtherTrace {
                stated: id.0,
                computed: computed.0,
            });
        }
        if depth > Batch::DEEPEST {
            return Err(ProofError::TooDeep {
                depth,
                deepest: Batch::DEEPEST,
            });
        }
        let hashes = proof.hashes();
        if hashes.len() > usize::from(depth) {
            return Err(ProofError::TooLong {
                hashes: hashes.len() as u64,
                depth,
            });
        }
        if !root.holds(id, &hashes, depth, &keccak_256) {
            return Err(ProofError::LeadsElsewhere {
                trace: id.0,
                root: root.0,
            });
        }
        Ok(proof)
    }

    /// The document, for the requester to keep.
    pub fn to_json(&self) -> String {
        // Numbers, text and lists of them cannot fail to be written.
        serde_json::to_string_pretty(&self.document).unwrap_or_default()
    }

    /// The same proof, naming the batch as which it was anchored.
    pub fn anchored_as(mut self, batch: u64) -> Self {
        self.document.batch = Some(batch);
        self
    }

    /// Whether it holds for this batch of the chain: a proof by itself says nothing about what was anchored.
    pub fn check_batch(&self, batch: &IAnswerable::Batch) -> Result<(), ProofError> {
        let same = |what, proved: String, anchored: String| {
            if proved == anchored {
                return Ok(());
            }
            Err(ProofError::OtherBatch {
                what,
                proved,
                anchored,
            })
        };
        let recorder = H160(batch.recorder.into());
        let root = H256(batch.root.into());
        let proof = &self.document;
        same("root", format!("{:?}", proof.root.0), format!("{root:?}"))?;
        same(
            "recorder",
            format!("{:?}", proof.recorder.0),
            format!("{recorder:?}"),
        )?;
        same("depth", proof.depth.to_string(), batch.depth.to_string())
    }

    /// The contract and the recorder for whom the trace has its id.
    pub fn origin(&self) -> Origin {
        Origin {
            contract: self.document.contract.0,
            recorder: self.document.recorder.0,
        }
    }

    /// The batch as which it was anchored, where the recorder said so.
    pub fn batch(&self) -> Option<u64> {
        self.document.batch
    }

    pub fn trace(&self) -> &Trace {
        &self.document.trace
    }

    pub fn id(&self) -> TraceId {
        TraceId(self.document.id.0)
    }

    pub fn root(&self) -> Root {
        Root(self.document.root.0)
    }

    pub fn depth(&self) -> u8 {
        self.document.depth
    }

    /// From the leaf's neighbour upwards.
    pub fn hashes(&self) -> Vec<H256> {
        self.document.proof.iter().map(|hash| hash.0).collect()
    }

    /// The trace as messages of the contract take it.
    pub fn call_data(&self) -> IAnswerable::TraceData {
        self.trace().into()
    }

    /// The hashes as messages of the contract take them.
    pub fn call_proof(&self) -> Vec<FixedBytes<32>> {
        self.hashes()
            .into_iter()
            .map(|hash| hash.0.into())
            .collect()
    }
}

//! A trace as its recorder writes it down: one line of JSON.
//!
//! ```
//! use answerable_client::{trace::{Origin, Trace}, H160};
//!
//! let line = r#"{
//!     "requester": "0x00000000000000000000000000000000000000e0",
//!     "input": "0x94c58e36f93af84b7aaa6f1f298e1f17719ac0f716089415dd7b0fc52462140b",
//!     "output": "0x541ea4ca4b3a3f8947d82ca696bb6811c3c77060b9b343de18406035abfcaa8d",
//!     "at": 1767225601,
//!     "steps": [{
//!         "kind": "model",
//!         "actor": "0x000000000000000000000000000000000000ac00",
//!         "commitment": "0x49164ae2091e896de21627180f64aa8a4de9ea418a7c2cee893ba6362cc277a5"
//!     }]
//! }"#;
//! let trace = Trace::from_json(line)?;
//!
//! // Its id depends on the contract and on who records it, too.
//! let origin = Origin { contract: H160::from_low_u64_be(0xc0), recorder: H160::from_low_u64_be(0xd0) };
//! trace.check(origin.contract)?;
//! assert_eq!(
//!     format!("{:?}", trace.id(origin).0),
//!     "0xef35c8a81a71b929242b46d7d2aa164708275e1f393b8d792daa6db017c7754e",
//! );
//! # Ok::<(), answerable_client::trace::TraceError>(())
//! ```

mod error;
mod text;

pub use answerable_protocol::{Kind, TraceId};
pub(crate) use error::json_reason;
pub use error::TraceError;
pub(crate) use text::hex;

use crate::{interface::IAnswerable, keccak_256, H160, H256};
use answerable_protocol::{require_hash, Named, Reason, TraceData};
use ink::sol::DynBytes;
use serde::{Deserialize, Serialize};

/// One AI inference: who asked, for what, when, and who did which part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trace {
    #[serde(with = "text::hex")]
    pub requester: H160,
    #[serde(with = "text::hex")]
    pub input: H256,
    #[serde(with = "text::hex")]
    pub output: H256,
    /// Seconds since 1970, as the recorder says; information only.
    pub at: u64,
    pub steps: Vec<Step>,
}

/// One part of a trace: who did what, and the hash of the evidence for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    #[serde(with = "text::kind")]
    pub kind: Kind,
    #[serde(with = "text::hex")]
    pub actor: H160,
    #[serde(with = "text::hex")]
    pub commitment: H256,
}

/// Where traces come from: the contract they are for, and the account that records or anchors them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    pub contract: H160,
    pub recorder: H160,
}

impl Trace {
    /// Reads one trace.
    pub fn from_json(text: &str) -> Result<Self, TraceError> {
        if !text.trim_start().starts_with('{') {
            return Err(TraceError::NotAnObject);
        }
        serde_json::from_str(text).map_err(|error| TraceError::json(&error))
    }

    /// The trace in one line, without the line's end.
    pub fn to_json(&self) -> String {
        // Numbers, text and lists of them cannot fail to be written.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Whether the contract at this address would store it.
    pub fn check(&self, contract: H160) -> Result<(), TraceError> {
        self.data().check(contract).map_err(|refusal| {
            let reason = refusal.reason();
            TraceError::Refused {
                field: self.field_of(&reason),
                reason: Box::new(reason),
            }
        })
    }

    /// Its name on the chain, where it is recorded or lies in a batch.
    pub fn id(&self, origin: Origin) -> TraceId {
        let named = Named {
            contract: origin.contract,
            recorder: origin.recorder,
            requester: self.requester,
            input: self.input,
            output: self.output,
            at: self.at,
            steps: &self.packed_steps(),
        };
        TraceId::of(&named, &keccak_256)
    }

    /// The steps as the contract takes them: kind, actor and commitment of each in a row.
    pub fn packed_steps(&self) -> Vec<u8> {
        let mut packed = Vec::new();
        for step in &self.steps {
            packed.push(step.kind as u8);
            packed.extend_from_slice(step.actor.as_bytes());
            packed.extend_from_slice(step.commitment.as_bytes());
        }
        packed
    }

    /// As the rules know it.
    pub fn data(&self) -> TraceData {
        TraceData {
            requester: self.requester,
            input: self.input,
            output: self.output,
            at: self.at,
            steps: DynBytes(self.packed_steps()),
        }
    }

    /// The field that was refused.
    fn field_of(&self, reason: &Reason) -> String {
        let step =
            |name: &str, index: usize| format!("the {name} of step {}", index.saturating_add(1));
        let mut steps = self.steps.iter().enumerate();
        match reason {
            Reason::EmptyHash if require_hash(self.input).is_err() => "input".into(),
            Reason::EmptyHash if require_hash(self.output).is_err() => "output".into(),
            Reason::EmptyHash => steps
                .find(|(_, step)| require_hash(step.commitment).is_err())
                .map_or_else(String::new, |(index, _)| step("commitment", index)),
            Reason::InvalidAddress { given } if self.requester == *given => "requester".into(),
            Reason::InvalidAddress { given } => steps
                .find(|(_, step)| step.actor == *given)
                .map_or_else(String::new, |(index, _)| step("actor", index)),
            _ => "steps".into(),
        }
    }
}

/// As messages of the contract take it.
impl From<&Trace> for IAnswerable::TraceData {
    fn from(trace: &Trace) -> Self {
        Self {
            requester: trace.requester.0.into(),
            input: trace.input.0.into(),
            output: trace.output.0.into(),
            at: trace.at,
            steps: trace.packed_steps().into(),
        }
    }
}

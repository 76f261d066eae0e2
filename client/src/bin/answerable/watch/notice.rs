//! What is told to people, to programs that read along, and to hooks.

use crate::sentences::moment;
use answerable_client::{Block, H160};
use serde_json::{json, Map, Value};
use std::io::{self, Write};

/// Something that happened, or is due.
pub struct Notice {
    kind: &'static str,
    sentence: String,
    fields: Map<String, Value>,
    second: u64,
}

/// Of these kinds hooks are told. They come of faults, and are worth waking somebody up.
const DELIVERED: [&str; 12] = [
    "called",
    "reminder",
    "overdue",
    "contested",
    "defaulted",
    "paid",
    "defended",
    "upheld",
    "slashed",
    "orphaned",
    "closed",
    "releasable",
];

impl Notice {
    /// `fields` is an object.
    pub fn new(kind: &'static str, sentence: String, block: Block, fields: Value) -> Self {
        let second = block.time_ms / 1_000;
        let mut all = Map::from_iter([
            ("notice".into(), json!(kind)),
            ("block".into(), json!(block.number)),
            ("time".into(), json!(second)),
            ("sentence".into(), json!(sentence)),
        ]);
        if let Value::Object(fields) = fields {
            all.extend(fields);
        }
        Self {
            kind,
            sentence,
            fields: all,
            second,
        }
    }

    pub fn is_delivered(&self) -> bool {
        DELIVERED.contains(&self.kind)
    }

    /// For whom, where several are watched by the same hooks.
    pub fn as_json(&self, contract: H160, account: H160) -> Value {
        let mut fields = self.fields.clone();
        fields.insert("contract".into(), json!(format!("{contract:?}")));
        fields.insert("account".into(), json!(format!("{account:?}")));
        fields.into()
    }

    pub fn write(
        &self,
        out: &mut dyn Write,
        json: bool,
        contract: H160,
        account: H160,
    ) -> io::Result<()> {
        if json {
            writeln!(out, "{}", self.as_json(contract, account))?;
        } else {
            writeln!(out, "{}  {}", moment(self.second), self.sentence)?;
        }
        out.flush()
    }
}

//! All that was measured, and the file in which it is kept.

use super::{
    difference::differences,
    fees::Fees,
    growth::{self, Growth, BATCHES, LEDGERS},
    guard::{guard, Guard},
    json::json,
    messages::messages,
    peers::{self, Peer},
    throughput::{self, Throughput},
    Subject,
};
use crate::{code, workspace};
use answerable_client::{ChainError, Embedded};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// What `docs/costs.json` keeps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Bytes of the contract's code.
    pub code: usize,
    pub fees: Fees,
    pub messages: Vec<Subject>,
    pub guard: Guard,
    /// What others cost, and the hot acts in the same calldata.
    pub peers: Vec<Peer>,
    /// What takes minutes, and is measured by `scripts/bench` only.
    #[serde(default)]
    pub growth: Option<Growth>,
    #[serde(default)]
    pub throughput: Option<Throughput>,
}

impl Snapshot {
    /// Measures all that takes seconds.
    pub async fn measure() -> Result<Self, ChainError> {
        let chain = Embedded::new()?;
        Ok(Self {
            code: code("answerable").len(),
            fees: Fees::ask(&chain).await?,
            messages: messages("embedded").await?,
            guard: guard(&chain).await?,
            peers: peers::measure_all().await,
            growth: None,
            throughput: None,
        })
    }

    /// Measures what takes minutes, too.
    pub async fn measure_all(tell: impl Fn(&str)) -> Result<Self, ChainError> {
        let measured = Self::measure().await?;
        tell("how much gets into a block of the node");
        let throughput = Some(throughput::measure().await);
        let growth = Some(growth::measure(&LEDGERS, &BATCHES, tell));
        Ok(Self {
            growth,
            throughput,
            ..measured
        })
    }

    /// With what was not measured as it was before.
    pub fn or(mut self, before: &Self) -> Self {
        self.growth = self.growth.or_else(|| before.growth.clone());
        self.throughput = self.throughput.or_else(|| before.throughput.clone());
        self
    }

    /// As it was committed.
    pub fn committed() -> Self {
        let path = json_path();
        let text = std::fs::read_to_string(&path);
        let text = text.unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()));
        serde_json::from_str(&text).unwrap_or_else(|error| {
            panic!(
                "{} is of another form ({error}); scripts/bench --update writes it anew",
                path.display()
            )
        })
    }

    pub fn json(&self) -> String {
        json(self)
    }

    /// What was otherwise in `before`, a line each.
    pub fn changes_since(&self, before: &Self) -> Vec<String> {
        let value = |it: &Self| serde_json::to_value(it).expect("numbers and names can be written");
        differences(&value(before), &value(self))
    }
}

pub fn json_path() -> PathBuf {
    workspace().join("docs/costs.json")
}

/// The page that is made of it.
pub fn page_path() -> PathBuf {
    workspace().join("docs/costs.md")
}

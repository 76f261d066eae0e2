//! What the contract told of traces, block after block.

use answerable_client::{
    events::{Event, Follow},
    history::Subjects,
    json, AnyChain, Block, Time, H160, H256,
};
use indicatif::ProgressBar;
use serde_json::{json, Value};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs::File,
    io::{BufRead, BufReader, BufWriter, Seek, Write},
};

/// Events wait in a file until it is known which traces are wanted: a surety may come long after the recording. Only
/// what the other records are made of is kept in memory.
pub struct Gathered {
    /// With what is needed for their records.
    pub traces: BTreeMap<H256, Vec<(Time, Event)>>,
    /// Those that events are told of.
    pub wanted: BTreeSet<H256>,
    events: File,
}

impl Gathered {
    /// Reads up to `head`: about these traces, or about all if none is named.
    pub async fn read(
        chain: &AnyChain,
        contract: H160,
        since: u64,
        head: Block,
        named: BTreeSet<H256>,
        bar: &ProgressBar,
    ) -> anyhow::Result<Self> {
        let mut traces: BTreeMap<H256, Vec<(Time, Event)>> =
            named.iter().map(|trace| (*trace, Vec::new())).collect();
        let mut file = BufWriter::new(tempfile::tempfile()?);
        let mut follow = Follow::from(chain, contract, since);
        let (mut subjects, mut steps) = (Subjects::default(), HashMap::new());
        bar.set_length(head.number.saturating_add(1).saturating_sub(since));
        while follow.next_block() <= head.number {
            let Some(page) = follow.ready().await? else {
                break;
            };
            bar.set_position(follow.next_block().saturating_sub(since));
            for (index, told) in page.told.into_iter().enumerate() {
                let Some(trace) = subjects.trace_of(&told.event) else {
                    continue;
                };
                if !named.is_empty() && !named.contains(&trace) {
                    continue;
                }
                let mut record = json!({
                    "type": "event",
                    "block": page.block.number,
                    "time": page.block.time_ms / 1_000,
                    "index": index,
                    "trace": format!("{trace:?}"),
                });
                merge(&mut record, json::event(&told.log));
                add_step(&mut record, &mut steps);
                writeln!(file, "{record}")?;
                let kept = traces.entry(trace).or_default();
                if matters(&told.event) {
                    kept.push((Time(page.block.time_ms / 1_000), told.event));
                }
            }
        }
        Ok(Self {
            traces,
            wanted: BTreeSet::new(),
            events: file.into_inner()?,
        })
    }

    /// Every event about a wanted trace, in the order of the chain.
    pub fn events(
        mut self,
        mut put: impl FnMut(Value) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        self.events.rewind()?;
        for line in BufReader::new(self.events).lines() {
            let record: Value = serde_json::from_str(&line?)?;
            let trace = record["trace"].as_str().and_then(|it| it.parse().ok());
            if trace.is_some_and(|trace: H256| self.wanted.contains(&trace)) {
                put(record)?;
            }
        }
        Ok(())
    }
}

/// Other records are not made of these.
fn matters(event: &Event) -> bool {
    !matches!(
        event,
        Event::Recorded(_)
            | Event::Opened(_)
            | Event::Attested(_)
            | Event::Released(_)
            | Event::Offered(_)
            | Event::OfferWithdrawn(_)
    )
}

/// Most events name only their fault.
fn add_step(record: &mut Value, steps: &mut HashMap<u64, Value>) {
    let Some(fault) = record["fault"].as_u64() else {
        return;
    };
    match record.get("step") {
        Some(step) => {
            steps.insert(fault, step.clone());
        }
        None => record["step"] = steps.get(&fault).cloned().unwrap_or_default(),
    }
}

/// The fields of the second go into the first.
pub fn merge(into: &mut Value, from: Value) {
    if let (Value::Object(into), Value::Object(from)) = (into, from) {
        into.extend(from);
    }
}

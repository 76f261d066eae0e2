//! What acts cost while the ledger grows, and how batches spread it.

mod batches;
mod ledger;
mod page;
mod probe;
mod stage;

pub use batches::BatchCost;
use ledger::TRACES_A_FAULT;
pub use probe::Measured;

use crate::{code, system::ready, world::World};
use answerable_client::{alloy_sol_types::SolCall, Answerable};
use ledger::Ledger;
use probe::Probe;
use serde::{Deserialize, Serialize};

/// How many traces are there, beside a dozen that were really recorded.
pub const LEDGERS: [u64; 4] = [0, 1_000, 100_000, 1_000_000];

/// The sizes of batches that are looked at.
pub const BATCHES: [u64; 5] = [1, 10, 1_000, 100_000, 1_000_000];

/// What acts cost at every size of the ledger, and batches of every size.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Growth {
    /// Bytes of the contract's code.
    pub code: u64,
    /// How many traces there were, in the order of each row's costs.
    pub ledgers: Vec<u64>,
    pub rows: Vec<Grown>,
    pub batches: Vec<BatchCost>,
}

/// A message in one of its cases, and what it costs at every size of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grown {
    pub name: String,
    pub case: String,
    pub costs: Vec<Measured>,
}

/// Measures acts on ledgers, and batches, of these sizes. A million traces take a minute and some gigabytes of memory.
/// `tell` is told how far it is.
pub fn measure(ledgers: &[u64], batches: &[u64], tell: impl Fn(&str)) -> Growth {
    tell("batches");
    let batches = batches::measure(batches);
    let mut world = World::new();
    let mut rows = Vec::new();
    for stage in [stage::now, stage::late] {
        let before = world.chain.chain().snapshot();
        let probes = stage(&mut world);
        rows.extend(grow(&mut world, probes, ledgers, &tell));
        world.chain.chain().revert(&before);
    }
    Growth {
        code: code("answerable").len() as u64,
        ledgers: ledgers.to_vec(),
        rows,
        batches,
    }
}

fn grow(world: &mut World, probes: Vec<Probe>, ledgers: &[u64], tell: impl Fn(&str)) -> Vec<Grown> {
    let mut ledger = Ledger::begin(world);
    let mut rows: Vec<_> = probes
        .iter()
        .map(|probe| Grown {
            name: probe.name.clone(),
            case: probe.case.clone(),
            costs: Vec::new(),
        })
        .collect();
    for traces in ledgers {
        tell(&format!("a ledger of {traces} traces"));
        ledger.grow(world, *traces);
        for (row, probe) in rows.iter_mut().zip(&probes) {
            row.costs.push(probe.measure(world));
        }
    }
    rows
}

impl Growth {
    /// Whatever stands against what the design promises, in sentences: nothing costs more because others have traces,
    /// faults or accounts, and batches get cheaper as they grow.
    pub fn broken_promises(&self) -> Vec<String> {
        let mut broken = Vec::new();
        for row in &self.rows {
            let Some(first) = row.costs.first() else {
                continue;
            };
            for (traces, cost) in self.ledgers.iter().zip(&row.costs) {
                let near = |one: u64, other: u64| one.abs_diff(other).saturating_mul(100) <= other;
                if !near(cost.ref_time, first.ref_time)
                    || !near(cost.proof_size, first.proof_size)
                    || cost.deposit != first.deposit
                    || cost.cells_read != first.cells_read
                    || cost.cells_written != first.cells_written
                {
                    broken.push(format!(
                        "`{}` ({}) costs {first:?} on an empty ledger and {cost:?} among {traces} traces",
                        row.name, row.case
                    ));
                }
            }
        }
        let more = |row: &&Grown| row.costs.iter().any(|cost| cost.needed > cost.proof_size);
        for row in self.rows.iter().filter(more) {
            broken.push(format!(
                "`{}` ({}) needs more proof than is charged: {:?}",
                row.name, row.case, row.costs
            ));
        }
        broken.extend(self.broken_by_batches());
        broken
    }

    fn broken_by_batches(&self) -> Vec<String> {
        let mut broken = Vec::new();
        if let (Some(record), Some(batch)) = (
            self.cost("record", "3 steps"),
            self.batches.iter().find(|batch| batch.traces == 1_000),
        ) {
            let (each, record) = (batch.anchor.ref_time / batch.traces, record.ref_time);
            if each.saturating_mul(100) >= record {
                broken.push(format!(
                    "anchored among 1,000, an inference costs {each} ps, and recorded {record} ps: not under 1 %"
                ));
            }
        }
        // Each hash of a proof costs the same, so a batch of twice the size costs one hash more.
        let hash = |one: &BatchCost, other: &BatchCost| {
            let more = other.open.ref_time as f64 - one.open.ref_time as f64;
            more / (other.hashes as f64 - one.hashes as f64)
        };
        if let [one, ten, rest @ ..] = &self.batches[..] {
            let first = hash(one, ten);
            for batch in rest {
                let each = hash(one, batch);
                if (each - first).abs() > first / 4.0 {
                    broken.push(format!(
                        "a hash of the proof costs {first:.0} ps among 10 traces and {each:.0} ps among {}",
                        batch.traces
                    ));
                }
            }
        }
        broken
    }

    /// What a row costs on the smallest ledger.
    pub fn cost(&self, name: &str, case: &str) -> Option<Measured> {
        let mut rows = self.rows.iter();
        let row = rows.find(|row| row.name == name && row.case == case)?;
        row.costs.first().copied()
    }
}

/// What a view of the contract answers.
fn look<M: SolCall + Sync>(world: &World, view: &M) -> M::Return {
    let answerable = Answerable::at(world.chain.chain(), world.chain.contract());
    let seen = ready(answerable.view(view));
    seen.unwrap_or_else(|error| panic!("{error}"))
}

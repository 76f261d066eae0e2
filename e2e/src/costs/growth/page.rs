//! What people are shown of growth: tables and plots.

use super::{BatchCost, Grown, Growth, Measured, TRACES_A_FAULT};
use crate::costs::plot::{number, Line, Plot};
use std::fmt::Write;

/// One token in native units.
const TOKEN: f64 = 1e12;

/// The rows that are drawn.
const DRAWN: [(&str, &str); 6] = [
    ("record", "3 steps"),
    ("pledge", "three there before"),
    ("report", ""),
    ("ownUp", ""),
    ("anchor", ""),
    ("requireCovered", "one layer on one step"),
];

impl Growth {
    /// The part of the page on costs that tells of ledgers, in Markdown.
    pub fn section(&self) -> String {
        let mut out = format!(
            "\n## While the ledger grows\n\n\
             Every message, tried among no traces and among up to {} (beside a dozen that were really recorded). They are laid \
             into the contract's storage in the form in which the contract itself wrote one, under other names; with every \
             {TRACES_A_FAULT} traces come one account, one pledge and one fault with its docket, and the contract shows what was \
             laid as it shows what it wrote. What is charged stays the same, computation and proof and deposit, and so do the \
             cells: the bench fails if anything differs by more than 1 %, or a deposit or a cell at all. What grows, by the \
             depth of the storage trie, is the proof that is needed; what is charged leaves room for it. The contract's code, {:.1} \
             KB of each proof, is needed once a block and charged to every call.\n\n\
             ![Computation by ledger](costs-growth-computation.svg)\n![Proof by ledger](costs-growth-proof.svg)\n\n\
             | message | µs | KB charged | deposit |",
            number(self.ledgers.last().copied().unwrap_or_default() as f64),
            kilobytes(self.code),
        );
        for traces in &self.ledgers {
            let _ = write!(out, " KB needed among {} |", number(*traces as f64));
        }
        out.push_str("\n| --- | ---: | ---: | ---: |");
        out.push_str(&" ---: |".repeat(self.ledgers.len()));
        out.push('\n');
        for row in &self.rows {
            let Some(first) = row.costs.first() else {
                continue;
            };
            let _ = write!(
                out,
                "| {} | {:.1} | {:.1} | {:.4} |",
                row.title(),
                micros(first),
                kilobytes(first.proof_size),
                first.deposit as f64 / TOKEN
            );
            for cost in &row.costs {
                let _ = write!(out, " {:.1} |", kilobytes(cost.needed));
            }
            out.push('\n');
        }
        out
    }

    /// The part that tells of batches, in Markdown.
    pub fn batches_section(&self) -> String {
        let mut out = String::from(
            "\n## While batches grow\n\n\
             A batch is anchored in one call, whatever its size, so an inference in it costs a share of that; to take one out \
             costs one hash more for each doubling.\n\n\
             ![Cost of an inference](costs-batch-inference.svg)\n![Cost to open](costs-batch-open.svg)\n\n\
             | traces a batch | `anchor`, µs | µs an inference | bytes of proof an inference | `anchorCovered`, µs | \
             hashes | `open`, µs | KB charged | `requireCoveredInBatch`, µs |\n\
             | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
        );
        for batch in &self.batches {
            let traces = batch.traces as f64;
            let _ = writeln!(
                out,
                "| {} | {:.1} | {} | {} | {:.1} | {} | {:.1} | {:.1} | {:.1} |",
                number(traces),
                micros(&batch.anchor),
                share(micros(&batch.anchor) / traces),
                share(batch.anchor.proof_size as f64 / traces),
                micros(&batch.anchor_covered),
                batch.hashes,
                micros(&batch.open),
                kilobytes(batch.open.proof_size),
                micros(&batch.require_covered),
            );
        }
        out
    }

    /// The plots: the name of the file of each in `docs`, and the file.
    pub fn plots(&self) -> Vec<(&'static str, String)> {
        vec![
            ("costs-growth-computation.svg", self.computation()),
            ("costs-growth-proof.svg", self.proof()),
            ("costs-batch-inference.svg", self.inference()),
            ("costs-batch-open.svg", self.opening()),
        ]
    }

    fn computation(&self) -> String {
        let plot = Plot {
            title: "Computation of a call, by the size of the ledger",
            x: "traces in the ledger",
            y: "microseconds",
            marks: &self.ledgers,
            by_factors: false,
            lines: self.drawn(false, micros),
        };
        plot.svg()
    }

    fn proof(&self) -> String {
        let beside = |bytes: u64| kilobytes(bytes.saturating_sub(self.code));
        let mut lines = self.drawn(true, |cost| beside(cost.proof_size));
        lines.extend(self.drawn(false, |cost| beside(cost.needed)));
        let plot = Plot {
            title: "Storage proof of a call beside the code, by the size of the ledger",
            x: "traces in the ledger",
            y: "kilobytes: needed, and charged (dashed)",
            marks: &self.ledgers,
            by_factors: false,
            lines,
        };
        plot.svg()
    }

    fn drawn(&self, dashed: bool, value: impl Fn(&Measured) -> f64) -> Vec<Line> {
        let rows = (0..).zip(DRAWN).filter_map(|(colour, (name, case))| {
            let mut rows = self.rows.iter();
            let row = rows.find(|row| row.name == name && row.case == case)?;
            Some((colour, row))
        });
        let line = |(colour, row): (usize, &Grown)| Line {
            name: if dashed {
                String::new()
            } else {
                row.name.clone()
            },
            colour,
            dashed,
            points: self
                .ledgers
                .iter()
                .copied()
                .zip(row.costs.iter().map(&value))
                .collect(),
        };
        rows.map(line).collect()
    }

    fn inference(&self) -> String {
        let record = self.cost("record", "3 steps").unwrap_or_default();
        let plot = Plot {
            title: "Computation for each inference, by the size of its batch",
            x: "traces a batch",
            y: "microseconds",
            marks: &self.sizes(),
            by_factors: true,
            lines: vec![
                self.batch_line("record", 5, true, |_| micros(&record)),
                self.batch_line("anchorCovered", 3, false, |batch| {
                    micros(&batch.anchor_covered) / batch.traces as f64
                }),
                self.batch_line("anchor", 0, false, |batch| {
                    micros(&batch.anchor) / batch.traces as f64
                }),
            ],
        };
        plot.svg()
    }

    fn opening(&self) -> String {
        let plot = Plot {
            title: "Computation to take one trace out of its batch, by the batch's size",
            x: "traces a batch",
            y: "microseconds",
            marks: &self.sizes(),
            by_factors: false,
            lines: vec![
                self.batch_line("open", 0, false, |batch| micros(&batch.open)),
                self.batch_line("requireCoveredInBatch", 3, false, |batch| {
                    micros(&batch.require_covered)
                }),
            ],
        };
        plot.svg()
    }

    fn sizes(&self) -> Vec<u64> {
        self.batches.iter().map(|batch| batch.traces).collect()
    }

    fn batch_line(
        &self,
        name: &str,
        colour: usize,
        dashed: bool,
        value: impl Fn(&BatchCost) -> f64,
    ) -> Line {
        let points = self
            .batches
            .iter()
            .map(|batch| (batch.traces, value(batch)));
        Line {
            name: name.into(),
            colour,
            dashed,
            points: points.collect(),
        }
    }
}

impl Grown {
    /// The message, and the case if there are several.
    fn title(&self) -> String {
        match self.case.as_str() {
            "" => format!("`{}`", self.name),
            case => format!("`{}`, {case}", self.name),
        }
    }
}

fn micros(cost: &Measured) -> f64 {
    cost.ref_time as f64 / 1e6
}

/// With as many digits as tell something.
fn share(part: f64) -> String {
    match part {
        100.0.. => number(part.round()),
        0.1..100.0 => format!("{part:.2}"),
        _ => format!("{part:.5}"),
    }
}

fn kilobytes(bytes: u64) -> f64 {
    bytes as f64 / 1e3
}

//! `docs/costs.md`, made of the snapshot.

mod breakdown;

use super::{
    fees::Fees,
    guard::Guard,
    peers::{Machine, Peer},
    ratios::{ratios, Ratio},
    snapshot::Snapshot,
    Cost, Row,
};
use std::fmt::Write;

/// One token in native units.
const TOKEN: f64 = 1e12;

/// The whole page.
pub fn page(all: &Snapshot) -> String {
    let mut page = introduction(all);
    page += &what_must_hold(&ratios(all));
    for subject in &all.messages {
        let _ = write!(page, "\n## {}\n\n", subject.subject);
        page += &table("message", &subject.rows, &all.fees);
    }
    page += &guard(&all.guard, all);
    page += &peers(&all.peers, &all.fees);
    page += &breakdown::section(all);
    if let Some(growth) = &all.growth {
        page += &growth.section();
        page += &growth.batches_section();
    }
    if let Some(throughput) = &all.throughput {
        page += &throughput.section();
    }
    page
}

fn introduction(all: &Snapshot) -> String {
    let Fees {
        second_of_computation,
        megabyte_of_proof,
        byte_of_transaction,
        empty_transaction,
        empty_transaction_bytes,
    } = all.fees;
    format!(
        "# What acts cost

Every number here is made of [costs.json](costs.json), and that of trials on the real runtime, in process. Nothing depends on
the machine: [`scripts/bench`](../scripts/bench) measures the same anywhere and says what changed, with `--update` it writes
both files anew, and a [test](../e2e/tests/costs.rs) compares them, so that a change of cost is seen in review. Why things
cost what they do is told in [what the platform's parts cost](costs-of-the-platform.md).

## What one pays for

- **Computation** in µs and **proof** in KB, here of the call itself, without the transaction around it. A fee counts the dearer
  of the two, and on this runtime that is the proof: a second costs {}, a MB {}. The code of the contract, {} KB, is in the
  proof of every call.
- **Bytes of the transaction**, {} each. Around a call there are about {}, and a transaction that does nothing costs {}.
- A **deposit** for what is stored. It is held from the sender, and given back, below zero here, to whoever frees it.

*Fee* is for the call and its calldata, in tokens of this development runtime. Other chains have other prices: any command with
`--dry-run` asks yours. *Cells* are those of contracts that are read, and written; one that is overwritten unread counts as
read, for the chain looks up how long it was. Views cost nothing from outside; their numbers are for contracts that ask.

A *common* case is what goes on every day: three steps, and people who have been here before. The *first time*, a cell is made
for somebody new. The *worst* case has the most cells, the longest data and all layers.
",
        tokens(second_of_computation.into()),
        tokens(megabyte_of_proof.into()),
        kilobytes(all.code as u64),
        tokens(byte_of_transaction.into()),
        empty_transaction_bytes,
        tokens(empty_transaction.into()),
    )
}

fn what_must_hold(ratios: &[Ratio]) -> String {
    let mut out = String::from(
        "\n## What must hold\n\n| what | of | measured | at most | holds |\n| --- | --- | ---: | ---: | --- |\n",
    );
    for ratio in ratios {
        let of = ratio.unit.name();
        let [measured, most] = [ratio.measured, ratio.most].map(|it| ratio.unit.shown(it));
        let holds = match (ratio.holds(), ratio.reason) {
            (true, _) => "yes".into(),
            (false, Some(reason)) => format!("no: {reason}"),
            (false, None) => "**no**".into(),
        };
        let _ = writeln!(
            out,
            "| {} | {of} | {measured} | {most} | {holds} |",
            ratio.what
        );
    }
    out
}

fn table(title: &str, rows: &[Row], fees: &Fees) -> String {
    let mut out = format!(
        "| {title} | case | µs | KB | deposit | cells | calldata | events | fee |\n\
         | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
    );
    for Row { name, case, cost } in rows {
        let name = match name.contains('`') || name.contains(' ') {
            true => name.clone(),
            false => format!("`{name}`"),
        };
        let _ = writeln!(out, "| {name} | {case} | {} |", columns(cost, fees));
    }
    out
}

fn columns(cost: &Cost, fees: &Fees) -> String {
    format!(
        "{} | {} | {} | {} + {} | {} | {} | {}",
        micros(cost.ref_time),
        kilobytes(cost.proof_size),
        deposit(cost.deposit),
        cost.cells_read,
        cost.cells_written,
        cost.calldata,
        cost.event_bytes,
        fee(fees.of(cost)),
    )
}

fn guard(guard: &Guard, all: &Snapshot) -> String {
    let mut out = String::from(
        "\n## The guard, called by a contract\n\n\
         What it adds is the difference to a contract of a few bytes that hands on a call to nobody.\n\n",
    );
    out += &table("a contract that", &guard.rows, &all.fees);
    out += "\n| steps, each with one pledge | cells that `requireCovered` reads | of these new to a contract that has looked at the trace |\n\
            | ---: | ---: | ---: |\n";
    for cells in &guard.cells {
        let _ = writeln!(
            out,
            "| {} | {} | {} |",
            cells.steps, cells.asked, cells.after_the_trace
        );
    }
    out
}

/// Those on one machine are compared with each other.
fn peers(peers: &[Peer], fees: &Fees) -> String {
    let mut out = String::new();
    for machine in [Machine::PolkaVm, Machine::Evm] {
        let _ = write!(
            out,
            "\n## Side by side on the same runtime, {}\n",
            machine.shown()
        );
        for peer in peers.iter().filter(|peer| peer.machine == machine) {
            let code = kilobytes(peer.code as u64);
            let _ = write!(out, "\n### {}, {code} KB of code\n\n", peer.name);
            out += &table("act", &peer.rows, fees);
        }
    }
    out
}

fn micros(ref_time: u64) -> String {
    format!("{:.0}", ref_time as f64 / 1e6)
}

fn micros_in_tenths(ref_time: u64) -> String {
    format!("{:.1}", ref_time as f64 / 1e6)
}

fn kilobytes(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1e3)
}

fn deposit(native: i128) -> String {
    match native {
        0 => "0".into(),
        native => format!("{:.4}", native as f64 / TOKEN),
    }
}

fn tokens(native: u128) -> String {
    let number = fee(native);
    let unit = if number == "1" { "token" } else { "tokens" };
    format!("{number} {unit}")
}

fn fee(native: u128) -> String {
    let text = format!("{:.4}", native as f64 / TOKEN);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.into()
}

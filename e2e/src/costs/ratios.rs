//! What must hold between what things cost, as ratios of what was measured in the same run.

use super::{
    messages,
    peers::{
        Machine, Peer, ANSWERABLE, DISPUTED, FLOOR, IN_SOLIDITY, KLEROS, OWNED_UP, RULED, UMA,
    },
    snapshot::Snapshot,
    Cost,
};
use std::fmt;

/// One of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Ratio {
    pub what: String,
    pub unit: Unit,
    /// What is measured, and the most that it may be.
    pub measured: i128,
    pub most: i128,
    /// Whether it must stay below.
    below: bool,
    /// Why it does not hold, where that is known and accepted.
    pub reason: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Computation,
    Proof,
    Deposit,
    Cells,
}

/// Where something costs more than it should, and everybody may know why.
const REASONS: [(&str, Unit, &str); 0] = [];

impl Ratio {
    pub fn holds(&self) -> bool {
        self.measured < self.most || (!self.below && self.measured == self.most)
    }

    /// Whether it holds, or else why not is known. A reason for what holds is none.
    pub fn is_in_order(&self) -> bool {
        self.holds() == self.reason.is_none()
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let [measured, most] = [self.measured, self.most].map(|it| self.unit.shown(it));
        let (what, unit) = (&self.what, self.unit.name());
        write!(out, "{what}: {measured} {unit}, and at most {most}")
    }
}

impl Unit {
    pub fn name(self) -> &'static str {
        match self {
            Self::Computation => "µs",
            Self::Proof => "KB",
            Self::Deposit => "tokens",
            Self::Cells => "cells",
        }
    }

    /// A measurement in that unit.
    pub fn shown(self, measured: i128) -> String {
        let (unit, digits) = match self {
            Self::Computation => (1e6, 1),
            Self::Proof => (1e3, 1),
            Self::Deposit => (1e12, 4),
            Self::Cells => (1.0, 0),
        };
        format!("{:.digits$}", measured as f64 / unit)
    }

    fn of(self, cost: &Cost) -> i128 {
        match self {
            Self::Computation => cost.ref_time.into(),
            Self::Proof => cost.proof_size.into(),
            Self::Deposit => cost.deposit,
            Self::Cells => cost.cells_read as i128,
        }
    }
}

/// All of them. A row that is missing is an error of whoever renamed it.
pub fn ratios(all: &Snapshot) -> Vec<Ratio> {
    let mut ratios = against_uma(all);
    ratios.extend(against_kleros(all));
    ratios.extend(against_the_floor(all));
    ratios.extend(anchored(all));
    ratios.extend(against_solidity(all));
    ratios.push(guarded(all));
    for ratio in &mut ratios {
        let mut reasons = REASONS.iter();
        let reason = reasons.find(|(what, unit, _)| *what == ratio.what && *unit == ratio.unit);
        ratio.reason = reason.map(|(_, _, reason)| *reason);
    }
    ratios
}

fn against_uma(all: &Snapshot) -> Vec<Ratio> {
    let ratio = |unit, part: i128| {
        let ours = sum(all, ANSWERABLE, Machine::PolkaVm, &OWNED_UP, unit);
        let theirs = sum(all, UMA, Machine::Evm, &DISPUTED, unit);
        let what = "`pledge`, `report` and `ownUp`: less than";
        let what = format!("{what} 1/{part} of UMA's assert, dispute and settle");
        below(what, unit, ours, theirs / part)
    };
    vec![ratio(Unit::Computation, 3), ratio(Unit::Proof, 2)]
}

fn against_kleros(all: &Snapshot) -> Vec<Ratio> {
    let ratio = |machine: Machine, unit| {
        let ours = sum(all, ANSWERABLE, Machine::PolkaVm, &OWNED_UP, unit);
        let theirs = sum(all, KLEROS, machine, &RULED, unit);
        let what = "`pledge`, `report` and `ownUp`: less than Kleros' deposit, dispute and rule";
        below(format!("{what}, {}", machine.shown()), unit, ours, theirs)
    };
    let machines = [Machine::Evm, Machine::PolkaVm].into_iter();
    machines
        .flat_map(|machine| [Unit::Computation, Unit::Proof].map(|unit| ratio(machine, unit)))
        .collect()
}

/// The floor is one cell, rewritten by the smallest contract.
fn against_the_floor(all: &Snapshot) -> Vec<Ratio> {
    let unit = Unit::Computation;
    let floor = sum(all, FLOOR, Machine::PolkaVm, &["set"], unit);
    let ratio = |name: &str, case: &str| {
        let ours = unit.of(message(all, name, case));
        let what = format!("`{name}` ({case}): at most five times the floor");
        at_most(what, unit, ours, 5 * floor)
    };
    vec![
        ratio("record", messages::THREE_STEPS),
        ratio("anchor", messages::A_THOUSAND),
    ]
}

fn anchored(all: &Snapshot) -> Vec<Ratio> {
    let ratio = |unit: Unit| {
        let anchor = unit.of(message(all, "anchor", messages::A_THOUSAND));
        let record = unit.of(message(all, "record", messages::THREE_STEPS));
        let what = "an inference among a thousand anchored: less than 1 % of one recorded";
        below(what.into(), unit, anchor / 1_000, record / 100)
    };
    vec![ratio(Unit::Computation), ratio(Unit::Proof)]
}

fn against_solidity(all: &Snapshot) -> Vec<Ratio> {
    let mut found = Vec::new();
    for act in ["record", "pledge", "report", "ownUp"] {
        for case in ["common", "first"] {
            for unit in [Unit::Computation, Unit::Proof, Unit::Deposit] {
                let ours = unit.of(&peer(all, ANSWERABLE, Machine::PolkaVm).row(act, case).cost);
                let theirs = unit.of(&peer(all, IN_SOLIDITY, Machine::Evm).row(act, case).cost);
                let what = format!("`{act}` ({case}): less than the same in Solidity, EVM");
                found.push(match unit {
                    // Neither of them leaves any.
                    Unit::Deposit if theirs == 0 => at_most(what, unit, ours, theirs),
                    _ => below(what, unit, ours, theirs),
                });
            }
        }
    }
    found
}

fn guarded(all: &Snapshot) -> Ratio {
    let cells = all.guard.cells.iter().find(|cells| cells.steps == 3);
    let cells = cells.expect("the guard was asked about three steps");
    let what = "`requireCovered` on three steps: at most three cells more than a contract has read that looked at the trace";
    let added = cells.after_the_trace as i128;
    at_most(what.into(), Unit::Cells, added, 3)
}

fn below(what: String, unit: Unit, measured: i128, most: i128) -> Ratio {
    Ratio {
        what,
        unit,
        measured,
        most,
        below: true,
        reason: None,
    }
}

fn at_most(what: String, unit: Unit, measured: i128, most: i128) -> Ratio {
    Ratio {
        below: false,
        ..below(what, unit, measured, most)
    }
}

fn message<'all>(all: &'all Snapshot, name: &str, case: &str) -> &'all Cost {
    let mut rows = all.messages.iter().flat_map(|subject| &subject.rows);
    let row = rows.find(|row| row.name == name && row.case == case);
    &row.unwrap_or_else(|| panic!("{name}, {case}, was not measured"))
        .cost
}

fn peer<'all>(all: &'all Snapshot, name: &str, machine: Machine) -> &'all Peer {
    let mut peers = all.peers.iter();
    let peer = peers.find(|peer| peer.name == name && peer.machine == machine);
    peer.unwrap_or_else(|| panic!("{name} was not measured on {}", machine.shown()))
}

/// What several acts cost together, each in its common case.
fn sum(all: &Snapshot, name: &str, machine: Machine, acts: &[&str], unit: Unit) -> i128 {
    let peer = peer(all, name, machine);
    let costs = acts.iter().map(|act| peer.row(act, "common").cost);
    costs.map(|cost| unit.of(&cost)).sum()
}

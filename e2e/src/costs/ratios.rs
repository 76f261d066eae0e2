//! What must hold between what things cost, as ratios of what was measured in the same run.

use super::{messages, snapshot::Snapshot, Cost, Row};

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
const REASONS: [(&str, &str); 0] = [];

/// The acts of a promise that is called and kept.
const KEPT: [&str; 3] = ["pledge", "report", "ownUp"];
const ANSWERABLE: &str = "answerable";
const IN_SOLIDITY: &str = "the same acts in Solidity";

impl Ratio {
    pub fn holds(&self) -> bool {
        self.measured < self.most || (!self.below && self.measured == self.most)
    }
}

impl Unit {
    fn of(self, cost: &Cost) -> i128 {
        match self {
            Self::Computation => cost.ref_time.into(),
            Self::Proof => cost.proof_size.into(),
            Self::Deposit => cost.deposit,
            Self::Cells => cost.cells_read as i128,
        }
    }
}

/// All that can be judged by a snapshot.
pub fn ratios(all: &Snapshot) -> Vec<Ratio> {
    let known = [
        against_uma(all),
        against_kleros(all),
        against_the_floor(all),
        anchored(all),
        against_solidity(all),
        guarded(all),
    ];
    // A row that was not measured is skipped here, and nowhere else.
    let known = known.into_iter().flatten().flatten();
    let known = known.map(|ratio| {
        let reason = REASONS.iter().find(|(what, _)| *what == ratio.what);
        Ratio {
            reason: reason.map(|(_, reason)| *reason),
            ..ratio
        }
    });
    known.collect()
}

type Found = Vec<Option<Ratio>>;

fn against_uma(all: &Snapshot) -> Found {
    let theirs = ["assertTruth", "disputeAssertion", "settleAssertion"];
    let ratio = |unit, part: i128| {
        let ours = sum(all, ANSWERABLE, "PolkaVm", &KEPT, unit)?;
        let theirs = sum(all, "UMA OptimisticOracleV3", "Evm", &theirs, unit)?;
        let what = "pledge, report and own up, against UMA's assert, dispute and settle";
        Some(below(
            format!("{what}: less than 1/{part}"),
            unit,
            ours,
            theirs / part,
        ))
    };
    vec![ratio(Unit::Computation, 3), ratio(Unit::Proof, 2)]
}

fn against_kleros(all: &Snapshot) -> Found {
    let theirs = [
        "newTransaction",
        "reclaimFunds",
        "depositArbitrationFeeForPayee",
        "rule",
    ];
    let ratio = |machine: &str, unit| {
        let ours = sum(all, ANSWERABLE, "PolkaVm", &KEPT, unit)?;
        let theirs = sum(all, "Kleros escrow", machine, &theirs, unit)?;
        let what = "pledge, report and own up, against Kleros' deposit, dispute and rule";
        Some(below(
            format!("{what}, {}", shown(machine)),
            unit,
            ours,
            theirs,
        ))
    };
    let machines = ["Evm", "PolkaVm"].into_iter();
    machines
        .flat_map(|machine| {
            [
                ratio(machine, Unit::Computation),
                ratio(machine, Unit::Proof),
            ]
        })
        .collect()
}

/// The floor is one cell, rewritten by the smallest contract.
fn against_the_floor(all: &Snapshot) -> Found {
    let unit = Unit::Computation;
    let ratio = |name: &str, case: &str| {
        let ours = unit.of(message(all, name, case)?);
        let floor = sum(all, "the floor", "PolkaVm", &["set"], unit)?;
        let what = format!("`{name}` ({case}): at most five times the floor");
        Some(at_most(what, unit, ours, 5 * floor))
    };
    vec![
        ratio("record", messages::THREE_STEPS),
        ratio("anchor", messages::A_THOUSAND),
    ]
}

fn anchored(all: &Snapshot) -> Found {
    let ratio = |unit: Unit| {
        let anchor = unit.of(message(all, "anchor", messages::A_THOUSAND)?);
        let record = unit.of(message(all, "record", messages::THREE_STEPS)?);
        let what = "an inference among a thousand anchored: less than 1 % of one recorded";
        Some(below(what.into(), unit, anchor / 1_000, record / 100))
    };
    vec![ratio(Unit::Computation), ratio(Unit::Proof)]
}

fn against_solidity(all: &Snapshot) -> Found {
    let mut found = Vec::new();
    for act in ["record", "pledge", "report", "ownUp"] {
        for case in ["common", "first"] {
            for unit in [Unit::Computation, Unit::Proof, Unit::Deposit] {
                let cost = |name, machine| Some(unit.of(peer(all, name, machine, act, case)?));
                let what = format!("`{act}` ({case}), against the same in Solidity, EVM");
                let both = cost(ANSWERABLE, "PolkaVm").zip(cost(IN_SOLIDITY, "Evm"));
                found.push(both.map(|(ours, theirs)| match unit {
                    // Neither of them leaves any.
                    Unit::Deposit if theirs == 0 => at_most(what, unit, ours, theirs),
                    _ => below(what, unit, ours, theirs),
                }));
            }
        }
    }
    found
}

fn guarded(all: &Snapshot) -> Found {
    let cells = all.guard.cells.iter().find(|cells| cells.steps == 3);
    let what = "`requireCovered` on three steps, to a contract that has looked at the trace";
    vec![cells.map(|cells| {
        let added = cells.after_the_trace as i128;
        at_most(
            format!("{what}: at most three cells"),
            Unit::Cells,
            added,
            3,
        )
    })]
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

fn message<'all>(all: &'all Snapshot, name: &str, case: &str) -> Option<&'all Cost> {
    let rows = all.messages.iter().flat_map(|subject| &subject.rows);
    find(rows, name, case)
}

fn peer<'all>(
    all: &'all Snapshot,
    name: &str,
    machine: &str,
    act: &str,
    case: &str,
) -> Option<&'all Cost> {
    let mut peers = all.peers.iter();
    let peer = peers.find(|peer| peer.name == name && peer.machine == machine)?;
    find(&peer.rows, act, case)
}

fn find<'all>(
    rows: impl IntoIterator<Item = &'all Row>,
    name: &str,
    case: &str,
) -> Option<&'all Cost> {
    let mut rows = rows.into_iter();
    let row = rows.find(|row| row.name == name && row.case == case)?;
    Some(&row.cost)
}

/// What several acts cost together, each in its common case.
fn sum(all: &Snapshot, name: &str, machine: &str, acts: &[&str], unit: Unit) -> Option<i128> {
    let costs = acts
        .iter()
        .map(|act| peer(all, name, machine, act, "common"));
    costs.map(|cost| Some(unit.of(cost?))).sum()
}

/// A machine as people call it.
pub fn shown(machine: &str) -> &str {
    match machine {
        "Evm" => "EVM",
        "PolkaVm" => "PolkaVM",
        other => other,
    }
}

//! What acts are made of, side by side.

use super::micros_in_tenths;
use crate::costs::{
    peers::{Breakdown, Machine, Peer, ANSWERABLE, INK_ERC20, IN_SOLIDITY, OPENZEPPELIN},
    snapshot::Snapshot,
};
use std::fmt::Write;

/// One act each, by several contracts.
const ACTS: [(&str, [(&str, Machine); 3]); 5] = [
    (
        "transfer",
        [
            (INK_ERC20, Machine::PolkaVm),
            (OPENZEPPELIN, Machine::PolkaVm),
            (OPENZEPPELIN, Machine::Evm),
        ],
    ),
    ("record", HOT),
    ("pledge", HOT),
    ("report", HOT),
    ("ownUp", HOT),
];

const HOT: [(&str, Machine); 3] = [
    (ANSWERABLE, Machine::PolkaVm),
    (IN_SOLIDITY, Machine::PolkaVm),
    (IN_SOLIDITY, Machine::Evm),
];

/// The part of the page that shows where the computation goes.
pub fn section(all: &Snapshot) -> String {
    let mut out = String::from(
        "\n## Where the computation goes\n\nWhat each host function takes, in µs, and in brackets how often it is \
         called, in the common case. `PvmFuel` and `instructions` are what the machine does between them.\n",
    );
    for (act, contracts) in ACTS {
        let made = contracts.map(|(name, machine)| {
            let mut peers = all.peers.iter();
            let peer = peers.find(|peer| peer.name == name && peer.machine == machine);
            let peer = peer.unwrap_or_else(|| panic!("{name} was not measured"));
            (peer, parts(peer, act))
        });
        let _ = write!(out, "\n### `{act}`\n\n| part |");
        for (peer, _) in &made {
            let _ = write!(out, " {}, {} |", peer.name, peer.machine.shown());
        }
        out += "\n| --- | ---: | ---: | ---: |\n";
        for what in names(made.iter().map(|(_, parts)| *parts)) {
            let _ = write!(out, "| {what} |");
            for (_, breakdown) in &made {
                let part = breakdown.parts.iter().find(|part| part.what == what);
                let cell = part.map(|part| {
                    let time = micros_in_tenths(part.ref_time);
                    format!("{time} ({})", part.times)
                });
                let _ = write!(out, " {} |", cell.unwrap_or_default());
            }
            out.push('\n');
        }
    }
    out
}

fn parts<'all>(peer: &'all Peer, act: &str) -> &'all Breakdown {
    let mut found = peer.breakdowns.iter();
    let found = found.find(|it| it.name == act && it.case == "common");
    found.unwrap_or_else(|| panic!("{} has no {act}", peer.name))
}

/// Of all parts, each once.
fn names<'all>(breakdowns: impl Iterator<Item = &'all Breakdown>) -> Vec<&'all str> {
    let mut names = Vec::new();
    for part in breakdowns.flat_map(|breakdown| &breakdown.parts) {
        if !names.contains(&&*part.what) {
            names.push(&*part.what);
        }
    }
    names
}

//! What numbers of the protocol are called.

use answerable_protocol::{Kind, Kinds, State};
use std::fmt::Display;

/// All kinds, with their numbers.
pub const KINDS: &str = "1 model, 2 compute, 3 verification, 4 data, 5 tool";

/// `1 step`, `2 steps`.
pub fn counted(count: impl Display, thing: &str) -> String {
    let count = count.to_string();
    let ending = if count == "1" { "" } else { "s" };
    format!("{count} {thing}{ending}")
}

/// Where a fault stands.
pub fn state(state: State) -> &'static str {
    match state {
        State::Answering => "answering",
        State::Contested => "contested",
        State::Defaulted => "defaulted",
        State::Orphaned => "orphaned",
        State::MadeGood => "made good",
        State::Withdrawn => "withdrawn",
        State::Dismissed => "dismissed",
        State::Pardoned => "pardoned",
        State::Unanswered => "unanswered",
    }
}

pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Model => "model",
        Kind::Compute => "compute",
        Kind::Verification => "verification",
        Kind::Data => "data",
        Kind::Tool => "tool",
    }
}

/// The kinds of a set: `model or tool`.
pub fn kinds(set: Kinds) -> String {
    let all = [
        Kind::Model,
        Kind::Compute,
        Kind::Verification,
        Kind::Data,
        Kind::Tool,
    ];
    let names: Vec<&str> = all
        .into_iter()
        .filter(|each| set.has(*each))
        .map(kind)
        .collect();
    names.join(" or ")
}

/// The name of a state that came as a number.
pub fn state_numbered(number: u8) -> String {
    let all = [
        State::Answering,
        State::Contested,
        State::Defaulted,
        State::Orphaned,
        State::MadeGood,
        State::Withdrawn,
        State::Dismissed,
        State::Pardoned,
        State::Unanswered,
    ];
    let known = all.into_iter().find(|each| *each as u8 == number);
    known.map_or_else(|| format!("in state {number}"), |known| state(known).into())
}

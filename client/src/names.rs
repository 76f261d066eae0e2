//! What numbers of the protocol are called.

use answerable_protocol::{Kind, Kinds, State};
use std::fmt::Display;

/// All kinds of steps.
pub const KINDS: [Kind; 5] = [
    Kind::Model,
    Kind::Compute,
    Kind::Verification,
    Kind::Data,
    Kind::Tool,
];

/// All kinds, with their numbers.
pub(crate) const NUMBERED_KINDS: &str = "1 model, 2 compute, 3 verification, 4 data, 5 tool";

/// `1 step`, `2 steps`.
pub fn counted(count: impl Display, thing: &str) -> String {
    let count = count.to_string();
    let ending = if count == "1" { "" } else { "s" };
    format!("{count} {thing}{ending}")
}

/// What a fault's state is called.
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

/// What a kind of step is called.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Model => "model",
        Kind::Compute => "compute",
        Kind::Verification => "verification",
        Kind::Data => "data",
        Kind::Tool => "tool",
    }
}

/// The kind of step that is called so.
pub fn kind_named(name: &str) -> Option<Kind> {
    KINDS.into_iter().find(|each| kind(*each) == name)
}

/// What a kind is called that came as a number.
pub fn kind_numbered(number: u8) -> &'static str {
    let known = KINDS.into_iter().find(|each| *each as u8 == number);
    known.map_or("of an unknown kind", kind)
}

/// The kinds of a set: `model or tool`.
pub fn kinds(set: Kinds) -> String {
    let names: Vec<&str> = KINDS
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

//! What a picture says, in lines that are drawn in one way or another.

use super::wording::{harmless, origin};
use crate::{
    alloy_sol_types::private::Address,
    display::percent,
    display::{moment, with_unit},
    history::{FaultHistory, History, Outcome, Promise, StepHistory, Turn},
    names::{kind_numbered, state},
};
use answerable_protocol::{Amount, State, Time};

/// How good or bad the news is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Plain,
    Quiet,
    Good,
    Bad,
    /// Somebody can still act.
    Open,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Text(String),
    Strong(String),
    /// A hash or an address.
    Code(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub tone: Tone,
    pub parts: Vec<Part>,
}

impl Line {
    pub fn new(tone: Tone) -> Self {
        Self {
            tone,
            parts: Vec::new(),
        }
    }

    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.parts.push(Part::Text(text.into()));
        self
    }

    pub fn strong(mut self, text: impl Into<String>) -> Self {
        self.parts.push(Part::Strong(text.into()));
        self
    }

    pub fn code(mut self, text: impl Into<String>) -> Self {
        self.parts.push(Part::Code(text.into()));
        self
    }

    /// Somebody, by name if there is one.
    pub fn who(self, history: &History, who: Address) -> Self {
        match history.names.get(&crate::history::h160(who)) {
            Some(name) => self.strong(harmless(name)),
            None => self.code(const_hex::encode_prefixed(who)),
        }
    }
}

/// What stands above everything.
pub(super) fn head(history: &History) -> Vec<Line> {
    let trace = &history.trace;
    let plain = || Line::new(Tone::Plain);
    let batch = match trace.batch {
        0 => String::new(),
        batch => format!(", out of batch {batch}"),
    };
    let verb = match trace.batch {
        0 => "recorded by ",
        _ => "anchored by ",
    };
    vec![
        plain().text("asked by ").who(history, trace.requester),
        plain()
            .text(verb)
            .who(history, trace.recorder)
            .text(format!(
                " on {}, under terms {}{batch}",
                moment(Time(trace.recordedAt)),
                trace.terms
            )),
        Line::new(Tone::Quiet).text(format!(
            "as of block {}, {}",
            history.block.number,
            moment(Time(history.block.time_ms / 1_000))
        )),
    ]
}

/// A step in a line.
pub(super) fn step(history: &History, step: &StepHistory) -> Line {
    let line = Line::new(Tone::Plain)
        .strong(kind_numbered(step.step.kind))
        .text(" by ")
        .who(history, step.step.actor);
    if step.step.attested {
        line.text(", who attested it")
    } else {
        line
    }
}

pub(super) fn commitment(step: &StepHistory) -> Line {
    Line::new(Tone::Quiet)
        .text("commitment ")
        .code(step.step.commitment.to_string())
}

/// That a step has nobody.
pub(super) fn nobody() -> Line {
    Line::new(Tone::Bad).text("nobody promised to answer for this step")
}

/// Who answers for a step, with how much, and why.
pub(super) fn promise(history: &History, step: u8, promise: &Promise) -> Line {
    let over = promise.released || promise.left.is_zero();
    let line = Line::new(if over { Tone::Quiet } else { Tone::Plain });
    let line = line.who(history, promise.surety);
    let cover = with_unit(promise.cover);
    let now = Time(history.block.time_ms / 1_000);
    let paid = history.paid_of(step, promise);
    let line = if promise.released && paid.is_zero() {
        line.text(format!(" answered with {cover}, and is released"))
    } else if promise.released {
        let paid = with_unit(paid);
        line.text(format!(
            " answered with {cover}, paid {paid}, and is released"
        ))
    } else if promise.left.is_zero() {
        line.text(format!(" answered with {cover}, all of it paid"))
    } else {
        let left = match promise.left == promise.cover {
            true => cover,
            false => format!(
                "what is left, {} of {cover}",
                crate::display::tokens(promise.left)
            ),
        };
        let until = moment(promise.until);
        let verb = if promise.until < now {
            "answered"
        } else {
            "answers"
        };
        line.text(format!(" {verb} with {left}, until {until}"))
    };
    let line = match origin(promise) {
        Some(origin) => line.text(format!(", {origin}")),
        None => line,
    };
    if history.was_called(step, promise) {
        line
    } else {
        line.text("; never called")
    }
}

/// A fault in a line.
pub(super) fn fault(history: &History, fault: &FaultHistory) -> Line {
    let line = Line::new(tone_of(fault))
        .strong(format!("fault {}, {}", fault.id, state(fault.state)))
        .text(": ")
        .who(history, fault.reporter);
    let loss = with_unit(fault.reported);
    if !fault.recourse {
        return line.text(format!(" reported a loss of {loss}"));
    }
    let steps: Vec<String> = history
        .paid_before(fault)
        .iter()
        .map(u8::to_string)
        .collect();
    let steps = match steps.as_slice() {
        [] => "later steps".into(),
        [step] => format!("step {step}"),
        _ => format!("steps {}", steps.join(" and ")),
    };
    line.text(format!(
        " turned upstream for {loss} of what it paid for {steps}"
    ))
}

pub(super) fn tone_of(fault: &FaultHistory) -> Tone {
    match fault.state {
        State::MadeGood => Tone::Good,
        State::Unanswered => Tone::Bad,
        State::Answering | State::Contested | State::Defaulted | State::Orphaned => Tone::Open,
        State::Withdrawn | State::Dismissed | State::Pardoned => Tone::Quiet,
    }
}

/// What happened to a fault, line after line.
pub(super) fn life(history: &History, fault: &FaultHistory) -> Vec<Line> {
    let mut lines = Vec::new();
    if !fault.uri.is_empty() {
        let evidence = Line::new(Tone::Quiet).text("evidence at ");
        lines.push(evidence.code(harmless(&fault.uri)));
    }
    lines.extend(fault.turns.iter().map(|it| turn(history, it)));
    if fault.loss != fault.reported && fault.stands() {
        lines.push(Line::new(Tone::Plain).text(format!(
            "governance ruled that the loss was {}",
            with_unit(fault.loss)
        )));
    }
    if let Some(rest) = fault.orphaned {
        let orphan = Line::new(Tone::Bad);
        lines.push(orphan.text(format!("nobody answered for {}", with_unit(rest))));
    }
    for it in &fault.volunteers {
        let volunteer = Line::new(Tone::Good).who(history, it.who);
        lines.push(volunteer.text(format!(
            " stepped forward and paid {}",
            with_unit(it.amount)
        )));
    }
    lines.extend(rest(fault));
    lines
}

/// What is still to be had, or never will be.
fn rest(fault: &FaultHistory) -> Option<Line> {
    let unpaid = with_unit(fault.unpaid);
    match (fault.state, fault.deadline) {
        (State::Orphaned, Some(deadline)) => Some(Line::new(Tone::Open).text(format!(
            "{unpaid} is unpaid; anybody may step forward, at least until {}",
            moment(deadline)
        ))),
        (State::Unanswered, _) => {
            Some(Line::new(Tone::Bad).text(format!("{unpaid} stayed unpaid, for good")))
        }
        _ => None,
    }
}

fn turn(history: &History, turn: &Turn) -> Line {
    let tone = match turn.outcome {
        Outcome::Called | Outcome::Contested | Outcome::Defaulted => Tone::Open,
        Outcome::OwnedUp | Outcome::OwnedUpLate | Outcome::Conceded | Outcome::Defended => {
            Tone::Good
        }
        Outcome::Lost | Outcome::Slashed(_) | Outcome::PaidAfterDefault => Tone::Bad,
        Outcome::Undecided => Tone::Plain,
        Outcome::Pardoned | Outcome::Withdrawn | Outcome::NothingDue => Tone::Quiet,
    };
    Line::new(tone)
        .who(history, turn.surety)
        .text(format!(" {}", what_it_did(turn)))
}

fn what_it_did(turn: &Turn) -> String {
    let paid = with_unit(turn.paid);
    let until = moment(turn.deadline);
    let penalty = match turn.penalty {
        Amount::ZERO => String::new(),
        penalty => format!(", and a penalty of {}", with_unit(penalty)),
    };
    let conceded = turn.contest.as_ref().map(|it| it.conceded);
    let conceding = match conceded {
        Some(conceded) if !conceded.is_zero() => format!(", conceding {}", with_unit(conceded)),
        _ => String::new(),
    };
    let deposit = match &turn.contest {
        Some(contest) if turn.forfeited() => format!(
            "; its deposit of {} went to the harmed party",
            with_unit(contest.deposit)
        ),
        _ => String::new(),
    };
    match turn.outcome {
        Outcome::Called => format!("is called, and may own up or contest until {until}"),
        Outcome::Contested => {
            format!("contests{conceding}; governance may rule until {until}")
        }
        Outcome::Defaulted => {
            format!("stayed silent, a default; governance may slash or pardon until {until}")
        }
        Outcome::OwnedUp => format!("owned up and paid {paid}"),
        Outcome::OwnedUpLate => {
            format!("contested{conceding}, then owned up and paid {paid}{deposit}")
        }
        Outcome::Conceded => {
            format!("contested{conceding}, and owed no more than that: it paid {paid}")
        }
        Outcome::Lost => {
            format!("contested{conceding}, and lost: it paid {paid}{penalty}{deposit}")
        }
        Outcome::Undecided => {
            format!("contested{conceding}, and nobody ruled: it paid {paid}{deposit}")
        }
        Outcome::Defended => format!("contested{conceding}, and was right"),
        Outcome::Slashed(share) => format!(
            "stayed silent, and was slashed by {}: it paid {paid}{penalty}",
            percent(share)
        ),
        Outcome::PaidAfterDefault => format!("stayed silent, a default: it paid {paid}{penalty}"),
        Outcome::Pardoned => "stayed silent, and was pardoned: the report was abusive".into(),
        Outcome::Withdrawn => "was called, and the report was taken back".into(),
        Outcome::NothingDue => "was called, and nothing was due from it any more".into(),
    }
}

/// What it all came to.
pub(super) fn sums(history: &History) -> Line {
    let sums = history.sums();
    if history.faults.is_empty() {
        return Line::new(Tone::Plain).text("no fault was reported");
    }
    let mut said = format!("lost {}", with_unit(sums.lost));
    for (what, amount) in [
        ("paid by sureties", sums.by_sureties),
        ("by volunteers", sums.by_volunteers),
        ("unpaid", sums.unpaid),
        ("recovered upstream", sums.upstream),
        ("penalties", sums.penalties),
    ] {
        if !amount.is_zero() {
            said.push_str(&format!(" · {what} {}", with_unit(amount)));
        }
    }
    Line::new(Tone::Plain).text(said)
}

/// Those who have to do with the trace and have names, with their addresses.
pub(super) fn people(history: &History) -> Vec<(String, String)> {
    let people = history.people();
    let named = history.names.iter();
    named
        .filter(|(address, _)| people.contains(address))
        .map(|(address, name)| (harmless(name), format!("{address:?}")))
        .collect()
}

//! What happened in a council, in sentences.

use crate::{
    sentences::{tokens, who},
    terms,
};
use answerable_client::{
    alloy_sol_types::{private::Address, SolInterface},
    council::{Event, Votes},
    display,
    interface::IAnswerable::IAnswerableCalls as Call,
    Bps, Terms,
};

/// One sentence, without a full stop.
pub fn sentence(event: &Event) -> String {
    match event {
        Event::SeatsChanged(it) => format!(
            "the council's members are {}, and {} of them decide; this is term {}",
            all(&it.members),
            it.threshold,
            it.term
        ),
        Event::RulingMoved(it) => format!("motion {}: {}", it.motion, about(event)),
        Event::OfficeMoved(it) => format!("motion {}: {}", it.motion, about(event)),
        Event::SeatsMoved(it) => format!("motion {}: {}", it.motion, about(event)),
        Event::Voted(it) => format!("{} voted for motion {}", who(it.member), it.motion),
        Event::Retracted(it) => format!(
            "{} took the vote for motion {} back",
            who(it.member),
            it.motion
        ),
        Event::Carried(it) => format!(
            "motion {} has the votes that it needs, and is done",
            it.motion
        ),
    }
}

/// What would be done.
pub fn about(moved: &Event) -> String {
    match moved {
        Event::RulingMoved(it) => {
            let act = match it.act {
                super::UPHOLD => format!(
                    "uphold fault {} with a loss of {}",
                    it.fault,
                    tokens(it.amount)
                ),
                super::DISMISS => format!("dismiss fault {}", it.fault),
                super::SLASH => format!(
                    "slash the defaulter of fault {} by {}",
                    it.fault,
                    display::percent(Bps(it.amount.saturating_to()))
                ),
                super::PARDON => format!("pardon the defaulter of fault {}", it.fault),
                act => format!(
                    "do act {act}, which this program does not know, on fault {}",
                    it.fault
                ),
            };
            format!("{act}, in layer {}, at {}", it.layer, who(it.instance))
        }
        Event::OfficeMoved(it) => {
            let call = match Call::abi_decode(&it.call) {
                Ok(call) => asked(call),
                Err(_) => format!("a call that this program does not know, {}", it.call),
            };
            format!("{call}, at {}", who(it.instance))
        }
        Event::SeatsMoved(it) => {
            format!("seat {}, {} of whom decide", all(&it.members), it.threshold)
        }
        _ => String::new(),
    }
}

fn asked(call: Call) -> String {
    match call {
        Call::addTerms(it) => {
            let lines = terms::lines(&Terms::from(it.content));
            let lines = lines.map(|(name, value)| format!("{name} {value}"));
            format!("add terms ({})", lines.join(", "))
        }
        Call::setTreasury(it) => format!("make {} the treasury", who(it.treasury)),
        Call::setIntake(it) if it.open => "open the intake".into(),
        Call::setIntake(_) => "close the intake".into(),
        Call::proposeGovernance(it) => format!("propose {} as governance", who(it.proposed)),
        Call::acceptGovernance(_) => "accept the office of governance".into(),
        _ => "a call that is no act of office".into(),
    }
}

/// Who voted so far.
pub fn voters(votes: &Votes) -> String {
    if votes.voted.is_empty() {
        return "nobody's vote".into();
    }
    let voted: Vec<String> = votes
        .voted
        .iter()
        .map(|member| format!("{member:?}"))
        .collect();
    format!("the votes of {}", voted.join(", "))
}

/// How many votes are needed.
pub fn missing(votes: usize) -> String {
    match votes {
        1 => "one more vote does it".into(),
        votes => format!("{votes} more votes are needed"),
    }
}

fn all(members: &[Address]) -> String {
    let members: Vec<String> = members.iter().map(|member| who(*member)).collect();
    members.join(", ")
}

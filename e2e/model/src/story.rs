//! Histories as they went, told in lines.

use crate::{resolve, Act, Answer, Event, Hash, History, Model, Refused, START};
use std::fmt;

/// A message and what came of it.
#[derive(Clone, Debug)]
pub struct Entry {
    pub event: Event,
    pub result: Result<Answer, Refused>,
}

/// What happened, in order.
#[derive(Clone, Debug, Default)]
pub struct Story {
    pub entries: Vec<Entry>,
    /// All traces in the order in which they came, by which they are called.
    pub traces: Vec<Hash>,
}

/// Plays a history on a model and tells it.
pub fn play(model: &mut Model, history: &History) -> Story {
    let mut story = Story::default();
    for intent in history {
        let event = resolve(intent, model);
        let result = model.act(event.now, event.caller, event.value, &event.act);
        story.entries.push(Entry { event, result });
    }
    story.traces = model.traces_in_order().to_vec();
    story
}

impl fmt::Display for Story {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let mut traces = Vec::new();
        for entry in &self.entries {
            if let Ok(Answer::Trace(trace)) = entry.result {
                traces.push(trace);
            }
            writeln!(
                f,
                "{}",
                Told {
                    entry,
                    traces: &traces
                }
            )?;
        }
        Ok(())
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(
            f,
            "{}",
            Told {
                entry: self,
                traces: &[]
            }
        )
    }
}

struct Told<'a> {
    entry: &'a Entry,
    /// Traces by the order in which they came.
    traces: &'a [Hash],
}

impl Told<'_> {
    fn trace(&self, id: &Hash) -> String {
        match self.traces.iter().position(|trace| trace == id) {
            Some(place) => format!("trace {}", place + 1),
            None => format!("trace {id}"),
        }
    }

    fn act(&self) -> String {
        match &self.entry.event.act {
            Act::Deposit => "deposits".into(),
            Act::Withdraw { amount } => format!("withdraws {amount}"),
            Act::Record { data, terms } => {
                let steps = data.steps.len() / 53;
                format!("records {steps} steps for {} under terms {terms}", data.requester)
            }
            Act::RecordCovered { data, terms, cover } => {
                let steps = data.steps.len() / 53;
                let draws: Vec<String> = cover
                    .iter()
                    .map(|draw| format!("{} of mandate {} on step {}", draw.amount, draw.mandate, draw.step))
                    .collect();
                format!(
                    "records {steps} steps for {} under terms {terms}, drawing {}",
                    data.requester,
                    draws.join(", ")
                )
            }
            Act::Anchor { root, depth, terms, .. } => {
                format!("anchors {root} of depth {depth} under terms {terms}")
            }
            Act::AnchorCovered { root, depth, terms, cover, .. } => {
                let draws: Vec<String> = cover
                    .iter()
                    .map(|draw| format!("{} a trace of mandate {}", draw.per_trace, draw.mandate))
                    .collect();
                let draws = draws.join(", ");
                format!("anchors {root} of depth {depth} under terms {terms}, drawing {draws}")
            }
            Act::Open { batch, data, .. } => {
                format!("opens a trace of {} in batch {batch}", data.requester)
            }
            Act::OpenAndReport { batch, data, step, loss, .. } => {
                let whose = data.requester;
                format!("opens a trace of {whose} in batch {batch} and reports step {step}, loss {loss}")
            }
            Act::Attest { trace, step } => format!("attests step {step} of {}", self.trace(trace)),
            Act::Pledge { trace, step, cover } => {
                format!("pledges {cover} for step {step} of {}", self.trace(trace))
            }
            Act::PledgeForOffer { offer, cover, least_premium } => {
                format!("pledges {cover} for offer {offer}, premium at least {least_premium}")
            }
            Act::Offer { trace, step, cover, premium, until } => format!(
                "offers {premium} for cover {cover} of step {step} of {} until {}",
                self.trace(trace),
                when(*until)
            ),
            Act::WithdrawOffer { offer } => format!("withdraws offer {offer}"),
            Act::Grant { actor, kinds, recorder, terms, per_trace, limit, premium_bps, until } => format!(
                "grants a mandate for {actor}, kinds {kinds:b}, recorded by {recorder} under terms {terms}, \
                 {per_trace} a trace, {limit} in all, at {premium_bps} bps until {}",
                when(*until)
            ),
            Act::Revoke { mandate } => format!("revokes mandate {mandate}"),
            Act::Release { trace, step } => format!("releases step {step} of {}", self.trace(trace)),
            Act::ReleaseBatch { batch } => format!("releases batch {batch}"),
            Act::Report { trace, step, loss, .. } => {
                format!("reports step {step} of {}, loss {loss}", self.trace(trace))
            }
            Act::Recourse { trace, step, .. } => {
                format!("takes recourse to step {step} of {}", self.trace(trace))
            }
            Act::OwnUp { fault } => format!("owns up to fault {fault}"),
            Act::Contest { fault, conceded, .. } => {
                format!("contests fault {fault}, conceding {conceded}")
            }
            Act::WithdrawReport { fault } => format!("withdraws the report of fault {fault}"),
            Act::DeclareDefault { fault } => format!("declares default on fault {fault}"),
            Act::StepForward { fault, max } => format!("steps forward for fault {fault} with up to {max}"),
            Act::Settle { fault } => format!("settles fault {fault}"),
            Act::RuleUphold { fault, loss } => format!("upholds fault {fault} at loss {loss}"),
            Act::RuleDismiss { fault } => format!("dismisses fault {fault}"),
            Act::Slash { fault, bps } => format!("slashes for fault {fault} by {bps} bps"),
            Act::Pardon { fault } => format!("pardons fault {fault}"),
            Act::AddTerms { content } => format!("adds terms {content:?}"),
            Act::SetTreasury { treasury } => format!("makes {treasury} the treasury"),
            Act::SetIntake { open } => format!("{} intake", if *open { "opens" } else { "closes" }),
            Act::ProposeGovernance { proposed } => format!("proposes {proposed} for governance"),
            Act::AcceptGovernance => "accepts governance".into(),
        }
    }
}

fn when(time: u64) -> String {
    match time.checked_sub(START) {
        Some(since) => format!("t+{since}"),
        None => time.to_string(),
    }
}

impl fmt::Display for Told<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let event = &self.entry.event;
        write!(f, "{} {} {}", when(event.now), event.caller, self.act())?;
        if event.value > 0 {
            write!(f, " (value {})", event.value)?;
        }
        match self.entry.result {
            Ok(Answer::Nothing) => Ok(()),
            Ok(Answer::Trace(trace)) => write!(f, " → {}", self.trace(&trace)),
            Ok(Answer::Batch(batch)) => write!(f, " → batch {batch}"),
            Ok(Answer::Mandate(mandate)) => write!(f, " → mandate {mandate}"),
            Ok(Answer::Offer(offer)) => write!(f, " → offer {offer}"),
            Ok(Answer::Fault(fault)) => write!(f, " → fault {fault}"),
            Ok(Answer::Terms(terms)) => write!(f, " → terms {terms}"),
            Err(refused) => write!(f, " → refused: {refused:?}"),
        }
    }
}

//! How far histories get.

use crate::{Act, Address, Answer, Entry, FaultView, Hash, Refused, Snapshot, Tally};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Counts what happened in stories, by name.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    pub counts: BTreeMap<String, usize>,
    /// How many acts went through.
    pub accepted: usize,
    pub refused: usize,
    story: Memory,
}

/// What has to be remembered within a story.
#[derive(Clone, Debug, Default)]
struct Memory {
    /// How many layers were called for a fault.
    calls: BTreeMap<u64, usize>,
    /// Who paid for a recourse fault.
    paid_recourse: BTreeSet<(Address, Hash)>,
    /// Traces in which a batch pledge paid.
    batch_paid: BTreeMap<(u64, Address), BTreeSet<Hash>>,
}

impl Coverage {
    /// How often something happened.
    pub fn of(&self, name: &str) -> usize {
        self.counts.get(name).copied().unwrap_or(0)
    }

    /// A new story begins.
    pub fn begin(&mut self) {
        self.story = Memory::default();
    }

    fn count(&mut self, name: impl Into<String>) {
        *self.counts.entry(name.into()).or_default() += 1;
    }

    fn count_if(&mut self, happened: bool, name: &str) {
        if happened {
            self.count(name);
        }
    }

    /// Looks at one entry of a story.
    pub fn note(&mut self, entry: &Entry, before: &Snapshot, after: &Snapshot) {
        match entry.result {
            Err(refused) => {
                self.refused += 1;
                self.count(format!("refused {}", refused.name()));
                return;
            }
            Ok(answer) => {
                self.accepted += 1;
                self.acts(entry, answer, before, after);
            }
        }
        self.counters(before, after);
        for (id, now) in &after.faults {
            self.fault(*id, before.faults.get(id), now);
        }
        for (id, now) in &after.traces {
            if let Some(then) = before.traces.get(id) {
                self.count_if(
                    now.requester_until > then.requester_until,
                    "requester's time extended",
                );
            }
        }
    }

    fn acts(&mut self, entry: &Entry, answer: Answer, before: &Snapshot, after: &Snapshot) {
        let name = format!("{:?}", entry.event.act);
        let name: String = name
            .chars()
            .take_while(|letter| letter.is_alphabetic())
            .collect();
        self.count(format!("act {name}"));
        let deadline = entry
            .event
            .act
            .fault()
            .map(|fault| before.faults[&fault].deadline);
        self.count_if(
            deadline == Some(entry.event.now),
            "at the exact second of a deadline",
        );
        self.count_if(
            deadline.is_some_and(|deadline| deadline + 1 == entry.event.now),
            "one second after a deadline",
        );
        match (&entry.event.act, answer) {
            (Act::Report { trace, .. }, Answer::Fault(fault)) => {
                let stranger = entry.event.caller != after.traces[trace].requester;
                self.count_if(stranger, "stranger's report");
                let late = entry.event.now > after.faults[&fault].report_end;
                self.count_if(late, "requester reports in its extension");
                let over = entry.event.now > before.traces[trace].requester_until;
                self.count_if(over, "requester reports while a stranger's fault is open");
            }
            (Act::Recourse { trace, .. }, _) => {
                let again = self
                    .story
                    .paid_recourse
                    .contains(&(entry.event.caller, *trace));
                self.count_if(again, "recourse of recourse");
            }
            (Act::OpenAndReport { .. } | Act::Open { .. }, _) => {
                let covered = |batch| !after.batches[batch].pledges.is_empty();
                if let Act::Open { batch, .. } | Act::OpenAndReport { batch, .. } = &entry.event.act
                {
                    self.count_if(covered(batch), "opened out of a covered batch");
                    let batch = &after.batches[batch];
                    let end = batch.anchored_at + after.terms[&batch.terms].report();
                    self.count_if(entry.event.now > end, "opened late");
                }
            }
            (Act::StepForward { fault, .. }, _) => {
                let over = after.faults[fault].over();
                self.count_if(!over, "a volunteer pays a part");
                self.count_if(over, "a volunteer pays the rest");
            }
            (Act::RuleUphold { fault, .. }, _) => {
                let (then, now) = (&before.faults[fault], &after.faults[fault]);
                let paid = now.paid - then.paid;
                self.count_if(paid == 0, "upheld with nothing due");
                self.count_if(
                    paid > 0 && paid <= then.conceded,
                    "upheld within what was conceded",
                );
                self.count_if(paid > then.conceded, "upheld above what was conceded");
            }
            (Act::OwnUp { fault }, _) => {
                let then = before.faults[fault].state;
                self.count_if(then == FaultView::CONTESTED, "late own up in contested");
                self.count_if(then == FaultView::DEFAULTED, "late own up in defaulted");
            }
            (Act::Settle { fault }, _) => {
                self.count(format!("settled in state {}", before.faults[fault].state));
            }
            _ => {}
        }
    }

    fn counters(&mut self, before: &Snapshot, after: &Snapshot) {
        for (account, now) in &after.accounts {
            let then = before.account(*account);
            let mut rose = |name: &str, then: Tally, now: Tally| {
                self.count_if(now.times > then.times, &format!("counter {name}"));
            };
            rose("honored", then.honored, now.honored);
            rose("defended", then.defended, now.defended);
            rose("lost", then.lost, now.lost);
            rose("undecided", then.undecided, now.undecided);
            rose("defaulted", then.defaulted, now.defaulted);
            rose("volunteered", then.volunteered, now.volunteered);
        }
    }

    fn fault(&mut self, id: u64, then: Option<&FaultView>, now: &FaultView) {
        if then.map(|then| then.state) != Some(now.state) {
            self.count(format!("state {}", now.state));
            self.count_if(
                then.is_none() && now.state == FaultView::ORPHANED,
                "orphan from the start",
            );
        }
        let called_before = then.map_or(Address::ZERO, |then| then.called);
        if now.open() && now.called != called_before {
            let calls = self.story.calls.entry(id).or_default();
            *calls += 1;
            let calls = *calls;
            self.count_if(calls == 2, "a second layer is called");
            self.count_if(calls == 3, "a third layer is called");
            self.count_if(now.layer == 0, "a batch pledge is called");
        }
        let Some(then) = then else { return };
        if now.paid > then.paid && then.open() {
            if then.recourse {
                self.story.paid_recourse.insert((then.called, then.trace));
            }
            self.count_if(then.recourse, "a surety pays for recourse");
            if then.batch > 0 && then.layer == 0 {
                let paid = self
                    .story
                    .batch_paid
                    .entry((then.batch, then.called))
                    .or_default();
                let new = paid.insert(then.trace);
                let several = paid.len() == 2 && new;
                self.count_if(several, "a batch pledge pays in several traces");
            }
        }
    }

    /// The errors that never happened, without those that a history cannot meet.
    pub fn errors_missed(&self) -> Vec<&'static str> {
        // Calls are whole, transfers do not fail, books add up, and the last two are answers of views.
        let never = [
            "InvalidCalldata",
            "PaymentRejected",
            "Unsound",
            "UnknownTerms",
            "NotCovered",
        ];
        let missed =
            |name: &&&str| self.of(&format!("refused {name}")) == 0 && !never.contains(name);
        Refused::NAMES.iter().filter(missed).copied().collect()
    }
}

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        writeln!(f, "{} accepted, {} refused", self.accepted, self.refused)?;
        for (name, count) in &self.counts {
            writeln!(f, "{count:>7}  {name}")?;
        }
        write!(f, "errors never met: {:?}", self.errors_missed())
    }
}

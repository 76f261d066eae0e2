use super::Snapshot;
use std::collections::BTreeSet;
use std::fmt::Debug;

impl Snapshot {
    /// Everything in it, a line for each small thing.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = |name: &str, id: &dyn Debug, value: &dyn Debug| {
            lines.push(format!("{name} {id:?}: {value:?}"));
        };
        line("totals", &"", &self.totals);
        line("office", &"", &self.office);
        self.accounts
            .iter()
            .for_each(|(id, value)| line("account", id, value));
        for (id, trace) in &self.traces {
            for (number, step) in (1..).zip(&trace.steps) {
                line("step", &(*id, number), step);
            }
            let mut bare = trace.clone();
            bare.steps.clear();
            line("trace", id, &bare);
        }
        self.batches
            .iter()
            .for_each(|(id, value)| line("batch", id, value));
        self.mandates
            .iter()
            .for_each(|(id, value)| line("mandate", id, value));
        self.offers
            .iter()
            .for_each(|(id, value)| line("offer", id, value));
        self.faults
            .iter()
            .for_each(|(id, value)| line("fault", id, value));
        self.terms
            .iter()
            .for_each(|(id, value)| line("terms", id, value));
        lines
    }

    /// Only what differs: `-` is here, `+` is there. Empty if they are the same.
    pub fn differences(&self, there: &Self) -> Vec<String> {
        if self == there {
            return Vec::new();
        }
        let (here, there) = (self.lines(), there.lines());
        let (ours, theirs): (BTreeSet<_>, BTreeSet<_>) =
            (here.iter().collect(), there.iter().collect());
        let missing = here.iter().filter(|line| !theirs.contains(line));
        let added = there.iter().filter(|line| !ours.contains(line));
        missing
            .map(|line| format!("- {line}"))
            .chain(added.map(|line| format!("+ {line}")))
            .collect()
    }
}

//! What an instance comes to, over time: kept with every event, so that nothing has to be counted.

use super::{
    column::Address,
    draft::Draft,
    error::IndexError,
    records::{AccountSpan, OpenStep, Span, Step},
    table::{self, Values},
};

pub const HOUR: u64 = 3_600;
pub const DAY: u64 = 86_400;
const WIDTHS: [u64; 2] = [HOUR, DAY];

/// So many traces are looked after in one statement.
const AT_ONCE: usize = 64;

impl Draft {
    /// Something happened in this hour and this day.
    pub async fn in_spans(&mut self, change: impl Fn(&mut Span)) -> Result<(), IndexError> {
        for seconds in WIDTHS {
            let key = (seconds, begin(self.now, seconds));
            if !self.spans.contains_key(&key) {
                let found = table::load(&mut *self.tx, &key).await?;
                let fresh = || Span {
                    seconds: key.0,
                    time: key.1,
                    ..Span::default()
                };
                self.spans.insert(key, found.unwrap_or_else(fresh));
            }
            self.spans.entry(key).and_modify(&change);
        }
        Ok(())
    }

    pub async fn in_spans_of(
        &mut self,
        address: Address,
        change: impl Fn(&mut AccountSpan),
    ) -> Result<(), IndexError> {
        for seconds in WIDTHS {
            let key = (address, seconds, begin(self.now, seconds));
            if !self.account_spans.contains_key(&key) {
                let found = table::load(&mut *self.tx, &key).await?;
                let fresh = || AccountSpan {
                    address,
                    seconds: key.1,
                    time: key.2,
                    ..AccountSpan::default()
                };
                self.account_spans.insert(key, found.unwrap_or_else(fresh));
            }
            self.account_spans.entry(key).and_modify(&change);
        }
        Ok(())
    }

    /// Where things stand, at the end of a block.
    pub async fn note_levels(&mut self) -> Result<(), IndexError> {
        let books = &self.books;
        let (traces, steps, answered) = (books.traces, books.steps, books.answered);
        let (cover, open_faults) = (books.cover, books.open_faults);
        self.in_spans(|span| {
            span.traces = traces;
            span.steps = steps;
            span.answered = answered;
            span.cover = cover;
            span.open_faults = open_faults;
        })
        .await
    }

    /// Lists the steps of the traces at hand that can still be pledged for, and no others of them.
    pub async fn list_open(&mut self) -> Result<(), IndexError> {
        let old = self.traces.values().filter(|book| !book.is_new);
        let mut old: Vec<u64> = old.map(|book| book.trace.number).collect();
        old.sort_unstable();
        for some in old.chunks(AT_ONCE) {
            let mut values = Values::default();
            let mut places = Vec::new();
            for id in some.iter().flat_map(|number| steps_of(*number)) {
                places.push(values.add(&id)?);
            }
            let sql = format!("DELETE FROM open_steps WHERE id IN ({})", places.join(", "));
            table::execute(&mut *self.tx, sql, values).await?;
        }
        let mut open = Vec::new();
        for book in self.traces.values() {
            let until = book.docket.report_end.0;
            if until < self.now {
                continue;
            }
            let unanswered = |step: &&Step| step.fault == 0 && step.cover_left.0 == 0;
            for step in book.steps.iter().filter(unanswered) {
                open.push((
                    OpenStep {
                        id: step.id,
                        rank: String::new(),
                        kind: step.kind,
                        actor: step.actor,
                        commitment: step.commitment,
                        recorder: book.trace.recorder,
                        requester: book.trace.requester,
                        premium: super::Sum::ZERO,
                        until,
                    },
                    step.offered,
                ));
            }
        }
        self.rank(open).await
    }

    /// The best offer puts a step in its place.
    async fn rank(&mut self, mut open: Vec<(OpenStep, bool)>) -> Result<(), IndexError> {
        open.sort_by_key(|(step, _)| step.id);
        let mut steps = Vec::new();
        for (mut step, offered) in open {
            if offered {
                let values = Values::default().with(&step.id)?;
                let sql = "SELECT premium_left FROM offers WHERE step = $1 AND is_open = 1 ORDER BY premium_left DESC LIMIT 1";
                let best: Vec<super::Sum> =
                    table::column(&mut *self.tx, sql.into(), values).await?;
                step.premium = best.first().copied().unwrap_or_default();
            }
            step.rank = step.ranked();
            steps.push(step);
        }
        Ok(table::save(&mut self.tx, &steps).await?)
    }

    /// What is over because time passed.
    pub async fn sweep(&mut self) -> Result<(), IndexError> {
        let now = self.now;
        let over = || Values::default().with(&now);
        // Below zero is a time that no clock ever shows.
        let sql =
            "SELECT id FROM offers WHERE is_open = 1 AND until >= 0 AND until < $1 ORDER BY id";
        let offers: Vec<u64> = table::column(&mut *self.tx, sql.into(), over()?).await?;
        let mut steps = Vec::new();
        for offer in offers {
            let values = Values::default().with(&offer)?;
            let sql = "UPDATE offers SET is_open = 0 WHERE id = $1 RETURNING step";
            steps.extend(table::column::<u64>(&mut *self.tx, sql.into(), values).await?);
        }
        let sql = "DELETE FROM open_steps WHERE until < $1";
        table::execute(&mut *self.tx, sql.into(), over()?).await?;
        steps.sort_unstable();
        steps.dedup();
        let mut open = Vec::new();
        for step in steps {
            let listed: Option<OpenStep> = table::load(&mut *self.tx, &(step,)).await?;
            open.extend(listed.map(|listed| (listed, true)));
        }
        self.rank(open).await?;
        let sql = "UPDATE mandates SET is_open = 0 WHERE is_open = 1 AND until >= 0 AND until < $1";
        table::execute(&mut *self.tx, sql.into(), over()?).await?;
        if self.books.terms != self.before.terms {
            let values = Values::default().with(&self.books.terms)?;
            let sql = "UPDATE mandates SET is_open = 0 WHERE is_open = 1 AND terms <> $1";
            table::execute(&mut *self.tx, sql.into(), values).await?;
        }
        Ok(())
    }
}

impl OpenStep {
    fn ranked(&self) -> String {
        let poorer = u128::MAX.saturating_sub(self.premium.0);
        format!("{poorer:032x}{:016x}{:016x}", self.until, self.id)
    }
}

/// When the span began that a moment is in.
pub fn begin(time: u64, seconds: u64) -> u64 {
    time.saturating_sub(time.checked_rem(seconds).unwrap_or_default())
}

/// The ids of the steps that a trace can have.
pub fn steps_of(trace: u64) -> impl Iterator<Item = u64> {
    let first = trace.saturating_mul(8);
    (1..=5).map(move |step| first.saturating_add(step))
}

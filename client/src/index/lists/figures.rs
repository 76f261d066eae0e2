//! What an instance comes to, and how it came to that.

use crate::index::{
    column::Address,
    condition::FARTHEST,
    error::IndexError,
    figures::{begin, DAY, HOUR},
    filters::SeriesFilter,
    records::{AccountSpan, Span},
    rows::{Income, IncomePoint, Moment, Overview, Point, Series},
    table::{self, Values},
    Index,
};

/// Points of a series, at most.
const POINTS: u64 = 200;
/// So many hours are read for one series; for a longer one days are.
const HOURS: u64 = 2_000;

impl Index {
    /// What the instance comes to.
    pub async fn overview(&self) -> Result<Overview, IndexError> {
        let books = self.books().await?;
        Ok(Overview {
            traces: books.traces,
            batches: books.batches,
            steps: books.steps,
            answered: books.answered,
            cover: books.cover,
            open_faults: books.open_faults,
            faults: books.faults,
            paid_by_sureties: books.paid_by_sureties,
            paid_by_volunteers: books.paid_by_volunteers,
            penalties: books.penalties,
            premiums: books.premiums,
            unpaid: books.unpaid,
            deposited: books.deposited,
            withdrawn: books.withdrawn,
            as_of: Moment {
                block: books.block,
                time: books.time,
            },
        })
    }

    /// How it came to that.
    pub async fn series(&self, filter: &SeriesFilter) -> Result<Series, IndexError> {
        let sql = "SELECT min(time) FROM spans WHERE seconds = $1";
        let values = Values::default().with(&DAY)?;
        let range = self.range(filter, sql, values).await?;
        let rest = "WHERE seconds = $1 AND time >= $2 AND time <= $3 ORDER BY time";
        let values = range.values(Values::default())?;
        let spans: Vec<Span> = table::select(self.store.reader(), rest, values).await?;
        let mut points: Vec<Point> = Vec::new();
        for span in spans {
            let time = begin(span.time, range.seconds);
            let point = point(time, span);
            match points.last_mut().filter(|last| last.time == time) {
                Some(last) => last.join(point),
                None => points.push(point),
            }
        }
        Ok(Series {
            seconds: range.seconds,
            points,
        })
    }

    /// What an account earned and paid over time.
    pub async fn income(
        &self,
        address: Address,
        filter: &SeriesFilter,
    ) -> Result<Income, IndexError> {
        let sql = "SELECT min(time) FROM account_spans WHERE address = $1 AND seconds = $2";
        let values = Values::default().with(&address)?.with(&DAY)?;
        let range = self.range(filter, sql, values).await?;
        let rest =
            "WHERE address = $1 AND seconds = $2 AND time >= $3 AND time <= $4 ORDER BY time";
        let values = range.values(Values::default().with(&address)?)?;
        let spans = table::select(self.store.reader(), rest, values);
        let spans: Vec<AccountSpan> = spans.await?;
        let mut points: Vec<IncomePoint> = Vec::new();
        for span in spans {
            let time = begin(span.time, range.seconds);
            match points.last_mut().filter(|last| last.time == time) {
                Some(last) => {
                    last.premiums.add(span.premiums);
                    last.paid.add(span.paid);
                    last.penalties.add(span.penalties);
                }
                None => points.push(IncomePoint {
                    time,
                    premiums: span.premiums,
                    paid: span.paid,
                    penalties: span.penalties,
                }),
            }
        }
        Ok(Income {
            seconds: range.seconds,
            points,
        })
    }

    /// From when to when, and in what spans, so that there are at most as many points as are wanted.
    async fn range(
        &self,
        filter: &SeriesFilter,
        first: &str,
        values: Values,
    ) -> Result<Range, IndexError> {
        let to = match filter.to {
            Some(to) => to.min(FARTHEST),
            None => self.books().await?.time,
        };
        let from = match filter.from {
            Some(from) => from.min(FARTHEST),
            None => {
                let first = table::column(self.store.reader(), first.into(), values);
                let first: Vec<Option<u64>> = first.await?;
                first.first().copied().flatten().unwrap_or(to)
            }
        };
        let length = to.saturating_sub(from);
        let points = filter.points.unwrap_or(POINTS).clamp(1, POINTS);
        let kept = if length / HOUR < HOURS { HOUR } else { DAY };
        // One point less, because the first and the last may begin and end within one.
        let shortest = length.checked_div(points.saturating_sub(1).max(1));
        let shortest = shortest.unwrap_or_default().saturating_add(1);
        let spans = shortest.div_ceil(kept).max(1);
        let seconds = if points == 1 {
            to.saturating_add(1).div_ceil(kept).saturating_mul(kept)
        } else {
            spans.saturating_mul(kept)
        };
        Ok(Range {
            kept,
            seconds,
            from: begin(from, seconds),
            to,
        })
    }
}

/// What a series is made of.
struct Range {
    /// How long the spans are that are read.
    kept: u64,
    /// How long those are that are shown.
    seconds: u64,
    from: u64,
    to: u64,
}

impl Range {
    fn values(&self, before: Values) -> Result<Values, sqlx::Error> {
        before.with(&self.kept)?.with(&self.from)?.with(&self.to)
    }
}

fn point(time: u64, span: Span) -> Point {
    Point {
        time,
        traces: span.traces,
        steps: span.steps,
        answered: span.answered,
        cover: span.cover,
        open_faults: span.open_faults,
        reported: span.reported,
        paid_by_sureties: span.paid_by_sureties,
        paid_by_volunteers: span.paid_by_volunteers,
        penalties: span.penalties,
        premiums: span.premiums,
        deposited: span.deposited,
        withdrawn: span.withdrawn,
    }
}

impl Point {
    /// The span after it becomes a part of it.
    fn join(&mut self, next: Self) {
        let before = std::mem::replace(self, next);
        self.reported = self.reported.saturating_add(before.reported);
        self.paid_by_sureties.add(before.paid_by_sureties);
        self.paid_by_volunteers.add(before.paid_by_volunteers);
        self.penalties.add(before.penalties);
        self.premiums.add(before.premiums);
        self.deposited.add(before.deposited);
        self.withdrawn.add(before.withdrawn);
    }
}

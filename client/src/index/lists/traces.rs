//! Traces and their steps.

use super::{places, promises::offer_shown, some};
use crate::index::{
    column::Hash,
    condition::Way,
    error::IndexError,
    figures::steps_of,
    filters::{Answered, OpenFilter, TraceFilter},
    listing::Listing,
    records::{OpenStep, Rules, Step, Trace},
    rows::{KindName, List, OpenRow, StepRow, TraceRow},
    table::{self, Values},
    Index,
};
use std::collections::HashMap;

/// So many offers an open step shows.
const OFFERS: u64 = 8;

const OF_STEPS: Way = Way {
    from: "steps",
    column: "trace",
    room: 1,
    each: 5,
    condition: "",
};

impl Index {
    /// Traces, the newest first.
    pub async fn traces(&self, filter: &TraceFilter) -> Result<List<TraceRow>, IndexError> {
        let actor = Way {
            condition: "actor = ?",
            ..OF_STEPS
        };
        let commitment = Way {
            condition: "commitment = ?",
            ..OF_STEPS
        };
        // A surety has a pledge of its own and one of the batch for a step at most.
        let surety = Way {
            from: "pledges",
            column: "id",
            room: 64,
            each: 10,
            condition: "surety = ?",
        };
        let answered = filter.answered.map(|answered| match answered {
            Answered::None => 0_u64,
            Answered::Some => 1,
            Answered::All => 2,
        });
        let listing = Listing::of("traces", "number")
            .by("requester = ?", filter.requester)
            .by("recorder = ?", filter.recorder)
            .by("batch > 0 AND batch = ?", filter.batch)
            .by("answered = ?", answered)
            .only("open_faults > 0", filter.open_faults == Some(true))
            .and("open_faults = ?", filter.open_faults.filter(|it| !it).map(|_| 0_u64))
            .through(
                actor,
                "EXISTS (SELECT 1 FROM steps AS s WHERE s.trace = t.number AND s.actor = ? LIMIT 1 OFFSET 0)",
                filter.actor,
            )
            .through(
                commitment,
                "EXISTS (SELECT 1 FROM steps AS s WHERE s.trace = t.number AND s.commitment = ? LIMIT 1 OFFSET 0)",
                filter.commitment,
            )
            .through(
                surety,
                "EXISTS (SELECT 1 FROM pledges AS p WHERE p.id >= t.number * 64 AND p.id < t.number * 64 + 64 AND p.surety = ? LIMIT 1 OFFSET 0)",
                filter.surety,
            );
        let page: List<Trace> = listing
            .page(self.store.reader(), filter.page(), |it: &Trace| {
                it.number.into()
            })
            .await?;
        let numbers: Vec<u64> = page.items.iter().map(|trace| trace.number).collect();
        let mut steps: HashMap<u64, Vec<StepRow>> = HashMap::new();
        let ids = numbers.iter().flat_map(|number| steps_of(*number));
        if let Some((ids, values)) = places(&ids.collect::<Vec<_>>())? {
            let rest = format!("WHERE id IN ({ids}) ORDER BY id");
            let found = self.steps_where(&rest, values).await?;
            for step in found {
                steps.entry(step.trace).or_default().push(step.into());
            }
        }
        let items = page.items.into_iter().map(|trace| {
            let steps = steps.remove(&trace.number).unwrap_or_default();
            shown(trace, steps)
        });
        Ok(List {
            items: items.collect(),
            next: page.next,
        })
    }

    async fn steps_where(&self, rest: &str, values: Values) -> Result<Vec<Step>, IndexError> {
        Ok(table::select(self.store.reader(), rest, values).await?)
    }

    /// One trace, if it is known.
    pub async fn trace(&self, id: Hash) -> Result<Option<TraceRow>, IndexError> {
        let values = Values::default().with(&id)?;
        let found = table::select(self.store.reader(), "WHERE id = $1", values);
        let found: Vec<Trace> = found.await?;
        let Some(trace) = found.into_iter().next() else {
            return Ok(None);
        };
        let values = Values::default().with(&trace.number)?;
        let rest = "WHERE id >= $1 * 8 AND id < $1 * 8 + 8 ORDER BY id";
        let steps = self.steps_where(rest, values).await?;
        let steps = steps.into_iter().map(StepRow::from).collect();
        Ok(Some(shown(trace, steps)))
    }

    /// Steps that nobody answers for and that can still be pledged for: the richest offer first, then the soonest end.
    pub async fn open_steps(&self, filter: &OpenFilter) -> Result<List<OpenRow>, IndexError> {
        let kind = filter.kind.map(|kind| kind.0 as u64);
        let listing = Listing::of("open_steps", "rank")
            .ascending()
            .by("actor = ?", filter.actor)
            .by("commitment = ?", filter.commitment)
            .by("recorder = ?", filter.recorder)
            .by("requester = ?", filter.requester)
            .and("kind = ?", kind)
            .and("until >= ?", filter.until)
            .by(
                "rank < ?",
                filter.offered.filter(|it| *it).map(|_| UNOFFERED),
            )
            .by(
                "rank >= ?",
                filter.offered.filter(|it| !it).map(|_| UNOFFERED),
            );
        let page: List<OpenStep> = listing
            .page(self.store.reader(), filter.page(), |it: &OpenStep| {
                it.rank.as_str().into()
            })
            .await?;
        let traces = page.items.iter().map(|step| step.id / 8);
        let traces = self.ids_and_terms_of(traces).await?;
        let rules: Vec<Rules> = self.all().await?;
        let offered = page.items.iter().filter(|step| step.premium.0 != 0);
        let offered: Vec<u64> = offered.map(|step| step.id).collect();
        let mut offers = self.best_offers(&offered, OFFERS).await?;
        let mut items = Vec::new();
        for step in page.items {
            let trace = traces.get(&(step.id / 8)).copied();
            let (trace, terms) = trace.unwrap_or_default();
            let rules = rules.iter().find(|rules| rules.id == terms);
            let offers = offers.remove(&step.id).unwrap_or_default();
            items.push(OpenRow {
                trace,
                step: step.id % 8,
                kind: KindName::numbered(step.kind),
                actor: step.actor,
                commitment: step.commitment,
                recorder: step.recorder,
                requester: step.requester,
                terms,
                min_cover: rules.map(|rules| rules.min_cover).unwrap_or_default(),
                until: step.until,
                premium: step.premium,
                offers: offers
                    .into_iter()
                    .map(|it| offer_shown(it, trace))
                    .collect(),
            });
        }
        Ok(List {
            items,
            next: page.next,
        })
    }
}

/// Every step without a premium comes from here on.
const UNOFFERED: &str = "ffffffffffffffffffffffffffffffff";

fn shown(trace: Trace, steps: Vec<StepRow>) -> TraceRow {
    TraceRow {
        id: trace.id,
        recorder: trace.recorder,
        requester: trace.requester,
        input: trace.input,
        output: trace.output,
        at: trace.at,
        recorded_at: trace.recorded_at,
        terms: trace.terms,
        batch: some(trace.batch),
        requester_until: trace.requester_until,
        busy_until: trace.busy_until,
        faults: trace.faults,
        open_faults: trace.open_faults,
        steps,
    }
}

impl From<Step> for StepRow {
    fn from(step: Step) -> Self {
        Self {
            number: step.id % 8,
            kind: KindName::numbered(step.kind),
            actor: step.actor,
            commitment: step.commitment,
            attested: step.attested,
            cover: step.cover,
            left: step.cover_left,
            answered: step.cover_left.0 != 0,
            open_fault: some(step.fault),
        }
    }
}

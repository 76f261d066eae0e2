//! Rows that blocks are about, loaded together before they are needed one by one.

use super::{
    column::{Address, Column, Hash},
    draft::Draft,
    error::IndexError,
    records::{Account, Pledge, Step, Trace},
    table::{self, Record, Values},
    tell,
};
use crate::events::{Event, Page};
use std::collections::{BTreeSet, HashMap};

/// So many are loaded at once.
const ACCOUNTS: usize = 256;
const TRACES: usize = 32;

impl Draft {
    /// Accounts that nobody ever heard of are made, too.
    pub async fn warm(&mut self, pages: &[Page]) -> Result<(), IndexError> {
        let (mut accounts, mut traces) = (BTreeSet::new(), BTreeSet::new());
        for event in pages.iter().flat_map(|page| &page.told) {
            accounts.extend(tell::holders_in(&event.event));
            traces.extend(earlier_trace(&event.event));
        }
        let accounts: Vec<Address> = accounts.into_iter().collect();
        for some in accounts.chunks(ACCOUNTS) {
            let found: Vec<Account> = self.those("address", some).await?;
            let found = found.into_iter().map(|it| (it.key(), it));
            self.accounts.extend(found);
            for address in some {
                self.accounts.entry((*address,)).or_insert_with(|| Account {
                    address: *address,
                    ..Account::default()
                });
            }
        }
        let traces: Vec<Hash> = traces.into_iter().collect();
        for some in traces.chunks(TRACES) {
            self.warm_traces(some).await?;
        }
        Ok(())
    }

    async fn warm_traces(&mut self, ids: &[Hash]) -> Result<(), IndexError> {
        let traces: Vec<Trace> = self.those("id", ids).await?;
        let numbers: Vec<u64> = traces.iter().map(|trace| trace.number).collect();
        let steps = numbers.iter().flat_map(|it| within(*it, 1..=5));
        let steps: Vec<u64> = steps.collect();
        let pledges = steps.iter().flat_map(|it| within(*it, 0..=4));
        let pledges: Vec<u64> = pledges.collect();
        let mut of_steps: HashMap<u64, Vec<Step>> = HashMap::new();
        for step in self.those::<Step>("id", &steps).await? {
            of_steps.entry(step.trace).or_default().push(step);
        }
        let mut of_pledges: HashMap<u64, Vec<Pledge>> = HashMap::new();
        for pledge in self.those::<Pledge>("id", &pledges).await? {
            of_pledges.entry(pledge.id / 64).or_default().push(pledge);
        }
        for trace in traces {
            let number = trace.number;
            self.numbers.insert(trace.id, number);
            let steps = of_steps.remove(&number).unwrap_or_default();
            let pledges = of_pledges.remove(&number).unwrap_or_default();
            let book = self.as_book(trace, steps, pledges).await?;
            self.traces.insert(number, book);
        }
        Ok(())
    }

    /// Rows by their keys, in the order of keys.
    async fn those<R: Record>(
        &mut self,
        key: &str,
        keys: &[impl Column],
    ) -> Result<Vec<R>, IndexError> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let mut values = Values::default();
        let places = values.list(keys)?;
        let rest = format!("WHERE {key} IN ({places}) ORDER BY {}", R::KEY.join(", "));
        Ok(table::select(&mut *self.tx, &rest, values).await?)
    }
}

/// The ids of what hangs on something, of which there are eight at most.
fn within(id: u64, places: std::ops::RangeInclusive<u64>) -> impl Iterator<Item = u64> {
    let first = id.saturating_mul(8);
    places.map(move |place| first.saturating_add(place))
}

/// The trace that an event needs to be known.
fn earlier_trace(event: &Event) -> Option<Hash> {
    let id = match event {
        Event::Attested(it) => it.trace,
        Event::Pledged(it) => it.trace,
        Event::Released(it) => it.trace,
        Event::Offered(it) => it.trace,
        Event::Reported(it) => it.trace,
        _ => return None,
    };
    Some(tell::hash(id))
}

//! Events.

use crate::{
    events::{read, Event},
    index::{
        column::{Address, Hash},
        condition::Way,
        error::IndexError,
        filters::EventFilter,
        listing::Listing,
        records::Told,
        rows::{BlockRow, EventRow, List},
        table::{self, Values},
        tell::unpacked,
        Index,
    },
    json, sentences, Log, Time,
};
use std::collections::HashMap;

use super::some;

/// An account is named once in an event.
const NAMED: Way = Way {
    from: "event_accounts",
    column: "id",
    room: 8,
    each: 1,
    condition: "account = ?",
};

impl Index {
    /// Events, the newest first.
    pub async fn events(&self, filter: &EventFilter) -> Result<List<EventRow>, IndexError> {
        let listing = Listing::of("events", "number")
            .by("trace > 0 AND trace = ?", self.wanted(filter.trace).await?)
            .by("fault > 0 AND fault = ?", filter.fault)
            .through(
                NAMED,
                "EXISTS (SELECT 1 FROM event_accounts AS a WHERE a.id >= t.number * 8 AND a.id < t.number * 8 + 8 AND a.account = ? LIMIT 1 OFFSET 0)",
                filter.account,
            )
            .by("name = ?", filter.name.as_deref());
        let page: List<Told> = listing
            .page(self.store.reader(), filter.page(), |it: &Told| {
                it.number.into()
            })
            .await?;
        Ok(List {
            items: self.events_shown(&page.items).await?,
            next: page.next,
        })
    }

    /// What was told of a trace, in order, as [`crate::history::History::of`] takes it.
    pub async fn told_of(&self, trace: Hash) -> Result<Vec<(Time, Event)>, IndexError> {
        let Some(number) = self.number_of(trace).await? else {
            return Ok(Vec::new());
        };
        let values = Values::default().with(&number)?;
        let rest = "WHERE trace > 0 AND trace = $1 ORDER BY number";
        let events: Vec<Told> = table::select(self.store.reader(), rest, values).await?;
        let told = events.iter().map(|told| {
            let event = read(&self.log_of(told))?;
            Ok((Time(told.time), event))
        });
        told.collect()
    }

    /// Blocks with events, with all their events, from the one behind `block` on: up to so many events, and the rest of
    /// the last block's.
    pub async fn blocks_after(&self, block: u64, most: u64) -> Result<Vec<BlockRow>, IndexError> {
        let values = Values::default().with(&block)?;
        let sql = format!(
            "SELECT max(block) FROM (SELECT block FROM events WHERE block > $1 ORDER BY block, number LIMIT {most}) AS next_events"
        );
        let last: Vec<Option<u64>> = table::column(self.store.reader(), sql, values).await?;
        let Some(last) = last.first().copied().flatten() else {
            return Ok(Vec::new());
        };
        let values = Values::default().with(&block)?.with(&last)?;
        let rest = "WHERE block > $1 AND block <= $2 ORDER BY block, number";
        let events: Vec<Told> = table::select(self.store.reader(), rest, values).await?;
        let mut blocks: Vec<BlockRow> = Vec::new();
        for event in self.events_shown(&events).await? {
            match blocks.last_mut().filter(|last| last.block == event.block) {
                Some(last) => last.events.push(event),
                None => blocks.push(BlockRow {
                    block: event.block,
                    time: event.time,
                    events: vec![event],
                }),
            }
        }
        Ok(blocks)
    }

    async fn events_shown(&self, events: &[Told]) -> Result<Vec<EventRow>, IndexError> {
        let ids = self.ids_of(events.iter().map(|event| event.trace)).await?;
        let shown = events.iter().map(|told| self.event_shown(told, &ids));
        Ok(shown.collect())
    }

    fn event_shown(&self, told: &Told, ids: &HashMap<u64, Hash>) -> EventRow {
        let log = self.log_of(told);
        let mut fields = json::event(&log);
        if let Some(fields) = fields.as_object_mut() {
            fields.remove("event");
        }
        let sentence = read(&log).map(|event| sentences::sentence(&event));
        EventRow {
            number: told.number,
            block: told.block,
            index: told.place,
            time: told.time,
            name: told.name.clone(),
            sentence: sentence.unwrap_or_default(),
            trace: ids.get(&told.trace).copied(),
            fault: some(told.fault),
            fields,
        }
    }

    fn log_of(&self, told: &Told) -> Log {
        let contract = self.subject.contract;
        unpacked(contract, &told.log).unwrap_or_else(|| Log {
            contract,
            topics: Vec::new(),
            data: Vec::new(),
        })
    }

    /// Whether any event names an account.
    pub(super) async fn is_known(&self, account: Address) -> Result<bool, IndexError> {
        let values = Values::default().with(&account)?;
        let from = "event_accounts WHERE account = $1";
        Ok(table::count_up_to(self.store.reader(), from, values, 1).await? != 0)
    }
}

//! What accounts did, and what they have before them.

use super::places;
use crate::{
    index::{
        column::{Address, Column, Hash, Sum},
        condition::FARTHEST,
        error::IndexError,
        filters::CalendarFilter,
        records::Account,
        rows::{AccountRow, CalendarRow, Due, List},
        table::{self, Values},
        Index,
    },
    State,
};
use sqlx::any::AnyRow;

const USUAL: u64 = 50;
const MOST: u64 = 200;

/// What an entry of a calendar is sorted by: time, which sort of entry, and which of them.
type Place = (u64, u64, u64);

/// Where entries come from, sorted by time and id: time, id, amount, and where it can be either the state.
const SOURCES: [&str; 4] = [
    "SELECT deadline AS at, id, unpaid, state, trace, step FROM faults WHERE called = $1",
    "SELECT deadline AS at, id, unpaid, state, trace, step FROM faults WHERE beneficiary = $1 AND state = 4",
    "SELECT until AS at, id, cover_left, 0 AS state, id / 64 AS trace, (id / 8) % 8 AS step FROM pledges WHERE surety = $1 AND released = 0 AND batch_place = 0",
    "SELECT until AS at, id, cover_left, 0 AS state, 0 AS trace, 0 AS step FROM batch_pledges WHERE surety = $1 AND released = 0",
];

impl Index {
    /// What an account did as a surety. One that was never heard of did nothing.
    pub async fn account(&self, address: Address) -> Result<AccountRow, IndexError> {
        let found: Option<Account> = table::load(self.store.reader(), &(address,)).await?;
        let found = found.unwrap_or_default();
        Ok(AccountRow {
            address,
            exposure: found.exposure,
            income: found.income,
            paid: found.paid,
            penalties: found.penalties,
            pledges: found.pledges,
            open_calls: found.open_calls,
        })
    }

    /// What has to be done by when, and what is over when, the soonest first.
    pub async fn calendar(
        &self,
        address: Address,
        filter: &CalendarFilter,
    ) -> Result<List<CalendarRow>, IndexError> {
        let asked = filter.page();
        let limit = asked.limit.unwrap_or(USUAL).clamp(1, MOST);
        let after = asked.after.map(read).transpose()?;
        let mut entries = Vec::new();
        for (sort, source) in (0_u64..).zip(SOURCES) {
            let first = match after {
                Some((time, before, id)) if sort == before => (time, id.saturating_add(1)),
                Some((time, before, _)) if sort < before => (time.saturating_add(1), 0),
                Some((time, ..)) => (time, 0),
                None => (0, 0),
            };
            let from = filter.from.unwrap_or_default().min(FARTHEST);
            let first = first.max((from, 0));
            let last = filter.to.unwrap_or(FARTHEST).min(FARTHEST);
            let values = Values::default()
                .with(&address)?
                .with(&first.0)?
                .with(&first.1)?
                .with(&last)?;
            let time = if sort < 2 { "deadline" } else { "until" };
            let sql = format!(
                "{source} AND {time} >= $2 AND ({time} > $2 OR id >= $3) AND {time} <= $4 ORDER BY {time}, id LIMIT {}",
                limit.saturating_add(1)
            );
            for row in table::rows(self.store.reader(), sql, values).await? {
                entries.push(entry(sort, &row)?);
            }
        }
        entries.sort_by_key(|(place, _)| *place);
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = entries.len() > limit;
        entries.truncate(limit);
        let last = entries.last().filter(|_| more);
        let next = last.map(|((time, sort, id), _)| format!("{time}-{sort}-{id}"));
        let ids = self.ids_of(entries.iter().map(|(_, it)| it.trace)).await?;
        let items = entries.into_iter().map(|(_, it)| CalendarRow {
            trace: ids.get(&it.trace).copied(),
            ..it.row
        });
        Ok(List {
            items: items.collect(),
            next,
        })
    }

    /// Traces by what their ids begin with.
    pub(super) async fn ids_from(&self, digits: &str, most: u64) -> Result<Vec<Hash>, IndexError> {
        let values = Values::default()
            .with(&digits.to_owned())?
            .with(&format!("{digits}g"))?;
        let sql =
            format!("SELECT id FROM traces WHERE id >= $1 AND id < $2 ORDER BY id LIMIT {most}");
        Ok(table::column(self.store.reader(), sql, values).await?)
    }

    /// Those of these that are keys of a table.
    pub(super) async fn is_there(&self, table: &str, id: u64) -> Result<bool, IndexError> {
        let Some((places, values)) = places(&[id])? else {
            return Ok(false);
        };
        let from = format!("{table} WHERE id = {places}");
        Ok(table::count_up_to(self.store.reader(), &from, values, 1).await? != 0)
    }
}

struct Entry {
    trace: u64,
    row: CalendarRow,
}

fn entry(sort: u64, row: &AnyRow) -> Result<(Place, Entry), sqlx::Error> {
    let number = |at| u64::get(row, at);
    let (time, id, state) = (number(0)?, number(1)?, number(3)?);
    let (trace, step) = (number(4)?, number(5)?);
    let kind = match sort {
        0 if state == State::Answering as u64 => Due::Answer,
        0 => Due::Ruling,
        1 => Due::Volunteer,
        _ => Due::Release,
    };
    let row = CalendarRow {
        time,
        kind,
        fault: (sort < 2).then_some(id),
        trace: None,
        step: super::some(step),
        batch: (sort == 3).then_some(id / 8),
        amount: Sum::get(row, 2)?,
    };
    Ok(((time, sort, id), Entry { trace, row }))
}

/// Where a page of a calendar begins.
fn read(after: &str) -> Result<Place, IndexError> {
    let mut numbers = after.split('-').map(str::parse::<u64>);
    let mut next = || numbers.next().and_then(Result::ok);
    let place = next().zip(next()).zip(next());
    place
        .map(|((time, sort), id)| (time.min(FARTHEST), sort, id.min(FARTHEST)))
        .ok_or_else(|| IndexError::NoSuchPage {
            given: after.into(),
        })
}

//! The lists.

mod accounts;
mod events;
mod faults;
mod figures;
mod promises;
mod search;
mod traces;

use super::{
    column::{Column, Hash},
    error::IndexError,
    table::{self, Values},
    Index,
};
use std::collections::HashMap;

impl Index {
    /// The number of a trace, if it is known.
    async fn number_of(&self, id: Hash) -> Result<Option<u64>, IndexError> {
        let sql = "SELECT number FROM traces WHERE id = $1".into();
        let values = Values::default().with(&id)?;
        let found: Vec<u64> = table::column(self.store.reader(), sql, values).await?;
        Ok(found.first().copied())
    }

    /// The number of a trace that a list is asked for; none has 0.
    async fn wanted(&self, trace: Option<Hash>) -> Result<Option<u64>, IndexError> {
        Ok(match trace {
            Some(trace) => Some(self.number_of(trace).await?.unwrap_or_default()),
            None => None,
        })
    }

    /// The ids of traces.
    async fn ids_of(
        &self,
        numbers: impl Iterator<Item = u64>,
    ) -> Result<HashMap<u64, Hash>, IndexError> {
        let traces = self.ids_and_terms_of(numbers).await?;
        let ids = traces.into_iter().map(|(number, (id, _))| (number, id));
        Ok(ids.collect())
    }

    /// The same, each with the version of the terms under which it was recorded.
    async fn ids_and_terms_of(
        &self,
        numbers: impl Iterator<Item = u64>,
    ) -> Result<HashMap<u64, (Hash, u64)>, IndexError> {
        let mut numbers: Vec<u64> = numbers.filter(|number| *number != 0).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let Some((numbers, values)) = places(&numbers)? else {
            return Ok(HashMap::new());
        };
        let sql = format!("SELECT number, id, terms FROM traces WHERE number IN ({numbers})");
        let rows = table::rows(self.store.reader(), sql, values).await?;
        let traces = rows
            .iter()
            .map(|row| Ok((u64::get(row, 0)?, (Hash::get(row, 1)?, u64::get(row, 2)?))));
        Ok(traces.collect::<Result<_, sqlx::Error>>()?)
    }
}

/// Places for numbers in a statement, if there are any.
fn places(numbers: &[u64]) -> Result<Option<(String, Values)>, sqlx::Error> {
    let mut values = Values::default();
    let mut places = Vec::new();
    for number in numbers {
        places.push(values.add(number)?);
    }
    Ok((!places.is_empty()).then(|| (places.join(", "), values)))
}

/// A number that zero stands for none of.
fn some(number: u64) -> Option<u64> {
    Some(number).filter(|number| *number != 0)
}

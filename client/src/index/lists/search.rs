//! What a text can name.

use crate::index::{
    column::{Address, Hash},
    error::IndexError,
    rows::{FoundRow, Thing},
    table::{self, Values},
    Index,
};

/// So many traces are found by the first digits of their ids, of which there have to be some.
const TRACES: u64 = 10;
const DIGITS: usize = 6;

impl Index {
    /// Everything that is known by this number, address, hash, or beginning of the id of a trace.
    pub async fn search(&self, text: &str) -> Result<Vec<FoundRow>, IndexError> {
        let text = text.trim().to_ascii_lowercase();
        if let Ok(number) = text.parse::<u64>() {
            return self.numbered(number).await;
        }
        let mut found = Vec::new();
        if let Ok(account) = text.parse::<Address>() {
            if self.is_known(account).await? {
                found.push(row(Thing::Account, account));
            }
        }
        if let Ok(commitment) = text.parse::<Hash>() {
            let values = Values::default().with(&commitment)?;
            let from = "steps WHERE commitment = $1";
            if table::count_up_to(self.store.reader(), from, values, 1).await? != 0 {
                found.push(row(Thing::Commitment, commitment));
            }
        }
        let digits = text.strip_prefix("0x").unwrap_or_default();
        let begins = digits.len() >= DIGITS && digits.chars().all(|it| it.is_ascii_hexdigit());
        if begins {
            let traces = self.ids_from(&text, TRACES).await?;
            found.extend(traces.into_iter().map(|id| row(Thing::Trace, id)));
        }
        Ok(found)
    }

    async fn numbered(&self, number: u64) -> Result<Vec<FoundRow>, IndexError> {
        let tables = [
            (Thing::Fault, "faults"),
            (Thing::Batch, "batches"),
            (Thing::Offer, "offers"),
            (Thing::Mandate, "mandates"),
        ];
        let mut found = Vec::new();
        for (kind, table) in tables {
            if self.is_there(table, number).await? {
                found.push(row(kind, number));
            }
        }
        Ok(found)
    }
}

fn row(kind: Thing, id: impl ToString) -> FoundRow {
    FoundRow {
        kind,
        id: id.to_string(),
    }
}

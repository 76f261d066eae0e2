//! What one transaction changes: rows are loaded when they are needed, changed in memory, and written at its end.

use super::{
    column::{Address, Hash, Sum},
    error::IndexError,
    records::*,
    store::Store,
    table::{self, Record, Values},
    BOOKS,
};
use crate::{Amount, Seconds, Terms, Windows};
use answerable_protocol::{Bps, Docket, Time};
use scale::{Decode, Encode};
use sqlx::{Any, Transaction};
use std::collections::{BTreeMap, HashMap};

/// A trace with everything that hangs on it.
pub struct TraceBook {
    pub trace: Trace,
    pub steps: Vec<Step>,
    pub pledges: Vec<Pledge>,
    pub docket: Docket,
    /// It is not in the database yet.
    pub is_new: bool,
}

/// A batch with its pledges.
pub struct BatchBook {
    pub batch: Batch,
    pub pledges: Vec<BatchPledge>,
}

/// Records of one sort that were loaded, by their keys.
type Shelf<R> = HashMap<<R as Record>::Key, R>;

pub struct Draft {
    pub tx: Transaction<'static, Any>,
    pub books: Books,
    /// As they are in the database.
    pub before: Books,
    /// The second and the number of the block that is told of.
    pub now: u64,
    pub block: u64,
    pub traces: HashMap<u64, TraceBook>,
    pub numbers: HashMap<Hash, u64>,
    pub batches: HashMap<u64, BatchBook>,
    pub mandates: Shelf<Mandate>,
    pub offers: Shelf<Offer>,
    pub faults: Shelf<Fault>,
    pub accounts: Shelf<Account>,
    pub spans: Shelf<Span>,
    pub account_spans: Shelf<AccountSpan>,
    pub rules: BTreeMap<u64, Rules>,
    pub calls: Vec<Call>,
    pub events: Vec<Told>,
    pub named: Vec<Named>,
}

/// Loads a record that has to be there into its shelf.
macro_rules! known {
    ($self:ident, $shelf:ident, $key:expr, $what:literal) => {{
        let key = $key;
        if !$self.$shelf.contains_key(&(key,)) {
            if let Some(found) = table::load(&mut *$self.tx, &(key,)).await? {
                $self.$shelf.insert((key,), found);
            }
        }
        match $self.$shelf.get_mut(&(key,)) {
            Some(found) => Ok(found),
            None => Err(IndexError::Unheard {
                block: $self.block,
                what: format!(concat!($what, " {}"), key),
            }),
        }
    }};
}

impl Draft {
    pub async fn begin(store: &Store) -> Result<Self, IndexError> {
        let mut tx = store.write().await?;
        let books: Books = table::load(&mut *tx, &(BOOKS,)).await?.unwrap_or_default();
        Ok(Self {
            tx,
            before: books.clone(),
            now: books.time,
            block: books.block,
            books,
            traces: HashMap::new(),
            numbers: HashMap::new(),
            batches: HashMap::new(),
            mandates: HashMap::new(),
            offers: HashMap::new(),
            faults: HashMap::new(),
            accounts: HashMap::new(),
            spans: HashMap::new(),
            account_spans: HashMap::new(),
            rules: BTreeMap::new(),
            calls: Vec::new(),
            events: Vec::new(),
            named: Vec::new(),
        })
    }

    pub fn unheard(&self, what: impl Into<String>) -> IndexError {
        IndexError::Unheard {
            block: self.block,
            what: what.into(),
        }
    }

    pub async fn mandate(&mut self, id: u64) -> Result<&mut Mandate, IndexError> {
        known!(self, mandates, id, "mandate")
    }

    pub async fn offer(&mut self, id: u64) -> Result<&mut Offer, IndexError> {
        known!(self, offers, id, "offer")
    }

    pub async fn fault(&mut self, id: u64) -> Result<&mut Fault, IndexError> {
        known!(self, faults, id, "fault")
    }

    /// An account, which may never have been heard of.
    pub async fn account(&mut self, address: Address) -> Result<&mut Account, IndexError> {
        if !self.accounts.contains_key(&(address,)) {
            let found = table::load(&mut *self.tx, &(address,)).await?;
            let fresh = || Account {
                address,
                ..Account::default()
            };
            self.accounts
                .insert((address,), found.unwrap_or_else(fresh));
        }
        let account = self.accounts.get_mut(&(address,));
        account.ok_or(IndexError::AnotherWriter)
    }

    /// The number of a trace that was recorded or opened.
    pub async fn number_of(&mut self, id: Hash) -> Result<u64, IndexError> {
        if let Some(number) = self.numbers.get(&id) {
            return Ok(*number);
        }
        let values = Values::default().with(&id)?;
        let sql = "SELECT number FROM traces WHERE id = $1".into();
        let found: Vec<u64> = table::column(&mut *self.tx, sql, values).await?;
        let number = found.first().copied();
        let number = number.ok_or_else(|| self.unheard(format!("trace {id}")))?;
        self.numbers.insert(id, number);
        Ok(number)
    }

    pub async fn trace(&mut self, number: u64) -> Result<&mut TraceBook, IndexError> {
        if !self.traces.contains_key(&number) {
            let book = self.load_trace(number).await?;
            self.traces.insert(number, book);
        }
        let unheard = self.unheard(format!("trace {number}"));
        self.traces.get_mut(&number).ok_or(unheard)
    }

    async fn load_trace(&mut self, number: u64) -> Result<TraceBook, IndexError> {
        let trace: Option<Trace> = table::load(&mut *self.tx, &(number,)).await?;
        let trace = trace.ok_or_else(|| self.unheard(format!("trace {number}")))?;
        let rest = "WHERE id >= $1 AND id < $2 ORDER BY id";
        let steps = table::select(&mut *self.tx, rest, within(number, 8)?).await?;
        let pledges = table::select(&mut *self.tx, rest, within(number, 64)?).await?;
        self.as_book(trace, steps, pledges).await
    }

    pub(super) async fn as_book(
        &mut self,
        trace: Trace,
        steps: Vec<Step>,
        pledges: Vec<Pledge>,
    ) -> Result<TraceBook, IndexError> {
        let docket = match &trace.docket {
            Some(docket) => read_docket(docket).ok_or_else(|| self.unheard("a docket"))?,
            None => {
                let windows = self.rules(trace.terms).await?.windows;
                Docket::new(trace.requester.0, Time(trace.recorded_at), &windows)
            }
        };
        Ok(TraceBook {
            trace,
            steps,
            pledges,
            docket,
            is_new: false,
        })
    }

    pub async fn batch(&mut self, id: u64) -> Result<&mut BatchBook, IndexError> {
        if !self.batches.contains_key(&id) {
            let batch: Option<Batch> = table::load(&mut *self.tx, &(id,)).await?;
            let batch = batch.ok_or_else(|| self.unheard(format!("batch {id}")))?;
            let rest = "WHERE id >= $1 AND id < $2 ORDER BY id";
            let pledges = table::select(&mut *self.tx, rest, within(id, 8)?).await?;
            self.batches.insert(id, BatchBook { batch, pledges });
        }
        let unheard = self.unheard(format!("batch {id}"));
        self.batches.get_mut(&id).ok_or(unheard)
    }

    /// A version of the terms.
    pub async fn rules(&mut self, id: u64) -> Result<Terms, IndexError> {
        if let Some(rules) = self.rules.get(&id) {
            return Ok(terms(rules));
        }
        let found: Option<Rules> = table::load(&mut *self.tx, &(id,)).await?;
        let found = found.ok_or_else(|| self.unheard(format!("terms {id}")))?;
        let rules = terms(&found);
        self.rules.insert(id, found);
        Ok(rules)
    }

    /// Writes everything, and what time alone brought about.
    pub async fn commit(mut self) -> Result<(), IndexError> {
        // First of all, so that of two who write only one goes on.
        let values = Values::default().with(&self.books.next)?;
        let values = values.with(&self.before.next)?;
        let sql = "UPDATE books SET next = $1 WHERE id = 1 AND next = $2".into();
        if table::execute(&mut *self.tx, sql, values).await? != 1 {
            return Err(IndexError::AnotherWriter);
        }
        self.write().await?;
        self.sweep().await?;
        Ok(self.tx.commit().await?)
    }

    async fn write(&mut self) -> Result<(), IndexError> {
        let tx = &mut self.tx;
        table::save(tx, std::slice::from_ref(&self.books)).await?;
        save_all(tx, self.mandates.values()).await?;
        save_all(tx, self.faults.values()).await?;
        save_all(tx, self.accounts.values()).await?;
        save_all(tx, self.spans.values()).await?;
        save_all(tx, self.account_spans.values()).await?;
        save_all(tx, self.rules.values()).await?;
        save_all(tx, self.calls.iter()).await?;
        save_all(tx, self.events.iter()).await?;
        save_all(tx, self.named.iter()).await?;
        save_all(tx, self.batches.values().map(|it| &it.batch)).await?;
        save_all(tx, self.batches.values().flat_map(|it| &it.pledges)).await?;
        self.write_traces().await
    }

    /// Also in the middle, so that not all traces of a batch have to be in memory at once.
    pub async fn write_traces(&mut self) -> Result<(), IndexError> {
        let tx = &mut self.tx;
        // Steps are listed by what is offered for them.
        save_all(tx, self.offers.values()).await?;
        save_all(tx, self.traces.values().map(|it| &it.trace)).await?;
        save_all(tx, self.traces.values().flat_map(|it| &it.steps)).await?;
        save_all(tx, self.traces.values().flat_map(|it| &it.pledges)).await?;
        self.list_open().await
    }
}

/// In the order of keys, which databases like.
async fn save_all<'r, R: Record + Clone + 'r>(
    tx: &mut Transaction<'static, Any>,
    records: impl Iterator<Item = &'r R>,
) -> Result<(), IndexError>
where
    R::Key: Ord,
{
    let mut records: Vec<R> = records.cloned().collect();
    records.sort_by_cached_key(R::key);
    Ok(table::save(tx, &records).await?)
}

/// The keys of what hangs on a number.
pub fn within(number: u64, room: u64) -> Result<Values, sqlx::Error> {
    let first = number.saturating_mul(room);
    let values = Values::default().with(&first)?;
    values.with(&first.saturating_add(room))
}

pub fn write_docket(docket: &Docket) -> String {
    const_hex::encode(docket.encode())
}

fn read_docket(text: &str) -> Option<Docket> {
    let bytes = const_hex::decode(text).ok()?;
    Docket::decode(&mut bytes.as_slice()).ok()
}

fn terms(rules: &Rules) -> Terms {
    let seconds = |number: u64| Seconds(u32::try_from(number).unwrap_or(u32::MAX));
    let bps = |number: u64| Bps(u16::try_from(number).unwrap_or(u16::MAX));
    Terms {
        windows: Windows {
            answer: seconds(rules.answer),
            ruling: seconds(rules.ruling),
            report: seconds(rules.report),
            recourse: seconds(rules.recourse),
        },
        min_cover: amount(rules.min_cover),
        report_deposit: amount(rules.report_deposit),
        contest_deposit: amount(rules.contest_deposit),
        lost_penalty: bps(rules.lost_penalty_bps),
        max_default_penalty: bps(rules.max_default_penalty_bps),
        reporter_share: bps(rules.reporter_share_bps),
    }
}

fn amount(sum: Sum) -> Amount {
    Amount::new(sum.0)
}

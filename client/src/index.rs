//! An index of an instance: what its events say, kept in SQLite or PostgreSQL so that it can be listed.
//!
//! The contract cannot be listed from inside. [`follow`] reads final blocks from the contract's first one on, and the
//! index keeps the rows that follow from their events, and how far it is, in one transaction: whatever stops it, it goes
//! on where it was, and no block is missing or there twice. It is never the source of truth: what somebody decides by is
//! to be read from the chain.
//!
//! ```
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use answerable_client::{index::{self, Index, OpenFilter, Subject}, Rpc, H160};
//!
//! let chain = Rpc::connect("ws://127.0.0.1:9944").await?;
//! let subject = Subject::of(&chain, H160::zero(), 1);
//! let index = Index::open("sqlite://index.db", subject).await?;
//! tokio::spawn({
//!     let index = index.clone();
//!     async move { index::follow(&chain, &index, |applied| println!("{applied:?}")).await }
//! });
//! for step in index.open_steps(&OpenFilter::default()).await?.items {
//!     println!("{} pays {} to whoever answers for step {}", step.requester, step.premium, step.step);
//! }
//! # Ok(())
//! # }
//! ```

mod column;
mod condition;
mod draft;
mod error;
mod figures;
mod filters;
mod follow;
mod listing;
mod lists;
mod records;
mod rows;
mod schema;
mod store;
mod table;
mod tell;
mod warm;

pub use column::{Address, Hash, Losses, Sum};
pub use error::IndexError;
pub use filters::*;
pub use follow::{follow, Applied};
pub use rows::*;

/// The rows themselves, for whoever wants to look at more than lists show.
pub mod kept {
    pub use super::records::*;
}

use crate::{events::Page, interface::IAnswerable, Block, Chain, H160, H256};
use draft::Draft;
use records::{
    Account, AccountSpan, Batch, BatchPledge, Books, Call, Fault, Mandate, Named, Offer, OpenStep,
    Pledge, Rules, Span, Step, Told, Trace,
};
use std::{collections::HashMap, sync::Arc};
use store::Store;

/// What `trace` says of traces, which events tell only the ids of.
pub type Traces = HashMap<H256, IAnswerable::Trace>;

/// Which instance an index is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The hash of the chain's first block.
    pub genesis: H256,
    pub contract: H160,
    /// The first block that is read, at latest the one with the contract's deployment.
    pub since: u64,
}

impl Subject {
    /// This contract on this chain, from this block on.
    pub fn of<C: Chain>(chain: &C, contract: H160, since: u64) -> Self {
        Self {
            genesis: chain.codec().genesis(),
            contract,
            since,
        }
    }
}

/// An index. Clones are the same one.
#[derive(Clone, Debug)]
pub struct Index {
    store: Arc<Store>,
    subject: Subject,
}

/// Does something for the tables of all sorts of records.
macro_rules! every_record {
    ($do:ident) => {
        $do!(
            records::Subject,
            Books,
            Span,
            Account,
            AccountSpan,
            Trace,
            Step,
            Pledge,
            Batch,
            BatchPledge,
            Mandate,
            Offer,
            Fault,
            Call,
            Rules,
            Told,
            Named,
            OpenStep
        )
    };
}

impl Index {
    /// Opens an index, or makes one.
    ///
    /// `url` is the path of a file, `sqlite://FILE` or `postgres://USER@HOST/DATABASE`.
    pub async fn open(url: &str, subject: Subject) -> Result<Self, IndexError> {
        let store = Store::open(url).await?;
        schema::migrate(&store).await?;
        let store = Arc::new(store);
        let index = Self { store, subject };
        index.belongs().await?;
        Ok(index)
    }

    /// What it is the index of.
    pub fn subject(&self) -> Subject {
        self.subject
    }

    /// The block that comes next.
    pub async fn next_block(&self) -> Result<u64, IndexError> {
        Ok(self.books().await?.next)
    }

    /// The last block that is in it.
    pub async fn last_block(&self) -> Result<Option<Block>, IndexError> {
        Ok(self.ends().await?.map(|(_, last)| last))
    }

    /// The first block and the last.
    async fn ends(&self) -> Result<Option<(Block, Block)>, IndexError> {
        let books = self.books().await?;
        let first = Block {
            number: self.subject.since,
            hash: books.first.0,
            time_ms: 0,
        };
        let last = Block {
            number: books.block,
            hash: books.hash.0,
            time_ms: books.time.saturating_mul(1_000),
        };
        Ok(Some((first, last)).filter(|_| books.next > self.subject.since))
    }

    /// Tells who governs and where penalties go before the first block, which no event says.
    pub async fn begin(&self, office: &IAnswerable::Office) -> Result<(), IndexError> {
        let mut draft = Draft::begin(&self.store).await?;
        draft.books.begin(office);
        draft.commit().await
    }

    /// Takes in the blocks that come next, in one transaction. `traces` are those that the pages say were recorded or
    /// opened.
    pub async fn apply(&self, pages: &[Page], traces: &Traces) -> Result<(), IndexError> {
        let mut draft = Draft::begin(&self.store).await?;
        draft.warm(pages).await?;
        for page in pages {
            draft.tell(page, traces).await?;
        }
        draft.commit().await
    }

    pub(crate) async fn books(&self) -> Result<Books, IndexError> {
        let books = table::load(self.store.reader(), &(BOOKS,)).await?;
        Ok(books.unwrap_or_default())
    }

    /// Every row there is, as text, for comparing one index with another.
    pub async fn dump(&self) -> Result<Vec<String>, IndexError> {
        let mut lines = Vec::new();
        macro_rules! all {
            ($($record:path),+) => {
                $(lines.extend(table::lines::<$record>(self.store.reader()).await?);)+
            };
        }
        every_record!(all);
        Ok(lines)
    }

    /// How many rows there are.
    pub async fn rows(&self) -> Result<u64, IndexError> {
        let mut rows = 0_u64;
        macro_rules! all {
            ($($record:path),+) => {$(
                let table = <$record as table::Record>::TABLE;
                let values = table::Values::default();
                let count = table::count_up_to(self.store.reader(), table, values, usize::MAX >> 1);
                rows = rows.saturating_add(count.await?);
            )+};
        }
        every_record!(all);
        Ok(rows)
    }

    /// Every row of one sort, in the order of keys.
    pub async fn all<R: table::Record>(&self) -> Result<Vec<R>, IndexError> {
        let rest = format!("ORDER BY {}", R::KEY.join(", "));
        let rows = table::select(self.store.reader(), &rest, table::Values::default());
        Ok(rows.await?)
    }

    /// Whether this is the index of the subject; of whichever it is from now on, if it is new.
    async fn belongs(&self) -> Result<(), IndexError> {
        let wanted = records::Subject {
            id: BOOKS,
            genesis: Hash(self.subject.genesis),
            contract: Address(self.subject.contract),
            since: self.subject.since,
        };
        let mut writing = self.store.write().await?;
        let found: Option<records::Subject> = table::load(&mut *writing, &(BOOKS,)).await?;
        let Some(found) = found else {
            let books = Books {
                id: BOOKS,
                next: self.subject.since,
                intake_open: true,
                ..Books::default()
            };
            table::save(&mut writing, &[wanted]).await?;
            table::save(&mut writing, &[books]).await?;
            return Ok(writing.commit().await?);
        };
        if found.genesis != wanted.genesis {
            let (found, wanted) = (found.genesis, wanted.genesis);
            return Err(IndexError::OtherChain { found, wanted });
        }
        if found.contract != wanted.contract {
            let (found, wanted) = (found.contract, wanted.contract);
            return Err(IndexError::OtherContract { found, wanted });
        }
        if found.since != wanted.since {
            let (found, wanted) = (found.since, wanted.since);
            return Err(IndexError::OtherBeginning { found, wanted });
        }
        Ok(())
    }
}

/// The key of what there is one of.
const BOOKS: u64 = 1;

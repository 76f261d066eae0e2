//! What is new: how far the chain is, and how far the index.

use crate::{
    index::{BlockRow, EventRow, Index, IndexError},
    Block,
};
use serde::Serialize;
use std::{sync::Arc, time::Duration};
use tokio::sync::{watch, Mutex};
use utoipa::ToSchema;

/// So many events are read at once for those who were away.
const AT_ONCE: u64 = 500;

/// What an instance told of in a block that is in the index.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BlockNews {
    pub block: u64,
    /// Seconds since 1970.
    pub time: u64,
    /// The block that comes next: everything before it is in the lists.
    pub next: u64,
    pub events: Vec<EventNews>,
}

/// One of its events.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct EventNews {
    pub name: String,
    pub sentence: String,
    pub trace: Option<String>,
    pub fault: Option<u64>,
}

impl From<EventRow> for EventNews {
    fn from(row: EventRow) -> Self {
        Self {
            name: row.name,
            sentence: row.sentence,
            trace: row.trace.map(|trace| trace.to_string()),
            fault: row.fault,
        }
    }
}

/// How far everything is.
#[derive(Clone, Debug)]
pub struct Standing {
    pub head: Block,
    /// The last block that is in the index.
    pub last: Option<(u64, u64)>,
    /// The block that the index reads next.
    pub next: u64,
    /// Why the index does not follow, while it does not.
    trouble: Option<String>,
    /// Why the chain cannot be asked, while it cannot.
    away: Option<String>,
}

impl Standing {
    /// Final blocks that are not in the index yet.
    pub fn behind(&self) -> u64 {
        let through = self.head.number.saturating_add(1);
        through.saturating_sub(self.next)
    }

    /// Whether the index gave up for now, with the chain there.
    pub fn is_stuck(&self) -> bool {
        self.trouble.is_some()
    }

    /// Why the index does not follow the chain, while it does not.
    pub fn trouble(&self) -> Option<&str> {
        self.away.as_deref().or(self.trouble.as_deref())
    }
}

/// Blocks after one that somebody has read.
type Blocks = Arc<Vec<Arc<BlockNews>>>;

pub struct News {
    standing: watch::Sender<Standing>,
    /// What was read last: those who are up to date all ask for the same.
    read: Mutex<Option<(u64, u64, Blocks)>>,
}

impl News {
    pub async fn of(index: &Index, head: Block) -> Result<Self, IndexError> {
        let last = index.last_block().await?;
        let standing = Standing {
            head,
            last: last.map(|last| (last.number, last.time_ms / 1_000)),
            next: index.next_block().await?,
            trouble: None,
            away: None,
        };
        Ok(Self {
            standing: watch::Sender::new(standing),
            read: Mutex::default(),
        })
    }

    pub fn standing(&self) -> Standing {
        self.standing.borrow().clone()
    }

    pub fn watch(&self) -> watch::Receiver<Standing> {
        self.standing.subscribe()
    }

    pub fn head(&self, head: Block) {
        self.standing.send_if_modified(|standing| {
            let newer = standing.head.hash != head.hash;
            standing.head = head;
            newer
        });
    }

    /// The index does not follow.
    pub fn trouble(&self, why: String) {
        self.standing.send_if_modified(|standing| {
            let why = Some(why);
            let other = standing.trouble != why;
            standing.trouble = why;
            other
        });
    }

    /// Whether the chain cannot be asked.
    pub fn away(&self, why: Option<String>) {
        self.standing.send_if_modified(|standing| {
            let other = standing.away != why;
            standing.away = why;
            other
        });
    }

    /// The index holds everything up to this block.
    pub fn applied(&self, last: Block) {
        self.standing.send_modify(|standing| {
            standing.last = Some((last.number, last.time_ms / 1_000));
            standing.next = last.number.saturating_add(1);
            standing.trouble = None;
            if standing.head.number < last.number {
                standing.head = last;
            }
        });
    }

    /// The blocks after this one that tell of something, and the last that is in the index; not all at once, if there
    /// are many.
    pub async fn after(&self, block: u64, index: &Index) -> Result<Blocks, IndexError> {
        let mut read = self.read.lock().await;
        let Standing { last, next, .. } = self.standing();
        if let Some((known, through, blocks)) = read.as_ref() {
            if (*known, *through) == (block, next) {
                return Ok(blocks.clone());
            }
        }
        let rows = index.blocks_after(block, AT_ONCE).await?;
        let told = rows.iter().map(|row| row.events.len()).sum::<usize>();
        let all = u64::try_from(told).is_ok_and(|told| told < AT_ONCE);
        let mut blocks: Vec<BlockNews> = rows.into_iter().map(|row| shown(row, next)).collect();
        let newest = blocks.last().map_or(block, |news| news.block);
        if let Some((number, time)) = last.filter(|(number, _)| all && *number > newest) {
            blocks.push(BlockNews {
                block: number,
                time,
                next,
                events: Vec::new(),
            });
        }
        let blocks: Blocks = Arc::new(blocks.into_iter().map(Arc::new).collect());
        *read = Some((block, next, blocks.clone()));
        Ok(blocks)
    }

    /// Waits until the index holds a block, but not for ever.
    pub async fn index_has(&self, block: u64, patience: Duration) {
        let mut standing = self.watch();
        let reached = standing.wait_for(|standing| standing.next > block);
        tokio::time::timeout(patience, reached).await.ok();
    }
}

fn shown(row: BlockRow, next: u64) -> BlockNews {
    BlockNews {
        block: row.block,
        time: row.time,
        next: next.max(row.block.saturating_add(1)),
        events: row.events.into_iter().map(EventNews::from).collect(),
    }
}

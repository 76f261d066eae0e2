//! What is new: how far the chain is, how far the index, and what was told in the latest blocks.

use crate::{Block, H256};
use serde::Serialize;
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::watch;
use utoipa::ToSchema;

/// So many blocks are kept for those who were away for a moment.
const KEPT: usize = 1_024;

/// What an instance told of in a block that is in the index now.
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

/// How far everything is.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    pub head: Option<Block>,
    /// The block that the index reads next.
    pub next: u64,
    /// The time of the last block that it read.
    pub time: Option<u64>,
    /// Why the index does not follow, while it does not.
    pub trouble: Option<String>,
}

impl Standing {
    pub fn behind(&self) -> u64 {
        let through = self.head.map_or(0, |head| head.number.saturating_add(1));
        through.saturating_sub(self.next)
    }
}

pub struct News {
    standing: watch::Sender<Standing>,
    latest: Mutex<VecDeque<Arc<BlockNews>>>,
}

impl News {
    /// `next` is the block that the index reads first.
    pub fn from(next: u64) -> Self {
        let standing = Standing {
            next,
            ..Standing::default()
        };
        Self {
            standing: watch::Sender::new(standing),
            latest: Mutex::default(),
        }
    }

    pub fn standing(&self) -> Standing {
        self.standing.borrow().clone()
    }

    pub fn watch(&self) -> watch::Receiver<Standing> {
        self.standing.subscribe()
    }

    pub fn head(&self, head: Block) {
        self.standing.send_if_modified(|standing| {
            let newer = standing.head.map(|known| known.hash) != Some(head.hash);
            standing.head = Some(head);
            newer
        });
    }

    pub fn trouble(&self, trouble: Option<String>) {
        self.standing.send_if_modified(|standing| {
            let other = standing.trouble != trouble;
            standing.trouble = trouble;
            other
        });
    }

    /// The index holds one more block.
    pub fn applied(&self, news: BlockNews) {
        let (next, time) = (news.next, news.time);
        {
            let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
            latest.push_back(Arc::new(news));
            if latest.len() > KEPT {
                latest.pop_front();
            }
        }
        self.standing.send_modify(|standing| {
            standing.next = next;
            standing.time = Some(time);
            standing.trouble = None;
        });
    }

    /// What the block after this one told, and those after it, as far as they are kept; nothing if that block is not.
    pub fn after(&self, block: u64) -> Option<Vec<Arc<BlockNews>>> {
        let latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        let first = latest.front()?.block;
        if first > block.saturating_add(1) {
            return None;
        }
        let newer = latest.iter().filter(|news| news.block > block);
        Some(newer.cloned().collect())
    }

    /// Waits until the index holds a block, but not for ever.
    pub async fn index_has(&self, block: u64, patience: Duration) {
        let mut standing = self.watch();
        let reached = standing.wait_for(|standing| standing.next > block);
        tokio::time::timeout(patience, reached).await.ok();
    }
}

/// A trace's id as it is written everywhere here.
pub fn id(trace: H256) -> String {
    format!("{trace:?}")
}

//! Keeping up with the chain, whatever becomes of the connection.

use super::{
    news::{id, BlockNews, EventNews},
    Shared,
};
use crate::{
    events::{Follow, Page},
    history::{fault_of, Subjects},
    json,
    sentences::sentence,
    Chain, ChainError,
};
use std::{sync::Arc, time::Duration};

/// How often the latest final block is asked for.
const LOOK: Duration = Duration::from_millis(500);
/// How soon a chain that does not answer is asked again.
const PAUSE: Duration = Duration::from_secs(1);

/// Notes the latest final block, and whether the node answers at all. Never ends.
pub async fn watch_head(shared: Arc<Shared>) {
    loop {
        match shared.link.rpc().block().await {
            Ok(head) => {
                shared.metrics.head.set(signed(head.number));
                shared.news.head(head);
                shared.link.note(None);
            }
            Err(error) => shared.link.note(Some(error.to_string())),
        }
        let behind = shared.news.standing().behind();
        shared.metrics.behind.set(signed(behind));
        tokio::time::sleep(LOOK).await;
    }
}

/// Reads block after block. Never ends.
pub async fn follow(shared: Arc<Shared>) {
    loop {
        let Err(error) = follow_once(&shared).await;
        shared.metrics.following.set(0);
        shared.news.trouble(Some(error.to_string()));
        tokio::time::sleep(PAUSE).await;
        if let Err(error) = shared.link.renew().await {
            shared.news.trouble(Some(error.to_string()));
        }
    }
}

async fn follow_once(shared: &Shared) -> Result<std::convert::Infallible, ChainError> {
    let rpc = shared.link.rpc();
    let next = shared.news.standing().next;
    let mut follow = Follow::from(&*rpc, shared.contract, next);
    let mut subjects = Subjects::default();
    loop {
        let page = follow.next().await?;
        shared.metrics.following.set(1);
        let news = news(&page, follow.next_block(), &mut subjects);
        shared.metrics.events.inc_by(page.told.len() as u64);
        shared.news.applied(news);
    }
}

fn news(page: &Page, next: u64, subjects: &mut Subjects) -> BlockNews {
    let events = page.told.iter().map(|told| EventNews {
        name: json::event_name(&told.log),
        sentence: sentence(&told.event),
        trace: subjects.trace_of(&told.event).map(id),
        fault: fault_of(&told.event),
    });
    BlockNews {
        block: page.block.number,
        time: page.block.time_ms / 1_000,
        next,
        events: events.collect(),
    }
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

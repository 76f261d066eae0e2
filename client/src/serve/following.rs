//! Keeping up with the chain, whatever becomes of the connection.

use super::Shared;
use crate::{
    index::{self, IndexError},
    Chain, ChainError,
};
use std::{sync::Arc, time::Duration};

/// How often the latest final block is asked for.
const LOOK: Duration = Duration::from_millis(500);
/// How soon the index tries again what failed.
const PAUSE: Duration = Duration::from_secs(2);

/// Notes the latest final block, and whether the node answers at all. Never ends.
pub async fn watch_head(shared: Arc<Shared>) {
    loop {
        match look(&shared).await {
            Ok(()) => shared.link.note(None),
            Err(error) => shared.link.note(Some(error.to_string())),
        }
        shared.news.away(shared.link.trouble());
        let standing = shared.news.standing();
        shared.metrics.behind.set(signed(standing.behind()));
        shared.metrics.head.set(signed(standing.head.number));
        let follows = standing.trouble().is_none();
        shared.metrics.following.set(follows.into());
        tokio::time::sleep(LOOK).await;
    }
}

async fn look(shared: &Shared) -> Result<(), ChainError> {
    let rpc = shared.link.rpc();
    let head = rpc.block().await?;
    // After an upgrade, and behind a node that was away, calls may be spelt in another way.
    if !rpc.is_current().await? {
        shared.link.renew().await?;
    }
    shared.news.head(head);
    let next = shared.news.standing().next;
    let missing = next.saturating_sub(head.number.saturating_add(1));
    if missing > 0 {
        shared.link.note_astray(Some(format!(
            "its last final block is {}, and the index goes up to {}; wait if the node is catching up, or if its chain began anew, give the index another place with --index",
            head.number,
            next.saturating_sub(1)
        )));
    } else if !shared.news.standing().is_stuck() {
        shared.link.note_astray(None);
    }
    Ok(())
}

/// Has the index read block after block. Never ends.
pub async fn follow(shared: Arc<Shared>) {
    loop {
        let rpc = shared.link.rpc();
        let applied = |applied: &index::Applied| {
            let events = u64::try_from(applied.events).unwrap_or(u64::MAX);
            shared.metrics.events.inc_by(events);
            shared.news.applied(applied.last);
        };
        if let Err(error) = index::follow(&*rpc, &shared.index, applied).await {
            let why = error.to_string();
            if let IndexError::OtherHistory { .. } = error {
                shared.link.note_astray(Some(why.clone()));
            }
            shared.news.trouble(why);
        }
        tokio::time::sleep(PAUSE).await;
    }
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

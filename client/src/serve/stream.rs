//! Server-sent events: every block that is in the index, as it comes.

use super::{
    asked::Nothing,
    failure::Failure,
    news::{BlockNews, Standing},
    Shared,
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{
        sse::{Event, KeepAlive, Sse},
        IntoResponse, Response,
    },
};
use futures::{stream, Stream};
use std::{collections::VecDeque, convert::Infallible, sync::Arc, time::Duration};
use tokio::sync::{watch, OwnedSemaphorePermit};

/// So many may listen at once. Each has one connection and reads what is kept for all.
pub const MOST: usize = 256;
/// Proxies end connections on which nothing comes.
const ALIVE: Duration = Duration::from_secs(15);

/// What is new in the index, block after block: `event: block`, with the block's number as its id. A reader that sends
/// `Last-Event-ID` is told everything after that block.
#[utoipa::path(
    get, path = "/api/stream", tag = "index",
    params(("Last-Event-ID" = Option<u64>, Header, description = "The last block that was read")),
    responses((status = 200, content_type = "text/event-stream", body = BlockNews), (status = 400, body = Failure), (status = 429, body = Failure)),
)]
pub async fn stream(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    _none: Nothing,
) -> Result<Response, Failure> {
    let permit = shared.streams.clone().try_acquire_owned();
    let permit = permit.map_err(|_| {
        let error =
            format!("{MOST} listen already, which is all that may; ask the lists, or try later");
        Failure::new(StatusCode::TOO_MANY_REQUESTS, error)
    })?;
    let read = match headers.get("last-event-id") {
        Some(id) => {
            let id = id.to_str().ok().and_then(|id| id.parse().ok());
            id.ok_or_else(|| {
                Failure::misunderstood(
                    "Last-Event-ID is the number of the block that was read last",
                )
            })?
        }
        // The latest block says where one stands.
        None => shared.news.standing().next.saturating_sub(2),
    };
    let listener = Listener {
        read,
        ready: VecDeque::new(),
        standing: shared.news.watch(),
        closing: shared.closing.subscribe(),
        _open: Open::new(shared.clone(), permit),
        shared,
    };
    let events = Sse::new(listener.events());
    Ok(events
        .keep_alive(KeepAlive::new().interval(ALIVE))
        .into_response())
}

/// Counts a stream while it is open.
struct Open {
    shared: Arc<Shared>,
    _permit: OwnedSemaphorePermit,
}

impl Open {
    fn new(shared: Arc<Shared>, permit: OwnedSemaphorePermit) -> Self {
        shared.metrics.streams.inc();
        Self {
            shared,
            _permit: permit,
        }
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.shared.metrics.streams.dec();
    }
}

struct Listener {
    shared: Arc<Shared>,
    /// The last block that was sent.
    read: u64,
    ready: VecDeque<Arc<BlockNews>>,
    standing: watch::Receiver<Standing>,
    closing: watch::Receiver<bool>,
    _open: Open,
}

impl Listener {
    fn events(self) -> impl Stream<Item = Result<Event, Infallible>> {
        stream::unfold(self, |mut listener| async move {
            let news = listener.next().await?;
            let event = Event::default().event("block").id(news.block.to_string());
            // Numbers and strings are always JSON.
            let event = event.json_data(&*news).unwrap_or_default();
            Some((Ok(event), listener))
        })
    }

    /// The next block, once it is in the index; nothing when the program ends.
    async fn next(&mut self) -> Option<Arc<BlockNews>> {
        loop {
            if let Some(news) = self.ready.pop_front() {
                self.read = news.block;
                return Some(news);
            }
            self.standing.borrow_and_update();
            let read = self.shared.news.after(self.read, &self.shared.index).await;
            // An index that cannot be read is seen in /health; the listener comes back with what it read last.
            self.ready = read.ok()?.iter().cloned().collect();
            if !self.ready.is_empty() {
                continue;
            }
            tokio::select! {
                changed = self.standing.changed() => changed.ok()?,
                _ = self.closing.wait_for(|closing| *closing) => return None,
            }
        }
    }
}

//! An instance over HTTP: lists from an index, everything that is decided on from the chain, acts, and the page.
//!
//! ```
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use answerable_client::{index::{Index, Subject}, serve::{Explorer, Settings}, Rpc, H160};
//!
//! let chain = "ws://127.0.0.1:9944";
//! let rpc = Rpc::connect(chain).await?;
//! let index = Index::open("index.db", Subject::of(&rpc, H160::zero(), 1)).await?;
//! let settings = Settings { chain: chain.into(), hosts: Vec::new(), page: None };
//! let explorer = Explorer::open(rpc, index, settings).await?;
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
//! let stop = async { tokio::signal::ctrl_c().await.unwrap_or_default() };
//! explorer.serve(listener, |progress| println!("{progress:?}"), stop).await?;
//! # Ok(())
//! # }
//! ```

mod acts;
mod asked;
mod failure;
mod following;
mod gate;
mod health;
mod history;
mod link;
mod lists;
mod live;
mod metrics;
mod news;
mod page;
mod person;
mod records;
mod status;
mod story;
mod stream;
mod tickets;
mod view;

use crate::{
    index::{Index, IndexError},
    Chain, Rpc, H160,
};
use axum::{
    extract::{DefaultBodyLimit, Request, State},
    http::header,
    middleware,
    response::{IntoResponse, Response},
    Router,
};
use link::Link;
use metrics::Metrics;
use news::News;
use page::Page;
use person::Person;
use std::{
    future::Future,
    io,
    path::PathBuf,
    sync::{Arc, OnceLock},
    time::Duration,
};
use tickets::Tickets;
use tokio::{
    net::TcpListener,
    sync::{watch, Semaphore},
};
use utoipa::openapi::{Info, OpenApi};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The largest act is a trace with its proof.
const LARGEST: usize = 256 * 1024;
/// How long answers that are under way may take when the program ends.
const FAREWELL: Duration = Duration::from_secs(5);

/// What is served.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The node's address.
    pub chain: String,
    /// The names, besides this machine's own, by which it is reached.
    pub hosts: Vec<String>,
    /// Where the page is, if not in the program.
    pub page: Option<PathBuf>,
}

/// How far the index is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The block that is read next.
    pub next: u64,
    /// Final blocks that are not read yet.
    pub behind: u64,
    /// Why it does not follow the chain, while it does not.
    pub trouble: Option<String>,
}

struct Shared {
    link: Link,
    contract: H160,
    index: Index,
    /// On a development chain, those whose secrets everybody knows.
    people: Vec<Person>,
    hosts: Vec<String>,
    tickets: Tickets,
    page: Page,
    metrics: Metrics,
    news: News,
    streams: Arc<Semaphore>,
    closing: watch::Sender<bool>,
}

impl Shared {
    fn person(&self, name: &str) -> Option<&Person> {
        let mut people = self.people.iter();
        people.find(|person| person.name.eq_ignore_ascii_case(name))
    }
}

/// An instance, its index, and everything that answers for them.
pub struct Explorer(Arc<Shared>);

impl Explorer {
    /// The index says which instance it is.
    pub async fn open(rpc: Rpc, index: Index, settings: Settings) -> Result<Self, IndexError> {
        let people = match rpc.is_development().await? {
            true => person::everybody()?,
            false => Vec::new(),
        };
        let news = News::of(&index, rpc.block().await?).await?;
        Ok(Self(Arc::new(Shared {
            link: Link::new(&settings.chain, rpc),
            contract: index.subject().contract,
            index,
            people,
            hosts: settings.hosts,
            tickets: Tickets::default(),
            page: Page::new(settings.page),
            metrics: Metrics::new(),
            news,
            streams: Arc::new(Semaphore::new(stream::MOST)),
            closing: watch::Sender::new(false),
        })))
    }

    /// Follows the chain and answers until `stop` comes. `progress` is told whenever the index moved on.
    pub async fn serve(
        self,
        listener: TcpListener,
        mut progress: impl FnMut(Progress) + Send + 'static,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> io::Result<()> {
        let shared = self.0;
        let mut standing = shared.news.watch();
        let tasks = [
            tokio::spawn(following::watch_head(shared.clone())),
            tokio::spawn(following::follow(shared.clone())),
            tokio::spawn(async move {
                while standing.changed().await.is_ok() {
                    let standing = standing.borrow_and_update().clone();
                    progress(Progress {
                        next: standing.next,
                        behind: standing.behind(),
                        trouble: standing.trouble().map(str::to_owned),
                    });
                }
            }),
        ];
        let closing = shared.clone();
        let router = router(shared.clone());
        let served = axum::serve(listener, router).with_graceful_shutdown(async move {
            stop.await;
            closing.closing.send_replace(true);
        });
        let mut closed = shared.closing.subscribe();
        let ended = tokio::select! {
            ended = served => ended,
            () = async {
                closed.wait_for(|closing| *closing).await.ok();
                tokio::time::sleep(FAREWELL).await;
            } => Ok(()),
        };
        for task in tasks {
            task.abort();
        }
        ended
    }
}

/// Every address that is documented. Without a development chain, the accounts of one are not there.
fn routed(development: bool) -> OpenApiRouter<Arc<Shared>> {
    let router = OpenApiRouter::with_openapi(OpenApi::new(
        Info::new("answerable explorer", env!("CARGO_PKG_VERSION")),
        utoipa::openapi::Paths::new(),
    ));
    let router = lists::routed(router)
        .routes(routes!(live::trace))
        .routes(routes!(live::trace_picture))
        .routes(routes!(live::fault))
        .routes(routes!(live::step))
        .routes(routes!(records::office))
        .routes(routes!(records::offer))
        .routes(routes!(records::mandate))
        .routes(routes!(records::batch))
        .routes(routes!(acts::fault::acts_of_fault))
        .routes(routes!(acts::preview))
        .routes(routes!(acts::wallet::payload))
        .routes(routes!(acts::submit::submit))
        .routes(routes!(stream::stream))
        .routes(routes!(health::health))
        .routes(routes!(health::metrics))
        .routes(routes!(document));
    match development {
        true => router.routes(routes!(acts::dev_accounts)),
        false => router,
    }
}

/// The OpenAPI document of the interface, as JSON.
pub fn openapi() -> String {
    let (_, document) = routed(true).split_for_parts();
    // Nothing in it can fail to be JSON.
    let mut text = document.to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

/// This document.
#[utoipa::path(
    get, path = "/api/openapi.json", tag = "program",
    responses((status = 200, body = serde_json::Value)),
)]
async fn document() -> Response {
    static DOCUMENT: OnceLock<String> = OnceLock::new();
    let document = DOCUMENT.get_or_init(openapi).as_str();
    ([(header::CONTENT_TYPE, "application/json")], document).into_response()
}

fn router(shared: Arc<Shared>) -> Router {
    let (router, _) = routed(!shared.people.is_empty()).split_for_parts();
    router
        .fallback(page)
        .method_not_allowed_fallback(|| async { page::wrong_method() })
        .layer(DefaultBodyLimit::max(LARGEST))
        .layer(middleware::from_fn_with_state(shared.clone(), gate::pass))
        .with_state(shared)
}

async fn page(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (method, uri, headers) = (request.method(), request.uri(), request.headers());
    shared
        .page
        .answer(method, uri, headers)
        .await
        .into_response()
}

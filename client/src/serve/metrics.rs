//! What is counted, for Prometheus.

use prometheus_client::{
    encoding::{text, EncodeLabelSet},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};
use std::time::Duration;

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Answered {
    route: String,
    status: u16,
}

#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Route {
    route: String,
}

type Durations = Family<Route, Histogram, fn() -> Histogram>;

pub struct Metrics {
    registry: Registry,
    answers: Family<Answered, Counter>,
    durations: Durations,
    pub behind: Gauge,
    pub head: Gauge,
    pub events: Counter,
    pub streams: Gauge,
    pub following: Gauge,
}

impl Metrics {
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("answerable");
        let durations: fn() -> Histogram =
            || Histogram::new([0.001, 0.005, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0]);
        let it = Self {
            answers: Family::default(),
            durations: Family::new_with_constructor(durations),
            behind: Gauge::default(),
            head: Gauge::default(),
            events: Counter::default(),
            streams: Gauge::default(),
            following: Gauge::default(),
            registry: Registry::default(),
        };
        registry.register(
            "requests",
            "Answers by route and status",
            it.answers.clone(),
        );
        registry.register(
            "request_duration_seconds",
            "How long answers took, streams until they began",
            it.durations.clone(),
        );
        registry.register(
            "index_blocks_behind",
            "Final blocks that are not in the index yet",
            it.behind.clone(),
        );
        registry.register(
            "chain_head",
            "The number of the latest final block",
            it.head.clone(),
        );
        registry.register(
            "index_events_applied",
            "Events that were written into the index since the program started",
            it.events.clone(),
        );
        registry.register("streams_open", "Open streams of events", it.streams.clone());
        registry.register(
            "index_following",
            "1 while the index follows the chain, 0 while it cannot",
            it.following.clone(),
        );
        Self { registry, ..it }
    }

    pub fn answered(&self, route: &str, status: u16, after: Duration) {
        let route = route.to_owned();
        self.durations
            .get_or_create(&Route {
                route: route.clone(),
            })
            .observe(after.as_secs_f64());
        self.answers
            .get_or_create(&Answered { route, status })
            .inc();
    }

    /// All of it, in the text format of Prometheus.
    pub fn text(&self) -> String {
        let mut out = String::new();
        // Writing into memory does not fail.
        text::encode(&mut out, &self.registry).ok();
        out
    }
}

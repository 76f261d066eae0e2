//! Every list with every filter, over HTTP as the page asks for it, and what the index adds to answers from the chain.

use answerable_client::{index::*, serve};
use answerable_e2e::{ask::ask, synthetic::Synthetic};
use serde_json::Value;
use std::{
    future::Future,
    hint::black_box,
    time::{Duration, Instant},
};
use tokio::task::block_in_place;

/// Each is asked so often, and once before; the middle one counts, because others may use the machine, too.
const TIMES: usize = 5;

/// Lists, with names in braces where somebody or something is asked about.
const LISTS: &[&str] = &[
    "/api/traces",
    "/api/traces?requester={requester}",
    "/api/traces?recorder={recorder}",
    "/api/traces?actor={actor}",
    "/api/traces?actor={rare}",
    "/api/traces?commitment={commitment}",
    "/api/traces?surety={surety}",
    "/api/traces?batch=3",
    "/api/traces?answered=none",
    "/api/traces?answered=some",
    "/api/traces?answered=all",
    "/api/traces?openFaults=true",
    "/api/traces?recorder={recorder}&actor={actor}",
    "/api/traces?recorder={recorder}&surety={surety}",
    "/api/traces?recorder={recorder}&openFaults=true",
    "/api/traces?requester={requester}&commitment={commitment}&surety={surety}",
    "/api/traces?actor={actor}&commitment={commitment}&surety={surety}&answered=all",
    "/api/traces?recorder={recorder}&actor={actor}&commitment={commitment}&surety={surety}&batch=3",
    "/api/open",
    "/api/open?actor={actor}",
    "/api/open?commitment={commitment}",
    "/api/open?recorder={recorder}",
    "/api/open?requester={requester}",
    "/api/open?kind=tool",
    "/api/open?offered=true",
    "/api/open?offered=false",
    "/api/open?until={soon}",
    "/api/open?until={late}",
    "/api/open?recorder={recorder}&actor={actor}&offered=true",
    "/api/offers",
    "/api/offers?trace={trace}",
    "/api/offers?payer={recorder}",
    "/api/offers?open=true",
    "/api/offers?open=false",
    "/api/offers?payer={recorder}&open=true",
    "/api/mandates",
    "/api/mandates?surety={surety}",
    "/api/mandates?recorder={recorder}",
    "/api/mandates?actor={actor}",
    "/api/mandates?open=true",
    "/api/mandates?surety={surety}&recorder={recorder}&open=true",
    "/api/batches",
    "/api/batches?recorder={recorder}",
    "/api/pledges",
    "/api/pledges?surety={surety}",
    "/api/pledges?trace={trace}",
    "/api/pledges?released=false",
    "/api/pledges?released=true",
    "/api/pledges?surety={surety}&released=false",
    "/api/pledges?surety={surety}&trace={trace}",
    "/api/batch-pledges",
    "/api/batch-pledges?surety={surety}",
    "/api/batch-pledges?surety={surety}&released=false",
    "/api/batch-pledges?batch=100",
    "/api/faults",
    "/api/faults?trace={trace}",
    "/api/faults?state=contested",
    "/api/faults?state=contested,defaulted",
    "/api/faults?reporter={requester}",
    "/api/faults?beneficiary={requester}",
    "/api/faults?called={surety}",
    "/api/faults?surety={surety}",
    "/api/faults?governance={governance}",
    "/api/faults?open=true",
    "/api/faults?open=false",
    "/api/faults?deadlineBefore={now}",
    "/api/faults?order=deadline",
    "/api/faults?order=deadline&state=contested,defaulted",
    "/api/faults?order=deadline&called={surety}",
    "/api/faults?order=deadline&surety={surety}",
    "/api/faults?order=deadline&deadlineBefore={soon}",
    "/api/faults?order=deadline&reporter={requester}&open=true",
    "/api/events",
    "/api/events?trace={trace}",
    "/api/events?fault=7",
    "/api/events?account={surety}",
    "/api/events?account={recorder}",
    "/api/events?name=Pledged",
    "/api/events?name=Slashed",
    "/api/events?account={recorder}&name=Slashed",
    "/api/events?account={surety}&name=Paid",
    "/api/accounts/{surety}/calendar",
    "/api/accounts/{recorder}/calendar?from={now}&to={late}",
];

/// What comes of the index in one piece.
const ANSWERS: &[&str] = &[
    "/api/status",
    "/api/overview",
    "/api/series",
    "/api/series?points=10&from={earlier}&to={now}",
    "/api/accounts/{surety}/income",
    "/api/accounts/{recorder}/income?points=10&from={earlier}&to={now}",
    "/api/search?q=17",
    "/api/search?q={trace}",
    "/api/search?q={beginning}",
    "/api/search?q={actor}",
    "/api/search?q={surety}",
];

/// How long it takes, and what was asked for.
pub type Timed = Vec<(Duration, String)>;

/// How long every answer of an explorer takes that comes of its index, the slowest first.
pub async fn time_all(index: &Index, explorer: &str) -> Result<Timed, IndexError> {
    every_parameter_is_asked_for();
    let mut timed = Timed::new();
    let trace = an_old_trace(index).await?;
    let names = names(trace, index.overview().await?.as_of.time);
    block_in_place(|| {
        for list in LISTS {
            let path = named(list, &names);
            let separator = if path.contains('?') { '&' } else { '?' };
            let path = format!("{path}{separator}limit=200");
            let first = time(explorer, &path, list, &mut timed);
            let mut count = vec![items(&first)];
            if let Some(next) = first["next"].as_str() {
                let (path, name) = (format!("{path}&after={next}"), format!("{list}, next page"));
                count.push(items(&time(explorer, &path, &name, &mut timed)));
            }
            eprintln!("{list}: {count:?}");
        }
        for answer in ANSWERS {
            time(explorer, &named(answer, &names), answer, &mut timed);
        }
    });
    time_parts(index, trace, &mut timed).await?;
    timed.sort();
    timed.reverse();
    Ok(timed)
}

fn time(explorer: &str, path: &str, name: &str, timed: &mut Timed) -> Value {
    let get = || {
        let begun = Instant::now();
        let answer = ask(explorer, "GET", path, &[], "");
        let took = begun.elapsed();
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        (took, answer)
    };
    let (_, first) = get();
    note([(); TIMES].map(|()| get().0), name, timed);
    first.json()
}

fn items(list: &Value) -> usize {
    list["items"].as_array().map_or(0, Vec::len)
}

/// What the index adds to answers that come from the chain, and to the stream of what is new.
async fn time_parts(index: &Index, trace: Hash, timed: &mut Timed) -> Result<(), IndexError> {
    let surety = Address(Synthetic::person("surety", 0));
    time_part("an account's row", timed, || index.account(surety)).await?;
    time_part("a trace's rows", timed, || index.trace(trace)).await?;
    time_part("a trace's story", timed, || index.told_of(trace)).await?;
    time_part("blocks of the stream", timed, || {
        index.blocks_after(1_000, 200)
    })
    .await
}

async fn time_part<T, F: Future<Output = Result<T, IndexError>>>(
    name: &str,
    timed: &mut Timed,
    ask: impl Fn() -> F,
) -> Result<(), IndexError> {
    ask().await?;
    let mut took = [Duration::ZERO; TIMES];
    for took in &mut took {
        let begun = Instant::now();
        black_box(ask().await?);
        *took = begun.elapsed();
    }
    note(took, name, timed);
    Ok(())
}

fn note(mut took: [Duration; TIMES], name: &str, timed: &mut Timed) {
    took.sort();
    timed.push((took[TIMES / 2], name.into()));
}

async fn an_old_trace(index: &Index) -> Result<Hash, IndexError> {
    let mut filter = TraceFilter::default();
    for after in [Some("5000"), None] {
        filter.after = after.map(str::to_owned);
        if let Some(trace) = index.traces(&filter).await?.items.first() {
            return Ok(trace.id);
        }
    }
    panic!("there is no trace");
}

/// Whom and what is asked about.
fn names(trace: Hash, now: u64) -> Vec<(&'static str, String)> {
    let person = |sort: &str, number| Address(Synthetic::person(sort, number)).to_string();
    let trace = trace.to_string();
    vec![
        ("recorder", person("recorder", 0)),
        ("requester", person("requester", 5)),
        ("actor", person("actor", 0)),
        ("rare", person("actor", 590)),
        ("surety", person("surety", 0)),
        ("governance", person("governance", 0)),
        ("commitment", Hash(Synthetic::model(0)).to_string()),
        ("beginning", trace[..8].to_owned()),
        ("trace", trace),
        ("earlier", (now - 100_000).to_string()),
        ("now", now.to_string()),
        ("soon", (now + 200_000).to_string()),
        ("late", (now + 900_000).to_string()),
    ]
}

fn named(path: &str, names: &[(&str, String)]) -> String {
    names.iter().fold(path.to_owned(), |path, (name, value)| {
        path.replace(&format!("{{{name}}}"), value)
    })
}

/// Nothing that the interface's own document has is left out.
fn every_parameter_is_asked_for() {
    let document: Value = serde_json::from_str(&serve::openapi()).expect("it is JSON");
    let paths = document["paths"].as_object().expect("it has paths");
    for (path, methods) in paths {
        let get = &methods["get"];
        // The stream does not end.
        if get["tags"][0] != "index" || path == "/api/stream" {
            continue;
        }
        let known = |list: &&&str| shape(list) == shape(path);
        let asked: Vec<_> = LISTS.iter().chain(ANSWERS).filter(known).collect();
        assert!(!asked.is_empty(), "{path} is not timed");
        for parameter in get["parameters"].as_array().into_iter().flatten() {
            let name = parameter["name"].as_str().expect("it has a name");
            let is_asked = asked.iter().any(|it| it.contains(&format!("{name}=")));
            let is_each = ["limit", "after"].contains(&name) || parameter["in"] == "path";
            assert!(is_asked || is_each, "{name} of {path} is not timed");
        }
    }
}

/// A path without its names and parameters.
fn shape(path: &str) -> Vec<&str> {
    let path = path.split('?').next().unwrap_or_default();
    let parts = path.split('/');
    parts
        .map(|it| if it.starts_with('{') { "{}" } else { it })
        .collect()
}

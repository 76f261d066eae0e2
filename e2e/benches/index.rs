//! A million events in an index: how fast they are taken in, with how much memory, and how fast every list answers then.
//! `--events N` for another number, `--url` for another database than SQLite in a file of its own. Fails where a list takes
//! longer than it may.

use answerable_client::events::Page;
use answerable_client::index::*;
use answerable_e2e::synthetic::Synthetic;
use sqlx::{any::AnyArguments, AnyConnection, Arguments, AssertSqlSafe, Connection, Executor};
use std::{
    future::Future,
    path::Path,
    time::{Duration, Instant},
};

const EVENTS: usize = 1_000_000;
/// So many events are taken in together.
const TOGETHER: usize = 10_000;
/// What a list may take.
const MOST: Duration = Duration::from_millis(50);
/// Each is asked so often, and once before; the middle one counts, because others may use the machine, too.
const TIMES: usize = 5;

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime can be made");
    runtime
        .block_on(run())
        .unwrap_or_else(|error| panic!("{error}"));
}

fn asked(name: &str) -> Option<String> {
    let mut arguments = std::env::args().skip_while(|it| it != name);
    arguments.nth(1)
}

async fn run() -> Result<(), IndexError> {
    let events = asked("--events").map_or(EVENTS, |it| it.parse().expect("--events is a number"));
    let folder = tempfile::tempdir().expect("a folder can be made");
    let file = folder.path().join("index.db");
    let url = asked("--url").unwrap_or_else(|| file.display().to_string());
    let index = Index::open(&url, Synthetic::subject()).await?;
    index.begin(&Synthetic::office()).await?;
    let mut history = Synthetic::new(1);
    let (mut done, mut took) = (0, Duration::ZERO);
    while done < events {
        let (mut pages, mut traces): (Vec<Page>, Traces) = Default::default();
        let mut count = 0;
        while count < TOGETHER {
            let (page, some) = history.next_block();
            count += page.told.len();
            pages.push(page);
            traces.extend(some);
        }
        let begun = Instant::now();
        index.apply(&pages, &traces).await?;
        took += begun.elapsed();
        done += count;
        if done % 50_000 < count {
            eprintln!(
                "{done} events, {:.0} a second, {:.1} s of work",
                done as f64 / took.as_secs_f64(),
                worked()
            );
        }
    }
    let rate = done as f64 / took.as_secs_f64();
    println!(
        "{done} events taken in, {rate:.0} a second, {} MB of memory at most",
        peak()
    );
    if let Ok(found) = std::fs::metadata(&file) {
        println!("{} MB on disk", found.len() >> 20);
    }
    let rows = index.rows().await?;
    let bare = bare_rows(folder.path(), rows).await;
    let by_row = rows as f64 / took.as_secs_f64();
    println!("{rows} rows, {by_row:.0} a second; bare rows of two hundred letters {bare:.0} a second, {:.1} times as many", bare / by_row);
    let mut slow = Vec::new();
    time_all(&index, &mut slow).await?;
    slow.sort();
    slow.reverse();
    for (took, name) in &slow {
        println!("{:8.1} ms  {name}", took.as_secs_f64() * 1_000.0);
    }
    let late = slow.iter().filter(|(took, _)| *took > MOST).count();
    assert!(late == 0, "{late} lists take longer than {MOST:?}");
    Ok(())
}

/// How fast so many rows are written that have nothing but a number and a text, and no index.
async fn bare_rows(folder: &Path, rows: u64) -> f64 {
    const AT_ONCE: u64 = 64;
    let url = format!("sqlite://{}?mode=rwc", folder.join("bare.db").display());
    let mut connection = AnyConnection::connect(&url).await.expect("it can be made");
    for sql in [
        "PRAGMA journal_mode = WAL",
        "PRAGMA synchronous = NORMAL",
        "CREATE TABLE bare (id INTEGER PRIMARY KEY, text TEXT NOT NULL)",
    ] {
        connection.execute(sql).await.expect("it can be made");
    }
    let places = vec!["(?, ?)"; AT_ONCE as usize].join(", ");
    let insert = format!("INSERT INTO bare (id, text) VALUES {places}");
    let begun = Instant::now();
    let mut id = 0_i64;
    while id.unsigned_abs() < rows {
        let mut transaction = connection.begin().await.expect("it begins");
        for _ in 0..TOGETHER / AT_ONCE as usize {
            let mut values = AnyArguments::default();
            for _ in 0..AT_ONCE {
                id += 1;
                values.add(id).expect("a number is a value");
                values.add("x".repeat(200)).expect("a text is a value");
            }
            let insert = sqlx::query_with(AssertSqlSafe(insert.clone()), values);
            insert
                .execute(&mut *transaction)
                .await
                .expect("it is written");
        }
        transaction.commit().await.expect("it ends");
    }
    id as f64 / begun.elapsed().as_secs_f64()
}

async fn time<T, F: Future<Output = Result<T, IndexError>>>(
    name: &str,
    slow: &mut Vec<(Duration, String)>,
    ask: impl Fn() -> F,
) -> Result<T, IndexError> {
    let mut answer = ask().await?;
    let mut took = [Duration::ZERO; TIMES];
    for took in &mut took {
        let begun = Instant::now();
        answer = ask().await?;
        *took = begun.elapsed();
    }
    took.sort();
    slow.push((took[TIMES / 2], name.into()));
    Ok(answer)
}

async fn time_all(index: &Index, slow: &mut Vec<(Duration, String)>) -> Result<(), IndexError> {
    let person = |sort: &str, number| Address(Synthetic::person(sort, number));
    let limit = Some(200);
    macro_rules! lists {
        ($($list:ident($filter:ident { $($field:ident: $value:expr),* }),)+) => {$({
            let filter = $filter { $($field: $value,)* limit, ..$filter::default() };
            let name = [stringify!($list) $(, stringify!($field))*].join(" ");
            let found = time(&name, slow, || index.$list(&filter)).await?;
            let filter = $filter { after: found.next.clone(), ..filter };
            let next = time(&format!("{name}, next page"), slow, || index.$list(&filter)).await?;
            eprintln!("{name}: {} {}", found.items.len(), next.items.len());
        })+};
    }
    let recorder = Some(person("recorder", 0));
    let requester = Some(person("requester", 5));
    let actor = Some(person("actor", 0));
    let rare = Some(person("actor", 590));
    let surety = Some(person("surety", 0));
    let commitment = Some(Hash(Synthetic::model(0)));
    let some = index.traces(&TraceFilter::default()).await?.items;
    let old = index
        .traces(&TraceFilter {
            after: Some("5000".into()),
            ..Default::default()
        })
        .await?
        .items;
    let trace = old.first().or(some.first()).map(|trace| trace.id);
    let overview = index.overview().await?;
    let now = overview.as_of.time;
    lists! {
        traces(TraceFilter {}),
        traces(TraceFilter { requester: requester }),
        traces(TraceFilter { recorder: recorder }),
        traces(TraceFilter { actor: actor }),
        traces(TraceFilter { actor: rare }),
        traces(TraceFilter { commitment: commitment }),
        traces(TraceFilter { surety: surety }),
        traces(TraceFilter { batch: Some(3) }),
        traces(TraceFilter { answered: Some(Answered::None) }),
        traces(TraceFilter { answered: Some(Answered::Some) }),
        traces(TraceFilter { answered: Some(Answered::All) }),
        traces(TraceFilter { open_faults: Some(true) }),
        traces(TraceFilter { recorder: recorder, actor: actor }),
        traces(TraceFilter { recorder: recorder, surety: surety }),
        traces(TraceFilter { recorder: recorder, open_faults: Some(true) }),
        traces(TraceFilter { requester: requester, commitment: commitment, surety: surety }),
        traces(TraceFilter { actor: actor, commitment: commitment, surety: surety, answered: Some(Answered::All) }),
        traces(TraceFilter { recorder: recorder, actor: actor, commitment: commitment, surety: surety, batch: Some(3) }),
        open_steps(OpenFilter {}),
        open_steps(OpenFilter { actor: actor }),
        open_steps(OpenFilter { commitment: commitment }),
        open_steps(OpenFilter { recorder: recorder }),
        open_steps(OpenFilter { requester: requester }),
        open_steps(OpenFilter { kind: Some(KindName(answerable_client::trace::Kind::Tool)) }),
        open_steps(OpenFilter { offered: Some(true) }),
        open_steps(OpenFilter { offered: Some(false) }),
        open_steps(OpenFilter { until: Some(now + 200_000) }),
        open_steps(OpenFilter { until: Some(now + 900_000) }),
        open_steps(OpenFilter { recorder: recorder, actor: actor, offered: Some(true) }),
        offers(OfferFilter {}),
        offers(OfferFilter { trace: trace }),
        offers(OfferFilter { payer: recorder }),
        offers(OfferFilter { open: Some(true) }),
        offers(OfferFilter { open: Some(false) }),
        offers(OfferFilter { payer: recorder, open: Some(true) }),
        mandates(MandateFilter {}),
        mandates(MandateFilter { surety: surety }),
        mandates(MandateFilter { recorder: recorder }),
        mandates(MandateFilter { actor: actor }),
        mandates(MandateFilter { open: Some(true) }),
        mandates(MandateFilter { surety: surety, recorder: recorder, open: Some(true) }),
        batches(BatchFilter {}),
        batches(BatchFilter { recorder: recorder }),
        pledges(PledgeFilter {}),
        pledges(PledgeFilter { surety: surety }),
        pledges(PledgeFilter { trace: trace }),
        pledges(PledgeFilter { released: Some(false) }),
        pledges(PledgeFilter { released: Some(true) }),
        pledges(PledgeFilter { surety: surety, released: Some(false) }),
        pledges(PledgeFilter { surety: surety, trace: trace }),
        batch_pledges(BatchPledgeFilter {}),
        batch_pledges(BatchPledgeFilter { surety: surety }),
        batch_pledges(BatchPledgeFilter { surety: surety, released: Some(false) }),
        batch_pledges(BatchPledgeFilter { batch: Some(100) }),
        faults(FaultFilter {}),
        faults(FaultFilter { trace: trace }),
        faults(FaultFilter { state: states(&["contested"]) }),
        faults(FaultFilter { state: states(&["contested", "defaulted"]) }),
        faults(FaultFilter { reporter: requester }),
        faults(FaultFilter { beneficiary: requester }),
        faults(FaultFilter { called: surety }),
        faults(FaultFilter { surety: surety }),
        faults(FaultFilter { governance: Some(person("governance", 0)) }),
        faults(FaultFilter { open: Some(true) }),
        faults(FaultFilter { open: Some(false) }),
        faults(FaultFilter { deadline_before: Some(now) }),
        faults(FaultFilter { order: FaultOrder::Deadline }),
        faults(FaultFilter { order: FaultOrder::Deadline, state: states(&["contested", "defaulted"]) }),
        faults(FaultFilter { order: FaultOrder::Deadline, called: surety }),
        faults(FaultFilter { order: FaultOrder::Deadline, surety: surety }),
        faults(FaultFilter { order: FaultOrder::Deadline, deadline_before: Some(now + 3_600) }),
        faults(FaultFilter { order: FaultOrder::Deadline, reporter: requester, open: Some(true) }),
        events(EventFilter {}),
        events(EventFilter { trace: trace }),
        events(EventFilter { fault: Some(7) }),
        events(EventFilter { account: surety }),
        events(EventFilter { account: recorder }),
        events(EventFilter { name: Some("Pledged".into()) }),
        events(EventFilter { name: Some("Slashed".into()) }),
        events(EventFilter { account: recorder, name: Some("Slashed".into()) }),
        events(EventFilter { account: surety, name: Some("Paid".into()) }),
    }
    for address in [surety, recorder].into_iter().flatten() {
        time("account", slow, || index.account(address)).await?;
        let filter = CalendarFilter {
            limit,
            ..Default::default()
        };
        let found = time("calendar", slow, || index.calendar(address, &filter)).await?;
        let filter = CalendarFilter {
            after: found.next,
            from: Some(now),
            ..filter
        };
        time("calendar, next page", slow, || {
            index.calendar(address, &filter)
        })
        .await?;
        let filter = SeriesFilter::default();
        time("income", slow, || index.income(address, &filter)).await?;
    }
    time("overview", slow, || index.overview()).await?;
    let all = SeriesFilter::default();
    time("series", slow, || index.series(&all)).await?;
    let few = SeriesFilter {
        points: Some(10),
        ..Default::default()
    };
    time("series of 10", slow, || index.series(&few)).await?;
    time("blocks_after", slow, || index.blocks_after(1_000, 200)).await?;
    if let Some(trace) = trace {
        time("trace", slow, || index.trace(trace)).await?;
        time("told_of", slow, || index.told_of(trace)).await?;
        let text = trace.to_string();
        time("search a trace", slow, || index.search(&text)).await?;
        time("search a beginning", slow, || index.search(&text[..8])).await?;
    }
    time("search a number", slow, || index.search("17")).await?;
    for found in [actor, surety].into_iter().flatten() {
        let text = found.to_string();
        time("search an account", slow, || index.search(&text)).await?;
    }
    Ok(())
}

fn states(names: &[&str]) -> Vec<StateName> {
    let named = names
        .iter()
        .map(|name| serde_json::from_value((*name).into()));
    named.map(|it| it.expect("it is a state")).collect()
}

/// The time that this process had a processor.
fn worked() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let behind_name = stat.rsplit(')').next().unwrap_or_default();
    let numbers = behind_name.split_whitespace().skip(11).take(2);
    let ticks: u64 = numbers.filter_map(|it| it.parse::<u64>().ok()).sum();
    ticks as f64 / 100.0
}

/// The most memory that this process ever had, in MB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let digits = line.map(|line| {
        line.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    });
    digits
        .and_then(|it| it.parse::<u64>().ok())
        .unwrap_or_default()
        >> 10
}

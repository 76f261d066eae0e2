//! A million events in an index: how fast they are taken in, with how much memory, and how fast an explorer answers every
//! list then, over HTTP.
//! In SQLite and in PostgreSQL, or only in the database of `--url`, which has to be empty; `--events N` for another number.
//! Fails where a list takes longer than it may.

mod lists;

use answerable_client::{
    events::Page,
    index::*,
    serve::{Explorer, Settings},
    Rpc,
};
use answerable_e2e::{postgres::Postgres, synthetic::Synthetic, Node};
use sqlx::{
    any::AnyArguments, AnyConnection, Arguments, AssertSqlSafe, Connection, Error, Executor,
};
use std::{
    fs, future,
    time::{Duration, Instant},
};
use tokio::net::TcpListener;

const EVENTS: usize = 1_000_000;
/// So many events are taken in together.
const TOGETHER: usize = 10_000;
/// What a list may take.
const MOST: Duration = Duration::from_millis(50);

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
    if let Some(url) = asked("--url") {
        return measure(&url, events).await;
    }
    let folder = tempfile::tempdir().expect("a folder can be made");
    let file = folder.path().join("index.db");
    println!("SQLite");
    measure(&file.display().to_string(), events).await?;
    println!("\nPostgreSQL");
    let postgres = Postgres::start(&["events"]);
    measure(&postgres.url("events"), events).await
}

async fn measure(url: &str, events: usize) -> Result<(), IndexError> {
    forget_peak();
    let index = Index::open(url, Synthetic::subject()).await?;
    index.begin(&Synthetic::office()).await?;
    let (done, took) = take_in(&index, events).await?;
    let rate = done as f64 / took.as_secs_f64();
    println!(
        "{done} events taken in, {rate:.0} a second, {} MB of memory at most",
        peak()
    );
    if let Ok(file) = fs::metadata(url) {
        println!("{} MB on disk", file.len() >> 20);
    }
    let rows = index.rows().await?;
    let explorer = serve(index.clone()).await?;
    let timed = lists::time_all(&index, &explorer).await?;
    let bare = bare_rows(url, rows).await.expect("rows can be written");
    let by_row = rows as f64 / took.as_secs_f64();
    println!(
        "{rows} rows, {by_row:.0} a second; bare rows of two hundred letters {bare:.0} a second, {:.1} times as many",
        bare / by_row
    );
    for (took, name) in &timed {
        println!("{:8.1} ms  {name}", took.as_secs_f64() * 1_000.0);
    }
    let late = timed.iter().filter(|(took, _)| *took > MOST).count();
    assert!(late == 0, "{late} lists take longer than {MOST:?}");
    Ok(())
}

/// Where an explorer of this index answers until this process ends. Its node has nothing to tell: what is timed comes of
/// the index.
async fn serve(index: Index) -> Result<String, IndexError> {
    let node = Node::start(&[]);
    let settings = Settings {
        chain: node.url().into(),
        hosts: Vec::new(),
        page: None,
    };
    let explorer = Explorer::open(Rpc::connect(node.url()).await?, index, settings).await?;
    let listener = TcpListener::bind("127.0.0.1:0").await;
    let listener = listener.expect("there is a free port");
    let address = listener.local_addr().expect("it has a port").to_string();
    tokio::spawn(async move {
        let served = explorer.serve(listener, |_| {}, future::pending()).await;
        drop(node);
        served
    });
    Ok(address)
}

/// How many events it took in, and how long that took, without the making of them.
async fn take_in(index: &Index, events: usize) -> Result<(usize, Duration), IndexError> {
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
            let rate = done as f64 / took.as_secs_f64();
            eprintln!("{done} events, {rate:.0} a second");
        }
    }
    Ok((done, took))
}

/// How many rows a second the same database takes that have nothing but a number and a text, and no index.
async fn bare_rows(url: &str, rows: u64) -> Result<f64, Error> {
    const AT_ONCE: u64 = 64;
    let (url, settings): (_, &[&'static str]) = match url.contains("://") {
        true => (url.to_owned(), &[]),
        false => (
            format!("sqlite://{url}"),
            &["PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL"],
        ),
    };
    let mut connection = AnyConnection::connect(&url).await?;
    for sql in settings {
        connection.execute(*sql).await?;
    }
    let table = "CREATE TABLE bare (id BIGINT NOT NULL, text TEXT NOT NULL)";
    connection.execute(table).await?;
    let places = (0..AT_ONCE).map(|row| format!("(${}, ${})", 2 * row + 1, 2 * row + 2));
    let places = places.collect::<Vec<_>>().join(", ");
    let insert = format!("INSERT INTO bare (id, text) VALUES {places}");
    let begun = Instant::now();
    let mut id = 0_i64;
    while id.unsigned_abs() < rows {
        let mut transaction = connection.begin().await?;
        for _ in 0..TOGETHER / AT_ONCE as usize {
            let mut values = AnyArguments::default();
            for _ in 0..AT_ONCE {
                id += 1;
                values.add(id).expect("a number is a value");
                values.add("x".repeat(200)).expect("a text is a value");
            }
            let insert = sqlx::query_with(AssertSqlSafe(insert.clone()), values);
            insert.execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
    }
    let rate = id as f64 / begun.elapsed().as_secs_f64();
    connection.execute("DROP TABLE bare").await?;
    Ok(rate)
}

/// The most memory that this process had since `forget_peak`, in MB.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let size = line.and_then(|line| line.split_whitespace().nth(1));
    let size = size.and_then(|it| it.parse::<u64>().ok());
    size.unwrap_or_default() >> 10
}

fn forget_peak() {
    fs::write("/proc/self/clear_refs", "5").ok();
}

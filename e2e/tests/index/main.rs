//! The index: whatever stops it, and whatever database it is in, the same rows come of the same chain.

mod child;
mod disk;
mod hostile;
mod kills;
mod lists;
mod node;
mod refusals;
mod reorganised;

use answerable_e2e::postgres::Postgres;
use libtest_mimic::{Arguments, Trial};
use std::{future::Future, pin::Pin, process::ExitCode, sync::Arc};
use tempfile::TempDir;

/// Where a test keeps its indices.
pub struct Place {
    folder: TempDir,
    postgres: Option<Arc<Postgres>>,
    name: &'static str,
}

/// How many indices a test may have in PostgreSQL.
const DATABASES: usize = 3;

impl Place {
    /// The address of an index of this test; there is none yet.
    pub fn url(&self, number: usize) -> String {
        match &self.postgres {
            Some(postgres) => postgres.url(&database(self.name, number)),
            None => self.file(number).display().to_string(),
        }
    }

    pub fn file(&self, number: usize) -> std::path::PathBuf {
        self.folder.path().join(format!("{number} of 100%?#.db"))
    }
}

/// Names are cut off at 63 letters there.
fn database(name: &str, number: usize) -> String {
    let short: String = name.replace("::", "_").chars().take(60).collect();
    format!("i{number}_{short}")
}

type Test = fn(Place) -> Pin<Box<dyn Future<Output = ()>>>;

/// `tests!(room::test, ...)`
macro_rules! tests {
    ($($room:ident::$test:ident,)+) => {
        [$((
            concat!(stringify!($room), "::", stringify!($test)),
            (|place| Box::pin($room::$test(place))) as Test,
        )),+]
    };
}

fn main() -> ExitCode {
    if let Some(code) = child::run() {
        return code;
    }
    let on_both = tests![
        kills::a_reader_killed_again_and_again_leaves_out_and_repeats_nothing,
        kills::the_same_rows_come_of_one_transaction_and_of_many,
        lists::every_filter_finds_what_it_should_on_pages_of_any_length,
        hostile::what_strangers_wrote_stays_text,
        node::the_story_is_followed_although_reader_and_node_die_again_and_again,
        node::another_chain_behind_the_same_address_is_refused,
        reorganised::what_was_in_replaced_blocks_is_taken_in_once_where_it_came_to_stay,
        refusals::another_chain_contract_or_beginning_is_refused,
        refusals::a_newer_schema_is_refused,
        refusals::blocks_are_taken_in_once_and_in_order,
        refusals::a_second_writer_is_noticed,
        refusals::what_was_never_heard_of_is_refused_and_changes_nothing,
    ];
    let on_sqlite = tests![
        disk::a_full_disk_is_said_and_loses_nothing,
        refusals::what_is_no_database_is_refused,
    ];
    let arguments = Arguments::from_args();
    let databases = on_both
        .iter()
        .flat_map(|(name, _)| (0..DATABASES).map(|number| database(name, number)));
    let databases: Vec<String> = databases.collect();
    let postgres = (!arguments.list).then(|| {
        let names: Vec<&str> = databases.iter().map(String::as_str).collect();
        Arc::new(Postgres::start(&names))
    });
    let mut trials = Vec::new();
    for (name, test) in on_both.into_iter().chain(on_sqlite) {
        trials.push(trial(name, test, "SQLite", None));
    }
    for (name, test) in on_both {
        trials.push(trial(name, test, "PostgreSQL", postgres.clone()));
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    // Before the process ends, which would leave it behind.
    drop(postgres);
    conclusion.exit_code()
}

fn trial(name: &'static str, test: Test, database: &str, postgres: Option<Arc<Postgres>>) -> Trial {
    Trial::test(format!("{name} ({database})"), move || {
        let folder = tempfile::tempdir()?;
        let runtime = tokio::runtime::Runtime::new()?;
        runtime.block_on(test(Place {
            folder,
            postgres,
            name,
        }));
        Ok(())
    })
}

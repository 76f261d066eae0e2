//! The database, SQLite or PostgreSQL.

use super::error::IndexError;
use sqlx::{
    any::{AnyConnectOptions, AnyPoolOptions},
    Any, AnyConnection, AnyPool, Executor, Transaction,
};
use std::{str::FromStr, time::Duration};

const READERS: u32 = 4;
/// How long somebody waits for a connection before it is an error.
const PATIENCE: Duration = Duration::from_secs(30);

/// A power cut may take the last commits back, but only whole ones: rows and cursor together, so they are done again.
/// A killed process takes nothing back.
const SQLITE: [&str; 5] = [
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA busy_timeout = 10000",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA wal_autocheckpoint = 8192",
];

/// How much of the file each of them has in memory.
const WRITERS_CACHE: &str = "PRAGMA cache_size = -65536";
const READERS_CACHE: &str = "PRAGMA cache_size = -16384";

/// One writes, several read.
#[derive(Debug)]
pub struct Store {
    writer: AnyPool,
    readers: AnyPool,
    is_sqlite: bool,
}

impl Store {
    pub async fn open(given: &str) -> Result<Self, IndexError> {
        sqlx::any::install_default_drivers();
        let (url, is_sqlite) = url_of(given);
        let not_opened = |error: sqlx::Error| IndexError::NotOpened {
            reason: error.to_string(),
        };
        let options = AnyConnectOptions::from_str(&url).map_err(not_opened)?;
        let pool = |connections, cache: &'static str| {
            let pool = AnyPoolOptions::new()
                .max_connections(connections)
                .acquire_timeout(PATIENCE)
                .test_before_acquire(!is_sqlite);
            pool.after_connect(move |connection, _| {
                Box::pin(async move {
                    if is_sqlite {
                        prepare(connection, cache).await?;
                    }
                    Ok(())
                })
            })
        };
        let writer = pool(1, WRITERS_CACHE).connect_with(options.clone()).await;
        let readers = pool(READERS, READERS_CACHE).connect_lazy_with(options);
        Ok(Self {
            writer: writer.map_err(not_opened)?,
            readers,
            is_sqlite,
        })
    }

    pub fn writer(&self) -> &AnyPool {
        &self.writer
    }

    pub fn reader(&self) -> &AnyPool {
        &self.readers
    }

    /// Begins to write.
    pub async fn write(&self) -> Result<Transaction<'static, Any>, IndexError> {
        // Another process must not write between what is read first and what is written then.
        let statement = if self.is_sqlite {
            "BEGIN IMMEDIATE"
        } else {
            "BEGIN"
        };
        Ok(self.writer.begin_with(statement).await?)
    }

    /// In SQLite a key of this type is where the row lies, and needs no index of its own.
    pub fn dialect(&self, sql: &str) -> String {
        if self.is_sqlite {
            sql.replace("BIGINT PRIMARY KEY", "INTEGER PRIMARY KEY")
        } else {
            sql.into()
        }
    }
}

async fn prepare(connection: &mut AnyConnection, cache: &'static str) -> Result<(), sqlx::Error> {
    for pragma in SQLITE.into_iter().chain([cache]) {
        connection.execute(pragma).await?;
    }
    Ok(())
}

/// What sqlx takes, and whether it is SQLite.
fn url_of(given: &str) -> (String, bool) {
    if given.starts_with("postgres://") || given.starts_with("postgresql://") {
        return (given.into(), false);
    }
    let path = given.strip_prefix("sqlite:").map(|path| {
        let path = path.strip_prefix("//").unwrap_or(path);
        path.to_owned()
    });
    // In a path these mean themselves, in a URL they do not.
    let path = path.unwrap_or_else(|| {
        let plain = given.replace('%', "%25").replace('?', "%3F");
        plain.replace('#', "%23")
    });
    let mode = if path.contains('?') { "" } else { "?mode=rwc" };
    (format!("sqlite://{path}{mode}"), true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_file_of_sqlite_whatever_letters_it_has() {
        let sqlite = |url: &str| (url.to_owned(), true);
        assert_eq!(url_of("/a b.db"), sqlite("sqlite:///a b.db?mode=rwc"));
        assert_eq!(url_of("50%?#"), sqlite("sqlite://50%25%3F%23?mode=rwc"));
        assert_eq!(url_of("sqlite:a.db"), sqlite("sqlite://a.db?mode=rwc"));
        assert_eq!(url_of("sqlite:///a?mode=ro"), sqlite("sqlite:///a?mode=ro"));
        let postgres = "postgres://me@host/index";
        assert_eq!(url_of(postgres), (postgres.into(), false));
    }
}

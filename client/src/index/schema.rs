//! The tables, and how older ones become those of today.

use super::{error::IndexError, store::Store};
use sqlx::{
    migrate::{MigrateError, Migration, MigrationType, Migrator},
    AssertSqlSafe, SqlSafeStr,
};
use std::sync::Arc;

/// In order; one that was ever released is never edited.
const STEPS: [(i64, &str, &str); 1] = [(1, "records", include_str!("schema/1_records.sql"))];

/// Makes the tables, or brings them up to date.
pub async fn migrate(store: &Store) -> Result<(), IndexError> {
    let steps = STEPS.map(|(version, name, sql)| {
        let sql = AssertSqlSafe(store.dialect(sql)).into_sql_str();
        Migration::new(version, name.into(), MigrationType::Simple, sql, false)
    });
    let known = STEPS.map(|(version, ..)| version).into_iter().max();
    let known = known.unwrap_or_default();
    let mut connection = store.writer().acquire().await?;
    let migrator = Migrator::with_migrations(steps.into());
    let done = migrator.run(&mut *connection).await;
    done.map_err(|error| match error {
        MigrateError::VersionMissing(found) => IndexError::NewerSchema { found, known },
        MigrateError::VersionMismatch(version) => IndexError::OtherSchema { version },
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
        error => IndexError::Database(Arc::new(error.into())),
    })
}

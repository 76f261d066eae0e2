//! Records and the tables that they are rows of.

use super::column::Column;
use sqlx::{
    any::{AnyArguments, AnyRow},
    error::BoxDynError,
    Any, AssertSqlSafe, Executor, Row,
};
use std::{fmt::Write, hash::Hash};

/// So many rows are written at once, as often as it goes, then so many.
const AT_ONCE: [usize; 3] = [64, 8, 1];

/// What sqlx calls it.
pub const SQLITE: &str = "SQLite";

/// A row of a table.
pub trait Record: Sized + Send + Sync {
    type Key: Clone + Eq + Hash + Send + Sync;
    const TABLE: &'static str;
    const COLUMNS: &'static [&'static str];
    const KEY: &'static [&'static str];

    fn key(&self) -> Self::Key;
    fn put_key(key: &Self::Key, into: &mut AnyArguments) -> Result<(), BoxDynError>;
    fn put(&self, into: &mut AnyArguments) -> Result<(), BoxDynError>;
    fn get(row: &AnyRow) -> Result<Self, sqlx::Error>;
}

/// Defines a record, whose fields are the columns of its table.
macro_rules! table {
    (
        $(#[$meta:meta])*
        pub struct $name:ident in $table:literal by ($($key:ident: $key_kind:ty),+) {
            $($(#[$field_meta:meta])* pub $field:ident: $kind:ty,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $($(#[$field_meta])* pub $field: $kind,)+
        }

        impl $crate::index::table::Record for $name {
            type Key = ($($key_kind,)+);
            const TABLE: &'static str = $table;
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),+];
            const KEY: &'static [&'static str] = &[$(stringify!($key)),+];

            fn key(&self) -> Self::Key {
                ($(self.$key.clone(),)+)
            }

            fn put_key(
                key: &Self::Key,
                into: &mut sqlx::any::AnyArguments,
            ) -> Result<(), sqlx::error::BoxDynError> {
                let ($($key,)+) = key;
                $($crate::index::column::Column::put($key, into)?;)+
                Ok(())
            }

            fn put(
                &self,
                into: &mut sqlx::any::AnyArguments,
            ) -> Result<(), sqlx::error::BoxDynError> {
                $($crate::index::column::Column::put(&self.$field, into)?;)+
                Ok(())
            }

            fn get(row: &sqlx::any::AnyRow) -> Result<Self, sqlx::Error> {
                let mut columns = 0_usize..;
                Ok(Self {
                    $($field: $crate::index::column::Column::get(
                        row,
                        columns.next().unwrap_or_default(),
                    )?,)+
                })
            }
        }
    };
}

pub(super) use table;

/// The values of a statement's `$1`, `$2` and so on.
#[derive(Default)]
pub struct Values {
    arguments: AnyArguments,
    count: usize,
}

impl Values {
    /// The place of one more value.
    pub fn add(&mut self, value: &impl Column) -> Result<String, sqlx::Error> {
        value
            .put(&mut self.arguments)
            .map_err(sqlx::Error::Encode)?;
        self.count = self.count.saturating_add(1);
        Ok(format!("${}", self.count))
    }

    /// The places of several, with commas between.
    pub fn list<'v, T: Column + 'v>(
        &mut self,
        values: impl IntoIterator<Item = &'v T>,
    ) -> Result<String, sqlx::Error> {
        let places: Result<Vec<_>, _> = values.into_iter().map(|it| self.add(it)).collect();
        Ok(places?.join(", "))
    }

    pub fn with(mut self, value: &impl Column) -> Result<Self, sqlx::Error> {
        self.add(value)?;
        Ok(self)
    }
}

/// Does something to rows, and says to how many.
pub async fn execute<'e>(
    on: impl Executor<'e, Database = Any>,
    sql: String,
    values: Values,
) -> Result<u64, sqlx::Error> {
    let query = sqlx::query_with(AssertSqlSafe(sql), values.arguments);
    Ok(query.execute(on).await?.rows_affected())
}

/// Rows as they are selected.
pub async fn rows<'e>(
    on: impl Executor<'e, Database = Any>,
    sql: String,
    values: Values,
) -> Result<Vec<AnyRow>, sqlx::Error> {
    let query = sqlx::query_with(AssertSqlSafe(sql), values.arguments);
    query.fetch_all(on).await
}

/// One column of them.
pub async fn column<'e, T: Column>(
    on: impl Executor<'e, Database = Any>,
    sql: String,
    values: Values,
) -> Result<Vec<T>, sqlx::Error> {
    let rows = rows(on, sql, values).await?;
    rows.iter().map(|row| T::get(row, 0)).collect()
}

/// Whole rows of a table; `rest` begins with WHERE or ORDER.
pub async fn select<'e, R: Record>(
    on: impl Executor<'e, Database = Any>,
    rest: &str,
    values: Values,
) -> Result<Vec<R>, sqlx::Error> {
    let sql = format!("SELECT {} FROM {} {rest}", R::COLUMNS.join(", "), R::TABLE);
    let rows = rows(on, sql, values).await?;
    rows.iter().map(R::get).collect()
}

/// The row with this key.
pub async fn load<'e, R: Record>(
    on: impl Executor<'e, Database = Any>,
    key: &R::Key,
) -> Result<Option<R>, sqlx::Error> {
    let mut values = Values::default();
    R::put_key(key, &mut values.arguments).map_err(sqlx::Error::Encode)?;
    let conditions = (1_usize..).zip(R::KEY);
    let conditions = conditions.map(|(place, name)| format!("{name} = ${place}"));
    let conditions: Vec<_> = conditions.collect();
    let rest = format!("WHERE {}", conditions.join(" AND "));
    Ok(select(on, &rest, values).await?.pop())
}

/// Writes rows in place of those with the same keys.
pub async fn save<R: Record>(
    on: &mut sqlx::AnyConnection,
    records: &[R],
) -> Result<(), sqlx::Error> {
    // SQLite looks for the place of a value that has a number among all others.
    let place = match on.backend_name() {
        SQLITE => |_: usize| "?".to_owned(),
        _ => |place: usize| format!("${place}"),
    };
    let mut rest = records;
    for size in AT_ONCE {
        let (whole, others) = rest.split_at(rest.len().saturating_sub(rest.len() % size));
        for chunk in whole.chunks(size) {
            let mut values = Values::default();
            for record in chunk {
                record
                    .put(&mut values.arguments)
                    .map_err(sqlx::Error::Encode)?;
            }
            execute(&mut *on, statement::<R>(size, place), values).await?;
        }
        rest = others;
    }
    Ok(())
}

fn statement<R: Record>(rows: usize, named: fn(usize) -> String) -> String {
    let mut sql = format!(
        "INSERT INTO {} ({}) VALUES ",
        R::TABLE,
        R::COLUMNS.join(", ")
    );
    let mut places = 1_usize..;
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ", (" });
        for (column, place) in (0..R::COLUMNS.len()).zip(&mut places) {
            let comma = if column == 0 { "" } else { ", " };
            // Writing to a string cannot fail.
            write!(sql, "{comma}{}", named(place)).ok();
        }
        sql.push(')');
    }
    let others = R::COLUMNS.iter().filter(|name| !R::KEY.contains(name));
    let changes: Vec<_> = others
        .map(|name| format!("{name} = excluded.{name}"))
        .collect();
    let key = R::KEY.join(", ");
    let act = if changes.is_empty() {
        "NOTHING".into()
    } else {
        format!("UPDATE SET {}", changes.join(", "))
    };
    write!(sql, " ON CONFLICT ({key}) DO {act}").ok();
    sql
}

/// Every row of a table in words, in the order of keys.
pub async fn lines<'e, R: Record + std::fmt::Debug>(
    on: impl Executor<'e, Database = Any>,
) -> Result<Vec<String>, sqlx::Error> {
    let rest = format!("ORDER BY {}", R::KEY.join(", "));
    let records: Vec<R> = select(on, &rest, Values::default()).await?;
    Ok(records.iter().map(|it| format!("{it:?}")).collect())
}

/// How many rows fit a condition, counted up to `most`.
pub async fn count_up_to<'e>(
    on: impl Executor<'e, Database = Any>,
    from: &str,
    values: Values,
    most: usize,
) -> Result<u64, sqlx::Error> {
    let sql = format!("SELECT count(*) FROM (SELECT 1 FROM {from} LIMIT {most}) AS some_rows");
    let found = rows(on, sql, values).await?;
    let count = found.first().map(|row| row.try_get::<i64, _>(0));
    Ok(count.transpose()?.unwrap_or_default().cast_unsigned())
}

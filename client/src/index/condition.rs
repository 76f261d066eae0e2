//! What rows of a list must fulfil, and where those lie that do.

use super::column::{Address, Column, Hash};
use sqlx::{any::AnyArguments, error::BoxDynError, Row};

/// The largest number that a list is asked for, which can still be multiplied with the room of what hangs on it.
pub const FARTHEST: u64 = 1 << 55;

/// What a condition compares with, or where a page begins.
#[derive(Clone, Debug)]
pub enum Value {
    Number(u64),
    Text(String),
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::Number(yes.into())
    }
}

impl From<Address> for Value {
    fn from(address: Address) -> Self {
        Self::Text(address.to_string())
    }
}

impl From<Hash> for Value {
    fn from(hash: Hash) -> Self {
        Self::Text(hash.to_string())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl Column for Value {
    fn put(&self, into: &mut AnyArguments) -> Result<(), BoxDynError> {
        match self {
            // Nothing is numbered, or happens, beyond.
            Self::Number(number) => (*number).min(FARTHEST).put(into),
            Self::Text(text) => text.put(into),
        }
    }

    fn get(row: &sqlx::any::AnyRow, at: usize) -> Result<Self, sqlx::Error> {
        let text: Result<String, _> = row.try_get(at);
        text.map(Self::Text)
            .or_else(|_| u64::get(row, at).map(Self::Number))
    }
}

/// Where the keys of rows that fit a condition lie in order.
#[derive(Clone, Copy, Debug)]
pub struct Way {
    pub from: &'static str,
    /// The column that they lie in order of.
    pub column: &'static str,
    /// A row of the list is so many of that column.
    pub room: u64,
    /// So many rows there are at most for one of the list.
    pub each: u64,
    /// With a question mark for the value, if there is one.
    pub condition: &'static str,
}

/// What rows of a list must fulfil.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Where those that do are found in order, if there is such a place.
    pub way: Option<Way>,
    /// How a row of the list, `t`, is seen to fulfil it. What EXISTS says `LIMIT 1 OFFSET 0`, with which PostgreSQL asks
    /// for each row that is looked at, and cannot begin with everything that belongs to the value.
    pub holds: &'static str,
    pub value: Option<Value>,
}

//! Why the index could not be read or written.

use super::column::{Address, Hash};
use crate::{CallError, ChainError};
use std::sync::Arc;
use thiserror::Error;

/// Each variant's text is a sentence with the next step. Nothing was lost: what is in the index stays as it is.
#[derive(Clone, Debug, Error)]
pub enum IndexError {
    #[error("the index cannot be opened ({reason}); give a file, sqlite://FILE or postgres://USER@HOST/DATABASE that can be written")]
    NotOpened { reason: String },
    #[error("the index has schema {found}, and this program knows up to {known}; use a newer program, or give the index another place")]
    NewerSchema { found: i64, known: i64 },
    #[error("the index was made by another version of this program (its schema {version} is other than known here); give the index another place, it is made anew from the chain")]
    OtherSchema { version: i64 },
    #[error("the index is of the chain with genesis {found}, and this one has {wanted}; give the index of this chain another place")]
    OtherChain { found: Hash, wanted: Hash },
    #[error("the index is of the contract {found}, not of {wanted}; give the index of this contract another place")]
    OtherContract { found: Address, wanted: Address },
    #[error("the index begins at block {found}, not at {wanted}; leave the block out to go on with it, or give the index another place")]
    OtherBeginning { found: u64, wanted: u64 },
    #[error("block {block} has hash {found} on the chain and {known} in the index, so the chain behind the node is another one by now; connect to the right node, or give the index another place")]
    OtherHistory {
        block: u64,
        known: Hash,
        found: Hash,
    },
    #[error("block {found} was to be applied where block {next} comes next; apply each block once and in order")]
    OutOfOrder { found: u64, next: u64 },
    #[error("another process writes to this index; stop it, or give the index another place")]
    AnotherWriter,
    #[error("block {block} tells of {what} that the index never heard of; it has to begin at the contract's first block, give an earlier one and another place")]
    Unheard { block: u64, what: String },
    #[error("what the contract told of up to block {block} does not add up in the index; give it another place to have it made anew from the contract's first block, and report it if that fails, too")]
    Unsound { block: u64 },
    #[error("the index could not be written ({reason}); make room for it, and start again: what was written stays, and it goes on from there")]
    NotWritten { reason: String },
    #[error("the database of the index failed ({0}); see to it and start again, nothing is lost")]
    Database(Arc<sqlx::Error>),
    #[error("{given:?} is not where a page of this list begins; give what `next` said, or leave `after` out")]
    NoSuchPage { given: String },
    #[error(transparent)]
    Chain(#[from] ChainError),
    #[error(transparent)]
    Call(#[from] CallError),
}

/// Codes of SQLite that say that nothing can be written, without what they say besides.
const FULL: [i64; 4] = [8, 10, 13, 14];

/// The same of PostgreSQL: disk full, and whatever else of its class.
const FULL_CLASS: &str = "53";

impl From<sqlx::Error> for IndexError {
    fn from(error: sqlx::Error) -> Self {
        let Some(told) = error.as_database_error() else {
            return Self::Database(error.into());
        };
        let code = told.code().unwrap_or_default();
        let number = code.parse::<i64>().map(|code| code & 0xff);
        let unwritable = match (code.len(), number) {
            (5, _) => code.starts_with(FULL_CLASS),
            (_, Ok(number)) => FULL.contains(&number),
            _ => false,
        };
        if unwritable {
            let reason = told.message().to_owned();
            return Self::NotWritten { reason };
        }
        Self::Database(error.into())
    }
}

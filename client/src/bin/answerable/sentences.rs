//! What happened, in sentences.

pub use answerable_client::sentences::{moment, sentence, tokens, who};

use answerable_client::{council, events, ChainError, Log};

/// What a log of answerable or of a council says.
pub fn of(log: &Log) -> Result<String, ChainError> {
    // No event of the one has the name of an event of the other.
    match council::read(log) {
        Ok(event) => Ok(crate::council::sentences::sentence(&event)),
        Err(_) => events::read(log).map(|event| sentence(&event)),
    }
}

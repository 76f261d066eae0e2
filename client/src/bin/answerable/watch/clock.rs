//! What time it is on the chain, between its blocks too.

use std::{
    sync::{Mutex, PoisonError},
    time::Instant,
};

/// The time of the last block that was seen, and when that was. The machine's own clock may be wrong; that it goes is
/// all that is needed of it.
#[derive(Default)]
pub struct Clock(Mutex<Option<(u64, Instant)>>);

impl Clock {
    /// A block has this time, in seconds since 1970.
    pub fn see(&self, second: u64) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.is_none_or(|(known, _)| known < second) {
            *seen = Some((second, Instant::now()));
        }
    }

    /// About when the next block is.
    pub fn now(&self) -> u64 {
        let seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.map_or(0, |(second, at)| {
            second.saturating_add(at.elapsed().as_secs())
        })
    }
}

//! Time on the chain: the wall clock, moved ahead as asked, and never back.

use std::time::{SystemTime, UNIX_EPOCH};

/// Milliseconds since 1970, as the timestamp pallet stores them.
pub type Millis = u64;

/// The pallet's minimum period: a block is at least this much later than its parent.
const STEP: Millis = 1;

/// The last second of the year 9999, far from where the arithmetic of contracts or of JavaScript
/// ends.
const END_OF_TIME: u64 = 253_402_300_799;

pub struct Clock {
    ahead: Millis,
}

impl Clock {
    /// Continues where the chain's last block left off, which restores what was moved before a
    /// restart.
    pub fn resume(last_block: Millis) -> Self {
        Self {
            ahead: last_block.saturating_sub(wall()),
        }
    }

    /// The time of the next block.
    pub fn next(&self, last_block: Millis) -> Millis {
        (wall() + self.ahead).max(last_block + STEP)
    }

    /// Moves ahead by `seconds`.
    pub fn increase(&mut self, seconds: u64, last_block: Millis) -> Result<(), String> {
        let target = seconds
            .checked_mul(1_000)
            .and_then(|millis| self.next(last_block).checked_add(millis))
            .filter(|target| target / 1_000 <= END_OF_TIME)
            .ok_or_else(|| {
                format!("{seconds} seconds lead beyond the year 9999; move time by less.")
            })?;
        self.move_to(target);
        Ok(())
    }

    /// Moves ahead to a moment in unix seconds.
    pub fn set(&mut self, seconds: u64, last_block: Millis) -> Result<(), String> {
        if seconds > END_OF_TIME {
            return Err(format!(
                "{seconds} lies beyond the year 9999; give unix seconds, not milliseconds."
            ));
        }
        let now = self.next(last_block);
        if seconds * 1_000 < now {
            return Err(format!(
                "Time never goes back and the chain is at {} already; give a later moment in \
                 unix seconds.",
                now / 1_000
            ));
        }
        self.move_to(seconds * 1_000);
        Ok(())
    }

    fn move_to(&mut self, target: Millis) {
        self.ahead = target.saturating_sub(wall());
    }
}

fn wall() -> Millis {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_millis() as Millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Millis = 3_600_000;

    #[test]
    fn a_new_chain_follows_the_wall_clock() {
        let clock = Clock::resume(0);
        assert!(clock.next(0).abs_diff(wall()) < 1_000);
    }

    #[test]
    fn a_restarted_chain_continues_from_its_last_block() {
        let last = wall() + HOUR;
        assert!(Clock::resume(last).next(last) > last);
        assert!(Clock::resume(last).next(last) < last + 1_000);
    }

    #[test]
    fn a_block_is_later_than_its_parent_when_the_wall_clock_is_not() {
        let last = wall() + HOUR;
        assert_eq!(Clock { ahead: 0 }.next(last), last + STEP);
    }

    #[test]
    fn increasing_adds_up() {
        let mut clock = Clock::resume(0);
        clock.increase(3_600, 0).unwrap();
        clock.increase(3_600, 0).unwrap();
        assert!(clock.next(0) >= wall() + 2 * HOUR - 1_000);
    }

    #[test]
    fn the_past_is_refused_and_changes_nothing() {
        let mut clock = Clock::resume(0);
        clock.increase(3_600, 0).unwrap();
        let ahead = clock.ahead;
        let sentence = clock.set(wall() / 1_000, 0).unwrap_err();
        assert!(sentence.contains("never goes back"), "{sentence}");
        assert_eq!(clock.ahead, ahead);
    }

    #[test]
    fn what_lies_beyond_the_year_9999_is_refused() {
        let mut clock = Clock::resume(0);
        assert!(clock.increase(u64::MAX, 0).is_err());
        assert!(clock.increase(END_OF_TIME, 0).is_err());
        assert!(clock.set(u64::MAX, 0).is_err());
        assert!(clock.set(END_OF_TIME + 1, 0).is_err());
        clock.set(END_OF_TIME, 0).unwrap();
    }
}

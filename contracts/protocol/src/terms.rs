//! The rules that a trace or a batch is judged by for good.

use crate::{Amount, Bps, Reason, Refusal, Seconds};

cell! {
    /// How long everybody has.
    #[derive(Default)]
    pub struct Windows {
        /// For a called surety to own up or contest.
        pub answer: Seconds,
        /// For governance to rule or slash.
        pub ruling: Seconds,
        /// For reports, from the time of recording.
        pub report: Seconds,
        /// For a surety that paid to turn to earlier steps.
        pub recourse: Seconds,
    }
}

cell! {
    /// A version of the rules. Versions are added, never edited.
    #[derive(Default)]
    pub struct Terms {
        pub windows: Windows,
        pub min_cover: Amount,
        pub report_deposit: Amount,
        pub contest_deposit: Amount,
        /// The penalty on what a surety contested and lost.
        pub lost_penalty: Bps,
        /// The most that a defaulter can be slashed by.
        pub max_default_penalty: Bps,
        /// What a reporter gets of a penalty.
        pub reporter_share: Bps,
    }
}

const LONGEST: Seconds = Seconds(365 * 24 * 60 * 60);
const LARGEST_REPORTER_SHARE: Bps = Bps(5_000);

impl Windows {
    /// Windows that may be the shortest of a contract.
    pub fn check(&self, shortest: &Self) -> Result<(), Refusal> {
        let pairs = [
            (self.answer, shortest.answer),
            (self.ruling, shortest.ruling),
            (self.report, shortest.report),
            (self.recourse, shortest.recourse),
        ];
        for (window, shortest) in pairs {
            if window < shortest || window > LONGEST {
                return Err(Reason::WindowOutOfBounds {
                    shortest,
                    longest: LONGEST,
                }
                .into());
            }
        }
        Ok(())
    }

    /// The shortest windows that a contract may fix for its versions.
    pub const fn least() -> Self {
        Self {
            answer: Seconds(1),
            ruling: Seconds(1),
            report: Seconds(1),
            recourse: Seconds(1),
        }
    }
}

impl Terms {
    /// Whether this may be a version, given the shortest windows of the contract.
    pub fn check(&self, shortest: &Windows) -> Result<(), Refusal> {
        self.windows.check(shortest)?;
        if self.min_cover.is_zero() {
            return Err(Reason::ZeroAmount.into());
        }
        let (lost, max_default) = (self.lost_penalty, self.max_default_penalty);
        if lost.max(max_default) > Bps::WHOLE {
            return Err(Reason::BpsOutOfBounds { most: Bps::WHOLE }.into());
        }
        if self.reporter_share > LARGEST_REPORTER_SHARE {
            return Err(Reason::BpsOutOfBounds {
                most: LARGEST_REPORTER_SHARE,
            }
            .into());
        }
        if lost.max(max_default) > Bps(0) {
            if lost >= max_default {
                return Err(Reason::PenaltiesOutOfOrder { lost, max_default }.into());
            }
            if self.contest_deposit.is_zero() {
                return Err(Reason::ContestDepositMissing.into());
            }
        }
        Ok(())
    }

    /// Refuses a promise that is too small to be worth a call.
    pub fn require_cover(&self, cover: Amount) -> Result<(), Refusal> {
        if cover < self.min_cover {
            return Err(Reason::CoverTooSmall {
                least: self.min_cover,
            }
            .into());
        }
        Ok(())
    }

    /// What must be locked so that this cover and the dearest penalty on it can be paid at any moment.
    pub fn reserve(&self, cover: Amount) -> Result<Amount, Refusal> {
        cover.plus(self.max_default_penalty.of_up(cover))
    }

    /// What a payment of `amount` takes out of the reserve of `left`.
    pub fn reserve_freed(&self, left: Amount, amount: Amount) -> Result<Amount, Refusal> {
        self.reserve(left)?
            .minus(self.reserve(left.minus(amount)?)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: u32 = 24 * 60 * 60;

    fn terms() -> Terms {
        Terms {
            windows: Windows {
                answer: Seconds(DAY),
                ruling: Seconds(2 * DAY),
                report: Seconds(7 * DAY),
                recourse: Seconds(DAY),
            },
            min_cover: Amount::new(10),
            report_deposit: Amount::new(1),
            contest_deposit: Amount::new(2),
            lost_penalty: Bps(1_000),
            max_default_penalty: Bps(3_000),
            reporter_share: Bps(5_000),
        }
    }

    #[test]
    fn every_bound_is_kept_to_the_last_unit() {
        let shortest = Windows {
            answer: Seconds(DAY),
            ..Windows::least()
        };
        let mut good = terms();
        assert_eq!(good.check(&shortest), Ok(()));
        good.windows.report = LONGEST;
        good.max_default_penalty = Bps::WHOLE;
        assert_eq!(good.check(&shortest), Ok(()));
        good.lost_penalty = Bps(0);
        good.max_default_penalty = Bps(0);
        good.contest_deposit = Amount::ZERO;
        assert_eq!(good.check(&shortest), Ok(()));

        type Break = fn(&mut Terms);
        let broken: [(Break, Reason); 9] = [
            (
                |t| t.windows.answer = Seconds(DAY - 1),
                Reason::WindowOutOfBounds {
                    shortest: Seconds(DAY),
                    longest: LONGEST,
                },
            ),
            (
                |t| t.windows.recourse = Seconds(LONGEST.0 + 1),
                Reason::WindowOutOfBounds {
                    shortest: Seconds(1),
                    longest: LONGEST,
                },
            ),
            (|t| t.min_cover = Amount::ZERO, Reason::ZeroAmount),
            (
                |t| t.max_default_penalty = Bps(10_001),
                Reason::BpsOutOfBounds { most: Bps::WHOLE },
            ),
            (
                |t| t.lost_penalty = Bps(10_001),
                Reason::BpsOutOfBounds { most: Bps::WHOLE },
            ),
            (
                |t| t.reporter_share = Bps(5_001),
                Reason::BpsOutOfBounds { most: Bps(5_000) },
            ),
            (
                |t| t.lost_penalty = Bps(3_000),
                Reason::PenaltiesOutOfOrder {
                    lost: Bps(3_000),
                    max_default: Bps(3_000),
                },
            ),
            (
                |t| t.max_default_penalty = Bps(0),
                Reason::PenaltiesOutOfOrder {
                    lost: Bps(1_000),
                    max_default: Bps(0),
                },
            ),
            (
                |t| t.contest_deposit = Amount::ZERO,
                Reason::ContestDepositMissing,
            ),
        ];
        for (break_it, reason) in broken {
            let mut terms = terms();
            break_it(&mut terms);
            assert_eq!(terms.check(&shortest), Err(reason.into()));
        }
    }

    #[test]
    fn what_a_payment_frees_always_holds_its_dearest_penalty() {
        for max in [0, 1, 333, 3_000, 9_999, 10_000] {
            let terms = Terms {
                max_default_penalty: Bps(max),
                ..terms()
            };
            for left in [1, 2, 3, 7, 99, 10_000, 10_001, u128::MAX / 2] {
                for amount in [1, 2, left / 3, left / 2, left - 1, left] {
                    let (left, amount) = (Amount::new(left), Amount::new(amount.min(left)));
                    let freed = terms.reserve_freed(left, amount).unwrap();
                    let penalty = terms.max_default_penalty.of(amount);
                    assert!(freed >= amount.plus(penalty).unwrap());
                }
            }
        }
    }
}

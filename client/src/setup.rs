//! What an instance is made with.

use crate::{display::TOKEN, H160};
use answerable_protocol::{Amount, Bps, Seconds, Terms, Windows};

const HOUR: u32 = 60 * 60;
const DAY: u32 = 24 * HOUR;

/// The arguments of the constructor.
#[derive(Clone, Copy, Debug)]
pub struct Setup {
    pub governance: H160,
    pub treasury: H160,
    /// The shortest windows that any version of the terms may ever have.
    pub shortest: Windows,
    /// The first version of the terms.
    pub terms: Terms,
}

impl Setup {
    /// What suits a chain for development, with one account as governance and treasury.
    pub fn for_development(governance: H160) -> Self {
        Self {
            governance,
            treasury: governance,
            shortest: Windows::least(),
            terms: Terms {
                windows: Windows {
                    answer: Seconds(DAY),
                    ruling: Seconds(3 * DAY),
                    report: Seconds(7 * DAY),
                    recourse: Seconds(2 * DAY),
                },
                min_cover: Amount::new(TOKEN / 10),
                report_deposit: Amount::new(TOKEN / 100),
                contest_deposit: Amount::new(TOKEN / 10),
                lost_penalty: Bps(1_000),
                max_default_penalty: Bps(3_000),
                reporter_share: Bps(2_000),
            },
        }
    }
}

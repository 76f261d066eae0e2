//! What an instance is made with.

use crate::{
    display::TOKEN,
    interface::{amount, word, IAnswerable},
    Act, H160,
};
use answerable_protocol::{Amount, Bps, Seconds, Terms, Windows};

const HOUR: u32 = 60 * 60;
const DAY: u32 = 24 * HOUR;

/// The arguments of the constructor, but for the annex.
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
    /// What makes an instance of this code with the annex that is at an address.
    pub fn deployment(&self, code: Vec<u8>, annex: H160) -> Act {
        Act::Deploy {
            code,
            input: self.arguments(annex),
            salt: None,
        }
    }

    /// What its constructor takes.
    pub fn arguments(&self, annex: H160) -> Vec<u8> {
        let Self {
            governance,
            treasury,
            shortest,
            terms,
        } = *self;
        ink::sol::encode_sequence(&(governance, treasury, shortest, terms, annex))
    }

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

impl From<IAnswerable::Terms> for Terms {
    fn from(terms: IAnswerable::Terms) -> Self {
        let IAnswerable::Windows {
            answer,
            ruling,
            report,
            recourse,
        } = terms.windows;
        Self {
            windows: Windows {
                answer: Seconds(answer),
                ruling: Seconds(ruling),
                report: Seconds(report),
                recourse: Seconds(recourse),
            },
            min_cover: amount(terms.minCover),
            report_deposit: amount(terms.reportDeposit),
            contest_deposit: amount(terms.contestDeposit),
            lost_penalty: Bps(terms.lostPenaltyBps),
            max_default_penalty: Bps(terms.maxDefaultPenaltyBps),
            reporter_share: Bps(terms.reporterShareBps),
        }
    }
}

impl From<Terms> for IAnswerable::Terms {
    fn from(terms: Terms) -> Self {
        let Windows {
            answer,
            ruling,
            report,
            recourse,
        } = terms.windows;
        Self {
            windows: IAnswerable::Windows {
                answer: answer.0,
                ruling: ruling.0,
                report: report.0,
                recourse: recourse.0,
            },
            minCover: word(terms.min_cover),
            reportDeposit: word(terms.report_deposit),
            contestDeposit: word(terms.contest_deposit),
            lostPenaltyBps: terms.lost_penalty.0,
            maxDefaultPenaltyBps: terms.max_default_penalty.0,
            reporterShareBps: terms.reporter_share.0,
        }
    }
}

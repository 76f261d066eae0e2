//! Events as an instance tells them, as many as are wanted, without a chain: what a benchmark of reading needs, and what
//! is killed while it is read. The same seed gives the same history.

mod chance;
mod faults;
mod promises;

pub use chance::Chance;

use answerable_client::{
    alloy_sol_types::{private::U256, SolEvent},
    events::{read, Page, Told},
    index::{Subject, Traces},
    interface::IAnswerable::{self as sol, Office},
    Amount, Block, Bps, Log, Seconds, Terms, Windows, H160, H256,
};
use faults::Case;
use std::{cmp::Reverse, collections::BTreeMap};

type Address = answerable_client::alloy_sol_types::private::Address;

const FIRST: u64 = 1_767_225_600;
const BETWEEN_BLOCKS: u64 = 15;
/// So many events a block has, more or less.
const EVENTS: usize = 10;
const HOUR: u64 = 3_600;
const DAY: u64 = 86_400;
pub const TOKEN: u128 = 1_000_000_000_000_000_000;

/// How many there are of each sort of people.
const RECORDERS: u64 = 40;
const REQUESTERS: u64 = 3_000;
const ACTORS: u64 = 600;
const SURETIES: u64 = 300;
const MODELS: u64 = 200;

/// What will happen to something later.
enum Later {
    Report(Trace, u8),
    Next(Case),
    Take(u64, Trace, u8),
    WithdrawOffer(u64),
    Release([u8; 32], u8),
    Open(u64),
    ReleaseBatch(u64),
}

/// What is remembered of a trace while something can happen to it.
#[derive(Clone)]
struct Trace {
    id: [u8; 32],
    requester: Address,
    /// Who pledged for each step, with how much.
    promises: BTreeMap<u8, Vec<(Address, u128)>>,
}

/// A history without an end.
pub struct Synthetic {
    chance: Chance,
    block: u64,
    now: u64,
    later: BTreeMap<Reverse<(u64, u64)>, Later>,
    planned: u64,
    faults: u64,
    offers: u64,
    mandates: u64,
    batches: u64,
    told: Vec<Told>,
    traces: Traces,
}

impl Synthetic {
    pub fn new(seed: u64) -> Self {
        Self {
            chance: Chance(seed),
            block: 0,
            now: FIRST,
            later: BTreeMap::new(),
            planned: 0,
            faults: 0,
            offers: 0,
            mandates: 0,
            batches: 0,
            told: Vec::new(),
            traces: Traces::new(),
        }
    }

    /// What an index of it has to be of.
    pub fn subject() -> Subject {
        Subject {
            genesis: H256::repeat_byte(7),
            contract: contract(),
            since: 1,
        }
    }

    /// What its constructor was given.
    pub fn office() -> Office {
        Office {
            governance: who("governance", 0),
            treasury: who("treasury", 0),
            intakeOpen: true,
            ..Office::default()
        }
    }

    /// Somebody in it, for asking after.
    pub fn person(sort: &str, number: u64) -> H160 {
        H160(who(sort, number).into_array())
    }

    /// The commitment of a model that many traces used.
    pub fn model(number: u64) -> H256 {
        H256(word("model", number))
    }

    /// The next block, and what its new traces say.
    pub fn next_block(&mut self) -> (Page, Traces) {
        self.block += 1;
        self.now += BETWEEN_BLOCKS;
        if self.block == 1 {
            self.tell(sol::TermsAdded {
                terms: 1,
                content: content(),
            });
        }
        while let Some(due) = self.due() {
            self.go_on(due);
        }
        while self.told.len() < EVENTS {
            match self.chance.below(100) {
                0..3 => self.grant(),
                3..5 => self.anchor(),
                5..8 => self.withdraw(),
                _ => self.record(),
            }
        }
        let block = Block {
            number: self.block,
            hash: H256(word("block", self.block)),
            time_ms: self.now * 1_000,
        };
        let told = std::mem::take(&mut self.told);
        (Page { block, told }, std::mem::take(&mut self.traces))
    }

    fn due(&mut self) -> Option<Later> {
        let (Reverse((time, _)), _) = self.later.last_key_value()?;
        let is_due = *time <= self.now && self.told.len() < 4 * EVENTS;
        is_due
            .then(|| self.later.pop_last())
            .flatten()
            .map(|it| it.1)
    }

    fn plan(&mut self, in_seconds: u64, later: Later) {
        self.planned += 1;
        let key = Reverse((self.now + in_seconds, self.planned));
        self.later.insert(key, later);
    }

    fn go_on(&mut self, later: Later) {
        match later {
            Later::Report(trace, step) => self.report(&trace, step),
            Later::Next(case) => self.next_of(case),
            Later::Take(offer, trace, step) => self.take(offer, &trace, step),
            Later::WithdrawOffer(offer) => self.tell(sol::OfferWithdrawn {
                offer,
                amount: U256::from(promises::PREMIUM),
            }),
            Later::Release(trace, step) => self.tell(sol::Released {
                trace: trace.into(),
                step,
            }),
            Later::Open(batch) => self.open(batch),
            Later::ReleaseBatch(batch) => self.tell(sol::BatchReleased { batch }),
        }
    }

    fn tell(&mut self, event: impl SolEvent) {
        let encoded = event.encode_log_data();
        let log = Log {
            contract: contract(),
            topics: encoded.topics().iter().map(|it| H256(it.0)).collect(),
            data: encoded.data.to_vec(),
        };
        let event = read(&log).expect("it was just written");
        self.told.push(Told { event, log });
    }

    fn deposit(&mut self, account: Address, amount: u128) {
        let amount = U256::from(amount);
        self.tell(sol::Deposited { account, amount });
    }

    fn withdraw(&mut self) {
        let requester = self.chance.below(REQUESTERS);
        let account = who("requester", requester);
        self.deposit(account, 2 * TOKEN);
        let amount = U256::from(TOKEN);
        self.tell(sol::Withdrawn { account, amount });
    }

    fn random_word(&mut self) -> [u8; 32] {
        let next = self.chance.number();
        word("word", next)
    }

    /// What a new trace says, remembered for whoever reads its event.
    fn content(&mut self, id: [u8; 32], requester: Address) -> usize {
        let steps = 1 + self.chance.below(4) as usize;
        let steps = (0..steps).map(|place| {
            let kind = if place == 0 {
                1
            } else {
                2 + self.chance.below(4) as u8
            };
            let commitment = match kind {
                1 => word("model", self.chance.skewed(MODELS)),
                _ => self.random_word(),
            };
            sol::Step {
                kind,
                actor: who("actor", self.chance.skewed(ACTORS)),
                commitment: commitment.into(),
                attested: false,
            }
        });
        let steps: Vec<sol::Step> = steps.collect();
        let count = steps.len();
        let content = sol::Trace {
            requester,
            input: word("input", self.planned).into(),
            output: word("output", self.planned).into(),
            at: self.now - 1,
            steps,
            ..sol::Trace::default()
        };
        self.traces.insert(H256(id), content);
        count
    }
}

fn contract() -> H160 {
    H160::repeat_byte(0xc0)
}

fn word(sort: &str, number: u64) -> [u8; 32] {
    let name = format!("{sort} {number}");
    sp_crypto_hashing::blake2_256(name.as_bytes())
}

fn who(sort: &str, number: u64) -> Address {
    Address::from_slice(&word(sort, number)[..20])
}

fn terms() -> Terms {
    let [hour, day] = [HOUR, DAY].map(|span| span as u32);
    Terms {
        windows: Windows {
            answer: Seconds(6 * hour),
            ruling: Seconds(12 * hour),
            report: Seconds(3 * day),
            recourse: Seconds(day),
        },
        min_cover: Amount::new(TOKEN / 100),
        report_deposit: Amount::new(TOKEN / 10),
        contest_deposit: Amount::new(TOKEN / 5),
        lost_penalty: Bps(1_000),
        max_default_penalty: Bps(3_000),
        reporter_share: Bps(2_500),
    }
}

fn content() -> sol::Terms {
    let terms = terms();
    let word = |amount: Amount| U256::from(amount.units());
    sol::Terms {
        windows: sol::Windows {
            answer: terms.windows.answer.0,
            ruling: terms.windows.ruling.0,
            report: terms.windows.report.0,
            recourse: terms.windows.recourse.0,
        },
        minCover: word(terms.min_cover),
        reportDeposit: word(terms.report_deposit),
        contestDeposit: word(terms.contest_deposit),
        lostPenaltyBps: terms.lost_penalty.0,
        maxDefaultPenaltyBps: terms.max_default_penalty.0,
        reporterShareBps: terms.reporter_share.0,
    }
}

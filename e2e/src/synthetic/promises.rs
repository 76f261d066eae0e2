//! What is recorded, and who answers for it.

use super::{
    sol, terms, who, Address, Later, Synthetic, Trace, ACTORS, DAY, HOUR, RECORDERS, REQUESTERS,
    SURETIES, TOKEN,
};
use answerable_client::{alloy_sol_types::private::U256, Amount};
use std::collections::BTreeMap;

pub const PREMIUM: u128 = TOKEN / 50;
const OFFERED: u128 = 4 * TOKEN;

/// What is locked for a promise.
pub fn reserve(cover: u128) -> u128 {
    let reserve = terms().reserve(Amount::new(cover));
    reserve.expect("it is small").units()
}

impl Synthetic {
    pub(super) fn record(&mut self) {
        let id = self.random_word();
        let recorder = who("recorder", self.chance.skewed(RECORDERS));
        let requester = who("requester", self.chance.below(REQUESTERS));
        let steps = self.content(id, requester) as u8;
        self.tell(sol::Recorded {
            trace: id.into(),
            recorder,
            requester,
        });
        let mut trace = Trace {
            id,
            requester,
            promises: BTreeMap::new(),
        };
        for step in 1..=steps {
            match self.chance.below(20) {
                0..9 => self.pledge(&mut trace, step, 0, 0),
                9 => {
                    // Drawn on a mandate, for a premium of the recorder.
                    if self.mandates > 0 {
                        self.deposit(recorder, PREMIUM);
                        let mandate = self.mandates;
                        self.pledge(&mut trace, step, mandate, 0);
                    }
                }
                10..12 => self.offer(recorder, &trace, step),
                _ => {}
            }
        }
        if self.chance.once_in(4) {
            self.tell(sol::Attested {
                trace: id.into(),
                step: 1,
            });
        }
        self.end_of(trace, steps);
    }

    /// Some are reported, and whatever is promised is released at the end.
    fn end_of(&mut self, trace: Trace, steps: u8) {
        for step in trace.promises.keys() {
            self.plan(9 * DAY, Later::Release(trace.id, *step));
        }
        if self.chance.once_in(12) {
            let step = 1 + self.chance.below(steps.into()) as u8;
            let wait = 60 + self.chance.below(2 * DAY);
            self.plan(wait, Later::Report(trace, step));
        }
    }

    fn pledge(&mut self, trace: &mut Trace, step: u8, mandate: u64, offer: u64) {
        let surety = who("surety", self.chance.skewed(SURETIES));
        let cover = TOKEN * (1 + u128::from(self.chance.below(9)));
        self.pledge_by(surety, cover, trace, step, mandate, offer);
    }

    fn pledge_by(
        &mut self,
        surety: Address,
        cover: u128,
        trace: &mut Trace,
        step: u8,
        mandate: u64,
        offer: u64,
    ) {
        self.deposit(surety, reserve(cover));
        let premium = if mandate == 0 && offer == 0 {
            0
        } else {
            PREMIUM
        };
        self.tell(sol::Pledged {
            trace: trace.id.into(),
            surety,
            step,
            cover: U256::from(cover),
            reserved: U256::from(reserve(cover)),
            mandate,
            offer,
            premium: U256::from(premium),
        });
        let promises = trace.promises.entry(step).or_default();
        promises.push((surety, cover));
    }

    fn offer(&mut self, payer: Address, trace: &Trace, step: u8) {
        let offer = self.put_up(PREMIUM, payer, trace, step);
        match self.chance.below(4) {
            0 | 1 => {
                let wait = HOUR + self.chance.below(20 * HOUR);
                self.plan(wait, Later::Take(offer, trace.clone(), step));
            }
            2 => self.plan(3 * DAY, Later::WithdrawOffer(offer)),
            _ => {}
        }
        if self.chance.once_in(8) {
            for other in 1..=self.chance.below(12) {
                let payer = who("requester", self.chance.below(REQUESTERS));
                self.put_up(PREMIUM / u128::from(other + 1), payer, trace, step);
            }
        }
    }

    fn put_up(&mut self, premium: u128, payer: Address, trace: &Trace, step: u8) -> u64 {
        self.deposit(payer, premium);
        self.offers += 1;
        let until = self.now + DAY + self.chance.below(DAY);
        self.tell(sol::Offered {
            offer: self.offers,
            trace: trace.id.into(),
            payer,
            step,
            cover: U256::from(OFFERED),
            premium: U256::from(premium),
            until,
        });
        self.offers
    }

    pub(super) fn take(&mut self, offer: u64, trace: &Trace, step: u8) {
        // A surety pledges once for a step.
        let surety = who("taker", self.chance.below(SURETIES));
        let mut trace = trace.clone();
        self.pledge_by(surety, OFFERED, &mut trace, step, 0, offer);
        self.plan(9 * DAY, Later::Release(trace.id, step));
    }

    pub(super) fn grant(&mut self) {
        self.mandates += 1;
        let surety = who("surety", self.chance.skewed(SURETIES));
        let recorder = who("recorder", self.chance.skewed(RECORDERS));
        let actor = who("actor", self.chance.skewed(ACTORS));
        let until = self.now + self.chance.below(10 * DAY);
        self.tell(sol::Granted {
            mandate: self.mandates,
            surety,
            recorder,
            actor,
            kinds: 0b11_1110,
            terms: 1,
            perTrace: U256::from(10 * TOKEN),
            limit: U256::from(1_000_000 * TOKEN),
            premiumBps: 50,
            until,
        });
    }

    /// A batch of four traces, of which one or the other is opened.
    pub(super) fn anchor(&mut self) {
        self.batches += 1;
        let batch = self.batches;
        let recorder = who("recorder", self.chance.skewed(RECORDERS));
        let root = self.random_word().into();
        let uri_hash = self.random_word().into();
        self.tell(sol::Anchored {
            batch,
            recorder,
            root,
            depth: 2,
            uriHash: uri_hash,
            terms: 1,
        });
        if self.mandates > 0 {
            let surety = who("surety", self.chance.skewed(SURETIES));
            self.deposit(surety, 4 * reserve(TOKEN));
            self.deposit(recorder, PREMIUM);
            self.tell(sol::BatchPledged {
                batch,
                surety,
                mandate: self.mandates,
                perTrace: U256::from(TOKEN),
                reserved: U256::from(4 * reserve(TOKEN)),
                premium: U256::from(PREMIUM),
            });
        }
        for _ in 0..self.chance.below(3) {
            let wait = HOUR + self.chance.below(DAY);
            self.plan(wait, Later::Open(batch));
        }
        self.plan(10 * DAY, Later::ReleaseBatch(batch));
    }

    pub(super) fn open(&mut self, batch: u64) {
        let id = self.random_word();
        let requester = who("requester", self.chance.below(REQUESTERS));
        self.content(id, requester);
        self.tell(sol::Opened {
            trace: id.into(),
            batch,
            requester,
        });
    }
}

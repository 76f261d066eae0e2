//! What one of many wants, by a seed, and does with what there is.

use super::{
    first_terms,
    known::{contents, Fault, Known, State},
};
use answerable_e2e::journey::Person;
use answerable_model::{
    keccak, pack_step, proof, root, Act, Address, BatchDraw, Draw, Hash, StepData, TraceData, GRAIN,
};
use std::time::Duration;

/// For so many milliseconds at most.
const REST: u64 = 1_500;

const MILLI: u128 = 1_000_000_000_000_000;

pub struct Plan {
    state: u64,
    number: u64,
    made: u64,
    me: Address,
    governs: bool,
}

/// Packed steps, done by these.
pub fn steps(actors: &[Address]) -> Vec<u8> {
    let step = |(kind, actor): (u8, &Address)| {
        pack_step(&StepData {
            kind,
            actor: *actor,
            commitment: Hash::of(kind.into()),
        })
    };
    (1..).zip(actors).flat_map(step).collect()
}

impl Plan {
    pub fn new(seed: u64, number: u64, me: &Person, governs: bool) -> Self {
        Self {
            state: seed << 32 | number,
            number,
            made: 0,
            me: Address(me.h160().0),
            governs,
        }
    }

    /// SplitMix64.
    fn number(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.state;
        it = (it ^ it >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ it >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        it ^ it >> 31
    }

    fn below(&mut self, end: u64) -> u64 {
        self.number() % end.max(1)
    }

    /// They rest between two acts; those who rule do not.
    pub fn rest(&mut self) -> Duration {
        let longest = if self.governs { 0 } else { REST };
        Duration::from_millis(self.below(longest))
    }

    fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.below(all.len() as u64) as usize)
    }

    /// One of the last few, so that many meet.
    fn recent<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        self.of(&all[all.len().saturating_sub(40)..])
    }

    /// Up to so many thousandths of a token, and not a round number.
    fn amount(&mut self, thousandths: u64) -> u128 {
        u128::from(self.below(thousandths) + 10) * MILLI + u128::from(self.below(1_000)) + 2
    }

    fn fresh_hash(&mut self) -> Hash {
        self.made += 1;
        keccak(&[&self.number.to_be_bytes(), &self.made.to_be_bytes()])
    }

    /// The value and the act. Whatever finds nothing to act on is a trace instead.
    pub fn next(&mut self, known: &Known) -> (u128, Act) {
        let act = if self.governs {
            // A recorder may not rule.
            self.rule(known).unwrap_or(Act::Deposit)
        } else {
            let act = self.answer(known).or_else(|| self.want(known));
            act.unwrap_or_else(|| self.record(known))
        };
        (self.value(&act), act)
    }

    /// What it needs at most, now and then.
    fn value(&mut self, act: &Act) -> u128 {
        let terms = first_terms();
        let needed = match act {
            Act::Deposit => self.amount(2_000),
            Act::Pledge { cover, .. } | Act::PledgeForOffer { cover, .. } => terms.reserve(*cover),
            Act::Report { .. } | Act::OpenAndReport { .. } | Act::Recourse { .. } => {
                terms.report_deposit
            }
            Act::Contest { .. } => terms.contest_deposit,
            Act::Offer { premium, .. } => *premium,
            Act::StepForward { max, .. } => *max,
            Act::RecordCovered { .. } | Act::AnchorCovered { .. } => 100 * MILLI,
            Act::Grant { .. } => 3_000 * MILLI,
            _ => return 0,
        };
        if self.one_in(20) {
            return 0;
        }
        needed.div_ceil(GRAIN) * GRAIN
    }

    /// Those who are called answer three times out of four.
    fn answer(&mut self, known: &Known) -> Option<Act> {
        let called = |(number, fault): &(&u64, &Fault)| {
            fault.called == self.me && fault.state == State::Answering && **number % 4 > 0
        };
        let mine: Vec<_> = known.faults.iter().filter(called).collect();
        let (fault, it) = self.of(&mine)?;
        let fault = **fault;
        if self.one_in(2) {
            return Some(Act::OwnUp { fault });
        }
        Some(Act::Contest {
            fault,
            conceded: it.loss / 100 * u128::from(self.below(101)),
            defence: self.fresh_hash(),
        })
    }

    fn rule(&mut self, known: &Known) -> Option<Act> {
        let open = |(_, fault): &(&u64, &Fault)| {
            matches!(fault.state, State::Contested | State::Defaulted)
        };
        let open: Vec<_> = known.faults.iter().filter(open).collect();
        let (fault, it) = self.of(&open)?;
        let fault = **fault;
        Some(match (it.state, self.below(3)) {
            (State::Contested, 0) => Act::RuleDismiss { fault },
            (State::Contested, _) => Act::RuleUphold {
                fault,
                loss: it.loss / 100 * u128::from(self.below(100) + 1),
            },
            (_, 0) => Act::Pardon { fault },
            (_, _) => Act::Slash {
                fault,
                bps: 1_112 + self.below(1_666) as u16,
            },
        })
    }

    fn want(&mut self, known: &Known) -> Option<Act> {
        match self.below(100) {
            0..15 => None,
            15..40 => {
                let (trace, step) = self.step(known)?;
                Some(Act::Pledge {
                    trace,
                    step,
                    cover: self.amount(1_000),
                })
            }
            40..52 => self.report(known),
            52..66 => self.move_on(known),
            66..72 => {
                let all = &known.traces[..known.traces.len().saturating_sub(40)];
                let trace = self.of(all)?;
                Some(Act::Release {
                    trace: trace.id,
                    step: self.below(trace.steps.into()) as u8 + 1,
                })
            }
            72..76 => Some(Act::Withdraw {
                amount: self.amount(500),
            }),
            76..79 => Some(Act::Deposit),
            79..88 => self.draw(known),
            88..94 => self.trade(known),
            94..99 => self.batch(known),
            _ => {
                let (trace, step) = self.step(known)?;
                Some(Act::Attest { trace, step })
            }
        }
    }

    fn record(&mut self, known: &Known) -> Act {
        let data = self.trace(known, self.me);
        Act::Record { data, terms: 1 }
    }

    fn trace(&mut self, known: &Known, actor: Address) -> TraceData {
        let other = self.of(&known.people).copied().unwrap_or(self.me);
        let requester = self.of(&known.people).copied().unwrap_or(self.me);
        let actors = [actor, other, self.me];
        let length = self.below(3) as usize + 1;
        TraceData {
            requester,
            input: Hash::of(1),
            output: self.fresh_hash(),
            at: self.made,
            steps: steps(&actors[..length]),
        }
    }

    fn step(&mut self, known: &Known) -> Option<(Hash, u8)> {
        let trace = self.recent(&known.traces)?;
        Some((trace.id, self.below(trace.steps.into()) as u8 + 1))
    }

    /// Steps that somebody answers for, or one's own.
    fn report(&mut self, known: &Known) -> Option<Act> {
        if self.one_in(12) {
            let (trace, step) = self.step(known)?;
            let evidence = self.fresh_hash();
            let uri = "ipfs://upstream".into();
            return Some(Act::Recourse {
                trace,
                step,
                evidence,
                uri,
            });
        }
        let mine = known
            .traces
            .iter()
            .rev()
            .filter(|it| it.requester == self.me);
        let mine: Vec<_> = mine.take(3).collect();
        let pledged = self.recent(&known.pledged).copied();
        let pledged = pledged.filter(|_| !self.one_in(3));
        let (trace, step) = match self.of(&mine) {
            _ if pledged.is_some() => pledged?,
            Some(trace) => (trace.id, self.below(trace.steps.into()) as u8 + 1),
            None => self.step(known)?,
        };
        Some(Act::Report {
            trace,
            step,
            loss: self.amount(2_000),
            evidence: self.fresh_hash(),
            uri: "ipfs://what-went-wrong".into(),
        })
    }

    /// What anybody may do about an open fault.
    fn move_on(&mut self, known: &Known) -> Option<Act> {
        let orphans = self.one_in(3);
        let faults = known.faults.iter();
        let faults = faults.filter(|(_, it)| (it.state == State::Orphaned) == orphans);
        let open: Vec<_> = faults.collect();
        // The oldest are those whose time may have come.
        let (fault, it) = self.of(&open[..open.len().min(30)])?;
        let fault = **fault;
        Some(match it.state {
            State::Answering if it.reporter == self.me => Act::WithdrawReport { fault },
            State::Answering => Act::DeclareDefault { fault },
            State::Orphaned if self.one_in(2) => Act::StepForward {
                fault,
                max: self.amount(1_000),
            },
            State::Contested | State::Defaulted if it.called == self.me => Act::OwnUp { fault },
            _ => Act::Settle { fault },
        })
    }

    /// On a mandate given to me, or else a mandate given.
    fn draw(&mut self, known: &Known) -> Option<Act> {
        let mine = known
            .mandates
            .iter()
            .rev()
            .filter(|it| it.recorder == self.me);
        let mine: Vec<_> = mine.collect();
        let Some(mandate) = self.of(&mine) else {
            let mine = known.mandates.iter().filter(|it| it.surety == self.me);
            let mine: Vec<_> = mine.collect();
            return match self.of(&mine) {
                Some(mandate) if self.one_in(4) => Some(Act::Revoke {
                    mandate: mandate.id,
                }),
                _ => self.grant(known),
            };
        };
        let data = self.trace(known, mandate.actor);
        Some(Act::RecordCovered {
            data,
            terms: 1,
            cover: vec![Draw {
                step: 1,
                mandate: mandate.id,
                amount: self.amount(300),
            }],
        })
    }

    fn grant(&mut self, known: &Known) -> Option<Act> {
        Some(Act::Grant {
            actor: *self.of(&known.people)?,
            kinds: 0b11_1110,
            recorder: *self.of(&known.people)?,
            terms: 1,
            per_trace: self.amount(400),
            limit: self.amount(1_500) + 400 * MILLI,
            premium_bps: self.below(1_000) as u16,
            until: known.begun + 86_400,
        })
    }

    fn trade(&mut self, known: &Known) -> Option<Act> {
        let offer = self.recent(&known.offers).copied();
        match (offer, self.below(3)) {
            (Some((offer, payer)), _) if payer == self.me => Some(Act::WithdrawOffer { offer }),
            (Some((offer, _)), 1..) => Some(Act::PledgeForOffer {
                offer,
                cover: self.amount(600),
                least_premium: 0,
            }),
            _ => {
                let (trace, step) = self.step(known)?;
                Some(Act::Offer {
                    trace,
                    step,
                    cover: self.amount(1_000),
                    premium: self.amount(50),
                    until: known.begun + 86_400,
                })
            }
        }
    }

    fn batch(&mut self, known: &Known) -> Option<Act> {
        let batch = self.recent(&known.batches);
        match (batch, self.below(6)) {
            (Some(batch), 0) => Some(Act::ReleaseBatch { batch: batch.id }),
            (Some(batch), place @ 1..5) => {
                let place = place as usize - 1;
                let data = batch.traces[place].clone();
                let proof = proof(&batch.ids, batch.ids[place]);
                let (batch, step) = (batch.id, self.below(2) as u8 + 1);
                Some(if self.one_in(2) {
                    Act::Open { batch, data, proof }
                } else {
                    Act::OpenAndReport {
                        batch,
                        data,
                        proof,
                        step,
                        loss: self.amount(500),
                        evidence: self.fresh_hash(),
                        uri: "ipfs://in-a-batch".into(),
                    }
                })
            }
            _ => {
                let uri_hash = self.fresh_hash();
                let root = root(&known.ids(self.me, &contents(uri_hash, &known.people)));
                let mine = known.mandates.iter().filter(|it| it.recorder == self.me);
                let mine: Vec<_> = mine.collect();
                let (depth, terms) = (2, 1);
                Some(match self.of(&mine) {
                    Some(mandate) => Act::AnchorCovered {
                        root,
                        depth,
                        uri_hash,
                        terms,
                        cover: vec![BatchDraw {
                            mandate: mandate.id,
                            per_trace: self.amount(60),
                        }],
                    },
                    None => Act::Anchor {
                        root,
                        depth,
                        uri_hash,
                        terms,
                    },
                })
            }
        }
    }
}

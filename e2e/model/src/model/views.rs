//! What other contracts ask.

use super::{Model, Place};
use crate::{opened_id, trace_id, verify, Address, Hash, LayerView, Refused, TraceData};

impl Model {
    /// Whether `who` may not judge a fault.
    pub fn is_party(&self, fault: u64, who: Address) -> Result<bool, Refused> {
        Ok(self.party(self.find_fault(fault)?, who))
    }

    /// The pledges that answer for a step, in the order in which they would be called.
    pub fn who_answers(&self, trace: Hash, step: u8) -> Result<Vec<LayerView>, Refused> {
        self.find_step(trace, step)?;
        let layers = self.layers(trace, step).into_iter();
        let answers = layers.map(|(_, pledge)| LayerView {
            surety: self.pledges[pledge].surety,
            left: self.left(pledge, trace),
            until: self.busy_until(trace),
        });
        Ok(answers.filter(|answer| answer.left > 0).collect())
    }

    /// What of a step's cover is promised now and at `min_until`, the requester's own not counted.
    fn cover(&self, trace: Hash, step: u8, until: u64) -> u128 {
        if self.open_on_step(trace, step).is_some() || self.busy_until(trace) < until {
            return 0;
        }
        let counts = |pledge: usize| {
            let disturbed = match self.pledges[pledge].place {
                Place::Step(..) => false,
                Place::Batch(_) => self.open_on(trace) > 0,
            };
            !disturbed && self.pledges[pledge].surety != self.requester(trace)
        };
        let layers = self.layers(trace, step).into_iter();
        layers
            .filter(|(_, pledge)| counts(*pledge))
            .map(|(_, pledge)| self.left(pledge, trace))
            .sum()
    }

    /// The cover of each step, as the guard counts it.
    pub fn cover_of(&self, now: u64, trace: Hash, min_until: u64) -> Result<Vec<u128>, Refused> {
        let steps = self.find_trace(trace)?.steps.len() as u8;
        Ok((1..=steps)
            .map(|step| self.cover(trace, step, now.max(min_until)))
            .collect())
    }

    /// The steps that nobody answers for, as a set of `1 << step`.
    pub fn uncovered_steps(&self, now: u64, trace: Hash) -> Result<u8, Refused> {
        let covers = self.cover_of(now, trace, 0)?;
        let bare = (1u8..).zip(covers).filter(|(_, cover)| *cover == 0);
        Ok(bare.map(|(step, _)| 1 << step).sum())
    }

    /// The guard.
    pub fn require_covered(
        &self,
        now: u64,
        trace: Hash,
        min_cover: u128,
        min_until: u64,
    ) -> Result<(), Refused> {
        let covers = self.cover_of(now, trace, min_until)?;
        first_short(covers, min_cover, self.busy_until(trace))
    }

    /// The guard for a trace that may still lie in a batch.
    pub fn require_covered_in_batch(
        &self,
        now: u64,
        batch: u64,
        data: &TraceData,
        proof: &[Hash],
        min_cover: u128,
        min_until: u64,
    ) -> Result<(), Refused> {
        let found = self.find_batch(batch)?;
        let inner = trace_id(self.contract, found.recorder, data);
        if proof.len() > usize::from(found.depth) || !verify(found.root, inner, proof) {
            return Err(Refused::NotInBatch(inner));
        }
        // The answer for the opened trace, opened or not: opening changes nothing else.
        let mut opened = self.clone();
        if !self.traces.contains_key(&opened_id(batch, inner)) {
            opened.open(batch, data, proof)?;
        }
        opened.require_covered(now, opened_id(batch, inner), min_cover, min_until)
    }
}

fn first_short(covers: Vec<u128>, least: u128, until: u64) -> Result<(), Refused> {
    if least == 0 {
        return Err(Refused::ZeroAmount);
    }
    match (1u8..).zip(covers).find(|(_, cover)| *cover < least) {
        Some((step, cover)) => Err(Refused::NotCovered(step, cover, until)),
        None => Ok(()),
    }
}

//! What must hold (protocol.md §8), looked at from outside: on messages, answers and snapshots only, so
//! that it can be asked of anything that speaks the protocol. 6 is not here: how many storage cells a
//! message touches cannot be seen from outside.

mod charges;
mod counters;
mod ends;
mod money;
mod numbers;
mod payment;
mod reading;
mod strangers;

pub use charges::nobody_else_is_charged;
pub use counters::counters_move_as_the_table_says;
pub use ends::{every_fault_closes, everything_comes_free, NOBODY};
pub use money::money_is_conserved;
pub use numbers::nothing_is_decided_by_what_was_left_out;
pub use payment::{covered_losses_are_paid, release_takes_nothing, traces_stand_alone};
pub use strangers::{
    hostile_events, strangers_cannot_hurt, stretched_by_strangers, the_requester_keeps_its_reach,
};

use crate::{Act, Address, Answer, Event, Hash, Model, Refused, Snapshot};
use std::collections::BTreeMap;

/// Anything that speaks the protocol.
pub trait System {
    fn act(&mut self, now: u64, caller: Address, value: u128, act: &Act)
        -> Result<Answer, Refused>;

    fn snapshot(&self) -> Snapshot;

    /// A copy to try something out on.
    fn fork(&self) -> Self
    where
        Self: Sized;
}

impl System for Model {
    fn act(
        &mut self,
        now: u64,
        caller: Address,
        value: u128,
        act: &Act,
    ) -> Result<Answer, Refused> {
        Model::act(self, now, caller, value, act)
    }

    fn snapshot(&self) -> Snapshot {
        Model::snapshot(self)
    }

    fn fork(&self) -> Self {
        self.clone()
    }
}

/// What is wrong, in words.
pub type Broken = String;

/// One message, what it answered, and what could be seen before and after it.
#[derive(Clone, Copy)]
pub struct Move<'a> {
    pub event: &'a Event,
    pub result: &'a Result<Answer, Refused>,
    pub before: &'a Snapshot,
    pub after: &'a Snapshot,
}

/// Watches a story from its beginning and holds every message against the properties.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    claims: Claims,
}

impl Watch {
    pub fn look(&mut self, it: Move) -> Result<(), Broken> {
        money_is_conserved(it)?;
        nobody_else_is_charged(it)?;
        covered_losses_are_paid(it, &self.claims)?;
        traces_stand_alone(it)?;
        counters_move_as_the_table_says(it, &self.claims)?;
        nothing_is_decided_by_what_was_left_out(it)?;
        the_requester_keeps_its_reach(it)?;
        self.claims.follow(it);
        Ok(())
    }
}

/// What claimants of recourse claimed at most and recovered: no view shows it.
#[derive(Clone, Debug, Default)]
pub struct Claims {
    claimed: BTreeMap<(Hash, Address), u128>,
    recovered: BTreeMap<(Hash, Address), u128>,
}

impl Claims {
    fn follow(&mut self, it: Move) {
        for (id, fault) in it.after.faults.iter().filter(|(_, fault)| fault.recourse) {
            let key = (fault.trace, fault.beneficiary);
            let then = it.before.faults.get(id);
            let recovered = self.recovered.entry(key).or_default();
            if then.is_none() {
                let claimed = self.claimed.entry(key).or_default();
                *claimed = (*claimed).max(fault.loss + *recovered);
            }
            *recovered += fault.paid - then.map_or(0, |then| then.paid);
        }
    }
}

/// Fails with these words if it does not hold.
fn holds(it: bool, words: impl FnOnce() -> String) -> Result<(), Broken> {
    if it {
        Ok(())
    } else {
        Err(words())
    }
}

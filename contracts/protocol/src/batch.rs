//! Many traces under one root, and the pledges that answer in each of them.

use crate::{
    Amount, Docket, Kinds, Mandate, MandateId, Reason, Refusal, Root, Step, Terms, TermsId, Time,
};
use ink::{prelude::vec::Vec, Address};

cell! {
    /// An anchored batch.
    pub struct Batch {
        pub recorder: Address,
        pub root: Root,
        /// It holds at most `2^depth` traces.
        pub depth: u8,
        pub anchored_at: Time,
        pub terms: TermsId,
        /// The promises of all its traces are over after this moment, if no fault is open.
        pub busy_until: Time,
        /// Open faults, in all traces that were opened.
        pub open: u32,
        ..
        pub pledges: Vec<BatchPledge>,
    }
}

cell! {
    /// A promise that answers, in every trace of the batch, for the steps of one actor and some kinds.
    pub struct BatchPledge {
        pub mandate: MandateId,
        pub surety: Address,
        pub actor: Address,
        pub kinds: Kinds,
        /// The cover in each trace.
        pub per_trace: Amount,
        /// What is still locked for it, in all traces together.
        pub locked_left: Amount,
    }
}

impl Batch {
    pub const DEEPEST: u8 = 20;
    /// The most pledges that a batch has.
    pub const PLACES: u8 = 4;

    /// A pledge drawn from a mandate, for at most one pledge an actor.
    pub fn add(
        &mut self,
        id: MandateId,
        mandate: &Mandate,
        per_trace: Amount,
        terms: &Terms,
    ) -> Result<Amount, Refusal> {
        let actor = mandate.actor;
        if self.pledges.iter().any(|pledge| pledge.actor == actor) {
            return Err(Reason::ActorCovered { actor }.into());
        }
        let reserved = terms.reserve(per_trace)?.for_each_of(self.depth)?;
        self.pledges.push(BatchPledge {
            mandate: id,
            surety: mandate.surety,
            actor,
            kinds: mandate.kinds,
            per_trace,
            locked_left: reserved,
        });
        Ok(reserved)
    }

    /// The place, from 1, of the pledge that answers for a step; zero if none does.
    pub fn place_for(&self, step: &Step) -> u8 {
        let place = self
            .pledges
            .iter()
            .position(|pledge| pledge.actor == step.actor && pledge.kinds.has(step.kind));
        // At most four pledges.
        place.map_or(0, |index| {
            u8::try_from(index).map_or(0, |index| index.saturating_add(1))
        })
    }

    /// The pledge at a place, and what is left of it in the trace of the docket.
    pub fn pledge(&self, place: u8, docket: &Docket) -> Option<(&BatchPledge, Amount)> {
        let pledge = self.pledges.get(usize::from(place).checked_sub(1)?)?;
        Some((pledge, pledge.per_trace.less(docket.batch_paid(place))))
    }

    pub fn pledge_mut(&mut self, place: u8) -> Option<&mut BatchPledge> {
        self.pledges.get_mut(usize::from(place).checked_sub(1)?)
    }
}

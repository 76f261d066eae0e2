//! Who promised to answer for a step.

use crate::{
    alloy_sol_types::private::Address,
    events::Event,
    interface::{amount, IAnswerable},
};
use answerable_protocol::{Amount, Time};

/// A surety's promise for a step: the pledge of the trace's batch that answers for it, or one of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    pub surety: Address,
    pub cover: Amount,
    /// What was not yet paid of it; for a pledge of a batch, in this trace.
    pub left: Amount,
    pub until: Time,
    pub origin: Origin,
    /// What the surety was paid for it; for a pledge of a batch, nothing, because that was for all its traces.
    pub premium: Amount,
    /// The promise is over, and its money free.
    pub released: bool,
    /// Its place in the order of calling; 0 for a pledge of the batch.
    pub layer: u8,
}

/// Why somebody promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Of their own accord.
    Own,
    /// The recorder drew on this mandate.
    Mandate(u64),
    /// For this offer.
    Offer(u64),
    /// The recorder drew on this mandate for all traces of this batch.
    Batch { batch: u64, mandate: u64 },
}

/// Pledges as they were told of.
#[derive(Default)]
pub(super) struct Promises {
    pledged: Vec<IAnswerable::Pledged>,
}

/// What the contract says now of who answers for a step.
pub(super) struct Answering<'a> {
    pub record: &'a IAnswerable::StepRecord,
    pub layers: &'a [IAnswerable::Layer],
    pub batch: Option<(u64, &'a IAnswerable::Batch)>,
    pub until: Time,
}

impl Promises {
    pub fn tell(&mut self, event: &Event) {
        if let Event::Pledged(it) = event {
            self.pledged.push(it.clone());
        }
    }

    /// Released pledges are gone from the contract, and pledges from before the first block that was read are told
    /// only by it.
    pub fn of(&self, step: u8, now: &Answering) -> Vec<Promise> {
        let told: Vec<_> = self.pledged.iter().filter(|it| it.step == step).collect();
        let mut promises: Vec<Promise> = now.batch_promise().into_iter().collect();
        if now.record.pledges.is_empty() {
            promises.extend(
                (1..)
                    .zip(told)
                    .map(|(layer, it)| over(it, layer, now.until)),
            );
            return promises;
        }
        for (layer, pledge) in (1..).zip(&now.record.pledges) {
            let told = told.iter().find(|it| it.surety == pledge.surety);
            let offer = told.map_or(0, |it| it.offer);
            promises.push(Promise {
                surety: pledge.surety,
                cover: amount(pledge.cover),
                left: amount(pledge.left),
                until: now.until,
                origin: origin(pledge.mandate, offer),
                premium: told.map_or(Amount::ZERO, |it| amount(it.premium)),
                released: false,
                layer,
            });
        }
        promises
    }
}

impl Answering<'_> {
    /// The pledge of the batch that matches the step's actor and kind.
    fn batch_promise(&self) -> Option<Promise> {
        let (batch, record) = self.batch?;
        let step = &self.record.step;
        let kind = 1_u8.checked_shl(step.kind.into()).unwrap_or_default();
        let matches =
            |it: &&IAnswerable::BatchPledge| it.actor == step.actor && it.kinds & kind != 0;
        let pledge = record.pledges.iter().find(matches)?;
        let own = self.record.pledges.iter().filter(|it| !it.left.is_zero());
        // The layers with something left, the batch's first.
        let of_batch = self.layers.len() > own.count();
        let left = self.layers.first().filter(|_| of_batch);
        let left = left.map_or(Amount::ZERO, |layer| amount(layer.left));
        Some(Promise {
            surety: pledge.surety,
            cover: amount(pledge.perTrace),
            left,
            until: self.until,
            origin: Origin::Batch {
                batch,
                mandate: pledge.mandate,
            },
            premium: Amount::ZERO,
            // What is left in this trace is locked until the batch is released.
            released: pledge.lockedLeft.is_zero() && !left.is_zero(),
            layer: 0,
        })
    }
}

fn over(told: &IAnswerable::Pledged, layer: u8, until: Time) -> Promise {
    Promise {
        surety: told.surety,
        cover: amount(told.cover),
        left: Amount::ZERO,
        until,
        origin: origin(told.mandate, told.offer),
        premium: amount(told.premium),
        released: true,
        layer,
    }
}

fn origin(mandate: u64, offer: u64) -> Origin {
    match (mandate, offer) {
        (0, 0) => Origin::Own,
        (0, offer) => Origin::Offer(offer),
        (mandate, _) => Origin::Mandate(mandate),
    }
}

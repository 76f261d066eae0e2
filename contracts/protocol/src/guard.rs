//! Who answers for a step now, and how much of it a contract may build on.

use crate::{Amount, Batch, Docket, Pledges, Reason, Refusal, StepNumber, Time, Trace};
use ink::{prelude::vec::Vec, Address};

/// One who answers for a step, with what is left of the cover and until when it is promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ink::SolEncode, ink::SolDecode)]
pub struct Layer {
    pub surety: Address,
    pub left: Amount,
    pub until: Time,
}

worded_fields!(Layer {
    surety,
    left,
    until
});

/// A trace with what answers for it.
pub struct Standby<'a> {
    pub trace: &'a Trace,
    pub docket: &'a Docket,
    pub batch: Option<&'a Batch>,
    pub now: Time,
}

impl Standby<'_> {
    /// The pledges that answer for a step, in the order in which they are called.
    pub fn layers(&self, step: StepNumber, pledges: &Pledges) -> Result<Vec<Layer>, Refusal> {
        let mut layers = Vec::new();
        layers.extend(self.batch_layer(step)?);
        layers.extend(pledges.0.iter().map(|pledge| Layer {
            surety: pledge.surety,
            left: pledge.left,
            until: self.docket.busy_until,
        }));
        layers.retain(|layer| !layer.left.is_zero());
        Ok(layers)
    }

    /// The cover of a step that a contract may build on: left, promised at `min_until` and now, not the
    /// requester's own, and not about to be called.
    pub fn cover(&self, step: StepNumber, min_until: Time) -> Result<Amount, Refusal> {
        let until = min_until.max(self.now);
        if self.docket.is_open(step) || self.docket.busy_until < until {
            return Ok(Amount::ZERO);
        }
        let own = self.docket.cover(step);
        // What a fault on another step calls may be gone when this step needs it.
        let batch = self
            .batch_layer(step)?
            .filter(|layer| self.docket.open_faults() == 0 && layer.surety != self.trace.requester);
        batch.map_or(Ok(own), |layer| own.plus(layer.left))
    }

    /// Refuses a step with less cover than `least`, which is not zero.
    pub fn require_cover(
        &self,
        step: StepNumber,
        least: Amount,
        min_until: Time,
    ) -> Result<(), Refusal> {
        if least.is_zero() {
            return Err(Reason::ZeroAmount.into());
        }
        let cover = self.cover(step, min_until)?;
        if cover < least {
            return Err(Reason::NotCovered {
                step,
                cover,
                until: self.docket.busy_until,
            }
            .into());
        }
        Ok(())
    }

    fn batch_layer(&self, step: StepNumber) -> Result<Option<Layer>, Refusal> {
        let Some(batch) = self.batch else {
            return Ok(None);
        };
        let place = batch.place_for(&self.trace.steps().get(step)?);
        let pledge = batch.pledge(place, self.docket);
        Ok(pledge.map(|(pledge, left)| Layer {
            surety: pledge.surety,
            left,
            // Other traces may bind the batch for longer, but not for this one.
            until: self.docket.busy_until,
        }))
    }
}

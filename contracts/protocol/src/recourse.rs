//! How a surety that paid turns to earlier steps of the trace.

use crate::{Amount, Batch, Docket, Pledges, Reason, Refusal, StepNumber, Time};
use ink::Address;

cell! {
    /// What one surety claimed on one trace.
    ///
    /// Several recourses of one surety may run side by side, so what each may still bring is bounded by what
    /// all of them brought: nobody recovers more than they paid.
    #[derive(Default)]
    pub struct Claim {
        /// The most that it had paid at any of its filings.
        pub claimed: Amount,
        /// What its recourses brought.
        pub recovered: Amount,
        /// The steps on which it filed, as a set of `1 << step`.
        pub filed: u8,
    }
}

/// What a surety paid for some steps of a trace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PaidSoFar {
    pub amount: Amount,
    pub last: Time,
}

impl Claim {
    /// What its recourses may still bring.
    pub fn left(&self) -> Amount {
        self.claimed.less(self.recovered)
    }

    /// Files a recourse on a step; returns the loss.
    pub fn file(
        &mut self,
        step: StepNumber,
        paid: PaidSoFar,
        least: Amount,
    ) -> Result<Amount, Refusal> {
        if self.filed & step.bit() != 0 {
            return Err(Reason::RecourseUsed { step }.into());
        }
        let recoverable = paid.amount.less(self.recovered);
        if recoverable < least {
            return Err(Reason::NothingToRecover { recoverable, least }.into());
        }
        self.claimed = self.claimed.max(paid.amount);
        self.filed |= step.bit();
        Ok(recoverable)
    }
}

impl PaidSoFar {
    /// Adds what `surety` paid for one more step.
    pub fn add(
        &mut self,
        surety: Address,
        step: StepNumber,
        pledges: &Pledges,
        batch: Option<&Batch>,
        docket: &Docket,
    ) -> Result<(), Refusal> {
        if let Some(pledge) = pledges.of(surety) {
            self.note(pledge.cover.minus(pledge.left)?, pledge.paid_at)?;
        }
        let of_step = docket.step(step);
        let answering = batch.and_then(|batch| batch.pledge(of_step.batch_place, docket));
        if answering.is_some_and(|(pledge, _)| pledge.surety == surety) {
            self.note(of_step.batch_paid, of_step.batch_paid_at)?;
        }
        Ok(())
    }

    fn note(&mut self, amount: Amount, at: Time) -> Result<(), Refusal> {
        self.amount = self.amount.plus(amount)?;
        self.last = self.last.max(at);
        Ok(())
    }
}

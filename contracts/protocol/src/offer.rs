//! Money on offer for whoever covers a step.

use crate::{Amount, OfferId, Reason, Refusal, StepNumber, Time, Trace, TraceId};
use ink::Address;

cell! {
    /// A premium for cover of one step. It belongs to its payer until somebody takes it.
    pub struct Offer {
        pub trace: TraceId,
        pub step: StepNumber,
        pub payer: Address,
        pub cover: Amount,
        pub cover_left: Amount,
        pub premium: Amount,
        pub premium_left: Amount,
        pub until: Time,
    }
}

impl Offer {
    /// Whether it may be made now.
    pub fn check(&self, now: Time) -> Result<(), Refusal> {
        if self.cover.is_zero() || self.premium.is_zero() {
            return Err(Reason::ZeroAmount.into());
        }
        if now > self.until {
            return Err(Reason::Expired { until: self.until }.into());
        }
        Ok(())
    }

    /// Whether a pledge of `cover` gets a place that strangers cannot fill: it gives the requester or the recorder
    /// all that they still ask for. Otherwise many small ones could fill these places too.
    pub fn keeps_a_place(&self, cover: Amount, trace: &Trace) -> bool {
        [trace.requester, trace.recorder].contains(&self.payer) && cover >= self.cover_left
    }

    /// The premium for a pledge of `cover`, taken out of the offer.
    pub fn take(
        &mut self,
        id: OfferId,
        cover: Amount,
        least_premium: Amount,
        now: Time,
    ) -> Result<Amount, Refusal> {
        if now > self.until {
            return Err(Reason::Expired { until: self.until }.into());
        }
        if self.cover_left.is_zero() {
            return Err(Reason::OfferExhausted { offer: id }.into());
        }
        let taken = cover.min(self.cover_left);
        let premium = self.premium.share(taken, self.cover);
        if premium < least_premium {
            return Err(Reason::PremiumTooSmall { premium }.into());
        }
        self.cover_left = self.cover_left.minus(taken)?;
        self.premium_left = self.premium_left.minus(premium)?;
        Ok(premium)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(cover: u128, premium: u128) -> Offer {
        Offer {
            trace: TraceId(ink::H256([1; 32])),
            step: StepNumber(1),
            payer: ink::H160([1; 20]),
            cover: Amount::new(cover),
            cover_left: Amount::new(cover),
            premium: Amount::new(premium),
            premium_left: Amount::new(premium),
            until: Time(100),
        }
    }

    #[test]
    fn a_premium_is_taken_in_proportion_and_never_more_than_was_offered() {
        let id = OfferId(7);
        let mut offer = offer(3, 10);
        for (cover, premium) in [(1, 3), (1, 3), (9, 3)] {
            let taken = offer.take(id, Amount::new(cover), Amount::new(3), Time(100));
            assert_eq!(taken, Ok(Amount::new(premium)));
        }
        // The rest that rounding left stays the payer's.
        assert_eq!(offer.premium_left, Amount::new(1));
        assert_eq!(
            offer.take(id, Amount::new(1), Amount::ZERO, Time(100)),
            Err(Reason::OfferExhausted { offer: id }.into())
        );
    }

    #[test]
    fn too_late_and_too_little_are_refused() {
        let id = OfferId(7);
        let mut offer = offer(10, 10);
        assert_eq!(
            offer.take(id, Amount::new(5), Amount::new(6), Time(100)),
            Err(Reason::PremiumTooSmall {
                premium: Amount::new(5)
            }
            .into())
        );
        assert_eq!(
            offer.take(id, Amount::new(5), Amount::new(5), Time(101)),
            Err(Reason::Expired { until: Time(100) }.into())
        );
        assert_eq!(offer.check(Time(100)), Ok(()));
        assert_eq!(
            offer.check(Time(101)),
            Err(Reason::Expired { until: Time(100) }.into())
        );
    }
}

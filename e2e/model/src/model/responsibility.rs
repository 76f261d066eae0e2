//! Pledges, offers, mandates, and their end.

use super::{MandateRecord, Model, OfferRecord, Place, PledgeRecord, Pot};
use crate::{Address, Answer, Hash, Refused};

impl Model {
    pub(crate) fn pledge(
        &mut self,
        now: u64,
        caller: Address,
        trace: Hash,
        step: u8,
        cover: u128,
    ) -> Result<Answer, Refused> {
        self.pledge_on(now, caller, trace, step, cover, 0)
    }

    pub(crate) fn pledge_for_offer(
        &mut self,
        now: u64,
        caller: Address,
        offer: u64,
        cover: u128,
        least_premium: u128,
    ) -> Result<Answer, Refused> {
        self.refuse_closed_intake();
        let found = self.find_offer(offer)?.clone();
        let (taken, _) = self.taken(offer);
        let left = found.cover - taken;
        self.refuse_if(now > found.until, Refused::Expired(found.until));
        self.refuse_if(left == 0, Refused::OfferExhausted(offer));
        let premium = super::lookback::share(found.premium, cover.min(left), found.cover);
        self.refuse_if(premium < least_premium, Refused::PremiumTooSmall(premium));
        self.pour(Pot::Premium(offer), Pot::Free(caller), premium);
        self.pledge_on(now, caller, found.trace, found.step, cover, offer)
    }

    fn pledge_on(
        &mut self,
        now: u64,
        caller: Address,
        trace: Hash,
        step: u8,
        cover: u128,
        offer: u64,
    ) -> Result<Answer, Refused> {
        self.refuse_closed_intake();
        self.find_step(trace, step)?;
        let terms = self.traces[&trace].terms;
        let end = self.report_end(trace);
        self.refuse_if(now > end, Refused::ReportWindowClosed(end));
        if let Some(fault) = self.open_on_step(trace, step) {
            self.refuse_if(true, Refused::StepHasOpenFault(fault));
        }
        self.refuse_small_cover(cover, terms);
        let place = Place::Step(trace, step);
        let pledge = PledgeRecord {
            place,
            surety: caller,
            cover,
            traces: 1,
            mandate: 0,
            offer,
            terms,
            released: false,
        };
        self.refuse_full(place, caller, self.kept(&pledge));
        self.add_pledge(pledge);
        Ok(Answer::Nothing)
    }

    /// Whether a pledge may have one of the places that strangers cannot fill.
    pub(crate) fn kept(&self, pledge: &PledgeRecord) -> bool {
        let Place::Step(trace, _) = pledge.place else {
            return true;
        };
        let wanted = pledge.offer > 0 && {
            let offer = &self.offers[pledge.offer as usize - 1];
            let asked =
                [self.requester(trace), self.traces[&trace].recorder].contains(&offer.payer);
            // One surety pledges once to a step, so this finds those before it.
            let before = self
                .pledges
                .iter()
                .take_while(|other| other.offer != pledge.offer || other.surety != pledge.surety);
            let taken: u128 = before
                .filter(|other| other.offer == pledge.offer)
                .map(|other| other.cover)
                .sum();
            asked && taken + pledge.cover >= offer.cover
        };
        pledge.mandate > 0 || wanted
    }

    pub(crate) fn refuse_full(&mut self, place: Place, surety: Address, kept: bool) {
        let here = self.pledges_at(place);
        let strangers = here
            .iter()
            .filter(|other| !self.kept(&self.pledges[**other]))
            .count();
        let again = here
            .iter()
            .any(|other| self.pledges[*other].surety == surety);
        self.refuse_if(here.len() >= 4, Refused::PledgesFull(4));
        self.refuse_if(!kept && strangers >= 2, Refused::PledgesFull(2));
        self.refuse_if(again, Refused::AlreadyPledged(surety));
    }

    pub(crate) fn find_offer(&self, offer: u64) -> Result<&OfferRecord, Refused> {
        super::lookback::numbered(&self.offers, offer)
            .filter(|found| !found.withdrawn)
            .ok_or(Refused::UnknownOffer(offer))
    }

    #[allow(clippy::too_many_arguments)] // The message has as many.
    pub(crate) fn offer(
        &mut self,
        now: u64,
        caller: Address,
        trace: Hash,
        step: u8,
        cover: u128,
        premium: u128,
        until: u64,
    ) -> Result<Answer, Refused> {
        self.refuse_closed_intake();
        self.find_step(trace, step)?;
        self.refuse_if(cover == 0 || premium == 0, Refused::ZeroAmount);
        self.refuse_if(until < now, Refused::Expired(until));
        let end = self.report_end(trace);
        self.refuse_if(now > end, Refused::ReportWindowClosed(end));
        self.offers.push(OfferRecord {
            trace,
            step,
            payer: caller,
            cover,
            premium,
            until,
            withdrawn: false,
        });
        let number = self.offers.len() as u64;
        self.take_free(caller, Pot::Premium(number), premium);
        Ok(Answer::Offer(number))
    }

    pub(crate) fn withdraw_offer(
        &mut self,
        caller: Address,
        offer: u64,
    ) -> Result<Answer, Refused> {
        let payer = self.find_offer(offer)?.payer;
        self.refuse_if(caller != payer, Refused::NotThePayer(payer));
        self.offers[offer as usize - 1].withdrawn = true;
        self.pour_all(Pot::Premium(offer), Pot::Free(payer));
        Ok(Answer::Nothing)
    }

    pub(crate) fn grant(&mut self, now: u64, mandate: MandateRecord) -> Result<Answer, Refused> {
        self.refuse_closed_intake();
        let current = self.current_terms();
        self.refuse_if(mandate.terms != current, Refused::TermsChanged(current));
        for given in [mandate.actor, mandate.recorder] {
            self.refuse_if(given.is_zero(), Refused::InvalidAddress(given));
        }
        let kinds = mandate.kinds;
        let known = kinds != 0 && kinds & !0b11_1110 == 0;
        self.refuse_if(!known, Refused::InvalidKinds(kinds));
        self.refuse_if(mandate.per_trace == 0, Refused::ZeroAmount);
        self.refuse_if(
            mandate.limit < mandate.per_trace,
            Refused::OverOutstanding(mandate.limit),
        );
        self.refuse_if(
            mandate.premium_bps > 10_000,
            Refused::BpsOutOfBounds(10_000),
        );
        self.refuse_if(mandate.until < now, Refused::Expired(mandate.until));
        self.mandates.push(mandate);
        Ok(Answer::Mandate(self.mandates.len() as u64))
    }

    pub(crate) fn revoke(&mut self, caller: Address, mandate: u64) -> Result<Answer, Refused> {
        let found = self.find_mandate(mandate)?.clone();
        self.refuse_if(caller != found.surety, Refused::NotTheSurety(found.surety));
        self.refuse_if(found.revoked, Refused::MandateRevoked(mandate));
        self.mandates[mandate as usize - 1].revoked = true;
        Ok(Answer::Nothing)
    }

    pub(crate) fn release(&mut self, now: u64, trace: Hash, step: u8) -> Result<Answer, Refused> {
        self.find_step(trace, step)?;
        self.end(
            now,
            Place::Step(trace, step),
            self.open_on(trace),
            self.busy_until(trace),
        )
    }

    pub(crate) fn release_batch(&mut self, now: u64, batch: u64) -> Result<Answer, Refused> {
        self.find_batch(batch)?;
        self.end(
            now,
            Place::Batch(batch),
            self.batch_open(batch),
            self.batch_busy_until(batch),
        )
    }

    fn end(
        &mut self,
        now: u64,
        place: Place,
        open: u32,
        busy_until: u64,
    ) -> Result<Answer, Refused> {
        let here = self.pledges_at(place);
        self.refuse_if(here.is_empty(), Refused::NothingToRelease);
        self.refuse_if(open > 0, Refused::FaultsOpen(open));
        self.refuse_if(now <= busy_until, Refused::StillPromised(busy_until));
        for number in here {
            self.pledges[number].released = true;
            let surety = self.pledges[number].surety;
            self.pour_all(Pot::Pledge(number), Pot::Free(surety));
        }
        Ok(Answer::Nothing)
    }
}

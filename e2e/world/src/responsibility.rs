//! As contracts/answerable/src/responsibility.rs.

use super::World;
use answerable_protocol::{
    require_over, require_report_window, Amount, BatchId, Effects, Mandate, MandateId, Offer,
    OfferId, Pledge, Pledges, Purse, Reason, Refusal, StepNumber, Time, TraceId,
};

impl World {
    pub(super) fn pledge(
        &mut self,
        id: TraceId,
        step: StepNumber,
        cover: Amount,
    ) -> Result<(), Refusal> {
        let effects = self.credit();
        self.cells.office.require_intake()?;
        self.add_pledge(id, step, cover, false, effects)
    }

    pub(super) fn pledge_for_offer(
        &mut self,
        id: OfferId,
        cover: Amount,
        least_premium: Amount,
    ) -> Result<(), Refusal> {
        let mut effects = self.credit();
        self.cells.office.require_intake()?;
        let mut offer = self.offer_of(id)?;
        let kept = offer.keeps_a_place(cover, &self.trace_of(offer.trace)?);
        let premium = offer.take(id, cover, least_premium, self.now)?;
        effects.pay(Purse::Premiums, Purse::Free(self.caller), premium);
        self.cells.offers.insert(id, &offer);
        self.add_pledge(offer.trace, offer.step, cover, kept, effects)
    }

    fn add_pledge(
        &mut self,
        id: TraceId,
        step: StepNumber,
        cover: Amount,
        kept: bool,
        mut effects: Effects,
    ) -> Result<(), Refusal> {
        let trace = self.trace_of(id)?;
        trace.steps().get(step)?;
        let terms = self.terms_of(trace.terms)?;
        require_report_window(trace.recorded_at, &terms, self.now)?;
        let mut docket = self.docket_of(id, &trace, &terms);
        docket.require_closed(step)?;
        terms.require_cover(cover)?;

        let surety = self.caller;
        let mut pledges = self.pledges_of(id, step);
        pledges.add(Pledge::new(surety, cover, MandateId::NONE, kept))?;
        let reserved = terms.reserve(cover)?;
        effects.pay(Purse::Free(surety), Purse::Locked(surety), reserved);
        docket.note_cover(step, &pledges)?;
        self.cells.dockets.insert(id, &docket);
        self.cells.steps.insert((id, step), &pledges);
        self.commit(&effects)
    }

    pub(super) fn offer(
        &mut self,
        id: TraceId,
        step: StepNumber,
        cover: Amount,
        premium: Amount,
        until: Time,
    ) -> Result<OfferId, Refusal> {
        let mut effects = self.credit();
        self.cells.office.require_intake()?;
        let trace = self.trace_of(id)?;
        trace.steps().get(step)?;
        let terms = self.terms_of(trace.terms)?;
        require_report_window(trace.recorded_at, &terms, self.now)?;
        let payer = self.caller;
        let offer = Offer {
            trace: id,
            step,
            payer,
            cover,
            cover_left: cover,
            premium,
            premium_left: premium,
            until,
        };
        offer.check(self.now)?;

        effects.pay(Purse::Free(payer), Purse::Premiums, premium);
        let number = self.cells.totals.offers.next()?;
        self.cells.totals.offers = number;
        self.cells.offers.insert(number, &offer);
        self.commit(&effects)?;
        Ok(number)
    }

    pub(super) fn withdraw_offer(&mut self, id: OfferId) -> Result<(), Refusal> {
        let offer = self.offer_of(id)?;
        let payer = offer.payer;
        if self.caller != payer {
            return Err(Reason::NotThePayer { payer }.into());
        }
        let mut effects = Effects::default();
        effects.pay(Purse::Premiums, Purse::Free(payer), offer.premium_left);
        self.cells.offers.remove(id);
        self.commit(&effects)
    }

    pub(super) fn grant(&mut self, mandate: Mandate) -> Result<MandateId, Refusal> {
        let effects = self.credit();
        self.cells.office.require_intake()?;
        mandate.check(self.cells.office.terms, self.now)?;
        let id = self.cells.totals.mandates.next()?;
        self.cells.totals.mandates = id;
        self.cells.mandates.insert(id, &mandate);
        self.commit(&effects)?;
        Ok(id)
    }

    pub(super) fn revoke(&mut self, id: MandateId) -> Result<(), Refusal> {
        let mut mandate = self.mandate_of(id)?;
        mandate.revoke(id, self.caller)?;
        self.cells.mandates.insert(id, &mandate);
        Ok(())
    }

    pub(super) fn release(&mut self, id: TraceId, step: StepNumber) -> Result<(), Refusal> {
        let trace = self.trace_of(id)?;
        trace.steps().get(step)?;
        let pledges = self.pledges_of(id, step);
        if pledges.0.is_empty() {
            return Err(Reason::NothingToRelease.into());
        }
        let terms = self.terms_of(trace.terms)?;
        let mut docket = self.docket_of(id, &trace, &terms);
        require_over(docket.open_faults(), docket.busy_until, self.now)?;
        docket.note_cover(step, &Pledges::default())?;
        self.cells.dockets.insert(id, &docket);

        let mut effects = Effects::default();
        for pledge in &pledges.0 {
            let (locked, free) = (Purse::Locked(pledge.surety), Purse::Free(pledge.surety));
            effects.pay(locked, free, terms.reserve(pledge.left)?);
            if !pledge.mandate.is_none() {
                self.give_back(pledge.mandate, pledge.cover)?;
            }
        }
        self.cells.steps.remove((id, step));
        self.commit(&effects)
    }

    pub(super) fn release_batch(&mut self, id: BatchId) -> Result<(), Refusal> {
        let mut batch = self.batch_of(id)?;
        if batch.pledges.is_empty() {
            return Err(Reason::NothingToRelease.into());
        }
        require_over(batch.open, batch.busy_until, self.now)?;

        let mut effects = Effects::default();
        for pledge in std::mem::take(&mut batch.pledges) {
            let (locked, free) = (Purse::Locked(pledge.surety), Purse::Free(pledge.surety));
            effects.pay(locked, free, pledge.locked_left);
            self.give_back(pledge.mandate, pledge.per_trace.for_each_of(batch.depth)?)?;
        }
        self.cells.batches.insert(id, &batch);
        self.commit(&effects)
    }

    fn give_back(&mut self, id: MandateId, amount: Amount) -> Result<(), Refusal> {
        let mut mandate = self.mandate_of(id)?;
        mandate.give_back(amount)?;
        self.cells.mandates.insert(id, &mandate);
        Ok(())
    }
}

//! Who answers for a step: pledges, offers, mandates, and their end.

use crate::{answerable::Answerable, books::emit, cells::store};
use answerable_protocol::{
    require_over, require_report_window, Amount, BatchId, BatchReleased, Effects, Granted, Mandate,
    MandateId, Offer, OfferId, OfferWithdrawn, Offered, Pledge, Pledged, Pledges, Purse, Reason,
    Refusal, Released, Revoked, StepNumber, Time, TraceId,
};

/// What a pledge takes besides its cover: the offer, if any, and the premium of it.
struct Taken {
    offer: OfferId,
    premium: Amount,
    /// It may have a place that strangers cannot fill.
    kept: bool,
}

#[inline(never)]
pub(crate) fn pledge(
    contract: &mut Answerable,
    id: TraceId,
    step: StepNumber,
    cover: Amount,
) -> Result<(), Refusal> {
    let effects = contract.credit()?;
    contract.office.require_intake()?;
    let taken = Taken {
        offer: OfferId::NONE,
        premium: Amount::ZERO,
        kept: false,
    };
    add_pledge(contract, id, step, cover, taken, effects)
}

#[inline(never)]
pub(crate) fn pledge_for_offer(
    contract: &mut Answerable,
    id: OfferId,
    cover: Amount,
    least_premium: Amount,
) -> Result<(), Refusal> {
    let mut effects = contract.credit()?;
    contract.office.require_intake()?;
    let mut offer = contract.offer_of(id)?;
    let kept = offer.keeps_a_place(cover, &*contract.trace_of(offer.trace)?);
    let premium = offer.take(id, cover, least_premium, contract.now())?;
    effects.pay(Purse::Premiums, Purse::Free(contract.caller()), premium);
    store(&mut contract.offers, &id, &offer);
    let taken = Taken {
        offer: id,
        premium,
        kept,
    };
    add_pledge(contract, offer.trace, offer.step, cover, taken, effects)
}

fn add_pledge(
    contract: &mut Answerable,
    id: TraceId,
    step: StepNumber,
    cover: Amount,
    taken: Taken,
    mut effects: Effects,
) -> Result<(), Refusal> {
    let trace = contract.trace_of(id)?;
    trace.steps().get(step)?;
    let terms = contract.terms_of(trace.terms)?;
    require_report_window(trace.recorded_at, &terms, contract.now())?;
    let mut docket = contract.docket_of(id, &trace, &terms);
    docket.require_closed(step)?;
    terms.require_cover(cover)?;

    let surety = contract.caller();
    let mut pledges = contract.pledges_of(id, step);
    pledges.add(Pledge::new(surety, cover, MandateId::NONE, taken.kept))?;
    let reserved = terms.reserve(cover)?;
    effects.pay(Purse::Free(surety), Purse::Locked(surety), reserved);
    docket.note_cover(step, &pledges)?;
    store(&mut contract.dockets, &id, &docket);
    store(&mut contract.steps, &(id, step), &pledges);
    emit(&Pledged {
        trace: id,
        surety,
        step,
        cover,
        reserved,
        mandate: MandateId::NONE,
        offer: taken.offer,
        premium: taken.premium,
    });
    contract.commit(effects)
}

#[inline(never)]
pub(crate) fn offer(
    contract: &mut Answerable,
    id: TraceId,
    step: StepNumber,
    cover: Amount,
    premium: Amount,
    until: Time,
) -> Result<OfferId, Refusal> {
    let mut effects = contract.credit()?;
    contract.office.require_intake()?;
    let trace = contract.trace_of(id)?;
    trace.steps().get(step)?;
    let terms = contract.terms_of(trace.terms)?;
    require_report_window(trace.recorded_at, &terms, contract.now())?;
    let payer = contract.caller();
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
    offer.check(contract.now())?;

    effects.pay(Purse::Free(payer), Purse::Premiums, premium);
    let number = contract.totals.offers.next()?;
    contract.totals.offers = number;
    store(&mut contract.offers, &number, &offer);
    emit(&Offered {
        offer: number,
        trace: id,
        payer,
        step,
        cover,
        premium,
        until,
    });
    contract.commit(effects)?;
    Ok(number)
}

#[inline(never)]
pub(crate) fn withdraw_offer(contract: &mut Answerable, id: OfferId) -> Result<(), Refusal> {
    let Offer {
        payer,
        premium_left,
        ..
    } = *contract.offer_of(id)?;
    if contract.caller() != payer {
        return Err(Reason::NotThePayer { payer }.into());
    }
    let mut effects = Effects::default();
    effects.pay(Purse::Premiums, Purse::Free(payer), premium_left);
    contract.offers.remove(id);
    emit(&OfferWithdrawn {
        offer: id,
        amount: premium_left,
    });
    contract.commit(effects)
}

#[inline(never)]
pub(crate) fn grant(contract: &mut Answerable, mandate: Mandate) -> Result<MandateId, Refusal> {
    let effects = contract.credit()?;
    contract.office.require_intake()?;
    mandate.check(contract.office.terms, contract.now())?;
    let id = contract.totals.mandates.next()?;
    contract.totals.mandates = id;
    store(&mut contract.mandates, &id, &mandate);
    emit(&Granted {
        mandate: id,
        surety: mandate.surety,
        recorder: mandate.recorder,
        actor: mandate.actor,
        kinds: mandate.kinds,
        terms: mandate.terms,
        per_trace: mandate.per_trace,
        limit: mandate.limit,
        premium_bps: mandate.premium_bps,
        until: mandate.until,
    });
    contract.commit(effects)?;
    Ok(id)
}

#[inline(never)]
pub(crate) fn revoke(contract: &mut Answerable, id: MandateId) -> Result<(), Refusal> {
    let mut mandate = contract.mandate_of(id)?;
    mandate.revoke(id, contract.caller())?;
    store(&mut contract.mandates, &id, &mandate);
    emit(&Revoked { mandate: id });
    Ok(())
}

#[inline(never)]
pub(crate) fn release(
    contract: &mut Answerable,
    id: TraceId,
    step: StepNumber,
) -> Result<(), Refusal> {
    let trace = contract.trace_of(id)?;
    trace.steps().get(step)?;
    let pledges = contract.pledges_of(id, step);
    if pledges.0.is_empty() {
        return Err(Reason::NothingToRelease.into());
    }
    let terms = contract.terms_of(trace.terms)?;
    let mut docket = contract.docket_of(id, &trace, &terms);
    docket.require_over(contract.now())?;
    docket.note_cover(step, &Pledges::default())?;
    store(&mut contract.dockets, &id, &docket);

    let mut effects = Effects::default();
    for pledge in &pledges.0 {
        let locked = terms.reserve(pledge.left)?;
        free(&mut effects, pledge.surety, locked);
        if !pledge.mandate.is_none() {
            give_back(contract, pledge.mandate, pledge.cover)?;
        }
    }
    contract.steps.remove((id, step));
    emit(&Released { trace: id, step });
    contract.commit(effects)
}

#[inline(never)]
pub(crate) fn release_batch(contract: &mut Answerable, id: BatchId) -> Result<(), Refusal> {
    let mut batch = contract.batch_of(id)?;
    if batch.pledges.is_empty() {
        return Err(Reason::NothingToRelease.into());
    }
    require_over(batch.open, batch.busy_until, contract.now())?;

    let mut effects = Effects::default();
    for pledge in core::mem::take(&mut batch.pledges) {
        free(&mut effects, pledge.surety, pledge.locked_left);
        let drawn = pledge.per_trace.for_each_of(batch.depth)?;
        give_back(contract, pledge.mandate, drawn)?;
    }
    store(&mut contract.batches, &id, &batch);
    emit(&BatchReleased { batch: id });
    contract.commit(effects)
}

fn free(effects: &mut Effects, surety: ink::Address, amount: Amount) {
    effects.pay(Purse::Locked(surety), Purse::Free(surety), amount);
}

fn give_back(contract: &mut Answerable, id: MandateId, amount: Amount) -> Result<(), Refusal> {
    let mut mandate = contract.mandate_of(id)?;
    mandate.give_back(amount)?;
    store(&mut contract.mandates, &id, &mandate);
    Ok(())
}

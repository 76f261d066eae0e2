//! Draws on mandates: cover that comes with a record or an anchor.

use super::{MandateRecord, Model, Place, PledgeRecord, Pot};
use crate::{Address, BatchDraw, Draw, Hash, Refused, DEEPEST};

impl Model {
    pub(crate) fn find_mandate(&self, mandate: u64) -> Result<&MandateRecord, Refused> {
        super::lookback::numbered(&self.mandates, mandate).ok_or(Refused::UnknownMandate(mandate))
    }

    /// One draw of a record; `all` are the draws of the same record.
    pub(crate) fn draw(
        &mut self,
        now: u64,
        recorder: Address,
        trace: Hash,
        draw: Draw,
        all: &[Draw],
    ) -> Result<(), Refused> {
        let mandate = self.find_mandate(draw.mandate)?.clone();
        let terms = self.traces[&trace].terms;
        self.refuse_unusable(now, recorder, terms, draw.mandate, &mandate);
        let step = self.find_step(trace, draw.step)?;
        let listed = mandate.kinds & (1 << step.kind.min(7)) != 0;
        self.refuse_if(
            step.actor != mandate.actor,
            Refused::MandateForActor(mandate.actor),
        );
        self.refuse_if(!listed, Refused::MandateForKinds(mandate.kinds));
        self.refuse_small_cover(draw.amount, terms);
        let in_trace = all
            .iter()
            .filter(|other| other.mandate == draw.mandate)
            .fold(0u128, |sum, other| sum.saturating_add(other.amount));
        self.refuse_if(
            in_trace > mandate.per_trace,
            Refused::OverPerTrace(mandate.per_trace),
        );
        self.refuse_over_outstanding(draw.mandate, draw.amount);
        let place = Place::Step(trace, draw.step);
        self.refuse_full(place, mandate.surety, true);
        self.pay_premium(recorder, &mandate, draw.amount);
        self.add_pledge(PledgeRecord {
            place,
            surety: mandate.surety,
            cover: draw.amount,
            traces: 1,
            mandate: draw.mandate,
            offer: 0,
            terms,
            released: false,
        });
        Ok(())
    }

    /// One draw for the batch that was anchored last.
    pub(crate) fn draw_for_batch(
        &mut self,
        now: u64,
        recorder: Address,
        draw: BatchDraw,
    ) -> Result<(), Refused> {
        let mandate = self.find_mandate(draw.mandate)?.clone();
        let batch = self.batches.last().unwrap();
        let (terms, traces) = (batch.terms, 1u128 << batch.depth.min(DEEPEST));
        self.refuse_unusable(now, recorder, terms, draw.mandate, &mandate);
        self.refuse_small_cover(draw.per_trace, terms);
        self.refuse_if(
            draw.per_trace > mandate.per_trace,
            Refused::OverPerTrace(mandate.per_trace),
        );
        let place = Place::Batch(self.batches.len() as u64);
        let covered = self.pledges_at(place).iter().any(|other| {
            let other = &self.mandates[self.pledges[*other].mandate as usize - 1];
            other.actor == mandate.actor
        });
        self.refuse_if(covered, Refused::ActorCovered(mandate.actor));
        let amount = draw.per_trace.saturating_mul(traces);
        self.refuse_over_outstanding(draw.mandate, amount);
        self.pay_premium(recorder, &mandate, amount);
        self.add_pledge(PledgeRecord {
            place,
            surety: mandate.surety,
            cover: draw.per_trace,
            traces,
            mandate: draw.mandate,
            offer: 0,
            terms,
            released: false,
        });
        Ok(())
    }

    fn refuse_unusable(
        &mut self,
        now: u64,
        recorder: Address,
        terms: u32,
        number: u64,
        mandate: &MandateRecord,
    ) {
        self.refuse_if(mandate.revoked, Refused::MandateRevoked(number));
        self.refuse_if(now > mandate.until, Refused::Expired(mandate.until));
        self.refuse_if(
            recorder != mandate.recorder,
            Refused::MandateForRecorder(mandate.recorder),
        );
        self.refuse_if(
            terms != mandate.terms,
            Refused::MandateForTerms(mandate.terms),
        );
    }

    fn refuse_over_outstanding(&mut self, number: u64, amount: u128) {
        let limit = self.mandates[number as usize - 1].limit;
        let room = limit.saturating_sub(self.outstanding(number));
        self.refuse_if(amount > room, Refused::OverOutstanding(room));
    }

    pub(crate) fn refuse_small_cover(&mut self, cover: u128, terms: u32) {
        let least = self.terms_of(terms).min_cover;
        self.refuse_if(cover < least, Refused::CoverTooSmall(least));
    }

    fn pay_premium(&mut self, recorder: Address, mandate: &MandateRecord, amount: u128) {
        let premium = super::lookback::share(amount, mandate.premium_bps.into(), 10_000);
        self.take_free(recorder, Pot::Free(mandate.surety), premium);
    }

    /// Writes a pledge down and locks its reserve.
    pub(crate) fn add_pledge(&mut self, pledge: PledgeRecord) {
        let number = self.pledges.len();
        let reserve = self
            .terms_of(pledge.terms)
            .checked_reserve(pledge.cover)
            .and_then(|reserve| reserve.checked_mul(pledge.traces));
        match reserve {
            Some(reserve) => self.take_free(pledge.surety, Pot::Pledge(number), reserve),
            None => self.refuse_if(true, Refused::AmountTooLarge(pledge.cover)),
        }
        self.pledges.push(pledge);
    }
}

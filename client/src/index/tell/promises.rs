//! Who answers for what, and who pays for it.

use super::{hash, plain, sum};
use crate::{
    index::{
        column::{Address, Sum},
        draft::Draft,
        error::IndexError,
        records::{BatchPledge, Mandate, Offer, Pledge},
        table::{self, Values},
    },
    interface::IAnswerable as events,
    Amount,
};

/// So many opened traces of a batch are in memory at once.
const AT_ONCE: usize = 1_000;

impl Draft {
    pub(super) async fn granted(&mut self, it: &events::Granted) -> Result<(), IndexError> {
        let mandate = Mandate {
            id: it.mandate,
            surety: plain(it.surety),
            actor: plain(it.actor),
            kinds: it.kinds.into(),
            recorder: plain(it.recorder),
            terms: it.terms.into(),
            per_trace: sum(it.perTrace),
            most: sum(it.limit),
            outstanding: Sum::ZERO,
            premium_bps: it.premiumBps.into(),
            until: it.until,
            revoked: false,
            at: self.now,
            is_open: true,
        };
        self.mandates.insert((it.mandate,), mandate);
        self.books.mandates = it.mandate;
        Ok(())
    }

    pub(super) async fn offered(&mut self, it: &events::Offered) -> Result<(), IndexError> {
        let (payer, premium) = (plain(it.payer), sum(it.premium));
        self.take_free(payer, premium).await?;
        self.books.premiums_held.add(premium);
        self.books.offers = it.offer;
        let step = self.step(hash(it.trace), it.step).await?;
        step.offered = true;
        let offer = Offer {
            id: it.offer,
            trace: step.trace,
            step: step.id,
            payer,
            cover: sum(it.cover),
            cover_left: sum(it.cover),
            premium,
            premium_left: premium,
            until: it.until,
            at: self.now,
            withdrawn: false,
            is_open: true,
        };
        self.offers.insert((it.offer,), offer);
        Ok(())
    }

    pub(super) async fn offer_withdrawn(
        &mut self,
        it: &events::OfferWithdrawn,
    ) -> Result<(), IndexError> {
        let amount = sum(it.amount);
        let offer = self.offer(it.offer).await?;
        offer.withdrawn = true;
        offer.is_open = false;
        let (payer, step) = (offer.payer, offer.step);
        // Its step has another best premium now.
        self.trace(step / 8).await?;
        let taken = self.books.premiums_held.take(amount);
        self.sound(taken)?;
        self.give(payer, amount).await
    }

    pub(super) async fn pledged(&mut self, it: &events::Pledged) -> Result<(), IndexError> {
        let (surety, cover, premium) = (plain(it.surety), sum(it.cover), sum(it.premium));
        let number = self.number_of(hash(it.trace)).await?;
        let trace = &self.trace(number).await?.trace;
        let (recorder, requester, until) = (trace.recorder, trace.requester, trace.busy_until);
        let mut kept = it.mandate != 0;
        if it.mandate != 0 {
            self.take_free(recorder, premium).await?;
            self.mandate(it.mandate).await?.outstanding.add(cover);
        }
        if it.offer != 0 {
            let offer = self.offer(it.offer).await?;
            kept = [recorder, requester].contains(&offer.payer) && cover >= offer.cover_left;
            let part = Sum(cover.0.min(offer.cover_left.0));
            let taken = offer.cover_left.take(part);
            let taken = taken.and(offer.premium_left.take(premium));
            offer.is_open = offer.is_open && offer.cover_left != Sum::ZERO;
            self.sound(taken)?;
            let taken = self.books.premiums_held.take(premium);
            self.sound(taken)?;
        }
        self.earn(surety, premium).await?;
        self.lock(surety, sum(it.reserved)).await?;
        self.promise(surety, cover).await?;
        let account = self.account(surety).await?;
        account.pledges = account.pledges.saturating_add(1);

        let at = self.now;
        let book = self.trace(number).await?;
        let step = number.saturating_mul(8).saturating_add(it.step.into());
        let own = book
            .pledges
            .iter()
            .filter(|it| it.id / 8 == step && it.id % 8 != 0);
        let place = (own.count() as u64).saturating_add(1);
        book.pledges.push(Pledge {
            id: step.saturating_mul(8).saturating_add(place),
            surety,
            cover,
            cover_left: cover,
            mandate: it.mandate,
            offer: it.offer,
            premium,
            reserved: sum(it.reserved),
            at,
            paid_at: 0,
            kept,
            until,
            released: false,
            batch_place: 0,
        });
        self.recount(number).await
    }

    pub(super) async fn batch_pledged(
        &mut self,
        it: &events::BatchPledged,
    ) -> Result<(), IndexError> {
        let (surety, reserved) = (plain(it.surety), sum(it.reserved));
        let mandate = self.mandate(it.mandate).await?;
        let (actor, kinds) = (mandate.actor, mandate.kinds);
        let at = self.now;
        let book = self.batch(it.batch).await?;
        let per_trace = sum(it.perTrace);
        let whole = in_all_traces(per_trace, book.batch.depth);
        let place = (book.pledges.len() as u64).saturating_add(1);
        book.pledges.push(BatchPledge {
            id: it.batch.saturating_mul(8).saturating_add(place),
            surety,
            mandate: it.mandate,
            actor,
            kinds,
            per_trace,
            cover_left: whole,
            locked_left: reserved,
            premium: sum(it.premium),
            at,
            until: book.batch.busy_until,
            released: false,
        });
        let recorder = book.batch.recorder;
        self.take_free(recorder, sum(it.premium)).await?;
        self.earn(surety, sum(it.premium)).await?;
        self.mandate(it.mandate).await?.outstanding.add(whole);
        self.lock(surety, reserved).await?;
        self.promise(surety, whole).await?;
        let account = self.account(surety).await?;
        account.pledges = account.pledges.saturating_add(1);
        Ok(())
    }

    pub(super) async fn released(&mut self, it: &events::Released) -> Result<(), IndexError> {
        let number = self.number_of(hash(it.trace)).await?;
        let step = number.saturating_mul(8).saturating_add(it.step.into());
        let book = self.trace(number).await?;
        let terms = book.trace.terms;
        let over = book.promises(step).filter(|pledge| pledge.id % 8 != 0);
        let over: Vec<Pledge> = over
            .map(|pledge| {
                pledge.released = true;
                let was = pledge.clone();
                pledge.cover_left = Sum::ZERO;
                was
            })
            .collect();
        let terms = self.rules(terms).await?;
        for pledge in over {
            let reserved = terms.reserve(Amount::new(pledge.cover_left.0)).ok();
            let reserved = self.sound(reserved)?;
            self.give_back(pledge.surety, Sum(reserved.units())).await?;
            self.unpromise(pledge.surety, pledge.cover_left).await?;
            self.end_pledge(pledge.surety, pledge.mandate, pledge.cover)
                .await?;
        }
        self.recount(number).await
    }

    pub(super) async fn batch_released(
        &mut self,
        it: &events::BatchReleased,
    ) -> Result<(), IndexError> {
        let book = self.batch(it.batch).await?;
        book.batch.released = true;
        let (depth, over) = (book.batch.depth, book.pledges.clone());
        for pledge in &mut book.pledges {
            pledge.released = true;
            pledge.cover_left = Sum::ZERO;
            pledge.locked_left = Sum::ZERO;
        }
        for pledge in over {
            self.give_back(pledge.surety, pledge.locked_left).await?;
            self.unpromise(pledge.surety, pledge.cover_left).await?;
            let whole = in_all_traces(pledge.per_trace, depth);
            self.end_pledge(pledge.surety, pledge.mandate, whole)
                .await?;
        }
        self.end_in_traces(it.batch).await
    }

    /// No opened trace of the batch has its pledges any more.
    async fn end_in_traces(&mut self, batch: u64) -> Result<(), IndexError> {
        let mut after = 0;
        loop {
            self.write_traces().await?;
            self.traces.clear();
            let values = Values::default().with(&batch)?.with(&after)?;
            let sql = format!(
                "SELECT number FROM traces WHERE batch = $1 AND batch > 0 AND number > $2 ORDER BY number LIMIT {AT_ONCE}"
            );
            let numbers: Vec<u64> = table::column(&mut *self.tx, sql, values).await?;
            let Some(last) = numbers.last() else {
                return Ok(());
            };
            after = *last;
            for number in numbers {
                let book = self.trace(number).await?;
                for pledge in book.pledges.iter_mut().filter(|it| it.id % 8 == 0) {
                    pledge.released = true;
                    pledge.cover_left = Sum::ZERO;
                }
                self.recount(number).await?;
            }
        }
    }

    async fn end_pledge(
        &mut self,
        surety: Address,
        mandate: u64,
        cover: Sum,
    ) -> Result<(), IndexError> {
        let account = self.account(surety).await?;
        account.pledges = account.pledges.saturating_sub(1);
        if mandate != 0 {
            let taken = self.mandate(mandate).await?.outstanding.take(cover);
            self.sound(taken)?;
        }
        Ok(())
    }

    /// The pledges of a trace are others now: so is who answers for its steps.
    pub(super) async fn recount(&mut self, number: u64) -> Result<(), IndexError> {
        let book = self.trace(number).await?;
        let (mut more, mut less, mut answered) = (0_u64, 0_u64, 0_usize);
        for step in &mut book.steps {
            let before = step.cover_left != Sum::ZERO;
            (step.cover, step.cover_left) = (Sum::ZERO, Sum::ZERO);
            let pledges = book.pledges.iter();
            for pledge in pledges.filter(|it| it.id / 8 == step.id && !it.released) {
                step.cover.add(pledge.cover);
                step.cover_left.add(pledge.cover_left);
            }
            let after = step.cover_left != Sum::ZERO;
            more = more.saturating_add((after && !before).into());
            less = less.saturating_add((before && !after).into());
            answered = answered.saturating_add(after.into());
        }
        book.trace.answered = match answered {
            0 => 0,
            all if all == book.steps.len() => 2,
            _ => 1,
        };
        let answered = self.books.answered.saturating_add(more);
        self.books.answered = answered.saturating_sub(less);
        Ok(())
    }
}

/// What a promise for each trace of a batch is in all.
fn in_all_traces(per_trace: Sum, depth: u64) -> Sum {
    let traces = u32::try_from(depth).ok();
    let traces = traces.and_then(|depth| 1_u128.checked_shl(depth));
    Sum(per_trace.0.saturating_mul(traces.unwrap_or(u128::MAX)))
}

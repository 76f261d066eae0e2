//! Offers, mandates, batches and pledges.

use super::{places, some};
use crate::index::{
    column::Column,
    condition::Way,
    error::IndexError,
    filters::{BatchFilter, BatchPledgeFilter, MandateFilter, OfferFilter, PledgeFilter},
    listing::Listing,
    records::{Batch, BatchPledge, Mandate, Offer, Pledge},
    rows::{BatchPledgeRow, BatchRow, KindName, List, MandateRow, OfferRow, PledgeRow},
    table, Hash, Index,
};
use std::collections::HashMap;

impl Index {
    /// Offers, the newest first.
    pub async fn offers(&self, filter: &OfferFilter) -> Result<List<OfferRow>, IndexError> {
        let of_trace = Way {
            from: "offers",
            column: "id",
            room: 1,
            each: 1,
            condition: "trace = ?",
        };
        let listing = Listing::of("offers", "id")
            .through(of_trace, "t.trace = ?", self.wanted(filter.trace).await?)
            .by("payer = ?", filter.payer)
            .only("is_open = 1", filter.open == Some(true))
            .and("is_open = ?", filter.open.filter(|open| !open));
        let page: List<Offer> = listing
            .page(self.store.reader(), filter.page(), |it: &Offer| {
                it.id.into()
            })
            .await?;
        Ok(List {
            items: self.offers_shown(page.items).await?,
            next: page.next,
        })
    }

    /// One offer, if it is known.
    pub async fn offer(&self, id: u64) -> Result<Option<OfferRow>, IndexError> {
        let found: Option<Offer> = table::load(self.store.reader(), &(id,)).await?;
        let shown = self.offers_shown(found.into_iter().collect()).await?;
        Ok(shown.into_iter().next())
    }

    /// Those for steps that can still be taken, so many of each at most, the richest first.
    pub(super) async fn best_offers(
        &self,
        steps: &[u64],
        most: u64,
    ) -> Result<HashMap<u64, Vec<Offer>>, IndexError> {
        let mut best: HashMap<u64, Vec<Offer>> = HashMap::new();
        let Some((steps, values)) = places(steps)? else {
            return Ok(best);
        };
        // Each is looked up by its place, so that nobody's thousand offers for a step are read.
        let of_place = |place| {
            format!("(SELECT id FROM offers WHERE step = s.id AND is_open = 1 ORDER BY premium_left DESC LIMIT 1 OFFSET {place})")
        };
        let of_each: Vec<_> = (0..most).map(of_place).collect();
        let sql = format!(
            "SELECT {} FROM steps AS s WHERE s.id IN ({steps})",
            of_each.join(", ")
        );
        let mut ids: Vec<u64> = Vec::new();
        for row in table::rows(self.store.reader(), sql, values).await? {
            for place in 0..of_each.len() {
                ids.extend(Option::<u64>::get(&row, place)?);
            }
        }
        let Some((ids, values)) = places(&ids)? else {
            return Ok(best);
        };
        let rest = format!("WHERE id IN ({ids}) ORDER BY premium_left DESC, id");
        let offers: Vec<Offer> = table::select(self.store.reader(), &rest, values).await?;
        for offer in offers {
            best.entry(offer.step).or_default().push(offer);
        }
        Ok(best)
    }

    async fn offers_shown(&self, offers: Vec<Offer>) -> Result<Vec<OfferRow>, IndexError> {
        let ids = self.ids_of(offers.iter().map(|offer| offer.trace)).await?;
        let shown = offers.into_iter().map(|offer| {
            let trace = ids.get(&offer.trace).copied().unwrap_or_default();
            offer_shown(offer, trace)
        });
        Ok(shown.collect())
    }

    /// Mandates, the newest first.
    pub async fn mandates(&self, filter: &MandateFilter) -> Result<List<MandateRow>, IndexError> {
        let listing = Listing::of("mandates", "id")
            .by("surety = ?", filter.surety)
            .by("recorder = ?", filter.recorder)
            .by("actor = ?", filter.actor)
            .only("is_open = 1", filter.open == Some(true))
            .and("is_open = ?", filter.open.filter(|open| !open));
        let page: List<Mandate> = listing
            .page(self.store.reader(), filter.page(), |it: &Mandate| {
                it.id.into()
            })
            .await?;
        Ok(List {
            items: page.items.into_iter().map(MandateRow::from).collect(),
            next: page.next,
        })
    }

    /// One mandate, if it is known.
    pub async fn mandate(&self, id: u64) -> Result<Option<MandateRow>, IndexError> {
        let found: Option<Mandate> = table::load(self.store.reader(), &(id,)).await?;
        Ok(found.map(MandateRow::from))
    }

    /// Batches, the newest first.
    pub async fn batches(&self, filter: &BatchFilter) -> Result<List<BatchRow>, IndexError> {
        let listing = Listing::of("batches", "id").by("recorder = ?", filter.recorder);
        let page: List<Batch> = listing
            .page(self.store.reader(), filter.page(), |it: &Batch| {
                it.id.into()
            })
            .await?;
        Ok(List {
            items: self.batches_shown(page.items).await?,
            next: page.next,
        })
    }

    /// One batch, if it is known.
    pub async fn batch(&self, id: u64) -> Result<Option<BatchRow>, IndexError> {
        let found: Option<Batch> = table::load(self.store.reader(), &(id,)).await?;
        let shown = self.batches_shown(found.into_iter().collect()).await?;
        Ok(shown.into_iter().next())
    }

    async fn batches_shown(&self, batches: Vec<Batch>) -> Result<Vec<BatchRow>, IndexError> {
        // Of the four places that a batch has.
        let of_all = batches.iter().flat_map(|batch| {
            (1..=4).map(|place| batch.id.saturating_mul(8).saturating_add(place))
        });
        let mut pledges: HashMap<u64, Vec<BatchPledgeRow>> = HashMap::new();
        if let Some((ids, values)) = places(&of_all.collect::<Vec<_>>())? {
            let rest = format!("WHERE id IN ({ids}) ORDER BY id");
            let found = table::select(self.store.reader(), &rest, values);
            let found: Vec<BatchPledge> = found.await?;
            for pledge in found.into_iter().map(BatchPledgeRow::from) {
                pledges.entry(pledge.batch).or_default().push(pledge);
            }
        }
        let shown = batches.into_iter().map(|batch| BatchRow {
            pledges: pledges.remove(&batch.id).unwrap_or_default(),
            id: batch.id,
            recorder: batch.recorder,
            root: batch.root,
            depth: batch.depth,
            uri_hash: batch.uri_hash,
            anchored_at: batch.anchored_at,
            terms: batch.terms,
            busy_until: batch.busy_until,
            open_faults: batch.open_faults,
            opened: batch.opened,
            released: batch.released,
        });
        Ok(shown.collect())
    }

    /// Pledges for steps, those of the newest trace first.
    pub async fn pledges(&self, filter: &PledgeFilter) -> Result<List<PledgeRow>, IndexError> {
        let of_trace = Way {
            from: "pledges",
            column: "id",
            room: 1,
            each: 1,
            condition: "id >= ? * 64 AND id < ? * 64 + 64",
        };
        let listing = Listing::of("pledges", "id")
            .by("surety = ?", filter.surety)
            .through(
                of_trace,
                "id >= ? * 64 AND id < ? * 64 + 64",
                self.wanted(filter.trace).await?,
            )
            .and("released = ?", filter.released);
        let page: List<Pledge> = listing
            .page(self.store.reader(), filter.page(), |it: &Pledge| {
                it.id.into()
            })
            .await?;
        let ids = self.ids_of(page.items.iter().map(|it| it.id / 64)).await?;
        let items = page.items.into_iter().map(|pledge| PledgeRow {
            trace: trace_of(&ids, pledge.id),
            step: pledge.id / 8 % 8,
            place: pledge.id % 8,
            surety: pledge.surety,
            cover: pledge.cover,
            left: pledge.cover_left,
            mandate: some(pledge.mandate),
            offer: some(pledge.offer),
            premium: pledge.premium,
            at: pledge.at,
            paid_at: some(pledge.paid_at),
            until: pledge.until,
            released: pledge.released,
        });
        Ok(List {
            items: items.collect(),
            next: page.next,
        })
    }

    /// Pledges for batches, those of the newest batch first.
    pub async fn batch_pledges(
        &self,
        filter: &BatchPledgeFilter,
    ) -> Result<List<BatchPledgeRow>, IndexError> {
        let of_batch = Way {
            from: "batch_pledges",
            column: "id",
            room: 1,
            each: 1,
            condition: "id >= ? * 8 AND id < ? * 8 + 8",
        };
        let listing = Listing::of("batch_pledges", "id")
            .by("surety = ?", filter.surety)
            .through(of_batch, "id >= ? * 8 AND id < ? * 8 + 8", filter.batch)
            .and("released = ?", filter.released);
        let page: List<BatchPledge> = listing
            .page(self.store.reader(), filter.page(), |it: &BatchPledge| {
                it.id.into()
            })
            .await?;
        Ok(List {
            items: page.items.into_iter().map(BatchPledgeRow::from).collect(),
            next: page.next,
        })
    }
}

fn trace_of(ids: &HashMap<u64, Hash>, pledge: u64) -> Hash {
    ids.get(&(pledge / 64)).copied().unwrap_or_default()
}

impl From<Mandate> for MandateRow {
    fn from(mandate: Mandate) -> Self {
        Self {
            id: mandate.id,
            surety: mandate.surety,
            actor: mandate.actor,
            kinds: KindName::of_set(mandate.kinds),
            recorder: mandate.recorder,
            terms: mandate.terms,
            per_trace: mandate.per_trace,
            limit: mandate.most,
            outstanding: mandate.outstanding,
            premium_bps: mandate.premium_bps,
            until: mandate.until,
            revoked: mandate.revoked,
            at: mandate.at,
            open: mandate.is_open,
        }
    }
}

impl From<BatchPledge> for BatchPledgeRow {
    fn from(pledge: BatchPledge) -> Self {
        Self {
            batch: pledge.id / 8,
            place: pledge.id % 8,
            surety: pledge.surety,
            mandate: pledge.mandate,
            actor: pledge.actor,
            kinds: KindName::of_set(pledge.kinds),
            per_trace: pledge.per_trace,
            left: pledge.cover_left,
            locked_left: pledge.locked_left,
            premium: pledge.premium,
            at: pledge.at,
            until: pledge.until,
            released: pledge.released,
        }
    }
}

/// An offer for a step of this trace.
pub(super) fn offer_shown(offer: Offer, trace: Hash) -> OfferRow {
    OfferRow {
        id: offer.id,
        trace,
        step: offer.step % 8,
        payer: offer.payer,
        cover: offer.cover,
        cover_left: offer.cover_left,
        premium: offer.premium,
        premium_left: offer.premium_left,
        until: offer.until,
        at: offer.at,
        withdrawn: offer.withdrawn,
        open: offer.is_open,
    }
}

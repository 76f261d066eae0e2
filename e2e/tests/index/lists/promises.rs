//! Offers, mandates, batches and pledges.

use super::person;
use answerable_client::{index::*, H256};

pub async fn promises(index: &Index) {
    let (surety, recorder) = (person("surety", 0), person("recorder", 0));
    let all = all!(index.offers(OfferFilter {}), 7);
    let trace = all[10].trace;
    finds!(
        index.offers(OfferFilter { trace: Some(trace) }),
        all,
        |it: &&OfferRow| it.trace == trace
    );
    finds!(
        index.offers(OfferFilter { payer: recorder }),
        all,
        |it: &&OfferRow| Some(it.payer) == recorder
    );
    finds!(
        index.offers(OfferFilter { open: Some(true) }),
        all,
        |it: &&OfferRow| it.open
    );
    finds!(
        index.offers(OfferFilter {
            open: Some(false),
            payer: recorder
        }),
        all,
        |it: &&OfferRow| !it.open && Some(it.payer) == recorder
    );
    let unknown = OfferFilter {
        trace: Some(Hash(H256::repeat_byte(9))),
        ..OfferFilter::default()
    };
    assert!(index.offers(&unknown).await.unwrap().items.is_empty());

    let now = index.overview().await.unwrap().as_of.time;
    let all = all!(index.mandates(MandateFilter {}), 7);
    assert!(all
        .iter()
        .all(|it| it.open == (it.until >= now && !it.revoked)));
    finds!(
        index.mandates(MandateFilter { surety: surety }),
        all,
        |it: &&MandateRow| Some(it.surety) == surety
    );
    finds!(
        index.mandates(MandateFilter {
            recorder: recorder,
            open: Some(true)
        }),
        all,
        |it: &&MandateRow| Some(it.recorder) == recorder && it.open
    );
    finds!(
        index.mandates(MandateFilter {
            actor: person("actor", 0)
        }),
        all,
        |it: &&MandateRow| Some(it.actor) == person("actor", 0)
    );

    let all = all!(index.batches(BatchFilter {}), 7);
    finds!(
        index.batches(BatchFilter { recorder: recorder }),
        all,
        |it: &&BatchRow| Some(it.recorder) == recorder
    );

    let all = all!(index.batch_pledges(BatchPledgeFilter {}), 7);
    finds!(
        index.batch_pledges(BatchPledgeFilter { surety: surety }),
        all,
        |it: &&BatchPledgeRow| Some(it.surety) == surety
    );
    finds!(
        index.batch_pledges(BatchPledgeFilter {
            batch: Some(all[3].batch)
        }),
        all,
        |it: &&BatchPledgeRow| it.batch == all[3].batch
    );

    let all = all!(index.pledges(PledgeFilter {}), 7);
    let trace = all[9].trace;
    finds!(
        index.pledges(PledgeFilter { surety: surety }),
        all,
        |it: &&PledgeRow| Some(it.surety) == surety
    );
    finds!(
        index.pledges(PledgeFilter { trace: Some(trace) }),
        all,
        |it: &&PledgeRow| it.trace == trace
    );
}

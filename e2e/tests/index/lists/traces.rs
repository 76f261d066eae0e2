//! Traces and open steps.

use super::person;
use answerable_client::{index::*, trace::Kind};
use answerable_e2e::synthetic::Synthetic;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

pub async fn traces(index: &Index) {
    let all = all!(index.traces(TraceFilter {}), 7);
    let numbers = index.overview().await.unwrap().traces;
    assert_eq!(all.len() as u64, numbers);
    let ids: BTreeSet<Hash> = all.iter().map(|trace| trace.id).collect();
    assert_eq!(ids.len(), all.len(), "none comes twice");
    let (recorder, requester) = (person("recorder", 0), all[20].requester);
    let (actor, surety) = (person("actor", 0), person("surety", 0));
    let commitment = Hash(Synthetic::model(0));
    let pledges = all!(index.pledges(PledgeFilter {}), 200);
    let of_surety = pledges.iter().filter(|it| Some(it.surety) == surety);
    let of_surety: BTreeSet<Hash> = of_surety.map(|it| it.trace).collect();
    let batch = all.iter().find_map(|trace| trace.batch);
    finds!(
        index.traces(TraceFilter { recorder: recorder }),
        all,
        |it: &&TraceRow| Some(it.recorder) == recorder
    );
    finds!(
        index.traces(TraceFilter {
            requester: Some(requester)
        }),
        all,
        |it: &&TraceRow| it.requester == requester
    );
    let acted = |it: &TraceRow| it.steps.iter().any(|step| Some(step.actor) == actor);
    finds!(
        index.traces(TraceFilter { actor: actor }),
        all,
        |it: &&TraceRow| acted(it)
    );
    let committed = |it: &TraceRow| it.steps.iter().any(|step| step.commitment == commitment);
    finds!(
        index.traces(TraceFilter {
            commitment: Some(commitment)
        }),
        all,
        |it: &&TraceRow| committed(it)
    );
    finds!(
        index.traces(TraceFilter { surety: surety }),
        all,
        |it: &&TraceRow| of_surety.contains(&it.id)
    );
    finds!(
        index.traces(TraceFilter { batch: batch }),
        all,
        |it: &&TraceRow| it.batch == batch
    );
    finds!(
        index.traces(TraceFilter {
            open_faults: Some(true)
        }),
        all,
        |it: &&TraceRow| it.open_faults > 0
    );
    finds!(
        index.traces(TraceFilter {
            open_faults: Some(false)
        }),
        all,
        |it: &&TraceRow| it.open_faults == 0
    );
    for answered in [Answered::None, Answered::Some, Answered::All] {
        finds!(
            index.traces(TraceFilter {
                answered: Some(answered)
            }),
            all,
            |it: &&TraceRow| {
                let count = it.steps.iter().filter(|step| step.answered).count();
                match answered {
                    Answered::None => count == 0,
                    Answered::Some => count > 0 && count < it.steps.len(),
                    Answered::All => count == it.steps.len(),
                }
            }
        );
    }
    finds!(
        index.traces(TraceFilter {
            recorder: recorder,
            actor: actor
        }),
        all,
        |it: &&TraceRow| Some(it.recorder) == recorder && acted(it)
    );
    finds!(
        index.traces(TraceFilter {
            surety: surety,
            commitment: Some(commitment),
            answered: Some(Answered::All)
        }),
        all,
        |it: &&TraceRow| of_surety.contains(&it.id)
            && committed(it)
            && it.steps.iter().all(|step| step.answered)
    );
    let one = index.trace(all[3].id).await.unwrap();
    assert_eq!(one.as_ref(), Some(&all[3]));
    assert_eq!(index.trace(commitment).await.unwrap(), None);
    let nobody = TraceFilter {
        requester: actor,
        ..TraceFilter::default()
    };
    assert!(index.traces(&nobody).await.unwrap().items.is_empty());
}

pub async fn open_steps(index: &Index) {
    let all = all!(index.open_steps(OpenFilter {}), 7);
    let now = index.overview().await.unwrap().as_of.time;
    // Those, and only those, that nobody answers for and that have time left.
    let window = 3 * 86_400;
    let traces = all!(index.traces(TraceFilter {}), 200);
    let open = traces
        .iter()
        .filter(|trace| trace.recorded_at + window >= now);
    let open = open.flat_map(|trace| trace.steps.iter().map(move |step| (trace.id, step)));
    let open = open.filter(|(_, step)| !step.answered && step.open_fault.is_none());
    let open: BTreeSet<_> = open.map(|(id, step)| (id, step.number)).collect();
    let listed: BTreeSet<_> = all.iter().map(|it| (it.trace, it.step)).collect();
    assert_eq!(listed, open);
    let richest = all.windows(2).all(|two| {
        let [one, next] = two else { return false };
        (next.premium, one.until) <= (one.premium, next.until) || next.premium < one.premium
    });
    assert!(
        richest,
        "the richest offer comes first, then the soonest end"
    );
    let offers = all!(index.offers(OfferFilter { open: Some(true) }), 200);
    let mut premiums: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for offer in &offers {
        let of_step = premiums.entry((offer.trace, offer.step)).or_default();
        of_step.push(Reverse(offer.premium_left));
    }
    for it in &all {
        let mut best = premiums.remove(&(it.trace, it.step)).unwrap_or_default();
        best.sort();
        best.truncate(8);
        let shown = it.offers.iter().map(|offer| Reverse(offer.premium_left));
        assert_eq!(shown.collect::<Vec<_>>(), best, "the richest offers");
        let richest = it.offers.first().map(|offer| offer.premium_left);
        assert_eq!(it.premium, richest.unwrap_or_default());
        let open = it
            .offers
            .iter()
            .all(|offer| offer.open && offer.until >= now);
        assert!(open, "only what can still be taken is shown");
    }
    let most = all.iter().map(|it| it.offers.len()).max();
    assert_eq!(most, Some(8), "no step has as many offers as are shown");
    let (actor, recorder) = (person("actor", 1), person("recorder", 0));
    let requester = all[5].requester;
    let commitment = Hash(Synthetic::model(0));
    let until = all.iter().map(|it| it.until).max().unwrap() - 3_600;
    finds!(
        index.open_steps(OpenFilter { actor: actor }),
        all,
        |it: &&OpenRow| Some(it.actor) == actor
    );
    finds!(
        index.open_steps(OpenFilter { recorder: recorder }),
        all,
        |it: &&OpenRow| Some(it.recorder) == recorder
    );
    finds!(
        index.open_steps(OpenFilter {
            requester: Some(requester)
        }),
        all,
        |it: &&OpenRow| it.requester == requester
    );
    finds!(
        index.open_steps(OpenFilter {
            commitment: Some(commitment)
        }),
        all,
        |it: &&OpenRow| it.commitment == commitment
    );
    let tool = Some(KindName(Kind::Tool));
    finds!(
        index.open_steps(OpenFilter { kind: tool }),
        all,
        |it: &&OpenRow| it.kind == tool
    );
    finds!(
        index.open_steps(OpenFilter {
            offered: Some(true)
        }),
        all,
        |it: &&OpenRow| it.premium.0 > 0
    );
    finds!(
        index.open_steps(OpenFilter {
            offered: Some(false)
        }),
        all,
        |it: &&OpenRow| it.premium.0 == 0
    );
    finds!(
        index.open_steps(OpenFilter { until: Some(until) }),
        all,
        |it: &&OpenRow| it.until >= until
    );
    finds!(
        index.open_steps(OpenFilter {
            recorder: recorder,
            kind: tool,
            offered: Some(true)
        }),
        all,
        |it: &&OpenRow| Some(it.recorder) == recorder && it.kind == tool && it.premium.0 > 0
    );
}

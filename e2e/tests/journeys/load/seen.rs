//! Everything that the contract's views show of what a model knows.

use answerable_client::interface::IAnswerable::*;
use answerable_e2e::{
    journey::*,
    system::{read_terms, views},
};
use answerable_model::{AccountView, Address as Of, Hash as Id, Snapshot, StepView, TraceView};
use futures::{stream, StreamExt};
use std::{collections::BTreeMap, future::Future};

/// How many views are under way at once.
const AT_ONCE: usize = 16;

pub async fn snapshot(it: &Stage, model: &Snapshot) -> Snapshot {
    let totals = views::totals(it.sees(&totalsCall {}).await);
    let office = views::office(it.sees(&officeCall {}).await);
    let mut accounts = all(it.everybody(), |owner| async move {
        views::held(
            it.sees(&accountCall {
                owner: owner.0.into(),
            })
            .await,
        )
    })
    .await;
    accounts.retain(|_, account| *account != AccountView::default());
    Snapshot {
        accounts: accounts
            .into_iter()
            .map(|(who, it)| (Of(who.0), it))
            .collect(),
        traces: all(model.traces.keys().copied(), |id| trace(it, id)).await,
        batches: all(1..=totals.batches, |batch| async move {
            views::batch(it.sees(&batchCall { batch }).await)
        })
        .await,
        mandates: all(1..=totals.mandates, |mandate| async move {
            views::mandate(it.sees(&mandateCall { mandate }).await)
        })
        .await,
        // One that was withdrawn shows nothing.
        offers: all(model.offers.keys().copied(), |offer| async move {
            views::offer(it.sees(&offeredCall { offer }).await)
        })
        .await,
        faults: all(1..=totals.faults, |fault| async move {
            views::fault(it.sees(&faultCall { fault }).await)
        })
        .await,
        terms: all(1..=office.terms, |terms| async move {
            read_terms(it.sees(&termsCall { terms }).await)
        })
        .await,
        totals,
        office,
    }
}

async fn trace(it: &Stage, id: Id) -> TraceView {
    let view = it.sees(&traceCall { trace: id.0.into() }).await;
    let mut steps = Vec::new();
    for number in 1..=view.steps.len() as u8 {
        steps.push(step(it, id, number).await);
    }
    views::recorded(view, steps)
}

async fn step(it: &Stage, id: Id, step: u8) -> StepView {
    let trace = id.0.into();
    let view = it.sees(&stepCall { trace, step }).await;
    let layers = it.sees(&whoAnswersCall { trace, step }).await;
    views::step(view, layers)
}

async fn all<K: Copy + Ord, V, F: Future<Output = V>>(
    keys: impl IntoIterator<Item = K>,
    view: impl Fn(K) -> F,
) -> BTreeMap<K, V> {
    stream::iter(keys)
        .map(|key| {
            let view = view(key);
            async move { (key, view.await) }
        })
        .buffer_unordered(AT_ONCE)
        .collect()
        .await
}

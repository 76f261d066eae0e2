//! Events are enough: an index, which reads nothing else, knows all that the views show.

use answerable_client::{
    events::Page,
    index::{BatchPledgeFilter, Index, Traces},
    interface::IAnswerable::officeCall,
    Answerable, U256,
};
use answerable_e2e::{
    indexed,
    system::{ready, Beginning, OnChain},
};
use answerable_model::{
    beginning, history, play, Entry, FaultView, History, Snapshot, Story, System,
};
use proptest::prelude::*;
use proptest::sample::Index as Place;
use std::path::Path;

fn cases() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        failure_persistence: None,
        max_shrink_iters: 200,
        cases: cases.and_then(|cases| cases.parse().ok()).unwrap_or(24),
        ..ProptestConfig::default()
    }
}

thread_local! {
    static BEGINNING: Beginning = Beginning::new();
}

/// Plays a history on the contract.
fn played(start: &Beginning, history: &History) -> (OnChain, Story) {
    let mut chain = start.start();
    let story = play(&mut beginning(start.contract()), history);
    let done = story.entries.iter().filter(|entry| entry.result.is_ok());
    for Entry { event, .. } in done {
        let done = chain.act(event.now, event.caller, event.value, &event.act);
        assert!(done.is_ok(), "{event:?}: {done:?}\n{story}");
    }
    (chain, story)
}

/// An index of it that took these parts in one after the other, closed and opened again between them.
async fn indexed(
    file: &Path,
    start: &Beginning,
    chain: &OnChain,
    parts: &[&[Page]],
    traces: &Traces,
) -> Index {
    let url = file.display().to_string();
    let first = start.start();
    let office = ready(Answerable::at(first.chain(), first.contract()).view(&officeCall {}));
    let subject = indexed::subject(chain);
    let index = Index::open(&url, subject).await.unwrap();
    index.begin(&office.unwrap()).await.unwrap();
    let mut last = index;
    for part in parts {
        last.apply(part, traces).await.unwrap();
        last = Index::open(&url, subject).await.unwrap();
    }
    last
}

/// What figures say must be what can be counted.
async fn figures_add_up(index: &Index, seen: &Snapshot) {
    let overview = index.overview().await.unwrap();
    let steps: Vec<_> = seen.traces.values().flat_map(|it| &it.steps).collect();
    assert_eq!(overview.steps, steps.len() as u64);
    let answered = steps.iter().filter(|step| !step.answers.is_empty());
    assert_eq!(overview.answered, answered.count() as u64);
    let open = seen.faults.values().filter(|fault| fault.open());
    assert_eq!(overview.open_faults, open.count() as u64);
    let own = steps.iter().flat_map(|step| &step.pledges);
    let own: u128 = own.map(|pledge| pledge.left).sum();
    let batched = index
        .batch_pledges(&BatchPledgeFilter {
            limit: Some(200),
            ..Default::default()
        })
        .await
        .unwrap();
    let batched: u128 = batched.items.iter().map(|pledge| pledge.left.0).sum();
    assert_eq!(overview.cover.0, own + batched);
    let orphaned = |fault: &&FaultView| matches!(fault.state, FaultView::ORPHANED | 9);
    let orphans = seen.faults.values().filter(orphaned);
    // Anybody may report any loss.
    let unpaid = orphans
        .filter(|fault| !fault.recourse)
        .map(|fault| U256::from(fault.loss - fault.paid))
        .fold(U256::zero(), |sum, unpaid| sum + unpaid);
    assert_eq!(overview.unpaid.0, unpaid);
    let series = index.series(&Default::default()).await.unwrap();
    let last = series.points.last().unwrap();
    assert_eq!(
        (last.steps, last.answered, last.cover, last.open_faults),
        (
            overview.steps,
            overview.answered,
            overview.cover,
            overview.open_faults
        )
    );
    let reported: u64 = series.points.iter().map(|point| point.reported).sum();
    assert_eq!(reported, overview.faults);
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn all_records_follow_from_the_events(history in history(1..200), cuts in [any::<Place>(), any::<Place>()]) {
        BEGINNING.with(|start| {
            let (chain, story) = played(start, &history);
            let whole = chain.read_whole();
            let pages = indexed::pages(chain.logs());
            let traces = indexed::contents(&chain, whole.traces.keys().copied());
            let runtime = tokio::runtime::Runtime::new().unwrap();
            let folder = tempfile::tempdir().unwrap();
            let [one, other] = ["one.db", "other.db"].map(|name| folder.path().join(name));
            runtime.block_on(async {
                let index = indexed(&one, start, &chain, &[&pages], &traces).await;
                let rebuilt = indexed::snapshot(&index).await.unwrap();
                let differences = whole.differences(&rebuilt);
                prop_assert!(
                    differences.is_empty(),
                    "- the views, + the index\n{}\n{}",
                    differences.join("\n"),
                    story
                );
                figures_add_up(&index, &whole).await;

                // However it is cut into transactions, the same rows come of it.
                let mut cuts = cuts.map(|cut| cut.index(pages.len() + 1));
                cuts.sort_unstable();
                let (first, rest) = pages.split_at(cuts[0]);
                let (second, third) = rest.split_at(cuts[1] - cuts[0]);
                let again = indexed(&other, start, &chain, &[first, second, third], &traces).await;
                prop_assert_eq!(index.dump().await.unwrap(), again.dump().await.unwrap());
                Ok(())
            })
        })?;
    }
}

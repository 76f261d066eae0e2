//! Events are enough: who only reads them knows all that the views show.

use answerable_e2e::{replay, system::Beginning};
use answerable_model::{beginning, history, play, Entry, System};
use proptest::prelude::*;

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

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn all_records_follow_from_the_events(history in history(1..200)) {
        BEGINNING.with(|start| {
            let mut chain = start.start();
            let story = play(&mut beginning(start.contract()), &history);
            for Entry { event, .. } in story.entries.iter().filter(|entry| entry.result.is_ok()) {
                let done = chain.act(event.now, event.caller, event.value, &event.act);
                prop_assert!(done.is_ok(), "{:?}: {:?}\n{}", event, done, story);
            }
            let whole = chain.read_whole();
            let rebuilt = replay::of_histories(chain.logs(), whole.traces.clone()).snapshot();
            let differences = whole.differences(&rebuilt);
            prop_assert!(differences.is_empty(), "- the views, + the events\n{}\n{}", differences.join("\n"), story);
            Ok(())
        })?;
    }
}

//! The model holds its own properties over random histories.

// Test code: a wrong index or an overflow is a failure, as it should be.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use answerable_model::{
    beginning, every_fault_closes, everything_comes_free, history, hostile_events, intent,
    release_takes_nothing, resolve, strangers_cannot_hurt, stretched_by_strangers, Entry, History,
    Intent, Model, Move, Story, Watch, CONTRACT,
};
use proptest::prelude::*;
use proptest::sample::Index;

fn told(story: &Story, words: String) -> TestCaseError {
    TestCaseError::fail(format!("{words}\n{story}"))
}

/// Plays a history under watch.
fn watched(history: &History) -> Result<(Model, Story), TestCaseError> {
    let mut model = beginning(CONTRACT);
    let mut watch = Watch::default();
    let mut story = Story::default();
    let mut before = model.snapshot();
    for intent in history {
        let event = resolve(intent, &model);
        let earlier = model.clone();
        let result = model.act(event.now, event.caller, event.value, &event.act);
        let after = model.snapshot();
        story.entries.push(Entry {
            event: event.clone(),
            result,
        });
        story.traces = model.traces_in_order().to_vec();
        let it = Move {
            event: &event,
            result: &result,
            before: &before,
            after: &after,
        };
        watch.look(it).map_err(|words| told(&story, words))?;
        if result.is_ok() {
            release_takes_nothing(&earlier, &event).map_err(|words| told(&story, words))?;
        }
        before = after;
    }
    Ok((model, story))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_message_keeps_the_properties(history in history(1..150)) {
        watched(&history)?;
    }

    #[test]
    fn everything_ends_without_governance(history in history(1..120)) {
        let (model, story) = watched(&history)?;
        let now = model.clock;
        every_fault_closes(&mut model.clone(), now).map_err(|words| told(&story, words))?;
        everything_comes_free(&mut model.clone(), now).map_err(|words| told(&story, words))?;
    }

    #[test]
    fn strangers_do_no_harm(
        history in history(20..100),
        which in any::<Index>(),
        hostile in prop::collection::vec(intent(), 1..40),
    ) {
        no_harm(&history, which, &hostile)?;
    }
}

fn no_harm(history: &History, which: Index, hostile: &[Intent]) -> Result<(), TestCaseError> {
    let (model, mut story) = watched(history)?;
    let seen = model.snapshot();
    let newest_first = model.traces_in_order().iter().rev().copied();
    let newest: Vec<_> = newest_first
        .filter(|trace| !stretched_by_strangers(&seen, *trace))
        .take(4)
        .collect();
    if newest.is_empty() {
        return Ok(());
    }
    let trace = *which.get(&newest);
    let (events, by) = hostile_events(&model, trace, hostile);
    let harmless = strangers_cannot_hurt(&model, trace, &events, by);
    let mut played = model.clone();
    for event in events {
        let result = played.act(event.now, event.caller, event.value, &event.act);
        story.entries.push(Entry { event, result });
    }
    harmless.map_err(|words| told(&story, words))
}

//! The model holds its own properties over random histories.

// Test code: a wrong index or an overflow is a failure, as it should be.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use answerable_model::{
    beginning, every_fault_closes, everything_comes_free, history, intent, no_harm, watched, Story,
    CONTRACT,
};
use proptest::prelude::*;
use proptest::sample::Index;

fn told(story: &Story, words: String) -> TestCaseError {
    TestCaseError::fail(format!("{words}\n{story}"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_message_keeps_the_properties(history in history(1..150)) {
        watched(beginning(CONTRACT), &history).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn everything_ends_without_governance(history in history(1..120)) {
        let played = watched(beginning(CONTRACT), &history);
        let (_, model, story) = played.map_err(TestCaseError::fail)?;
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
        let played = watched(beginning(CONTRACT), &history);
        let (_, model, story) = played.map_err(TestCaseError::fail)?;
        let harmless = no_harm(&model, &model, which.index(usize::MAX), &hostile);
        harmless.map_err(|words| told(&story, words))?;
    }
}

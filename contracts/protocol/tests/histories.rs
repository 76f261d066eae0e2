//! The rules against the model, and the properties of protocol.md §8, over random histories.
//!
//! `PROPTEST_CASES` says how many. How many storage cells a message touches (property 6) cannot be seen on the pure
//! rules, only on a chain: the end-to-end tests look at it.
//!
//! Each test tells by which broken rules it was shown to fail.

// Test code: a wrong index or an overflow is a failure, as it should be.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use answerable_model::{
    beginning, compare, every_fault_closes, everything_comes_free, history, intent, no_harm,
    watched, Story, System, CONTRACT,
};
use answerable_world::{agree, tried, World};
use proptest::{prelude::*, sample::Index};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Message by message the same answers and the same to see.
    ///
    /// Shown to fail by: nearly every rule that broke another test of this crate; and by recourse that recovers more
    /// than was claimed, batch cover that counts while a fault is open on the trace, a forfeited contest deposit that
    /// goes to the reporter, a default without its penalty, layers after the first that are never called.
    #[test]
    fn the_rules_do_what_the_model_says(history in history(1..150)) {
        let mut model = beginning(CONTRACT);
        let mut world = World::beginning(CONTRACT);
        let story = compare(&mut model, &mut world, &history).map_err(TestCaseError::fail)?;
        agree(&model, &world).map_err(|words| told(&story, words))?;
    }

    /// Properties 1, 2, 3, 7, 8 and 9, without a word of the model's.
    ///
    /// Shown to fail by: premiums that are not added to their total (1); an own-up or a withdrawal of the report by
    /// anybody (2); a lost ruling that pays only what was conceded, promises that are over 145 seconds early (3); a
    /// batch pledge that answers for nothing while two faults are open in its batch (1 and 3); a counter that rises
    /// for the reporter, a pardon that does not take the default back (7); empty hashes, kind 0 (8); no window for
    /// the requester after a stranger's fault (9).
    #[test]
    fn every_message_keeps_the_properties(history in history(1..150)) {
        watched(World::beginning(CONTRACT), &history).map_err(TestCaseError::fail)?;
    }

    /// Properties 4 and 5.
    ///
    /// Shown to fail by: a batch that does not count its closed faults down (4); a default that cannot be settled (5).
    #[test]
    fn everything_ends_without_governance(history in history(1..120)) {
        let played = watched(World::beginning(CONTRACT), &history);
        let (model, world, story) = played.map_err(TestCaseError::fail)?;
        let told = |words| told(&story, words);
        every_fault_closes(&mut world.fork(), model.clock).map_err(told)?;
        everything_comes_free(&mut world.fork(), model.clock).map_err(told)?;
    }

    /// Histories as fuzzers make them, most of which make less sense.
    #[test]
    fn any_bytes_go_as_the_model_says(bytes in prop::collection::vec(any::<u8>(), 0..1_500)) {
        tried(&bytes).map_err(TestCaseError::fail)?;
    }

    /// Property 9.
    ///
    /// Shown to fail by: a requester's clock that does not stop for a stranger's fault.
    #[test]
    fn strangers_do_no_harm(
        history in history(20..100),
        which in any::<Index>(),
        hostile in prop::collection::vec(intent(), 1..40),
    ) {
        let played = watched(World::beginning(CONTRACT), &history);
        let (model, world, story) = played.map_err(TestCaseError::fail)?;
        let harmless = no_harm(&model, &world, which.index(usize::MAX), &hostile);
        harmless.map_err(|words| told(&story, words))?;
    }
}

fn told(story: &Story, words: String) -> TestCaseError {
    TestCaseError::fail(format!("{words}\n{story}"))
}

/// What fuzzing kept, as each of these stories gets where no other does.
///
/// Shown to fail by: see docs/fuzzing.md.
#[test]
fn kept_histories_go_as_the_model_says() {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../e2e/fuzz/seeds/histories"
    );
    let mut told = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let story = tried(&bytes).unwrap_or_else(|words| panic!("{}: {words}", path.display()));
        told += story.entries.len();
    }
    assert!(told > 100, "{told} messages");
}

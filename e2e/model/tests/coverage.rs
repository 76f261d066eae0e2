//! Histories get everywhere: 300 of 150 intents, always the same ones.

// Test code: a wrong index or an overflow is a failure, as it should be.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use answerable_model::{beginning, history, resolve, Coverage, Entry, CONTRACT};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

#[test]
fn histories_get_everywhere() {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[42; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut coverage = Coverage::default();
    for _ in 0..300 {
        let history = history(150..151).new_tree(&mut runner).unwrap().current();
        let mut model = beginning(CONTRACT);
        let mut before = model.snapshot();
        coverage.begin();
        for intent in &history {
            let event = resolve(intent, &model);
            let result = model.act(event.now, event.caller, event.value, &event.act);
            let after = model.snapshot();
            coverage.note(&Entry { event, result }, &before, &after);
            before = after;
        }
    }
    println!("{coverage}");
    assert!(coverage.errors_missed().is_empty());
    assert!(coverage.accepted > 2 * coverage.refused);
    for (name, least) in LEAST {
        let count = coverage.of(name);
        assert!(count >= *least, "{name}: {count}, at least {least} wanted");
    }
}

/// About half of what it was when this was written.
const LEAST: &[(&str, usize)] = &[
    ("state 1", 2_500),
    ("state 2", 700),
    ("state 3", 600),
    ("state 4", 1_000),
    ("state 5", 400),
    ("state 6", 200),
    ("state 7", 50),
    ("state 8", 50),
    ("state 9", 90),
    ("counter honored", 600),
    ("counter defended", 60),
    ("counter lost", 60),
    ("counter undecided", 250),
    ("counter defaulted", 600),
    ("counter volunteered", 50),
    ("upheld above what was conceded", 60),
    ("upheld within what was conceded", 60),
    ("upheld with nothing due", 6),
    ("late own up in contested", 90),
    ("late own up in defaulted", 70),
    ("settled in state 2", 250),
    ("settled in state 3", 250),
    ("settled in state 4", 90),
    ("a second layer is called", 300),
    ("a third layer is called", 15),
    ("a batch pledge is called", 300),
    ("a batch pledge pays in several traces", 25),
    ("orphan from the start", 400),
    ("a volunteer pays a part", 200),
    ("a volunteer pays the rest", 60),
    ("act Recourse", 100),
    ("a surety pays for recourse", 50),
    ("recourse of recourse", 5),
    ("act Release", 90),
    ("act ReleaseBatch", 40),
    ("act PledgeForOffer", 100),
    ("stranger's report", 1_000),
    ("requester's time extended", 300),
    ("requester reports in its extension", 300),
    ("requester reports while a stranger's fault is open", 200),
    ("opened out of a covered batch", 300),
    ("opened late", 150),
    ("refused OwnCase", 40),
    ("at the exact second of a deadline", 150),
    ("one second after a deadline", 350),
];

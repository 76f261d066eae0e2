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

mod world;

use answerable_model::{
    account, beginning, compare, every_fault_closes, everything_comes_free, history,
    hostile_events, intent, proof_in, release_takes_nothing, resolve, strangers_cannot_hurt,
    stretched_by_strangers, Entry, History, Intent, Model, Move, Story, System, Watch, ACCOUNTS,
    CONTRACT,
};
use proptest::{prelude::*, sample::Index};
use std::fmt::Debug;
use world::World;

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
        let same = the_guards_agree(&model, &world).and_then(|()| the_parties_agree(&model, &world));
        same.map_err(|words| told(&story, words))?;
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
        watched(&history)?;
    }

    /// Properties 4 and 5.
    ///
    /// Shown to fail by: a batch that does not count its closed faults down (4); a default that cannot be settled (5).
    #[test]
    fn everything_ends_without_governance(history in history(1..120)) {
        let (model, world, story) = watched(&history)?;
        let told = |words| told(&story, words);
        every_fault_closes(&mut world.fork(), model.clock).map_err(told)?;
        everything_comes_free(&mut world.fork(), model.clock).map_err(told)?;
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
        no_harm(&history, which, &hostile)?;
    }
}

fn told(story: &Story, words: String) -> TestCaseError {
    TestCaseError::fail(format!("{words}\n{story}"))
}

/// Plays a history on the rules, under watch. The model goes along only to say what there is to do.
fn watched(history: &History) -> Result<(Model, World, Story), TestCaseError> {
    let (mut model, mut world) = (beginning(CONTRACT), World::beginning(CONTRACT));
    let (mut watch, mut story) = (Watch::default(), Story::default());
    let mut before = world.snapshot();
    for intent in history {
        let event = resolve(intent, &model);
        let _ = model.act(event.now, event.caller, event.value, &event.act);
        let earlier = world.fork();
        let result = world.act(event.now, event.caller, event.value, &event.act);
        let after = world.snapshot();
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
    Ok((model, world, story))
}

fn no_harm(history: &History, which: Index, hostile: &[Intent]) -> Result<(), TestCaseError> {
    let (model, world, mut story) = watched(history)?;
    let seen = world.snapshot();
    let newest_first = model.traces_in_order().iter().rev().copied();
    let newest: Vec<_> = newest_first
        .filter(|trace| seen.traces.contains_key(trace))
        .filter(|trace| !stretched_by_strangers(&seen, *trace))
        .take(4)
        .collect();
    if newest.is_empty() {
        return Ok(());
    }
    let trace = *which.get(&newest);
    let (events, by) = hostile_events(&model, trace, hostile);
    let harmless = strangers_cannot_hurt(&world, trace, &events, by);
    let mut played = model.clone();
    for event in events {
        let result = played.act(event.now, event.caller, event.value, &event.act);
        story.entries.push(Entry { event, result });
    }
    harmless.map_err(|words| told(&story, words))
}

fn same<T: PartialEq + Debug>(what: impl Debug, model: T, world: T) -> Result<(), String> {
    if model == world {
        return Ok(());
    }
    Err(format!(
        "{what:?}: the model says {model:?}, the rules {world:?}"
    ))
}

/// What other contracts build on is the same, now and at the edges of every promise.
fn the_guards_agree(model: &Model, world: &World) -> Result<(), String> {
    let now = model.clock;
    let seen = model.snapshot();
    for (id, trace) in &seen.traces {
        for now in [now, trace.busy_until, trace.busy_until + 1] {
            let (ours, theirs) = (model.cover_of(now, *id, 0), world.cover_of(now, *id));
            same((id, now), ours, theirs)?;
            for least in [0, 1, 40, 90] {
                for until in [0, trace.busy_until, trace.busy_until + 1] {
                    let ours = model.require_covered(now, *id, least, until);
                    let theirs = world.require_covered(now, *id, least, until);
                    same((id, now, least, until), ours, theirs)?;
                }
            }
        }
    }
    for (id, batch) in &seen.batches {
        let (until, far) = (batch.busy_until, batch.busy_until + 1);
        for place in 0..4 {
            let Some((data, proof)) = proof_in(model, *id, place) else {
                continue;
            };
            for (least, until) in [(0, 0), (1, 0), (1, until), (1, far), (60, until)] {
                let ours = model.require_covered_in_batch(now, *id, &data, &proof, least, until);
                let asked = (least, until);
                let theirs = world.require_covered_in_batch(now, *id, &data, &proof, asked);
                same((id, place, least, until), ours, theirs)?;
            }
        }
    }
    Ok(())
}

fn the_parties_agree(model: &Model, world: &World) -> Result<(), String> {
    let seen = model.snapshot();
    for fault in 0..=seen.totals.faults + 1 {
        for who in (0..ACCOUNTS).map(account) {
            same(
                (fault, who),
                model.is_party(fault, who),
                world.is_party(fault, who),
            )?;
        }
    }
    Ok(())
}

//! The built contract goes through random histories side by side with the reference model.

use answerable_e2e::system::{Beginning, OnChain};
use answerable_model::{
    account, beginning, cases, compare, every_fault_closes, everything_comes_free, history, intent,
    no_harm, play, proof_in, the_last_release_takes_nothing, Hash, History, Model, Story, System,
    ACCOUNTS, START, UNIT,
};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestCaseError;
use std::fmt::Display;

thread_local! {
    static BEGINNING: Beginning = Beginning::new();
}

/// Plays a history on both, and asks for everything at its end.
fn side_by_side(
    start: &Beginning,
    history: &History,
) -> Result<(Model, OnChain, Story), TestCaseError> {
    let (mut model, mut chain) = (beginning(start.contract()), start.start());
    let story = compare(&mut model, &mut chain, history).map_err(TestCaseError::fail)?;
    let differences = model.snapshot().differences(&chain.read_whole());
    prop_assert!(
        differences.is_empty(),
        "{}\n{story}",
        differences.join("\n")
    );
    guards_agree(&model, &chain).map_err(|error| told(error, &story))?;
    Ok((model, chain, story))
}

fn told(words: impl Display, story: &Story) -> TestCaseError {
    TestCaseError::fail(format!("{words}\n{story}"))
}

/// What other contracts build on, asked about everything.
fn guards_agree(model: &Model, chain: &OnChain) -> Result<(), TestCaseError> {
    let (seen, now) = (model.snapshot(), model.clock.max(START));
    for (id, trace) in &seen.traces {
        let cover = model.cover_of(now, *id, 0);
        prop_assert_eq!(chain.cover_of(*id), cover.clone(), "coverOf {}", id);
        let uncovered = model.uncovered_steps(now, *id);
        prop_assert_eq!(
            chain.uncovered_steps(*id),
            uncovered,
            "uncoveredSteps {}",
            id
        );
        let least = cover.unwrap().into_iter().min().unwrap_or(0);
        for least in [0, 1, least, least + 1] {
            for until in [0, trace.busy_until, trace.busy_until + 1] {
                let expected = model.require_covered(now, *id, least, until);
                let answer = chain.require_covered(*id, least, until);
                prop_assert_eq!(
                    answer,
                    expected,
                    "requireCovered {} {} {}",
                    id,
                    least,
                    until
                );
            }
        }
    }
    for (fault, who) in seen
        .faults
        .keys()
        .flat_map(|id| (0..ACCOUNTS).map(move |who| (*id, who)))
    {
        let who = account(who);
        prop_assert_eq!(chain.is_party(fault, who), model.is_party(fault, who));
    }
    for (id, batch) in &seen.batches {
        for place in 0..4 {
            let Some((data, mut proof)) = proof_in(model, *id, place) else {
                continue;
            };
            for (least, until) in [
                (1, 0),
                (10 * UNIT, batch.busy_until),
                (1, batch.busy_until + 1),
            ] {
                let expected =
                    model.require_covered_in_batch(now, *id, &data, &proof, least, until);
                let answer = chain.require_covered_in_batch(*id, &data, &proof, least, until);
                prop_assert_eq!(
                    answer,
                    expected,
                    "batch {} {} {} {}",
                    id,
                    place,
                    least,
                    until
                );
            }
            proof.push(Hash::of(1));
            let expected = model.require_covered_in_batch(now, *id, &data, &proof, 1, 0);
            let answer = chain.require_covered_in_batch(*id, &data, &proof, 1, 0);
            prop_assert_eq!(answer, expected, "a forged proof in batch {}", id);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn the_contract_does_what_the_model_does(history in history(1..150)) {
        BEGINNING.with(|start| side_by_side(start, &history).map(drop))?;
    }
}

proptest! {
    #![proptest_config(cases(8))]

    #[test]
    fn everything_ends_without_governance(history in history(1..90)) {
        BEGINNING.with(|start| {
            let (model, chain, story) = side_by_side(start, &history)?;
            let now = model.clock.max(START);
            every_fault_closes(&mut chain.fork(), now).map_err(|words| told(words, &story))?;
            everything_comes_free(&mut chain.fork(), now).map_err(|words| told(words, &story))
        })?;
    }

    #[test]
    fn strangers_do_no_harm(
        history in history(20..90),
        which in any::<Index>(),
        hostile in prop::collection::vec(intent(), 1..30),
    ) {
        BEGINNING.with(|start| {
            let (model, chain, story) = side_by_side(start, &history)?;
            let harmless = no_harm(&model, &chain, which.index(usize::MAX), &hostile);
            harmless.map_err(|words| told(words, &story))
        })?;
    }

    #[test]
    fn a_release_takes_nothing_from_anybody(history in history(60..120)) {
        BEGINNING.with(|start| {
            let story = play(&mut beginning(start.contract()), &history);
            let harmless = the_last_release_takes_nothing(start.start(), &story);
            harmless.map_err(|words| told(words, &story))
        })?;
    }
}

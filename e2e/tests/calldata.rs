//! Calldata that is cut, or goes on for too long, or says amounts that do not fit, and calldata of all sorts.

use answerable_client::{
    alloy_sol_types::SolCall,
    interface::IAnswerable::{recourseCall, releaseCall, requireCoveredCall},
};
use answerable_e2e::{
    fuzz::{self, Calldata},
    system::{calldata, refusal},
    world::*,
};
use answerable_model::{Act, Address, Refused, System};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What a call came to: whether it went through, and all that is stored after it.
type End = (bool, BTreeMap<answerable_client::Cell, Vec<u8>>);

fn ends(world: &mut World, who: Address, input: &[u8]) -> End {
    let before = world.chain.chain().snapshot();
    let kept = world.chain.chain().kept();
    let done = world.chain.call(who, 0, input.to_vec()).is_ok();
    let after = world.chain.chain().kept();
    assert!(
        done || kept == after,
        "a refused call left something behind"
    );
    world.chain.chain().revert(&before);
    (done, after)
}

fn waits(world: &mut World, seconds: u64) {
    // Asking for something that is refused moves the clock.
    let act = Act::Settle { fault: 9_999 };
    let now = world.now + seconds;
    let refused = world.chain.act(now, STRANGER, 0, &act);
    assert_eq!(refused, Err(Refused::UnknownFault(9_999)));
}

/// The chain reads zeros where calldata ends, and the contract does not take them for arguments.
#[test]
fn cut_messages_are_refused() {
    let mut world = World::new();
    for (seconds, who, act) in world.possible() {
        let before = world.chain.chain().snapshot();
        waits(&mut world, seconds);
        let name = format!("{act:?}");
        let whole = calldata(&act).input;
        let end = ends(&mut world, who, &whole);
        assert!(end.0, "{name} is refused");

        let longer = [&whole[..], &[0xff; 77]].concat();
        assert!(
            ends(&mut world, who, &longer) == end,
            "{name} reads what follows it"
        );

        let by_bytes = matches!(
            act,
            Act::Attest { .. } | Act::OwnUp { .. } | Act::Withdraw { .. } | Act::Report { .. }
        );
        let step = if by_bytes { 1 } else { 32 };
        // Without a selector there is no message, which ink itself refuses.
        for cut in (4..whole.len()).step_by(step) {
            let kept = world.chain.chain().kept();
            match world.chain.call(who, 0, whole[..cut].to_vec()) {
                Err(data) => {
                    let refused = refusal(&data);
                    assert!(
                        matches!(refused, Some(Refused::InvalidCalldata(_))),
                        "{name} cut at {cut}: {refused:?}"
                    );
                    assert!(world.chain.chain().kept() == kept);
                }
                Ok(_) => {
                    let padding = whole[cut..].iter().all(|byte| *byte == 0);
                    assert!(
                        padding && whole.len() - cut < 32 && ends_with_bytes(&act),
                        "{name} goes through, cut at {cut} of {}",
                        whole.len()
                    );
                    assert!(world.chain.chain().kept() == end.1, "{name} cut at {cut}");
                    world.chain.chain().revert(&before);
                    waits(&mut world, seconds);
                }
            }
        }
        for cut in 0..4 {
            assert!(!ends(&mut world, who, &whole[..cut]).0);
        }
        world.chain.chain().revert(&before);
    }
}

/// What fills the last word behind bytes of any length says nothing.
fn ends_with_bytes(act: &Act) -> bool {
    matches!(
        act,
        Act::Record { .. } | Act::Report { .. } | Act::OpenAndReport { .. }
    )
}

#[test]
fn amounts_of_more_than_128_bits_are_refused() {
    // The least that does not fit.
    let tried = refused_with(15, amounts, |_| Refused::AmountTooLarge(u128::MAX));
    assert_eq!(tried, 18, "amounts of all messages");
}

/// Sets a byte in each of these words of every message, which must be refused so; says in how many words.
fn refused_with(
    byte: usize,
    words: impl Fn(&Act) -> Vec<usize>,
    expected: impl Fn(u32) -> Refused,
) -> usize {
    let mut world = World::new();
    let mut tried = 0;
    for (seconds, who, act) in world.possible() {
        let before = world.chain.chain().snapshot();
        waits(&mut world, seconds);
        let whole = calldata(&act).input;
        for word in words(&act) {
            let mut input = whole.clone();
            input[4 + 32 * word + byte] = 1;
            let kept = world.chain.chain().kept();
            let called = world.chain.call(who, 0, input);
            let data = called.expect_err("it does not fit");
            let at = u32::try_from(32 * word).expect("a place in calldata");
            assert_eq!(refusal(&data), Some(expected(at)), "{act:?}");
            assert!(world.chain.chain().kept() == kept);
            tried += 1;
        }
        world.chain.chain().revert(&before);
    }
    tried
}

/// The words of a message's calldata that are amounts.
fn amounts(act: &Act) -> Vec<usize> {
    match act {
        Act::Withdraw { .. } => vec![0],
        Act::RecordCovered { data, .. } => {
            // Seven words of arguments, the length and the bytes of the steps, the number of draws, and
            // step and mandate of the first.
            vec![7 + 1 + data.steps.len().div_ceil(32) + 1 + 2]
        }
        Act::AnchorCovered { .. } => vec![5 + 1 + 1],
        Act::OpenAndReport { .. } => vec![4],
        Act::Pledge { .. } => vec![2],
        Act::PledgeForOffer { .. } => vec![1, 2],
        Act::Offer { .. } => vec![2, 3],
        Act::Grant { .. } => vec![4, 5],
        Act::Report { .. } => vec![2],
        Act::Contest { .. } => vec![1],
        Act::StepForward { .. } => vec![1],
        Act::RuleUphold { .. } => vec![1],
        Act::AddTerms { .. } => vec![4, 5, 6],
        _ => vec![],
    }
}

/// Numbers of fewer bits than a word has, and addresses, say nothing in the rest of it.
#[test]
fn words_that_do_not_fit_their_types_are_refused() {
    let tried = refused_with(0, narrow, Refused::InvalidCalldata);
    assert_eq!(tried, 59, "words of all messages");
}

/// The words among a message's arguments that are neither amounts nor hashes.
fn narrow(act: &Act) -> Vec<usize> {
    match act {
        Act::Record { .. } => vec![0, 3, 4, 5],
        Act::RecordCovered { .. } => vec![0, 3, 4, 5, 6],
        Act::Anchor { .. } => vec![1, 3],
        Act::AnchorCovered { .. } => vec![1, 3, 4],
        Act::Open { .. } => vec![0, 1, 2],
        Act::OpenAndReport { .. } => vec![0, 1, 2, 3, 6],
        Act::Attest { .. } | Act::Pledge { .. } | Act::Release { .. } => vec![1],
        Act::PledgeForOffer { .. } => vec![0],
        Act::Offer { .. } => vec![1, 4],
        Act::Grant { .. } => vec![0, 1, 2, 3, 6, 7],
        Act::Report { .. } => vec![1, 4],
        Act::Recourse { .. } => vec![1, 3],
        Act::AddTerms { .. } => vec![0, 1, 2, 3, 7, 8, 9],
        Act::Deposit | Act::Withdraw { .. } | Act::AcceptGovernance => vec![],
        // An id, and with it perhaps a share, an address or a switch.
        Act::Slash { .. } => vec![0, 1],
        _ => vec![0],
    }
}

thread_local! {
    static ANY: Calldata = Calldata::new();
}

/// What fuzzing kept, as each of these rows of calls gets something out of the contract that no other does.
///
/// Shown to fail by: see docs/fuzzing.md.
#[test]
fn kept_calls_leave_the_books_in_order() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/seeds/calldata");
    let mut ends = BTreeSet::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let trials = ANY.with(|any| any.tried(&bytes));
        let trials = trials.unwrap_or_else(|wrong| panic!("{}: {wrong}", path.display()));
        ends.extend(trials.iter().map(|trial| {
            let done = matches!(trial.end, fuzz::End::Done { .. });
            (trial.call.selector(), done)
        }));
    }
    let done = ends.iter().filter(|(_, done)| *done).count();
    assert!(done > 20, "{done} messages went through");
}

#[test]
fn any_calls_are_made_of_every_message() {
    let made: Vec<_> = ANY.with(|any| any.selectors().collect());
    let every: BTreeSet<_> = fuzz::every_selector().collect();
    assert_eq!(made.iter().copied().collect::<BTreeSet<_>>(), every);

    // If the bytes change nothing they go through, but for three that are possible later only.
    let mut refused = BTreeSet::new();
    for which in 0..made.len() {
        let which = u8::try_from(which).unwrap();
        let trials = ANY.with(|any| any.tried(&[which])).unwrap();
        if !matches!(trials[0].end, fuzz::End::Done { .. }) {
            refused.insert(made[usize::from(which)]);
        }
    }
    let later = [
        recourseCall::SELECTOR,
        releaseCall::SELECTOR,
        requireCoveredCall::SELECTOR,
    ];
    assert_eq!(refused, later.into());
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200,
        failure_persistence: None,
        max_shrink_iters: 300,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_calls_leave_the_books_in_order(bytes in prop::collection::vec(any::<u8>(), 0..250)) {
        ANY.with(|any| any.tried(&bytes)).map_err(TestCaseError::fail)?;
    }
}

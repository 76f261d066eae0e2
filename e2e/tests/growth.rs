//! What a ledger costs that has grown. A million traces take minutes: see `e2e/benches/growth.rs`.

use answerable_client::{Chain, Embedded};
use answerable_e2e::{costs::growth, system::ready, world::World};
use std::collections::BTreeMap;

#[test]
fn nothing_costs_more_because_others_have_traces_accounts_and_faults() {
    let measured = growth::measure(&[0, 2_000], &[1, 10, 1_000], |_| {});
    assert_eq!(measured.broken_promises(), Vec::<String>::new());
    let needed = |name: &str| {
        let mut rows = measured.rows.iter();
        let row = rows.find(|row| row.name == name).expect("it is measured");
        row.costs.iter().map(|cost| cost.needed).collect::<Vec<_>>()
    };
    for name in ["record", "pledge", "report", "ownUp", "requireCovered"] {
        let [few, many] = needed(name)[..] else {
            panic!("two ledgers were measured")
        };
        // What is laid has its place in the trie, or nothing of this would show anything.
        assert!(
            few < many && many < few + 8_192,
            "{name}: {few}, then {many}"
        );
    }
}

#[test]
fn what_would_cost_more_among_many_traces_is_a_broken_promise() {
    let mut measured = growth::measure(&[0, 10], &[], |_| {});
    let record = measured.rows.iter_mut().find(|row| row.name == "record");
    let costs = &mut record.expect("it is measured").costs;
    costs[1].ref_time += costs[0].ref_time / 50;
    let broken = measured.broken_promises();
    assert_eq!(broken.len(), 1, "{broken:?}");
    assert!(broken[0].contains("`record`"), "{broken:?}");
}

#[test]
fn cells_that_are_laid_are_kept_like_those_that_were_written() {
    let world = World::new();
    let chain: &Embedded = world.chain.chain();
    let before = chain.kept();
    let ((trie, _), _) = before
        .first_key_value()
        .expect("the contract keeps something");
    let cells: BTreeMap<_, _> = (0..1_000u32)
        .map(|number| {
            let key = [&b"laid"[..], &number.to_be_bytes()].concat();
            ((trie.clone(), key), vec![7; 64])
        })
        .collect();
    let snapshot = chain.snapshot();
    let head = ready(chain.block()).expect("there is a block");

    chain.lay(cells.clone());
    let mut all = before.clone();
    all.extend(cells);
    assert_eq!(chain.kept(), all);
    assert_eq!(ready(chain.block()).expect("there is a block"), head);

    chain.revert(&snapshot);
    assert_eq!(chain.kept(), before);
}

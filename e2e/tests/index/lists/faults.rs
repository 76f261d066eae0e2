//! Faults.

use super::person;
use answerable_client::{index::*, State};
use std::collections::BTreeSet;

pub async fn faults(index: &Index) {
    let all = all!(index.faults(FaultFilter {}), 7);
    let now = index.overview().await.unwrap().as_of.time;
    let is =
        |it: &FaultRow, states: &[State]| it.state.is_some_and(|state| states.contains(&state.0));
    let (reporter, trace) = (all[4].reporter, all[4].trace);
    finds!(
        index.faults(FaultFilter {
            reporter: Some(reporter)
        }),
        all,
        |it: &&FaultRow| it.reporter == reporter
    );
    let beneficiary = all[7].beneficiary;
    finds!(
        index.faults(FaultFilter {
            beneficiary: Some(beneficiary)
        }),
        all,
        |it: &&FaultRow| it.beneficiary == beneficiary
    );
    finds!(
        index.faults(FaultFilter { trace: Some(trace) }),
        all,
        |it: &&FaultRow| it.trace == trace
    );
    let orphaned = vec![StateName(State::Orphaned)];
    finds!(
        index.faults(FaultFilter {
            state: orphaned.clone()
        }),
        all,
        |it: &&FaultRow| is(it, &[State::Orphaned])
    );
    let two = vec![StateName(State::MadeGood), StateName(State::Dismissed)];
    finds!(
        index.faults(FaultFilter { state: two.clone() }),
        all,
        |it: &&FaultRow| is(it, &[State::MadeGood, State::Dismissed])
    );
    finds!(
        index.faults(FaultFilter { open: Some(true) }),
        all,
        |it: &&FaultRow| it.called.is_some()
    );
    finds!(
        index.faults(FaultFilter {
            open: Some(false),
            state: two.clone()
        }),
        all,
        |it: &&FaultRow| is(it, &[State::MadeGood, State::Dismissed])
    );
    let called = all.iter().find_map(|it| it.called);
    finds!(
        index.faults(FaultFilter { called: called }),
        all,
        |it: &&FaultRow| it.called == called
    );
    let before = now + 3_600 * 6;
    finds!(
        index.faults(FaultFilter {
            deadline_before: Some(before)
        }),
        all,
        |it: &&FaultRow| it.deadline.is_some_and(|at| at < before)
    );

    // Who was ever called is told by events.
    let surety = person("surety", 0);
    let calls = all!(
        index.events(EventFilter {
            name: Some("Called".into()),
            account: surety
        }),
        200
    );
    let calls: BTreeSet<_> = calls.iter().filter_map(|it| it.fault).collect();
    finds!(
        index.faults(FaultFilter { surety: surety }),
        all,
        |it: &&FaultRow| calls.contains(&it.id)
    );

    let mut due: Vec<FaultRow> = all
        .iter()
        .filter(|it| it.deadline.is_some())
        .cloned()
        .collect();
    due.sort_by_key(|it| (it.deadline, it.id));
    let order = FaultOrder::Deadline;
    assert_eq!(all!(index.faults(FaultFilter { order: order }), 7), due);
    finds!(
        index.faults(FaultFilter {
            order: order,
            state: orphaned.clone()
        }),
        due,
        |it: &&FaultRow| is(it, &[State::Orphaned])
    );
    finds!(
        index.faults(FaultFilter {
            order: order,
            called: called
        }),
        due,
        |it: &&FaultRow| it.called == called
    );
    finds!(
        index.faults(FaultFilter {
            order: order,
            open: Some(true)
        }),
        due,
        |it: &&FaultRow| it.called.is_some()
    );
    finds!(
        index.faults(FaultFilter {
            order: order,
            deadline_before: Some(before)
        }),
        due,
        |it: &&FaultRow| it.deadline.is_some_and(|at| at < before)
    );
    let one = index.fault(all[2].id).await.unwrap();
    assert_eq!(one.as_ref(), Some(&all[2]));
}

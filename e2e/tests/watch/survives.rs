//! Nothing is missed: not while the node is away, not when the watcher is killed, not when time jumps.

use crate::scene::{milli, Scene, DAY};
use answerable_client::interface::IAnswerable::*;
use serde_json::{json, Value};
use std::{collections::BTreeSet, fs, thread, time::Duration};

fn covers(notices: &[Value]) -> Vec<String> {
    let pledged = notices.iter().filter(|it| it["notice"] == "pledged");
    let covers = pledged.map(|it| it["cover"].as_str().unwrap().to_owned());
    covers.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_is_away_costs_no_event_and_repeats_none() {
    let mut scene = Scene::new("away").await;
    let mut watching = scene.watches(&[]);
    watching.until("summary");
    // Once for less than one waits for an answer, and once for more.
    let away = [200, 200, 12_000].map(Duration::from_millis);
    for (round, away) in away.into_iter().enumerate() {
        for number in 0..4 {
            let trace = scene.records().await;
            scene
                .pledges(trace, 1, 101 + 10 * round as u128 + number)
                .await;
        }
        scene.loses_power(away);
    }
    let trace = scene.records().await;
    scene.pledges(trace, 1, 999).await;
    let expected = (0..3).flat_map(|round| (0..4).map(move |number| 101 + 10 * round + number));
    for cover in expected.chain([999]) {
        let pledged = watching.next();
        assert_eq!(pledged["cover"], milli(cover).to_string());
    }
    watching.signal("TERM");
    assert!(watching.ends().success());
    let complaints = watching.complaints();
    assert!(
        complaints.contains("the chain does not answer"),
        "{complaints}"
    );
    assert!(
        complaints.contains("the chain answers again"),
        "{complaints}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_watcher_that_is_killed_at_any_moment_misses_nothing() {
    let scene = Scene::new("killed").await;
    scene.watches_once(&[]);
    let mut told = Vec::new();
    let mut expected = BTreeSet::new();
    for round in 0..12_u64 {
        let mut watching = scene.watches(&[]);
        for number in 0..3 {
            let cover = u128::from(200 + 10 * round + number);
            let trace = scene.records().await;
            scene.pledges(trace, 1, cover).await;
            expected.insert(milli(cover).to_string());
        }
        thread::sleep(Duration::from_millis(37 * round));
        watching.signal("KILL");
        told.extend(covers(&watching.rest()));
    }
    let last = scene.watches_once(&[]);
    told.extend(covers(&last));
    let told: BTreeSet<String> = told.into_iter().collect();
    assert_eq!(told, expected);
    let summary = last.iter().find(|it| it["notice"] == "summary").unwrap();
    assert_eq!(summary["steps"].as_array().unwrap().len(), 36);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happened_in_between_is_told_by_the_next_watcher_and_not_again() {
    let scene = Scene::new("between").await;
    scene.watches_once(&[]);
    let trace = scene.records().await;
    scene.pledges(trace, 1, 500).await;
    let fault = scene.reports(trace, 1, 100).await;
    let told = scene.watches_once(&[]);
    let kinds: Vec<&Value> = told.iter().map(|it| &it["notice"]).collect();
    assert_eq!(kinds, ["pledged", "called", "summary"]);
    assert_eq!(told[2]["calls"][0]["fault"], fault);

    // Answered in between: it calls no more.
    scene.does("bob", ownUpCall { fault }, 0).await;
    let told = scene.watches_once(&[]);
    let kinds: Vec<&Value> = told.iter().map(|it| &it["notice"]).collect();
    assert_eq!(kinds, ["paid", "closed", "summary"]);
    let told = scene.watches_once(&[]);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["calls"], json!([]));
    assert_eq!(told[0]["steps"][0]["left"], milli(400).to_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_time_to_answer_that_a_jump_swallowed_is_told_at_once() {
    let scene = Scene::new("jump").await;
    let trace = scene.records().await;
    scene.pledges(trace, 1, 500).await;
    scene.watches_once(&[]);
    scene.reports(trace, 1, 100).await;
    scene.waits(2 * DAY).await;
    let told = scene.watches_once(&[]);
    assert_eq!(told[0]["notice"], "overdue");
    let sentence = told[0]["sentence"].as_str().unwrap();
    assert!(sentence.contains("answerable default 1"), "{sentence}");
    // Once.
    let told = scene.watches_once(&[]);
    assert!(told.iter().all(|it| it["notice"] == "summary"), "{told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_memory_is_made_again_from_the_chain() {
    let scene = Scene::new("lost").await;
    let traces = [scene.records().await, scene.records().await];
    for trace in traces {
        scene.pledges(trace, 1, 300).await;
    }
    let done = scene.reports(traces[0], 1, 100).await;
    scene.does("bob", ownUpCall { fault: done }, 0).await;
    let calls = scene.reports(traces[1], 1, 100).await;
    let before = scene.watches_once(&[]);
    for state in scene.states() {
        fs::remove_file(state).unwrap();
    }
    let after = scene.watches_once(&[]);
    assert_eq!(before, after);
    let kinds: Vec<&Value> = after.iter().map(|it| &it["notice"]).collect();
    assert_eq!(kinds, ["called", "summary"], "the past is not told again");
    assert_eq!(after[0]["fault"], calls);
    let left = |step: usize| after[1]["steps"][step]["left"].as_str().unwrap().to_owned();
    let left = BTreeSet::from([left(0), left(1)]);
    assert_eq!(
        left,
        BTreeSet::from([milli(200).to_string(), milli(300).to_string()])
    );

    // Also where the call came before the block that one begins with.
    for state in scene.states() {
        fs::remove_file(state).unwrap();
    }
    let told = scene.watches_once(&["--since", "1000000"]);
    assert_eq!(told[0]["notice"], "called");
    assert_eq!(told[1]["steps"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_watcher_at_a_time() {
    let scene = Scene::new("one").await;
    let mut watching = scene.watches(&[]);
    watching.until("summary");
    let mut second = scene.watches(&[]);
    assert_eq!(second.ends().code(), Some(1));
    let complaint = second.complaints();
    assert!(complaint.contains("being watched already"), "{complaint}");
    watching.signal("INT");
    assert_eq!(watching.ends().code(), Some(0));
    assert_eq!(watching.complaints(), "");
    scene.watches_once(&[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contract_of_another_kind_ends_it_with_a_sentence() {
    let scene = Scene::new("kind").await;
    let nobody = "0x00000000000000000000000000000000000000aa";
    let mut watching = scene.watches(&["--contract", nobody]);
    assert_eq!(watching.ends().code(), Some(1));
    let complaint = watching.complaints();
    assert!(complaint.contains("there is no contract at"), "{complaint}");
    assert_eq!(complaint.lines().count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chain_that_began_anew_ends_it_with_a_sentence() {
    let mut scene = Scene::new("anew").await;
    scene.watches_once(&[]);
    let contract = scene.contract;
    scene.begins_anew();
    // The same contract at the same address, in fewer blocks.
    let again = scene.deploys().await;
    assert_eq!(again, contract);
    for _ in 0..3 {
        let mut watching = scene.watches(&[]);
        assert_eq!(watching.ends().code(), Some(1));
        let complaint = watching.complaints();
        assert!(
            complaint.contains("began anew") || complaint.contains("another chain"),
            "{complaint}"
        );
        assert!(complaint.contains("delete"), "{complaint}");
        scene.waits(1).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chain_that_begins_anew_under_a_watcher_ends_it_too() {
    let mut scene = Scene::new("under").await;
    let trace = scene.records().await;
    scene.pledges(trace, 1, 500).await;
    let mut watching = scene.watches(&[]);
    watching.until("summary");
    scene.begins_anew();
    assert_eq!(watching.ends().code(), Some(1));
    let complaint = watching.complaints();
    assert!(complaint.contains("began anew"), "{complaint}");
}

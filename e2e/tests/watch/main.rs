//! A surety watches what it answers for, with the real program on a real node.

mod docs;
mod forgetful;
mod hooks;
mod scene;
mod survives;

use answerable_client::interface::IAnswerable::*;
use scene::{milli, who, Scene, DAY};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_surety_is_told_what_it_answers_for_and_what_calls_it_until_it_is_over() {
    let scene = Scene::new("told").await;
    let trace = scene.records().await;
    scene.pledges(trace, 1, 1_000).await;
    let mut watching = scene.watches(&[]);

    // What was before is summed up.
    let summary = watching.next();
    assert_eq!(summary["notice"], "summary");
    assert_eq!(summary["locked"], milli(1_300).to_string());
    assert_eq!(summary["steps"][0]["trace"], trace.to_string());
    assert_eq!(summary["steps"][0]["left"], milli(1_000).to_string());
    let busy = scene.contract().view(&traceCall { trace }).await.unwrap();
    assert_eq!(summary["steps"][0]["until"], busy.busyUntil);
    assert_eq!(summary["calls"], json!([]));

    // What comes now is told as it comes.
    scene.pledges(trace, 2, 500).await;
    let pledged = watching.next();
    assert_eq!(pledged["notice"], "pledged");
    assert_eq!(pledged["event"], "Pledged");
    assert_eq!(pledged["cover"], milli(500).to_string());

    let fault = scene.reports(trace, 1, 600).await;
    let called = watching.next();
    assert_eq!(called["notice"], "called");
    assert_eq!(called["fault"], fault);
    assert_eq!(called["step"], 1);
    assert_eq!(called["due"], milli(600).to_string());
    let seen = scene.contract().view(&faultCall { fault }).await.unwrap();
    assert_eq!(called["deadline"], seen.deadline);
    let left = called["left"].as_u64().unwrap();
    assert!((DAY - 60..=DAY).contains(&left), "{left}");

    // Bob does nothing.
    scene.waits(DAY / 2 + 60).await;
    let half = watching.next();
    assert_eq!(
        (&half["notice"], &half["fault"]),
        (&json!("reminder"), &json!(fault))
    );
    scene.waits(DAY * 4 / 10).await;
    let nine_tenths = watching.next();
    assert_eq!(nine_tenths["notice"], "reminder");
    assert!(nine_tenths["left"].as_u64().unwrap() < DAY / 10);
    scene.waits(DAY / 10).await;
    assert_eq!(watching.next()["notice"], "overdue");

    // And it comes to something.
    scene.does("charlie", declareDefaultCall { fault }, 0).await;
    assert_eq!(watching.next()["notice"], "defaulted");
    scene.does("bob", ownUpCall { fault }, 0).await;
    let paid = watching.next();
    assert_eq!(paid["notice"], "paid");
    assert_eq!(paid["penalty"], milli(60).to_string());
    assert_eq!(paid["trace"], trace.to_string());
    let closed = watching.next();
    assert_eq!(
        (&closed["notice"], &closed["outcome"]),
        (&json!("closed"), &json!("made good"))
    );

    // In the end the rest is free again.
    scene.waits(12 * DAY).await;
    let over: Vec<_> = (0..2).map(|_| watching.next()).collect();
    assert!(
        over.iter().all(|it| it["notice"] == "releasable"),
        "{over:?}"
    );
    for step in [1, 2] {
        scene.does("alice", releaseCall { trace, step }, 0).await;
        assert_eq!(watching.next()["notice"], "released");
    }
    watching.signal("TERM");
    assert!(watching.ends().success());
    assert!(watching.rest().is_empty());
    let after = scene.watches_once(&[]);
    assert_eq!(after[0]["steps"], json!([]));
    assert_eq!(after[0]["locked"], "0");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contest_is_followed_to_its_ruling() {
    let scene = Scene::new("contest").await;
    let trace = scene.records().await;
    scene.pledges(trace, 1, 1_000).await;
    let mut watching = scene.watches(&[]);
    watching.until("summary");
    let fault = scene.reports(trace, 1, 600).await;
    watching.until("called");
    let contest = contestCall {
        fault,
        conceded: milli(100),
        defence: [5; 32].into(),
    };
    scene.does("bob", contest, 100).await;
    assert_eq!(watching.next()["notice"], "contested");
    // Half of the time to answer is over, but he has answered.
    scene.waits(DAY * 95 / 100).await;
    scene.does("alice", ruleDismissCall { fault }, 0).await;
    let kinds: Vec<_> = (0..4).map(|_| watching.next()["notice"].clone()).collect();
    for kind in ["defended", "deposit", "closed"] {
        assert!(kinds.contains(&json!(kind)), "{kinds:?}");
    }
    assert!(!kinds.contains(&json!("reminder")), "{kinds:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mandate_that_is_drawn_on_is_told_and_a_batch_is_watched() {
    let scene = Scene::new("mandate").await;
    let until = scene.chain_time().await + 30 * DAY;
    let grant = grantCall {
        actor: who("dave").address().0.into(),
        kinds: 0b110,
        recorder: who("alice").address().0.into(),
        terms: 1,
        perTrace: milli(200),
        limit: milli(10_000),
        premiumBps: 100,
        until,
    };
    scene.does("bob", grant, 3_000).await;
    let mut watching = scene.watches(&[]);
    watching.until("summary");
    let anchor = anchorCoveredCall {
        root: [3; 32].into(),
        depth: 3,
        uriHash: [4; 32].into(),
        terms: 1,
        cover: vec![BatchDraw {
            mandate: 1,
            perTrace: milli(200),
        }],
    };
    scene.does("alice", anchor, 100).await;
    let pledged = watching.next();
    assert_eq!(pledged["notice"], "batchPledged");
    assert_eq!(pledged["batch"], 1);
    watching.signal("INT");
    assert!(watching.ends().success());

    let told = scene.watches_once(&[]);
    let batch = &told[0]["batches"][0];
    assert_eq!(batch["locked"], milli(8 * 260).to_string());
    assert_eq!(batch["perTrace"], milli(200).to_string());
    scene.waits(12 * DAY).await;
    let told = scene.watches_once(&[]);
    assert_eq!(told[0]["notice"], "releasable");
    assert_eq!(told[0]["batch"], 1);
    scene.does("bob", releaseBatchCall { batch: 1 }, 0).await;
    let told = scene.watches_once(&[]);
    assert_eq!(told[0]["notice"], "released");
    assert_eq!(told[1]["batches"], json!([]));
}

//! Both databases answer the same, and go on where they stopped.

use crate::scene::{Explorer, Scene};
use answerable_e2e::postgres::Postgres;
use serde_json::Value;
use sqlx::{AnyConnection, Connection, Executor};

const LISTS: [&str; 12] = [
    "overview",
    "series",
    "traces",
    "open",
    "offers",
    "mandates",
    "batches",
    "pledges",
    "batch-pledges",
    "faults",
    "events?limit=200",
    "search?q=1",
];

fn everything(explorer: &Explorer) -> Vec<Value> {
    let lists = LISTS.iter();
    lists
        .map(|list| explorer.tells(&format!("/api/{list}")))
        .collect()
}

#[test]
fn a_file_and_a_server_say_the_same_before_and_after_a_stop() {
    // given
    let scene = Scene::new();
    let postgres = Postgres::start(&["explorer"]);
    let on_both = || {
        let server = format!("--index {}", postgres.url("explorer"));
        [scene.serves("--index kept.db"), scene.serves(&server)]
    };
    let explorers = on_both();

    // when
    let first = scene.records(1);
    let failed = scene.fails(&first, 1);
    let [before, same] = explorers.each_ref().map(|explorer| {
        explorer.has(failed);
        everything(explorer)
    });
    assert_eq!(before, same);
    for mut explorer in explorers {
        explorer.signal("TERM");
        let (status, said) = explorer.ends();
        assert!(status.success(), "{said}");
    }
    scene.does("own-up 1 --from bob");
    let second = scene.records(2);
    let last = scene.does(&format!("pledge {second} 1 1 --from bob --attach 1.3"));

    // then
    let [after, same] = on_both().map(|explorer| {
        explorer.has(last);
        everything(&explorer)
    });
    assert_eq!(after, same);
    assert_eq!(after[0]["traces"], 2);
    assert_eq!(after[9]["items"][0]["state"], "madeGood");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_of_a_newer_program_is_refused_and_left_as_it_is() {
    // given
    let scene = Scene::new();
    let trace = scene.records(1);
    let mut explorer = scene.serves("--index kept.db");
    explorer.has(scene.fails(&trace, 1));
    explorer.signal("TERM");
    explorer.ends();
    sqlx::any::install_default_drivers();
    let place = format!("sqlite://{}", scene.terminal.folder().join("kept.db").display());
    let mut newer = AnyConnection::connect(&place).await.unwrap();
    let step = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                SELECT 9, 'later', success, checksum, 0 FROM _sqlx_migrations";
    newer.execute(step).await.unwrap();

    // then
    let (_, complaint) = scene
        .terminal
        .fails("serve --listen 127.0.0.1:0 --index kept.db");
    assert!(complaint.contains("the index has schema 9"), "{complaint}");

    // and the program that made it goes on with it
    newer
        .execute("DELETE FROM _sqlx_migrations WHERE version = 9")
        .await
        .unwrap();
    newer.close().await.unwrap();
    let explorer = scene.serves("--index kept.db");
    assert_eq!(explorer.lists("/api/faults").len(), 1);
}

//! It begins only where it can go on, goes on whatever the node does, and ends in order.

use crate::scene::Scene;
use answerable_client::{Chain, Rpc};
use answerable_e2e::program::Terminal;
use std::{net::TcpListener, thread, time::Duration};

#[test]
fn it_begins_only_where_it_can_go_on() {
    let scene = Scene::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap();
    let account = scene.address("eve");
    scene
        .terminal
        .write("not-a-database", "this is no database at all, it is a text");
    for (words, said) in [
        (
            format!("serve --contract {account}"),
            "there is no contract at",
        ),
        (
            format!("serve --listen {taken}"),
            "another program may do so, end it or choose another port",
        ),
        (
            "serve --listen 0.0.0.0:0".into(),
            "say by which name it is reached with --host-name",
        ),
        (
            "serve --chain embedded".into(),
            "start a node with scripts/dev",
        ),
        (
            format!("serve --chain ws://127.0.0.1:9 --contract {account}"),
            "cannot reach a node at ws://127.0.0.1:9",
        ),
        (
            "serve --listen 127.0.0.1:0 --index not-a-database".into(),
            "the index",
        ),
        (
            "serve --listen 127.0.0.1:0 --index /no/such/folder/index.db".into(),
            "the index cannot be opened",
        ),
        (
            "serve --listen 127.0.0.1:0 --page nowhere".into(),
            "there is no index.html in nowhere",
        ),
    ] {
        let (_, complaint) = scene.terminal.fails(&words);
        assert!(complaint.contains(said), "{words}: {complaint}");
    }
    let stranger = Terminal::on(scene.node_url());
    let (_, complaint) = stranger.fails("serve");
    assert!(complaint.contains("name it with --contract"), "{complaint}");
}

#[test]
fn an_index_of_something_else_is_left_as_it_is() {
    // given
    let mut scene = Scene::new();
    let trace = scene.records(1);
    let mut explorer = scene.serves("--index kept.db");
    explorer.has(scene.fails(&trace, 1));
    explorer.signal("TERM");
    explorer.ends();

    // then it is of its contract and of its beginning
    let (_, complaint) = scene
        .terminal
        .fails("serve --listen 127.0.0.1:0 --index kept.db --since 1");
    assert!(
        complaint.contains("the index begins at block"),
        "{complaint}"
    );
    let other = scene.terminal.tells("deploy --from alice --save-as other")["deployed"].clone();
    let words = format!(
        "serve --listen 127.0.0.1:0 --index kept.db --contract {}",
        other.as_str().unwrap()
    );
    let (_, complaint) = scene.terminal.fails(&words);
    assert!(
        complaint.contains("the index is of the contract"),
        "{complaint}"
    );

    // and goes on where it was
    let explorer = scene.serves(&format!("--index kept.db --contract {}", scene.contract));
    assert_eq!(explorer.lists("/api/faults").len(), 1);
    drop(explorer);

    // and of its chain
    scene.begins_anew();
    let (_, complaint) = scene.terminal.fails(&words);
    assert!(complaint.contains("there is no contract"), "{complaint}");
}

#[test]
fn the_first_block_is_found_without_being_told() {
    let scene = Scene::new();
    scene.does("deposit 1 --from bob");
    // Somebody else, who knows the contract and not its block.
    let known = std::fs::read_to_string(
        scene
            .terminal
            .folder()
            .join("config/answerable/config.toml"),
    )
    .unwrap();
    let since = known
        .lines()
        .find_map(|line| line.strip_prefix("since = "))
        .unwrap();
    scene.terminal.write("empty.toml", "");
    let command = format!("--contract {} --index found.db", scene.contract);
    let explorer = scene.serves_as("empty.toml", &command);
    assert_eq!(explorer.tells("/api/status")["since"].to_string(), since);
}

#[test]
fn it_ends_in_order_when_it_is_told_to_although_somebody_listens() {
    let scene = Scene::new();
    for signal in ["INT", "TERM"] {
        let mut explorer = scene.serves("");
        let mut events = explorer.events(None);
        explorer.signal(signal);
        let (status, said) = explorer.ends();
        assert!(status.success(), "{signal}: {said}");
        assert!(said.contains("Ended in order."), "{said}");
        while events.next().is_some() {}
    }
}

#[test]
fn a_node_that_is_away_is_said_so_and_followed_when_it_is_back() {
    // given
    let mut scene = Scene::new();
    let trace = scene.records(1);
    let mut explorer = scene.serves("");
    explorer.has(scene.fails(&trace, 1));
    let health = explorer.tells("/health");
    assert_eq!(health["behind"], 0);
    let mut events = explorer.events(None);

    // when
    scene.kills_the_node();

    // then the lists are still there, and nothing is said of the moment
    explorer.waits_for("the bad news", || explorer.get("/health").status == 503);
    let said = explorer.get("/health").fails(503);
    assert!(said.contains("does not follow the chain now"), "{said}");
    assert_eq!(explorer.lists("/api/faults").len(), 1);
    assert_eq!(explorer.tells("/api/status")["index"]["behind"], 0);
    for path in ["/api/faults/1", "/api/office", "/api/dev/accounts"] {
        let said = explorer.get(path).fails(503);
        assert!(said.contains("the chain cannot be asked now"), "{said}");
    }
    let act = serde_json::json!({ "message": "ownUp", "arguments": { "fault": 1 }, "from": "bob" });
    explorer.post("/api/acts/preview", &act).fails(503);
    let metrics = explorer.get("/metrics").text;
    assert!(
        metrics.contains("\nanswerable_index_following 0\n"),
        "{metrics}"
    );

    // and when it is back, all goes on, for those who listened, too
    thread::sleep(Duration::from_secs(1));
    scene.starts_the_node();
    let last = scene.does("own-up 1 --from bob");
    explorer.has(last);
    explorer.waits_for("the good news", || explorer.get("/health").status == 200);
    assert_eq!(explorer.tells("/api/faults/1")["fault"]["state"], 5);
    while events.next_told().0 != last {}
    let metrics = explorer.get("/metrics").text;
    assert!(
        metrics.contains("\nanswerable_index_following 1\n"),
        "{metrics}"
    );

    // and who runs it has read of both
    explorer.signal("TERM");
    let (_, said) = explorer.ends();
    let both = ["does not follow the chain now", "follows the chain again"];
    assert!(both.iter().all(|it| said.contains(it)), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_chain_at_the_same_address_is_not_taken_for_this_one() {
    // given
    let mut scene = Scene::new();
    let trace = scene.records(1);
    let explorer = scene.serves("");
    explorer.has(scene.fails(&trace, 1));
    let unwell = |why: &str| {
        explorer.waits_for(why, || {
            let health = explorer.get("/health");
            health.status == 503 && health.text.contains(why)
        });
        // What is in the index is still there, and nothing is said of another chain.
        assert_eq!(explorer.lists("/api/faults").len(), 1);
        let said = explorer.get("/api/office").fails(503);
        assert!(said.contains(why), "{said}");
    };

    // when its chain began anew
    scene.begins_anew();

    // then it is shorter at first, and then another
    unwell("and the index goes up to");
    let chain = Rpc::connect(scene.node_url()).await.unwrap();
    for _ in 0..20 {
        chain.advance_time(1).await.unwrap();
    }
    unwell("the chain behind the node is another one by now");
}

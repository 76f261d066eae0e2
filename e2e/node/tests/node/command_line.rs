use std::{net::TcpListener, time::Duration};

use serde_json::json;

use crate::process::{command, run, Folder, Node};

#[test]
fn says_what_it_is_and_where_it_listens() {
    let node = Node::start(&["--dev", "--port=0", "-lruntime::revive=debug"]);
    assert!(
        node.greeting[0].starts_with("answerable-node "),
        "{:?}",
        node.greeting
    );
    assert!(node.greeting.len() < 8, "{:?}", node.greeting);
    assert!(!node
        .greeting
        .iter()
        .any(|line| line.contains("Failed to map account")));
    assert_eq!(node.get("system_name", json!([])), "answerable-node");
    assert_eq!(node.get("system_chain", json!([])), "Development");
    assert_eq!(node.get("system_chainType", json!([])), "Development");
    assert_eq!(
        node.get("system_properties", json!([])),
        json!({ "ss58Format": 42, "tokenDecimals": 12, "tokenSymbol": "DEV" })
    );
    assert_eq!(
        node.get("system_health", json!([])),
        json!({ "peers": 0, "isSyncing": false, "shouldHavePeers": false })
    );
}

#[test]
fn has_the_revive_api() {
    let node = Node::start(&[]);
    let version = node.get("state_getRuntimeVersion", json!([]));
    assert_eq!(version["specName"], "revive-dev-runtime");
    let apis = version["apis"].as_array().expect("a list");
    // blake2_64("ReviveApi")
    assert!(
        apis.iter().any(|api| api[0] == "0x8c403e5c4a9fd442"),
        "{apis:?}"
    );
}

#[test]
fn lists_the_methods_that_clients_need() {
    let node = Node::start(&[]);
    let answer = node.get("rpc_methods", json!([]));
    let methods: Vec<&str> = answer["methods"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|name| name.as_str())
        .collect();
    for method in [
        "archive_v1_storage",
        "author_submitAndWatchExtrinsic",
        "chainHead_v1_follow",
        "chainSpec_v1_properties",
        "chain_subscribeFinalizedHeads",
        "dev_increaseTime",
        "dev_mine",
        "dev_setTime",
        "state_call",
        "state_getMetadata",
        "system_accountNextIndex",
        "system_dryRun",
        "transactionWatch_v1_submitAndWatch",
        "transaction_v1_broadcast",
    ] {
        assert!(
            methods.contains(&method),
            "{method} is missing from {methods:?}"
        );
    }
}

#[test]
fn ten_nodes_start_at_once() {
    let starting: Vec<_> = (0..10)
        .map(|_| std::thread::spawn(|| Node::start(&[])))
        .collect();
    let nodes: Vec<Node> = starting
        .into_iter()
        .map(|node| node.join().expect("it starts"))
        .collect();
    let mut ports: Vec<u16> = nodes.iter().map(|node| node.port).collect();
    ports.sort_unstable();
    ports.dedup();
    assert_eq!(ports.len(), 10);
    for node in &nodes {
        node.get("dev_mine", json!([1]));
        assert_eq!(node.head().0, 2);
    }
}

#[test]
fn stops_at_once_and_leaves_nothing() {
    for signal in ["-TERM", "-INT"] {
        let folder = Folder::new(signal);
        let node = Node::start_as(
            command(&["--rpc-port=0"])
                .env("TMPDIR", folder.path())
                .current_dir(folder.path()),
        );
        let (status, took) = node.signal(signal);
        assert_eq!(status.code(), Some(0));
        assert!(took < Duration::from_secs(2), "{took:?}");
        assert_eq!(folder.path().read_dir().expect("a folder").count(), 0);
    }
}

#[test]
fn works_without_a_place_for_compiled_code() {
    let node = Node::start_as(command(&["--rpc-port=0"]).env("XDG_CACHE_HOME", "/proc/nowhere"));
    assert_eq!(node.head().0, 1);
}

#[test]
fn a_wrong_command_line_gets_one_sentence() {
    for (arguments, part) in [
        (&["--no-such-flag"][..], "--no-such-flag"),
        (&["something"], "something"),
        (&["--rpc-port=99999"], "99999"),
        (&["--rpc-port"], "--rpc-port"),
        (&["--block-time=0"], "--block-time"),
        (&["--block-time=fast"], "fast"),
        (&["-l", "a=b=c"], "log filter"),
    ] {
        let output = run(arguments);
        let error = String::from_utf8(output.stderr).expect("utf-8");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {error}");
        assert_eq!(error.lines().count(), 1, "{arguments:?}: {error}");
        assert!(error.contains(part), "{arguments:?}: {error}");
    }
}

#[test]
fn help_and_version_go_to_stdout() {
    for (arguments, part) in [
        (["--help"], "--block-time"),
        (["--version"], "answerable-node 0.1.0"),
    ] {
        let output = run(&arguments);
        assert!(output.status.success());
        assert!(String::from_utf8(output.stdout)
            .expect("utf-8")
            .contains(part));
        assert!(output.stderr.is_empty());
    }
}

#[test]
fn a_busy_port_gets_one_sentence() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let output = run(&["--rpc-port", &port]);
    let error = String::from_utf8(output.stderr).expect("utf-8");
    assert_eq!(output.status.code(), Some(1), "{error}");
    assert_eq!(error.lines().count(), 1, "{error}");
    assert!(
        error.contains(&port) && error.contains("--rpc-port"),
        "{error}"
    );
}

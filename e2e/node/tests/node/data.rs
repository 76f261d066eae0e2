use std::{
    fs::{self, OpenOptions},
    io::Write,
    process::Stdio,
    thread,
    time::Duration,
};

use serde_json::json;

use crate::process::{call, command, run, Folder, Node};

const DAY: u64 = 86_400;

#[test]
fn a_killed_node_continues_where_it_was() {
    let folder = Folder::new("killed");
    let node = Node::start(&["--base-path", folder.text()]);
    node.get("dev_mine", json!([20]));
    node.get("dev_increaseTime", json!([DAY]));
    let (head, time) = (node.head(), node.timestamp());
    node.signal("-KILL");

    let node = Node::start(&["--base-path", folder.text()]);
    assert_eq!(node.head(), head);
    assert_eq!(node.timestamp(), time);
    node.get("dev_mine", json!([1]));
    assert_eq!(node.head().0, head.0 + 1);
    let passed = node.timestamp() - time;
    assert!(
        (1..60_000).contains(&passed),
        "the moved clock goes on: {passed}"
    );
}

#[test]
fn a_node_killed_amid_blocks_keeps_what_was_final() {
    let folder = Folder::new("amid");
    for _ in 0..3 {
        let node = Node::start(&["--base-path", folder.text()]);
        let port = node.port;
        let mining = thread::spawn(move || drop(call(port, "dev_mine", json!([10_000]))));
        thread::sleep(Duration::from_millis(300));
        let (number, hash) = node.head();
        node.signal("-KILL");
        mining.join().expect("it ends with the node");

        let node = Node::start(&["--base-path", folder.text()]);
        assert!(node.head().0 >= number);
        assert_eq!(node.get("chain_getBlockHash", json!([number])), hash);
        node.get("dev_mine", json!([1]));
    }
}

#[test]
fn a_stopped_node_continues_where_it_was() {
    let folder = Folder::new("stopped");
    let node = Node::start(&["--base-path", folder.text()]);
    node.get("dev_mine", json!([5]));
    let head = node.head();
    assert_eq!(node.signal("-TERM").0.code(), Some(0));
    assert_eq!(Node::start(&["--base-path", folder.text()]).head(), head);
}

#[test]
fn a_node_killed_while_it_starts_starts_again() {
    for wait in [0, 100, 200, 400, 800] {
        let folder = Folder::new("starting");
        let mut starting = command(&["--rpc-port=0", "--base-path", folder.text()])
            .stderr(Stdio::null())
            .spawn()
            .expect("the node starts");
        thread::sleep(Duration::from_millis(wait));
        starting.kill().expect("it is killed");
        starting.wait().expect("it ends");
        assert_eq!(Node::start(&["--base-path", folder.text()]).head().0, 1);
    }
}

#[test]
fn an_unfinished_write_is_dropped() {
    let folder = Folder::new("unfinished");
    let node = Node::start(&["--base-path", folder.text()]);
    node.get("dev_mine", json!([5]));
    let head = node.head();
    node.signal("-TERM");

    let journal = folder.path().join("chain.journal");
    let length = fs::metadata(&journal).expect("a file").len();
    OpenOptions::new()
        .write(true)
        .open(&journal)
        .expect("a file")
        .set_len(length - 7)
        .expect("cut");
    let node = Node::start(&["--base-path", folder.text()]);
    assert_eq!(node.head().0, head.0 - 1);
    node.get("dev_mine", json!([1]));
}

#[test]
fn unusable_folders_get_one_sentence() {
    let folder = Folder::new("unusable");
    let file = folder.path().join("file");
    fs::write(&file, "text").expect("a file");
    let foreign = folder.path().join("foreign");
    fs::create_dir(&foreign).expect("a folder");
    fs::write(
        foreign.join("chain.journal"),
        "something else altogether, and longer",
    )
    .expect("a file");
    let running = folder.path().join("running");
    let _node = Node::start(&["--base-path", running.to_str().expect("utf-8")]);
    let damaged = folder.path().join("damaged");
    Node::start(&["--base-path", damaged.to_str().expect("utf-8")]).signal("-TERM");
    let mut journal = fs::read(damaged.join("chain.journal")).expect("a file");
    journal[1_000] ^= 1;
    fs::write(damaged.join("chain.journal"), journal).expect("a file");

    for (path, part) in [
        (file.as_path(), "choose another"),
        ("/proc/answerable".as_ref(), "choose another"),
        (&foreign, "not a journal"),
        (&running, "another node"),
        (&damaged, "damaged"),
    ] {
        let output = run(&["--rpc-port=0", "--base-path", path.to_str().expect("utf-8")]);
        let error = String::from_utf8(output.stderr).expect("utf-8");
        assert_eq!(output.status.code(), Some(1), "{path:?}: {error}");
        assert_eq!(error.lines().count(), 1, "{path:?}: {error}");
        assert!(error.contains(part), "{path:?}: {error}");
    }
}

#[test]
fn what_a_stranger_appends_is_noticed() {
    let folder = Folder::new("appended");
    Node::start(&["--base-path", folder.text()]).signal("-TERM");
    let journal = folder.path().join("chain.journal");
    let mut file = OpenOptions::new()
        .append(true)
        .open(&journal)
        .expect("a file");
    file.write_all(&[7; 64]).expect("it writes");
    let output = run(&["--rpc-port=0", "--base-path", folder.text()]);
    assert_eq!(output.status.code(), Some(1));
}

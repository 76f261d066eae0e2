//! On a chain that is not for development nobody's secrets are known, and nothing is signed here.

use crate::scene::Scene;
use serde_json::json;
use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    thread,
};

/// A node that is the same in all but what kind of chain it says it has.
fn in_earnest(node: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let node = node.trim_start_matches("ws://").to_owned();
    thread::spawn(move || {
        for ours in listener.incoming().map_while(Result::ok) {
            let theirs = TcpStream::connect(&node).unwrap();
            let (asking, answering) = (ours.try_clone().unwrap(), theirs.try_clone().unwrap());
            thread::spawn(move || pass(asking, answering, |_| {}));
            thread::spawn(move || pass(theirs, ours, say_live));
        }
    });
    format!("ws://{address}")
}

fn pass(mut from: TcpStream, mut to: TcpStream, change: fn(&mut [u8])) {
    let mut part = vec![0; 1 << 16];
    while let Ok(read @ 1..) = from.read(&mut part) {
        change(&mut part[..read]);
        if to.write_all(&part[..read]).is_err() {
            break;
        }
    }
}

/// Of the same length, so that nothing else changes.
fn say_live(part: &mut [u8]) {
    let (said, instead) = (b"\"Development\"", b"\"Productive!\"");
    let place = part.windows(said.len()).position(|it| it == said);
    if let Some(place) = place {
        part[place..place + said.len()].copy_from_slice(instead);
    }
}

#[test]
fn development_accounts_are_nobody_there() {
    // given
    let scene = Scene::new();
    let chain = in_earnest(scene.node_url());
    let explorer = scene.serves(&format!(
        "--chain {chain} --contract {} --since 1",
        scene.contract
    ));
    assert_eq!(explorer.tells("/api/status")["chain"]["development"], false);

    // then
    explorer.get("/api/dev/accounts").fails(404);
    let deposit = json!({ "message": "deposit", "attach": "1000000000000000000", "dev": "bob" });
    let said = explorer.post("/api/acts/submit", &deposit).fails(400);
    assert!(said.contains("this is no development chain"), "{said}");
    assert_eq!(scene.terminal.tells("show account bob")["free"], "0");
    let act = json!({ "message": "deposit", "attach": "1000000000000000000", "from": "bob" });
    let said = explorer.post("/api/acts/preview", &act).fails(400);
    assert!(!said.contains("alice"), "{said}");

    // and an account can still be asked for
    let act = json!({ "message": "deposit", "attach": "1000000000000000000", "from": scene.address("bob") });
    let preview = explorer.post("/api/acts/preview", &act).json();
    assert_eq!(preview["refused"], json!(null), "{preview}");
}

//! A node that is no archive, and does not know any more what happened a while ago.

use crate::scene::{milli, Scene};
use answerable_client::Chain;
use serde_json::{json, Value};
use std::{
    collections::HashSet,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

/// Passes everything on to a node, except that the state of these blocks is gone.
fn forgets(url: &str, blocks: HashSet<String>) -> String {
    let node = url.trim_start_matches("ws://").to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let own = format!("ws://{}", listener.local_addr().unwrap());
    let blocks = Arc::new(blocks);
    thread::spawn(move || {
        for client in listener.incoming().map_while(Result::ok) {
            let server = TcpStream::connect(&node).unwrap();
            let (from, to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
            let spoilt = Arc::new(Mutex::new(HashSet::new()));
            let (noted, blocks) = (spoilt.clone(), blocks.clone());
            thread::spawn(move || {
                pass(from, to, |asked| {
                    let params = asked["params"].as_array()?;
                    let block = params.last()?.as_str()?;
                    let about_state = asked["method"].as_str()?.starts_with("state_");
                    if about_state && blocks.contains(block) {
                        noted.lock().unwrap().insert(asked["id"].to_string());
                    }
                    None
                })
            });
            thread::spawn(move || {
                pass(server, client, |answer| {
                    let id = &answer["id"];
                    let gone = "Client error: UnknownBlock: State already discarded";
                    let error = json!({ "code": 4003, "message": gone });
                    let is_spoilt = spoilt.lock().unwrap().remove(&id.to_string());
                    is_spoilt.then(|| json!({ "jsonrpc": "2.0", "id": id, "error": error }))
                })
            });
        }
    });
    own
}

/// One direction: the lines that open a WebSocket, and then its frames.
fn pass(
    mut from: TcpStream,
    mut to: TcpStream,
    change: impl Fn(Value) -> Option<Value>,
) -> Option<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.extend(read(&mut from, 1)?);
    }
    to.write_all(&head).ok()?;
    loop {
        let start = read(&mut from, 2)?;
        let extended = match start[1] & 0x7f {
            126 => read(&mut from, 2)?,
            127 => read(&mut from, 8)?,
            length => vec![length],
        };
        let length = extended
            .iter()
            .fold(0, |sum, byte| sum << 8 | usize::from(*byte));
        let extended = if start[1] & 0x7f < 126 {
            Vec::new()
        } else {
            extended
        };
        let mask = if start[1] & 0x80 == 0 {
            Vec::new()
        } else {
            read(&mut from, 4)?
        };
        let payload = read(&mut from, length)?;
        let plain: Vec<u8> = match mask.as_slice() {
            [] => payload.clone(),
            mask => payload
                .iter()
                .zip(mask.iter().cycle())
                .map(|(byte, mask)| byte ^ mask)
                .collect(),
        };
        let changed = serde_json::from_slice(&plain).ok().and_then(&change);
        match changed {
            Some(value) => {
                let text = value.to_string();
                let length = u8::try_from(text.len()).unwrap();
                let start = if length < 126 {
                    vec![0x81, length]
                } else {
                    vec![0x81, 126, 0, length]
                };
                to.write_all(&[&start, text.as_bytes()].concat()).ok()?;
            }
            None => to
                .write_all(&[start, extended, mask, payload].concat())
                .ok()?,
        }
    }
}

fn read(from: &mut TcpStream, length: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; length];
    from.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_node_forgot_costs_no_call() {
    let scene = Scene::new("forgot").await;
    scene.watches_once(&[]);
    let before = scene.chain.block().await.unwrap().number;
    let traces = [scene.records().await, scene.records().await];
    scene.pledges(traces[0], 1, 500).await;
    let fault = scene.reports(traces[0], 1, 100).await;
    let forgotten = scene.chain.block().await.unwrap().number;
    // How the next block is written only the forgotten one before it says.
    scene.records().await;
    scene.pledges(traces[1], 1, 700).await;

    // The pledge and the call came while nobody watched, in blocks that the node no longer knows.
    let mut blocks = HashSet::new();
    for number in 0..=forgotten {
        let block = scene
            .chain
            .final_block(number.max(1))
            .await
            .unwrap()
            .unwrap();
        blocks.insert(format!("{:?}", block.hash));
    }
    let url = forgets(&scene.url, blocks);
    let contract = format!("{:?}", scene.contract);
    let mut watching = scene.watches(&["--once", "--chain", &url, "--contract", &contract]);
    let told = watching.rest();
    let complaints = watching.complaints();
    let kinds: Vec<&Value> = told.iter().map(|it| &it["notice"]).collect();
    assert_eq!(kinds, ["called", "pledged", "summary"], "{complaints}");
    assert_eq!(told[0]["fault"], fault);
    assert_eq!(told[0]["due"], milli(100).to_string());
    assert_eq!(told[1]["cover"], milli(700).to_string());
    let gap = format!("the blocks from {} to {}", before + 1, forgotten + 1);
    assert!(complaints.contains(&gap), "{gap}: {complaints}");
    assert!(complaints.contains("archive node"), "{complaints}");
}

//! The demo tells one story, wherever it is played.

use answerable_e2e::{program::Terminal, Node};
use serde_json::Value;

/// The scenes as they are told in JSON, on this chain.
fn played(chain: &str) -> Vec<Value> {
    let told = Terminal::on(chain).says("demo --json");
    let scenes = told.lines().map(serde_json::from_str);
    scenes.collect::<Result<_, _>>().expect("it speaks JSON")
}

/// Without what is another on every chain: addresses, hashes, dates and times.
fn alike(sentence: &str) -> String {
    // How long the story waits depends on how fast the chain is.
    let sentence = sentence
        .split_once("Time passes: ")
        .map_or(sentence, |(before, _)| before);
    let own = |word: &&str| {
        let moment = |mark| word.contains(mark) && word.starts_with(|it: char| it.is_ascii_digit());
        !word.starts_with("0x") && !moment('-') && !moment(':')
    };
    let words: Vec<&str> = sentence.split_whitespace().filter(own).collect();
    words.join(" ")
}

fn sentences(scene: &Value) -> Vec<String> {
    let told = scene["sentences"]
        .as_array()
        .expect("a scene has sentences");
    let told = told
        .iter()
        .map(|it| it.as_str().expect("a sentence is text"));
    told.map(alike).collect()
}

/// What was done, what it held for storage and what was charged.
fn calls(scene: &Value) -> Vec<[Value; 5]> {
    let calls = scene["calls"].as_array().expect("a scene has calls");
    let parts = ["who", "call", "attached", "deposit", "fee"];
    calls
        .iter()
        .map(|call| parts.map(|part| call[part].clone()))
        .collect()
}

#[test]
fn a_node_tells_the_same_story_twice_with_the_same_sums() {
    let here = played("embedded");
    let node = Node::start(&[]);
    // The second time people have money left, and the code is there already.
    let there = played(node.url());
    let again = played(node.url());
    for other in [&there, &again] {
        assert_eq!(here.len(), other.len());
        for (one, other) in here.iter().zip(other) {
            assert_eq!(one["title"], other["title"]);
            assert_eq!(sentences(one), sentences(other));
            assert_eq!(one["holds"], other["holds"], "{}", one["title"]);
        }
    }
    for (one, other) in here.iter().zip(&there) {
        assert_eq!(calls(one), calls(other), "{}", one["title"]);
    }
}

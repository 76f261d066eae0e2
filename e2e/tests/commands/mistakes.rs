//! What people get wrong. Each mistake is one sentence with the next step, changes nothing, and is a failure.

use super::*;

fn refused(it: &World, words: &str, code: i32, parts: &[&str]) {
    let (exit, said) = it.terminal.fails(words);
    assert_eq!(exit, code, "{words}: {said}");
    for part in parts {
        assert!(said.contains(part), "{words}: no {part:?} in: {said}");
    }
    if code != 2 {
        assert_eq!(
            said.trim_end().lines().count(),
            1,
            "{words}: one sentence, not: {said}"
        );
    }
    for debug in ["Amount(", "H160(", "TraceId(", "Some(", " {"] {
        assert!(!said.contains(debug), "{words}: speaks in Rust: {said}");
    }
}

#[test]
fn what_the_contract_refuses() {
    let it = World::new();
    let trace = it.records(1);
    let nothing = format!("0x{}", "07".repeat(32));
    refused(&it, "record trace.json --from alice", 3, &[&trace]);
    refused(
        &it,
        &format!("pledge {nothing} 1 1 --from bob"),
        3,
        &[&nothing],
    );
    refused(&it, &format!("pledge {trace} 3 1 --from bob"), 3, &["step"]);
    refused(
        &it,
        &format!("pledge {trace} 1 2 --from bob"),
        3,
        &["2.6", "answerable deposit"],
    );
    refused(&it, "own-up 7 --from bob", 3, &["7"]);
    refused(&it, "withdraw 1 --from bob", 3, &["1"]);
    refused(&it, "office treasury bob --from bob", 3, &["governance"]);
    refused(
        &it,
        &format!("require-covered {trace} --least 1"),
        3,
        &["step 1"],
    );
}

#[test]
fn what_is_not_understood() {
    let it = World::new();
    let trace = it.records(1);
    refused(&it, "deposit", 2, &["AMOUNT"]);
    refused(&it, "deposit 1,5 --from bob", 2, &["0.25"]);
    refused(&it, "deposit -1 --from bob", 2, &[]);
    refused(&it, "deposit 1.0000000000000000001 --from bob", 2, &["18"]);
    refused(
        &it,
        "deposit 1 --contract 0x12 --from bob",
        2,
        &["40 hexadecimal"],
    );
    refused(&it, "pledge 0x12 1 1 --from bob", 2, &["64 hexadecimal"]);
    refused(
        &it,
        &format!("pledge {trace} 300 1 --from bob"),
        2,
        &["300"],
    );
    refused(&it, "slash 1 25 --from alice", 2, &["12.5%"]);
    refused(&it, "mandate grant --actor nobody", 2, &["alice"]);
    refused(
        &it,
        "record trace.json --cover 1:1 --from alice",
        2,
        &["STEP:MANDATE:TOKENS"],
    );
    refused(
        &it,
        &format!("report {trace} 1 1 --evidence @missing --from bob"),
        2,
        &["missing"],
    );
    refused(&it, "dposit 1", 2, &["deposit"]);
}

#[test]
fn money_that_is_not_there_or_cannot_be_divided() {
    let it = World::new();
    refused(
        &it,
        "deposit 100000000000000 --from bob",
        1,
        &["send it", "tokens more"],
    );
    refused(&it, "deposit 0.0000000000001 --from bob", 1, &["multiple"]);
    refused(&it, "deposit 1 --from Nobody/7", 1, &["tokens"]);
}

#[test]
fn another_place_than_was_meant() {
    let it = World::new();
    refused(
        &it,
        "deposit 1 --from bob --chain nowhere",
        1,
        &["nowhere", "dev"],
    );
    refused(
        &it,
        "deposit 1 --from bob --chain ws://127.0.0.1:9",
        4,
        &["scripts/dev"],
    );
    refused(
        &it,
        "deposit 1 --from bob --chain embedded",
        1,
        &["answerable deploy"],
    );
    refused(
        &it,
        "deploy --from alice --chain embedded",
        1,
        &["ends with this program"],
    );
    let empty = format!("0x{:040x}", 1);
    refused(
        &it,
        &format!("deposit 1 --from bob --contract {empty}"),
        1,
        &[&empty],
    );
    refused(
        &it,
        "deposit 1 --from bob --contract alice",
        1,
        &["0x9621dde636de098b43efb0fa9b61facfe328f99d"],
    );
    it.terminal.write(
        "config/answerable/config.toml",
        "default = \"dev\"\nnetwork = 1\n",
    );
    refused(&it, "deposit 1 --from bob", 1, &["line 2", "config.toml"]);
}

#[test]
fn files_that_are_not_what_they_should_be() {
    let it = World::new();
    refused(
        &it,
        "record nothing.json --from alice",
        1,
        &["nothing.json"],
    );
    it.terminal.write("bad.json", "{\"requester\": \"0x12\"}");
    refused(&it, "record bad.json --from alice", 1, &["bad.json"]);
    let lines = [
        trace(1),
        trace(2),
        trace(3).replace("0x0000", "0x00"),
        trace(4),
    ]
    .join("\n");
    it.terminal.write("traces.jsonl", &lines);
    refused(
        &it,
        "anchor traces.jsonl --from alice",
        1,
        &["line 3", "traces.jsonl"],
    );
    assert!(
        !it.terminal.folder().join("traces.jsonl.tree").exists(),
        "nothing half done"
    );
    refused(&it, "proof traces.jsonl --line 1", 1, &["--traces"]);
    refused(
        &it,
        "proof traces.jsonl --line 1 --traces traces.jsonl",
        1,
        &["not a tree file"],
    );

    it.terminal
        .write("traces.jsonl", &[trace(1), trace(2)].join("\n"));
    it.terminal.says("anchor traces.jsonl --from alice");
    refused(&it, "proof traces.jsonl.tree --line 3", 1, &["1 to 2"]);
    it.terminal
        .says("proof traces.jsonl.tree --line 2 --out proof.json");
    refused(&it, "open proof.json --from bob", 1, &["--batch"]);
    refused(&it, "open proof.json --batch 7 --from bob", 3, &["7"]);
    let proof = std::fs::read_to_string(it.terminal.folder().join("proof.json"));
    let forged = proof
        .expect("it was written")
        .replace("\"at\": 1767225602", "\"at\": 1767225603");
    it.terminal.write("forged.json", &forged);
    refused(
        &it,
        "open forged.json --batch 1 --from bob",
        1,
        &["was changed"],
    );
}

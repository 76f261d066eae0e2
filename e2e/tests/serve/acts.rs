//! An act is said in advance in words and numbers, and comes out as it was said.

use crate::scene::Scene;
use serde_json::{json, Value};

const TOKEN: u64 = 1_000_000_000_000_000_000;

fn tokens(amount: u64) -> String {
    (amount * TOKEN).to_string()
}

fn pledge(trace: &str, from: &str, attach: &str) -> Value {
    json!({
        "message": "pledge",
        "arguments": { "trace": trace, "step": 1, "cover": tokens(2) },
        "attach": attach,
        "from": from,
    })
}

fn by_dev(mut act: Value) -> Value {
    let act = act.as_object_mut().unwrap();
    let from = act.remove("from").unwrap();
    act.insert("dev".into(), from);
    act.clone().into()
}

#[test]
fn what_would_happen_is_what_the_command_line_says_and_what_happens() {
    // given
    let scene = Scene::new();
    let trace = scene.records(1);
    let explorer = scene.serves("");
    let act = pledge(&trace, "bob", "2600000000000000000");

    // when
    let preview = explorer.post("/api/acts/preview", &act);
    assert_eq!(preview.status, 200, "{preview:?}");
    let preview = preview.json();

    // then
    let words = format!("pledge {trace} 1 2 --from bob --attach 2.6 --dry-run");
    let dry_run = scene.terminal.tells(&words);
    assert_eq!(preview["cost"]["fee"], dry_run["fee"]);
    assert_eq!(preview["cost"]["deposit"], dry_run["deposit"]);
    assert_eq!(preview["cost"]["depositBack"], "0");
    assert_eq!(preview["cost"]["attached"], dry_run["attached"]);
    assert_eq!(preview["refused"], Value::Null);
    assert_eq!(preview["mapped"], true);
    assert_eq!(preview["to"], scene.contract.as_str());
    assert_eq!(preview["value"], "2600000000000000000");
    let said = scene.terminal.says(&words);
    let sentences = preview["sentences"].as_array().unwrap();
    assert_eq!(sentences.len(), 2);
    for sentence in sentences {
        assert!(said.contains(sentence.as_str().unwrap()), "{sentence}");
    }

    // and as an address it is the same
    let other = pledge(&trace, &scene.address("bob"), "2600000000000000000");
    assert_eq!(explorer.post("/api/acts/preview", &other).json(), preview);

    // and it comes out so
    let done = explorer.post("/api/acts/submit", &by_dev(act));
    assert_eq!(done.status, 200, "{done:?}");
    let done = done.json();
    assert_eq!(done["sentences"], preview["sentences"]);
    let fee = |fee: &Value| fee.as_str().unwrap().parse::<u128>().unwrap();
    assert!(fee(&done["fee"]) <= fee(&preview["cost"]["fee"]));
    let step = scene.terminal.tells(&format!("show step {trace} 1"));
    assert_eq!(step["pledges"][0]["left"], tokens(2));
    assert_eq!(step["pledges"][0]["surety"], done["events"][1]["surety"]);
    // Who did it finds it in the lists at once.
    let listed = explorer.lists("/api/pledges");
    assert_eq!(listed[0]["trace"], trace.as_str());
    assert!(
        done["block"]["number"].as_u64().unwrap()
            < explorer.tells("/api/status")["index"]["next"]
                .as_u64()
                .unwrap()
    );
}

#[test]
fn what_the_contract_refuses_is_said_with_its_reason_before_and_after() {
    let scene = Scene::new();
    let trace = scene.records(1);
    let explorer = scene.serves("");
    for (act, reason) in [
        (pledge(&trace, "bob", "0"), "InsufficientFree"),
        (
            pledge(&format!("0x{}", "ab".repeat(32)), "bob", "0"),
            "UnknownTrace",
        ),
        (
            json!({ "message": "ownUp", "arguments": { "fault": 9 }, "from": "bob" }),
            "UnknownFault",
        ),
        (
            json!({ "message": "setIntake", "arguments": { "open": false }, "from": "bob" }),
            "NotGovernance",
        ),
        (
            // More than anybody has.
            json!({ "message": "deposit", "attach": "999999999999000000000000000000000000", "from": "bob" }),
            "InsufficientFunds",
        ),
    ] {
        let preview = explorer.post("/api/acts/preview", &act).json();
        assert_eq!(preview["refused"]["reason"], reason, "{preview}");
        assert!(preview["refused"]["sentence"].is_string());
        assert!(preview["refused"]["details"].is_object());
        assert_eq!(preview["cost"], Value::Null);
        assert_eq!(preview["sentences"], json!([]));
        let answer = explorer.post("/api/acts/submit", &by_dev(act.clone()));
        assert!([404, 422].contains(&answer.status), "{answer:?}");
        assert_eq!(answer.json()["reason"], reason);
        let answer = explorer.post("/api/acts/payload", &act);
        assert!([404, 422].contains(&answer.status), "{answer:?}");
        assert_eq!(answer.json()["reason"], reason);
    }
    let missing = explorer.post("/api/acts/preview", &pledge(&trace, "bob", "0"));
    assert_eq!(
        missing.json()["refused"]["details"]["needed"],
        "2600000000000000000"
    );
}

#[test]
fn what_is_no_act_is_refused_by_the_name_of_what_is_wrong() {
    let scene = Scene::new();
    let explorer = scene.serves("");
    for (body, said) in [
        (
            json!({ "message": "jump", "from": "bob" }),
            "there is no message \"jump\"",
        ),
        (
            json!({ "message": "fault", "arguments": { "fault": 1 }, "from": "bob" }),
            "`fault` only looks",
        ),
        (
            json!({ "message": "ownUp", "from": "bob" }),
            "the argument `fault` is missing",
        ),
        (
            json!({ "message": "ownUp", "arguments": { "fault": 1, "why": 1 }, "from": "bob" }),
            "no argument `why`",
        ),
        (
            json!({ "message": "ownUp", "arguments": { "fault": "one" }, "from": "bob" }),
            "the argument `fault`",
        ),
        (
            json!({ "message": "ownUp", "arguments": [1], "from": "bob" }),
            "the JSON is not understood",
        ),
        (
            json!({ "message": "deposit", "attach": "1.5", "from": "bob" }),
            "attach: \"1.5\"",
        ),
        (
            json!({ "message": "deposit", "attach": "-1", "from": "bob" }),
            "attach: ",
        ),
        (
            json!({ "message": "deposit", "attach": "1", "from": "bob" }),
            "counts in steps of",
        ),
        (
            json!({ "message": "deposit", "from": "zoe" }),
            "from: \"zoe\" is no account",
        ),
        (
            json!({ "message": "deposit", "from": "0x12" }),
            "from: \"0x12\" is no account",
        ),
        (json!({ "message": "deposit" }), "missing field `from`"),
        (
            json!({ "message": "deposit", "from": "bob", "by": 1 }),
            "unknown field `by`",
        ),
        (json!("deposit"), "the JSON is not understood"),
    ] {
        let sentence = explorer.post("/api/acts/preview", &body).fails(400);
        assert!(sentence.contains(said), "{body}: {sentence}");
    }
    for body in [
        json!({}),
        json!({ "message": "deposit" }),
        json!({ "dev": "bob" }),
        json!({ "ticket": "1" }),
        json!({ "ticket": "1", "signature": "0x01", "dev": "bob" }),
    ] {
        let sentence = explorer.post("/api/acts/submit", &body).fails(400);
        assert!(
            sentence.contains("give a ticket with its signature"),
            "{body}: {sentence}"
        );
    }
    let nobody = json!({ "message": "deposit", "attach": "0", "dev": "zoe" });
    let sentence = explorer.post("/api/acts/submit", &nobody).fails(400);
    assert!(
        sentence.contains("/api/dev/accounts lists them"),
        "{sentence}"
    );
}

#[test]
fn development_accounts_are_there_with_what_they_have() {
    let scene = Scene::new();
    let explorer = scene.serves("");
    let accounts = explorer.tells("/api/dev/accounts");
    let shown = scene.terminal.tells("accounts");
    let of = |accounts: &Value| -> Vec<Value> {
        let accounts = accounts.as_array().unwrap().iter();
        let facts = accounts.map(|it| json!([it["name"], it["address"], it["balance"]]));
        facts.collect()
    };
    assert_eq!(of(&accounts), of(&shown));
    assert_eq!(
        accounts[0]["account"],
        "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"
    );
}

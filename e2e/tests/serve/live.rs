//! What is decided on is what the contract says at the moment.

use crate::scene::Scene;
use serde_json::{json, Value};

#[test]
fn what_is_read_off_the_chain_is_what_the_command_line_shows() {
    // given
    let scene = Scene::new();
    let trace = scene.records(1);
    scene.fails(&trace, 1);
    let bob = scene.address("bob");
    scene.does(&format!(
        "offer make {trace} 2 2 0.1 --until 1d --from charlie --attach 0.1"
    ));
    scene.does(&format!(
        "mandate grant --actor {} --kinds model --recorder alice --per-trace 1 --limit 10 --premium 1% --until 1d --from bob",
        scene.address("dave")
    ));
    let explorer = scene.serves("");

    // then
    let shown = |what: &str| scene.terminal.tells(&format!("show {what}"));
    let fault = explorer.tells("/api/faults/1");
    assert_eq!(fault["fault"], shown("fault 1"));
    let step = explorer.tells(&format!("/api/steps/{trace}/1"));
    assert_eq!(step["record"], shown(&format!("step {trace} 1")));
    let layers = scene.terminal.tells(&format!("who-answers {trace} 1"));
    assert_eq!(step["layers"], layers[0]["layers"]);
    let office = explorer.tells("/api/office");
    assert_eq!(office["office"], shown("office"));
    assert_eq!(office["totals"], shown("totals"));
    assert_eq!(office["terms"], step["terms"]);
    assert_eq!(explorer.tells("/api/offers/1")["offer"], shown("offer 1"));
    assert_eq!(
        explorer.tells("/api/mandates/1")["mandate"],
        shown("mandate 1")
    );
    let account = explorer.tells(&format!("/api/accounts/{bob}"));
    let shown = shown(&format!("account {bob}"));
    for (name, fact) in account["live"].as_object().unwrap() {
        assert_eq!(fact, &shown[name], "{name}");
    }

    // and each says as of which block
    for answer in [&fault, &step, &office, &account] {
        let block = answer["block"]["number"].as_u64().unwrap();
        assert_eq!(
            explorer.tells("/api/status")["chain"]["head"]["number"],
            block
        );
    }
}

#[test]
fn a_trace_comes_with_its_story_from_its_first_block_to_its_last() {
    // given
    let scene = Scene::new();
    let trace = scene.records(1);
    scene.fails(&trace, 1);
    scene.does(&format!(
        "offer make {trace} 2 2 0.1 --until 1d --from charlie --attach 0.1"
    ));
    let last = scene.does("own-up 1 --from bob");
    let explorer = scene.serves("");

    // when the index need not have read any of it
    let told = explorer.tells(&format!("/api/traces/{trace}"));

    // then
    assert!(told["block"]["number"].as_u64().unwrap() >= last);
    let shown = scene.terminal.tells(&format!("show trace {trace}"));
    let history = &told["history"];
    for (ours, theirs) in [
        ("recorder", "recorder"),
        ("requester", "requester"),
        ("input", "input"),
        ("output", "output"),
        ("at", "at"),
        ("recordedAt", "recordedAt"),
        ("terms", "terms"),
        ("requesterUntil", "requesterUntil"),
        ("busyUntil", "busyUntil"),
    ] {
        assert_eq!(history[ours], shown[theirs], "{ours}");
    }
    assert_eq!(history["id"], trace.as_str());
    let step = &history["steps"][0];
    assert_eq!(step["actor"], shown["steps"][0]["actor"]);
    assert_eq!(step["promises"][0]["left"], "500000000000000000");
    assert_eq!(step["promises"][0]["paid"], "1500000000000000000");
    assert_eq!(step["cover"], "500000000000000000");
    let fault = &history["faults"][0];
    assert_eq!(fault["state"], "madeGood");
    assert_eq!(fault["turns"][0]["outcome"], "ownedUp");
    assert_eq!(history["sums"]["bySureties"], "1500000000000000000");
    let offer = scene.terminal.tells("show offer 1");
    explorer.has(last);
    let told = explorer.tells(&format!("/api/traces/{trace}"));
    assert_eq!(told["offers"], json!([{ "id": 1, "offer": offer }]));

    // and it can be drawn
    let picture = explorer.get(&format!("/api/traces/{trace}/picture.svg"));
    assert_eq!(picture.header("content-type"), Some("image/svg+xml"));
    let drawn = scene.terminal.says(&format!("show trace {trace} --svg -"));
    assert_eq!(picture.text.trim_end(), drawn.trim_end());
}

#[test]
fn what_is_not_there_is_said_so() {
    let scene = Scene::new();
    let explorer = scene.serves("");
    let nothing = format!("0x{}", "ab".repeat(32));
    for (path, reason) in [
        (format!("/api/traces/{nothing}"), "UnknownTrace"),
        (format!("/api/traces/{nothing}/picture.svg"), "UnknownTrace"),
        (format!("/api/steps/{nothing}/1"), "UnknownTrace"),
        ("/api/faults/7".into(), "UnknownFault"),
        ("/api/faults/7/acts?as=bob".into(), "UnknownFault"),
        ("/api/offers/7".into(), "UnknownOffer"),
        ("/api/mandates/7".into(), "UnknownMandate"),
        ("/api/batches/7".into(), "UnknownBatch"),
    ] {
        let answer = explorer.get(&path);
        answer.fails(404);
        assert_eq!(answer.json()["reason"], reason, "{path}");
    }
    assert_eq!(
        explorer.get("/api/faults/7").json()["details"],
        json!({ "fault": 7 })
    );
    // An account that did nothing has nothing, as the contract says.
    let account = explorer.tells(&format!("/api/accounts/{}", scene.address("eve")));
    assert_eq!(account["live"]["free"], "0");
}

#[test]
fn whoever_asks_what_they_may_do_is_told_by_the_contract() {
    // given
    let scene = Scene::new();
    let trace = scene.records(1);
    scene.fails(&trace, 1);
    let explorer = scene.serves("");
    let allowed = |name: &str| -> Vec<String> {
        let acts = explorer.tells(&format!("/api/faults/1/acts?as={name}"));
        let acts = acts.as_array().unwrap().clone();
        let (may, may_not): (Vec<Value>, Vec<Value>) =
            acts.into_iter().partition(|act| act["allowed"] == true);
        assert!(may.iter().all(|act| act["sentence"].is_null()));
        assert!(may_not.iter().all(|act| act["sentence"].is_string()));
        let names = may.iter().map(|act| act["message"].as_str().unwrap());
        names.map(str::to_owned).collect()
    };

    // then, while the surety has its turn
    assert_eq!(allowed("bob"), ["ownUp", "contest"]);
    assert_eq!(allowed("charlie"), ["withdrawReport"]);
    assert_eq!(allowed("alice"), [""; 0]);
    assert_eq!(allowed(&scene.address("bob")), ["ownUp", "contest"]);

    // and when it is governance's
    scene.does("contest 1 --concede 0.5 --defence @trace.json --from bob --attach 0.1");
    assert_eq!(allowed("bob"), ["ownUp"]);
    assert_eq!(allowed("alice"), ["ruleUphold", "ruleDismiss"]);

    // and when nobody answers any more
    scene.does("rule uphold 1 1.5 --from alice");
    assert_eq!(allowed("bob"), [""; 0]);

    explorer.get("/api/faults/1/acts").fails(400);
    let said = explorer.get("/api/faults/1/acts?as=zoe").fails(400);
    assert!(said.contains("\"zoe\" is no account"), "{said}");
}

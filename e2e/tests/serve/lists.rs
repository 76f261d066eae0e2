//! Lists are whole, in order, and filtered as asked.

use crate::scene::{Scene, NOBODY};
use serde_json::Value;

fn ids(items: &[Value]) -> Vec<String> {
    let ids = items.iter().map(|item| item["id"].as_str().unwrap());
    ids.map(str::to_owned).collect()
}

#[test]
fn pages_have_no_gaps_and_no_repeats_while_there_is_more_and_more() {
    // given
    let scene = Scene::new();
    let mut traces: Vec<String> = (1..=7).map(|number| scene.records(number)).collect();
    let explorer = scene.serves("");
    explorer.has(scene.does("deposit 1 --from bob"));

    // when
    let mut seen = Vec::new();
    let mut path = "/api/traces?limit=2".to_owned();
    for number in 8.. {
        let page = explorer.tells(&path);
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= 2);
        seen.extend(ids(items));
        let Some(next) = page["next"].as_str() else {
            break;
        };
        path = format!("/api/traces?limit=2&after={next}");
        scene.records(number);
        explorer.has(scene.does("deposit 1 --from bob"));
    }

    // then
    traces.reverse();
    assert_eq!(seen, traces);
}

#[test]
fn every_filter_leaves_what_it_says() {
    // given
    let scene = Scene::new();
    let (first, second) = (scene.records(1), scene.records(2));
    scene.fails(&first, 1);
    scene.does(&format!("pledge {second} 1 1 --from eve --attach 1.3"));
    let last = scene.does(&format!("pledge {second} 2 1 --from bob --attach 1.3"));
    let explorer = scene.serves("");
    explorer.has(last);
    let [ferdie, bob, charlie, dave, eve] =
        ["ferdie", "bob", "charlie", "dave", "eve"].map(|name| scene.address(name));
    let (both, one, two, none) = (
        vec![second.clone(), first.clone()],
        vec![first.clone()],
        vec![second.clone()],
        Vec::new(),
    );

    // then
    for (query, wanted) in [
        (format!("recorder={ferdie}"), &both),
        (format!("recorder={bob}"), &none),
        (format!("requester={charlie}"), &both),
        (format!("actor={dave}"), &both),
        (format!("actor={NOBODY}&recorder={ferdie}"), &both),
        (format!("commitment=0x{}", "07".repeat(32)), &both),
        (format!("commitment=0x{}", "08".repeat(32)), &none),
        (format!("surety={eve}"), &two),
        (format!("surety={bob}"), &both),
        ("openFaults=true".into(), &one),
        ("answered=all".into(), &two),
        ("answered=some".into(), &one),
        ("answered=none".into(), &none),
        ("batch=1".into(), &none),
        (String::new(), &both),
        ("actor=".into(), &both),
    ] {
        let found = explorer.lists(&format!("/api/traces?{query}"));
        assert_eq!(&ids(&found), wanted, "{query}");
    }
    for (query, count) in [
        (format!("called={bob}"), 1),
        (format!("called={eve}"), 0),
        (format!("reporter={charlie}&state=answering"), 1),
        ("state=contested&state=answering".into(), 1),
        ("state=contested,defaulted".into(), 0),
        ("open=true&order=deadline".into(), 1),
        ("deadlineBefore=1".into(), 0),
        (format!("trace={second}"), 0),
    ] {
        let found = explorer.lists(&format!("/api/faults?{query}"));
        assert_eq!(found.len(), count, "{query}");
    }
    let open = explorer.lists("/api/open");
    let open: Vec<_> = open.iter().map(|it| (&it["trace"], &it["step"])).collect();
    assert_eq!(open, [(&Value::from(first.clone()), &Value::from(2))]);
    assert_eq!(
        explorer.lists(&format!("/api/pledges?surety={bob}")).len(),
        2
    );
    let calendar = explorer.lists(&format!("/api/accounts/{bob}/calendar"));
    assert_eq!(calendar[0]["kind"], "answer");
    assert_eq!(calendar[0]["fault"], 1);
    let found = explorer.tells("/api/search?q=1");
    assert_eq!(found, serde_json::json!([{ "kind": "fault", "id": "1" }]));

    // and sums are sums
    let overview = explorer.tells("/api/overview");
    assert_eq!(overview["traces"], 2);
    assert_eq!(
        (&overview["steps"], &overview["answered"]),
        (&4.into(), &3.into())
    );
    assert_eq!(overview["cover"], "4000000000000000000");
    assert_eq!(overview["openFaults"], 1);
    let series = explorer.tells("/api/series?points=10");
    let last = series["points"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(last["traces"], 2);
    assert_eq!(last["cover"], overview["cover"]);
}

#[test]
fn a_query_that_is_not_understood_is_refused_by_its_parameter() {
    let scene = Scene::new();
    let explorer = scene.serves("");
    for (path, said) in [
        (
            "/api/traces?speed=1",
            "unknown parameter `speed`, expected one of",
        ),
        (
            "/api/traces?limit=many",
            "limit: \"many\" is not a whole number",
        ),
        ("/api/traces?limit=-1", "limit: "),
        ("/api/traces?limit=99999999999999999999", "limit: "),
        ("/api/traces?after=zz", "after: \"zz\" is not where a page"),
        ("/api/traces?requester=bob", "requester: \"bob\" is not 0x"),
        (
            "/api/traces?answered=maybe",
            "answered: unknown variant `maybe`, expected one of",
        ),
        ("/api/traces?openFaults=1", "openFaults: give true or false"),
        (
            "/api/traces?batch=1&batch=2",
            "batch: it is given more than once",
        ),
        (
            "/api/faults?state=answering,lost",
            "state: \"lost\" is none of answering",
        ),
        ("/api/faults?order=size", "order: unknown variant `size`"),
        ("/api/open?kind=magic", "kind: \"magic\" is not model"),
        ("/api/series?points=x", "points: "),
        ("/api/search", "missing field `q`"),
        ("/api/overview?x=1", "unknown parameter `x`"),
        ("/api/faults/one", "\"one\" names nothing"),
        ("/api/faults/-1", "\"-1\" names nothing"),
        ("/api/traces/0x12", "\"0x12\" names nothing"),
        ("/api/accounts/0x12", "\"0x12\" names nothing"),
        ("/api/steps/0x12/1", "\"0x12\" names nothing"),
        ("/api/traces?recorder=%ff", "recorder: "),
    ] {
        let answer = explorer.get(path);
        let sentence = answer.fails(400);
        assert!(sentence.contains(said), "{path}: {sentence}");
    }
}

//! What is new comes by itself, once, and from where one was.

use crate::scene::Scene;

#[test]
fn whoever_listens_is_told_and_whoever_was_away_is_told_what_they_missed() {
    // given
    let scene = Scene::new();
    let explorer = scene.serves("");
    let first = scene.does("deposit 1 --from bob");
    explorer.has(first);
    let mut events = explorer.events(None);

    // when something happens, they are told, and of where they stand before that
    let (id, standing) = events.next().unwrap();
    assert_eq!(standing["block"], id);
    assert_eq!(standing["next"], id + 1);
    let second = scene.does("deposit 2 --from bob");
    let (id, told) = events.next_told();
    assert_eq!(id, second);
    assert_eq!(told["events"][0]["name"], "Deposited");
    let sentence = format!("{} put 2 tokens in", scene.address("bob"));
    assert_eq!(told["events"][0]["sentence"], sentence);
    // Everything that was told is in the lists.
    let listed = explorer.lists("/api/events");
    assert_eq!(listed[0]["block"], id);
    assert_eq!(listed[0]["sentence"], sentence);
    drop(events);

    // and while they are away
    let trace = scene.records(1);
    let last = scene.fails(&trace, 1);
    explorer.has(last);
    let mut events = explorer.events(Some(second));
    let mut seen = Vec::new();
    while seen.last() != Some(&last) {
        let (id, told) = events.next_told();
        if let Some(event) = told["events"].as_array().unwrap().last() {
            if event["name"] == "Called" {
                assert_eq!(event["fault"], 1);
                assert_eq!(event["trace"], trace.as_str());
            }
        }
        seen.push(id);
    }

    // then nothing is missing and nothing comes twice
    let listed = explorer.lists("/api/events?limit=200");
    let mut blocks: Vec<u64> = listed
        .iter()
        .map(|it| it["block"].as_u64().unwrap())
        .collect();
    blocks.dedup();
    blocks.reverse();
    blocks.retain(|block| *block > second);
    assert_eq!(seen, blocks);
    let fourth = scene.does("deposit 3 --from bob");
    assert_eq!(events.next_told().0, fourth);

    // and a place that is none is refused
    let headers = [("last-event-id", "soon")];
    let answer = answerable_e2e::ask::ask(&explorer.address, "GET", "/api/stream", &headers, "");
    assert!(answer.fails(400).contains("Last-Event-ID"));
}

#[test]
fn open_streams_are_counted_and_have_a_most() {
    let scene = Scene::new();
    let explorer = scene.serves("");
    let open = || {
        let metrics = explorer.get("/metrics").text;
        let line = metrics
            .lines()
            .find(|line| line.starts_with("answerable_streams_open "));
        line.unwrap()
            .rsplit(' ')
            .next()
            .unwrap()
            .parse::<usize>()
            .unwrap()
    };
    assert_eq!(open(), 0);
    let streams: Vec<_> = (0..256).map(|_| explorer.events(None)).collect();
    assert_eq!(open(), streams.len());
    let said = explorer.get("/api/stream").fails(429);
    assert!(said.contains("256 listen already"), "{said}");
    drop(streams);
    scene.does("deposit 1 --from bob");
    explorer.waits_for("the end of the streams", || open() == 0);
    assert!(explorer.events(None).next().is_some());
}

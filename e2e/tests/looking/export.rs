//! `export`: the records say what the views say, and the events what happened.

use super::*;
use answerable_client::{interface::IAnswerable::*, json};
use answerable_e2e::journey::U256;
use serde_json::Value;
use std::{collections::BTreeMap, fs, process::Stdio, thread, time::Duration};

fn lines(text: &str) -> Vec<Value> {
    let lines = text.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect()
}

fn of<'a>(records: &'a [Value], kind: &str) -> Vec<&'a Value> {
    let records = records.iter();
    records.filter(|it| it["type"] == kind).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_about_a_trace_is_written() {
    let it = &story::tell("node").await;
    let other = acts::records(&it.stage, &it.recorder, &it.second, 1).await;
    let terminal = &Onlooker::of(&it.stage);

    let records = lines(&terminal.says(&format!("export {}", it.trace)));
    says_what_the_chain_says(it, &records).await;
    sets_of_traces(it, terminal, &records, other.to_string());
    a_file_is_whole_or_not_there(it, terminal, &records);
}

async fn says_what_the_chain_says(it: &Told, records: &[Value]) {
    let mut counts = BTreeMap::new();
    for record in records {
        assert_eq!(record["trace"], it.trace.to_string());
        *counts.entry(record["type"].as_str().unwrap()).or_insert(0) += 1;
    }
    assert_eq!(counts["trace"], 1);
    assert_eq!(counts["step"], 5);
    assert_eq!(counts["pledge"], 5);
    assert_eq!(counts["fault"], 5);

    let record = it.stage.sees(&traceCall { trace: it.trace }).await;
    let record = json::returned::<traceCall>(&record);
    let trace = of(records, "trace")[0];
    for name in [
        "requester",
        "recorder",
        "input",
        "output",
        "recordedAt",
        "busyUntil",
    ] {
        assert_eq!(trace[name], record[name], "{name}");
    }
    for fault in of(records, "fault") {
        let id = fault["fault"].as_u64().unwrap();
        let record = it.stage.sees(&faultCall { fault: id }).await;
        let record = json::returned::<faultCall>(&record);
        for name in ["state", "loss", "paid"] {
            assert_eq!(fault[name], record[name], "{name} of fault {id}");
        }
    }
    let uri = |fault: &&&Value| fault["fault"] == it.unanswered;
    let faults = of(records, "fault");
    let unanswered = faults.iter().find(uri).unwrap();
    assert_eq!(unanswered["uri"], story::HOSTILE, "as it was written");
    for pledge in of(records, "pledge") {
        let step = u8::try_from(pledge["step"].as_u64().unwrap()).unwrap();
        let view = stepCall {
            trace: it.trace,
            step,
        };
        let record = json::returned::<stepCall>(&it.stage.sees(&view).await);
        let place = usize::try_from(pledge["layer"].as_u64().unwrap()).unwrap() - 1;
        for name in ["surety", "cover", "left"] {
            assert_eq!(pledge[name], record["pledges"][place][name]);
        }
    }

    // What the events say was paid is what the records say.
    let events = of(records, "event");
    let amount = |value: &Value| value.as_str().unwrap().parse::<U256>().unwrap();
    let mut paid = BTreeMap::<u64, U256>::new();
    for event in &events {
        if event["event"] == "Paid" || event["event"] == "Volunteered" {
            let fault = event["fault"].as_u64().unwrap();
            *paid.entry(fault).or_default() += amount(&event["amount"]);
            let records = of(records, "fault");
            let record = records.iter().find(|it| it["fault"] == fault).unwrap();
            assert_eq!(
                event["step"], record["step"],
                "events about a fault name its step"
            );
        }
    }
    for fault in of(records, "fault") {
        let id = fault["fault"].as_u64().unwrap();
        assert_eq!(
            paid.get(&id).copied().unwrap_or_default(),
            amount(&fault["paid"])
        );
    }
    let place = |event: &&Value| (event["block"].as_u64(), event["index"].as_u64());
    assert!(
        events.windows(2).all(|two| place(&two[0]) < place(&two[1])),
        "in the chain's order"
    );
    assert_eq!(events[0]["event"], "Recorded");
}

fn sets_of_traces(it: &Told, terminal: &Onlooker, records: &[Value], other: String) {
    let traces = |words: &str| -> Vec<String> {
        let records = lines(&terminal.says(words));
        let traces = of(&records, "trace");
        traces
            .iter()
            .map(|it| it["trace"].as_str().unwrap().into())
            .collect()
    };
    let who = |person: &answerable_e2e::journey::Person| format!("{:?}", person.h160());
    let first = it.trace.to_string();
    let only_first = std::slice::from_ref(&first);
    let mut both = vec![first.clone(), other.clone()];
    both.sort();
    assert_eq!(traces("export --all"), both);
    assert_eq!(
        traces(&format!("export --recorder {}", who(&it.recorder))),
        both
    );
    assert_eq!(
        traces(&format!("export --actor {}", who(&it.recorder))),
        both
    );
    assert_eq!(
        traces(&format!("export --requester {}", who(&it.asker))),
        only_first
    );
    assert_eq!(
        traces(&format!("export --surety {}", who(&it.idle))),
        only_first
    );
    let nobody = format!("export --surety {}", who(&it.asker));
    assert_eq!(terminal.says(&nobody), "");
    let neither = format!("export {other} --surety {}", who(&it.idle));
    assert_eq!(terminal.says(&neither), "");

    // The same trace is told alike whether it is named or found.
    let found = lines(&terminal.says(&format!("export --surety {}", who(&it.idle))));
    let without_head = |records: &[Value]| -> Vec<Value> {
        let records = records.iter().filter(|it| it["type"] == "event");
        records.cloned().collect()
    };
    assert_eq!(without_head(&found), without_head(records));
}

fn a_file_is_whole_or_not_there(it: &Told, terminal: &Onlooker, records: &[Value]) {
    let folder = terminal.terminal.folder();
    let words = format!("export {} --out trace.jsonl", it.trace);
    let output = terminal.run(&words);
    assert!(output.status.success());
    let written = fs::read_to_string(folder.join("trace.jsonl")).unwrap();
    assert_eq!(lines(&written).len(), records.len());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains(&format!("{} records", records.len())),
        "{said}"
    );

    // Killed at several moments.
    for (number, after) in [10, 40, 80, 120, 160, 200, 300].into_iter().enumerate() {
        let name = format!("killed-{number}.jsonl");
        let words = format!("export {} --out {name}{}", it.trace, terminal.contract);
        let mut export = terminal.terminal.command(&words);
        let mut export = export.stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(Duration::from_millis(after));
        export.kill().unwrap();
        export.wait().unwrap();
        if let Ok(whole) = fs::read_to_string(folder.join(name)) {
            assert_eq!(lines(&whole).len(), records.len(), "after {after} ms");
        }
    }

    terminal.says("export --all --format parquet --out all.parquet");
    let file = fs::read(folder.join("all.parquet")).unwrap();
    assert!(file.starts_with(b"PAR1") && file.ends_with(b"PAR1"));

    // What cannot be written is said before anything is read.
    let (code, said) = terminal.fails("export --all --out no/such/folder/all.jsonl");
    assert_eq!(code, 1);
    assert!(
        said.contains("cannot write no/such/folder/all.jsonl"),
        "{said}"
    );
    let (code, _) = terminal.fails("export");
    assert_eq!(code, 2, "which traces must be said");
}

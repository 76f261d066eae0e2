//! What a call sets off: a command, or a post to an address.

use crate::scene::{milli, Scene, DAY};
use serde_json::Value;
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    sync::mpsc::{self, Receiver},
    thread,
    time::{Duration, Instant},
};

/// How a listener treats whoever comes.
#[derive(Clone, Copy, PartialEq)]
pub enum Manner {
    Fails,
    Hangs,
    Accepts,
}

/// Listens on a free port; the first who come are treated like this, and all others accepted.
pub fn listens(manners: &[Manner]) -> (String, Receiver<(Manner, Value)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/called", listener.local_addr().unwrap());
    let (sender, heard) = mpsc::channel();
    let manners = manners.to_vec();
    thread::spawn(move || {
        for (number, stream) in listener.incoming().map_while(Result::ok).enumerate() {
            let manner = manners.get(number).copied().unwrap_or(Manner::Accepts);
            let sender = sender.clone();
            thread::spawn(move || {
                if let Some(body) = read(&stream) {
                    sender.send((manner, body)).ok();
                    answer(stream, manner);
                }
            });
        }
    });
    (url, heard)
}

fn read(stream: &TcpStream) -> Option<Value> {
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
        let line = line.trim().to_lowercase();
        if let Some(digits) = line.strip_prefix("content-length:") {
            length = digits.trim().parse().unwrap();
        }
        if line.is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

fn answer(mut stream: TcpStream, manner: Manner) {
    let status = match manner {
        Manner::Fails => "503 Service Unavailable",
        Manner::Accepts => "204 No Content",
        Manner::Hangs => {
            thread::sleep(Duration::from_secs(60));
            return;
        }
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    )
    .ok();
}

/// The lines of a file, once there are so many.
fn lines(file: &Path, count: usize) -> Vec<String> {
    let since = Instant::now();
    loop {
        let text = fs::read_to_string(file).unwrap_or_default();
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        if lines.len() >= count {
            return lines;
        }
        assert!(since.elapsed() < Duration::from_secs(60), "only {lines:?}");
        thread::sleep(Duration::from_millis(50));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listener_that_fails_twice_and_hangs_once_gets_the_call_in_the_end_and_once() {
    let scene = Scene::new("post").await;
    let trace = scene.records().await;
    scene.pledges(trace, 1, 1_000).await;
    let (url, heard) = listens(&[Manner::Fails, Manner::Fails, Manner::Hangs]);
    let mut watching = scene.watches(&["--post", &url, "--timeout", "2s"]);
    watching.until("summary");
    let fault = scene.reports(trace, 1, 600).await;
    let called = watching.until("called");

    for expected in [Manner::Fails, Manner::Fails, Manner::Hangs, Manner::Accepts] {
        let (manner, body) = heard.recv_timeout(Duration::from_secs(30)).unwrap();
        assert!(manner == expected);
        assert_eq!(body, called);
        assert_eq!(body["fault"], fault);
    }
    // What was taken is not sent again, not even by the next one.
    thread::sleep(Duration::from_secs(1));
    watching.signal("KILL");
    watching.ends();
    let mut watching = scene.watches(&["--post", &url]);
    let calls = watching.until("summary")["calls"].clone();
    assert_eq!(calls[0]["fault"], fault, "it still calls");
    thread::sleep(Duration::from_secs(2));
    assert!(heard.try_recv().is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_finds_the_call_in_its_environment_and_on_its_input() {
    let scene = Scene::new("run").await;
    let trace = scene.records().await;
    scene.pledges(trace, 2, 1_000).await;
    let fault = scene.reports(trace, 2, 600).await;
    let (said, got) = (scene.folder.join("said"), scene.folder.join("got"));
    let variables = ["EVENT", "FAULT", "TRACE", "STEP", "DUE", "DEADLINE"];
    let variables = variables
        .map(|name| format!("$ANSWERABLE_{name}"))
        .join(" ");
    // It fails the first time.
    let command = format!(
        "cat >>{got}; if [ -e {said} ]; then echo {variables} >>{said}; else touch {said}; exit 7; fi",
        got = got.display(),
        said = said.display()
    );

    // A first watcher, which tries once and keeps what failed.
    let mut first = scene.watches(&["--once", "--run", &command]);
    assert!(!first.ends().success());
    let called = first.until("called");
    let complaint = first.complaints();
    assert!(complaint.contains("exit status: 7"), "{complaint}");
    assert!(complaint.contains("the next run tries"), "{complaint}");

    // A second one, which delivers it; and a third one, which has nothing to do.
    let told = scene.watches_once(&["--run", &command]);
    assert!(told.iter().all(|it| it["notice"] != "called"), "{told:?}");
    scene.watches_once(&["--run", &command]);
    let deadline = called["deadline"].as_u64().unwrap();
    let due = milli(600);
    assert_eq!(
        lines(&said, 1),
        [format!("called {fault} {trace} 2 {due} {deadline}")]
    );
    for line in lines(&got, 2) {
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), called);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_command_that_hangs_holds_up_neither_others_nor_the_end() {
    let scene = Scene::new("hangs").await;
    let trace = scene.records().await;
    scene.pledges(trace, 1, 1_000).await;
    scene.pledges(trace, 2, 1_000).await;
    let said = scene.folder.join("said");
    let command = format!(
        "if [ $ANSWERABLE_FAULT = 1 ]; then echo $$ >>{said}.hangs; sleep 1000; fi; echo $ANSWERABLE_FAULT >>{said}",
        said = said.display()
    );
    let mut watching = scene.watches(&["--run", &command, "--timeout", "3s"]);
    watching.until("summary");
    scene.reports(trace, 1, 600).await;
    watching.until("called");
    scene.reports(trace, 2, 600).await;
    watching.until("called");

    // The second is through, the first is tried again, and no try is left running.
    assert_eq!(lines(&said, 1), ["2"]);
    let hangs = scene.folder.join("said.hangs");
    let tries = lines(&hangs, 2);
    // Or nobody has asked yet how it ended.
    let gone = |id: &String| {
        let state = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or(") Z".into());
        state.contains(") Z")
    };
    assert!(gone(&tries[0]), "the first try was ended");
    let since = Instant::now();
    watching.signal("TERM");
    assert!(watching.ends().success());
    assert!(since.elapsed() < Duration::from_secs(3));
    assert!(lines(&hangs, 2).iter().all(gone), "all ended with it");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_not_be_delivered_in_time_is_given_up() {
    let scene = Scene::new("given-up").await;
    let trace = scene.records().await;
    scene.pledges(trace, 1, 1_000).await;
    scene.reports(trace, 1, 600).await;
    let mut watching = scene.watches(&["--run", "test $ANSWERABLE_EVENT = overdue"]);
    watching.until("called");
    scene.waits(DAY + 1).await;
    watching.until("overdue");
    thread::sleep(Duration::from_secs(5));
    watching.signal("TERM");
    assert!(watching.ends().success());
    let complaints = watching.complaints();
    assert!(complaints.contains("called, fault 1"), "{complaints}");
    assert!(complaints.contains("not tried again"), "{complaints}");
    let state = fs::read_to_string(&scene.states()[0]).unwrap();
    let state: Value = serde_json::from_str(&state).unwrap();
    assert_eq!(state["owed"], serde_json::json!({}));
}

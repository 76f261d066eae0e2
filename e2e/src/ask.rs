//! Asking over HTTP, down to each header.

use serde_json::Value;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    time::Duration,
};

const PATIENCE: Duration = Duration::from_secs(60);

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    head: String,
    pub text: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().skip(1);
        lines.find_map(|line| {
            let (known, value) = line.split_once(':')?;
            known.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }

    /// The sentence of a failure with this status.
    pub fn fails(&self, status: u16) -> String {
        assert_eq!(self.status, status, "{self:?}");
        assert_eq!(self.header("content-type"), Some("application/json"));
        let failure = self.json();
        let keys: Vec<&String> = failure
            .as_object()
            .expect("it is an object")
            .keys()
            .collect();
        assert_eq!(keys, ["details", "error", "reason"], "{failure}");
        let error = failure["error"].as_str();
        error.expect("it is a sentence").to_owned()
    }
}

fn connect(address: &str) -> TcpStream {
    let stream = TcpStream::connect(address).expect("it listens");
    let patient = stream.set_read_timeout(Some(PATIENCE));
    patient.expect("it is more than nothing");
    stream
}

/// Sends a request as it is written. Headers that are given replace our own.
pub fn ask(
    address: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Answer {
    let mut stream = connect(address);
    send(&mut stream, address, method, path, headers, body);
    let mut whole = Vec::new();
    stream.read_to_end(&mut whole).expect("it answers");
    let whole = String::from_utf8(whole).expect("it answers in UTF-8");
    let (head, text) = whole.split_once("\r\n\r\n").expect("a head ends");
    let status = head.split(' ').nth(1).and_then(|it| it.parse().ok());
    Answer {
        status: status.expect("an answer begins with its status"),
        head: head.into(),
        text: text.into(),
    }
}

fn send(
    stream: &mut TcpStream,
    address: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
) {
    let mut request = format!("{method} {path} HTTP/1.1\r\nconnection: close\r\n");
    let given = |name: &str| headers.iter().any(|(known, _)| *known == name);
    if !given("host") {
        request.push_str(&format!("host: {address}\r\n"));
    }
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    if !body.is_empty() {
        request.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    write!(stream, "{request}\r\n{body}").expect("it listens");
}

/// Server-sent events, as they come.
pub struct Events(BufReader<TcpStream>);

impl Events {
    pub fn of(address: &str, last: Option<u64>) -> Self {
        let mut stream = connect(address);
        let last = last.map(|last| last.to_string());
        let headers: Vec<(&str, &str)> = last
            .iter()
            .map(|it| ("last-event-id", it.as_str()))
            .collect();
        send(&mut stream, address, "GET", "/api/stream", &headers, "");
        let mut events = Self(BufReader::new(stream));
        assert!(events.line().expect("it answers").contains(" 200 "));
        events
    }

    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        match self.0.read_line(&mut line).expect("it is UTF-8") {
            0 => None,
            _ => Some(line.trim_end().to_owned()),
        }
    }

    /// The next block in which something happened.
    pub fn next_told(&mut self) -> (u64, Value) {
        loop {
            let (id, data) = self.next().expect("the stream goes on");
            if data["events"] != serde_json::json!([]) {
                return (id, data);
            }
        }
    }
}

impl Iterator for Events {
    type Item = (u64, Value);

    /// The id and the data of the next block; nothing when the stream ends.
    fn next(&mut self) -> Option<Self::Item> {
        let mut id = None;
        loop {
            let line = self.line()?;
            if let Some(number) = line.strip_prefix("id: ") {
                id = Some(number.parse().expect("an id is a number"));
            }
            if let Some(data) = line.strip_prefix("data: ") {
                let data = serde_json::from_str(data).expect("it tells JSON");
                return Some((id.expect("an event has its id before its data"), data));
            }
        }
    }
}

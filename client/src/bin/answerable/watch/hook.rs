//! One attempt to deliver something: to a command, or to an address.

use serde_json::Value;
use std::{
    fs::File,
    io::{self, Seek, Write},
    process::{self, Stdio},
    thread,
    time::Duration,
};
use tokio::{process::Command, sync::oneshot, time::timeout};

/// Where notices are delivered.
#[derive(Clone, Debug)]
pub struct Hooks {
    pub run: Option<String>,
    pub post: Option<String>,
    /// How long one attempt may take.
    pub patience: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    Run,
    Post,
}

impl Way {
    pub const ALL: [Self; 2] = [Self::Run, Self::Post];

    pub fn name(self) -> &'static str {
        match self {
            Self::Run => "--run",
            Self::Post => "--post",
        }
    }
}

impl Hooks {
    pub fn has(&self, way: Way) -> bool {
        match way {
            Way::Run => self.run.is_some(),
            Way::Post => self.post.is_some(),
        }
    }

    /// Whether it was taken; if not, why.
    pub async fn deliver(&self, way: Way, notice: &Value) -> Result<(), String> {
        let delivered = match (way, &self.run, &self.post) {
            (Way::Run, Some(command), _) => run(command, notice, self.patience).await,
            (Way::Post, _, Some(url)) => post(url.clone(), notice.clone(), self.patience).await,
            _ => Ok(()),
        };
        delivered.map_err(|why| format!("{} did not work ({why})", way.name()))
    }
}

/// The variables that a command finds, from the fields of a notice.
const VARIABLES: [(&str, &str); 6] = [
    ("ANSWERABLE_EVENT", "notice"),
    ("ANSWERABLE_FAULT", "fault"),
    ("ANSWERABLE_TRACE", "trace"),
    ("ANSWERABLE_STEP", "step"),
    ("ANSWERABLE_DUE", "due"),
    ("ANSWERABLE_DEADLINE", "deadline"),
];

async fn run(command: &str, notice: &Value, patience: Duration) -> Result<(), String> {
    let input = written(notice).map_err(|error| error.to_string())?;
    let mut shell = Command::new("sh");
    shell
        .args(["-c", command])
        .stdin(input)
        // Our output may be read by a program.
        .stdout(io::stderr())
        .process_group(0)
        .kill_on_drop(true);
    for (variable, field) in VARIABLES {
        let value = match notice.get(field) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        };
        shell.env(variable, value);
    }
    let mut child = shell.spawn().map_err(|error| error.to_string())?;
    let mut group = Group(child.id());
    let ended = timeout(patience, child.wait())
        .await
        .map_err(|_| format!("it took longer than {} s", patience.as_secs()))?;
    let status = ended.map_err(|error| error.to_string())?;
    // What it left running on purpose may go on.
    group.0 = None;
    if status.success() {
        Ok(())
    } else {
        Err(status.to_string())
    }
}

/// A file instead of a pipe, so that it does not matter whether the command reads it.
fn written(notice: &Value) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    writeln!(file, "{notice}")?;
    file.rewind()?;
    Ok(file)
}

/// All processes that a command started, which end with this.
struct Group(Option<u32>);

impl Drop for Group {
    fn drop(&mut self) {
        if let Some(leader) = self.0 {
            let kill = format!("kill -KILL -{leader}");
            process::Command::new("sh")
                .args(["-c", &kill])
                .stderr(Stdio::null())
                .status()
                .ok();
        }
    }
}

async fn post(url: String, notice: Value, patience: Duration) -> Result<(), String> {
    let send = move || {
        let sent = ureq::post(&url)
            .config()
            .timeout_global(Some(patience))
            // A call that was sent elsewhere arrived nowhere.
            .max_redirects(0)
            .build()
            .content_type("application/json")
            .send(notice.to_string().as_bytes());
        match sent {
            Ok(answer) if answer.status().is_success() => Ok(()),
            Ok(answer) => Err(format!("it answered {}", answer.status())),
            Err(error) => Err(error.to_string()),
        }
    };
    // A thread of its own, which does not keep the program from ending.
    let (tell, told) = oneshot::channel();
    thread::spawn(move || tell.send(send()));
    told.await.map_err(|error| error.to_string())?
}

/// The address of a listener.
pub fn address(text: &str) -> Result<String, String> {
    let known = text.starts_with("http://") || text.starts_with("https://");
    let parsed = text.parse::<ureq::http::Uri>().ok();
    let named = parsed.is_some_and(|uri| uri.host().is_some_and(|host| !host.is_empty()));
    if known && named {
        Ok(text.into())
    } else {
        Err(
            "give an address such as http://127.0.0.1:8080/called or https://example.org/called"
                .into(),
        )
    }
}

//! What docs/watch.md shows is done here.

use crate::scene::Scene;
use answerable_e2e::program;
use std::{
    env, fs,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

/// The lines between a fence of this language and its end.
fn shown(page: &str, language: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        if line.starts_with("```") {
            inside = line == format!("```{language}");
        } else if inside {
            lines.push(line.to_owned());
        }
    }
    lines
}

#[tokio::test(flavor = "multi_thread")]
async fn every_command_of_the_page_works() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/watch.md");
    let page = fs::read_to_string(page).unwrap();
    let scene = Scene::new("watch-page").await;
    let trace = scene.records().await;
    scene.pledges(trace, 1, 1_000).await;
    scene.reports(trace, 1, 600).await;
    let (url, heard) = crate::hooks::listens(&[]);
    let beside = program().parent().unwrap().to_owned();
    let path = format!("{}:{}", beside.display(), env::var("PATH").unwrap());
    let shell = |line: &str| {
        // Another one may listen where the page says.
        let line = line.replace("http://127.0.0.1:8787/called", &url);
        let mut shell = Command::new("sh");
        shell
            .args(["-c", &line])
            .current_dir(&scene.folder)
            .env("PATH", &path)
            .env("ANSWERABLE_CONFIG", scene.folder.join("config.toml"))
            .env("XDG_STATE_HOME", scene.folder.join("state"))
            .stdin(Stdio::null());
        shell
    };

    let commands = shown(&page, "sh");
    assert_eq!(commands.len(), 4);
    for line in &commands {
        // Each is somebody's first.
        fs::remove_dir_all(scene.folder.join("state")).ok();
        let output = shell(line).output().unwrap();
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{line}: {complaint}");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(said.contains("fault 1 of step 1"), "{line}: {said}");
    }
    let written = fs::read_to_string(scene.folder.join("calls.txt")).unwrap();
    assert!(written.starts_with("fault 1: called, until 1"), "{written}");
    assert_eq!(heard.recv().unwrap().1["notice"], "called");

    // The service, which goes on until it is told to end.
    fs::remove_dir_all(scene.folder.join("state")).ok();
    let unit = shown(&page, "ini");
    let start = unit.iter().find_map(|line| line.strip_prefix("ExecStart="));
    let mut service = shell(&format!("exec {}", start.unwrap())).spawn().unwrap();
    let (_, called) = heard.recv_timeout(Duration::from_secs(60)).unwrap();
    assert_eq!(called["notice"], "called");
    thread::sleep(Duration::from_millis(500));
    assert!(service.try_wait().unwrap().is_none());
    let end = format!("kill -TERM {}", service.id());
    assert!(shell(&end).status().unwrap().success());
    assert!(service.wait().unwrap().success());
}

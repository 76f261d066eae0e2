//! Commands that are not run by this test, each with where it is run instead.

use super::workspace;
use std::{fs, os::unix::fs::PermissionsExt};

/// Where a command is run, and how it is seen here that it could be.
pub enum Elsewhere {
    /// A script that builds for half an hour, downloads, or runs until it is ended. `scripts/test` is what continuous
    /// integration runs, by `.ci/run`; it begins with `scripts/setup` and builds what `scripts/demo` and `scripts/dev` do.
    Script,
    /// Builds or tests that `scripts/test` does too.
    Cargo,
    /// What `scripts/test` does for the Solidity examples.
    Npm,
    /// It would undo what the tests stand on.
    Destructive,
    /// Fetches this project.
    Git,
}

pub fn place(command: &str) -> Option<Elsewhere> {
    let first = command.split_whitespace().find(|word| !word.contains('='));
    match first? {
        "." if command.starts_with(". scripts/env") => Some(Elsewhere::Script),
        word if word.starts_with("scripts/") => Some(Elsewhere::Script),
        ".ci/run" => Some(Elsewhere::Script),
        "cargo" | "target/release/answerable-build" => Some(Elsewhere::Cargo),
        "npm" => Some(Elsewhere::Npm),
        "rm" if command.starts_with("rm -rf ~/.cache/answerable ") => Some(Elsewhere::Destructive),
        "git" => Some(Elsewhere::Git),
        _ => None,
    }
}

impl Elsewhere {
    pub fn check(&self, command: &str) {
        let words: Vec<&str> = command.split_whitespace().collect();
        match self {
            Self::Script => {
                let script = words
                    .iter()
                    .find(|word| word.contains("scripts/") || **word == ".ci/run");
                let script = workspace().join(script.expect("it names a script"));
                let file = fs::metadata(&script);
                let file = file.unwrap_or_else(|error| panic!("{command}: {error}"));
                let sourced = words[0] == ".";
                assert!(
                    sourced || file.permissions().mode() & 0o111 != 0,
                    "{command} cannot be executed"
                );
                let ci = fs::read_to_string(workspace().join(".ci/run")).unwrap();
                assert!(
                    ci.contains("exec scripts/test"),
                    "continuous integration runs scripts/test"
                );
            }
            Self::Cargo => {
                for (option, exists) in words.windows(2).map(|pair| (pair[0], pair[1])) {
                    match option {
                        "--test" => assert!(
                            workspace().join(format!("e2e/tests/{exists}.rs")).exists()
                                || workspace()
                                    .join(format!("e2e/tests/{exists}/main.rs"))
                                    .exists(),
                            "{command}: there are no such tests"
                        ),
                        "--bench" => assert!(
                            ["client", "e2e"].iter().any(|package| {
                                let bench = format!("{package}/benches/{exists}.rs");
                                workspace().join(bench).exists()
                            }),
                            "{command}: there is no such bench"
                        ),
                        "-p" => {
                            let lock = fs::read_to_string(workspace().join("Cargo.lock")).unwrap();
                            assert!(
                                lock.contains(&format!("name = \"{exists}\"")),
                                "{command}: there is no such package"
                            );
                        }
                        _ => {}
                    }
                }
            }
            Self::Npm => {
                let package = workspace().join("contracts/examples/package.json");
                let package = fs::read_to_string(package).unwrap();
                if command.contains("npm run build") {
                    assert!(
                        package.contains("\"build\""),
                        "{command}: there is no such script"
                    );
                }
            }
            Self::Destructive | Self::Git => {}
        }
    }
}

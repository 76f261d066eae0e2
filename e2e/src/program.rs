//! The command line as its users have it: the built program, with a home of its own.

use serde_json::Value;
use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

/// The program beside this test.
pub fn program() -> PathBuf {
    let own = env::current_exe().expect("a test is a program");
    let built = own.ancestors().nth(2).map(|it| it.join("answerable"));
    let built = built.expect("a test lies in a folder of its target's");
    assert!(
        built.exists(),
        "{} is missing; build it with `cargo build --release --workspace`",
        built.display()
    );
    built
}

/// Somebody's terminal: the program, a configuration and a state that nobody else has, and a chain.
pub struct Terminal {
    home: TempDir,
    chain: String,
}

impl Terminal {
    /// Commands go to this chain unless they say otherwise.
    pub fn on(chain: &str) -> Self {
        Self {
            home: tempfile::tempdir().expect("a folder can be made"),
            chain: chain.into(),
        }
    }

    /// The folder in which commands run.
    pub fn folder(&self) -> &Path {
        self.home.path()
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder().join(name), text).expect("a file can be written");
    }

    /// A command, in words between spaces.
    pub fn command(&self, words: &str) -> Command {
        let mut command = Command::new(program());
        command
            .args(words.split_whitespace())
            .current_dir(self.folder());
        self.surround(&mut command);
        command
    }

    /// The environment of a user who has nothing but this home.
    pub fn surround(&self, command: &mut Command) {
        for (name, _) in env::vars_os() {
            if name.to_string_lossy().starts_with("ANSWERABLE_") {
                command.env_remove(name);
            }
        }
        command
            .env("HOME", self.folder())
            .env("XDG_CONFIG_HOME", self.folder().join("config"))
            .env("XDG_STATE_HOME", self.folder().join("state"))
            .env("ANSWERABLE_CHAIN_URL", &self.chain)
            .env_remove("RUST_BACKTRACE")
            .stdin(Stdio::null());
    }

    pub fn run(&self, words: &str) -> Output {
        self.command(words).output().expect("the program starts")
    }

    /// What a command that succeeds says.
    pub fn says(&self, words: &str) -> String {
        let output = self.run(words);
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{words}: {complaint}");
        String::from_utf8(output.stdout).expect("it speaks in UTF-8")
    }

    /// The same in JSON.
    pub fn tells(&self, words: &str) -> Value {
        let said = self.says(&format!("{words} --json"));
        serde_json::from_str(&said).unwrap_or_else(|error| panic!("{words}: {error} in {said}"))
    }

    /// The exit code and the complaint of a command that fails, which says nothing else.
    pub fn fails(&self, words: &str) -> (i32, String) {
        let output = self.run(words);
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(said.is_empty(), "{words} pretends to have worked: {said}");
        let complaint = String::from_utf8(output.stderr).expect("it speaks in UTF-8");
        let code = output.status.code().expect("it ended by itself");
        assert!(code != 0, "{words} fails");
        (code, complaint)
    }
}

//! The command line, as its users run it.

use crate::Node;
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// The program `answerable`, built beside this test.
pub fn program() -> PathBuf {
    let test = env::current_exe().expect("a running program has a place");
    let program = test
        .parent()
        .and_then(Path::parent)
        .expect("tests lie in target/release/deps")
        .join("answerable");
    assert!(
        program.exists(),
        "{} is missing; build it with `cargo build --release --workspace --bins`",
        program.display()
    );
    program
}

/// Somebody's terminal: a folder with a configuration and a memory of its own, and a node.
pub struct Terminal {
    folder: PathBuf,
    chain: String,
}

/// What a command came to.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Terminal {
    pub fn new(name: &str, node: &Node) -> Self {
        let folder = env::temp_dir().join(format!("answerable-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder can be made");
        Self {
            folder,
            chain: node.url().into(),
        }
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Another program, in this terminal.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        for (name, _) in env::vars_os() {
            if name.to_string_lossy().starts_with("ANSWERABLE_") {
                command.env_remove(name);
            }
        }
        let beside = crate::program::program();
        let mut path = vec![beside.parent().expect("it lies in a folder").to_owned()];
        path.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        command
            .current_dir(&self.folder)
            .env("PATH", env::join_paths(path).expect("these are paths"))
            .env("ANSWERABLE_CONFIG", self.folder.join("config.toml"))
            .env("XDG_STATE_HOME", self.folder.join("state"))
            .env("ANSWERABLE_CHAIN_URL", &self.chain)
            .env_remove("RUST_BACKTRACE");
        command
    }

    /// `answerable` with these words.
    pub fn says(&self, words: &[&str]) -> Said {
        let output = self.command(program()).args(words).output();
        Said::from(output.expect("the program starts"))
    }

    /// What a command prints that is done.
    pub fn does(&self, words: &[&str]) -> String {
        let said = self.says(words);
        assert_eq!(said.code, 0, "{words:?}: {}", said.err);
        said.out
    }

    /// The one sentence of a command that fails with this exit code.
    pub fn fails(&self, code: i32, words: &[&str]) -> String {
        let said = self.says(words);
        assert_eq!(said.code, code, "{words:?}: {}{}", said.out, said.err);
        assert_eq!(said.err.lines().count(), 1, "one sentence: {}", said.err);
        said.err
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.folder).ok();
    }
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

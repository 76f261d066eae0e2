//! The `answerable` program, for tests that run it.

use std::path::PathBuf;

/// Where it is built: in the folder above the one of this test.
pub fn program() -> PathBuf {
    let test = std::env::current_exe().expect("a running program has a path");
    let mut folders = test.ancestors().skip(2);
    let program = folders.next().unwrap_or(&test).join("answerable");
    assert!(
        program.exists(),
        "{} is missing; build it with `cargo test --release --workspace --no-run`",
        program.display()
    );
    program
}

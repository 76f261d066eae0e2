//! What moves while one waits. It goes to the terminal only, never into a file or a pipe.

use indicatif::{ProgressBar, ProgressStyle};
use std::time::Duration;

/// Something that takes a while, nobody knows how long.
pub fn waiting(what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new_spinner().with_message(what);
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

/// Blocks that are read.
pub fn reading_blocks() -> ProgressBar {
    let style = ProgressStyle::with_template("reading blocks {wide_bar} {pos}/{len} {eta}");
    ProgressBar::no_length().with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

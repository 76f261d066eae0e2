//! What moves while one waits. It goes to the terminal only, never into a file or a pipe.

use indicatif::ProgressBar;
use std::time::Duration;

/// Something that takes a while, nobody knows how long.
pub fn waiting(what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new_spinner().with_message(what);
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

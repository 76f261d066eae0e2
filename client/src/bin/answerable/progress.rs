//! What moves while one waits. It goes to the terminal only, never into a file or a pipe.

use indicatif::{ProgressBar, ProgressStyle};
use std::time::Duration;

/// Something that takes a while, nobody knows how long.
pub fn waiting(what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new_spinner().with_message(what);
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

/// Something of which it is known how much there is of it.
pub fn counting(what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(0).with_message(what);
    match ProgressStyle::with_template("{msg} {wide_bar} {percent} %, {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// How far it is.
pub fn show(bar: &ProgressBar, what: &'static str, done: u64, of: u64) {
    if bar.message() != what {
        bar.set_message(what);
        bar.reset_eta();
    }
    bar.set_length(of);
    bar.set_position(done);
}

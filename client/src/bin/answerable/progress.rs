//! What moves while one waits. It goes to the terminal only, never into a file or a pipe.

use indicatif::{ProgressBar, ProgressStyle};
use std::time::Duration;

/// Something that takes a while, nobody knows how long.
pub fn waiting(what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new_spinner().with_message(what);
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

/// Something of which one knows how much there is, and how much is done.
pub fn counting(what: &'static str) -> ProgressBar {
    let style =
        ProgressStyle::with_template("{msg} {wide_bar} {human_pos} of {human_len}, {eta} left");
    let bar = ProgressBar::new(0).with_message(what);
    // The template is ours.
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

//! The words for what the interface numbers, and text that others wrote made harmless.

use crate::{
    display,
    history::{Origin, Promise},
};
use answerable_protocol::Amount;

/// Why somebody promised, and for how much: `by mandate 3, for a premium of 0.1 tokens`.
pub fn origin(promise: &Promise) -> Option<String> {
    let premium = match promise.premium {
        Amount::ZERO => String::new(),
        premium => format!(", for a premium of {}", display::with_unit(premium)),
    };
    match promise.origin {
        Origin::Own => None,
        Origin::Mandate(id) => Some(format!("by mandate {id}{premium}")),
        Origin::Offer(id) => Some(format!("by offer {id}{premium}")),
        Origin::Batch { batch, mandate } => Some(format!(
            "in every trace of batch {batch}, by mandate {mandate}"
        )),
    }
}

/// Text that anybody may have written, without what would steer a terminal or hide what is there, and no longer than
/// a line.
pub(super) fn harmless(text: &str) -> String {
    const MOST: usize = 80;
    let mut shown = String::new();
    let mut length = 0_usize;
    for letter in text.chars() {
        let harmless: String = match letter {
            '"' | '\'' | '\\' => letter.into(),
            letter => letter.escape_debug().collect(),
        };
        length = length.saturating_add(harmless.chars().count());
        if length > MOST {
            shown.push('…');
            break;
        }
        shown.push_str(&harmless);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_shown_and_not_done() {
        let shown = harmless("ipfs://a\u{1b}[2J\r\n\u{202e}b\u{7}\u{9b}31m");
        assert_eq!(shown, "ipfs://a\\u{1b}[2J\\r\\n\\u{202e}b\\u{7}\\u{9b}31m");
        assert!(!shown.chars().any(char::is_control));
    }

    #[test]
    fn what_is_usual_stays_as_it_is() {
        assert_eq!(
            harmless("https://a.b/c?d='é'&f=\"\\\""),
            "https://a.b/c?d='é'&f=\"\\\""
        );
    }

    #[test]
    fn what_is_long_ends() {
        let shown = harmless(&"\u{0}".repeat(256));
        assert!(shown.chars().count() <= 81, "{shown}");
        assert!(shown.ends_with('…'));
    }
}

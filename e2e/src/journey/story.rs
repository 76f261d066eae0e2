//! The story so far, for whoever has to find out why it ended badly.

use super::{money::tokens, Person, U256};
use alloy_sol_types::private::Bytes;
use answerable_client::{interface::IAnswerable::IAnswerableErrors, H160};
use std::{fmt::Debug, sync::Mutex, thread};

#[derive(Default)]
pub(super) struct Story(Mutex<Told>);

#[derive(Default)]
struct Told {
    people: Vec<(H160, String)>,
    lines: Vec<String>,
}

impl Story {
    pub fn knows(&self, address: H160, name: &str) {
        let mut told = self.0.lock().expect("nobody panics while telling");
        told.people.push((address, name.to_owned()));
    }

    pub fn known(&self) -> Vec<(H160, String)> {
        self.0
            .lock()
            .expect("nobody panics while telling")
            .people
            .clone()
    }

    pub fn tells(&self, line: impl Into<String>) {
        let mut told = self.0.lock().expect("nobody panics while telling");
        told.lines.push(line.into());
    }

    pub fn does(&self, who: &Person, message: &impl Debug, value: u128, end: &str) {
        let said = self.readable(&format!("{message:?}").replacen("Call", "", 1));
        let value = match value {
            0 => String::new(),
            value => format!(" with {}", tokens(super::milli(value))),
        };
        let end = match end {
            "" => String::new(),
            refusal => format!(": {}", self.readable(refusal)),
        };
        self.tells(format!("{}: {said}{value}{end}", who.name));
    }

    /// Names for addresses, the beginnings of hashes, tokens for large amounts.
    fn readable(&self, text: &str) -> String {
        let people = self.known();
        let mut out = String::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let word: String = rest
                .chars()
                .take_while(char::is_ascii_alphanumeric)
                .collect();
            if word.is_empty() {
                out.push(first);
                rest = &rest[first.len_utf8()..];
                continue;
            }
            rest = &rest[word.len()..];
            out.push_str(&readable(&word, &people));
        }
        out
    }
}

fn readable(word: &str, people: &[(H160, String)]) -> String {
    if let Some(digits) = word.strip_prefix("0x") {
        let named = people
            .iter()
            .find(|(address, _)| digits.eq_ignore_ascii_case(&format!("{address:x}")));
        return match named {
            Some((_, name)) => name.clone(),
            None if digits.len() > 12 => format!("0x{}…", &digits[..8]),
            None => word.to_owned(),
        };
    }
    match word.parse::<U256>() {
        Ok(amount) if word.len() > 12 => tokens(amount),
        _ => word.to_owned(),
    }
}

/// A refusal in the contract's own words.
pub(super) fn refusal(data: &[u8]) -> String {
    use alloy_sol_types::SolInterface;
    match IAnswerableErrors::abi_decode(data) {
        Ok(error) => format!("refused with {error:?}"),
        // Another contract's error, or the chain's own words.
        Err(_) => match std::str::from_utf8(data) {
            Ok(words) if data.len() > 4 => format!("refused with {words}"),
            _ => format!("refused with {}", Bytes::copy_from_slice(data)),
        },
    }
}

impl Drop for Story {
    fn drop(&mut self) {
        if thread::panicking() {
            if let Ok(told) = self.0.lock() {
                eprintln!("the story so far:\n  {}", told.lines.join("\n  "));
            }
        }
    }
}

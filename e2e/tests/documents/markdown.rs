//! The commands in a document.

use super::workspace;
use std::{fs, path::Path};

pub struct Document {
    pub name: String,
    pub blocks: Vec<Block>,
    /// Commands in the text, with their lines.
    pub inline: Vec<(usize, String)>,
}

/// What is between two fences.
pub struct Block {
    pub language: String,
    pub line: usize,
    pub text: String,
    pub commands: Vec<Command>,
}

pub struct Command {
    pub line: usize,
    pub text: String,
    /// The exit code that the document names.
    pub code: i32,
    /// What it prints, where the document shows it.
    pub shown: Option<String>,
}

impl Document {
    pub fn read(path: &Path) -> Self {
        let text =
            fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let name = path
            .strip_prefix(workspace())
            .unwrap_or(path)
            .display()
            .to_string();
        let mut it = Self {
            name,
            blocks: Vec::new(),
            inline: Vec::new(),
        };
        let mut lines = text.lines().enumerate();
        while let Some((number, line)) = lines.next() {
            let Some(language) = line.trim_start().strip_prefix("```") else {
                it.read_text(number + 1, line);
                continue;
            };
            let inside: Vec<&str> = lines
                .by_ref()
                .map(|(_, line)| line)
                .take_while(|line| !line.trim_start().starts_with("```"))
                .collect();
            it.blocks.push(Block::read(language, number + 2, &inside));
        }
        it
    }

    fn read_text(&mut self, line: usize, text: &str) {
        // Every second part is between backticks.
        for part in text.split('`').skip(1).step_by(2) {
            let command = [
                "answerable ",
                "answerable-node ",
                "scripts/",
                "cargo ",
                "npm ",
                "rm -rf ",
                ".ci/run",
            ]
            .iter()
            .any(|start| part.starts_with(start));
            if command {
                self.inline.push((line, part.to_owned()));
            }
        }
    }
}

impl Block {
    fn read(language: &str, line: usize, inside: &[&str]) -> Self {
        let commands = match language {
            "sh" => commands(line, inside, Some),
            "console" => commands(line, inside, |line| line.strip_prefix("$ ")),
            _ => Vec::new(),
        };
        Self {
            language: language.into(),
            line,
            text: inside.join("\n"),
            commands,
        }
    }
}

/// What `begins` says to be a command, with the lines that belong to it: those after a backslash, and a text up to the
/// word that ends it. Other lines are what it prints.
fn commands<'a>(
    first: usize,
    inside: &[&'a str],
    begins: impl Fn(&'a str) -> Option<&'a str>,
) -> Vec<Command> {
    let mut found: Vec<Command> = Vec::new();
    let mut lines = inside.iter().enumerate();
    while let Some((number, line)) = lines.next() {
        let Some(begun) = begins(line) else {
            let last = found
                .last_mut()
                .expect("a block of console begins with a command");
            let shown = last.shown.get_or_insert_with(String::new);
            shown.push_str(line);
            shown.push('\n');
            continue;
        };
        if begun.trim().is_empty() || begun.starts_with('#') {
            continue;
        }
        let mut text = begun.to_owned();
        while text.ends_with('\\') {
            let (_, more) = lines.next().expect("a command goes on after a backslash");
            text.push('\n');
            text.push_str(more);
        }
        if let Some((_, end)) = text.split_once("<<'") {
            let end = end
                .split('\'')
                .next()
                .expect("a text has an end")
                .to_owned();
            for (_, more) in lines.by_ref() {
                text.push('\n');
                text.push_str(more);
                if *more == end {
                    break;
                }
            }
        }
        let code = text.split_once("# exit ").map_or(0, |(_, code)| {
            let digits = code.split(|letter: char| !letter.is_ascii_digit());
            let code = digits.into_iter().next().and_then(|code| code.parse().ok());
            code.expect("an exit code is a number")
        });
        found.push(Command {
            line: first + number,
            text,
            code,
            shown: None,
        });
    }
    found
}

/// The words of a command before its first option, and its options.
pub fn parts(words: &str) -> (Vec<&str>, Vec<&str>) {
    let before = words.split_whitespace().take_while(|word| {
        word.chars()
            .all(|letter| letter.is_ascii_lowercase() || letter == '-')
            && !word.starts_with('-')
    });
    let options = words
        .split_whitespace()
        .filter(|word| word.starts_with("--"))
        .map(|word| word.split('=').next().unwrap_or(word));
    (before.collect(), options.collect())
}

/// Whether what was said is what is shown, where `…` stands for anything within a line, and alone on a line for any
/// lines.
pub fn matches(shown: &str, said: &str) -> bool {
    let shown: Vec<&str> = shown.trim_end().lines().collect();
    let said: Vec<&str> = said.trim_end().lines().collect();
    lines_match(&shown, &said)
}

fn lines_match(shown: &[&str], said: &[&str]) -> bool {
    match shown.split_first() {
        None => said.is_empty(),
        Some((any, rest)) if any.trim() == "…" => {
            (0..=said.len()).any(|skipped| lines_match(rest, &said[skipped..]))
        }
        Some((first, rest)) => said
            .split_first()
            .is_some_and(|(line, left)| line_matches(first, line) && lines_match(rest, left)),
    }
}

fn line_matches(shown: &str, said: &str) -> bool {
    let (shown, said) = (shown.trim_end(), said.trim_end());
    let mut parts = shown.split('…');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = said.strip_prefix(first) else {
        return false;
    };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.split_once(part) {
            Some((_, behind)) => rest = behind,
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[test]
fn what_is_shown_must_be_said() {
    for (shown, said) in [
        ("a\nb", "a\nb\n"),
        ("a…c", "abbbc"),
        ("a … c … e", "a b c d e"),
        ("…", ""),
        ("a\n…\nz", "a\nb\nc\nz"),
    ] {
        assert!(matches(shown, said), "{shown:?} {said:?}");
    }
    for (shown, said) in [
        ("a", "a\nb"),
        ("a\nb", "a"),
        ("a…c", "abd"),
        ("a…a", "a"),
        ("a\n…\nz", "a\nb"),
        ("…\nb", "a"),
    ] {
        assert!(!matches(shown, said), "{shown:?} {said:?}");
    }
}

#[test]
fn commands_and_what_they_print_are_told_apart() {
    let block = Block::read(
        "console",
        10,
        &[
            "$ a \\",
            "  b",
            "one",
            "$ c # exit 3",
            "$ cat <<'END'",
            "text",
            "END",
            "text",
        ],
    );
    let found: Vec<_> = block
        .commands
        .iter()
        .map(|it| (it.line, it.text.as_str(), it.code, it.shown.as_deref()))
        .collect();
    assert_eq!(
        found,
        [
            (10, "a \\\n  b", 0, Some("one\n")),
            (13, "c # exit 3", 3, None),
            (14, "cat <<'END'\ntext\nEND", 0, Some("text\n")),
        ]
    );
    assert_eq!(
        parts("rule uphold FAULT --dry-run"),
        (vec!["rule", "uphold"], vec!["--dry-run"])
    );
}

//! Every command that the documents show is run as it stands there, on a node of its own; what it prints must be what
//! the document shows.
//!
//! - A block of `sh` is run command by command. In a block of `console`, commands come after `$ `, and what follows
//!   them is what they print, where `…` stands for anything within a line, and on a line of its own for any lines.
//! - The commands of a document share one shell and one node; a comment `# exit 3` says that a command ends so.
//! - A node's address, be it of a live chain, is that of the test's own node.
//! - A block of `toml` must be a configuration that the program takes.
//! - A command in the text must be one that the program knows, with these options.
//!
//! Nothing is left out but what `elsewhere` names. trycmd runs blocks as well, but without a shell, so that no command
//! could use what another printed.

mod elsewhere;
mod markdown;
mod shell;

use answerable_e2e::{program::Terminal, Node};
use markdown::{Block, Document};
use shell::Shell;
use std::{collections::BTreeSet, fs, path::PathBuf};

fn workspace() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn documents() -> Vec<Document> {
    let mut paths: Vec<PathBuf> = fs::read_dir(workspace().join("docs"))
        .expect("there are documents")
        .map(|entry| entry.expect("a folder can be read").path())
        .filter(|path| path.extension().is_some_and(|it| it == "md"))
        .collect();
    paths.sort();
    paths.push(workspace().join("README.md"));
    paths.push(workspace().join("contracts/examples/README.md"));
    paths.iter().map(|path| Document::read(path)).collect()
}

#[test]
fn every_block_of_commands_does_what_it_shows() {
    let mut run = 0;
    for document in documents() {
        let wanted = document
            .blocks
            .iter()
            .flat_map(|block| &block.commands)
            .filter(|command| elsewhere::place(&command.text).is_none());
        if wanted.count() == 0 {
            continue;
        }
        let node = Node::start(&[]);
        let terminal = Terminal::on(node.url());
        let mut shell = Shell::start(&terminal, &node);
        for command in document.blocks.iter().flat_map(|block| &block.commands) {
            if elsewhere::place(&command.text).is_some() {
                continue;
            }
            run += 1;
            let (code, said) = shell.run(&command.text);
            let place = format!("{}:{}: {}", document.name, command.line, command.text);
            assert_eq!(code, command.code, "{place}\nsaid:\n{said}");
            if let Some(shown) = &command.shown {
                assert!(
                    markdown::matches(shown, &said),
                    "{place}\nsaid:\n{said}\nnot as shown:\n{shown}"
                );
            }
        }
    }
    assert!(run > 20, "only {run} commands were found");
}

#[test]
fn blocks_with_commands_are_marked_as_such() {
    for document in documents() {
        for Block {
            language,
            text,
            line,
            ..
        } in &document.blocks
        {
            let runs = ["sh", "console"].contains(&language.as_str());
            let commands = text.lines().any(|line| {
                line.starts_with("$ ")
                    || line.starts_with("answerable ")
                    || line.starts_with("scripts/")
            });
            assert!(
                runs || !commands,
                "{}:{line}: a block with commands that nobody runs; mark it sh or console",
                document.name
            );
        }
    }
}

#[test]
fn what_is_run_elsewhere_is_there() {
    for document in documents() {
        for command in document.blocks.iter().flat_map(|block| &block.commands) {
            if let Some(place) = elsewhere::place(&command.text) {
                place.check(&command.text);
            }
        }
        for (line, text) in &document.inline {
            if text.starts_with("answerable ") || text.starts_with("answerable-node ") {
                continue;
            }
            let place = elsewhere::place(text);
            let place = place.unwrap_or_else(|| {
                panic!(
                    "{}:{line}: `{text}` is neither run nor known to be run elsewhere",
                    document.name
                )
            });
            place.check(text);
        }
    }
}

#[test]
fn commands_in_the_text_are_known_with_their_options() {
    let terminal = Terminal::on("embedded");
    let mut known = BTreeSet::new();
    for document in documents() {
        for (line, text) in &document.inline {
            let Some(words) = text.strip_prefix("answerable ") else {
                continue;
            };
            if words == "help" {
                continue;
            }
            let (command, options) = markdown::parts(words);
            let mut path: Vec<&str> = command;
            // What is no subcommand is an argument.
            let help = loop {
                let output = terminal.run(&format!("{} --help", path.join(" ")));
                if output.status.success() {
                    break String::from_utf8(output.stdout).expect("it speaks in UTF-8");
                }
                path.pop()
                    .unwrap_or_else(|| panic!("the program has no help"));
            };
            assert!(
                !path.is_empty() || words.starts_with('-'),
                "{}:{line}: `{text}`: there is no such command",
                document.name
            );
            for option in options {
                assert!(
                    help.contains(option),
                    "{}:{line}: `{text}`: there is no {option} in\n{help}",
                    document.name
                );
            }
            known.insert(path.join(" "));
        }
    }
    assert!(known.len() > 5, "only {known:?} were found");
}

#[test]
fn configurations_are_taken_as_they_are_shown() {
    let mut taken = 0;
    for document in documents() {
        for block in document
            .blocks
            .iter()
            .filter(|block| block.language == "toml")
        {
            let terminal = Terminal::on("embedded");
            terminal.write("config.toml", &block.text);
            let mut command = terminal.command("accounts --json");
            let output = command
                .env("ANSWERABLE_CONFIG", "config.toml")
                .output()
                .expect("the program starts");
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(
                output.status.success(),
                "{}:{}: {said}",
                document.name,
                block.line
            );
            taken += 1;
        }
    }
    assert!(taken > 0);
}

//! How the story is told: in sentences for people, or a line of JSON for each scene.

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use comfy_table::{presets::NOTHING, CellAlignment, Table};
use serde_json::{json, Map, Value};
use std::io::{self, Stdout, Write};
use thiserror::Error;

/// What fits on every terminal.
const WIDTH: usize = 80;

const HEADING: Style = AnsiColor::Cyan.on_default().bold();
const FAINT: Style = Style::new().dimmed();

/// Whoever reads has seen enough.
#[derive(Debug, Error)]
#[error("the story was stopped")]
pub struct Stopped;

pub struct Teller {
    out: AutoStream<Stdout>,
    json: bool,
    step: bool,
    scenes: u32,
    told: Told,
}

/// A scene so far.
#[derive(Default)]
struct Told {
    title: String,
    sentences: Vec<String>,
    events: Vec<Value>,
    calls: Vec<Value>,
    drawings: Vec<Value>,
    tables: Map<String, Value>,
}

/// Something in rows and columns. The columns of the places in `right` hold numbers.
pub struct Grid {
    /// The columns are so far apart.
    pub gap: u16,
    pub header: &'static [&'static str],
    pub right: &'static [usize],
    pub rows: Vec<Vec<String>>,
}

impl Teller {
    pub fn new(json: bool, step: bool) -> Self {
        Self {
            out: anstream::stdout(),
            json,
            step,
            scenes: 0,
            told: Told::default(),
        }
    }

    /// What stands above all scenes.
    pub fn begins(&mut self, title: &str, text: &str) -> io::Result<()> {
        if !self.json {
            writeln!(self.out, "{HEADING}{title}{HEADING:#}")?;
            self.wrapped(text, "", "")?;
        }
        Ok(())
    }

    /// Begins a scene, once the reader is ready for it.
    pub fn scene(&mut self, title: &str) -> anyhow::Result<()> {
        if self.step && self.scenes > 0 {
            await_enter()?;
        }
        self.scenes = self.scenes.saturating_add(1);
        title.clone_into(&mut self.told.title);
        if !self.json {
            let number = self.scenes;
            writeln!(self.out, "\n{HEADING}{number}. {title}{HEADING:#}")?;
        }
        Ok(())
    }

    /// A paragraph in plain words.
    pub fn says(&mut self, text: impl Into<String>) -> io::Result<()> {
        let text = text.into();
        if !self.json {
            writeln!(self.out)?;
            self.wrapped(&text, "", "")?;
        }
        self.told.sentences.push(text);
        Ok(())
    }

    /// What the contract says that happened.
    pub fn happened(&mut self, sentence: String, event: Value) -> io::Result<()> {
        if !self.json {
            self.wrapped(&sentence, "  · ", "    ")?;
        }
        self.told.sentences.push(sentence);
        self.told.events.push(event);
        Ok(())
    }

    pub fn cost(&mut self, call: Value) {
        self.told.calls.push(call);
    }

    /// What only a script wants to know.
    pub fn notes(&mut self, name: &str, json: Value) {
        self.told.tables.insert(name.into(), json);
    }

    /// A table, under the name that it has in JSON.
    pub fn table(&mut self, name: &str, json: Value, grid: Grid) -> io::Result<()> {
        if !self.json {
            writeln!(self.out)?;
            let heads = grid.header.iter().map(|it| it.lines().count()).max();
            for (number, line) in grid.lines().into_iter().enumerate() {
                if number < heads.unwrap_or_default() {
                    writeln!(self.out, "  {FAINT}{line}{FAINT:#}")?;
                } else {
                    writeln!(self.out, "  {line}")?;
                }
            }
        }
        self.notes(name, json);
        Ok(())
    }

    /// A trace, drawn with lines and colours.
    pub fn drawing(&mut self, letter: &str, drawn: &str) -> io::Result<()> {
        if !self.json {
            writeln!(self.out, "\n{}", drawn.trim_end())?;
        }
        let plain = anstream::adapter::strip_str(drawn).to_string();
        let json = json!({ "trace": letter, "drawn": plain });
        self.told.drawings.push(json);
        Ok(())
    }

    /// Ends a scene.
    pub fn ends(&mut self) -> io::Result<()> {
        let told = std::mem::take(&mut self.told);
        if self.json {
            let mut line = told.tables;
            line.insert("scene".into(), self.scenes.into());
            line.insert("title".into(), told.title.into());
            line.insert("sentences".into(), told.sentences.into());
            line.insert("events".into(), told.events.into());
            line.insert("calls".into(), told.calls.into());
            if !told.drawings.is_empty() {
                line.insert("drawings".into(), told.drawings.into());
            }
            writeln!(self.out, "{}", json!(line))?;
        }
        self.out.flush()
    }

    fn wrapped(&mut self, text: &str, first: &str, others: &str) -> io::Result<()> {
        let mut line = String::from(first);
        let mut words = 0_u32;
        for word in text.split(' ') {
            let length = line.chars().count().saturating_add(word.chars().count());
            if words > 0 && length >= WIDTH {
                writeln!(self.out, "{line}")?;
                others.clone_into(&mut line);
                words = 0;
            }
            if words > 0 {
                line.push(' ');
            }
            line.push_str(word);
            words = words.saturating_add(1);
        }
        writeln!(self.out, "{line}")
    }
}

impl Grid {
    fn lines(self) -> Vec<String> {
        let mut table = Table::new();
        table.load_style(NOTHING);
        if self.header.iter().any(|it| !it.is_empty()) {
            table.set_header(self.header.iter().copied());
        }
        table.add_rows(self.rows);
        for (place, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, self.gap));
            if self.right.contains(&place) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        let lines = table.lines();
        lines.map(|line| line.trim_end().to_owned()).collect()
    }
}

/// The question goes to stderr, so that the story can be kept in a file while it is stepped through.
fn await_enter() -> anyhow::Result<()> {
    anstream::eprint!("\n{FAINT}Enter: the next scene. q and Enter: stop.{FAINT:#} ");
    io::stderr().flush()?;
    let mut line = String::new();
    let read = io::stdin().read_line(&mut line)?;
    if read == 0 || line.trim().eq_ignore_ascii_case("q") {
        anstream::eprintln!();
        return Err(Stopped.into());
    }
    Ok(())
}

//! What people read: facts with their names before them, and tables.

use answerable_client::{display, Time};
use comfy_table::{presets, Table};
use std::io::{self, Write};

/// Facts and tables, one below the other.
#[derive(Default)]
pub struct Page {
    facts: Vec<(&'static str, String)>,
    tables: Vec<Table>,
    notes: Vec<String>,
}

impl Page {
    /// What something is, by its name.
    pub fn fact(mut self, name: &'static str, value: impl ToString) -> Self {
        self.facts.push((name, value.to_string()));
        self
    }

    /// The same where there is something to say.
    pub fn fact_if(self, holds: bool, name: &'static str, value: impl ToString) -> Self {
        if holds {
            self.fact(name, value)
        } else {
            self
        }
    }

    /// A table, if it has rows.
    pub fn table<const N: usize>(mut self, header: [&str; N], rows: Vec<[String; N]>) -> Self {
        if rows.is_empty() {
            return self;
        }
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        table.set_header(header.to_vec());
        for row in rows {
            table.add_row(row.to_vec());
        }
        for column in table.column_iter_mut() {
            column.set_padding((0, 2));
        }
        self.tables.push(table);
        self
    }

    /// A sentence at the end.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let width = self.facts.iter().map(|(name, _)| name.len()).max();
        let width = width.unwrap_or_default();
        for (name, value) in &self.facts {
            writeln!(out, "{name:<width$}  {value}")?;
        }
        let mut apart = !self.facts.is_empty();
        for table in &self.tables {
            if std::mem::replace(&mut apart, true) {
                writeln!(out)?;
            }
            writeln!(out, "{}", table.trim_fmt())?;
        }
        if apart && !self.notes.is_empty() {
            writeln!(out)?;
        }
        for note in &self.notes {
            writeln!(out, "{note}")?;
        }
        Ok(())
    }
}

/// A deadline as a date, and how far it is from now.
pub fn deadline(now: Time, deadline: u64) -> String {
    let deadline = Time(deadline);
    format!(
        "{}, {}",
        display::moment(deadline),
        display::until(now, deadline)
    )
}

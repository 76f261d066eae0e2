//! Where records go. A file appears under its name only once it is whole.

use super::Format;
use crate::files;
use anyhow::Context;
use serde_json::Value;
use std::{
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

pub struct Sink {
    target: Target,
    written: u64,
}

enum Target {
    Printed(BufWriter<anstream::Stdout>),
    Lines(BufWriter<NamedTempFile>, PathBuf),
    Parquet(Box<super::parquet::Rows>, PathBuf),
}

impl Sink {
    pub fn open(format: Format, out: Option<&Path>) -> anyhow::Result<Self> {
        let target = match (format, out) {
            (Format::Jsonl, None) => Target::Printed(BufWriter::new(anstream::stdout())),
            (Format::Jsonl, Some(file)) => {
                Target::Lines(BufWriter::new(files::beside(file)?), file.to_owned())
            }
            (Format::Parquet, out) => parquet(out)?,
        };
        Ok(Self { target, written: 0 })
    }

    pub fn put(&mut self, record: &Value) -> anyhow::Result<()> {
        self.written = self.written.saturating_add(1);
        match &mut self.target {
            Target::Printed(out) => writeln!(out, "{record}")?,
            Target::Lines(out, _) => writeln!(out, "{record}")?,
            Target::Parquet(rows, _) => rows.put(record)?,
        }
        Ok(())
    }

    /// How many records it were.
    pub fn finish(self) -> anyhow::Result<u64> {
        match self.target {
            Target::Printed(mut out) => out.flush()?,
            Target::Lines(out, file) => files::keep(out.into_inner()?, &file)?,
            Target::Parquet(rows, file) => files::keep(rows.finish()?, &file)?,
        }
        Ok(self.written)
    }
}

fn parquet(out: Option<&Path>) -> anyhow::Result<Target> {
    let file = out.context("Parquet needs a file; name it with --out")?;
    let rows = super::parquet::Rows::new(files::beside(file)?)?;
    Ok(Target::Parquet(Box::new(rows), file.to_owned()))
}

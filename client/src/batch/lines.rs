//! A file of traces, read line by line.

use super::{error::unreadable, BatchError};
use crate::{
    trace::{Origin, Trace, TraceError, TraceId},
    H256,
};
use answerable_protocol::Batch;
use sha3::{Digest, Keccak256};
use std::{
    fs::File,
    io::{BufRead, BufReader, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

/// The most that a batch has.
pub(super) const MOST_TRACES: u64 = 1 << Batch::DEEPEST;

/// Ten times what the longest trace takes, for those who like space.
const LONGEST: u64 = 16 * 1024;

const BUFFER: usize = 64 * 1024;

/// The traces of a file of JSON lines, one after the other. Every line is a trace that the contract would store; the
/// first that is not ends it with an error that names it.
pub struct Lines {
    reader: BufReader<File>,
    path: PathBuf,
    origin: Origin,
    text: Vec<u8>,
    read: Keccak256,
    lines: u64,
    offset: u64,
    length: u64,
    over: bool,
}

/// One trace and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// From 1.
    pub number: u64,
    /// In bytes from the beginning of the file.
    pub offset: u64,
    pub id: TraceId,
    pub trace: Trace,
}

impl Lines {
    /// Opens a file of traces for one contract and recorder.
    pub fn open(path: &Path, origin: Origin) -> Result<Self, BatchError> {
        let file = File::open(path).map_err(|error| unreadable(path, &error))?;
        let about = file.metadata().map_err(|error| unreadable(path, &error))?;
        if !about.is_file() {
            return Err(BatchError::NotAFile {
                path: path.display().to_string(),
            });
        }
        Ok(Self {
            reader: BufReader::with_capacity(BUFFER, file),
            path: path.into(),
            origin,
            text: Vec::new(),
            read: Keccak256::new(),
            lines: 0,
            offset: 0,
            length: about.len(),
            over: false,
        })
    }

    /// How many lines were read.
    pub fn lines(&self) -> u64 {
        self.lines
    }

    /// How many bytes were read.
    pub fn bytes(&self) -> u64 {
        self.offset
    }

    /// How many bytes the file had when it was opened.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// The hash of all that was read; of the whole file, after its last line.
    pub fn hash(&self) -> H256 {
        H256(self.read.clone().finalize().into())
    }

    /// Goes to a line whose place is known, as the next one to read.
    pub(super) fn seek(&mut self, number: u64, offset: u64) -> Result<(), BatchError> {
        self.reader
            .seek(SeekFrom::Start(offset))
            .map_err(|error| unreadable(&self.path, &error))?;
        (self.lines, self.offset) = (number.saturating_sub(1), offset);
        Ok(())
    }

    fn read(&mut self) -> Result<Option<Line>, BatchError> {
        self.text.clear();
        let mut rest = (&mut self.reader).take(LONGEST);
        let length = rest
            .read_until(b'\n', &mut self.text)
            .map_err(|error| unreadable(&self.path, &error))?;
        if length == 0 {
            return if self.lines == 0 {
                Err(BatchError::Empty)
            } else {
                Ok(None)
            };
        }
        if self.lines == MOST_TRACES {
            return Err(BatchError::TooMany { most: MOST_TRACES });
        }
        self.read.update(&self.text);
        let (number, offset) = (self.lines.saturating_add(1), self.offset);
        self.lines = number;
        self.offset = offset.saturating_add(u64::try_from(length).unwrap_or(u64::MAX));
        let trace = self.parse().map_err(|problem| BatchError::Line {
            path: self.path.display().to_string(),
            line: number,
            problem,
        })?;
        Ok(Some(Line {
            number,
            offset,
            id: trace.id(self.origin),
            trace,
        }))
    }

    fn parse(&self) -> Result<Trace, TraceError> {
        let whole = self.text.ends_with(b"\n");
        if !whole && self.text.len() as u64 == LONGEST {
            return Err(TraceError::TooLong { most: LONGEST });
        }
        let text = std::str::from_utf8(&self.text).map_err(|error| TraceError::NotUtf8 {
            column: (error.valid_up_to() as u64).saturating_add(1),
        })?;
        if text.trim().is_empty() {
            return Err(TraceError::Empty);
        }
        let trace = Trace::from_json(text)?;
        trace.check(self.origin.contract)?;
        Ok(trace)
    }
}

impl Iterator for Lines {
    type Item = Result<Line, BatchError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        let line = self.read().transpose();
        self.over = !matches!(line, Some(Ok(_)));
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::H160;

    #[test]
    fn a_line_more_than_a_batch_has_traces_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("traces.jsonl");
        let hash = format!("{:?}", H256::repeat_byte(1));
        let actor = format!("{:?}", H160::repeat_byte(2));
        let line = format!(
            r#"{{"requester":"{actor}","input":"{hash}","output":"{hash}","at":0,"steps":[{{"kind":"tool","actor":"{actor}","commitment":"{hash}"}}]}}"#
        );
        std::fs::write(&path, format!("{line}\n{line}\n")).unwrap();
        let origin = Origin {
            contract: H160::repeat_byte(3),
            recorder: H160::repeat_byte(4),
        };
        let mut lines = Lines::open(&path, origin).unwrap();
        lines.seek(MOST_TRACES, 0).unwrap();
        assert_eq!(lines.next().unwrap().unwrap().number, MOST_TRACES);
        assert_eq!(
            lines.next(),
            Some(Err(BatchError::TooMany { most: 1 << 20 }))
        );
        assert_eq!(lines.next(), None);
    }
}

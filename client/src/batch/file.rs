//! A tree in a file, of which a proof needs only a few hundred bytes.

use super::{
    error::{unreadable, unwritable},
    header::{Header, NoHeader},
    keep::keep,
    tree::{depth_over, siblings, sort, Leaf, Tree},
    BatchError, Line, Lines, Progress, Proof, ProofError, Root,
};
use crate::{
    keccak_256,
    trace::{Origin, TraceId},
    H256,
};
use answerable_protocol::leaf;
use std::{
    cmp::Ordering,
    fs::File,
    io::{Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

/// The tree over a file of traces, kept in a file of its own.
#[derive(Debug)]
pub struct TreeFile {
    file: File,
    path: PathBuf,
    header: Header,
    root: Root,
}

impl TreeFile {
    /// Builds the tree over the traces in `source` and keeps it at `path`. Whatever was there stays as it was until
    /// the new file is whole; a program that is killed while it writes may leave a file `.answerable-….part` beside it,
    /// which nobody needs.
    ///
    /// Takes about 120 bytes of memory for each trace, however long the traces are.
    pub fn build(
        source: &Path,
        path: &Path,
        origin: Origin,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, BatchError> {
        let mut lines = Lines::open(source, origin)?;
        if is_same(source, path) {
            return Err(BatchError::OverItself {
                path: path.display().to_string(),
            });
        }
        let (mut leaves, mut offsets) = (Vec::new(), Vec::new());
        while let Some(line) = lines.next() {
            const EVERY: u64 = 1 << 12;
            let line = line?;
            leaves.push(Leaf::new(line.id, line.number));
            offsets.push(line.offset);
            if line.number % EVERY == 0 {
                progress(reading(&lines));
            }
        }
        progress(reading(&lines));
        sort(&mut leaves)?;
        let tree = Tree::above(&leaves, progress)?;
        let header = Header {
            origin,
            // At most 2^20, or reading had ended.
            traces: u32::try_from(leaves.len()).unwrap_or(u32::MAX),
            source_length: lines.bytes(),
            source_hash: lines.hash(),
        };
        keep(path, &header, &tree, &offsets, &leaves, progress)
            .map_err(|error| unwritable(path, &error))?;
        Self::open(path)
    }

    /// Opens a tree file and makes sure that it is whole.
    pub fn open(path: &Path) -> Result<Self, BatchError> {
        let shown = || path.display().to_string();
        let mut file = File::open(path).map_err(|error| unreadable(path, &error))?;
        let about = file.metadata().map_err(|error| unreadable(path, &error))?;
        if !about.is_file() {
            return Err(BatchError::NotATreeFile { path: shown() });
        }
        let refuse = |reason| match reason {
            NoHeader::OtherKind => BatchError::NotATreeFile { path: shown() },
            NoHeader::Newer(version) => BatchError::Newer {
                path: shown(),
                version,
                known: Header::VERSION,
            },
            NoHeader::Damaged => BatchError::Damaged {
                path: shown(),
                what: "its first bytes were changed".into(),
            },
        };
        let cut = |whole| BatchError::Truncated {
            path: shown(),
            length: about.len(),
            whole,
        };
        let mut first = Vec::new();
        (&mut file)
            .take(Header::LENGTH)
            .read_to_end(&mut first)
            .map_err(|error| unreadable(path, &error))?;
        Header::recognise(&first).map_err(refuse)?;
        let first = first.first_chunk().ok_or_else(|| cut(Header::LENGTH))?;
        let header = Header::decode(first).map_err(refuse)?;
        match about.len().cmp(&header.whole()) {
            Ordering::Less => return Err(cut(header.whole())),
            Ordering::Equal => {}
            Ordering::Greater => {
                return Err(BatchError::Damaged {
                    path: shown(),
                    what: "something follows its end".into(),
                })
            }
        }
        let mut tree = Self {
            file,
            path: path.into(),
            header,
            root: Root(H256::zero()),
        };
        tree.root = Root(H256(tree.read(header.root_at())?));
        Ok(tree)
    }

    /// The hash over all, which is anchored.
    pub fn root(&self) -> Root {
        self.root
    }

    /// The depth with which it is anchored: the least that has room for all its traces.
    pub fn depth(&self) -> u8 {
        depth_over(self.header.traces())
    }

    /// How many traces it is over.
    pub fn traces(&self) -> u64 {
        self.header.traces.into()
    }

    /// The contract and the recorder for whom the traces have their ids.
    pub fn origin(&self) -> Origin {
        self.header.origin
    }

    /// The keccak-256 of the file of traces.
    pub fn source_hash(&self) -> H256 {
        self.header.source_hash
    }

    /// The length of the file of traces in bytes.
    pub fn source_length(&self) -> u64 {
        self.header.source_length
    }

    /// The proof for a trace, which is read from the file of traces.
    pub fn proof_of(&mut self, trace: TraceId, source: &Path) -> Result<Proof, BatchError> {
        let not_here = BatchError::NotInBatch {
            trace: trace.0,
            origin: self.origin(),
        };
        let place = self.find(trace)?.ok_or(not_here)?;
        let line = self.line_of(place)?;
        let found = self.read_line(line, source)?;
        if found.id != trace {
            return Err(changed(source, line));
        }
        self.prove(place, found)
    }

    /// The proof for the trace in a line of the file of traces, counted from 1.
    pub fn proof_of_line(&mut self, line: u64, source: &Path) -> Result<Proof, BatchError> {
        let found = self.read_line(line, source)?;
        match self.find(found.id)? {
            Some(place) if self.line_of(place)? == line => self.prove(place, found),
            _ => Err(changed(source, line)),
        }
    }

    fn prove(&mut self, place: usize, found: Line) -> Result<Proof, BatchError> {
        let mut hashes = Vec::new();
        for place in siblings(place, self.header.traces()) {
            hashes.push(self.node(place)?);
        }
        Proof::new(self.origin(), found.trace, self.root, self.depth(), hashes).map_err(|error| {
            match error {
                ProofError::LeadsElsewhere { .. } => self.damaged("its hashes do not fit together"),
                other => other.into(),
            }
        })
    }

    /// The place of a trace's leaf, if it is there. The leaves are sorted.
    fn find(&mut self, trace: TraceId) -> Result<Option<usize>, BatchError> {
        let sought = leaf(trace, &keccak_256);
        let (mut low, mut high) = (0, self.header.traces());
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.node(middle)?.cmp(&sought) {
                Ordering::Less => low = middle.saturating_add(1),
                Ordering::Equal => return Ok(Some(middle)),
                Ordering::Greater => high = middle,
            }
        }
        Ok(None)
    }

    fn read_line(&mut self, line: u64, source: &Path) -> Result<Line, BatchError> {
        let index = line.checked_sub(1).filter(|index| *index < self.traces());
        let index = index.ok_or(BatchError::NoSuchLine {
            line,
            lines: self.traces(),
        })?;
        let offset = u64::from_be_bytes(self.read(self.header.offset_at(index))?);
        let mut lines = Lines::open(source, self.origin())?;
        lines.seek(line, offset)?;
        match lines.next() {
            Some(Ok(line)) => Ok(line),
            Some(Err(error @ BatchError::Unreadable { .. })) => Err(error),
            _ => Err(changed(source, line)),
        }
    }

    fn node(&mut self, place: usize) -> Result<H256, BatchError> {
        self.read(self.header.node_at(place)).map(H256)
    }

    fn line_of(&mut self, place: usize) -> Result<u64, BatchError> {
        let line = self.read(self.header.line_at(place))?;
        let line = u64::from(u32::from_be_bytes(line));
        if !(1..=self.traces()).contains(&line) {
            return Err(self.damaged("it names a line that there is not"));
        }
        Ok(line)
    }

    fn read<const N: usize>(&mut self, at: u64) -> Result<[u8; N], BatchError> {
        let mut bytes = [0; N];
        self.file
            .seek(SeekFrom::Start(at))
            .and_then(|_| self.file.read_exact(&mut bytes))
            .map_err(|error| unreadable(&self.path, &error))?;
        Ok(bytes)
    }

    fn damaged(&self, what: &str) -> BatchError {
        BatchError::Damaged {
            path: self.path.display().to_string(),
            what: what.into(),
        }
    }
}

fn changed(source: &Path, line: u64) -> BatchError {
    BatchError::SourceChanged {
        path: source.display().to_string(),
        line,
    }
}

fn reading(lines: &Lines) -> Progress {
    Progress::Reading {
        lines: lines.lines(),
        bytes: lines.bytes(),
        of: lines.length(),
    }
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

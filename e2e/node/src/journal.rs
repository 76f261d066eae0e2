//! The database: everything in memory and, with a base path, every change appended to one file.
//!
//! A change is with the operating system before it counts, so a killed process loses nothing.
//! parity-db would keep the end of its log in the process's own buffers until the next write, and
//! lose the last blocks with them.

use std::{
    fs::{self, File, TryLockError},
    io::{self, BufReader, Read, Seek, SeekFrom, Write},
    path::Path,
    sync::{Mutex, PoisonError},
};

use codec::{Decode, Encode};
use polkadot_sdk::{
    sc_client_db::DbHash,
    sp_crypto_hashing::twox_64,
    sp_database::{
        error::{DatabaseError, Result as DatabaseResult},
        Change, ColumnId, Database, MemDb, Transaction,
    },
};

const FILE: &str = "chain.journal";
const MAGIC: &[u8] = b"answerable-node journal 1\n";

/// Where the client keeps what describes the whole chain; the first thing it writes.
const META_COLUMN: ColumnId = 0;

/// Length and checksum of the changes that follow, and a checksum over these two.
const HEADER: usize = 4 + 8 + 8;

pub struct Journal {
    memory: MemDb,
    log: Option<Mutex<Log>>,
}

struct Log {
    file: File,
    length: u64,
    /// The changes of a new chain, held back until it can be continued.
    held: Option<Vec<u8>>,
}

/// A change as the file holds it.
#[derive(Encode, Decode)]
enum Entry {
    Set(ColumnId, Vec<u8>, Vec<u8>),
    Remove(ColumnId, Vec<u8>),
    Store(ColumnId, DbHash, Vec<u8>),
    Reference(ColumnId, DbHash),
    Release(ColumnId, DbHash),
}

impl Journal {
    pub fn in_memory() -> Self {
        Self {
            memory: MemDb::new(),
            log: None,
        }
    }

    /// Reads the chain in `folder`, or starts one there.
    pub fn open(folder: &Path) -> Result<Self, String> {
        let path = folder.join(FILE);
        let unusable = |reason: &dyn std::fmt::Display| {
            format!(
                "The folder {} cannot hold the chain ({reason}); choose another with --base-path.",
                folder.display()
            )
        };
        fs::create_dir_all(folder).map_err(|error| unusable(&error))?;
        let mut file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|error| unusable(&error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(unusable(&"another node is running on it"));
            }
            Err(TryLockError::Error(error)) => return Err(unusable(&error)),
        }

        let memory = MemDb::new();
        let length = replay(&mut file, &memory).map_err(|reason| {
            format!(
                "The chain in {} cannot be read ({reason}); move that file away to start over.",
                path.display()
            )
        })?;
        // A process that was killed while it wrote leaves the beginning of a record.
        file.set_len(length).map_err(|error| unusable(&error))?;
        let held = (memory.count(META_COLUMN) == 0).then(Vec::new);
        Ok(Self {
            memory,
            log: Some(Mutex::new(Log { file, length, held })),
        })
    }

    /// Ends holding back: from here on, what has happened can be continued. A node killed before
    /// leaves an empty file rather than half of a genesis.
    pub fn begin(&self) -> Result<(), String> {
        let Some(log) = &self.log else { return Ok(()) };
        let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
        match log.held.take() {
            Some(changes) => log
                .write(changes)
                .map_err(|error| format!("The chain could not be written: {error}.")),
            None => Ok(()),
        }
    }

    /// Whether no chain has been started yet.
    pub fn is_empty(&self) -> bool {
        self.memory.count(META_COLUMN) == 0
    }

    /// Waits until the disk has everything.
    pub fn flush(&self) -> Result<(), String> {
        let Some(log) = &self.log else { return Ok(()) };
        let log = log.lock().unwrap_or_else(PoisonError::into_inner);
        log.file
            .sync_all()
            .map_err(|error| format!("The chain could not be flushed to disk: {error}."))
    }
}

impl Database<DbHash> for Journal {
    fn commit(&self, transaction: Transaction<DbHash>) -> DatabaseResult<()> {
        match &self.log {
            None => self.memory.commit(transaction),
            Some(log) => {
                let mut log = log.lock().unwrap_or_else(PoisonError::into_inner);
                log.append(&transaction)
                    .map_err(|error| DatabaseError(Box::new(error)))?;
                self.memory.commit(transaction)
            }
        }
    }

    fn get(&self, column: ColumnId, key: &[u8]) -> Option<Vec<u8>> {
        Database::<DbHash>::get(&self.memory, column, key)
    }
}

impl Log {
    fn append(&mut self, transaction: &Transaction<DbHash>) -> io::Result<()> {
        let mut changes = Vec::new();
        for change in transaction.0.iter().cloned() {
            Entry::from(change).encode_to(&mut changes);
        }
        match &mut self.held {
            Some(held) => {
                held.append(&mut changes);
                Ok(())
            }
            None => self.write(changes),
        }
    }

    /// Writes one record, or nothing.
    fn write(&mut self, changes: Vec<u8>) -> io::Result<()> {
        let header = header(&changes).ok_or(io::ErrorKind::FileTooLarge)?;
        let record = [&header[..], &changes].concat();
        if let Err(error) = self.file.write_all(&record) {
            self.file.set_len(self.length)?;
            self.file.seek(SeekFrom::Start(self.length))?;
            return Err(error);
        }
        self.length += record.len() as u64;
        Ok(())
    }
}

fn header(changes: &[u8]) -> Option<[u8; HEADER]> {
    let mut header = [0; HEADER];
    header[..4].copy_from_slice(&u32::try_from(changes.len()).ok()?.to_le_bytes());
    header[4..12].copy_from_slice(&twox_64(changes));
    let check = twox_64(&header[..12]);
    header[12..].copy_from_slice(&check);
    Some(header)
}

/// Applies every whole record to `memory` and returns where the last one ends.
fn replay(file: &mut File, memory: &MemDb) -> Result<u64, String> {
    let size = file.metadata().map_err(|error| error.to_string())?.len();
    if size < MAGIC.len() as u64 {
        let mut start = Vec::new();
        file.read_to_end(&mut start)
            .map_err(|error| error.to_string())?;
        if !MAGIC.starts_with(&start) {
            return Err("it is not a journal of this node".into());
        }
        file.write_all(&MAGIC[start.len()..])
            .map_err(|error| error.to_string())?;
        return Ok(MAGIC.len() as u64);
    }

    let mut reader = BufReader::with_capacity(1 << 20, &mut *file);
    let mut magic = [0; MAGIC.len()];
    reader
        .read_exact(&mut magic)
        .map_err(|error| error.to_string())?;
    if magic != MAGIC {
        return Err("it is not a journal of this node".into());
    }
    let mut end = MAGIC.len() as u64;
    while size - end >= HEADER as u64 {
        let mut head = [0; HEADER];
        reader
            .read_exact(&mut head)
            .map_err(|error| error.to_string())?;
        let length = u32::from_le_bytes(head[..4].try_into().expect("four bytes"));
        if twox_64(&head[..12]) != head[12..] {
            return Err(format!("it is damaged at byte {end}"));
        }
        if size - end - (HEADER as u64) < u64::from(length) {
            break;
        }
        let mut changes = vec![0; length as usize];
        reader
            .read_exact(&mut changes)
            .map_err(|error| error.to_string())?;
        if header(&changes) != Some(head) {
            return Err(format!("it is damaged at byte {end}"));
        }
        let transaction = decode(&changes).ok_or_else(|| format!("it is damaged at byte {end}"))?;
        memory
            .commit(transaction)
            .map_err(|error| error.to_string())?;
        end += HEADER as u64 + u64::from(length);
    }
    file.seek(SeekFrom::Start(end))
        .map_err(|error| error.to_string())?;
    Ok(end)
}

fn decode(mut changes: &[u8]) -> Option<Transaction<DbHash>> {
    let mut transaction = Transaction::new();
    while !changes.is_empty() {
        transaction.0.push(Entry::decode(&mut changes).ok()?.into());
    }
    Some(transaction)
}

impl From<Change<DbHash>> for Entry {
    fn from(change: Change<DbHash>) -> Self {
        match change {
            Change::Set(column, key, value) => Self::Set(column, key, value),
            Change::Remove(column, key) => Self::Remove(column, key),
            Change::Store(column, hash, value) => Self::Store(column, hash, value),
            Change::Reference(column, hash) => Self::Reference(column, hash),
            Change::Release(column, hash) => Self::Release(column, hash),
        }
    }
}

impl From<Entry> for Change<DbHash> {
    fn from(entry: Entry) -> Self {
        match entry {
            Entry::Set(column, key, value) => Self::Set(column, key, value),
            Entry::Remove(column, key) => Self::Remove(column, key),
            Entry::Store(column, hash, value) => Self::Store(column, hash, value),
            Entry::Reference(column, hash) => Self::Reference(column, hash),
            Entry::Release(column, hash) => Self::Release(column, hash),
        }
    }
}

//! What is remembered between two runs: up to which block was read, what is answered for, what calls, and which
//! deliveries are still to be made.

use crate::{files, places::folder};
use anyhow::{bail, Context};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// All of it is as it was right before block `next`, except that some cases were looked at later.
#[derive(Default, Serialize, Deserialize)]
pub struct Kept {
    pub next: u64,
    /// The hash of the block before, if that one was read.
    pub last: Option<String>,
    /// Whether the past was read up to the present once.
    pub settled: bool,
    /// By trace and step, as [`step_key`] writes them.
    pub steps: BTreeMap<String, Promise>,
    pub batches: BTreeMap<u64, Promise>,
    /// By fault.
    pub cases: BTreeMap<u64, Case>,
    pub owed: BTreeMap<u64, Parcel>,
    /// How many parcels there ever were.
    pub parcels: u64,
    /// Something is not written down that would be missed.
    #[serde(skip)]
    pub changed: bool,
    /// All that is not written down is how far one has come.
    #[serde(skip)]
    pub moved: bool,
}

/// A pledge that is not released. The chain says the rest about it, when it is looked at.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Promise {
    /// Of a step: the cover that is left. Of a batch: what is locked in all.
    pub left: u128,
    /// In every trace of a batch.
    #[serde(default)]
    pub per_trace: u128,
    pub until: u64,
    /// From when on there may be something new about it.
    pub look_at: u64,
    /// Whether it was told that it can be released.
    pub told: bool,
}

/// A fault that calls this account, or did.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Case {
    pub trace: String,
    pub step: u8,
    pub layer: u8,
    pub called: u64,
    pub deadline: u64,
    /// Whether it calls still, and no answer came.
    pub stands: bool,
    /// The call was told.
    pub told: bool,
    /// Of [`super::review::MARKS`], how many have passed.
    pub marks: usize,
    /// It was told that the time is over.
    pub over: bool,
    /// What happened in blocks up to this one is in here already.
    pub seen: u64,
    /// It was closed by then.
    pub ended: bool,
}

/// Something to be delivered.
#[derive(Clone, Serialize, Deserialize)]
pub struct Parcel {
    pub notice: Value,
    /// When it is of no more use, in the chain's time.
    pub until: u64,
    pub run: bool,
    pub post: bool,
}

pub fn step_key(trace: &str, step: u8) -> String {
    format!("{trace}/{step}")
}

/// The trace and the step in such a key.
pub fn step_of(key: &str) -> (&str, u8) {
    let (trace, step) = key.split_once('/').unwrap_or((key, ""));
    (trace, step.parse().unwrap_or_default())
}

/// The file, which one watcher at a time holds.
pub struct Keeper {
    kept: Mutex<Kept>,
    file: PathBuf,
    _turn: File,
}

impl Keeper {
    /// `name` tells the chain, the contract and the account apart from all others.
    pub fn open(name: &str) -> anyhow::Result<Self> {
        let folder = folder("XDG_STATE_HOME", ".local/state")?;
        fs::create_dir_all(&folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
        let lock = folder.join(format!("{name}.lock"));
        let turn =
            File::create(&lock).with_context(|| format!("cannot write {}", lock.display()))?;
        match turn.try_lock() {
            Err(TryLockError::WouldBlock) => bail!(
                "this account is being watched already, by another process of this user; stop that one first"
            ),
            other => other.with_context(|| format!("cannot lock {}", lock.display()))?,
        }
        let file = folder.join(format!("{name}.json"));
        let kept = match fs::read_to_string(&file) {
            Ok(text) => serde_json::from_str(&text).with_context(|| {
                format!(
                    "{} cannot be read, perhaps because another version of this program wrote it; delete it, and what it knew is read from the chain again",
                    file.display()
                )
            })?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Kept::default(),
            Err(error) => return Err(error).context(format!("cannot read {}", file.display())),
        };
        Ok(Self {
            kept: Mutex::new(kept),
            file,
            _turn: turn,
        })
    }

    pub fn file(&self) -> &Path {
        &self.file
    }

    pub fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes everything down.
    pub fn save(&self) -> anyhow::Result<()> {
        let mut kept = self.kept();
        files::remember(&self.file, &serde_json::to_string(&*kept)?)?;
        (kept.changed, kept.moved) = (false, false);
        Ok(())
    }
}

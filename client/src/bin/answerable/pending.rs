//! A transaction is written down before it is sent, so that a command that was cut short and is given again finds out
//! what became of the first one, instead of doing it twice.

use crate::{files, places::folder};
use answerable_client::{AnyChain, Chain, Included, Prepared, Signer};
use anyhow::Context;
use serde::{Deserialize, Serialize};
use std::{
    fs::{self, File},
    io::ErrorKind,
    path::PathBuf,
};

/// What was written down before it was sent.
#[derive(Serialize, Deserialize)]
struct Written {
    /// The act, the amount that goes with it, and nothing that may differ when it is given again.
    act: String,
    transaction: String,
    nonce: u64,
    after: u64,
}

/// What an earlier command did and did not live to tell.
pub struct Earlier {
    pub included: Included,
    /// Whether it is what is to be done now.
    pub same: bool,
}

/// The place for one account's transaction on one chain, which one command holds at a time.
pub struct Pending {
    file: PathBuf,
    _turn: File,
}

impl Pending {
    /// Waits until no other command of this account is under way.
    pub fn open(chain: &AnyChain, signer: &Signer) -> anyhow::Result<Self> {
        let folder = folder("XDG_STATE_HOME", ".local/state")?;
        fs::create_dir_all(&folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
        let name = format!("{:x}-{:x}", chain.codec().genesis(), signer.address());
        let lock = folder.join(format!("{name}.lock"));
        let turn =
            File::create(&lock).with_context(|| format!("cannot write {}", lock.display()))?;
        turn.lock()
            .context("cannot wait for other commands of this account")?;
        Ok(Self {
            file: folder.join(format!("{name}.json")),
            _turn: turn,
        })
    }

    /// Whether this very act was left behind by an earlier command.
    pub fn is(&self, act: &str) -> anyhow::Result<bool> {
        Ok(self.written()?.is_some_and(|written| written.act == act))
    }

    /// Follows up what an earlier command left behind, so that it is in a block or never will be.
    pub async fn earlier(
        &self,
        chain: &AnyChain,
        signer: &Signer,
        act: &str,
    ) -> anyhow::Result<Option<Earlier>> {
        let Some(written) = self.written()? else {
            return Ok(None);
        };
        let prepared = Prepared {
            transaction: const_hex::decode(&written.transaction)?,
            nonce: written.nonce,
            after: written.after,
        };
        let included = chain.resume(signer.account(), &prepared).await?;
        self.forget()?;
        Ok(included.map(|included| Earlier {
            included,
            same: written.act == act,
        }))
    }

    fn written(&self) -> anyhow::Result<Option<Written>> {
        let text = match fs::read_to_string(&self.file) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                return Err(error).context(format!(
                    "cannot read {}, which tells of an earlier command",
                    self.file.display()
                ))
            }
        };
        // It is replaced whole, so what cannot be read is of another version of this program.
        serde_json::from_str(&text).map(Some).with_context(|| {
            format!(
                "{} tells of an earlier command and cannot be read; look on the chain what became of it, and delete the file",
                self.file.display()
            )
        })
    }

    pub fn write(&self, act: &str, prepared: &Prepared) -> anyhow::Result<()> {
        let written = Written {
            act: act.into(),
            transaction: const_hex::encode(&prepared.transaction),
            nonce: prepared.nonce,
            after: prepared.after,
        };
        files::remember(&self.file, &serde_json::to_string(&written)?)
    }

    /// It is known what became of it.
    pub fn forget(&self) -> anyhow::Result<()> {
        match fs::remove_file(&self.file) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(error).with_context(|| format!("cannot delete {}", self.file.display()))
            }
            _ => Ok(()),
        }
    }
}

//! The connection to the node, which is made anew after it was lost: the runtime may be another by then.

use super::failure::Failure;
use crate::{Chain, ChainError, Rpc, H256};
use std::sync::{Arc, PoisonError, RwLock};

pub struct Link {
    url: String,
    genesis: H256,
    rpc: RwLock<Arc<Rpc>>,
    /// Why the node does not answer, while it does not.
    trouble: RwLock<Option<String>>,
    /// Why it is not the chain that is in the index, where it answers and is not.
    astray: RwLock<Option<String>>,
}

impl Link {
    pub fn new(url: &str, rpc: Rpc) -> Self {
        Self {
            url: url.into(),
            genesis: rpc.codec().genesis(),
            rpc: RwLock::new(Arc::new(rpc)),
            trouble: RwLock::default(),
            astray: RwLock::default(),
        }
    }

    pub fn genesis(&self) -> H256 {
        self.genesis
    }

    /// The node, whether it answers or not.
    pub fn rpc(&self) -> Arc<Rpc> {
        let rpc = self.rpc.read().unwrap_or_else(PoisonError::into_inner);
        rpc.clone()
    }

    /// The node, if it answered when it was last asked. Nobody has to wait for one that is known to be away.
    pub fn answering(&self) -> Result<Arc<Rpc>, Failure> {
        match self.trouble() {
            None => Ok(self.rpc()),
            Some(why) => Err(Failure::away(format!(
                "the chain cannot be asked now, so nothing is said of it: {why}"
            ))),
        }
    }

    /// Why the chain cannot be asked, while it cannot.
    pub fn trouble(&self) -> Option<String> {
        read(&self.trouble).or_else(|| read(&self.astray))
    }

    pub fn note(&self, trouble: Option<String>) {
        write(&self.trouble, trouble);
    }

    pub fn note_astray(&self, why: Option<String>) {
        write(&self.astray, why);
    }

    /// Connects anew. Another chain may be behind the same address by now, and is refused.
    pub async fn renew(&self) -> Result<(), ChainError> {
        let rpc = Rpc::connect(&self.url).await?;
        let found = rpc.codec().genesis();
        if found != self.genesis {
            return Err(ChainError::Unreachable {
                url: self.url.clone(),
                reason: format!(
                    "another chain is there now, with the first block {found:?} instead of {:?}",
                    self.genesis
                ),
            });
        }
        *self.rpc.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(rpc);
        Ok(())
    }
}

fn read(noted: &RwLock<Option<String>>) -> Option<String> {
    noted.read().unwrap_or_else(PoisonError::into_inner).clone()
}

fn write(noted: &RwLock<Option<String>>, why: Option<String>) {
    *noted.write().unwrap_or_else(PoisonError::into_inner) = why;
}

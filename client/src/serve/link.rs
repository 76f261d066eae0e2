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
}

impl Link {
    pub fn new(url: &str, rpc: Rpc) -> Self {
        Self {
            url: url.into(),
            genesis: rpc.codec().genesis(),
            rpc: RwLock::new(Arc::new(rpc)),
            trouble: RwLock::default(),
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
                "the chain does not answer now, so nothing can be said of it: {why}"
            ))),
        }
    }

    pub fn trouble(&self) -> Option<String> {
        let trouble = self.trouble.read().unwrap_or_else(PoisonError::into_inner);
        trouble.clone()
    }

    pub fn note(&self, trouble: Option<String>) {
        *self.trouble.write().unwrap_or_else(PoisonError::into_inner) = trouble;
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

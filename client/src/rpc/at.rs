//! The chain as it is at one block.

use super::Rpc;
use crate::{
    chain::first_where, AccountId, Block, Chain, ChainError, Codec, Included, Log, Prepared, H160,
};

/// A chain whose latest final block stays the same, so that what is read fits together.
pub struct At<'rpc> {
    rpc: &'rpc Rpc,
    block: Block,
}

impl Rpc {
    /// The chain as of this block.
    pub fn at(&self, block: Block) -> At<'_> {
        At { rpc: self, block }
    }

    /// The chain as of the latest final block.
    pub async fn now(&self) -> Result<At<'_>, ChainError> {
        Ok(self.at(self.block().await?))
    }

    /// The block in which a contract was made, found by halving; the one after the last if there is none.
    pub async fn first_block_of(&self, contract: H160) -> Result<u64, ChainError> {
        let behind_last = self.block().await?.number.saturating_add(1);
        let is_there = |number| async move {
            let block = self.block_at(self.hash_of(number).await?, number).await?;
            match self.at(block).code_at(contract).await {
                Ok(code) => Ok(!code.is_empty()),
                // The runtime of then had no contracts yet.
                Err(ChainError::NotRevive { .. }) => Ok(false),
                Err(error) => Err(error),
            }
        };
        first_where(1..behind_last, is_there).await
    }

    /// Whether it is still the chain, and the runtime, with which the connection began.
    pub async fn is_current(&self) -> Result<bool, ChainError> {
        let head = self.final_head().await?;
        let same_chain = self.hash_of(0).await? == self.codec.genesis();
        Ok(same_chain && self.versions_at(head).await?.spec == self.runtimes.current())
    }

    /// The nonce of an account's next transaction.
    pub async fn nonce_of(&self, account: AccountId) -> Result<u64, ChainError> {
        self.pool_nonce(account).await
    }
}

impl At<'_> {
    /// The block as of which everything is read.
    pub fn as_of(&self) -> Block {
        self.block
    }
}

impl Chain for At<'_> {
    fn codec(&self) -> &Codec {
        self.rpc.codec()
    }

    async fn runtime_api(&self, function: &str, arguments: Vec<u8>) -> Result<Vec<u8>, ChainError> {
        self.rpc
            .runtime_api_at(self.block, function, arguments)
            .await
    }

    async fn runtime_api_at(
        &self,
        block: Block,
        function: &str,
        arguments: Vec<u8>,
    ) -> Result<Vec<u8>, ChainError> {
        self.rpc.runtime_api_at(block, function, arguments).await
    }

    async fn storage(&self, key: Vec<u8>) -> Result<Option<Vec<u8>>, ChainError> {
        self.rpc.storage_at(&key, self.block.hash).await
    }

    async fn include(
        &self,
        sender: AccountId,
        sign: impl Fn(u64) -> Result<Vec<u8>, ChainError> + Send + Sync,
    ) -> Result<Included, ChainError> {
        self.rpc.include(sender, sign).await
    }

    async fn block(&self) -> Result<Block, ChainError> {
        Ok(self.block)
    }

    async fn final_block(&self, number: u64) -> Result<Option<Block>, ChainError> {
        if number > self.block.number {
            return Ok(None);
        }
        self.rpc.final_block(number).await
    }

    async fn emitted(&self, block: Block) -> Result<Vec<Log>, ChainError> {
        self.rpc.emitted(block).await
    }

    async fn resume(
        &self,
        sender: AccountId,
        prepared: &Prepared,
    ) -> Result<Option<Included>, ChainError> {
        self.rpc.resume(sender, prepared).await
    }

    async fn advance_time(&self, seconds: u64) -> Result<Block, ChainError> {
        self.rpc.advance_time(seconds).await
    }
}

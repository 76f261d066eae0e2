//! Either chain, chosen while the program runs.

use crate::{AccountId, Block, Chain, ChainError, Codec, Embedded, Included, Log, Prepared, Rpc};

/// What `--chain` names.
pub enum AnyChain {
    Embedded(Box<Embedded>),
    Rpc(Box<Rpc>),
}

impl AnyChain {
    /// `embedded`, or the address of a node.
    pub async fn open(name: &str) -> Result<Self, ChainError> {
        match name {
            "embedded" => Ok(Self::Embedded(Box::new(Embedded::new()?))),
            url => Ok(Self::Rpc(Box::new(Rpc::connect(url).await?))),
        }
    }
}

/// The same call on whichever chain it is.
macro_rules! either {
    ($self:ident, $chain:ident => $call:expr) => {
        match $self {
            AnyChain::Embedded($chain) => $call,
            AnyChain::Rpc($chain) => $call,
        }
    };
}

impl Chain for AnyChain {
    fn codec(&self) -> &Codec {
        either!(self, chain => chain.codec())
    }

    async fn runtime_api(&self, function: &str, arguments: Vec<u8>) -> Result<Vec<u8>, ChainError> {
        either!(self, chain => chain.runtime_api(function, arguments).await)
    }

    async fn runtime_api_at(
        &self,
        block: Block,
        function: &str,
        arguments: Vec<u8>,
    ) -> Result<Vec<u8>, ChainError> {
        either!(self, chain => chain.runtime_api_at(block, function, arguments).await)
    }

    async fn storage(&self, key: Vec<u8>) -> Result<Option<Vec<u8>>, ChainError> {
        either!(self, chain => chain.storage(key).await)
    }

    async fn include(
        &self,
        sender: AccountId,
        sign: impl Fn(u64) -> Result<Vec<u8>, ChainError> + Send + Sync,
    ) -> Result<Included, ChainError> {
        either!(self, chain => chain.include(sender, sign).await)
    }

    async fn block(&self) -> Result<Block, ChainError> {
        either!(self, chain => chain.block().await)
    }

    async fn final_block(&self, number: u64) -> Result<Option<Block>, ChainError> {
        either!(self, chain => chain.final_block(number).await)
    }

    async fn emitted(&self, block: Block) -> Result<Vec<Log>, ChainError> {
        either!(self, chain => chain.emitted(block).await)
    }

    async fn resume(
        &self,
        sender: AccountId,
        prepared: &Prepared,
    ) -> Result<Option<Included>, ChainError> {
        either!(self, chain => chain.resume(sender, prepared).await)
    }

    async fn advance_time(&self, seconds: u64) -> Result<Block, ChainError> {
        either!(self, chain => chain.advance_time(seconds).await)
    }
}

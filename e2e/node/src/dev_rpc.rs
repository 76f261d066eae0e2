//! RPC methods for development: blocks on demand, time that moves ahead, and blocks that others take the place of.

use jsonrpsee::{
    core::{async_trait, RpcResult},
    proc_macros::rpc,
    types::{error::INVALID_PARAMS_CODE, ErrorObjectOwned},
};
use tokio::sync::oneshot;

use crate::sealer::{Order, Orders, Sealed};

/// The most blocks `dev_mine` makes in one call.
const MAX_MINE: u64 = 10_000;

/// Methods for development. Each answers with the last block it made.
#[rpc(server, namespace = "dev")]
pub trait DevApi {
    /// Makes so many blocks, one if not said, with whatever transactions wait.
    #[method(name = "mine")]
    async fn mine(&self, blocks: Option<u64>) -> RpcResult<Sealed>;

    /// Moves time ahead by so many seconds, and makes a block so that dry runs see it.
    #[method(name = "increaseTime")]
    async fn increase_time(&self, seconds: u64) -> RpcResult<Sealed>;

    /// Moves time ahead to a moment in unix seconds, and makes a block so that dry runs see it.
    #[method(name = "setTime")]
    async fn set_time(&self, seconds: u64) -> RpcResult<Sealed>;

    /// Puts empty blocks in place of the last so many, one if not said, which must not be final, and one more.
    #[method(name = "reorganise")]
    async fn reorganise(&self, blocks: Option<u32>) -> RpcResult<Sealed>;
}

pub struct Dev(pub Orders);

#[async_trait]
impl DevApiServer for Dev {
    async fn mine(&self, blocks: Option<u64>) -> RpcResult<Sealed> {
        match blocks.unwrap_or(1) {
            blocks @ 1..=MAX_MINE => self.order(Order::Mine(blocks as u32)).await,
            blocks => Err(refused(format!(
                "dev_mine makes 1 to {MAX_MINE} blocks in one call, not {blocks}."
            ))),
        }
    }

    async fn increase_time(&self, seconds: u64) -> RpcResult<Sealed> {
        self.order(Order::IncreaseTime(seconds)).await
    }

    async fn set_time(&self, seconds: u64) -> RpcResult<Sealed> {
        self.order(Order::SetTime(seconds)).await
    }

    async fn reorganise(&self, blocks: Option<u32>) -> RpcResult<Sealed> {
        match blocks.unwrap_or(1) {
            0 => Err(refused("dev_reorganise replaces one block or more, not 0.")),
            blocks => self.order(Order::Reorganise(blocks)).await,
        }
    }
}

impl Dev {
    async fn order(&self, order: Order) -> RpcResult<Sealed> {
        let (answer, answered) = oneshot::channel();
        let stopping = || refused("The node is stopping.");
        self.0.send((order, answer)).await.map_err(|_| stopping())?;
        answered.await.map_err(|_| stopping())?.map_err(refused)
    }
}

pub fn refused(sentence: impl Into<String>) -> ErrorObjectOwned {
    ErrorObjectOwned::owned(INVALID_PARAMS_CODE, sentence, None::<()>)
}

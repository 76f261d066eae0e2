//! What became of a trace.

use super::{failure::Failure, Shared};
use crate::{history::History, H256};

/// As of the latest final block.
pub async fn read(shared: &Shared, trace: H256) -> Result<History, Failure> {
    let rpc = shared.link.answering()?;
    let read = History::read(&*rpc, shared.contract, trace, None, |_, _| {});
    Ok(read.await?)
}

//! Calls that are tried first, and sent whatever the trial said.

use answerable_client::{Act, AnyChain, Block, Chain, ChainError, Limits, Receipt, Signer, Weight};

/// Of what an account may lose to a storage deposit, in native units.
const DEPOSIT: u128 = 10_000_000_000_000;

/// What the call returns, or the data that it is refused with. Also sends what the trial refuses: the chain must
/// refuse it too, and nothing may be changed by it.
pub async fn perform(
    chain: &AnyChain,
    who: &Signer,
    act: &Act,
    value: u128,
) -> Result<(Vec<u8>, Receipt), Vec<u8>> {
    let tried = chain.dry_run(who.account(), act, value).await;
    let tried = tried.unwrap_or_else(|error| panic!("{error}"));
    let mut limits = tried.limits();
    limits.deposit = limits.deposit.max(DEPOSIT);
    match tried.returned() {
        Ok(data) => {
            let done = chain.submit(who, act, value, limits).await;
            Ok((data, done.unwrap_or_else(|error| panic!("{error}"))))
        }
        Err(error) => {
            let before = kept(chain);
            let done = chain.submit(who, act, value, limits).await;
            done.expect_err("what the trial refuses, the chain refuses");
            assert!(kept(chain) == before, "a refusal left something behind");
            Err(data(error))
        }
    }
}

/// Enough for any message, whatever others do before it. A block has room for what may be used at most by its last.
const WIDE: Limits = Limits {
    weight: Weight {
        ref_time: 10_000_000_000,
        proof_size: 500_000,
    },
    deposit: DEPOSIT,
};

/// How something ended that was sent without a trial, and where among all other transactions.
#[derive(Debug)]
pub struct Sent {
    pub block: Block,
    pub index: u32,
    pub end: Result<Receipt, ChainError>,
}

impl Sent {
    /// Later for what came later.
    pub fn place(&self) -> (u64, u32) {
        (self.block.number, self.index)
    }
}

/// Sends without a trial, which would tell of another moment than the one at which others come too.
pub async fn send(
    chain: &AnyChain,
    who: &Signer,
    act: &Act,
    value: u128,
) -> Result<Sent, ChainError> {
    let sign = |nonce| chain.codec().sign_act(who, nonce, act, value, WIDE);
    let included = chain.include(who.account(), sign).await?;
    Ok(Sent {
        block: included.block,
        index: included.index,
        end: chain.codec().receipt(included),
    })
}

/// What a call that did not end well says.
pub fn data(error: ChainError) -> Vec<u8> {
    match error {
        ChainError::Reverted { data } => data,
        ChainError::Failed { reason } => reason.into_bytes(),
        error => panic!("{error}"),
    }
}

/// Everything that all contracts keep, where that can be seen.
fn kept(chain: &AnyChain) -> Option<impl PartialEq> {
    match chain {
        AnyChain::Embedded(chain) => Some(chain.kept()),
        AnyChain::Rpc(_) => None,
    }
}

//! Calls that are tried first, and sent whatever the trial said.

use answerable_client::{Act, AnyChain, Chain, ChainError, Receipt, Signer};

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

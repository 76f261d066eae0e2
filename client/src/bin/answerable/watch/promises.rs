//! What the contract itself says of the pledges of an account.

use super::{
    kept::{step_of, Keeper, Kept, Promise},
    notice::Notice,
    reading::units,
};
use crate::given::hash;
use answerable_client::{
    alloy_sol_types::{
        private::{Address, B256},
        SolCall,
    },
    interface::IAnswerable,
    AccountId, Amount, Answerable, AnyChain, Block, CallError, Chain, ChainError, H160,
};
use serde_json::json;

/// Where a promise could be over but for a fault that is open.
const LATER: u64 = 600;
/// So many are looked at before it is looked for new blocks again.
const AT_ONCE: usize = 64;

/// A promise that may not be what it was.
#[derive(Clone)]
enum Which {
    Step(String),
    Batch(u64),
}

/// Looks at some of those that want a look, and says what is to be told. Nothing is left to look at when it did not
/// look at any.
pub async fn look(
    contract: &Answerable<'_, AnyChain>,
    chain: &AnyChain,
    keeper: &Keeper,
    account: H160,
    at: Block,
) -> Result<(usize, Vec<Notice>), CallError> {
    let (now, me) = (at.time_ms / 1_000, Address::from(account.0));
    let wanting = keeper.kept().wanting(now);
    let mut notices = Vec::new();
    for which in &wanting {
        let before = keeper.kept().promise(which).cloned().unwrap_or_default();
        let seen = match which {
            Which::Step(key) => step(contract, key, me).await,
            Which::Batch(batch) => batch_of(contract, *batch, me).await,
        };
        let mut seen = match seen {
            // A node behind others may not know it yet.
            Err(CallError::Refused(_)) => Some(Promise {
                until: now.saturating_add(LATER),
                ..before.clone()
            }),
            other => other?,
        };
        if let Some(promise) = &mut seen {
            promise.told = before.told;
            promise.look_at = promise.until.saturating_add(1);
            if promise.look_at <= now {
                let caller = chain.account_of(account).await?;
                let over = is_over(contract, which, caller).await?;
                promise.look_at = if over {
                    u64::MAX
                } else {
                    now.saturating_add(LATER)
                };
                if over && !std::mem::replace(&mut promise.told, true) {
                    notices.push(releasable(which, at));
                }
            }
        }
        keeper.kept().set(which, seen);
    }
    Ok((wanting.len(), notices))
}

impl Kept {
    fn wanting(&self, now: u64) -> Vec<Which> {
        let wants = |promise: &Promise| promise.look_at <= now;
        let steps = self.steps.iter().filter(|(_, it)| wants(it));
        let steps = steps.map(|(key, _)| Which::Step(key.clone()));
        let batches = self.batches.iter().filter(|(_, it)| wants(it));
        let batches = batches.map(|(batch, _)| Which::Batch(*batch));
        steps.chain(batches).take(AT_ONCE).collect()
    }

    fn promise(&self, which: &Which) -> Option<&Promise> {
        match which {
            Which::Step(key) => self.steps.get(key),
            Which::Batch(batch) => self.batches.get(batch),
        }
    }

    fn set(&mut self, which: &Which, promise: Option<Promise>) {
        self.changed = true;
        match (which, promise) {
            (Which::Step(key), Some(promise)) => self.steps.insert(key.clone(), promise),
            (Which::Step(key), None) => self.steps.remove(key),
            (Which::Batch(batch), Some(promise)) => self.batches.insert(*batch, promise),
            (Which::Batch(batch), None) => self.batches.remove(batch),
        };
    }
}

fn trace_of(key: &str) -> (B256, u8) {
    let (trace, step) = step_of(key);
    (hash(trace).unwrap_or_default().0.into(), step)
}

/// Nothing if there is nothing left to answer with.
async fn step(
    contract: &Answerable<'_, AnyChain>,
    key: &str,
    me: Address,
) -> Result<Option<Promise>, CallError> {
    let (trace, step) = trace_of(key);
    let record = contract
        .view(&IAnswerable::stepCall { trace, step })
        .await?;
    let mut own = record.pledges.iter().filter(|pledge| pledge.surety == me);
    let left = own.next().map_or(0, |pledge| units(pledge.left));
    if left == 0 {
        return Ok(None);
    }
    let found = contract.view(&IAnswerable::traceCall { trace }).await?;
    Ok(Some(Promise {
        left,
        until: found.busyUntil,
        ..Promise::default()
    }))
}

async fn batch_of(
    contract: &Answerable<'_, AnyChain>,
    batch: u64,
    me: Address,
) -> Result<Option<Promise>, CallError> {
    let found = contract.view(&IAnswerable::batchCall { batch }).await?;
    let own = found.pledges.iter().filter(|pledge| pledge.surety == me);
    let (mut left, mut per_trace) = (0_u128, 0_u128);
    for pledge in own {
        left = left.saturating_add(units(pledge.lockedLeft));
        per_trace = per_trace.saturating_add(units(pledge.perTrace));
    }
    Ok((left != 0).then_some(Promise {
        left,
        per_trace,
        until: found.busyUntil,
        ..Promise::default()
    }))
}

/// The contract decides; a release is tried.
async fn is_over(
    contract: &Answerable<'_, AnyChain>,
    which: &Which,
    caller: AccountId,
) -> Result<bool, CallError> {
    match which {
        Which::Step(key) => {
            let (trace, step) = trace_of(key);
            would_do(contract, &IAnswerable::releaseCall { trace, step }, caller).await
        }
        Which::Batch(batch) => {
            would_do(
                contract,
                &IAnswerable::releaseBatchCall { batch: *batch },
                caller,
            )
            .await
        }
    }
}

async fn would_do<M: SolCall + Sync>(
    contract: &Answerable<'_, AnyChain>,
    message: &M,
    caller: AccountId,
) -> Result<bool, CallError> {
    match contract.try_as(caller, message, Amount::ZERO).await {
        Ok(_) => Ok(true),
        // Not yet, or not by this account, which may have no money for it.
        Err(CallError::Refused(_) | CallError::Chain(ChainError::Failed { .. })) => Ok(false),
        Err(error) => Err(error),
    }
}

fn releasable(which: &Which, at: Block) -> Notice {
    let (said, fields) = match which {
        Which::Step(key) => {
            let (trace, step) = step_of(key);
            (
                format!("your promise for step {step} of {trace} is over; `answerable release {trace} {step}` frees what it locks"),
                json!({ "trace": trace, "step": step }),
            )
        }
        Which::Batch(batch) => (
            format!("your promise for batch {batch} is over; `answerable release --batch {batch}` frees what it locks"),
            json!({ "batch": batch }),
        ),
    };
    Notice::new("releasable", said, at, fields)
}

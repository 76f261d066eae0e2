//! What the client needs of a chain, whichever way it is reached.

use crate::{
    codec::{self, Looking},
    ChainError, Codec, Signer,
};
use primitive_types::{H160, H256};
use std::{future::Future, ops::Range};
use subxt::ext::{scale_decode, scale_decode::DecodeAsType};

/// So often the room for a deposit is doubled at most, from this on, a hundredth of a token.
const WIDER: u32 = 8;
const ROOM: u128 = 10_000_000_000_000_000;

/// An account of the chain, in its 32 native bytes.
pub type AccountId = [u8; 32];

/// A chain with pallet-revive on it.
///
/// A chain says how it is reached; what is done with it is the same for all and written here once.
/// `value`s and balances are in the chain's native unit; a contract sees them times
/// [`ratio`](Chain::ratio).
pub trait Chain: Send + Sync {
    /// How this chain's runtime spells things.
    fn codec(&self) -> &Codec;

    /// Calls a function of the runtime on the latest final state and throws its effects away.
    fn runtime_api(
        &self,
        function: &str,
        arguments: Vec<u8>,
    ) -> impl Future<Output = Result<Vec<u8>, ChainError>> + Send;

    /// The same on the state after a final block, where the chain keeps that.
    fn runtime_api_at(
        &self,
        block: Block,
        function: &str,
        arguments: Vec<u8>,
    ) -> impl Future<Output = Result<Vec<u8>, ChainError>> + Send {
        let _ = (function, arguments);
        async move {
            Err(ChainError::Forgotten {
                reason: format!("the state after block {} was not kept", block.number),
            })
        }
    }

    /// Reads one value of the latest final state.
    fn storage(
        &self,
        key: Vec<u8>,
    ) -> impl Future<Output = Result<Option<Vec<u8>>, ChainError>> + Send;

    /// Has `sign` make a transaction for the sender's next nonce, submits it and waits until it is final.
    ///
    /// It is included at most once, whatever happens to the connection. Several may be under way at once.
    fn include(
        &self,
        sender: AccountId,
        sign: impl Fn(u64) -> Result<Vec<u8>, ChainError> + Send + Sync,
    ) -> impl Future<Output = Result<Included, ChainError>> + Send;

    /// The latest final block.
    fn block(&self) -> impl Future<Output = Result<Block, ChainError>> + Send;

    /// A final block by its number; nothing while there is none yet.
    fn final_block(
        &self,
        number: u64,
    ) -> impl Future<Output = Result<Option<Block>, ChainError>> + Send;

    /// What contracts emitted in a final block, as the runtime spelt things then.
    fn emitted(&self, block: Block) -> impl Future<Output = Result<Vec<Log>, ChainError>> + Send;

    /// Sees to it that a transaction made earlier gets into a block, if it is not in one; nothing if it never can be,
    /// because another one took its nonce.
    fn resume(
        &self,
        sender: AccountId,
        prepared: &Prepared,
    ) -> impl Future<Output = Result<Option<Included>, ChainError>> + Send;

    /// Moves the clock on and makes a block, where the chain is one for development.
    fn advance_time(&self, seconds: u64) -> impl Future<Output = Result<Block, ChainError>> + Send;

    /// How many of the contract's 18-decimal units one native unit is.
    fn ratio(&self) -> u128 {
        self.codec().ratio()
    }

    /// Runs `act` on the latest state and throws its effects away.
    fn dry_run(
        &self,
        caller: AccountId,
        act: &Act,
        value: u128,
    ) -> impl Future<Output = Result<DryRun, ChainError>> + Send {
        self.dry_run_within(caller, act, value, None)
    }

    /// The same within limits.
    fn dry_run_within(
        &self,
        caller: AccountId,
        act: &Act,
        value: u128,
        limits: Option<Limits>,
    ) -> impl Future<Output = Result<DryRun, ChainError>> + Send {
        async move {
            let (function, arguments) = self.codec().dry_run(caller, act, value, limits);
            let answer = self.runtime_api(function, arguments).await?;
            self.codec().read_dry_run(act, &answer)
        }
    }

    /// A trial with so much room for the deposit that `act` goes within its limits as it went without any.
    ///
    /// What a trial calls the most is what is left when what is given back is taken off; but where one contract frees a
    /// cell and then has another fill one, the limit must hold the other's whole deposit.
    fn with_room(
        &self,
        caller: AccountId,
        act: &Act,
        value: u128,
        mut tried: DryRun,
    ) -> impl Future<Output = Result<DryRun, ChainError>> + Send {
        async move {
            let least = ROOM.checked_div(self.ratio()).unwrap_or_default();
            for _ in 0..WIDER {
                let limits = Some(tried.limits());
                let again = self.dry_run_within(caller, act, value, limits).await?;
                if again.outcome == tried.outcome {
                    break;
                }
                tried.max_deposit = tried.max_deposit.saturating_mul(2).max(least);
            }
            Ok(tried)
        }
    }

    /// Signs and submits `act`, and waits until it is final.
    fn submit(
        &self,
        signer: &Signer,
        act: &Act,
        value: u128,
        limits: Limits,
    ) -> impl Future<Output = Result<Receipt, ChainError>> + Send {
        async move {
            let sign = |nonce| self.codec().sign_act(signer, nonce, act, value, limits);
            let included = self.include(signer.account(), sign).await?;
            let receipt = self.codec().receipt(included);
            receipt.map_err(|error| error.with_limits(limits, self.ratio()))
        }
    }

    /// Signs and submits any call of the runtime, given in its SCALE encoding.
    fn submit_call(
        &self,
        signer: &Signer,
        call: &[u8],
    ) -> impl Future<Output = Result<Receipt, ChainError>> + Send {
        async move {
            let sign = |nonce| self.codec().sign_call(signer, nonce, call);
            let included = self.include(signer.account(), sign).await?;
            self.codec().receipt(included)
        }
    }

    /// Lets the signer call contracts, where the runtime does not see to that by itself.
    fn map_account(
        &self,
        signer: &Signer,
    ) -> impl Future<Output = Result<Option<Receipt>, ChainError>> + Send {
        async move {
            if self.account_of(signer.address()).await? == signer.account() {
                return Ok(None);
            }
            let sign = |nonce| self.codec().sign_mapping(signer, nonce);
            let included = self.include(signer.account(), sign).await?;
            self.codec().receipt(included).map(Some)
        }
    }

    /// The native account behind an address.
    fn account_of(
        &self,
        address: H160,
    ) -> impl Future<Output = Result<AccountId, ChainError>> + Send {
        async move {
            let key = self.codec().original_account_key(address)?;
            let stored = self.storage(key).await?;
            let mapped = stored.and_then(|bytes| bytes.try_into().ok());
            Ok(mapped.unwrap_or_else(|| codec::account_in_disguise(address)))
        }
    }

    /// What `act` would emit, told by running it on the latest state. Not every runtime can say it.
    fn would_emit(
        &self,
        caller: H160,
        act: &Act,
        value: u128,
    ) -> impl Future<Output = Result<Vec<Log>, ChainError>> + Send {
        async move {
            match traced(self, Looking::AtEvents, caller, act, value).await? {
                Some(answer) => self.codec().read_traced_call(&answer),
                None => Ok(Vec::new()),
            }
        }
    }

    /// What `act` would spend on which host functions and instructions, told by running it on the latest state. Not
    /// every runtime can say it.
    fn spent_by(
        &self,
        caller: H160,
        act: &Act,
        value: u128,
    ) -> impl Future<Output = Result<Vec<Spent>, ChainError>> + Send {
        async move {
            match traced(self, Looking::AtSpending, caller, act, value).await? {
                Some(answer) => self.codec().read_traced_spending(&answer),
                None => Ok(Vec::new()),
            }
        }
    }

    /// The most that a transaction would cost in fees, in native units.
    fn fee_of(&self, transaction: &[u8]) -> impl Future<Output = Result<u128, ChainError>> + Send {
        async move {
            let (function, arguments) = codec::fee_question(transaction);
            let answer = self.runtime_api(function, arguments).await?;
            self.codec().read_fee(&answer)
        }
    }

    /// The code of the contract at an address; empty where there is none.
    fn code_at(&self, address: H160) -> impl Future<Output = Result<Vec<u8>, ChainError>> + Send {
        async move {
            let answer = self
                .runtime_api("ReviveApi_code", address.0.to_vec())
                .await?;
            codec::read_bytes(&answer)
        }
    }

    /// The first final block whose time is `second` or later, or the one after the last.
    fn block_since(&self, second: u64) -> impl Future<Output = Result<u64, ChainError>> + Send {
        async move {
            let behind_last = self.block().await?.number.saturating_add(1);
            let is_since = |number| async move {
                let block = self.final_block(number).await?;
                Ok(block.is_none_or(|block| block.time_ms / 1_000 >= second))
            };
            first_where(0..behind_last, is_since).await
        }
    }

    /// Moves native money to another account.
    fn transfer(
        &self,
        signer: &Signer,
        to: AccountId,
        amount: u128,
    ) -> impl Future<Output = Result<Receipt, ChainError>> + Send {
        async move {
            let call = self.codec().transfer(to, amount)?;
            self.submit_call(signer, &call).await
        }
    }

    /// The money of an account that it can spend.
    fn balance(&self, account: AccountId) -> impl Future<Output = Result<u128, ChainError>> + Send {
        async move {
            let key = self.codec().balance_key(account)?;
            self.codec().read_balance(self.storage(key).await?)
        }
    }
}

/// The first of these blocks of which something is so that is so of all after it, too, found by halving; the one behind
/// them if there is none.
pub(crate) async fn first_where<F: Future<Output = Result<bool, ChainError>>>(
    blocks: Range<u64>,
    is_so: impl Fn(u64) -> F,
) -> Result<u64, ChainError> {
    let Range {
        start: mut low,
        end: mut high,
    } = blocks;
    while low < high {
        let middle = low + (high - low) / 2;
        match is_so(middle).await? {
            true => high = middle,
            false => low = middle + 1,
        }
    }
    Ok(low)
}

/// What a tracer of the runtime answers about a call; nothing about a deployment.
async fn traced<C: Chain + ?Sized>(
    chain: &C,
    looking: Looking,
    caller: H160,
    act: &Act,
    value: u128,
) -> Result<Option<Vec<u8>>, ChainError> {
    let Act::Call { to, input } = act else {
        return Ok(None);
    };
    let value = value.saturating_mul(chain.ratio());
    let (function, arguments) = chain.codec().traced(looking, caller, *to, input, value)?;
    chain.runtime_api(function, arguments).await.map(Some)
}

/// A transaction in a final block, before its events are read.
#[derive(Clone, Debug)]
pub struct Included {
    pub block: Block,
    pub extrinsic_hash: H256,
    /// Its place in the block.
    pub index: u32,
    /// The events of the whole block, as the runtime stored them.
    pub block_events: Vec<u8>,
}

/// A signed transaction that may be in the chain already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    pub transaction: Vec<u8>,
    pub nonce: u64,
    /// The final block before it was made: it is in no block up to this one.
    pub after: u64,
}

/// Something that pallet-revive is asked to do.
#[derive(Clone, Debug)]
pub enum Act {
    /// Upload code, unless it is there already, and make an instance of it.
    Deploy {
        code: Vec<u8>,
        input: Vec<u8>,
        /// Two instances of one code by one account need different salts. Without one, the account's
        /// nonce tells them apart.
        salt: Option<[u8; 32]>,
    },
    /// Call a contract.
    Call { to: H160, input: Vec<u8> },
}

/// The two dimensions in which a chain measures work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, DecodeAsType)]
#[decode_as_type(crate_path = "scale_decode")]
pub struct Weight {
    /// Picoseconds of computation on the reference machine.
    pub ref_time: u64,
    /// Bytes of storage proof.
    pub proof_size: u64,
}

impl Weight {
    /// This much more than what was estimated, for what other transactions may do in between.
    fn with_margin(self) -> Self {
        let more = |part: u64| part.saturating_add(part / 10);
        Self {
            ref_time: more(self.ref_time),
            proof_size: more(self.proof_size),
        }
    }
}

/// A host function that a contract called, or an instruction of the EVM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spent {
    /// `PvmFuel` stands for what the PolkaVM executed since the step before.
    pub what: String,
    /// What it used.
    pub weight: Weight,
    /// 1 in the contract that was called, 2 in one that it calls, and so on.
    pub depth: u16,
}

/// What an act may use at most before it is undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub weight: Weight,
    /// Native units.
    pub deposit: u128,
}

/// What running an act would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DryRun {
    /// What the act would use.
    pub weight: Weight,
    /// What has to be allowed for it, which can be more.
    pub weight_required: Weight,
    /// The storage deposit the caller would pay, in native units; below zero it would be refunded.
    pub deposit: i128,
    /// The most that would be held at any moment.
    pub max_deposit: u128,
    /// How it would end.
    pub outcome: Outcome,
}

impl DryRun {
    /// Limits with a margin of a tenth.
    pub fn limits(&self) -> Limits {
        Limits {
            weight: self.weight_required.with_margin(),
            deposit: self.max_deposit.saturating_add(self.max_deposit / 10),
        }
    }

    /// The returned bytes, or why there are none.
    pub fn returned(self) -> Result<Vec<u8>, ChainError> {
        match self.outcome {
            Outcome::Returned { data, .. } => Ok(data),
            Outcome::Reverted { data } => Err(ChainError::Reverted { data }),
            Outcome::Failed { reason } => Err(ChainError::Failed { reason }),
        }
    }
}

/// How a dry run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The contract returned.
    Returned {
        data: Vec<u8>,
        /// The new contract's address, after a deployment.
        address: Option<H160>,
    },
    /// The contract undid everything and said why.
    Reverted { data: Vec<u8> },
    /// The runtime did not let it end.
    Failed { reason: String },
}

/// A block, with the time that contracts see in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    pub number: u64,
    pub hash: H256,
    /// Milliseconds since 1970.
    pub time_ms: u64,
}

/// A transaction in a final block that did what it was signed for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    pub block: Block,
    pub extrinsic_hash: H256,
    /// What was charged for.
    pub weight: Weight,
    /// Native units, the length fee and the tip included.
    pub fee: u128,
    /// What contracts emitted, in order.
    pub logs: Vec<Log>,
    /// The new contract's address, after a deployment.
    pub deployed: Option<H160>,
    /// Every event of the transaction as the runtime encoded it.
    pub events: Vec<Vec<u8>>,
}

/// An event that a contract emitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    pub contract: H160,
    pub topics: Vec<H256>,
    pub data: Vec<u8>,
}

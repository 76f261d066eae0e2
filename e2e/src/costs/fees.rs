//! What this runtime asks for work.

use super::Cost;
use answerable_client::{Chain, ChainError, Signer};
use ink::scale::{Compact, Decode, Encode};
use scale_value::Value;
use serde::{Deserialize, Serialize};

const SECOND: u64 = 1_000_000_000_000;
const MEGABYTE: u64 = 1_000_000;

/// In native units. Of computation and proof only the dearer one is paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fees {
    pub second_of_computation: u64,
    pub megabyte_of_proof: u64,
    pub byte_of_transaction: u64,
    /// All in all for one that does nothing, and how many bytes it has.
    pub empty_transaction: u64,
    pub empty_transaction_bytes: usize,
}

impl Fees {
    pub async fn ask<C: Chain>(chain: &C) -> Result<Self, ChainError> {
        let remark = vec![Value::from_bytes([])];
        let remark = chain.codec().encode_call("System", "remark", remark)?;
        let alice = Signer::dev("alice")?;
        let empty = chain.codec().sign_call(&alice, 0, &remark)?;
        Ok(Self {
            second_of_computation: narrow(weight_fee(chain, SECOND, 0).await?)?,
            megabyte_of_proof: narrow(weight_fee(chain, 0, MEGABYTE).await?)?,
            byte_of_transaction: narrow(length_fee(chain, 1).await?)?,
            empty_transaction: narrow(chain.fee_of(&empty).await?)?,
            empty_transaction_bytes: empty.len(),
        })
    }

    /// For the call itself: its weight, and the bytes that are sent to the contract.
    pub fn of(&self, cost: &Cost) -> u128 {
        let part = |amount: u64, price: u64, unit: u64| {
            u128::from(amount) * u128::from(price) / u128::from(unit)
        };
        let computation = part(cost.ref_time, self.second_of_computation, SECOND);
        let proof = part(cost.proof_size, self.megabyte_of_proof, MEGABYTE);
        let length = u128::from(self.byte_of_transaction) * cost.calldata as u128;
        computation.max(proof) + length
    }
}

/// What the runtime itself says of a weight.
pub async fn weight_fee<C: Chain>(
    chain: &C,
    ref_time: u64,
    proof_size: u64,
) -> Result<u128, ChainError> {
    let weight = (Compact(ref_time), Compact(proof_size)).encode();
    balance(chain, "TransactionPaymentApi_query_weight_to_fee", weight).await
}

async fn length_fee<C: Chain>(chain: &C, bytes: u32) -> Result<u128, ChainError> {
    let function = "TransactionPaymentApi_query_length_to_fee";
    balance(chain, function, bytes.encode()).await
}

async fn balance<C: Chain>(
    chain: &C,
    function: &str,
    arguments: Vec<u8>,
) -> Result<u128, ChainError> {
    let answer = chain.runtime_api(function, arguments).await?;
    u128::decode(&mut &*answer).map_err(|error| ChainError::Undecodable {
        reason: error.to_string(),
    })
}

fn narrow(fee: u128) -> Result<u64, ChainError> {
    fee.try_into().map_err(|_| ChainError::Undecodable {
        reason: format!("a fee of {fee} native units is out of all proportion"),
    })
}

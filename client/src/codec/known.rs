//! What is the same in every runtime, whatever its metadata says.

use super::undecodable;
use crate::{AccountId, ChainError};
use primitive_types::{H160, H256};
use subxt::ext::codec::Decode;

/// Where every runtime keeps the events of the latest block.
pub fn events_key() -> [u8; 32] {
    storage_prefix(b"System", b"Events")
}

/// Where every runtime keeps the latest block's time.
pub fn time_key() -> [u8; 32] {
    storage_prefix(b"Timestamp", b"Now")
}

fn storage_prefix(pallet: &[u8], entry: &[u8]) -> [u8; 32] {
    let mut key = [0; 32];
    key[..16].copy_from_slice(&sp_crypto_hashing::twox_128(pallet));
    key[16..].copy_from_slice(&sp_crypto_hashing::twox_128(entry));
    key
}

/// The nonce in what a runtime answers, which is of its own width.
pub fn read_nonce(answer: &[u8]) -> Result<u64, ChainError> {
    match answer.len() {
        4 => u32::decode(&mut &*answer).map(u64::from),
        _ => u64::decode(&mut &*answer),
    }
    .map_err(undecodable)
}

/// The time in what is stored under [`time_key`]; before the first block there is none.
pub fn read_time(stored: Option<Vec<u8>>) -> Result<u64, ChainError> {
    stored.map_or(Ok(0), |bytes| {
        u64::decode(&mut &*bytes).map_err(undecodable)
    })
}

/// The hash by which a transaction is known everywhere.
pub fn extrinsic_hash(extrinsic: &[u8]) -> H256 {
    H256(sp_crypto_hashing::blake2_256(extrinsic))
}

/// The native account of an address that no other account is mapped to.
pub fn account_in_disguise(address: H160) -> AccountId {
    let mut account = [0xee; 32];
    account[..20].copy_from_slice(address.as_bytes());
    account
}

/// Which function of every runtime says what a transaction would cost, and with what arguments.
pub fn fee_question(transaction: &[u8]) -> (&'static str, Vec<u8>) {
    let mut arguments = transaction.to_vec();
    let length = u32::try_from(transaction.len()).unwrap_or(u32::MAX);
    arguments.extend_from_slice(&length.to_le_bytes());
    ("TransactionPaymentApi_query_info", arguments)
}

//! What a block has room for, as its runtime says.

use answerable_client::{Chain, ChainError, Rpc, Weight};
use ink::scale::{Compact, Decode};
use serde::{Deserialize, Serialize};
use sp_crypto_hashing::twox_128;

/// Three things of which a block has only so much.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Room {
    /// Picoseconds of computation.
    pub ref_time: u64,
    /// Bytes of storage proof.
    pub proof_size: u64,
    /// Bytes of transactions.
    pub length: u64,
}

/// What a runtime says about blocks.
pub struct Rules {
    /// All that transactions of users may take.
    pub room: Room,
    /// What each transaction takes besides its call and its checks.
    base: Weight,
}

type Packed = (Compact<u64>, Compact<u64>);
/// Base, most for one, most in all, reserved.
type Class = (Packed, Option<Packed>, Option<Packed>, Option<Packed>);

impl Rules {
    pub fn read(chain: &Rpc) -> Result<Self, ChainError> {
        let weights = chain.codec().constant("System", "BlockWeights")?;
        let (_base, _most, (users, ..)) =
            decode::<(Packed, Packed, (Class, Class, Class))>(&weights)?;
        let (base, _, most, _) = users;
        let most = weight(most.ok_or_else(|| undecodable("users' transactions are not limited"))?);
        let length = chain.codec().constant("System", "BlockLength")?;
        let (length, ..) = decode::<(u32, u32, u32)>(&length)?;
        Ok(Self {
            room: Room {
                ref_time: most.ref_time,
                proof_size: most.proof_size,
                length: length.into(),
            },
            base: weight(base),
        })
    }

    /// What a transaction must find free of a block, by all that it is allowed.
    pub async fn asked_by(&self, chain: &Rpc, transaction: &[u8]) -> Result<Room, ChainError> {
        let length = transaction.len() as u64;
        let question = [transaction, &(length as u32).to_le_bytes()].concat();
        let asked = "TransactionPaymentApi_query_info";
        let answer = chain.runtime_api(asked, question).await?;
        let (ref_time, proof_size) = decode::<Packed>(&answer)?;
        Ok(Room {
            ref_time: ref_time.0 + self.base.ref_time,
            proof_size: proof_size.0 + self.base.proof_size,
            length,
        })
    }
}

impl Room {
    /// What there is least left of: its name, and how much of it is left.
    pub fn scarcest(&self, used: &Self) -> (&'static str, u64) {
        let of = [
            ("computation", self.ref_time, used.ref_time),
            ("proof", self.proof_size, used.proof_size),
            ("length", self.length, used.length),
        ];
        let share = |(_, room, used): &(_, u64, u64)| *used as f64 / *room as f64;
        let (name, room, used) = of
            .into_iter()
            .max_by(|one, other| share(one).total_cmp(&share(other)))
            .unwrap_or_default();
        (name, room.saturating_sub(used))
    }

    /// How often `each` fits into it.
    pub fn holds(&self, each: &Self) -> u64 {
        let times = [
            self.ref_time / each.ref_time,
            self.proof_size / each.proof_size,
            self.length / each.length,
        ];
        times.into_iter().fold(u64::MAX, u64::min)
    }

    /// How much of it was used, in thousandths: some acts take a few instructions more in some seconds than in others.
    pub fn thousandths(&self, used: &Self) -> Self {
        Self {
            ref_time: used.ref_time * 1_000 / self.ref_time,
            proof_size: used.proof_size * 1_000 / self.proof_size,
            length: used.length * 1_000 / self.length,
        }
    }

    /// The part with this name.
    pub fn part(&self, name: &str) -> u64 {
        match name {
            "computation" => self.ref_time,
            "proof" => self.proof_size,
            _ => self.length,
        }
    }
}

/// The weight that users' transactions have in the last block.
pub async fn used(chain: &Rpc) -> Result<Weight, ChainError> {
    let key = [twox_128(b"System"), twox_128(b"BlockWeight")].concat();
    let stored = chain.storage(key).await?.unwrap_or_default();
    let (users, ..) = decode::<(Packed, Packed, Packed)>(&stored)?;
    Ok(weight(users))
}

fn weight((ref_time, proof_size): Packed) -> Weight {
    Weight {
        ref_time: ref_time.0,
        proof_size: proof_size.0,
    }
}

fn decode<T: Decode>(bytes: &[u8]) -> Result<T, ChainError> {
    T::decode(&mut &*bytes).map_err(undecodable)
}

fn undecodable(reason: impl ToString) -> ChainError {
    ChainError::Undecodable {
        reason: reason.to_string(),
    }
}

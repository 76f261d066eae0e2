//! The names that traces have, which anybody can compute in any language.

use crate::{BatchId, Hash, Packed, Sheet};
use ink::{Address, H256};

/// `keccak256("answerable.trace.v1")`, so that no hash of anything else is a trace's id.
const DOMAIN: [u8; 32] = [
    0x4b, 0x32, 0x83, 0x6c, 0x7d, 0x87, 0x99, 0x67, 0x35, 0xb2, 0x09, 0x98, 0x52, 0x1d, 0x41, 0x3a,
    0xb9, 0x21, 0xc3, 0x5c, 0x5b, 0xf9, 0x79, 0x72, 0x3a, 0xd2, 0x96, 0xe7, 0x9a, 0x03, 0xc3, 0x71,
];

/// `keccak256("answerable.opened.v1")`.
const DOMAIN_OPENED: [u8; 32] = [
    0x7d, 0xdb, 0x53, 0x75, 0x2c, 0x15, 0x91, 0xb0, 0xb5, 0x32, 0x2a, 0xec, 0xc7, 0x53, 0x1d, 0x88,
    0xbf, 0x60, 0x0b, 0xa4, 0x0b, 0xda, 0xb2, 0x7b, 0x93, 0x50, 0x45, 0xbf, 0x8e, 0xe8, 0x50, 0x07,
];

unit! {
    /// The name of a trace.
    TraceId(H256)
}

/// All that a trace's name depends on.
///
/// Every field before `steps` has a fixed length, so no two traces share a preimage; and the recorder
/// is part of it, so nobody can take another recorder's name.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    pub contract: Address,
    pub recorder: Address,
    pub requester: Address,
    pub input: H256,
    pub output: H256,
    /// Seconds since 1970, as the recorder says; information only.
    pub at: u64,
    /// 53 bytes a step.
    pub steps: &'a [u8],
}

impl TraceId {
    /// The name of a trace that is recorded, or lies in a batch.
    pub fn of(trace: &Named, hash: Hash) -> Self {
        const FIXED: usize = 32 + 3 * 20 + 2 * 32 + 8;
        let mut preimage = Sheet::default();
        if let Some(fixed) = preimage.place(FIXED).first_chunk_mut::<FIXED>() {
            let room = &mut &mut fixed[..];
            DOMAIN.pack(room);
            trace.contract.pack(room);
            trace.recorder.pack(room);
            trace.requester.pack(room);
            trace.input.pack(room);
            trace.output.pack(room);
            trace.at.to_be_bytes().pack(room);
        }
        preimage.put(trace.steps);
        Self(H256(hash(preimage.bytes())))
    }

    /// The name under which a trace is stored once it was opened out of a batch. It differs from the
    /// name it would have if it were recorded, so that recording it elsewhere cannot hide it.
    pub fn opened(self, batch: BatchId, hash: Hash) -> Self {
        let mut preimage = Sheet::default();
        preimage.put(&DOMAIN_OPENED);
        preimage.put(&batch.0.to_be_bytes());
        preimage.put(self.0.as_bytes());
        Self(H256(hash(preimage.bytes())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectors::{self, keccak_256};

    #[test]
    fn ids_are_those_that_ethers_computes() {
        for vector in vectors::all().traces {
            let steps = vector.steps();
            let trace = Named {
                contract: vector.contract,
                recorder: vector.recorder,
                requester: vector.requester,
                input: vector.input,
                output: vector.output,
                at: vector.at,
                steps: &steps,
            };
            assert_eq!(TraceId::of(&trace, &keccak_256), TraceId(vector.id));
        }
    }

    #[test]
    fn opened_ids_are_those_that_ethers_computes() {
        for vector in vectors::all().opened {
            let opened = TraceId(vector.trace).opened(BatchId(vector.batch), &keccak_256);
            assert_eq!(opened, TraceId(vector.id));
        }
    }
}

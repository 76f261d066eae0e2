//! Many traces under one hash: OpenZeppelin's `StandardMerkleTree` over `["bytes32"]`, so that trees made
//! with its public JavaScript library verify here.

use crate::{Hash, TraceId};
use ink::H256;

unit! {
    /// The hash over a whole batch.
    Root(H256)
}

impl Root {
    /// Whether the trace lies under this root, by a proof of at most `depth` hashes.
    ///
    /// A longer proof would stand for more leaves than the batch may have.
    pub fn holds(self, trace: TraceId, proof: &[H256], depth: u8, hash: Hash) -> bool {
        if proof.len() > usize::from(depth) {
            return false;
        }
        let reached = proof.iter().fold(leaf(trace, hash), |node, sibling| {
            pair(node, *sibling, hash)
        });
        reached == self.0
    }
}

/// Hashed twice, so that no inner node, which is hashed once, can pass for a leaf.
pub fn leaf(trace: TraceId, hash: Hash) -> H256 {
    H256(hash(&hash(trace.0.as_bytes())))
}

/// The node above two others, whichever is on the left.
pub fn pair(one: H256, other: H256, hash: Hash) -> H256 {
    let (low, high) = if one < other {
        (one, other)
    } else {
        (other, one)
    };
    let mut both = [0; 64];
    let (left, right) = both.split_at_mut(32);
    left.copy_from_slice(low.as_bytes());
    right.copy_from_slice(high.as_bytes());
    H256(hash(&both))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectors::{self, keccak_256, Tree};

    fn every_proof(mut check: impl FnMut(Root, TraceId, Vec<H256>, u8)) {
        for Tree { size, root, proofs } in vectors::all().trees {
            let depth = u8::try_from(size.next_power_of_two().trailing_zeros()).unwrap();
            for vector in proofs {
                check(Root(root), TraceId(vector.trace), vector.proof, depth);
            }
        }
    }

    #[test]
    fn proofs_of_the_javascript_library_verify() {
        every_proof(|root, trace, proof, depth| {
            assert!(root.holds(trace, &proof, depth, &keccak_256));
        });
    }

    #[test]
    fn forged_proofs_do_not() {
        every_proof(|root, trace, proof, depth| {
            let other = TraceId(H256([7; 32]));
            assert!(!root.holds(other, &proof, depth, &keccak_256));
            for place in 0..proof.len() {
                let mut changed = proof.clone();
                changed[place].0[0] ^= 1;
                assert!(!root.holds(trace, &changed, depth, &keccak_256));
                let shorter = [&proof[..place], &proof[place + 1..]].concat();
                assert!(!root.holds(trace, &shorter, depth, &keccak_256));
            }
            let longer = [proof, vec![H256::zero()]].concat();
            assert!(!root.holds(trace, &longer, depth + 1, &keccak_256));
        });
    }

    #[test]
    fn a_proof_longer_than_the_batch_is_deep_is_refused() {
        every_proof(|root, trace, proof, _| {
            let length = u8::try_from(proof.len()).unwrap();
            if let Some(depth) = length.checked_sub(1) {
                assert!(!root.holds(trace, &proof, depth, &keccak_256));
            }
        });
    }

    #[test]
    fn an_inner_node_is_no_leaf() {
        let (one, other) = (H256([1; 32]), H256([2; 32]));
        let (left, right) = (
            leaf(TraceId(one), &keccak_256),
            leaf(TraceId(other), &keccak_256),
        );
        let node = pair(left, right, &keccak_256);
        let root = Root(pair(node, left, &keccak_256));
        // What an attacker would present: the node itself as a trace.
        assert!(!root.holds(TraceId(node), &[left], 2, &keccak_256));
    }
}

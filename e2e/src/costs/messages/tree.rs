//! Traces deep in batches.

use answerable_model::{keccak, proof, root, Hash};

/// The root over these traces and so many more that their proofs have `depth` hashes, and those proofs. What else
/// is in the batch nobody needs to know.
pub fn plant(traces: &[Hash], depth: u8) -> (Hash, Vec<Vec<Hash>>) {
    let mut top = root(traces);
    let mut proofs: Vec<_> = traces.iter().map(|it| proof(traces, *it)).collect();
    let longest = proofs.iter().map(Vec::len).max().unwrap_or_default();
    for level in longest..depth.into() {
        let sibling = Hash::of(1_000 + level as u64);
        top = keccak(&[&top.min(sibling).0, &top.max(sibling).0]);
        proofs.iter_mut().for_each(|way| way.push(sibling));
    }
    (top, proofs)
}

//! OpenZeppelin's `StandardMerkleTree` over `["bytes32"]`, back to front.
//!
//! Its array begins with the root and ends with the sorted leaves in falling order. Turned round, the leaves come
//! first and rise, and each following node lies above the next pair of what is already there, up to the root.

use super::{lines::MOST_TRACES, BatchError, Progress, Root};
use crate::{keccak_256, trace::TraceId, H256};
use answerable_protocol::{leaf, pair};

/// The tree over the traces of a batch, in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    nodes: Vec<H256>,
}

/// A leaf, and the line of its trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Leaf {
    pub hash: H256,
    pub line: u32,
}

impl Leaf {
    pub fn new(trace: TraceId, line: u64) -> Self {
        Self {
            hash: leaf(trace, &keccak_256),
            // There are at most 2^20.
            line: u32::try_from(line).unwrap_or(u32::MAX),
        }
    }
}

/// How many nodes a tree over so many traces has.
pub(super) fn nodes_over(traces: usize) -> usize {
    traces.saturating_mul(2).saturating_sub(1)
}

/// How many levels are above the leaves: the rounded-up logarithm.
pub(super) fn depth_over(traces: usize) -> u8 {
    u8::try_from(traces.next_power_of_two().trailing_zeros()).unwrap_or(u8::MAX)
}

/// The places of the nodes that prove the leaf at a place, from its neighbour upwards.
pub(super) fn siblings(mut place: usize, traces: usize) -> impl Iterator<Item = usize> {
    let root = nodes_over(traces).saturating_sub(1);
    std::iter::from_fn(move || {
        (place < root).then(|| {
            let sibling = place ^ 1;
            place = traces.saturating_add(place / 2);
            sibling
        })
    })
}

/// Sorts the leaves where they are; no trace may be there twice.
pub(super) fn sort(leaves: &mut [Leaf]) -> Result<(), BatchError> {
    leaves.sort_unstable();
    for (one, next) in leaves.iter().zip(leaves.iter().skip(1)) {
        if one.hash == next.hash {
            return Err(BatchError::Twice {
                first: one.line.into(),
                second: next.line.into(),
            });
        }
    }
    Ok(())
}

impl Tree {
    /// The tree over these traces, in whichever order.
    pub fn over(traces: impl IntoIterator<Item = TraceId>) -> Result<Self, BatchError> {
        let mut leaves: Vec<_> = (1..)
            .zip(traces)
            .take(MOST_TRACES as usize + 1)
            .map(|(number, trace)| Leaf::new(trace, number))
            .collect();
        sort(&mut leaves)?;
        Self::above(&leaves, &mut |_| {})
    }

    /// The tree above sorted leaves.
    pub(super) fn above(
        leaves: &[Leaf],
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Self, BatchError> {
        const EVERY: usize = 1 << 14;
        let count = leaves.len();
        if count == 0 {
            return Err(BatchError::Empty);
        }
        if count as u64 > MOST_TRACES {
            return Err(BatchError::TooMany { most: MOST_TRACES });
        }
        let above = count.saturating_sub(1);
        let mut nodes = Vec::with_capacity(nodes_over(count));
        nodes.extend(leaves.iter().map(|leaf| leaf.hash));
        for made in 0..above {
            if made % EVERY == 0 {
                progress(hashing(made, above));
            }
            let left = made.saturating_mul(2);
            let Some([one, other]) = nodes.get(left..left.saturating_add(2)) else {
                break;
            };
            nodes.push(pair(*one, *other, &keccak_256));
        }
        progress(hashing(above, above));
        Ok(Self { nodes })
    }

    /// The hash over all, which is anchored.
    pub fn root(&self) -> Root {
        Root(self.nodes.last().copied().unwrap_or_default())
    }

    /// The depth with which it is anchored: the least that has room for all its traces.
    pub fn depth(&self) -> u8 {
        depth_over(self.len())
    }

    /// How many traces it is over.
    #[allow(clippy::len_without_is_empty)] // It never is.
    pub fn len(&self) -> usize {
        self.nodes.len().div_ceil(2)
    }

    /// What shows that a trace lies under the root, if it does.
    pub fn proof(&self, trace: TraceId) -> Option<Vec<H256>> {
        let leaves = self.nodes.get(..self.len())?;
        let place = leaves.binary_search(&leaf(trace, &keccak_256)).ok()?;
        siblings(place, self.len())
            .map(|place| self.nodes.get(place).copied())
            .collect()
    }

    pub(super) fn nodes(&self) -> &[H256] {
        &self.nodes
    }
}

fn hashing(nodes: usize, of: usize) -> Progress {
    Progress::Hashing {
        nodes: nodes as u64,
        of: of as u64,
    }
}

use crate::{keccak, Address, Hash, TraceData};

/// One step as it lies in the packed bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepData {
    pub kind: u8,
    pub actor: Address,
    pub commitment: Hash,
}

/// kind (1), actor (20), commitment (32).
pub fn pack_step(step: &StepData) -> Vec<u8> {
    let mut bytes = vec![step.kind];
    bytes.extend(step.actor.0);
    bytes.extend(step.commitment.0);
    bytes
}

/// Whole steps only: the caller has looked at the length.
pub fn unpack_steps(packed: &[u8]) -> Vec<StepData> {
    packed
        .chunks_exact(53)
        .map(|bytes| StepData {
            kind: bytes[0],
            actor: Address(bytes[1..21].try_into().unwrap()),
            commitment: Hash(bytes[21..].try_into().unwrap()),
        })
        .collect()
}

/// The id under which a recorder's trace is known.
pub fn trace_id(contract: Address, recorder: Address, data: &TraceData) -> Hash {
    let domain = keccak(&[b"answerable.trace.v1"]);
    keccak(&[
        &domain.0,
        &contract.0,
        &recorder.0,
        &data.requester.0,
        &data.input.0,
        &data.output.0,
        &data.at.to_be_bytes(),
        &data.steps,
    ])
}

/// The id of a trace that was opened out of a batch.
pub fn opened_id(batch: u64, trace: Hash) -> Hash {
    let domain = keccak(&[b"answerable.opened.v1"]);
    keccak(&[&domain.0, &batch.to_be_bytes(), &trace.0])
}

/// OpenZeppelin's StandardMerkleTree over `["bytes32"]`.
pub fn leaf(trace: Hash) -> Hash {
    keccak(&[&keccak(&[&trace.0]).0])
}

fn node(left: Hash, right: Hash) -> Hash {
    keccak(&[&left.min(right).0, &left.max(right).0])
}

/// The tree as StandardMerkleTree lays it out: leaves sorted, then filled in from the end of one array.
fn tree(traces: &[Hash]) -> Vec<Hash> {
    let mut leaves: Vec<Hash> = traces.iter().map(|trace| leaf(*trace)).collect();
    leaves.sort();
    let mut nodes = vec![Hash::ZERO; 2 * leaves.len() - 1];
    let last = nodes.len() - 1;
    for (place, leaf) in leaves.iter().enumerate() {
        nodes[last - place] = *leaf;
    }
    for place in (0..last / 2).rev() {
        nodes[place] = node(nodes[2 * place + 1], nodes[2 * place + 2]);
    }
    nodes
}

/// The root over at least one trace id.
pub fn root(traces: &[Hash]) -> Hash {
    tree(traces)[0]
}

/// The way from a trace to the root.
pub fn proof(traces: &[Hash], trace: Hash) -> Vec<Hash> {
    let nodes = tree(traces);
    let mut place = nodes.iter().rposition(|node| *node == leaf(trace)).unwrap();
    let mut way = Vec::new();
    while place > 0 {
        let sibling = if place % 2 == 0 { place - 1 } else { place + 1 };
        way.push(nodes[sibling]);
        place = (place - 1) / 2;
    }
    way
}

/// Whether the proof leads from the trace to the root.
pub fn verify(root: Hash, trace: Hash, proof: &[Hash]) -> bool {
    proof
        .iter()
        .fold(leaf(trace), |at, sibling| node(at, *sibling))
        == root
}

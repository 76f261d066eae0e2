//! Roots and proofs are those of OpenZeppelin's `StandardMerkleTree`, and ids those of ethers.

use crate::hash;
use answerable_client::{
    batch::{BatchError, Tree},
    interface::IAnswerable,
    keccak_256,
    names::kind_named,
    trace::{Origin, Step, Trace, TraceId},
    H160, H256,
};
use proptest::prelude::*;
use serde_json::Value;

fn vectors() -> Value {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../contracts/protocol/vectors/vectors.json"
    );
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn hash_in(value: &Value) -> H256 {
    value.as_str().unwrap().parse().unwrap()
}

fn address_in(value: &Value) -> H160 {
    value.as_str().unwrap().parse().unwrap()
}

#[test]
fn traces_have_the_ids_that_ethers_computes() {
    for vector in vectors()["traces"].as_array().unwrap() {
        let packed = const_hex::decode(vector["steps"].as_str().unwrap()).unwrap();
        let kinds = ["model", "compute", "verification", "data", "tool"];
        let step = |(packed, kind): (&[u8], _)| Step {
            kind: kind_named(kind).unwrap(),
            actor: H160::from_slice(&packed[1..21]),
            commitment: H256::from_slice(&packed[21..]),
        };
        let trace = Trace {
            requester: address_in(&vector["requester"]),
            input: hash_in(&vector["input"]),
            output: hash_in(&vector["output"]),
            at: vector["at"].as_u64().unwrap(),
            steps: packed.chunks_exact(53).zip(kinds).map(step).collect(),
        };
        let origin = Origin {
            contract: address_in(&vector["contract"]),
            recorder: address_in(&vector["recorder"]),
        };
        assert_eq!(trace.packed_steps(), packed);
        assert_eq!(trace.id(origin).0, hash_in(&vector["id"]));
        assert_eq!(Trace::from_json(&trace.to_json()).unwrap(), trace);
        let sent = IAnswerable::TraceData::from(&trace);
        assert_eq!(sent.steps, packed);
        assert_eq!(sent.requester.0 .0, trace.requester.0);
        assert_eq!(
            (sent.input.0, sent.output.0),
            (trace.input.0, trace.output.0)
        );
        assert_eq!(sent.at, trace.at);
    }
}

#[test]
fn roots_and_proofs_are_those_of_the_javascript_library() {
    for vector in vectors()["trees"].as_array().unwrap() {
        let size = vector["size"].as_u64().unwrap();
        let traces = (0..size).map(|number| TraceId(hash(&format!("trace {number}"))));
        let tree = Tree::over(traces).unwrap();
        assert_eq!(tree.root().0, hash_in(&vector["root"]));
        assert_eq!(tree.len() as u64, size);
        for vector in vector["proofs"].as_array().unwrap() {
            let proof = vector["proof"].as_array().unwrap();
            let proof: Vec<_> = proof.iter().map(hash_in).collect();
            assert_eq!(tree.proof(TraceId(hash_in(&vector["trace"]))), Some(proof));
        }
    }
}

#[test]
fn the_depth_is_the_least_that_has_room() {
    let tree =
        |traces: u64| Tree::over((0..traces).map(|it| TraceId(H256::from_low_u64_be(it)))).unwrap();
    let depths = [1, 2, 3, 4, 5, 8, 9, 1000, 1024, 1025].map(|traces| tree(traces).depth());
    assert_eq!(depths, [0, 1, 2, 2, 3, 3, 4, 10, 10, 11]);
}

#[test]
fn there_is_no_tree_over_nothing_too_much_or_the_same_twice() {
    let id = |number| TraceId(H256::from_low_u64_be(number));
    assert_eq!(Tree::over([]), Err(BatchError::Empty));
    assert_eq!(
        Tree::over([4, 5, 6, 5].map(id)),
        Err(BatchError::Twice {
            first: 2,
            second: 4
        })
    );
    let most = 1 << 20;
    assert_eq!(
        Tree::over((0..=most).map(id)),
        Err(BatchError::TooMany { most })
    );
}

/// The tree as OpenZeppelin's documentation tells it: the root first, the children of node i at 2i + 1 and 2i + 2.
struct Naive(Vec<H256>);

impl Naive {
    fn over(traces: &[TraceId]) -> Self {
        let mut leaves: Vec<_> = traces.iter().map(|trace| Self::leaf(*trace)).collect();
        leaves.sort();
        leaves.reverse();
        let above = leaves.len() - 1;
        let mut nodes = [vec![H256::zero(); above], leaves].concat();
        for place in (0..above).rev() {
            let mut children = [nodes[2 * place + 1], nodes[2 * place + 2]];
            children.sort();
            nodes[place] = H256(keccak_256(&[children[0].0, children[1].0].concat()));
        }
        Self(nodes)
    }

    fn leaf(trace: TraceId) -> H256 {
        H256(keccak_256(&keccak_256(trace.0.as_bytes())))
    }

    fn proof(&self, trace: TraceId) -> Option<Vec<H256>> {
        let leaf = Self::leaf(trace);
        let mut place = self.0.iter().rposition(|node| *node == leaf)?;
        let mut proof = Vec::new();
        while place > 0 {
            proof.push(self.0[if place % 2 == 1 { place + 1 } else { place - 1 }]);
            place = (place - 1) / 2;
        }
        Some(proof)
    }
}

proptest! {
    #[test]
    fn any_tree_is_the_one_that_the_documentation_tells(
        ids in prop::collection::hash_set(any::<[u8; 32]>(), 1..200),
        other: [u8; 32],
    ) {
        let traces: Vec<_> = ids.iter().map(|id| TraceId(H256(*id))).collect();
        let (naive, tree) = (Naive::over(&traces), Tree::over(traces.clone()).unwrap());
        prop_assert_eq!(tree.root().0, naive.0[0]);
        for trace in traces {
            let proof = tree.proof(trace).unwrap();
            prop_assert!(tree.root().holds(trace, &proof, tree.depth(), &keccak_256));
            prop_assert_eq!(Some(proof), naive.proof(trace));
        }
        prop_assert_eq!(tree.proof(TraceId(H256(other))).is_some(), ids.contains(&other));
    }
}

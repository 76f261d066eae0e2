//! Batches of one trace and of a million: what it costs to anchor them, and to take one trace out.

use super::{Measured, Probe};
use crate::{
    system::{hash, trace_data, uint},
    world::{data, World, ACTOR, GRANTOR, RECORDER, STRANGER},
};
use answerable_client::{batch::Tree, interface::IAnswerable as sol, trace::TraceId, H256};
use answerable_model::{
    first_terms, trace_id, Act, Address, Answer, BatchDraw, Hash, TraceData, START,
};
use serde::{Deserialize, Serialize};

/// A batch of one size.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchCost {
    pub traces: u64,
    /// How many hashes show that a trace lies in it.
    pub hashes: u64,
    pub anchor: Measured,
    /// The same with a surety who answers in each of its traces.
    pub anchor_covered: Measured,
    pub open: Measured,
    /// The guard for a trace that is not opened.
    pub require_covered: Measured,
}

/// The cost of batches of these sizes.
pub fn measure(sizes: &[u64]) -> Vec<BatchCost> {
    let mut world = World::new();
    world.does(GRANTOR, 100_000_000, Act::Deposit);
    world.does(RECORDER, 100_000_000, Act::Deposit);
    let batches = sizes.iter().map(|traces| batch(&mut world, *traces));
    batches.collect()
}

fn batch(world: &mut World, traces: u64) -> BatchCost {
    let contract = Address(world.chain.contract().0);
    let id = |number| {
        let id = trace_id(contract, RECORDER, &inside(number));
        TraceId(H256(id.0))
    };
    let tree = Tree::over((0..traces).map(id)).expect("no trace is there twice");
    let taken = traces / 2;
    let proof = tree.proof(id(taken)).expect("the trace is there");
    let proof: Vec<_> = proof.into_iter().map(|hash| Hash(hash.0)).collect();
    let (root, depth, uri_hash) = (Hash(tree.root().0 .0), tree.depth(), Hash::of(6));

    let anchor = Act::Anchor {
        root,
        depth,
        uri_hash,
        terms: 1,
    };
    let (anchored, batch) = anchored(world, anchor);
    let open = Act::Open {
        batch,
        data: inside(taken),
        proof: proof.clone(),
    };
    let open = Probe::act(world, "", STRANGER, &open).measure(world);

    let per_trace = first_terms().min_cover;
    let mandate = grant(world, per_trace << depth);
    let anchor = Act::AnchorCovered {
        root,
        depth,
        uri_hash,
        terms: 1,
        cover: vec![BatchDraw { mandate, per_trace }],
    };
    let (covered, batch) = self::anchored(world, anchor);
    let guard = sol::requireCoveredInBatchCall {
        batch,
        data: trace_data(inside(taken)),
        proof: proof.iter().copied().map(hash).collect(),
        minCover: uint(per_trace),
        minUntil: 0,
    };
    BatchCost {
        traces,
        hashes: proof.len() as u64,
        anchor: anchored,
        anchor_covered: covered,
        open,
        require_covered: Probe::view(world, "", &guard).measure(world),
    }
}

/// What it costs to anchor a batch, and the batch.
fn anchored(world: &mut World, anchor: Act) -> (Measured, u64) {
    let cost = Probe::act(world, "", RECORDER, &anchor).measure(world);
    match world.does(RECORDER, 0, anchor) {
        Answer::Batch(batch) => (cost, batch),
        other => unreachable!("a batch is answered with its number, not with {other:?}"),
    }
}

/// A mandate for as much in all.
fn grant(world: &mut World, limit: u128) -> u64 {
    let grant = Act::Grant {
        actor: ACTOR,
        kinds: 0b11_1110,
        recorder: RECORDER,
        terms: 1,
        per_trace: first_terms().min_cover,
        limit,
        premium_bps: 100,
        until: START + 1_000,
    };
    match world.does(GRANTOR, 0, grant) {
        Answer::Mandate(mandate) => mandate,
        other => unreachable!("a mandate is answered with its number, not with {other:?}"),
    }
}

/// A trace of three steps, told apart by when it was.
fn inside(number: u64) -> TraceData {
    TraceData {
        at: number,
        ..data(3, 2_000)
    }
}

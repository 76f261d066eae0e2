//! What the cost of a call is made of.

use crate::costs::Cost;
use answerable_client::{Act, Chain, Embedded, Signer, Spent};
use serde::{Deserialize, Serialize};

/// A call and what its cost is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breakdown {
    pub name: String,
    pub case: String,
    /// The first is the call itself and its code.
    pub parts: Vec<Part>,
}

/// What a call spends on one host function in all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// `PvmFuel` and `instructions` are what the machine executes between host functions.
    pub what: String,
    pub times: usize,
    pub ref_time: u64,
    pub proof_size: u64,
}

/// The parts of a call that costs so much.
pub async fn parts_of(
    chain: &Embedded,
    signer: &Signer,
    act: &Act,
    value: u128,
    cost: &Cost,
) -> Vec<Part> {
    let spent = chain.spent_by(signer.address(), act, value).await;
    let spent = spent.expect("the runtime tells what is spent");
    let mut parts: Vec<Part> = Vec::new();
    for Spent { what, weight, .. } in spent {
        let index = parts.iter().position(|part| part.what == what);
        let index = index.unwrap_or_else(|| {
            parts.push(Part {
                what,
                times: 0,
                ref_time: 0,
                proof_size: 0,
            });
            parts.len() - 1
        });
        let part = &mut parts[index];
        part.times += 1;
        part.ref_time += weight.ref_time;
        part.proof_size += weight.proof_size;
    }
    let (time, proof) = parts.iter().fold((0, 0), |(time, proof), part| {
        (time + part.ref_time, proof + part.proof_size)
    });
    let most = "the steps of a call cost no more than the call";
    let rest = Part {
        what: "call and code".into(),
        times: 1,
        ref_time: cost.ref_time.checked_sub(time).expect(most),
        proof_size: cost.proof_size.checked_sub(proof).expect(most),
    };
    parts.insert(0, rest);
    parts
}

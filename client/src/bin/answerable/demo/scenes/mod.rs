//! The story, scene by scene. Amounts here are what people choose; whatever is told comes from the chain.

mod batch;
mod ending;
mod faults;
mod opening;
mod promises;

pub use batch::anchors_many;
pub use ending::all_go_home;
pub use faults::{
    contests_and_loses, nobody_answers_for_it, owns_up, stays_silent, turns_upstream,
};
pub use opening::{deploys, is_there_already, records_alone};
pub use promises::answer;

use super::{
    people::{Cast, Person},
    stage::Stage,
};
use answerable_client::{
    alloy_sol_types::private::B256,
    display::TOKEN,
    interface::{
        word,
        IAnswerable::{requireCoveredCall, uncoveredStepsCall},
    },
    keccak_256,
    trace::{Kind, Step, Trace},
    Amount, CallError, Reason, Terms, H256,
};

const DAY: u64 = 24 * 60 * 60;

fn whole(tokens: u32) -> Amount {
    Amount::new(TOKEN.saturating_mul(tokens.into()))
}

/// What a pledge of so much locks, once or for each of so many traces.
fn reserve(terms: &Terms, cover: Amount, depth: u8) -> Result<Amount, CallError> {
    let reserve = terms.reserve(cover).and_then(|one| one.for_each_of(depth));
    reserve.map_err(|refusal| CallError::Refused(refusal.reason()))
}

/// A hash that stands for a document.
fn hash(of: &str) -> H256 {
    H256(keccak_256(of.as_bytes()))
}

/// A translation for somebody: Max's model on Cora's machines, verified by Vera.
fn translation(cast: &Cast, requester: &Person, number: u64, at: u64) -> Trace {
    let step = |kind, actor: &Person, evidence: &str| Step {
        kind,
        actor: actor.signer.address(),
        commitment: hash(&format!("{evidence} {number}")),
    };
    Trace {
        requester: requester.signer.address(),
        input: hash(&format!("letter {number}")),
        output: hash(&format!("translation {number}")),
        at,
        steps: vec![
            step(Kind::Model, &cast.max, "weights"),
            step(Kind::Compute, &cast.cora, "log of the run"),
            step(Kind::Verification, &cast.vera, "report of the check"),
        ],
    }
}

/// What the guard refuses a trace for, if it does: the first step that falls short, and the cover that it has.
async fn guard_refuses(
    stage: &Stage<'_>,
    trace: B256,
    least: Amount,
    until: u64,
) -> anyhow::Result<Option<(u8, Amount)>> {
    let guard = requireCoveredCall {
        trace,
        minCover: word(least),
        minUntil: until,
    };
    match stage.sees(&guard).await {
        Ok(_) => Ok(None),
        Err(CallError::Refused(Reason::NotCovered { step, cover, .. })) => {
            Ok(Some((step.0, cover)))
        }
        Err(error) => Err(error.into()),
    }
}

/// The steps of a trace that nobody answers for, if there are any: `steps 2 and 3`.
async fn uncovered(stage: &Stage<'_>, trace: B256) -> anyhow::Result<Option<String>> {
    let set = stage.sees(&uncoveredStepsCall { trace }).await?;
    let numbers = (1..u8::BITS).filter(|step| set & 1_u8.wrapping_shl(*step) != 0);
    let numbers: Vec<String> = numbers.map(|step| step.to_string()).collect();
    Ok(match numbers.as_slice() {
        [] => None,
        [one] => Some(format!("step {one}")),
        [first @ .., last] => Some(format!("steps {} and {last}", first.join(", "))),
    })
}

//! What the model and the rules say of whatever they are asked, beside what a snapshot shows.

use super::World;
use answerable_model::{account, proof_in, Model, ACCOUNTS};
use std::fmt::Debug;

/// Every question that other contracts build on has the same answer.
pub fn agree(model: &Model, world: &World) -> Result<(), String> {
    the_guards_agree(model, world)?;
    the_parties_agree(model, world)
}

fn same<T: PartialEq + Debug>(what: impl Debug, model: T, world: T) -> Result<(), String> {
    if model == world {
        return Ok(());
    }
    Err(format!(
        "{what:?}: the model says {model:?}, the rules {world:?}"
    ))
}

/// What other contracts build on is the same, now and at the edges of every promise.
fn the_guards_agree(model: &Model, world: &World) -> Result<(), String> {
    let now = model.clock;
    let seen = model.snapshot();
    for (id, trace) in &seen.traces {
        for now in [now, trace.busy_until, trace.busy_until + 1] {
            let (ours, theirs) = (model.cover_of(now, *id, 0), world.cover_of(now, *id));
            same((id, now), ours, theirs)?;
            for least in [0, 1, 40, 90] {
                for until in [0, trace.busy_until, trace.busy_until + 1] {
                    let ours = model.require_covered(now, *id, least, until);
                    let theirs = world.require_covered(now, *id, least, until);
                    same((id, now, least, until), ours, theirs)?;
                }
            }
        }
    }
    for (id, batch) in &seen.batches {
        let (until, far) = (batch.busy_until, batch.busy_until + 1);
        for place in 0..4 {
            let Some((data, proof)) = proof_in(model, *id, place) else {
                continue;
            };
            for (least, until) in [(0, 0), (1, 0), (1, until), (1, far), (60, until)] {
                let ours = model.require_covered_in_batch(now, *id, &data, &proof, least, until);
                let asked = (least, until);
                let theirs = world.require_covered_in_batch(now, *id, &data, &proof, asked);
                same((id, place, least, until), ours, theirs)?;
            }
        }
    }
    Ok(())
}

fn the_parties_agree(model: &Model, world: &World) -> Result<(), String> {
    let seen = model.snapshot();
    for fault in 0..=seen.totals.faults + 1 {
        for who in (0..ACCOUNTS).map(account) {
            same(
                (fault, who),
                model.is_party(fault, who),
                world.is_party(fault, who),
            )?;
        }
    }
    Ok(())
}

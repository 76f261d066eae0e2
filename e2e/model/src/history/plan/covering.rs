use super::{anyone, pick, pledgeable, recorder, step_of, Plan};
use crate::history::{batches, Draws, What, Who};
use crate::model::{Model, Place};
use crate::{account, money, unpack_steps, Act, Address, BatchDraw, Draw, Hash, TraceData};

/// Draws for a record.
pub fn draws(
    draws: Draws,
    model: &Model,
    now: u64,
    recorder: Address,
    data: &TraceData,
) -> Vec<Draw> {
    let numbers = 1..=model.mandates.len() as u64;
    match draws {
        Draws::None => Vec::new(),
        Draws::Sloppy {
            pick: number,
            amount,
        } => {
            let all: Vec<u64> = numbers.collect();
            let draw = |place: u8| {
                Some(Draw {
                    step: 1 + (number / 3) % 5,
                    mandate: pick(&all, number.wrapping_add(place))?,
                    amount: money(amount),
                })
            };
            (0..=number % 3).filter_map(draw).collect()
        }
        Draws::Fitting { amount } => {
            let careless = amount % 8 == 0;
            let mut cover: Vec<Draw> = Vec::new();
            for (step, part) in (1..).zip(unpack_steps(&data.steps)) {
                for mandate in numbers.clone() {
                    let found = &model.mandates[mandate as usize - 1];
                    let amount = money(amount).min(found.per_trace);
                    let listed = found.kinds & (1 << part.kind.min(7)) != 0;
                    let fits = usable(model, now, recorder, mandate)
                        && found.actor == part.actor
                        && (listed || careless)
                        && !cover.iter().any(|draw| draw.mandate == mandate);
                    if fits {
                        cover.push(Draw {
                            step,
                            mandate,
                            amount,
                        });
                    }
                }
            }
            cover.truncate(6);
            cover
        }
    }
}

fn usable(model: &Model, now: u64, recorder: Address, mandate: u64) -> bool {
    let found = &model.mandates[mandate as usize - 1];
    let room = found.limit.saturating_sub(model.outstanding(mandate));
    !found.revoked
        && now <= found.until
        && found.recorder == recorder
        && found.terms == model.current_terms()
        && room >= found.per_trace
        && model.free(found.surety) >= 2 * found.per_trace
}

/// Draws for a batch.
pub fn batch_draws(
    draws: Draws,
    model: &Model,
    now: u64,
    recorder: Address,
    uri_hash: Hash,
) -> Vec<BatchDraw> {
    let all: Vec<u64> = (1..=model.mandates.len() as u64).collect();
    match draws {
        Draws::None => Vec::new(),
        Draws::Sloppy {
            pick: number,
            amount,
        } => (0..=number % 3)
            .filter_map(|place| pick(&all, number.wrapping_add(place)))
            .map(|mandate| BatchDraw {
                mandate,
                per_trace: money(amount),
            })
            .collect(),
        Draws::Fitting { amount } => {
            let mut cover: Vec<(Address, BatchDraw)> = Vec::new();
            let steps: Vec<_> = batches::contents(uri_hash)
                .iter()
                .flat_map(|data| unpack_steps(&data.steps))
                .collect();
            for mandate in all {
                let found = &model.mandates[mandate as usize - 1];
                let answers = steps.iter().any(|step| step.actor == found.actor);
                let taken = amount % 8 > 0 && cover.iter().any(|(actor, _)| *actor == found.actor);
                if usable(model, now, recorder, mandate) && answers && !taken && cover.len() < 4 {
                    let per_trace = money(10 + amount / 2).min(found.per_trace);
                    cover.push((found.actor, BatchDraw { mandate, per_trace }));
                }
            }
            cover.into_iter().map(|(_, draw)| draw).collect()
        }
    }
}

pub fn plan(what: &What, model: &Model, now: u64) -> Option<Plan> {
    match what {
        What::Pledge {
            who,
            trace,
            step,
            cover,
        } => {
            let id = pledgeable(model, now, *trace)?;
            let step = pledgeable_step(model, id, *step);
            let act = Act::Pledge {
                trace: id,
                step,
                cover: money(*cover),
            };
            Plan::at(anyone(*who), act, model.report_end(id))
        }
        What::Offer {
            who,
            trace,
            step,
            cover,
            premium,
            seconds,
        } => {
            let id = pledgeable(model, now, *trace)?;
            let caller = match who {
                Who::Requester | Who::Beneficiary => model.requester(id),
                Who::Account(number) if *number < 100 => model.traces[&id].recorder,
                Who::Account(number) => anyone(*number),
            };
            let act = Act::Offer {
                trace: id,
                step: step_of(model, id, *step),
                cover: money(*cover),
                premium: money(*premium),
                until: now + u64::from(*seconds),
            };
            Plan::at(caller, act, model.report_end(id))
        }
        What::TakeOffer {
            who,
            pick: number,
            cover,
            demand,
        } => {
            let offer = open_offer(model, now, *number)?;
            let found = model.find_offer(offer).ok()?;
            let act = Act::PledgeForOffer {
                offer,
                cover: money(*cover),
                least_premium: money(*demand),
            };
            Plan::at(anyone(*who), act, found.until)
        }
        What::WithdrawOffer { pick: number } => {
            let offer = standing_offer(model, *number)?;
            let payer = model.find_offer(offer).ok()?.payer;
            Plan::new(payer, Act::WithdrawOffer { offer })
        }
        What::Grant {
            who,
            actor,
            kinds,
            recorder: by,
            per_trace,
            times,
            bps,
            seconds,
        } => {
            let per_trace = money(*per_trace);
            let act = Act::Grant {
                actor: account(3 + actor % 3),
                kinds: *kinds,
                recorder: recorder(*by),
                terms: model.current_terms(),
                per_trace,
                limit: per_trace * u128::from(*times),
                premium_bps: *bps,
                until: now + u64::from(*seconds),
            };
            Plan::new(anyone(*who), act)
        }
        What::Revoke { pick: number } => {
            let all: Vec<u64> = (1..=model.mandates.len() as u64).collect();
            let mandate = pick(&all, *number)?;
            let surety = model.find_mandate(mandate).ok()?.surety;
            Plan::new(surety, Act::Revoke { mandate })
        }
        What::Release { who, pick: number } => {
            let (trace, step) = pick(&promised(model), *number)?;
            Plan::at(
                anyone(*who),
                Act::Release { trace, step },
                model.busy_until(trace),
            )
        }
        What::ReleaseBatch { who, pick: number } => {
            let all: Vec<u64> = (1..=model.batches.len() as u64).collect();
            let standing: Vec<u64> = all
                .iter()
                .copied()
                .filter(|batch| !model.pledges_at(Place::Batch(*batch)).is_empty())
                .collect();
            let batch = pick(&standing, *number).or_else(|| pick(&all, *number))?;
            let edge = model.batch_busy_until(batch);
            Plan::at(anyone(*who), Act::ReleaseBatch { batch }, edge)
        }
        _ => None,
    }
}

/// A step that has room for a pledge, rather one with pledges than one without. Once in a while any.
fn pledgeable_step(model: &Model, trace: Hash, number: u8) -> u8 {
    let steps = 1..=model.traces[&trace].steps.len() as u8;
    let pledges = |step: &u8| model.pledges_at(Place::Step(trace, *step)).len();
    let mut free: Vec<u8> = steps
        .filter(|step| model.open_on_step(trace, *step).is_none() && pledges(step) < 4)
        .collect();
    if number.is_multiple_of(2) {
        free.sort_by_key(|step| std::cmp::Reverse(pledges(step)));
        free.truncate(2);
    }
    match pick(&free, number / 2) {
        Some(step) if number < 235 => step,
        _ => step_of(model, trace, number),
    }
}

/// An offer that can be taken. Once in a while another.
fn open_offer(model: &Model, now: u64, number: u8) -> Option<u64> {
    if number >= 225 {
        return standing_offer(model, number);
    }
    let takeable = |offer: &u64| {
        let found = &model.offers[*offer as usize - 1];
        !found.withdrawn
            && now <= found.until
            && now <= model.report_end(found.trace)
            && model.open_on_step(found.trace, found.step).is_none()
    };
    let all: Vec<u64> = (1..=model.offers.len() as u64).filter(takeable).collect();
    pick(&all, number)
}

fn standing_offer(model: &Model, number: u8) -> Option<u64> {
    let all = (1..=model.offers.len() as u64).rev();
    let standing: Vec<u64> = all
        .filter(|offer| model.find_offer(*offer).is_ok())
        .take(4)
        .collect();
    pick(&standing, number)
}

/// Steps with pledges of their own; those that promise no more come first.
fn promised(model: &Model) -> Vec<(Hash, u8)> {
    let mut steps: Vec<(Hash, u8)> = Vec::new();
    for pledge in model.pledges.iter().filter(|pledge| !pledge.released) {
        if let Place::Step(trace, step) = pledge.place {
            steps.push((trace, step));
        }
    }
    steps.dedup();
    steps.sort_by_key(|(trace, _)| (model.open_on(*trace), model.busy_until(*trace)));
    steps
}

//! From what somebody is up to, to a message in a caller's mouth.

mod covering;
mod faulting;

use super::{batches, What};
use crate::model::{Model, Place};
use crate::{
    account, money, unpack_steps, Act, Address, Hash, StepData, Terms, TraceData, Windows, ACCOUNTS,
};

/// A message before its value; `edge` is the last second before it becomes possible or impossible.
pub struct Plan {
    pub caller: Address,
    pub act: Act,
    pub edge: Option<u64>,
}

impl Plan {
    fn new(caller: Address, act: Act) -> Option<Self> {
        Some(Self {
            caller,
            act,
            edge: None,
        })
    }

    fn at(caller: Address, act: Act, edge: u64) -> Option<Self> {
        Some(Self {
            caller,
            act,
            edge: Some(edge),
        })
    }
}

/// One of those that there are.
fn pick<T: Clone>(from: &[T], number: u8) -> Option<T> {
    match from.len() {
        0 => None,
        length => from.get(usize::from(number) % length).cloned(),
    }
}

fn anyone(number: u8) -> Address {
    account(number % ACCOUNTS)
}

/// Recorders are A2 and A3, once in a while somebody else.
fn recorder(number: u8) -> Address {
    account(if number < 16 {
        number % ACCOUNTS
    } else {
        2 + number % 2
    })
}

/// Requesters are A0 and A1, once in a while somebody else.
fn requester(number: u8) -> Address {
    account(if number < 24 {
        number % ACCOUNTS
    } else {
        number % 2
    })
}

/// None where there is nothing to do it to.
pub fn plan(what: &What, model: &Model, now: u64) -> Option<Plan> {
    let governance = model.governance;
    match what {
        What::Deposit { who, .. } => Plan::new(anyone(*who), Act::Deposit),
        What::Withdraw { who, percent } => {
            let free = model.free(anyone(*who));
            let amount = free * u128::from(*percent) / 100;
            Plan::new(anyone(*who), Act::Withdraw { amount })
        }
        What::Record {
            recorder: by,
            requester: whom,
            shape,
            draws,
            again,
        } => {
            let (caller, data) = match last_recorded(model) {
                Some(last) if *again => last,
                _ => (recorder(*by), fresh(model, requester(*whom), *shape)),
            };
            let cover = covering::draws(*draws, model, now, caller, &data);
            let terms = model.current_terms();
            let act = if cover.is_empty() {
                Act::Record { data, terms }
            } else {
                Act::RecordCovered { data, terms, cover }
            };
            Plan::new(caller, act)
        }
        What::Anchor {
            recorder: by,
            seed,
            traces,
            spare_depth,
            draws,
        } => {
            let caller = recorder(*by);
            // Now and then the same traces lie in two batches.
            let nonce = if *seed % 8 == 0 {
                0
            } else {
                model.batches.len() as u64 + 1
            };
            let traces = 1 + traces % 4;
            let uri_hash = batches::uri_hash(nonce, *seed, traces);
            let root = crate::root(&batches::ids(model, caller, uri_hash));
            let exact = traces.next_power_of_two().trailing_zeros() as u8;
            let depth = exact + spare_depth % 2;
            let terms = model.current_terms();
            let cover = covering::batch_draws(*draws, model, now, caller, uri_hash);
            let act = if cover.is_empty() {
                Act::Anchor {
                    root,
                    depth,
                    uri_hash,
                    terms,
                }
            } else {
                Act::AnchorCovered {
                    root,
                    depth,
                    uri_hash,
                    terms,
                    cover,
                }
            };
            Plan::new(caller, act)
        }
        What::Open {
            who,
            batch,
            trace,
            report,
            wrong_proof,
        } => open(model, now, *who, *batch, *trace, *report, *wrong_proof),
        What::Attest { trace, step } => {
            let id = recent(model, *trace)?;
            let step = step_of(model, id, *step);
            let actor = model.find_step(id, step).ok()?.actor;
            Plan::new(actor, Act::Attest { trace: id, step })
        }
        What::AddTerms { variant } => {
            let content = terms_variant(*variant);
            Plan::new(governance, Act::AddTerms { content })
        }
        What::SetTreasury { who } => Plan::new(
            governance,
            Act::SetTreasury {
                treasury: anyone(*who),
            },
        ),
        What::SetIntake { open } => Plan::new(governance, Act::SetIntake { open: *open }),
        What::Propose { who } => Plan::new(
            governance,
            Act::ProposeGovernance {
                proposed: anyone(*who),
            },
        ),
        What::Accept => {
            let called = !model.proposed.is_zero();
            let caller = if called { model.proposed } else { account(7) };
            Plan::new(caller, Act::AcceptGovernance)
        }
        _ => covering::plan(what, model, now).or_else(|| faulting::plan(what, model, now)),
    }
}

fn fresh(model: &Model, requester: Address, shape: u16) -> TraceData {
    let number = model.order.len() as u64;
    TraceData {
        requester,
        input: Hash::of(1_000 + number),
        output: Hash::of(2_000 + number),
        at: number,
        steps: batches::steps(shape),
    }
}

fn last_recorded(model: &Model) -> Option<(Address, TraceData)> {
    let id = model
        .order
        .iter()
        .rfind(|id| model.traces[*id].batch == 0)?;
    let trace = &model.traces[id];
    Some((trace.recorder, trace.data.clone()))
}

/// One of the last traces: the oldest are seldom of interest.
fn recent(model: &Model, number: u8) -> Option<Hash> {
    let newest_first: Vec<Hash> = model.order.iter().rev().copied().take(5).collect();
    pick(&newest_first, number)
}

/// One of the last traces that can still be pledged for. Once in a while another.
fn pledgeable(model: &Model, now: u64, number: u8) -> Option<Hash> {
    if number >= 245 {
        return recent(model, number);
    }
    let newest_first = model.order.iter().rev().copied();
    let in_time: Vec<Hash> = newest_first
        .filter(|trace| now <= model.report_end(*trace))
        .take(3)
        .collect();
    pick(&in_time, number)
}

fn step_of(model: &Model, trace: Hash, number: u8) -> u8 {
    let steps = model.traces[&trace].steps.len() as u8;
    1 + number % steps.max(1)
}

fn open(
    model: &Model,
    now: u64,
    who: u8,
    batch: u8,
    trace: u8,
    report: Option<u16>,
    wrong_proof: bool,
) -> Option<Plan> {
    let newest_first: Vec<u64> = (1..=model.batches.len() as u64).rev().take(6).collect();
    let mut best_first = newest_first.clone();
    best_first.sort_by_key(|batch| {
        let found = &model.batches[*batch as usize - 1];
        let late = now > found.anchored_at + model.terms_of(found.terms).report();
        (late, model.pledges_at(Place::Batch(*batch)).is_empty())
    });
    let considered = if batch < 200 { 2 } else { 6 };
    let batch = pick(&best_first[..best_first.len().min(considered)], batch)?;
    let (data, mut proof) = unopened(model, batch, trace)?;
    if wrong_proof {
        proof.push(Hash::of(u64::from(trace)));
    }
    let found = model.find_batch(batch).ok()?;
    let edge = found.anchored_at + model.terms_of(found.terms).report();
    let caller = if who < 128 {
        data.requester
    } else {
        anyone(who)
    };
    let act = match report {
        None => Act::Open { batch, data, proof },
        Some(loss) => Act::OpenAndReport {
            batch,
            step: answered_step(model, batch, &data, loss),
            data,
            proof,
            loss: money(loss),
            evidence: Hash::of(loss.into()),
            uri: "ipfs://evidence".into(),
        },
    };
    Plan::at(caller, act, edge)
}

/// A trace of the batch that was not opened, or any.
fn unopened(model: &Model, batch: u64, number: u8) -> Option<(TraceData, Vec<Hash>)> {
    let found = model.find_batch(batch).ok()?;
    let ids = batches::ids(model, found.recorder, found.uri_hash);
    let closed = |place: &usize| {
        !model
            .traces
            .contains_key(&crate::opened_id(batch, ids[*place]))
    };
    let closed: Vec<usize> = (0..ids.len()).filter(closed).collect();
    let place = if number >= 235 {
        None
    } else {
        Some(pick(&closed, number)?)
    };
    super::proof_in(model, batch, place.unwrap_or(number.into()))
}

/// A step that a pledge of the batch answers for, if there is one.
fn answered_step(model: &Model, batch: u64, data: &TraceData, number: u16) -> u8 {
    let pledges = model.pledges_at(Place::Batch(batch));
    let answered = |step: &StepData| {
        pledges.iter().any(|pledge| {
            let mandate = &model.mandates[model.pledges[*pledge].mandate as usize - 1];
            mandate.actor == step.actor && mandate.kinds & (1 << step.kind) != 0
        })
    };
    let steps = unpack_steps(&data.steps);
    let numbers: Vec<u8> = (1..)
        .zip(&steps)
        .filter(|(_, step)| answered(step))
        .map(|(number, _)| number)
        .collect();
    let [_, low] = number.to_be_bytes();
    pick(&numbers, low).unwrap_or(1 + low % steps.len() as u8)
}

/// Good ones, stricter and laxer, and some that break a bound each.
fn terms_variant(variant: u8) -> Terms {
    let base = super::first_terms();
    let windows = base.windows;
    match variant % 16 {
        0 => Terms {
            windows: Windows {
                answer: 5,
                ..windows
            },
            ..base
        },
        1 => Terms {
            lost_penalty_bps: 2_777,
            ..base
        },
        2 => Terms {
            max_default_penalty_bps: 10_001,
            ..base
        },
        3 => Terms {
            reporter_share_bps: 5_001,
            ..base
        },
        4 => Terms {
            contest_deposit: 0,
            ..base
        },
        5 => Terms {
            min_cover: 0,
            ..base
        },
        6 | 7 => Terms {
            lost_penalty_bps: 0,
            max_default_penalty_bps: 0,
            contest_deposit: 0,
            report_deposit: 0,
            ..base
        },
        8 | 9 => Terms {
            windows: super::shortest(),
            reporter_share_bps: 5_000,
            ..base
        },
        10 => Terms {
            lost_penalty_bps: 9_999,
            max_default_penalty_bps: 10_000,
            ..base
        },
        11 => Terms {
            lost_penalty_bps: 0,
            reporter_share_bps: 0,
            ..base
        },
        _ => base,
    }
}

use super::{anyone, pick, Plan};
use crate::history::{Ruling, What, Who};
use crate::model::{Model, State};
use crate::{money, Act, Address, Hash, GRAIN};

pub fn plan(what: &What, model: &Model, now: u64) -> Option<Plan> {
    let governance = model.governance;
    match what {
        What::Report {
            who,
            pick: number,
            loss,
            covered,
        } => report(model, now, *who, *number, *loss, *covered),
        What::Recourse {
            pick: number,
            steps_back,
        } => recourse(model, *number, *steps_back),
        What::OwnUp { pick: number, late } => {
            let fault = if *late {
                in_state(model, &[2, 3], *number)?
            } else {
                in_time(model, 1, *number, now)?
            };
            at_deadline(model, fault, called(model, fault), Act::OwnUp { fault })
        }
        What::Contest {
            pick: number,
            percent,
        } => {
            let fault = in_time(model, 1, *number, now)?;
            let conceded = model.due(fault) * u128::from(*percent) / 100;
            let defence = Hash::of(fault);
            let act = Act::Contest {
                fault,
                conceded,
                defence,
            };
            at_deadline(model, fault, called(model, fault), act)
        }
        What::WithdrawReport { pick: number } => {
            let fault = in_state(model, &[1], *number)?;
            let reporter = model.find_fault(fault).ok()?.reporter;
            Plan::new(reporter, Act::WithdrawReport { fault })
        }
        What::DeclareDefault { who, pick: number } => {
            let fault = in_state(model, &[1], *number)?;
            at_deadline(
                model,
                fault,
                Some(anyone(*who)),
                Act::DeclareDefault { fault },
            )
        }
        What::Settle { who, pick: number } => {
            let orphans = who % 6 == 0;
            let fault = in_state(model, if orphans { &[4] } else { &[2, 3] }, *number)?;
            at_deadline(model, fault, Some(anyone(*who)), Act::Settle { fault })
        }
        What::StepForward {
            who,
            pick: number,
            percent,
        } => {
            let fault = in_state(model, &[4], *number)?;
            let found = model.find_fault(fault).ok()?;
            let caller = match who {
                Who::Requester | Who::Beneficiary => found.beneficiary,
                Who::Account(number) => anyone(*number),
            };
            let max = model.unpaid(fault) * u128::from(*percent) / 100;
            Plan::at(
                caller,
                Act::StepForward {
                    fault,
                    max: max.max(1),
                },
                found.deadline,
            )
        }
        What::Uphold { pick: number, how } => {
            let fault = in_time(model, 2, *number, now)?;
            let found = model.find_fault(fault).ok()?;
            let State::Contested { conceded } = found.state else {
                return None;
            };
            let loss = match how {
                Ruling::Percent(percent) => found.loss * u128::from(*percent) / 100,
                Ruling::Conceded => model.paid(fault) + conceded,
                Ruling::Paid => model.paid(fault),
            };
            at_deadline(
                model,
                fault,
                Some(governance),
                Act::RuleUphold { fault, loss },
            )
        }
        What::Dismiss { pick: number } => {
            let fault = in_time(model, 2, *number, now)?;
            at_deadline(model, fault, Some(governance), Act::RuleDismiss { fault })
        }
        What::Slash {
            pick: number,
            percent,
        } => {
            let fault = in_time(model, 3, *number, now)?;
            let terms = model.trace_terms(model.find_fault(fault).ok()?.trace);
            let (above, most) = (terms.lost_penalty_bps, terms.max_default_penalty_bps);
            let room = u32::from(most.saturating_sub(above));
            let bps = above + (room * u32::from(*percent) / 100) as u16;
            at_deadline(model, fault, Some(governance), Act::Slash { fault, bps })
        }
        What::Pardon { pick: number } => {
            let fault = in_time(model, 3, *number, now)?;
            at_deadline(model, fault, Some(governance), Act::Pardon { fault })
        }
        _ => None,
    }
}

fn at_deadline(model: &Model, fault: u64, caller: Option<Address>, act: Act) -> Option<Plan> {
    Plan::at(caller?, act, model.find_fault(fault).ok()?.deadline)
}

/// A fault in one of these states, the most urgent first. Now and then one in another state.
fn in_state(model: &Model, states: &[u8], number: u8) -> Option<u64> {
    let all: Vec<u64> = (1..=model.faults.len() as u64).collect();
    if number >= 250 {
        return pick(&all, number);
    }
    let fault = |id: &u64| &model.faults[*id as usize - 1];
    let mut fitting: Vec<u64> = all
        .into_iter()
        .filter(|id| states.contains(&fault(id).state.number()))
        .collect();
    fitting.sort_by_key(|id| fault(id).deadline);
    fitting.truncate(4);
    pick(&fitting, number)
}

/// A fault in this state whose deadline has not passed. Now and then any in this state.
fn in_time(model: &Model, state: u8, number: u8, now: u64) -> Option<u64> {
    if number >= 250 {
        return in_state(model, &[state], number);
    }
    let waits = |id: &u64| {
        let fault = &model.faults[*id as usize - 1];
        fault.state.number() == state && now <= fault.deadline
    };
    let all: Vec<u64> = (1..=model.faults.len() as u64).filter(waits).collect();
    pick(&all, number)
}

fn called(model: &Model, fault: u64) -> Option<Address> {
    let found = model.find_fault(fault).ok()?;
    Some(match found.called {
        Some((_, pledge)) => model.pledges[pledge].surety,
        None => found.reporter,
    })
}

fn report(model: &Model, now: u64, who: Who, number: u8, loss: u16, covered: bool) -> Option<Plan> {
    let mut steps: Vec<(Hash, u8)> = Vec::new();
    for trace in model.order.iter().rev().take(8) {
        let asked = matches!(who, Who::Requester | Who::Beneficiary);
        let in_time = now <= model.report_end(*trace)
            || asked && now <= model.requester_until(*trace)
            || asked && model.stranger_open_on(*trace);
        if !in_time && number < 240 {
            continue;
        }
        for step in 1..=model.traces[trace].steps.len() as u8 {
            let free = model.open_on_step(*trace, step).is_none() || number >= 230;
            let answered = !covered || !model.layers(*trace, step).is_empty();
            if free && answered {
                steps.push((*trace, step));
            }
        }
    }
    let (trace, step) = pick(&steps, number)?;
    let caller = match who {
        Who::Requester | Who::Beneficiary => model.requester(trace),
        Who::Account(number) => anyone(number),
    };
    let edge = if caller == model.requester(trace) {
        model.requester_until(trace)
    } else {
        model.report_end(trace)
    };
    let act = Act::Report {
        trace,
        step,
        loss: money(loss),
        evidence: Hash::of(u64::from(number)),
        uri: "ipfs://evidence".into(),
    };
    Plan::at(caller, act, edge)
}

/// What speaks against a recourse, who, and where.
type Chance = ([bool; 3], Address, Hash, u8);

/// One who paid calls an earlier step. What will succeed and is answered for comes first.
fn recourse(model: &Model, number: u8, steps_back: u8) -> Option<Plan> {
    let mut chances: Vec<Chance> = Vec::new();
    for payment in model
        .payments
        .iter()
        .rev()
        .filter(|payment| payment.pledge.is_some())
        .take(12)
    {
        let fault = model.fault_of(payment);
        for step in (1..fault.step).rev() {
            let (payer, trace) = (payment.payer, fault.trace);
            let bare = model
                .who_answers(trace, step)
                .is_ok_and(|layers| layers.is_empty());
            let vain = !succeeds(model, payer, trace, step);
            chances.push(([vain, bare, !fault.recourse()], payer, trace, step));
        }
    }
    chances.sort_by_key(|(rank, ..)| *rank);
    chances.dedup();
    let considered = if number < 230 {
        chances.len().min(3)
    } else {
        chances.len()
    };
    let ([vain, bare, _], caller, trace, step) = pick(&chances[..considered], number)?;
    if number < 230 && vain {
        return clear_the_way(model, trace, number);
    }
    if number < 230 && bare && number >= 40 {
        return None;
    }
    let step = if steps_back >= 240 {
        step + steps_back % 3
    } else {
        step
    };
    let edge = if steps_back.is_multiple_of(8) {
        model.recourse_until(caller, trace, step)
    } else {
        model.requester_until(trace)
    };
    Plan::at(caller, claim(trace, step), edge)
}

/// Moves a fault on that stands in the way of recourse on its trace.
fn clear_the_way(model: &Model, trace: Hash, number: u8) -> Option<Plan> {
    let open = |id: &u64| {
        let fault = &model.faults[*id as usize - 1];
        fault.trace == trace && fault.open()
    };
    let all: Vec<u64> = (1..=model.faults.len() as u64).filter(open).collect();
    let fault = pick(&all, number)?;
    let found = model.find_fault(fault).ok()?;
    let surety = called(model, fault)?;
    match found.state {
        State::Answering if !number.is_multiple_of(3) => {
            Plan::at(surety, Act::OwnUp { fault }, found.deadline - 1)
        }
        State::Answering => Plan::at(surety, Act::DeclareDefault { fault }, found.deadline),
        _ => Plan::at(surety, Act::Settle { fault }, found.deadline),
    }
}

fn claim(trace: Hash, step: u8) -> Act {
    Act::Recourse {
        trace,
        step,
        evidence: Hash::of(step.into()),
        uri: "ipfs://recourse".into(),
    }
}

fn succeeds(model: &Model, caller: Address, trace: Hash, step: u8) -> bool {
    let first = model.clock.max(model.requester_until(trace) + 1);
    let mut trial = model.clone();
    trial
        .act(first, caller, 1_000 * GRAIN, &claim(trace, step))
        .is_ok()
}

//! Who answered for what, read from everything that the contract told of.

use super::{change::Change, stage::Stage, teller::Grid};
use answerable_client::{
    alloy_sol_types::private::{Address, B256},
    display::tokens,
    events::Event,
    interface::amount,
    Amount,
};
use anyhow::Context;
use serde_json::{json, Value};
use std::collections::BTreeMap;

/// One promise, or one payment that nobody had promised, and what came of it.
pub struct Answer {
    pub by: Address,
    what: What,
    cover: Amount,
    called: Amount,
    how: &'static str,
    paid: Amount,
    penalty: Amount,
    premium: Amount,
    /// What came back, because somebody upstream answered for it.
    recovered: Amount,
    /// The deposit of a contest, as long as it did not come back.
    staked: Amount,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Step(B256, u8),
    Batch(u64),
}

/// A fault, as far as the story went.
struct Case {
    what: What,
    trace: B256,
    recourse: bool,
    loss: Amount,
    paid: Amount,
    /// The promise that is called, by its place.
    called: Option<usize>,
}

#[derive(Default)]
struct Reading {
    answers: Vec<Answer>,
    cases: BTreeMap<u64, Case>,
}

/// Reads the story from its beginning.
pub fn read(story: &[Event]) -> anyhow::Result<Vec<Answer>> {
    let mut reading = Reading::default();
    for event in story {
        reading.goes_on(event).with_context(|| {
            format!("the contract told of {event:?}, which does not follow from what it told before; this is a bug to report")
        })?;
    }
    Ok(reading.answers)
}

impl Answer {
    fn new(by: Address, what: What, how: &'static str) -> Self {
        Self {
            by,
            what,
            cover: Amount::ZERO,
            called: Amount::ZERO,
            how,
            paid: Amount::ZERO,
            penalty: Amount::ZERO,
            premium: Amount::ZERO,
            recovered: Amount::ZERO,
            staked: Amount::ZERO,
        }
    }

    /// What this promise brought or cost.
    pub fn result(&self) -> Change {
        let gained = [self.premium, self.recovered].map(Change::gained);
        let lost = [self.paid, self.penalty, self.staked].map(Change::lost);
        gained.into_iter().chain(lost).sum()
    }
}

impl Reading {
    /// Nothing if the event cannot come here.
    fn goes_on(&mut self, event: &Event) -> Option<()> {
        match event {
            Event::Pledged(it) => {
                let what = What::Step(it.trace, it.step);
                self.promised(it.surety, what, amount(it.cover), amount(it.premium));
            }
            Event::BatchPledged(it) => {
                let what = What::Batch(it.batch);
                self.promised(it.surety, what, amount(it.perTrace), amount(it.premium));
            }
            Event::Reported(it) => {
                let case = Case {
                    what: What::Step(it.trace, it.step),
                    trace: it.trace,
                    recourse: it.recourse,
                    loss: amount(it.loss),
                    paid: Amount::ZERO,
                    called: None,
                };
                self.cases.insert(it.fault, case);
            }
            Event::Called(it) => {
                let case = self.cases.get_mut(&it.fault)?;
                let place = self
                    .answers
                    .iter()
                    .position(|answer| answer.by == it.surety && answer.what == case.what)?;
                case.called = Some(place);
                let answer = self.answers.get_mut(place)?;
                answer.how = "called";
                answer.called = case.loss.less(case.paid);
            }
            Event::Contested(it) => {
                let answer = self.called(it.fault)?;
                answer.how = "contested";
                answer.staked = amount(it.deposit);
            }
            Event::DepositMoved(it) => {
                // What goes to the reporter of an orphan or of a fault that ends is the report's.
                if let Some(answer) = self.called(it.fault) {
                    if answer.by == it.to && answer.staked == amount(it.amount) {
                        answer.staked = Amount::ZERO;
                    }
                }
            }
            Event::Upheld(it) => self.cases.get_mut(&it.fault)?.loss = amount(it.loss),
            Event::Defaulted(it) => self.called(it.fault)?.how = "silent",
            Event::Slashed(it) => self.called(it.fault)?.how = "silent, slashed",
            Event::Defended(it) => self.called(it.fault)?.how = "contested, won",
            Event::Paid(it) => {
                let (paid, penalty) = (amount(it.amount), amount(it.penalty));
                let answer = self.called(it.fault)?;
                answer.paid = paid;
                answer.penalty = penalty;
                answer.how = match (answer.how, penalty.is_zero()) {
                    ("called", _) => "owned up",
                    ("contested", true) => "conceded",
                    ("contested", false) => "contested, lost",
                    (other, _) => other,
                };
                self.repaid(it.fault, it.beneficiary, paid)?;
            }
            Event::Volunteered(it) => {
                let paid = amount(it.amount);
                let case = self.cases.get(&it.fault)?;
                let mut answer = Answer::new(it.volunteer, case.what, "stepped forward");
                answer.paid = paid;
                self.answers.push(answer);
                // An orphan has no surety any more; whoever was called last is out of it.
                self.cases.get_mut(&it.fault)?.called = None;
            }
            _ => {}
        }
        Some(())
    }

    fn promised(&mut self, by: Address, what: What, cover: Amount, premium: Amount) {
        let mut answer = Answer::new(by, what, "not called");
        answer.cover = cover;
        answer.premium = premium;
        self.answers.push(answer);
    }

    fn called(&mut self, fault: u64) -> Option<&mut Answer> {
        let place = self.cases.get(&fault)?.called?;
        self.answers.get_mut(place)
    }

    /// Notes a payment with the fault, and in a recourse with whoever had paid before.
    fn repaid(&mut self, fault: u64, to: Address, paid: Amount) -> Option<()> {
        let case = self.cases.get_mut(&fault)?;
        case.paid = case.paid.plus(paid).ok()?;
        if case.recourse {
            let trace = case.trace;
            let mut earlier = self.answers.iter_mut();
            let answer = earlier.find(|answer| {
                let same = matches!(answer.what, What::Step(of, _) if of == trace);
                same && answer.by == to && !answer.paid.is_zero()
            })?;
            answer.recovered = answer.recovered.plus(paid).ok()?;
        }
        Some(())
    }
}

/// For people.
pub fn grid(stage: &Stage<'_>, answers: &[Answer]) -> Grid {
    let shown = |amount: Amount| match amount {
        Amount::ZERO => String::new(),
        amount => tokens(amount),
    };
    let rows = answers.iter().map(|answer| {
        let staked = match answer.staked {
            Amount::ZERO => String::new(),
            staked => format!(" + {}", tokens(staked)),
        };
        vec![
            stage.cast.name_of(answer.by),
            match answer.what {
                What::Step(trace, step) => format!("{}, step {step}", stage.letter(trace)),
                What::Batch(batch) => format!("batch {batch}"),
            },
            shown(answer.cover),
            shown(answer.called),
            answer.how.into(),
            shown(answer.paid),
            shown(answer.penalty) + &staked,
            shown(answer.premium),
            shown(answer.recovered),
            answer.result().shown_always(),
        ]
    });
    Grid {
        gap: 1,
        header: &[
            "who", "for", "cover", "called", "and then", "paid", "penalty", "premium", "back",
            "result",
        ],
        right: &[2, 3, 5, 6, 7, 8, 9],
        rows: rows.collect(),
    }
}

/// For scripts.
pub fn as_json(stage: &Stage<'_>, answers: &[Answer]) -> Value {
    let units = |amount: Amount| amount.units().to_string();
    let rows = answers.iter().map(|answer| {
        let (trace, step, batch) = match answer.what {
            What::Step(trace, step) => (Some(trace.to_string()), Some(step), None),
            What::Batch(batch) => (None, None, Some(batch)),
        };
        json!({
            "who": stage.cast.name_of(answer.by),
            "trace": trace,
            "step": step,
            "batch": batch,
            "cover": units(answer.cover),
            "called": units(answer.called),
            "did": answer.how,
            "paid": units(answer.paid),
            "penalty": units(answer.penalty),
            "premium": units(answer.premium),
            "forfeited": units(answer.staked),
            "recovered": units(answer.recovered),
            "result": answer.result().units(),
        })
    });
    rows.collect()
}

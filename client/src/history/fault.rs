//! A fault from its report to its end, as it was told.

use super::subject::fault_of;
use crate::{
    alloy_sol_types::private::{Address, B256},
    events::Event,
    interface::amount,
};
use answerable_protocol::{Amount, Bps, State, Time};

/// A report that a step failed, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultHistory {
    pub id: u64,
    pub step: u8,
    /// A surety that paid for a later step turned to this one.
    pub recourse: bool,
    pub reporter: Address,
    /// Who gets the money.
    pub beneficiary: Address,
    pub reported_at: Time,
    /// The loss as it was reported.
    pub reported: Amount,
    /// The loss as it was ruled, or as it was reported.
    pub loss: Amount,
    /// What the beneficiary got of it.
    pub paid: Amount,
    /// What it did not get, so far or for good.
    pub unpaid: Amount,
    pub deposit: Amount,
    /// Where the report's deposit went.
    pub deposit_to: Option<Address>,
    pub evidence: B256,
    /// Where the evidence is. Anybody may have written anything here.
    pub uri: String,
    pub state: State,
    /// Until when whoever's turn it is may act; nothing once it is closed.
    pub deadline: Option<Time>,
    /// The sureties that were called, one after the other.
    pub turns: Vec<Turn>,
    /// What nobody answered for, if there was such a rest.
    pub orphaned: Option<Amount>,
    /// Who stepped forward without having promised anything.
    pub volunteers: Vec<Volunteer>,
    pub closed_at: Option<Time>,
}

/// A surety's turn to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    pub surety: Address,
    /// The place of its pledge; 0 for a pledge of the batch.
    pub layer: u8,
    pub called_at: Time,
    /// Until when it may answer, or governance rule, slash or pardon.
    pub deadline: Time,
    pub contest: Option<Contest>,
    pub paid: Amount,
    /// What was taken from it besides.
    pub penalty: Amount,
    /// The part of the penalty that went to the reporter.
    pub to_reporter: Amount,
    pub outcome: Outcome,
}

/// A surety's contradiction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contest {
    pub conceded: Amount,
    pub deposit: Amount,
    /// Where the deposit went.
    pub deposit_to: Option<Address>,
    pub defence: B256,
}

/// How a surety's turn ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It has time to answer.
    Called,
    /// It contested, and governance has time to rule.
    Contested,
    /// It was silent, and governance has time to slash or pardon.
    Defaulted,
    OwnedUp,
    /// It contested, and paid before anybody ruled.
    OwnedUpLate,
    /// It contested, and had to pay no more than it had conceded.
    Conceded,
    /// It contested, and lost.
    Lost,
    /// It contested, nobody ruled, and it paid what it had conceded.
    Undecided,
    /// It contested, and was right.
    Defended,
    /// It was silent, and slashed by so much.
    Slashed(Bps),
    /// It was silent, and paid: late, or because the clock decided.
    PaidAfterDefault,
    /// It was silent, and the report was abusive.
    Pardoned,
    /// The report was taken back before it answered.
    Withdrawn,
    /// Nothing was due from it any more.
    NothingDue,
}

/// Somebody who paid for a fault that nobody answered for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Volunteer {
    pub who: Address,
    pub amount: Amount,
}

impl FaultHistory {
    /// Whether it is a fault at all: a report that was taken back, dismissed or found abusive is none.
    pub fn stands(&self) -> bool {
        !matches!(
            self.state,
            State::Withdrawn | State::Dismissed | State::Pardoned
        )
    }

    /// Whether somebody's turn to answer or to rule is not over.
    pub fn is_open(&self) -> bool {
        matches!(
            self.state,
            State::Answering | State::Contested | State::Defaulted
        )
    }

    fn tell(&mut self, at: Time, event: &Event) {
        let turn = self.turns.last_mut();
        match event {
            Event::Called(it) => {
                self.end_turn(Outcome::NothingDue);
                self.turns.push(Turn {
                    surety: it.surety,
                    layer: it.layer,
                    called_at: at,
                    deadline: Time(it.deadline),
                    contest: None,
                    paid: Amount::ZERO,
                    penalty: Amount::ZERO,
                    to_reporter: Amount::ZERO,
                    outcome: Outcome::Called,
                });
                self.stands_at(State::Answering, it.deadline);
            }
            Event::Contested(it) => {
                if let Some(turn) = turn {
                    turn.contest = Some(Contest {
                        conceded: amount(it.conceded),
                        deposit: amount(it.deposit),
                        deposit_to: None,
                        defence: it.defence,
                    });
                    turn.deadline = Time(it.deadline);
                    turn.outcome = Outcome::Contested;
                }
                self.stands_at(State::Contested, it.deadline);
            }
            Event::Defaulted(it) => {
                if let Some(turn) = turn {
                    turn.deadline = Time(it.deadline);
                    turn.outcome = Outcome::Defaulted;
                }
                self.stands_at(State::Defaulted, it.deadline);
            }
            Event::Upheld(it) => {
                self.loss = amount(it.loss);
                if let Some(turn) = turn {
                    turn.outcome = Outcome::Lost;
                }
            }
            Event::Slashed(it) => {
                if let Some(turn) = turn {
                    turn.outcome = Outcome::Slashed(Bps(it.bps));
                }
            }
            Event::Paid(it) => {
                if let Some(turn) = turn {
                    turn.paid = amount(it.amount);
                    turn.penalty = amount(it.penalty);
                    turn.to_reporter = amount(it.toReporter);
                    turn.outcome = turn.outcome_of_paying();
                }
                self.pays(amount(it.amount));
            }
            Event::Defended(_) => {
                if let Some(turn) = turn {
                    turn.outcome = Outcome::Defended;
                }
            }
            Event::DepositMoved(it) => match turn.and_then(Turn::deposit_held) {
                Some(contest) => contest.deposit_to = Some(it.to),
                None => self.deposit_to = Some(it.to),
            },
            Event::Orphaned(it) => {
                self.end_turn(Outcome::NothingDue);
                self.orphaned = Some(amount(it.unpaid));
                self.unpaid = amount(it.unpaid);
                self.stands_at(State::Orphaned, it.deadline);
            }
            Event::Volunteered(it) => {
                self.volunteers.push(Volunteer {
                    who: it.volunteer,
                    amount: amount(it.amount),
                });
                self.pays(amount(it.amount));
            }
            Event::Closed(it) => self.close(at, it.state, amount(it.unpaid)),
            _ => {}
        }
    }

    fn stands_at(&mut self, state: State, deadline: u64) {
        self.state = state;
        self.deadline = Some(Time(deadline));
    }

    fn pays(&mut self, amount: Amount) {
        let paid = self.paid.units().saturating_add(amount.units());
        self.paid = Amount::new(paid);
        self.unpaid = Amount::new(self.loss.units().saturating_sub(paid));
    }

    fn close(&mut self, at: Time, state: u8, unpaid: Amount) {
        self.state = state_of(state).unwrap_or(self.state);
        self.end_turn(match self.state {
            State::Withdrawn => Outcome::Withdrawn,
            State::Pardoned => Outcome::Pardoned,
            _ => Outcome::NothingDue,
        });
        self.unpaid = unpaid;
        self.deadline = None;
        self.closed_at = Some(at);
    }

    /// For a turn that no payment and no ruling ended.
    fn end_turn(&mut self, outcome: Outcome) {
        let Some(turn) = self.turns.last_mut() else {
            return;
        };
        let waits = matches!(
            turn.outcome,
            Outcome::Called | Outcome::Contested | Outcome::Defaulted
        );
        // A ruling that leaves nothing due moves no money.
        let moved_nothing =
            turn.outcome == Outcome::Lost && turn.paid.is_zero() && !turn.forfeited();
        if waits || moved_nothing {
            turn.outcome = outcome;
        }
    }
}

impl Turn {
    /// The contest's deposit, while it is held.
    fn deposit_held(&mut self) -> Option<&mut Contest> {
        let contest = self.contest.as_mut()?;
        let held = contest.deposit_to.is_none() && !contest.deposit.is_zero();
        held.then_some(contest)
    }

    /// Whether the contest's deposit went to somebody else.
    pub fn forfeited(&self) -> bool {
        let contest = self.contest.as_ref();
        contest
            .and_then(|contest| contest.deposit_to)
            .is_some_and(|to| to != self.surety)
    }

    fn outcome_of_paying(&self) -> Outcome {
        let conceded = self.contest.as_ref().map(|contest| contest.conceded);
        match (self.outcome, conceded) {
            (Outcome::Slashed(bps), _) => Outcome::Slashed(bps),
            (Outcome::Defaulted, _) => Outcome::PaidAfterDefault,
            (Outcome::Lost, Some(conceded)) if self.paid <= conceded => Outcome::Conceded,
            (Outcome::Lost, _) => Outcome::Lost,
            // Whoever owns up pays what is due, and less than that was conceded.
            (_, Some(conceded)) if self.paid <= conceded => Outcome::Undecided,
            (_, Some(_)) => Outcome::OwnedUpLate,
            (_, None) => Outcome::OwnedUp,
        }
    }
}

/// The faults of a trace, as they are told of.
#[derive(Default)]
pub(super) struct Faults(Vec<FaultHistory>);

impl Faults {
    pub fn tell(&mut self, at: Time, event: &Event) {
        if let Event::Reported(it) = event {
            self.0.push(FaultHistory {
                id: it.fault,
                step: it.step,
                recourse: it.recourse,
                reporter: it.reporter,
                beneficiary: it.beneficiary,
                reported_at: at,
                reported: amount(it.loss),
                loss: amount(it.loss),
                paid: Amount::ZERO,
                unpaid: amount(it.loss),
                deposit: amount(it.deposit),
                deposit_to: None,
                evidence: it.evidence,
                uri: it.uri.clone(),
                state: State::Answering,
                deadline: None,
                turns: Vec::new(),
                orphaned: None,
                volunteers: Vec::new(),
                closed_at: None,
            });
            return;
        }
        let Some(id) = fault_of(event) else {
            return;
        };
        if let Some(fault) = self.0.iter_mut().find(|fault| fault.id == id) {
            fault.tell(at, event);
        }
    }

    pub fn all(self) -> Vec<FaultHistory> {
        self.0
    }
}

/// A state as the interface numbers it.
pub(crate) fn state_of(number: u8) -> Option<State> {
    use State::*;
    [
        Answering, Contested, Defaulted, Orphaned, MadeGood, Withdrawn, Dismissed, Pardoned,
        Unanswered,
    ]
    .into_iter()
    .find(|state| *state as u8 == number)
}

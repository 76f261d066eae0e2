//! What is reported, and what comes of it.

use super::{sol, terms, who, Address, Later, Synthetic, Trace, DAY, HOUR, TOKEN};
use answerable_client::{alloy_sol_types::private::U256, Amount, State};

/// A fault on its way.
pub struct Case {
    id: u64,
    reporter: Address,
    beneficiary: Address,
    loss: u128,
    paid: u128,
    /// Who is left to be called, the next one last.
    layers: Vec<(Address, u128)>,
    layer: u8,
    state: State,
}

impl Synthetic {
    pub(super) fn report(&mut self, trace: &Trace, step: u8) {
        self.faults += 1;
        let reporter = if self.chance.once_in(5) {
            who("stranger", self.chance.below(200))
        } else {
            trace.requester
        };
        let deposit = terms().report_deposit.units();
        let loss = TOKEN * (1 + u128::from(self.chance.below(8)));
        self.deposit(reporter, deposit);
        let evidence = self.random_word().into();
        self.tell(sol::Reported {
            fault: self.faults,
            trace: trace.id.into(),
            reporter,
            step,
            beneficiary: trace.requester,
            recourse: false,
            loss: U256::from(loss),
            deposit: U256::from(deposit),
            evidence,
            uri: format!("ipfs://evidence/{}", self.faults),
        });
        let mut layers = trace.promises.get(&step).cloned().unwrap_or_default();
        layers.reverse();
        self.call(Case {
            id: self.faults,
            reporter,
            beneficiary: trace.requester,
            loss,
            paid: 0,
            layers,
            layer: 0,
            state: State::Answering,
        });
    }

    /// Calls the next layer, or nobody.
    fn call(&mut self, mut case: Case) {
        if case.paid == case.loss {
            self.give_back(&case);
            return self.close(&case, State::MadeGood);
        }
        let Some((surety, _)) = case.layers.last() else {
            self.tell(sol::Orphaned {
                fault: case.id,
                unpaid: U256::from(case.loss - case.paid),
                deadline: self.now + 6 * HOUR,
            });
            self.give_back(&case);
            case.state = State::Orphaned;
            return self.wait(7 * HOUR + 3 * DAY, case);
        };
        case.layer += 1;
        case.state = State::Answering;
        self.tell(sol::Called {
            fault: case.id,
            surety: *surety,
            layer: case.layer,
            deadline: self.now + 6 * HOUR,
        });
        let wait = 60 + self.chance.below(8 * HOUR);
        self.wait(wait, case);
    }

    fn wait(&mut self, seconds: u64, case: Case) {
        self.plan(seconds, Later::Next(case));
    }

    pub(super) fn next_of(&mut self, mut case: Case) {
        let surety = case.layers.last().map(|layer| layer.0);
        let deadline = self.now + 12 * HOUR;
        match (case.state, surety, self.chance.below(10)) {
            (State::Answering, Some(surety), 0..3) => {
                let deposit = terms().contest_deposit.units();
                self.deposit(surety, deposit);
                let defence = self.random_word().into();
                self.tell(sol::Contested {
                    fault: case.id,
                    surety,
                    conceded: U256::ZERO,
                    deposit: U256::from(deposit),
                    defence,
                    deadline,
                });
                case.state = State::Contested;
                self.wait(5 * HOUR, case);
            }
            (State::Answering, Some(surety), 3..5) => {
                let due = due(&case);
                self.tell(sol::Defaulted {
                    fault: case.id,
                    surety,
                    due: U256::from(due),
                    deadline,
                });
                case.state = State::Defaulted;
                self.wait(13 * HOUR, case);
            }
            (State::Contested, Some(surety), 0..5) => {
                let deposit = terms().contest_deposit.units();
                self.tell(sol::Defended {
                    fault: case.id,
                    surety,
                    amount: U256::from(due(&case)),
                });
                self.move_deposit(&case, surety, deposit);
                self.move_deposit(&case, surety, terms().report_deposit.units());
                self.close(&case, State::Dismissed);
            }
            (State::Contested, Some(surety), _) => {
                let loss = U256::from(case.loss);
                self.tell(sol::Upheld {
                    fault: case.id,
                    loss,
                });
                self.pays(&mut case, surety, terms().lost_penalty.0, 3);
                let deposit = terms().contest_deposit.units();
                self.move_deposit(&case, case.beneficiary, deposit);
                self.call(case);
            }
            (State::Defaulted, Some(surety), _) => {
                self.pays(&mut case, surety, terms().lost_penalty.0, 0);
                self.call(case);
            }
            (State::Orphaned, _, 0..4) => {
                let volunteer = who("volunteer", self.chance.below(50));
                let rest = case.loss - case.paid;
                self.deposit(volunteer, rest);
                self.tell(sol::Volunteered {
                    fault: case.id,
                    volunteer,
                    amount: U256::from(rest),
                    counted: U256::from(rest),
                });
                case.paid = case.loss;
                self.close(&case, State::MadeGood);
            }
            (State::Orphaned, ..) => self.close(&case, State::Unanswered),
            (_, Some(surety), _) => {
                self.pays(&mut case, surety, 0, 1);
                self.call(case);
            }
            (_, None, _) => self.call(case),
        }
    }

    fn pays(&mut self, case: &mut Case, surety: Address, penalty_bps: u16, standing: u8) {
        let amount = due(case);
        let Some((_, left)) = case.layers.pop() else {
            return;
        };
        let taken = terms().reserve_freed(Amount::new(left), Amount::new(amount));
        let taken = taken.expect("it is small").units();
        let penalty = amount * u128::from(penalty_bps) / 10_000;
        self.tell(sol::Paid {
            fault: case.id,
            surety,
            beneficiary: case.beneficiary,
            amount: U256::from(amount),
            penalty: U256::from(penalty),
            toReporter: U256::from(penalty / 4),
            unlocked: U256::from(taken - amount - penalty),
            standing,
            counted: U256::from(if standing == 0 { 0 } else { amount }),
        });
        case.paid += amount;
    }

    fn give_back(&mut self, case: &Case) {
        self.move_deposit(case, case.reporter, terms().report_deposit.units());
    }

    fn move_deposit(&mut self, case: &Case, to: Address, amount: u128) {
        self.tell(sol::DepositMoved {
            fault: case.id,
            to,
            amount: U256::from(amount),
        });
    }

    fn close(&mut self, case: &Case, state: State) {
        self.tell(sol::Closed {
            fault: case.id,
            state: state as u8,
            unpaid: U256::from(case.loss - case.paid),
        });
    }
}

fn due(case: &Case) -> u128 {
    let left = case.layers.last().map_or(0, |layer| layer.1);
    left.min(case.loss - case.paid)
}

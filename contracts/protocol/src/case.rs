//! The fault machine: what each act does to a fault and to everything around it.
//!
//! An act checks, then changes the case it was given and says what else follows (money, counters, events).
//! Where it refuses, the case is thrown away.

use crate::{
    event, require_hash, Amount, Batch, Bps, Claim, Docket, Effects, Fault, FaultId, Filed, Kept,
    Pledge, Pledges, Purse, Reason, Refusal, Side, Standing, State, Time,
};
use ink::{prelude::boxed::Box, Address, H256};

/// Who acts, when, and for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scene {
    pub caller: Address,
    pub now: Time,
    pub governance: Address,
    pub treasury: Address,
}

/// A fault with everything that an act on it may change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub id: FaultId,
    pub fault: Box<Fault>,
    pub around: Around,
}

/// What lies around a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Around {
    /// Of the fault's trace.
    pub docket: Kept<Box<Docket>>,
    /// Of the fault's step.
    pub pledges: Kept<Pledges>,
    /// The batch out of which the trace was opened.
    pub batch: Option<Kept<Box<Batch>>>,
    /// What the beneficiary has claimed on this trace; of use in recourse only.
    pub claim: Kept<Claim>,
}

/// What a called surety pays in an act.
struct Payment {
    amount: Amount,
    /// The penalty, in basis points, on `punished`.
    bps: Bps,
    punished: Amount,
    standing: Standing,
    counted: Amount,
}

impl Case {
    /// The last layer: the batch's pledge is 0, the step's own follow.
    const LAST_LAYER: u8 = Pledges::PLACES;

    /// Opens a fault: the deposit is taken and the first layer called.
    pub fn open(
        id: FaultId,
        fault: Box<Fault>,
        requester: Address,
        around: Around,
        now: Time,
        effects: &mut Effects,
    ) -> Result<Self, Refusal> {
        let Filed {
            step,
            recourse,
            reporter,
            beneficiary,
            batch_place,
            ..
        } = fault.filed;
        around.docket.require_closed(step)?;
        let mut case = Self { id, fault, around };
        let deposit = case.fault.report_deposit;
        effects.pay(Purse::Free(reporter), Purse::Deposits, deposit);
        let side = Side {
            stranger: !recourse && reporter != requester,
            requester: beneficiary == requester,
        };
        let docket = &mut case.around.docket;
        docket.open(step, id, batch_place, side, now)?;
        if let Some(batch) = &mut case.around.batch {
            batch.open = batch.open.checked_add(1).ok_or(Reason::Unsound)?;
        }
        case.call_from(0, now, effects)?;
        Ok(case)
    }

    /// The called surety says "mine" and pays at once.
    pub fn own_up(&mut self, scene: &Scene, effects: &mut Effects) -> Result<(), Refusal> {
        self.require(&[State::Answering, State::Contested, State::Defaulted])?;
        self.require_called(scene)?;
        let due = self.due();
        let honored = Payment {
            amount: due,
            bps: Bps(0),
            punished: Amount::ZERO,
            standing: Standing::Honored,
            counted: due,
        };
        match self.fault.state {
            State::Answering => {
                self.require_in_time(scene)?;
                self.pay(honored, scene, effects)?;
            }
            State::Contested => {
                self.forfeit_contest(effects);
                self.pay(honored, scene, effects)?;
            }
            _ => self.pay_penalised(due, self.fault.terms.lost_penalty, scene, effects)?,
        }
        self.go_on(scene.now, effects)
    }

    /// The called surety disputes what it does not concede.
    pub fn contest(
        &mut self,
        conceded: Amount,
        defence: H256,
        scene: &Scene,
        effects: &mut Effects,
    ) -> Result<(), Refusal> {
        self.require(&[State::Answering])?;
        self.require_called(scene)?;
        self.require_in_time(scene)?;
        require_hash(defence)?;
        let due = self.due();
        if conceded >= due {
            return Err(Reason::NothingContested { due }.into());
        }
        let deposit = self.fault.terms.contest_deposit;
        effects.pay(Purse::Free(scene.caller), Purse::Deposits, deposit);
        self.fault.state = State::Contested;
        self.fault.conceded = conceded;
        self.fault.contest_deposit = deposit;
        self.fault.deadline = scene.now.plus(self.fault.terms.windows.ruling);
        effects.tell(event::Contested {
            fault: self.id,
            surety: scene.caller,
            conceded,
            deposit,
            defence,
            deadline: self.fault.deadline,
        });
        Ok(())
    }

    /// The reporter takes the report back, while nothing was paid.
    pub fn withdraw_report(&mut self, scene: &Scene, effects: &mut Effects) -> Result<(), Refusal> {
        self.require(&[State::Answering])?;
        let reporter = self.fault.filed.reporter;
        if scene.caller != reporter {
            return Err(Reason::NotTheReporter { reporter }.into());
        }
        if !self.fault.paid.is_zero() {
            return Err(Reason::SomethingPaid {
                paid: self.fault.paid,
            }
            .into());
        }
        self.return_report_deposit(effects);
        self.close(State::Withdrawn, scene.now, effects)
    }

    /// The called surety let its time to answer pass.
    pub fn declare_default(&mut self, scene: &Scene, effects: &mut Effects) -> Result<(), Refusal> {
        self.require(&[State::Answering])?;
        self.require_late(scene)?;
        let surety = self.fault.called;
        let counted = self.counted(surety, self.due());
        if !counted.is_zero() {
            effects.mark(surety, Standing::Defaulted, counted);
        }
        self.fault.state = State::Defaulted;
        self.fault.defaulted = counted;
        self.fault.deadline = scene.now.plus(self.fault.terms.windows.ruling);
        effects.tell(event::Defaulted {
            fault: self.id,
            surety,
            due: counted,
            deadline: self.fault.deadline,
        });
        Ok(())
    }

    /// Governance rules that there was a fault, and how much was lost by it.
    pub fn rule_uphold(
        &mut self,
        loss: Amount,
        scene: &Scene,
        effects: &mut Effects,
    ) -> Result<(), Refusal> {
        self.require_judge(State::Contested, scene)?;
        if loss.is_zero() {
            return Err(Reason::ZeroAmount.into());
        }
        if loss > self.fault.loss {
            return Err(Reason::LossTooLarge {
                reported: self.fault.loss,
            }
            .into());
        }
        let was_due = self.due();
        self.fault.loss = loss;
        effects.tell(event::Upheld {
            fault: self.id,
            loss,
        });
        let due = self.due();
        if self.unpaid().is_zero() {
            self.return_contest_deposit(effects);
            self.defended(was_due, effects);
        } else if due.is_zero() {
            // The pledge was drained meanwhile, through another step: its surety was neither right nor wrong.
            self.return_contest_deposit(effects);
        } else if due <= self.fault.conceded {
            self.return_contest_deposit(effects);
            let honored = Payment {
                amount: due,
                bps: Bps(0),
                punished: Amount::ZERO,
                standing: Standing::Honored,
                counted: due,
            };
            self.pay(honored, scene, effects)?;
        } else {
            self.forfeit_contest(effects);
            let lost = Payment {
                amount: due,
                bps: self.fault.terms.lost_penalty,
                punished: due.less(self.fault.conceded),
                standing: Standing::Lost,
                counted: due,
            };
            self.pay(lost, scene, effects)?;
        }
        self.go_on(scene.now, effects)
    }

    /// Governance rules that there was no fault.
    pub fn rule_dismiss(&mut self, scene: &Scene, effects: &mut Effects) -> Result<(), Refusal> {
        self.require_judge(State::Contested, scene)?;
        self.return_contest_deposit(effects);
        self.defended(self.due(), effects);
        self.move_report_deposit(self.fault.called, effects);
        self.close(State::Dismissed, scene.now, effects)
    }

    /// Governance slashes a defaulter.
    pub fn slash(&mut self, bps: Bps, scene: &Scene, effects: &mut Effects) -> Result<(), Refusal> {
        self.require_judge(State::Defaulted, scene)?;
        let (above, most) = (
            self.fault.terms.lost_penalty,
            self.fault.terms.max_default_penalty,
        );
        if bps <= above || bps > most {
            return Err(Reason::SlashOutOfBounds { above, most }.into());
        }
        effects.tell(event::Slashed {
            fault: self.id,
            bps,
        });
        self.pay_penalised(self.due(), bps, scene, effects)?;
        self.go_on(scene.now, effects)
    }

    /// Governance finds that the report was abusive: the default is taken back.
    pub fn pardon(&mut self, scene: &Scene, effects: &mut Effects) -> Result<(), Refusal> {
        self.require_judge(State::Defaulted, scene)?;
        let surety = self.fault.called;
        if !self.fault.defaulted.is_zero() {
            effects.take_back(surety, Standing::Defaulted, self.fault.defaulted);
        }
        self.move_report_deposit(surety, effects);
        self.close(State::Pardoned, scene.now, effects)
    }

    /// The clock decides where nobody did.
    pub fn settle(&mut self, scene: &Scene, effects: &mut Effects) -> Result<(), Refusal> {
        self.require(&[State::Contested, State::Defaulted, State::Orphaned])?;
        self.require_late(scene)?;
        let due = self.due();
        match self.fault.state {
            State::Contested => {
                self.forfeit_contest(effects);
                let undecided = Payment {
                    amount: due.min(self.fault.conceded),
                    bps: Bps(0),
                    punished: Amount::ZERO,
                    standing: Standing::Undecided,
                    counted: due,
                };
                self.pay(undecided, scene, effects)?;
            }
            State::Defaulted => {
                self.pay_penalised(due, self.fault.terms.lost_penalty, scene, effects)?;
            }
            _ => {
                // Other recourses may have brought meanwhile what this one asks for.
                let answered = self.unpaid().is_zero();
                let state = if answered {
                    State::MadeGood
                } else {
                    State::Unanswered
                };
                self.end(state, effects);
                return Ok(());
            }
        }
        self.go_on(scene.now, effects)
    }

    /// Somebody pays what nobody answers for.
    pub fn step_forward(
        &mut self,
        most: Amount,
        scene: &Scene,
        effects: &mut Effects,
    ) -> Result<(), Refusal> {
        self.require(&[State::Orphaned])?;
        if most.is_zero() {
            return Err(Reason::ZeroAmount.into());
        }
        let beneficiary = self.fault.filed.beneficiary;
        if scene.caller == beneficiary {
            return Err(Reason::OwnLoss.into());
        }
        let amount = most.min(self.unpaid());
        effects.pay(Purse::Free(scene.caller), Purse::Free(beneficiary), amount);
        self.book(amount)?;
        let closes = self.unpaid().is_zero();
        let counted = if closes {
            self.counted(scene.caller, amount)
        } else {
            Amount::ZERO
        };
        if !counted.is_zero() {
            effects.mark(scene.caller, Standing::Volunteered, counted);
        }
        effects.tell(event::Volunteered {
            fault: self.id,
            volunteer: scene.caller,
            amount,
            counted,
        });
        if closes {
            self.end(State::MadeGood, effects);
        }
        Ok(())
    }

    /// Whether this account may not judge the fault.
    pub fn is_party(&self, account: Address) -> bool {
        let Filed {
            reporter,
            beneficiary,
            recorder,
            ..
        } = self.fault.filed;
        let is_surety = (0..=Self::LAST_LAYER)
            .filter_map(|layer| self.layer(layer))
            .any(|(surety, _)| surety == account);
        is_surety || [reporter, beneficiary, recorder].contains(&account)
    }

    /// What of the loss was not paid. A recourse recovers no more than its beneficiary paid.
    pub fn unpaid(&self) -> Amount {
        let unpaid = self.fault.loss.less(self.fault.paid);
        if self.fault.filed.recourse {
            unpaid.min(self.around.claim.left())
        } else {
            unpaid
        }
    }

    /// What the called surety has to pay now.
    pub fn due(&self) -> Amount {
        let left = self.layer(self.fault.layer).map(|(_, left)| left);
        left.unwrap_or_default().min(self.unpaid())
    }

    /// The surety of a layer and what is left of its cover.
    fn layer(&self, layer: u8) -> Option<(Address, Amount)> {
        match layer.checked_sub(1) {
            None => {
                let batch = self.around.batch.as_ref()?;
                let (pledge, left) =
                    batch.pledge(self.fault.filed.batch_place, &self.around.docket)?;
                Some((pledge.surety, left))
            }
            Some(index) => {
                let Pledge { surety, left, .. } = self.around.pledges.0.get(usize::from(index))?;
                Some((*surety, *left))
            }
        }
    }

    fn require(&self, states: &[State]) -> Result<(), Refusal> {
        let state = self.fault.state;
        if states.contains(&state) {
            Ok(())
        } else {
            Err(Reason::WrongState { state }.into())
        }
    }

    fn require_called(&self, scene: &Scene) -> Result<(), Refusal> {
        let called = self.fault.called;
        if scene.caller == called {
            Ok(())
        } else {
            Err(Reason::NotCalled { called }.into())
        }
    }

    fn require_in_time(&self, scene: &Scene) -> Result<(), Refusal> {
        let deadline = self.fault.deadline;
        if scene.now > deadline {
            return Err(Reason::TooLate { deadline }.into());
        }
        Ok(())
    }

    fn require_late(&self, scene: &Scene) -> Result<(), Refusal> {
        let deadline = self.fault.deadline;
        if scene.now <= deadline {
            return Err(Reason::TooEarly { deadline }.into());
        }
        Ok(())
    }

    fn require_judge(&self, state: State, scene: &Scene) -> Result<(), Refusal> {
        let governance = scene.governance;
        if scene.caller != governance {
            return Err(Reason::NotGovernance { governance }.into());
        }
        self.require(&[state])?;
        for party in [governance, self.fault.filed.governance] {
            if self.is_party(party) {
                return Err(Reason::OwnCase { party }.into());
            }
        }
        self.require_in_time(scene)
    }

    /// What a counter of `account` may rise by: nothing where it stands on two sides.
    fn counted(&self, account: Address, amount: Amount) -> Amount {
        let Filed {
            reporter,
            beneficiary,
            ..
        } = self.fault.filed;
        if account == reporter || account == beneficiary {
            Amount::ZERO
        } else {
            amount
        }
    }

    fn pay_penalised(
        &mut self,
        due: Amount,
        bps: Bps,
        scene: &Scene,
        effects: &mut Effects,
    ) -> Result<(), Refusal> {
        let payment = Payment {
            amount: due,
            bps,
            punished: due,
            standing: Standing::None,
            counted: Amount::ZERO,
        };
        self.pay(payment, scene, effects)
    }

    /// The called surety pays out of what it locked; what its promise no longer needs is free.
    fn pay(
        &mut self,
        payment: Payment,
        scene: &Scene,
        effects: &mut Effects,
    ) -> Result<(), Refusal> {
        let amount = payment.amount;
        let Filed {
            reporter,
            beneficiary,
            ..
        } = self.fault.filed;
        let surety = self.fault.called;
        let penalty = payment.bps.of(payment.punished);
        let to_reporter = if reporter == surety {
            Amount::ZERO
        } else {
            self.fault.terms.reporter_share.of(penalty)
        };
        let freed = self.take_from_pledge(amount, scene.now)?;
        let unlocked = freed.minus(amount)?.minus(penalty)?;

        let locked = Purse::Locked(surety);
        effects.pay(locked, Purse::Free(beneficiary), amount);
        effects.pay(locked, Purse::Free(reporter), to_reporter);
        effects.pay(
            locked,
            Purse::Free(scene.treasury),
            penalty.minus(to_reporter)?,
        );
        effects.pay(locked, Purse::Free(surety), unlocked);

        let counted = self.counted(surety, payment.counted);
        let standing = if counted.is_zero() {
            Standing::None
        } else {
            effects.mark(surety, payment.standing, counted);
            payment.standing
        };
        if !amount.is_zero() {
            self.book(amount)?;
            self.extend(scene.now);
        }
        effects.tell(event::Paid {
            fault: self.id,
            surety,
            beneficiary,
            amount,
            penalty,
            to_reporter,
            unlocked,
            standing,
            counted,
        });
        Ok(())
    }

    /// Takes a payment out of the called pledge's cover; returns what that frees of its reserve.
    fn take_from_pledge(&mut self, amount: Amount, now: Time) -> Result<Amount, Refusal> {
        let (_, left) = self.layer(self.fault.layer).ok_or(Reason::Unsound)?;
        let freed = self.fault.terms.reserve_freed(left, amount)?;
        match self.fault.layer.checked_sub(1) {
            None => {
                let place = self.fault.filed.batch_place;
                let batch = self.around.batch.as_mut().ok_or(Reason::Unsound)?;
                let pledge = batch.pledge_mut(place).ok_or(Reason::Unsound)?;
                pledge.locked_left = pledge.locked_left.minus(freed)?;
                if !amount.is_zero() {
                    self.around
                        .docket
                        .note_batch_payment(self.fault.filed.step, amount, now)?;
                }
            }
            Some(index) => {
                if !amount.is_zero() {
                    let pledges = &mut self.around.pledges.0;
                    let pledge = pledges.get_mut(usize::from(index));
                    let pledge = pledge.ok_or(Reason::Unsound)?;
                    pledge.left = pledge.left.minus(amount)?;
                    pledge.paid_at = now;
                    let docket = &mut self.around.docket;
                    docket.note_cover(self.fault.filed.step, &self.around.pledges)?;
                }
            }
        }
        Ok(freed)
    }

    /// The beneficiary has so much more.
    fn book(&mut self, amount: Amount) -> Result<(), Refusal> {
        self.fault.paid = self.fault.paid.plus(amount)?;
        if self.fault.filed.recourse {
            self.around.claim.recovered = self.around.claim.recovered.plus(amount)?;
        }
        Ok(())
    }

    /// After a layer is done: the next one, or nobody, or the end.
    fn go_on(&mut self, now: Time, effects: &mut Effects) -> Result<(), Refusal> {
        self.fault.conceded = Amount::ZERO;
        self.fault.defaulted = Amount::ZERO;
        if self.unpaid().is_zero() {
            self.return_report_deposit(effects);
            return self.close(State::MadeGood, now, effects);
        }
        self.call_from(self.fault.layer.saturating_add(1), now, effects)
    }

    fn call_from(&mut self, first: u8, now: Time, effects: &mut Effects) -> Result<(), Refusal> {
        let beneficiary = self.fault.filed.beneficiary;
        let next = (first..=Self::LAST_LAYER).find_map(|layer| {
            let (surety, left) = self.layer(layer)?;
            (!left.is_zero() && surety != beneficiary).then_some((layer, surety))
        });
        let Some((layer, surety)) = next else {
            return self.orphan(now, effects);
        };
        self.fault.state = State::Answering;
        self.fault.layer = layer;
        self.fault.called = surety;
        self.fault.deadline = now.plus(self.fault.terms.windows.answer);
        effects.tell(event::Called {
            fault: self.id,
            surety,
            layer,
            deadline: self.fault.deadline,
        });
        Ok(())
    }

    fn orphan(&mut self, now: Time, effects: &mut Effects) -> Result<(), Refusal> {
        self.return_report_deposit(effects);
        self.leave_docket(now)?;
        self.fault.state = State::Orphaned;
        self.fault.called = Address::zero();
        self.fault.deadline = self
            .fault
            .filed
            .report_end
            .max(now.plus(self.fault.terms.windows.answer));
        effects.tell(event::Orphaned {
            fault: self.id,
            unpaid: self.unpaid(),
            deadline: self.fault.deadline,
        });
        Ok(())
    }

    fn close(&mut self, state: State, now: Time, effects: &mut Effects) -> Result<(), Refusal> {
        self.leave_docket(now)?;
        self.end(state, effects);
        Ok(())
    }

    /// The final state.
    fn end(&mut self, state: State, effects: &mut Effects) {
        self.fault.state = state;
        self.fault.called = Address::zero();
        effects.tell(event::Closed {
            fault: self.id,
            state,
            unpaid: self.unpaid(),
        });
    }

    /// A fault counts as open until here.
    fn leave_docket(&mut self, now: Time) -> Result<(), Refusal> {
        let windows = self.fault.terms.windows;
        let docket = &mut self.around.docket;
        docket.close(self.fault.filed.step, now, &windows)?;
        if let Some(batch) = &mut self.around.batch {
            batch.open = batch.open.checked_sub(1).ok_or(Reason::Unsound)?;
            batch.busy_until = batch.busy_until.max(docket.busy_until);
        }
        Ok(())
    }

    fn extend(&mut self, now: Time) {
        let windows = self.fault.terms.windows;
        let docket = &mut self.around.docket;
        docket.extend(self.fault.filed.step, now, &windows);
        if let Some(batch) = &mut self.around.batch {
            batch.busy_until = batch.busy_until.max(docket.busy_until);
        }
    }

    fn defended(&self, amount: Amount, effects: &mut Effects) {
        let surety = self.fault.called;
        let amount = self.counted(surety, amount);
        if !amount.is_zero() {
            effects.mark(surety, Standing::Defended, amount);
        }
        effects.tell(event::Defended {
            fault: self.id,
            surety,
            amount,
        });
    }

    fn return_report_deposit(&mut self, effects: &mut Effects) {
        self.move_report_deposit(self.fault.filed.reporter, effects);
    }

    fn move_report_deposit(&mut self, to: Address, effects: &mut Effects) {
        let amount = core::mem::take(&mut self.fault.report_deposit);
        self.move_deposit(to, amount, effects);
    }

    fn return_contest_deposit(&mut self, effects: &mut Effects) {
        let amount = core::mem::take(&mut self.fault.contest_deposit);
        self.move_deposit(self.fault.called, amount, effects);
    }

    /// Never to a reporter, who may be the surety in disguise.
    fn forfeit_contest(&mut self, effects: &mut Effects) {
        let amount = core::mem::take(&mut self.fault.contest_deposit);
        self.move_deposit(self.fault.filed.beneficiary, amount, effects);
    }

    fn move_deposit(&self, to: Address, amount: Amount, effects: &mut Effects) {
        if amount.is_zero() {
            return;
        }
        effects.pay(Purse::Deposits, Purse::Free(to), amount);
        effects.tell(event::DepositMoved {
            fault: self.id,
            to,
            amount,
        });
    }
}

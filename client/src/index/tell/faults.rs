//! What was reported, and what came of it.

use super::{hash, money::count, plain, sum};
use crate::{
    index::{
        column::{Address, Sum},
        draft::{write_docket, Draft},
        error::IndexError,
        records::{Call, Fault},
    },
    interface::IAnswerable as events,
    Amount, State,
};
use answerable_protocol::{FaultId, Side, StepNumber, Time};

/// The counters that a payment moves, as the interface numbers them.
const HONORED: u8 = 1;
const LOST: u8 = 3;
const UNDECIDED: u8 = 4;

impl Draft {
    pub(super) async fn reported(&mut self, it: &events::Reported) -> Result<(), IndexError> {
        let number = self.number_of(hash(it.trace)).await?;
        let step = self.step(hash(it.trace), it.step).await?.clone();
        let (reporter, beneficiary) = (plain(it.reporter), plain(it.beneficiary));
        let book = self.trace(number).await?;
        let (batch, requester) = (book.trace.batch, book.trace.requester);
        let mut fault = Fault {
            id: it.fault,
            trace: number,
            step: it.step.into(),
            recourse: it.recourse,
            reporter,
            beneficiary,
            recorder: book.trace.recorder,
            reported: sum(it.loss),
            loss: sum(it.loss),
            unpaid: sum(it.loss),
            report_deposit: sum(it.deposit),
            evidence: hash(it.evidence),
            uri: it.uri.clone(),
            state: State::Answering as u64,
            report_end: book.docket.report_end.0,
            batch,
            terms: book.trace.terms,
            is_open: true,
            ..Fault::default()
        };
        let batch_place = if batch == 0 {
            0
        } else {
            let book = self.batch(batch).await?;
            book.batch.open_faults = book.batch.open_faults.saturating_add(1);
            book.place_for(&step)
        };
        fault.batch_place = batch_place;
        fault.governance = self.books.governance;
        fault.reported_at = self.now;
        self.faults.insert((it.fault,), fault);

        let side = Side {
            stranger: !it.recourse && reporter != requester,
            requester: beneficiary == requester,
        };
        let now = Time(self.now);
        let place = u8::try_from(batch_place).unwrap_or_default();
        let book = self.trace(number).await?;
        let opened = book
            .docket
            .open(StepNumber(it.step), FaultId(it.fault), place, side, now);
        book.trace.docket = Some(write_docket(&book.docket));
        book.trace.faults = book.trace.faults.saturating_add(1);
        book.trace.open_faults = book.trace.open_faults.saturating_add(1);
        if let Some(step) = book.step(it.step) {
            step.fault = it.fault;
        }
        self.sound(opened.ok())?;
        self.put_down(reporter, sum(it.deposit)).await?;
        self.books.faults = it.fault;
        self.books.open_faults = self.books.open_faults.saturating_add(1);
        self.in_spans(|span| span.reported = span.reported.saturating_add(1))
            .await
    }

    pub(super) async fn called(&mut self, it: &events::Called) -> Result<(), IndexError> {
        self.answered(it.fault).await?;
        let surety = plain(it.surety);
        let fault = self.fault(it.fault).await?;
        fault.state = State::Answering as u64;
        fault.layer = it.layer.into();
        fault.called = Some(surety);
        fault.falls_due(it.deadline);
        let id = it.fault.saturating_mul(8).saturating_add(it.layer.into());
        self.calls.push(Call {
            id,
            fault: it.fault,
            surety,
            at: self.now,
        });
        let account = self.account(surety).await?;
        account.open_calls = account.open_calls.saturating_add(1);
        Ok(())
    }

    /// It is no longer the turn of whoever had to answer.
    async fn answered(&mut self, fault: u64) -> Result<(), IndexError> {
        let fault = self.fault(fault).await?;
        let waited = fault.state == State::Answering as u64;
        if let Some(called) = fault.called.filter(|_| waited) {
            let account = self.account(called).await?;
            account.open_calls = account.open_calls.saturating_sub(1);
        }
        Ok(())
    }

    pub(super) async fn contested(&mut self, it: &events::Contested) -> Result<(), IndexError> {
        self.answered(it.fault).await?;
        let fault = self.fault(it.fault).await?;
        fault.state = State::Contested as u64;
        fault.conceded = sum(it.conceded);
        fault.contest_deposit = sum(it.deposit);
        fault.defence = Some(hash(it.defence)).filter(|it| !it.0.is_zero());
        fault.falls_due(it.deadline);
        self.put_down(plain(it.surety), sum(it.deposit)).await
    }

    pub(super) async fn defaulted(&mut self, it: &events::Defaulted) -> Result<(), IndexError> {
        self.answered(it.fault).await?;
        let fault = self.fault(it.fault).await?;
        fault.state = State::Defaulted as u64;
        fault.defaulted = sum(it.due);
        fault.falls_due(it.deadline);
        let surety = self.account(plain(it.surety)).await?;
        count(surety.defaulted(), sum(it.due));
        Ok(())
    }

    pub(super) async fn defended(&mut self, it: &events::Defended) -> Result<(), IndexError> {
        let surety = self.account(plain(it.surety)).await?;
        count(surety.defended(), sum(it.amount));
        Ok(())
    }

    pub(super) async fn upheld(&mut self, it: &events::Upheld) -> Result<(), IndexError> {
        let fault = self.fault(it.fault).await?;
        fault.loss = sum(it.loss);
        fault.unpaid = Sum(fault.loss.0.saturating_sub(fault.paid.0));
        Ok(())
    }

    pub(super) async fn paid(&mut self, it: &events::Paid) -> Result<(), IndexError> {
        let (surety, beneficiary) = (plain(it.surety), plain(it.beneficiary));
        let [paid, penalty, to_reporter, unlocked] =
            [it.amount, it.penalty, it.toReporter, it.unlocked].map(sum);
        let mut taken = paid;
        taken.add(penalty);
        taken.add(unlocked);
        let mut to_treasury = penalty;
        let share = to_treasury.take(to_reporter);
        self.sound(share)?;
        let (reporter, treasury) = (self.fault(it.fault).await?.reporter, self.books.treasury);
        self.unlock(surety, taken).await?;
        self.give(beneficiary, paid).await?;
        self.give(reporter, to_reporter).await?;
        self.give(treasury, to_treasury).await?;
        self.give(surety, unlocked).await?;
        let account = self.account(surety).await?;
        account.paid.add(paid);
        account.penalties.add(penalty);
        match it.standing {
            HONORED => count(account.honored(), sum(it.counted)),
            LOST => count(account.lost(), sum(it.counted)),
            UNDECIDED => count(account.undecided(), sum(it.counted)),
            _ => {}
        }
        self.books.paid_by_sureties.add(paid);
        self.books.penalties.add(penalty);
        self.in_spans(|span| {
            span.paid_by_sureties.add(paid);
            span.penalties.add(penalty);
        })
        .await?;
        self.in_spans_of(surety, |span| {
            span.paid.add(paid);
            span.penalties.add(penalty);
        })
        .await?;
        if paid == Sum::ZERO {
            return Ok(());
        }
        self.take_from_pledge(it.fault, surety, paid, taken).await?;
        self.extend(it.fault, false).await
    }

    async fn take_from_pledge(
        &mut self,
        fault: u64,
        surety: Address,
        paid: Sum,
        taken: Sum,
    ) -> Result<(), IndexError> {
        let now = self.now;
        self.unpromise(surety, paid).await?;
        let fault = self.fault(fault).await?;
        fault.pays(paid);
        let (number, layer) = (fault.trace, fault.layer);
        let (batch, place) = (fault.batch, fault.batch_place);
        let step = number.saturating_mul(8).saturating_add(fault.step);
        let of_step = StepNumber(u8::try_from(fault.step).unwrap_or_default());
        let book = self.trace(number).await?;
        let mut left = Some(());
        if layer > 0 {
            let pledge = book
                .promises(step)
                .find(|it| it.surety == surety && it.id % 8 != 0);
            left = pledge.and_then(|pledge| {
                pledge.paid_at = now;
                pledge.cover_left.take(paid)
            });
            self.sound(left)?;
            return self.recount(number).await;
        }
        let noted = book
            .docket
            .note_batch_payment(of_step, Amount::new(paid.0), Time(now));
        // What it pays for one step is left for none of the trace.
        let of_batch = book.pledges.iter_mut();
        for pledge in of_batch.filter(|it| it.batch_place == place && !it.released) {
            pledge.paid_at = now;
            left = left.and(pledge.cover_left.take(paid));
        }
        self.sound(noted.ok())?;
        let book = self.batch(batch).await?;
        let pledge = book.pledges.iter_mut().find(|it| it.id % 8 == place);
        let locked = pledge.and_then(|pledge| {
            pledge.cover_left.take(paid)?;
            pledge.locked_left.take(taken)
        });
        self.sound(left.and(locked))?;
        self.recount(number).await
    }

    /// A fault closed or was paid for: everybody's time on its trace and batch may grow.
    async fn extend(&mut self, fault: u64, closes: bool) -> Result<(), IndexError> {
        let now = Time(self.now);
        let fault = self.fault(fault).await?;
        let step = StepNumber(u8::try_from(fault.step).unwrap_or_default());
        let (number, batch, terms) = (fault.trace, fault.batch, fault.terms);
        let windows = self.rules(terms).await?.windows;
        let book = self.trace(number).await?;
        let mut done = Ok(());
        if closes {
            done = book.docket.close(step, now, &windows);
            book.trace.open_faults = book.trace.open_faults.saturating_sub(1);
            if let Some(step) = book.step(step.0) {
                step.fault = 0;
            }
        } else {
            book.docket.extend(step, now, &windows);
        }
        let busy_until = book.docket.busy_until.0;
        book.trace.docket = Some(write_docket(&book.docket));
        book.trace.requester_until = book.docket.requester_until.0;
        book.trace.busy_until = busy_until;
        for pledge in book.pledges.iter_mut().filter(|it| !it.released) {
            pledge.until = busy_until;
        }
        self.sound(done.ok())?;
        if closes {
            self.books.open_faults = self.books.open_faults.saturating_sub(1);
        }
        if batch != 0 {
            let book = self.batch(batch).await?;
            let until = book.batch.busy_until.max(busy_until);
            book.batch.busy_until = until;
            let open = book.batch.open_faults;
            book.batch.open_faults = open.saturating_sub(closes.into());
            for pledge in book.pledges.iter_mut().filter(|it| !it.released) {
                pledge.until = until;
            }
        }
        Ok(())
    }

    /// The contest's leaves before the report's.
    pub(super) async fn deposit_moved(
        &mut self,
        it: &events::DepositMoved,
    ) -> Result<(), IndexError> {
        let fault = self.fault(it.fault).await?;
        if fault.contest_deposit == Sum::ZERO {
            fault.report_deposit = Sum::ZERO;
        } else {
            fault.contest_deposit = Sum::ZERO;
        }
        let taken = self.books.deposits.take(sum(it.amount));
        self.sound(taken)?;
        self.give(plain(it.to), sum(it.amount)).await
    }

    pub(super) async fn orphaned(&mut self, it: &events::Orphaned) -> Result<(), IndexError> {
        self.answered(it.fault).await?;
        self.extend(it.fault, true).await?;
        let fault = self.fault(it.fault).await?;
        fault.state = State::Orphaned as u64;
        fault.is_open = false;
        fault.called = None;
        fault.unpaid = sum(it.unpaid);
        fault.falls_due(it.deadline);
        if !fault.recourse {
            self.books.unpaid.add(sum(it.unpaid));
        }
        Ok(())
    }

    pub(super) async fn volunteered(&mut self, it: &events::Volunteered) -> Result<(), IndexError> {
        let (volunteer, paid) = (plain(it.volunteer), sum(it.amount));
        let fault = self.fault(it.fault).await?;
        fault.pays(paid);
        let (beneficiary, recourse) = (fault.beneficiary, fault.recourse);
        self.pay(volunteer, beneficiary, paid).await?;
        let account = self.account(volunteer).await?;
        count(account.volunteered(), sum(it.counted));
        if !recourse {
            let taken = self.books.unpaid.take(paid);
            self.sound(taken)?;
        }
        self.books.paid_by_volunteers.add(paid);
        self.in_spans(|span| span.paid_by_volunteers.add(paid))
            .await
    }

    pub(super) async fn closed(&mut self, it: &events::Closed) -> Result<(), IndexError> {
        self.answered(it.fault).await?;
        if self.fault(it.fault).await?.is_open {
            self.extend(it.fault, true).await?;
        }
        let now = self.now;
        let fault = self.fault(it.fault).await?;
        let was_orphan = fault.state == State::Orphaned as u64 && !fault.recourse;
        let (called, defaulted) = (fault.called, fault.defaulted);
        let was_unpaid = fault.unpaid;
        fault.state = it.state.into();
        fault.is_open = false;
        fault.called = None;
        fault.unpaid = sum(it.unpaid);
        fault.closed_at = Some(now);
        fault.deadline = None;
        fault.due = None;
        if was_orphan {
            let taken = self.books.unpaid.take(was_unpaid);
            self.books.unpaid.add(sum(it.unpaid));
            self.sound(taken)?;
        }
        let pardoned = it.state == State::Pardoned as u8 && defaulted != Sum::ZERO;
        if let Some(called) = called.filter(|_| pardoned) {
            let account = self.account(called).await?;
            account.defaulted_times = account.defaulted_times.saturating_sub(1);
            let taken = account.defaulted.take(defaulted);
            self.sound(taken)?;
        }
        Ok(())
    }
}

impl Fault {
    fn pays(&mut self, amount: Sum) {
        self.paid.add(amount);
        self.unpaid = Sum(self.unpaid.0.saturating_sub(amount.0));
    }

    /// Somebody has until then to act.
    fn falls_due(&mut self, deadline: u64) {
        self.deadline = Some(deadline);
        self.due = Some(due(deadline, self.id));
    }
}

/// Sorts by the deadline, then by the fault.
pub(in crate::index) fn due(deadline: u64, fault: u64) -> String {
    format!("{deadline:020}{fault:020}")
}

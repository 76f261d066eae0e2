//! What was reported, and what came of it.

use super::{events, money::count, Replay};
use crate::system::{amount, plain};
use answerable_client::Amount;
use answerable_model::{Address, FaultView, Hash};
use answerable_protocol::{FaultId, Side, StepNumber, Time};

const PARDONED: u8 = 8;

impl Replay {
    pub(super) fn reported(&mut self, it: &events::Reported) {
        let (id, step) = (Hash(it.trace.0), StepNumber(it.step));
        let trace = &self.seen.traces[&id];
        let (reporter, requester, batch) = (plain(it.reporter), trace.requester, trace.batch);
        let batch_place = self.batch_place(id, step);
        let fault = FaultView {
            trace: id,
            step: it.step,
            state: FaultView::ANSWERING,
            layer: 0,
            called: Address::ZERO,
            deadline: 0,
            reporter,
            beneficiary: plain(it.beneficiary),
            recorder: trace.recorder,
            governance: self.seen.office.governance,
            recourse: it.recourse,
            loss: amount(it.loss),
            paid: 0,
            conceded: 0,
            defaulted: 0,
            report_deposit: amount(it.deposit),
            contest_deposit: 0,
            evidence: Hash(it.evidence.0),
            report_end: self.dockets[&id].report_end.0,
            batch,
            batch_pledge: batch_place,
            terms_id: trace.terms,
            terms: self.seen.terms[&trace.terms],
        };
        let side = Side {
            stranger: !it.recourse && reporter != requester,
            requester: fault.beneficiary == requester,
        };
        let docket = self.dockets.get_mut(&id).expect("every trace has one");
        docket
            .open(step, FaultId(it.fault), batch_place, side, Time(self.now))
            .expect("the step is there");
        if let Some(batch) = self.seen.batches.get_mut(&batch) {
            batch.open_faults += 1;
        }
        self.deposit(reporter, amount(it.deposit));
        self.seen.faults.insert(it.fault, fault);
        self.seen.totals.faults = it.fault;
    }

    pub(super) fn called(&mut self, it: &events::Called) {
        let fault = self.fault(it.fault);
        fault.state = FaultView::ANSWERING;
        fault.layer = it.layer;
        fault.called = plain(it.surety);
        fault.deadline = it.deadline;
    }

    pub(super) fn contested(&mut self, it: &events::Contested) {
        let fault = self.fault(it.fault);
        fault.state = FaultView::CONTESTED;
        fault.conceded = amount(it.conceded);
        fault.contest_deposit = amount(it.deposit);
        fault.deadline = it.deadline;
        self.deposit(plain(it.surety), amount(it.deposit));
    }

    pub(super) fn defaulted(&mut self, it: &events::Defaulted) {
        let fault = self.fault(it.fault);
        fault.state = FaultView::DEFAULTED;
        fault.defaulted = amount(it.due);
        fault.deadline = it.deadline;
        let surety = self.account(plain(it.surety));
        count(&mut surety.defaulted, amount(it.due));
    }

    pub(super) fn defended(&mut self, it: &events::Defended) {
        let surety = self.account(plain(it.surety));
        count(&mut surety.defended, amount(it.amount));
    }

    pub(super) fn paid(&mut self, it: &events::Paid) {
        let (surety, beneficiary) = (plain(it.surety), plain(it.beneficiary));
        let [paid, penalty, to_reporter, unlocked] =
            [it.amount, it.penalty, it.toReporter, it.unlocked].map(amount);
        let taken = paid + penalty + unlocked;
        let (reporter, treasury) = (self.fault(it.fault).reporter, self.seen.office.treasury);
        self.unlock(surety, taken);
        self.account(beneficiary).free += paid;
        self.account(reporter).free += to_reporter;
        self.account(treasury).free += penalty - to_reporter;
        self.account(surety).free += unlocked;
        let account = self.account(surety);
        let counted = amount(it.counted);
        match it.standing {
            1 => count(&mut account.honored, counted),
            3 => count(&mut account.lost, counted),
            4 => count(&mut account.undecided, counted),
            _ => assert_eq!(it.standing, 0, "a payment moves no other counter"),
        }
        if paid > 0 {
            self.take_from_pledge(it.fault, surety, paid, taken);
            self.extend(it.fault, false);
        }
    }

    fn take_from_pledge(&mut self, fault: u64, surety: Address, paid: u128, taken: u128) {
        let now = self.now;
        let fault = self.fault(fault);
        fault.paid += paid;
        let (trace, step, layer) = (fault.trace, fault.step, fault.layer);
        let (batch, place) = (fault.batch, fault.batch_pledge);
        if layer > 0 {
            let trace = self.seen.traces.get_mut(&trace).expect("it is known");
            let pledges = &mut trace.steps[usize::from(step) - 1].pledges;
            let pledge = pledges.iter_mut().find(|pledge| pledge.surety == surety);
            let pledge = pledge.expect("it was pledged");
            pledge.left -= paid;
            pledge.paid_at = now;
            return;
        }
        let docket = self.dockets.get_mut(&trace).expect("every trace has one");
        docket
            .note_batch_payment(StepNumber(step), Amount::new(paid), Time(now))
            .expect("the step is there");
        let batch = self.seen.batches.get_mut(&batch).expect("it was anchored");
        batch.pledges[usize::from(place) - 1].locked_left -= taken;
    }

    /// A fault closed or was paid for: everybody's time on its trace and batch may grow.
    fn extend(&mut self, fault: u64, closes: bool) {
        let now = Time(self.now);
        let (trace, step, batch, terms) = {
            let fault = self.fault(fault);
            let step = StepNumber(fault.step);
            (fault.trace, step, fault.batch, fault.terms_id)
        };
        let windows = self.terms(terms).windows;
        let docket = self.dockets.get_mut(&trace).expect("every trace has one");
        if closes {
            docket
                .close(step, now, &windows)
                .expect("the step is there");
        } else {
            docket.extend(step, now, &windows);
        }
        let busy_until = docket.busy_until.0;
        if let Some(batch) = self.seen.batches.get_mut(&batch) {
            batch.busy_until = batch.busy_until.max(busy_until);
            batch.open_faults -= u32::from(closes);
        }
    }

    /// The contest's leaves before the report's.
    pub(super) fn deposit_moved(&mut self, it: &events::DepositMoved) {
        let fault = self.fault(it.fault);
        if fault.contest_deposit > 0 {
            fault.contest_deposit = 0;
        } else {
            fault.report_deposit = 0;
        }
        self.seen.totals.deposits -= amount(it.amount);
        self.account(plain(it.to)).free += amount(it.amount);
    }

    pub(super) fn orphaned(&mut self, it: &events::Orphaned) {
        self.extend(it.fault, true);
        let fault = self.fault(it.fault);
        fault.state = FaultView::ORPHANED;
        fault.deadline = it.deadline;
    }

    pub(super) fn volunteered(&mut self, it: &events::Volunteered) {
        let (volunteer, paid) = (plain(it.volunteer), amount(it.amount));
        let fault = self.fault(it.fault);
        fault.paid += paid;
        let beneficiary = fault.beneficiary;
        self.pay(volunteer, beneficiary, paid);
        let account = self.account(volunteer);
        count(&mut account.volunteered, amount(it.counted));
    }

    pub(super) fn closed(&mut self, it: &events::Closed) {
        if self.fault(it.fault).open() {
            self.extend(it.fault, true);
        }
        let fault = self.fault(it.fault);
        fault.state = it.state;
        let (called, defaulted) = (fault.called, fault.defaulted);
        if it.state == PARDONED && defaulted > 0 {
            let tally = &mut self.account(called).defaulted;
            tally.times -= 1;
            tally.amount -= defaulted;
        }
    }
}

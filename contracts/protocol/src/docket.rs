//! What is going on with a trace: who may still report, what is open, until when its sureties are bound.

use crate::{
    cell::Packed, words::Worded, Amount, FaultId, Pledges, Reason, Refusal, Seconds, Sheet,
    StepNumber, Terms, Time, Windows,
};
use ink::Address;

cell! {
    /// The moving part of a trace. It is stored with the first pledge or report; before, it follows from the trace.
    ///
    /// Sets of steps are sets of `1 << step`. Nothing here needs history: each closing or payment raises the
    /// moments that depend on it.
    pub struct Docket {
        /// The trace's.
        pub requester: Address,
        /// When reports by anybody end.
        pub report_end: Time,
        /// When the requester's own time ends, unless a stranger's fault is open.
        pub requester_until: Time,
        /// When every promise of the trace is over, unless a fault is open.
        pub busy_until: Time,
        /// When a fault whose beneficiary is the requester closed last.
        pub requester_closed: Time,
        /// The steps with an open fault.
        pub open: u8,
        /// Those of them that a stranger reported.
        pub strangers: u8,
        /// Those of them whose beneficiary is the requester.
        pub requesters: u8,
        /// What is left of the pledges of each step that a contract may build on: of all but the requester's own.
        pub covers: Covers,
        pub steps: StepDockets,
    }
}

cell! {
    /// The same for one step.
    #[derive(Default)]
    pub struct StepDocket {
        /// The last fault that was opened.
        pub fault: FaultId,
        /// The place of the batch's pledge that answers, from 1, or zero.
        pub batch_place: u8,
        /// What that pledge paid for this step.
        pub batch_paid: Amount,
        pub batch_paid_at: Time,
        /// Since when faults followed each other here without a gap.
        pub blocked_from: Time,
        /// How long, after the last of them, a recourse may wait for them.
        pub blocked_until: Time,
    }
}

/// Of each step, in order.
pub type Covers = [Amount; 5];
pub type StepDockets = [StepDocket; 5];

macro_rules! of_each_step {
    ($of_one:ty) => {
        impl Packed for [$of_one; 5] {
            const LENGTH: usize = <$of_one as Packed>::LENGTH.saturating_mul(5);

            fn pack(&self, bytes: &mut &mut [u8]) {
                self.iter().for_each(|step| step.pack(bytes));
            }

            fn unpack(bytes: &mut &[u8]) -> Self {
                core::array::from_fn(|_| Packed::unpack(bytes))
            }
        }

        impl Worded for [$of_one; 5] {
            fn put(&self, words: &mut Sheet) {
                self.iter().for_each(|step| step.put(words));
            }
        }
    };
}

of_each_step!(Amount);
of_each_step!(StepDocket);

/// How a fault stands to the trace's requester.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Side {
    /// Reported by somebody else in the requester's name.
    pub stranger: bool,
    /// The requester is the beneficiary.
    pub requester: bool,
}

impl Docket {
    /// As if a fault had closed at the end of the report window.
    pub fn new(requester: Address, recorded_at: Time, windows: &Windows) -> Self {
        let report_end = recorded_at.plus(windows.report);
        Self {
            requester,
            report_end,
            requester_until: report_end,
            busy_until: first_busy_until(recorded_at, windows),
            requester_closed: Time::default(),
            open: 0,
            strangers: 0,
            requesters: 0,
            covers: Default::default(),
            steps: Default::default(),
        }
    }

    /// What is left of a step's pledges, but for the requester's own.
    pub fn cover(&self, step: StepNumber) -> Amount {
        self.covers.get(step.index()).copied().unwrap_or_default()
    }

    /// The pledges of a step are others now.
    pub fn note_cover(&mut self, step: StepNumber, pledges: &Pledges) -> Result<(), Refusal> {
        let others = pledges
            .0
            .iter()
            .filter(|pledge| pledge.surety != self.requester);
        // What is more than there can be is refused where it has to be paid.
        let cover = others.fold(0_u128, |sum, pledge| {
            sum.saturating_add(pledge.left.units())
        });
        let noted = self.covers.get_mut(step.index()).ok_or(Reason::Unsound)?;
        *noted = Amount::new(cover);
        Ok(())
    }

    pub fn step(&self, step: StepNumber) -> StepDocket {
        self.steps.get(step.index()).copied().unwrap_or_default()
    }

    fn step_mut(&mut self, step: StepNumber) -> Result<&mut StepDocket, Refusal> {
        self.steps
            .get_mut(step.index())
            .ok_or_else(|| Reason::Unsound.into())
    }

    pub fn is_open(&self, step: StepNumber) -> bool {
        self.open & step.bit() != 0
    }

    pub fn open_faults(&self) -> u32 {
        self.open.count_ones()
    }

    pub fn require_closed(&self, step: StepNumber) -> Result<(), Refusal> {
        if self.is_open(step) {
            return Err(Reason::StepHasOpenFault {
                fault: self.step(step).fault,
            }
            .into());
        }
        Ok(())
    }

    /// What the batch's pledge at this place paid in this trace.
    pub fn batch_paid(&self, place: u8) -> Amount {
        let paid = self.steps.iter().filter(|step| step.batch_place == place);
        // At most the pledge's cover of this trace, which fits.
        Amount::new(paid.fold(0_u128, |sum, step| {
            sum.saturating_add(step.batch_paid.units())
        }))
    }

    pub fn note_batch_payment(
        &mut self,
        step: StepNumber,
        amount: Amount,
        now: Time,
    ) -> Result<(), Refusal> {
        let step = self.step_mut(step)?;
        step.batch_paid = step.batch_paid.plus(amount)?;
        step.batch_paid_at = now;
        Ok(())
    }

    /// Whether the time to report is over. Strangers' faults stop the requester's clock.
    pub fn require_report_time(&self, is_requester: bool, now: Time) -> Result<(), Refusal> {
        let until = if is_requester {
            self.requester_until
        } else {
            self.report_end
        };
        let clock_stopped = is_requester && self.strangers != 0;
        if now > until && !clock_stopped {
            return Err(Reason::ReportWindowClosed { until }.into());
        }
        Ok(())
    }

    /// A fault opens.
    pub fn open(
        &mut self,
        step: StepNumber,
        fault: FaultId,
        batch_place: u8,
        side: Side,
        now: Time,
    ) -> Result<(), Refusal> {
        self.open |= step.bit();
        self.strangers |= set(side.stranger, step);
        self.requesters |= set(side.requester, step);
        let step = self.step_mut(step)?;
        step.fault = fault;
        step.batch_place = batch_place;
        if now > step.blocked_until {
            step.blocked_from = now;
        }
        Ok(())
    }

    /// A fault closes, or becomes an orphan.
    pub fn close(&mut self, step: StepNumber, now: Time, windows: &Windows) -> Result<(), Refusal> {
        self.extend(step, now, windows);
        if self.requesters & step.bit() != 0 {
            self.requester_closed = now;
        }
        let others = !step.bit();
        self.open &= others;
        self.strangers &= others;
        self.requesters &= others;
        self.step_mut(step)?.blocked_until = now.plus(windows.answer);
        Ok(())
    }

    /// The open fault of a step closes, or a called surety pays for it: the requester keeps its turn, and
    /// sureties stay bound for what may follow.
    pub fn extend(&mut self, step: StepNumber, now: Time, windows: &Windows) {
        if self.strangers & step.bit() != 0 {
            self.requester_until = self.requester_until.max(now.plus(windows.answer));
        }
        let last = now.max(self.requester_until);
        self.busy_until = self
            .busy_until
            .max(last.plus(windows.answer).plus(windows.recourse));
    }

    /// Whether a surety that paid last at `paid_at` may turn to `step` now.
    pub fn require_recourse_time(
        &self,
        step: StepNumber,
        paid_at: Time,
        now: Time,
        recourse: Seconds,
    ) -> Result<(), Refusal> {
        let before = (self.strangers | self.requesters).count_ones();
        if before != 0 {
            return Err(Reason::FaultsOpen { open: before }.into());
        }
        if now <= self.requester_until {
            return Err(Reason::RecourseNotYet {
                from: self.requester_until,
            }
            .into());
        }
        // While the step is taken nothing runs out.
        self.require_closed(step)?;
        let until = self
            .requester_until
            .max(self.requester_closed)
            .max(paid_at)
            .plus(recourse);
        let StepDocket {
            blocked_from,
            blocked_until,
            ..
        } = self.step(step);
        // Who was kept waiting while there was time still has some; whose time was out has none.
        let until = if blocked_from <= until {
            until.max(blocked_until)
        } else {
            until
        };
        if now > until {
            return Err(Reason::RecourseOver { until }.into());
        }
        Ok(())
    }

    /// Whether promises of this trace are over.
    pub fn require_over(&self, now: Time) -> Result<(), Refusal> {
        require_over(self.open_faults(), self.busy_until, now)
    }
}

/// The first `busy_until` of a trace or a batch.
pub fn first_busy_until(recorded_at: Time, windows: &Windows) -> Time {
    recorded_at
        .plus(windows.report)
        .plus(windows.answer)
        .plus(windows.recourse)
}

/// Whether promises are over that are bound until `busy_until`.
pub fn require_over(open: u32, busy_until: Time, now: Time) -> Result<(), Refusal> {
    if open != 0 {
        return Err(Reason::FaultsOpen { open }.into());
    }
    if now <= busy_until {
        return Err(Reason::StillPromised { until: busy_until }.into());
    }
    Ok(())
}

/// Whether pledges may still be made.
pub fn require_report_window(recorded_at: Time, terms: &Terms, now: Time) -> Result<(), Refusal> {
    let until = recorded_at.plus(terms.windows.report);
    if now > until {
        return Err(Reason::ReportWindowClosed { until }.into());
    }
    Ok(())
}

fn set(wanted: bool, step: StepNumber) -> u8 {
    if wanted {
        step.bit()
    } else {
        0
    }
}

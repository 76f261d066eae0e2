//! Times at their exact seconds: where two could meet, the one who was harmed wins.
//!
//! Shown to fail by: `<` for `<=` where a step's chain of faults begins in the last second of a recourse.

// Test code: a wrong index or an overflow is a failure, as it should be.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod scene;

use answerable_protocol::{Docket, FaultId, Reason, Refusal, Seconds, Side, StepNumber, Time};
use scene::{BENEFICIARY, OPENED, TERMS};

const STEP: StepNumber = StepNumber(1);
const RECOURSE: Seconds = TERMS.windows.recourse;
const REQUESTER: Side = Side {
    stranger: false,
    requester: true,
};
const STRANGER: Side = Side {
    stranger: true,
    requester: true,
};
const ANOTHER_SURETY: Side = Side {
    stranger: false,
    requester: false,
};

/// Recorded at t = 0; answers take 100 s, reports 1,000 s, recourse 300 s.
fn docket() -> Docket {
    Docket::new(BENEFICIARY, OPENED, &TERMS.windows)
}

fn t(seconds: u64) -> Time {
    Time(OPENED.0 + seconds)
}

fn open(docket: &mut Docket, side: Side, at: u64) {
    docket.open(STEP, FaultId(7), 0, side, t(at)).unwrap();
}

fn close(docket: &mut Docket, at: u64) {
    docket.close(STEP, t(at), &TERMS.windows).unwrap();
}

fn recourse(docket: &Docket, paid_at: Time, now: u64) -> Result<(), Refusal> {
    docket.require_recourse_time(STEP, paid_at, t(now), RECOURSE)
}

fn no<T>(reason: Reason) -> Result<T, Refusal> {
    Err(reason.into())
}

#[test]
fn a_quiet_trace() {
    let (docket, never) = (docket(), Time(0));
    for is_requester in [true, false] {
        let closed = Reason::ReportWindowClosed { until: t(1_000) };
        assert_eq!(docket.require_report_time(is_requester, t(1_000)), Ok(()));
        assert_eq!(
            docket.require_report_time(is_requester, t(1_001)),
            no(closed)
        );
    }
    let not_yet = Reason::RecourseNotYet { from: t(1_000) };
    assert_eq!(recourse(&docket, never, 1_000), no(not_yet));
    assert_eq!(recourse(&docket, never, 1_001), Ok(()));
    assert_eq!(recourse(&docket, never, 1_300), Ok(()));
    let over = Reason::RecourseOver { until: t(1_300) };
    assert_eq!(recourse(&docket, never, 1_301), no(over));
    assert_eq!(recourse(&docket, t(1_050), 1_350), Ok(()));
    let over = Reason::RecourseOver { until: t(1_350) };
    assert_eq!(recourse(&docket, t(1_050), 1_351), no(over));
    let promised = Reason::StillPromised { until: t(1_400) };
    assert_eq!(docket.require_over(t(1_400)), no(promised));
    assert_eq!(docket.require_over(t(1_401)), Ok(()));
}

#[test]
fn a_strangers_fault_stops_the_requesters_clock_and_leaves_it_a_window() {
    let mut docket = docket();
    open(&mut docket, STRANGER, 990);
    assert_eq!(docket.require_report_time(true, t(5_000)), Ok(()));
    let closed = Reason::ReportWindowClosed { until: t(1_000) };
    assert_eq!(docket.require_report_time(false, t(1_001)), no(closed));
    let open_fault = Reason::FaultsOpen { open: 1 };
    assert_eq!(recourse(&docket, t(0), 5_000), no(open_fault));
    assert_eq!(docket.require_over(t(9_000)), no(open_fault));

    close(&mut docket, 5_000);
    assert_eq!(docket.require_report_time(true, t(5_100)), Ok(()));
    let closed = Reason::ReportWindowClosed { until: t(5_100) };
    assert_eq!(docket.require_report_time(true, t(5_101)), no(closed));
    let promised = Reason::StillPromised { until: t(5_500) };
    assert_eq!(docket.require_over(t(5_500)), no(promised));
    assert_eq!(docket.require_over(t(5_501)), Ok(()));
}

#[test]
fn the_requesters_own_reports_give_it_no_time_but_recourse_waits_for_them() {
    let mut docket = docket();
    open(&mut docket, REQUESTER, 1_000);
    assert!(docket.require_report_time(true, t(1_001)).is_err());
    close(&mut docket, 1_200);
    assert!(docket.require_report_time(true, t(1_001)).is_err());
    assert_eq!(recourse(&docket, Time(0), 1_500), Ok(()));
    let over = Reason::RecourseOver { until: t(1_500) };
    assert_eq!(recourse(&docket, Time(0), 1_501), no(over));
    assert!(docket.require_over(t(1_600)).is_err());
    assert_eq!(docket.require_over(t(1_601)), Ok(()));
}

#[test]
fn a_recourse_that_was_kept_waiting_has_a_window_after_the_whole_chain() {
    let mut docket = docket();
    open(&mut docket, ANOTHER_SURETY, 1_300);
    let taken = Reason::StepHasOpenFault { fault: FaultId(7) };
    assert_eq!(recourse(&docket, Time(0), 1_999), no(taken));
    close(&mut docket, 2_000);
    assert_eq!(recourse(&docket, Time(0), 2_100), Ok(()));
    let over = Reason::RecourseOver { until: t(2_100) };
    assert_eq!(recourse(&docket, Time(0), 2_101), no(over));

    // The next one in the last second still belongs to the chain.
    open(&mut docket, ANOTHER_SURETY, 2_100);
    close(&mut docket, 2_500);
    assert_eq!(recourse(&docket, Time(0), 2_600), Ok(()));
    // One second later it begins another.
    open(&mut docket, ANOTHER_SURETY, 2_601);
    close(&mut docket, 3_000);
    let over = Reason::RecourseOver { until: t(1_300) };
    assert_eq!(recourse(&docket, Time(0), 3_000), no(over));
}

#[test]
fn a_recourse_whose_time_was_out_gets_none_from_later_faults() {
    let mut docket = docket();
    open(&mut docket, ANOTHER_SURETY, 1_301);
    close(&mut docket, 1_302);
    let over = Reason::RecourseOver { until: t(1_300) };
    assert_eq!(recourse(&docket, Time(0), 1_302), no(over));
}

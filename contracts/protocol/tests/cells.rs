//! Every record fits into one cell at its largest, and comes out of it as it went in.

// Test code: a wrong index or an overflow is a failure, as it should be.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

use answerable_protocol::{
    Account, Amount, Batch, BatchId, BatchPledge, Bps, Cell, Claim, Docket, Fault, FaultId, Filed,
    Kinds, Mandate, MandateId, Offer, OfferId, Office, Pledge, Pledges, Root, Seconds, Sheet,
    State, StepDocket, StepNumber, Steps, Tally, Terms, TermsId, Time, Totals, Trace, TraceId,
    Windows, LONGEST,
};
use ink::{Address, H160, H256};
use scale::{Decode, Encode};
use std::fmt::Debug;

// The largest of everything, so that no encoding can be longer.
const ADDRESS: Address = H160([0xff; 20]);
const HASH: H256 = H256([0xff; 32]);
const MUCH: Amount = Amount::new(u128::MAX);
const LATE: Time = Time(u64::MAX);
const LONG: Seconds = Seconds(u32::MAX);
const BPS: Bps = Bps(u16::MAX);
const TRACE: TraceId = TraceId(HASH);
const STEP: StepNumber = StepNumber(u8::MAX);
const TERMS_ID: TermsId = TermsId(u32::MAX);
const BATCH: BatchId = BatchId(u64::MAX);
const MANDATE: MandateId = MandateId(u64::MAX);
const OFFER: OfferId = OfferId(u64::MAX);
const FAULT: FaultId = FaultId(u64::MAX);
const TALLY: Tally = Tally {
    times: u32::MAX,
    amount: MUCH,
};
const WINDOWS: Windows = Windows {
    answer: LONG,
    ruling: LONG,
    report: LONG,
    recourse: LONG,
};
const TERMS: Terms = Terms {
    windows: WINDOWS,
    min_cover: MUCH,
    report_deposit: MUCH,
    contest_deposit: MUCH,
    lost_penalty: BPS,
    max_default_penalty: BPS,
    reporter_share: BPS,
};

fn kinds() -> Kinds {
    Kinds::new(0b11_1110).unwrap()
}

fn account() -> Account {
    Account {
        free: MUCH,
        locked: MUCH,
        honored: TALLY,
        defended: TALLY,
        lost: TALLY,
        undecided: TALLY,
        defaulted: TALLY,
        volunteered: TALLY,
    }
}

fn trace() -> Trace {
    Trace {
        recorder: ADDRESS,
        requester: ADDRESS,
        input: HASH,
        output: HASH,
        at: u64::MAX,
        recorded_at: LATE,
        terms: TERMS_ID,
        batch: BATCH,
        attested: u8::MAX,
        packed_steps: vec![0xff; usize::from(StepNumber::MOST) * Steps::STEP_LENGTH],
    }
}

fn docket() -> Docket {
    let step = StepDocket {
        fault: FAULT,
        batch_place: u8::MAX,
        batch_paid: MUCH,
        batch_paid_at: LATE,
        blocked_from: LATE,
        blocked_until: LATE,
    };
    Docket {
        requester: ADDRESS,
        report_end: LATE,
        requester_until: LATE,
        busy_until: LATE,
        requester_closed: LATE,
        open: u8::MAX,
        strangers: u8::MAX,
        requesters: u8::MAX,
        covers: [MUCH; 5],
        steps: [step; 5],
    }
}

fn pledges() -> Pledges {
    let pledge = Pledge {
        surety: ADDRESS,
        cover: MUCH,
        left: MUCH,
        mandate: MANDATE,
        paid_at: LATE,
        kept: true,
    };
    Pledges(vec![pledge; Pledges::PLACES.into()])
}

fn batch() -> Batch {
    let pledge = BatchPledge {
        mandate: MANDATE,
        surety: ADDRESS,
        actor: ADDRESS,
        kinds: kinds(),
        per_trace: MUCH,
        locked_left: MUCH,
    };
    Batch {
        recorder: ADDRESS,
        root: Root(HASH),
        depth: u8::MAX,
        anchored_at: LATE,
        terms: TERMS_ID,
        busy_until: LATE,
        open: u32::MAX,
        pledges: vec![pledge; Batch::PLACES.into()],
    }
}

fn mandate() -> Mandate {
    Mandate {
        surety: ADDRESS,
        actor: ADDRESS,
        kinds: kinds(),
        recorder: ADDRESS,
        terms: TERMS_ID,
        per_trace: MUCH,
        limit: MUCH,
        outstanding: MUCH,
        premium_bps: BPS,
        until: LATE,
        revoked: true,
    }
}

fn offer() -> Offer {
    Offer {
        trace: TRACE,
        step: STEP,
        payer: ADDRESS,
        cover: MUCH,
        cover_left: MUCH,
        premium: MUCH,
        premium_left: MUCH,
        until: LATE,
    }
}

fn fault() -> Fault {
    let filed = Filed {
        trace: TRACE,
        step: STEP,
        recourse: true,
        reporter: ADDRESS,
        beneficiary: ADDRESS,
        recorder: ADDRESS,
        governance: ADDRESS,
        evidence: HASH,
        report_end: LATE,
        batch: BATCH,
        batch_place: u8::MAX,
        terms: TERMS_ID,
    };
    Fault {
        filed,
        terms: TERMS,
        state: State::Unanswered,
        layer: u8::MAX,
        called: ADDRESS,
        deadline: LATE,
        loss: MUCH,
        paid: MUCH,
        conceded: MUCH,
        defaulted: MUCH,
        report_deposit: MUCH,
        contest_deposit: MUCH,
    }
}

fn claim() -> Claim {
    Claim {
        claimed: MUCH,
        recovered: MUCH,
        filed: u8::MAX,
    }
}

fn office() -> Office {
    Office {
        governance: ADDRESS,
        proposed: ADDRESS,
        treasury: ADDRESS,
        intake_open: true,
        terms: TERMS_ID,
        shortest: WINDOWS,
    }
}

fn totals() -> Totals {
    Totals {
        accounted: MUCH,
        locked: MUCH,
        deposits: MUCH,
        premiums: MUCH,
        traces: u64::MAX,
        batches: BATCH,
        mandates: MANDATE,
        offers: OFFER,
        faults: FAULT,
    }
}

fn size<T: Cell + Encode + Decode + PartialEq + Debug>(name: &str, value: &T) -> usize {
    let mut sheet = Sheet::default();
    value.write(&mut sheet);
    let length = sheet.len();
    let mut room = Vec::from(sheet);
    room.resize(LONGEST, 0);
    assert_eq!(T::read(&room, length).as_ref(), Some(value), "{name}");
    assert_eq!(
        T::decode(&mut &*value.encode()).as_ref(),
        Ok(value),
        "{name}"
    );
    println!("{name:<10} {length:>4} bytes");
    length
}

#[test]
fn the_largest_of_everything_fits_into_a_cell() {
    let sizes = [
        (office(), TERMS, totals(), ADDRESS).encode().len(),
        size("account", &account()),
        size("trace", &trace()),
        size("docket", &docket()),
        size("pledges", &pledges()),
        size("batch", &batch()),
        size("mandate", &mandate()),
        size("offer", &offer()),
        size("fault", &fault()),
        size("claim", &claim()),
        size("terms", &TERMS),
    ];
    assert!(sizes.iter().all(|size| *size <= LONGEST), "{sizes:?}");
}

/// The empty ones, too: what is read back is what was written, whatever its length.
#[test]
fn what_has_no_pledges_or_steps_comes_out_as_it_went_in() {
    size("pledges", &Pledges::default());
    let bare = Batch {
        pledges: Vec::new(),
        ..batch()
    };
    size("batch", &bare);
    let one = Pledges(pledges().0[..1].to_vec());
    size("pledge", &one);
    let step = Trace {
        packed_steps: vec![1; Steps::STEP_LENGTH],
        ..trace()
    };
    size("trace", &step);
}

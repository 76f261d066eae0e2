//! A report that a step failed, and its life until it is closed.

use crate::{Amount, BatchId, StepNumber, Terms, TermsId, Time, TraceId};
use ink::{Address, H256};

/// Where a fault stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ink::SolEncode, ink::SolDecode)]
#[cfg_attr(
    feature = "std",
    derive(scale_info::TypeInfo, ink::storage::traits::StorageLayout)
)]
#[repr(u8)]
pub enum State {
    /// A surety is called and may own up or contest.
    Answering = 1,
    /// The called surety contested; governance rules.
    Contested = 2,
    /// The called surety was silent; governance slashes or pardons.
    Defaulted = 3,
    /// Nobody answers for what is unpaid; anybody may.
    Orphaned = 4,
    /// Closed: the whole loss was paid.
    MadeGood = 5,
    /// Closed: the reporter took the report back.
    Withdrawn = 6,
    /// Closed: governance found no fault.
    Dismissed = 7,
    /// Closed: governance found the report abusive.
    Pardoned = 8,
    /// Closed: nobody answered for the rest.
    Unanswered = 9,
}

packed_as!(State, u8, |state| *state as u8, State::from_byte);
worded_as!(State, |state| *state as u64);

impl State {
    /// Only states were ever stored.
    fn from_byte(byte: u8) -> Self {
        match byte {
            1 => Self::Answering,
            2 => Self::Contested,
            3 => Self::Defaulted,
            4 => Self::Orphaned,
            5 => Self::MadeGood,
            6 => Self::Withdrawn,
            7 => Self::Dismissed,
            8 => Self::Pardoned,
            _ => Self::Unanswered,
        }
    }
}

cell! {
    /// What a fault is about. It never changes.
    pub struct Filed {
        pub trace: TraceId,
        pub step: StepNumber,
        /// A surety that paid turns to an earlier step.
        pub recourse: bool,
        pub reporter: Address,
        /// Who was harmed, and to whom the money goes.
        pub beneficiary: Address,
        pub recorder: Address,
        /// Governance when it was filed.
        pub governance: Address,
        pub evidence: H256,
        /// When the report window of the trace ends.
        pub report_end: Time,
        pub batch: BatchId,
        /// The place of the batch's pledge that answers for the step, from 1, or zero.
        pub batch_place: u8,
        pub terms: TermsId,
    }
}

cell! {
    /// A fault.
    pub struct Fault {
        pub filed: Filed,
        /// A copy, as they never change: no act on a fault needs to look them up.
        pub terms: Terms,
        pub state: State,
        /// The called layer: 0 is the batch's pledge, the step's own follow from 1.
        pub layer: u8,
        /// The called surety, or zero.
        pub called: Address,
        pub deadline: Time,
        pub loss: Amount,
        pub paid: Amount,
        /// What the called surety admits.
        pub conceded: Amount,
        /// What the called surety's default counted for.
        pub defaulted: Amount,
        pub report_deposit: Amount,
        pub contest_deposit: Amount,
    }
}

impl Fault {
    /// A fault before anybody is called.
    pub fn new(filed: Filed, terms: Terms, loss: Amount) -> Self {
        Self {
            filed,
            terms,
            state: State::Answering,
            layer: 0,
            called: Address::zero(),
            deadline: Time::default(),
            loss,
            paid: Amount::ZERO,
            conceded: Amount::ZERO,
            defaulted: Amount::ZERO,
            report_deposit: terms.report_deposit,
            contest_deposit: Amount::ZERO,
        }
    }
}

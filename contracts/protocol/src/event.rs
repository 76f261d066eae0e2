//! Everything that happens, told so that all records can be rebuilt from it.

use crate::{
    Amount, BatchId, Bps, FaultId, Kinds, MandateId, OfferId, Root, Standing, State, StepNumber,
    Terms, TermsId, Time, TraceId,
};
use ink::{prelude::string::String, sol::DynBytes, Address, H256};

macro_rules! what_happens_to_faults {
    ($($name:ident),* $(,)?) => {
        /// What an act on a fault tells.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Event {
            $($name($name),)*
        }

        $(
            impl From<$name> for Event {
                fn from(event: $name) -> Self {
                    Self::$name(event)
                }
            }
        )*
    };
}

what_happens_to_faults! {
    Called, Closed, Contested, Defaulted, Defended, DepositMoved, Orphaned, Paid, Slashed, Upheld,
    Volunteered,
}

/// Money arrived in an account.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct Deposited {
    #[ink(topic)]
    pub account: Address,
    pub amount: Amount,
}

/// Money left the contract, to the account's own address.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct Withdrawn {
    #[ink(topic)]
    pub account: Address,
    pub amount: Amount,
}

#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct Recorded {
    #[ink(topic)]
    pub trace: TraceId,
    #[ink(topic)]
    pub recorder: Address,
    #[ink(topic)]
    pub requester: Address,
    pub input: H256,
    pub output: H256,
    pub at: u64,
    pub terms: TermsId,
    pub steps: DynBytes,
}

#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct Anchored {
    #[ink(topic)]
    pub batch: BatchId,
    #[ink(topic)]
    pub recorder: Address,
    pub root: Root,
    pub depth: u8,
    pub uri_hash: H256,
    pub terms: TermsId,
}

#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct Opened {
    #[ink(topic)]
    pub trace: TraceId,
    #[ink(topic)]
    pub batch: BatchId,
    #[ink(topic)]
    pub requester: Address,
    pub input: H256,
    pub output: H256,
    pub at: u64,
    pub steps: DynBytes,
}

/// The step's actor confirmed it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct Attested {
    #[ink(topic)]
    pub trace: TraceId,
    pub step: StepNumber,
}

/// The premium comes from the offer, or from the recorder where there is a mandate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct Pledged {
    #[ink(topic)]
    pub trace: TraceId,
    #[ink(topic)]
    pub surety: Address,
    pub step: StepNumber,
    pub cover: Amount,
    pub reserved: Amount,
    pub mandate: MandateId,
    pub offer: OfferId,
    pub premium: Amount,
}

#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct BatchPledged {
    #[ink(topic)]
    pub batch: BatchId,
    #[ink(topic)]
    pub surety: Address,
    pub mandate: MandateId,
    pub per_trace: Amount,
    pub reserved: Amount,
    pub premium: Amount,
}

#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct Offered {
    #[ink(topic)]
    pub offer: OfferId,
    #[ink(topic)]
    pub trace: TraceId,
    #[ink(topic)]
    pub payer: Address,
    pub step: StepNumber,
    pub cover: Amount,
    pub premium: Amount,
    pub until: Time,
}

#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct OfferWithdrawn {
    #[ink(topic)]
    pub offer: OfferId,
    pub amount: Amount,
}

#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct Granted {
    #[ink(topic)]
    pub mandate: MandateId,
    #[ink(topic)]
    pub surety: Address,
    #[ink(topic)]
    pub recorder: Address,
    pub actor: Address,
    pub kinds: Kinds,
    pub terms: TermsId,
    pub per_trace: Amount,
    pub limit: Amount,
    pub premium_bps: Bps,
    pub until: Time,
}

#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct Revoked {
    #[ink(topic)]
    pub mandate: MandateId,
}

/// All pledges of the step itself are free.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct Released {
    #[ink(topic)]
    pub trace: TraceId,
    pub step: StepNumber,
}

/// All pledges of the batch are free.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct BatchReleased {
    #[ink(topic)]
    pub batch: BatchId,
}

#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct Reported {
    #[ink(topic)]
    pub fault: FaultId,
    #[ink(topic)]
    pub trace: TraceId,
    #[ink(topic)]
    pub reporter: Address,
    pub step: StepNumber,
    pub beneficiary: Address,
    pub recourse: bool,
    pub loss: Amount,
    pub deposit: Amount,
    pub evidence: H256,
    pub uri: String,
}

/// It is this surety's turn to answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct Called {
    #[ink(topic)]
    pub fault: FaultId,
    #[ink(topic)]
    pub surety: Address,
    pub layer: u8,
    pub deadline: Time,
}

#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct Contested {
    #[ink(topic)]
    pub fault: FaultId,
    #[ink(topic)]
    pub surety: Address,
    pub conceded: Amount,
    pub deposit: Amount,
    pub defence: H256,
    pub deadline: Time,
}

/// `due` is zero if the default moved no counter.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct Defaulted {
    #[ink(topic)]
    pub fault: FaultId,
    #[ink(topic)]
    pub surety: Address,
    pub due: Amount,
    pub deadline: Time,
}

/// Governance ruled this loss.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct Upheld {
    #[ink(topic)]
    pub fault: FaultId,
    pub loss: Amount,
}

/// Governance slashed the defaulter by these basis points on top of what is paid.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct Slashed {
    #[ink(topic)]
    pub fault: FaultId,
    pub bps: Bps,
}

/// A called surety paid; `standing` is the counter that moved, by `counted`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct Paid {
    #[ink(topic)]
    pub fault: FaultId,
    #[ink(topic)]
    pub surety: Address,
    #[ink(topic)]
    pub beneficiary: Address,
    pub amount: Amount,
    pub penalty: Amount,
    pub to_reporter: Amount,
    pub unlocked: Amount,
    pub standing: Standing,
    pub counted: Amount,
}

/// `amount` is zero if it moved no counter.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct Defended {
    #[ink(topic)]
    pub fault: FaultId,
    #[ink(topic)]
    pub surety: Address,
    pub amount: Amount,
}

/// The deposit of a report or of a contest left the fault.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct DepositMoved {
    #[ink(topic)]
    pub fault: FaultId,
    #[ink(topic)]
    pub to: Address,
    pub amount: Amount,
}

/// Nobody answers for what is unpaid.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct Orphaned {
    #[ink(topic)]
    pub fault: FaultId,
    pub unpaid: Amount,
    pub deadline: Time,
}

/// `counted` is zero unless this payment closed the fault and moved the counter.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct Volunteered {
    #[ink(topic)]
    pub fault: FaultId,
    #[ink(topic)]
    pub volunteer: Address,
    pub amount: Amount,
    pub counted: Amount,
}

#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct Closed {
    #[ink(topic)]
    pub fault: FaultId,
    pub state: State,
    pub unpaid: Amount,
}

#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct TermsAdded {
    #[ink(topic)]
    pub terms: TermsId,
    pub content: Terms,
}

#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct TreasurySet {
    #[ink(topic)]
    pub treasury: Address,
}

#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct IntakeSet {
    pub open: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct GovernanceProposed {
    #[ink(topic)]
    pub proposed: Address,
}

#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::event]
pub struct GovernanceAccepted {
    #[ink(topic)]
    pub governance: Address,
}

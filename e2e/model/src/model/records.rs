use crate::{Address, Hash, StepData, TraceData};

/// Where a token can be. Every token in the contract is in one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pot {
    Free(Address),
    Pledge(usize),
    ReportDeposit(u64),
    ContestDeposit(u64),
    Premium(u64),
}

#[derive(Clone, Debug)]
pub struct TraceRecord {
    pub recorder: Address,
    pub data: TraceData,
    pub steps: Vec<StepData>,
    pub attested: Vec<u8>,
    pub recorded_at: u64,
    pub terms: u32,
    /// Zero unless opened out of a batch.
    pub batch: u64,
}

#[derive(Clone, Debug)]
pub struct BatchRecord {
    pub recorder: Address,
    pub root: Hash,
    pub depth: u8,
    pub uri_hash: Hash,
    pub anchored_at: u64,
    pub terms: u32,
}

#[derive(Clone, Debug)]
pub struct MandateRecord {
    pub surety: Address,
    pub actor: Address,
    pub kinds: u8,
    pub recorder: Address,
    pub terms: u32,
    pub per_trace: u128,
    pub limit: u128,
    pub premium_bps: u16,
    pub until: u64,
    pub revoked: bool,
}

#[derive(Clone, Debug)]
pub struct OfferRecord {
    pub trace: Hash,
    pub step: u8,
    pub payer: Address,
    pub cover: u128,
    pub premium: u128,
    pub until: u64,
    pub withdrawn: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Step(Hash, u8),
    Batch(u64),
}

#[derive(Clone, Debug)]
pub struct PledgeRecord {
    pub place: Place,
    pub surety: Address,
    /// For one trace.
    pub cover: u128,
    /// In how many traces it answers.
    pub traces: u128,
    /// Zero unless drawn.
    pub mandate: u64,
    /// The offer that it took, or zero.
    pub offer: u64,
    pub terms: u32,
    pub released: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Answering,
    Contested { conceded: u128 },
    Defaulted,
    Orphaned,
    MadeGood,
    Withdrawn,
    Dismissed,
    Pardoned,
    Unanswered,
}

impl State {
    pub fn number(&self) -> u8 {
        match self {
            Self::Answering => 1,
            Self::Contested { .. } => 2,
            Self::Defaulted => 3,
            Self::Orphaned => 4,
            Self::MadeGood => 5,
            Self::Withdrawn => 6,
            Self::Dismissed => 7,
            Self::Pardoned => 8,
            Self::Unanswered => 9,
        }
    }
}

#[derive(Clone, Debug)]
pub struct FaultRecord {
    pub trace: Hash,
    pub step: u8,
    pub reporter: Address,
    pub beneficiary: Address,
    /// Who governed when it was opened.
    pub governance: Address,
    /// For recourse: all that the claimant had paid for later steps when it filed.
    pub claimed: Option<u128>,
    pub loss: u128,
    pub evidence: Hash,
    pub opened_at: u64,
    pub state: State,
    /// Of the answer, the ruling, or the orphan.
    pub deadline: u64,
    /// The called layer and its pledge.
    pub called: Option<(u8, usize)>,
    pub orphaned_at: Option<u64>,
    pub ended_at: Option<u64>,
}

impl FaultRecord {
    /// When it closed, in the sense of counts, extensions and deposits.
    pub fn closed_at(&self) -> Option<u64> {
        self.orphaned_at.or(self.ended_at)
    }

    pub fn open(&self) -> bool {
        self.closed_at().is_none()
    }

    pub fn recourse(&self) -> bool {
        self.claimed.is_some()
    }
}

/// Money that reached a fault's beneficiary, never zero.
#[derive(Clone, Debug)]
pub struct Payment {
    pub at: u64,
    pub fault: u64,
    pub payer: Address,
    /// None if a volunteer paid.
    pub pledge: Option<usize>,
    pub amount: u128,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Honored,
    Defended,
    Lost,
    Undecided,
    Defaulted,
    Volunteered,
}

/// Something that counts for or against an account for good.
#[derive(Clone, Debug)]
pub struct Mark {
    pub fault: u64,
    pub layer: u8,
    pub account: Address,
    pub standing: Standing,
    pub amount: u128,
    /// By a pardon.
    pub taken_back: bool,
}

use crate::{Address, Hash};

/// Windows, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Windows {
    pub answer: u32,
    pub ruling: u32,
    pub report: u32,
    pub recourse: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    pub windows: Windows,
    pub min_cover: u128,
    pub report_deposit: u128,
    pub contest_deposit: u128,
    pub lost_penalty_bps: u16,
    pub max_default_penalty_bps: u16,
    pub reporter_share_bps: u16,
}

impl Terms {
    pub fn answer(&self) -> u64 {
        self.windows.answer.into()
    }

    pub fn ruling(&self) -> u64 {
        self.windows.ruling.into()
    }

    pub fn report(&self) -> u64 {
        self.windows.report.into()
    }

    pub fn recourse(&self) -> u64 {
        self.windows.recourse.into()
    }

    /// What a cover keeps locked, if that fits.
    pub fn checked_reserve(&self, cover: u128) -> Option<u128> {
        let bps = u128::from(self.max_default_penalty_bps);
        // Whole ten-thousands first: the product of the whole would not fit for large covers.
        let whole = (cover / 10_000).checked_mul(bps)?;
        let part = (cover % 10_000 * bps).div_ceil(10_000);
        cover.checked_add(whole)?.checked_add(part)
    }

    /// What a cover keeps locked.
    pub fn reserve(&self, cover: u128) -> u128 {
        self.checked_reserve(cover).unwrap_or(u128::MAX)
    }
}

/// A trace as its requester holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceData {
    pub requester: Address,
    pub input: Hash,
    pub output: Hash,
    pub at: u64,
    pub steps: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draw {
    pub step: u8,
    pub mandate: u64,
    pub amount: u128,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BatchDraw {
    pub mandate: u64,
    pub per_trace: u128,
}

/// Every message of IAnswerable.sol that changes something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    Deposit,
    Withdraw {
        amount: u128,
    },

    Record {
        data: TraceData,
        terms: u32,
    },
    RecordCovered {
        data: TraceData,
        terms: u32,
        cover: Vec<Draw>,
    },
    Anchor {
        root: Hash,
        depth: u8,
        uri_hash: Hash,
        terms: u32,
    },
    AnchorCovered {
        root: Hash,
        depth: u8,
        uri_hash: Hash,
        terms: u32,
        cover: Vec<BatchDraw>,
    },
    Open {
        batch: u64,
        data: TraceData,
        proof: Vec<Hash>,
    },
    OpenAndReport {
        batch: u64,
        data: TraceData,
        proof: Vec<Hash>,
        step: u8,
        loss: u128,
        evidence: Hash,
        uri: String,
    },
    Attest {
        trace: Hash,
        step: u8,
    },

    Pledge {
        trace: Hash,
        step: u8,
        cover: u128,
    },
    PledgeForOffer {
        offer: u64,
        cover: u128,
        least_premium: u128,
    },
    Offer {
        trace: Hash,
        step: u8,
        cover: u128,
        premium: u128,
        until: u64,
    },
    WithdrawOffer {
        offer: u64,
    },
    Grant {
        actor: Address,
        kinds: u8,
        recorder: Address,
        terms: u32,
        per_trace: u128,
        limit: u128,
        premium_bps: u16,
        until: u64,
    },
    Revoke {
        mandate: u64,
    },
    Release {
        trace: Hash,
        step: u8,
    },
    ReleaseBatch {
        batch: u64,
    },

    Report {
        trace: Hash,
        step: u8,
        loss: u128,
        evidence: Hash,
        uri: String,
    },
    Recourse {
        trace: Hash,
        step: u8,
        evidence: Hash,
        uri: String,
    },
    OwnUp {
        fault: u64,
    },
    Contest {
        fault: u64,
        conceded: u128,
        defence: Hash,
    },
    WithdrawReport {
        fault: u64,
    },
    DeclareDefault {
        fault: u64,
    },
    StepForward {
        fault: u64,
        max: u128,
    },
    Settle {
        fault: u64,
    },

    RuleUphold {
        fault: u64,
        loss: u128,
    },
    RuleDismiss {
        fault: u64,
    },
    Slash {
        fault: u64,
        bps: u16,
    },
    Pardon {
        fault: u64,
    },
    AddTerms {
        content: Terms,
    },
    SetTreasury {
        treasury: Address,
    },
    SetIntake {
        open: bool,
    },
    ProposeGovernance {
        proposed: Address,
    },
    AcceptGovernance,
}

impl Act {
    /// Whether value may come with it.
    pub fn payable(&self) -> bool {
        matches!(
            self,
            Self::Deposit
                | Self::RecordCovered { .. }
                | Self::AnchorCovered { .. }
                | Self::OpenAndReport { .. }
                | Self::Pledge { .. }
                | Self::PledgeForOffer { .. }
                | Self::Offer { .. }
                | Self::Grant { .. }
                | Self::Report { .. }
                | Self::Recourse { .. }
                | Self::Contest { .. }
                | Self::StepForward { .. }
        )
    }

    /// The fault it is about, if it is about one.
    pub fn fault(&self) -> Option<u64> {
        match self {
            Self::OwnUp { fault }
            | Self::Contest { fault, .. }
            | Self::WithdrawReport { fault }
            | Self::DeclareDefault { fault }
            | Self::StepForward { fault, .. }
            | Self::Settle { fault }
            | Self::RuleUphold { fault, .. }
            | Self::RuleDismiss { fault }
            | Self::Slash { fault, .. }
            | Self::Pardon { fault } => Some(*fault),
            _ => None,
        }
    }
}

/// What a message gives back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Nothing,
    Trace(Hash),
    Batch(u64),
    Mandate(u64),
    Offer(u64),
    Fault(u64),
    Terms(u32),
}

/// One message as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub now: u64,
    pub caller: Address,
    pub value: u128,
    pub act: Act,
}

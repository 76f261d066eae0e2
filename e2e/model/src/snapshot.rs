//! Everything that the views show, in one comparable value.

mod build;
mod lines;

use crate::{Address, Hash, Terms, Windows};
use std::collections::BTreeMap;

/// How often something happened to an account, and for how much in all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub times: u32,
    pub amount: u128,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AccountView {
    pub free: u128,
    pub locked: u128,
    pub honored: Tally,
    pub defended: Tally,
    pub lost: Tally,
    pub undecided: Tally,
    pub defaulted: Tally,
    pub volunteered: Tally,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceView {
    pub recorder: Address,
    pub requester: Address,
    pub input: Hash,
    pub output: Hash,
    pub at: u64,
    pub recorded_at: u64,
    pub terms: u32,
    /// Zero unless opened out of a batch.
    pub batch: u64,
    pub requester_until: u64,
    pub busy_until: u64,
    pub steps: Vec<StepView>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepView {
    pub kind: u8,
    pub actor: Address,
    pub commitment: Hash,
    pub attested: bool,
    /// The open fault on the step, or zero.
    pub fault: u64,
    pub pledges: Vec<PledgeView>,
    /// `whoAnswers`: the layers with something left.
    pub answers: Vec<LayerView>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PledgeView {
    pub surety: Address,
    pub cover: u128,
    pub left: u128,
    pub mandate: u64,
    pub paid_at: u64,
    pub kept: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LayerView {
    pub surety: Address,
    pub left: u128,
    pub until: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchView {
    pub recorder: Address,
    pub root: Hash,
    pub depth: u8,
    pub anchored_at: u64,
    pub terms: u32,
    pub busy_until: u64,
    pub open_faults: u32,
    pub pledges: Vec<BatchPledgeView>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BatchPledgeView {
    pub mandate: u64,
    pub surety: Address,
    pub actor: Address,
    pub kinds: u8,
    pub per_trace: u128,
    pub locked_left: u128,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MandateView {
    pub surety: Address,
    pub actor: Address,
    pub kinds: u8,
    pub recorder: Address,
    pub terms: u32,
    pub per_trace: u128,
    pub limit: u128,
    pub outstanding: u128,
    pub premium_bps: u16,
    pub until: u64,
    pub revoked: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferView {
    pub trace: Hash,
    pub step: u8,
    pub payer: Address,
    pub cover: u128,
    pub cover_left: u128,
    pub premium: u128,
    pub premium_left: u128,
    pub until: u64,
}

/// Fields that mean nothing in a state are zero in it, see [`FaultView::meaningful`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultView {
    pub trace: Hash,
    pub step: u8,
    pub state: u8,
    /// The called layer.
    pub layer: u8,
    pub called: Address,
    pub deadline: u64,
    pub reporter: Address,
    pub beneficiary: Address,
    pub recorder: Address,
    pub governance: Address,
    pub recourse: bool,
    pub loss: u128,
    pub paid: u128,
    pub conceded: u128,
    /// What the default of the called layer counted for.
    pub defaulted: u128,
    pub report_deposit: u128,
    pub contest_deposit: u128,
    pub evidence: Hash,
    pub report_end: u64,
    pub batch: u64,
    /// Which pledge of the batch answers, from 1; zero if none.
    pub batch_pledge: u8,
    pub terms_id: u32,
    pub terms: Terms,
}

impl FaultView {
    pub const ANSWERING: u8 = 1;
    pub const CONTESTED: u8 = 2;
    pub const DEFAULTED: u8 = 3;
    pub const ORPHANED: u8 = 4;

    /// Somebody is called.
    pub fn open(&self) -> bool {
        (Self::ANSWERING..=Self::DEFAULTED).contains(&self.state)
    }

    /// Nothing can happen to it any more.
    pub fn over(&self) -> bool {
        self.state > Self::ORPHANED
    }

    /// Zeroes what has no meaning in this state. Which pledge of a batch would answer is a matter of
    /// the code, and means something only while the batch pledge is called.
    pub fn meaningful(mut self) -> Self {
        if !self.open() {
            self.called = Address::ZERO;
            self.layer = 0;
        }
        if self.over() {
            self.deadline = 0;
        }
        if self.state != Self::CONTESTED {
            self.conceded = 0;
        }
        if self.state != Self::DEFAULTED {
            self.defaulted = 0;
        }
        if !self.open() || self.layer > 0 {
            self.batch_pledge = 0;
        }
        self
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TotalsView {
    pub accounted: u128,
    pub locked: u128,
    pub deposits: u128,
    pub premiums: u128,
    pub traces: u64,
    pub batches: u64,
    pub mandates: u64,
    pub offers: u64,
    pub faults: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfficeView {
    pub governance: Address,
    pub proposed: Address,
    pub treasury: Address,
    pub intake_open: bool,
    pub terms: u32,
    pub shortest: Windows,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Only accounts about which there is something to show.
    pub accounts: BTreeMap<Address, AccountView>,
    pub traces: BTreeMap<Hash, TraceView>,
    pub batches: BTreeMap<u64, BatchView>,
    pub mandates: BTreeMap<u64, MandateView>,
    /// Only those that were not withdrawn.
    pub offers: BTreeMap<u64, OfferView>,
    pub faults: BTreeMap<u64, FaultView>,
    pub terms: BTreeMap<u32, Terms>,
    pub totals: TotalsView,
    pub office: OfficeView,
}

impl Snapshot {
    pub fn account(&self, account: Address) -> AccountView {
        self.accounts.get(&account).copied().unwrap_or_default()
    }

    pub fn step(&self, trace: Hash, step: u8) -> Option<&StepView> {
        self.traces
            .get(&trace)?
            .steps
            .get(usize::from(step).checked_sub(1)?)
    }
}

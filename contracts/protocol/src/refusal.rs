//! Why something is refused, with the values one needs to put it right.

use crate::{
    Amount, BatchId, Bps, FaultId, Kinds, MandateId, OfferId, Seconds, State, StepNumber, TermsId,
    Time, TraceId,
};
use ink::{
    prelude::{boxed::Box, vec::Vec},
    sol::{SolErrorDecode, SolErrorEncode},
    Address, U256,
};

/// That something is refused, and why.
///
/// The reason is boxed: it is large and rare, and results are everywhere. Results of one word make the
/// contract smaller by a fifth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(Box<Reason>);

impl Refusal {
    pub fn reason(&self) -> Reason {
        *self.0
    }
}

impl From<Reason> for Refusal {
    #[cold]
    #[inline(never)]
    fn from(reason: Reason) -> Self {
        Self(Box::new(reason))
    }
}

impl SolErrorEncode for Refusal {
    fn encode(&self) -> Vec<u8> {
        self.0.encode()
    }
}

impl SolErrorDecode for Refusal {
    fn decode(data: &[u8]) -> Result<Self, ink::sol::Error> {
        Reason::decode(data).map(Self::from)
    }
}

/// Every reason for which an act is refused. Each is a Solidity custom error of the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[ink::error]
pub enum Reason {
    /// The argument that begins after so many bytes of arguments is missing, or does not fit its type.
    InvalidCalldata {
        at: u32,
    },
    /// An amount of zero would mean nothing here.
    ZeroAmount,
    /// Amounts are kept in 128 bits; this one does not fit.
    AmountTooLarge {
        amount: U256,
    },
    /// The account's free money does not reach.
    InsufficientFree {
        account: Address,
        needed: Amount,
        free: Amount,
    },
    /// The receiver of a withdrawal did not accept the money.
    PaymentRejected {
        amount: Amount,
    },
    /// A hash of nothing would mean nothing here.
    EmptyHash,
    /// Nobody, or the contract itself, cannot be this.
    InvalidAddress {
        given: Address,
    },
    /// Governance stopped new records, offers and pledges.
    IntakeClosed,
    /// The books do not add up. Nothing was changed; this is a bug to report.
    Unsound,

    /// The current terms are others than the caller expects.
    TermsChanged {
        current: TermsId,
    },
    UnknownTrace {
        trace: TraceId,
    },
    /// Steps are numbered from 1 to `steps`.
    UnknownStep {
        step: StepNumber,
        steps: u8,
    },
    UnknownBatch {
        batch: BatchId,
    },
    UnknownMandate {
        mandate: MandateId,
    },
    UnknownOffer {
        offer: OfferId,
    },
    UnknownFault {
        fault: FaultId,
    },
    UnknownTerms {
        terms: TermsId,
    },

    /// Steps are packed, 53 bytes each, one to five of them.
    InvalidSteps {
        length: U256,
    },
    /// Kinds are 1 to 5.
    UnknownKind {
        step: StepNumber,
        kind: u8,
    },
    AlreadyRecorded {
        trace: TraceId,
    },
    BatchTooDeep {
        depth: u8,
        deepest: u8,
    },
    /// The proof does not lead from the trace to the batch's root.
    NotInBatch {
        trace: TraceId,
    },
    NotTheActor {
        actor: Address,
    },
    AlreadyAttested {
        step: StepNumber,
    },

    CoverTooSmall {
        least: Amount,
    },
    StepHasOpenFault {
        fault: FaultId,
    },
    ReportWindowClosed {
        until: Time,
    },
    /// All places for pledges of this sort are taken.
    PledgesFull {
        places: u8,
    },
    AlreadyPledged {
        surety: Address,
    },
    Expired {
        until: Time,
    },
    OfferExhausted {
        offer: OfferId,
    },
    /// The premium left is below what the surety expects.
    PremiumTooSmall {
        premium: Amount,
    },
    NotThePayer {
        payer: Address,
    },
    /// Kinds are a set of `1 << kind`, not empty.
    InvalidKinds {
        kinds: u8,
    },
    NotTheSurety {
        surety: Address,
    },
    MandateRevoked {
        mandate: MandateId,
    },
    MandateForRecorder {
        recorder: Address,
    },
    MandateForActor {
        actor: Address,
    },
    MandateForKinds {
        kinds: Kinds,
    },
    MandateForTerms {
        terms: TermsId,
    },
    OverPerTrace {
        per_trace: Amount,
    },
    OverOutstanding {
        room: Amount,
    },
    /// A batch has at most one pledge for an actor.
    ActorCovered {
        actor: Address,
    },
    NoDraws,
    TooManyDraws {
        most: U256,
    },
    /// The promise is not over before this moment has passed.
    StillPromised {
        until: Time,
    },
    FaultsOpen {
        open: u32,
    },
    NothingToRelease,
    /// The first step that has less cover than asked for, and until when its trace's cover is promised.
    NotCovered {
        step: StepNumber,
        cover: Amount,
        until: Time,
    },

    WrongState {
        state: State,
    },
    TooLate {
        deadline: Time,
    },
    TooEarly {
        deadline: Time,
    },
    NotCalled {
        called: Address,
    },
    NotTheReporter {
        reporter: Address,
    },
    SomethingPaid {
        paid: Amount,
    },
    /// All that is due was conceded: own up.
    NothingContested {
        due: Amount,
    },
    LossTooLarge {
        reported: Amount,
    },
    UriTooLong {
        most: U256,
    },
    SlashOutOfBounds {
        above: Bps,
        most: Bps,
    },
    /// Nobody judges their own case.
    OwnCase {
        party: Address,
    },
    /// The one who was harmed does not make it right.
    OwnLoss,
    RecourseNotYet {
        from: Time,
    },
    RecourseOver {
        until: Time,
    },
    RecourseUsed {
        step: StepNumber,
    },
    NothingToRecover {
        recoverable: Amount,
        least: Amount,
    },

    NotGovernance {
        governance: Address,
    },
    NotProposed {
        proposed: Address,
    },
    WindowOutOfBounds {
        shortest: Seconds,
        longest: Seconds,
    },
    BpsOutOfBounds {
        most: Bps,
    },
    PenaltiesOutOfOrder {
        lost: Bps,
        max_default: Bps,
    },
    ContestDepositMissing,
}

//! The model speaks in plain numbers and bytes, the rules in units.

use answerable_model as model;
use answerable_model::Refused;
use answerable_protocol::{
    Amount, BatchDraw, BatchId, Bps, Draw, FaultId, Kinds, MandateId, OfferId, Reason, Root,
    Seconds, State, StepNumber, Tally, Terms, TermsId, Time, TraceData, TraceId, Windows,
};
use ink::{Address, SolEncode, H160, H256, U256};

/// The same in the other's words.
pub trait Turn<T> {
    fn turn(self) -> T;
}

macro_rules! units {
    ($($unit:ident($plain:ty)),+ $(,)?) => {
        $(
            impl Turn<$plain> for $unit {
                fn turn(self) -> $plain {
                    self.0
                }
            }

            impl Turn<$unit> for $plain {
                fn turn(self) -> $unit {
                    $unit(self)
                }
            }
        )+
    };
}
units! {
    Time(u64), BatchId(u64), MandateId(u64), OfferId(u64), FaultId(u64), Seconds(u32), TermsId(u32),
    Bps(u16), StepNumber(u8),
}

macro_rules! turns {
    ($($from:ty => $to:ty: |$it:ident| $turned:expr;)+) => {
        $(
            impl Turn<$to> for $from {
                fn turn(self) -> $to {
                    let $it = self;
                    $turned
                }
            }
        )+
    };
}
turns! {
    u8 => u8: |it| it;
    u32 => u32: |it| it;
    State => u8: |it| it as u8;
    Kinds => u8: |it| it.to_sol_type();
    U256 => u128: |it| u128::try_from(it).unwrap_or(u128::MAX);
    Amount => u128: |it| it.units();
    u128 => Amount: |it| Amount::new(it);

    Address => model::Address: |it| model::Address(it.0);
    model::Address => Address: |it| H160(it.0);
    H256 => model::Hash: |it| model::Hash(it.0);
    model::Hash => H256: |it| H256(it.0);
    TraceId => model::Hash: |it| it.0.turn();
    model::Hash => TraceId: |it| TraceId(it.turn());
    Root => model::Hash: |it| it.0.turn();
    model::Hash => Root: |it| Root(it.turn());

    Tally => model::Tally: |it| model::Tally { times: it.times, amount: it.amount.turn() };
    Windows => model::Windows: |it| model::Windows {
        answer: it.answer.turn(),
        ruling: it.ruling.turn(),
        report: it.report.turn(),
        recourse: it.recourse.turn(),
    };
    model::Windows => Windows: |it| Windows {
        answer: it.answer.turn(),
        ruling: it.ruling.turn(),
        report: it.report.turn(),
        recourse: it.recourse.turn(),
    };
    Terms => model::Terms: |it| model::Terms {
        windows: it.windows.turn(),
        min_cover: it.min_cover.turn(),
        report_deposit: it.report_deposit.turn(),
        contest_deposit: it.contest_deposit.turn(),
        lost_penalty_bps: it.lost_penalty.turn(),
        max_default_penalty_bps: it.max_default_penalty.turn(),
        reporter_share_bps: it.reporter_share.turn(),
    };
    model::Terms => Terms: |it| Terms {
        windows: it.windows.turn(),
        min_cover: it.min_cover.turn(),
        report_deposit: it.report_deposit.turn(),
        contest_deposit: it.contest_deposit.turn(),
        lost_penalty: it.lost_penalty_bps.turn(),
        max_default_penalty: it.max_default_penalty_bps.turn(),
        reporter_share: it.reporter_share_bps.turn(),
    };
    &model::TraceData => TraceData: |it| TraceData {
        requester: it.requester.turn(),
        input: it.input.turn(),
        output: it.output.turn(),
        at: it.at,
        steps: it.steps.clone().into(),
    };
    &model::Draw => Draw: |it| Draw {
        step: it.step.turn(),
        mandate: it.mandate.turn(),
        amount: it.amount.turn(),
    };
    &model::BatchDraw => BatchDraw: |it| BatchDraw {
        mandate: it.mandate.turn(),
        per_trace: it.per_trace.turn(),
    };
}

macro_rules! refusals {
    ($($name:ident $({ $($value:ident),+ })?,)+) => {
        impl Turn<Refused> for Reason {
            fn turn(self) -> Refused {
                match self {
                    $(Self::$name $({ $($value),+ })? => Refused::$name $(( $($value.turn()),+ ))?,)+
                }
            }
        }
    };
}
refusals! {
    InvalidCalldata { at },
    ZeroAmount,
    AmountTooLarge { amount },
    InsufficientFree { account, needed, free },
    PaymentRejected { amount },
    EmptyHash,
    InvalidAddress { given },
    IntakeClosed,
    Unsound,
    TermsChanged { current },
    UnknownTrace { trace },
    UnknownStep { step, steps },
    UnknownBatch { batch },
    UnknownMandate { mandate },
    UnknownOffer { offer },
    UnknownFault { fault },
    UnknownTerms { terms },
    InvalidSteps { length },
    UnknownKind { step, kind },
    AlreadyRecorded { trace },
    BatchTooDeep { depth, deepest },
    NotInBatch { trace },
    NotTheActor { actor },
    AlreadyAttested { step },
    CoverTooSmall { least },
    StepHasOpenFault { fault },
    ReportWindowClosed { until },
    PledgesFull { places },
    AlreadyPledged { surety },
    Expired { until },
    OfferExhausted { offer },
    PremiumTooSmall { premium },
    NotThePayer { payer },
    InvalidKinds { kinds },
    NotTheSurety { surety },
    MandateRevoked { mandate },
    MandateForRecorder { recorder },
    MandateForActor { actor },
    MandateForKinds { kinds },
    MandateForTerms { terms },
    OverPerTrace { per_trace },
    OverOutstanding { room },
    ActorCovered { actor },
    NoDraws,
    TooManyDraws { most },
    StillPromised { until },
    FaultsOpen { open },
    NothingToRelease,
    NotCovered { step, cover, until },
    WrongState { state },
    TooLate { deadline },
    TooEarly { deadline },
    NotCalled { called },
    NotTheReporter { reporter },
    SomethingPaid { paid },
    NothingContested { due },
    LossTooLarge { reported },
    UriTooLong { most },
    SlashOutOfBounds { above, most },
    OwnCase { party },
    OwnLoss,
    RecourseNotYet { from },
    RecourseOver { until },
    RecourseUsed { step },
    NothingToRecover { recoverable, least },
    NotGovernance { governance },
    NotProposed { proposed },
    WindowOutOfBounds { shortest, longest },
    BpsOutOfBounds { most },
    PenaltiesOutOfOrder { lost, max_default },
    ContestDepositMissing,
}

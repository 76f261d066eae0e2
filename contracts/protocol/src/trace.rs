//! What a trace says, in the one cell that it takes.

use crate::{
    units::{is_zero, require_hash},
    BatchId, Docket, FaultId, Kind, Pledge, Reason, Refusal, Step, StepNumber, Steps, TermsId,
    Time,
};
use ink::{prelude::vec::Vec, sol::DynBytes, Address, H256};

/// A trace as its requester holds it. Its steps are packed, see [`Steps`].
#[derive(Clone, Debug, PartialEq, Eq, ink::SolEncode, ink::SolDecode)]
pub struct TraceData {
    pub requester: Address,
    pub input: H256,
    pub output: H256,
    /// Seconds since 1970, as the recorder says; information only.
    pub at: u64,
    pub steps: DynBytes,
}

cell! {
    /// A stored trace.
    pub struct Trace {
        pub recorder: Address,
        pub requester: Address,
        pub input: H256,
        pub output: H256,
        pub at: u64,
        pub recorded_at: Time,
        pub terms: TermsId,
        /// The batch out of which it was opened, or none.
        pub batch: BatchId,
        /// The steps that their actors confirmed, as a set of `1 << step`.
        pub attested: u8,
        ..
        pub packed_steps: Vec<u8>,
    }
}

impl TraceData {
    /// Whether this may be stored in `contract`.
    pub fn check(&self, contract: Address) -> Result<(), Refusal> {
        if is_zero(self.requester.as_bytes()) || self.requester == contract {
            return Err(Reason::InvalidAddress {
                given: self.requester,
            }
            .into());
        }
        require_hash(self.input)?;
        require_hash(self.output)?;
        Steps::new(&self.steps.0).map(drop)
    }
}

impl Trace {
    pub fn new(
        data: TraceData,
        recorder: Address,
        recorded_at: Time,
        terms: TermsId,
        batch: BatchId,
    ) -> Self {
        Self {
            recorder,
            requester: data.requester,
            input: data.input,
            output: data.output,
            at: data.at,
            recorded_at,
            terms,
            batch,
            attested: 0,
            packed_steps: data.steps.0,
        }
    }

    pub fn steps(&self) -> Steps<'_> {
        Steps::stored(&self.packed_steps)
    }

    /// The step's actor says that the step is theirs.
    pub fn attest(&mut self, number: StepNumber, caller: Address) -> Result<(), Refusal> {
        let step = self.steps().get(number)?;
        if step.actor != caller {
            return Err(Reason::NotTheActor { actor: step.actor }.into());
        }
        if self.attested & number.bit() != 0 {
            return Err(Reason::AlreadyAttested { step: number }.into());
        }
        self.attested |= number.bit();
        Ok(())
    }

    pub fn show(&self, docket: &Docket) -> Result<TraceView, Refusal> {
        let steps = self.steps();
        Ok(TraceView {
            recorder: self.recorder,
            requester: self.requester,
            input: self.input,
            output: self.output,
            at: self.at,
            recorded_at: self.recorded_at,
            terms: self.terms,
            batch: self.batch,
            requester_until: docket.requester_until,
            busy_until: docket.busy_until,
            steps: steps
                .numbers()
                .map(|number| self.show_step(number))
                .collect::<Result<_, _>>()?,
        })
    }

    pub fn show_step(&self, number: StepNumber) -> Result<StepView, Refusal> {
        let Step {
            kind,
            actor,
            commitment,
        } = self.steps().get(number)?;
        Ok(StepView {
            kind,
            actor,
            commitment,
            attested: self.attested & number.bit() != 0,
        })
    }
}

view! {
    /// A trace as views show it.
    pub struct TraceView {
        pub recorder: Address,
        pub requester: Address,
        pub input: H256,
        pub output: H256,
        pub at: u64,
        pub recorded_at: Time,
        pub terms: TermsId,
        pub batch: BatchId,
        pub requester_until: Time,
        pub busy_until: Time,
        ..
        pub steps: Vec<StepView>,
    }
}

/// A step as views show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ink::SolEncode, ink::SolDecode)]
pub struct StepView {
    pub kind: Kind,
    pub actor: Address,
    pub commitment: H256,
    pub attested: bool,
}

worded_fields!(StepView {
    kind,
    actor,
    commitment,
    attested
});

view! {
    /// A step with what answers for it.
    pub struct StepRecord {
        pub step: StepView,
        /// The open fault, or none.
        pub fault: FaultId,
        ..
        pub pledges: Vec<Pledge>,
    }
}

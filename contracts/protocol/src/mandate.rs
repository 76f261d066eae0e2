//! A surety's standing word: "I answer for this actor's steps, recorded by this account, up to so much".

use crate::{Amount, Bps, Kinds, MandateId, Reason, Refusal, Step, TermsId, Time};
use ink::Address;

cell! {
    /// What a surety granted. Only `outstanding` and `revoked` ever change.
    pub struct Mandate {
        pub surety: Address,
        pub actor: Address,
        pub kinds: Kinds,
        pub recorder: Address,
        pub terms: TermsId,
        /// The most cover in one trace.
        pub per_trace: Amount,
        /// The most cover at once.
        pub limit: Amount,
        /// The cover of all draws that were not released.
        pub outstanding: Amount,
        /// What the recorder pays for cover.
        pub premium_bps: Bps,
        pub until: Time,
        pub revoked: bool,
    }
}

/// A draw for one step: cover from a mandate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ink::SolEncode, ink::SolDecode)]
pub struct Draw {
    pub step: crate::StepNumber,
    pub mandate: MandateId,
    pub amount: Amount,
}

/// A draw for a batch: cover from a mandate in each of its traces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ink::SolEncode, ink::SolDecode)]
pub struct BatchDraw {
    pub mandate: MandateId,
    pub per_trace: Amount,
}

impl Mandate {
    /// Whether it may be granted now.
    pub fn check(&self, current: TermsId, now: Time) -> Result<(), Refusal> {
        for given in [self.actor, self.recorder] {
            if given.is_zero() {
                return Err(Reason::InvalidAddress { given }.into());
            }
        }
        if self.terms != current {
            return Err(Reason::TermsChanged { current }.into());
        }
        if self.per_trace.is_zero() {
            return Err(Reason::ZeroAmount.into());
        }
        if self.limit < self.per_trace {
            return Err(Reason::OverOutstanding { room: self.limit }.into());
        }
        if self.premium_bps > Bps::WHOLE {
            return Err(Reason::BpsOutOfBounds { most: Bps::WHOLE }.into());
        }
        if now > self.until {
            return Err(Reason::Expired { until: self.until }.into());
        }
        Ok(())
    }

    /// Whether a recorder may draw on it now, for traces under these terms.
    pub fn check_draw(
        &self,
        id: MandateId,
        recorder: Address,
        terms: TermsId,
        now: Time,
    ) -> Result<(), Refusal> {
        if self.revoked {
            return Err(Reason::MandateRevoked { mandate: id }.into());
        }
        if now > self.until {
            return Err(Reason::Expired { until: self.until }.into());
        }
        if self.recorder != recorder {
            return Err(Reason::MandateForRecorder {
                recorder: self.recorder,
            }
            .into());
        }
        if self.terms != terms {
            return Err(Reason::MandateForTerms { terms: self.terms }.into());
        }
        Ok(())
    }

    /// What a draw of cover costs the recorder.
    pub fn premium(&self, amount: Amount) -> Amount {
        self.premium_bps.of(amount)
    }

    /// Whether it speaks of this step.
    pub fn check_step(&self, step: &Step) -> Result<(), Refusal> {
        if self.actor != step.actor {
            return Err(Reason::MandateForActor { actor: self.actor }.into());
        }
        if !self.kinds.has(step.kind) {
            return Err(Reason::MandateForKinds { kinds: self.kinds }.into());
        }
        Ok(())
    }

    /// Draws cover, where `in_trace` is all that is drawn on it in one trace.
    pub fn draw(&mut self, amount: Amount, in_trace: Amount) -> Result<(), Refusal> {
        if in_trace > self.per_trace {
            return Err(Reason::OverPerTrace {
                per_trace: self.per_trace,
            }
            .into());
        }
        let room = self.limit.less(self.outstanding);
        if amount > room {
            return Err(Reason::OverOutstanding { room }.into());
        }
        self.outstanding = self.outstanding.plus(amount)?;
        Ok(())
    }

    /// A draw is released, whatever was paid of it.
    pub fn give_back(&mut self, amount: Amount) -> Result<(), Refusal> {
        self.outstanding = self.outstanding.minus(amount)?;
        Ok(())
    }

    pub fn revoke(&mut self, id: MandateId, caller: Address) -> Result<(), Refusal> {
        if self.surety != caller {
            return Err(Reason::NotTheSurety {
                surety: self.surety,
            }
            .into());
        }
        if self.revoked {
            return Err(Reason::MandateRevoked { mandate: id }.into());
        }
        self.revoked = true;
        Ok(())
    }
}

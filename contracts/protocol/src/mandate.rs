//! A surety's standing word: "I answer for this actor's steps, recorded by this account, up to so much".

use crate::{Amount, Bps, Kinds, MandateId, Refusal, Step, TermsId, Time};
use ink::Address;

/// What a surety granted. Only `outstanding` and `revoked` ever change.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    scale::Encode,
    scale::Decode,
    scale::MaxEncodedLen,
    ink::SolEncode,
    ink::SolDecode,
)]
#[cfg_attr(
    feature = "std",
    derive(scale_info::TypeInfo, ink::storage::traits::StorageLayout)
)]
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

/// A draw for one step: cover from a mandate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ink::SolEncode, ink::SolDecode)]
pub struct Draw {
    pub step: crate::StepNumber,
    pub mandate: MandateId,
    pub amount: ink::U256,
}

/// A draw for a batch: cover from a mandate in each of its traces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ink::SolEncode, ink::SolDecode)]
pub struct BatchDraw {
    pub mandate: MandateId,
    pub per_trace: ink::U256,
}

impl Mandate {
    /// Whether it may be granted now.
    pub fn check(&self, current: TermsId, now: Time) -> Result<(), Refusal> {
        for given in [self.actor, self.recorder] {
            if given.is_zero() {
                return Err(Refusal::InvalidAddress { given });
            }
        }
        if self.terms != current {
            return Err(Refusal::TermsChanged { current });
        }
        if self.per_trace.is_zero() {
            return Err(Refusal::ZeroAmount);
        }
        if self.limit < self.per_trace {
            return Err(Refusal::OverOutstanding { room: self.limit });
        }
        if self.premium_bps > Bps::WHOLE {
            return Err(Refusal::BpsOutOfBounds { most: Bps::WHOLE });
        }
        if now > self.until {
            return Err(Refusal::Expired { until: self.until });
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
            return Err(Refusal::MandateRevoked { mandate: id });
        }
        if now > self.until {
            return Err(Refusal::Expired { until: self.until });
        }
        if self.recorder != recorder {
            return Err(Refusal::MandateForRecorder {
                recorder: self.recorder,
            });
        }
        if self.terms != terms {
            return Err(Refusal::MandateForTerms { terms: self.terms });
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
            return Err(Refusal::MandateForActor { actor: self.actor });
        }
        if !self.kinds.has(step.kind) {
            return Err(Refusal::MandateForKinds { kinds: self.kinds });
        }
        Ok(())
    }

    /// Draws cover, where `in_trace` is all that is drawn on it in one trace.
    pub fn draw(&mut self, amount: Amount, in_trace: Amount) -> Result<(), Refusal> {
        if in_trace > self.per_trace {
            return Err(Refusal::OverPerTrace {
                per_trace: self.per_trace,
            });
        }
        let room = self.limit.less(self.outstanding);
        if amount > room {
            return Err(Refusal::OverOutstanding { room });
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
            return Err(Refusal::NotTheSurety {
                surety: self.surety,
            });
        }
        if self.revoked {
            return Err(Refusal::MandateRevoked { mandate: id });
        }
        self.revoked = true;
        Ok(())
    }
}

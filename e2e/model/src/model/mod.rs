//! The reference model. An act is played on the model itself; when anything speaks against it, the model
//! goes back to what it was before.

mod cover;
mod faults;
mod judging;
mod lookback;
mod machine;
mod money;
mod office;
mod recording;
mod records;
mod recourse;
mod responsibility;
mod views;

pub use records::*;

use crate::{Act, Address, Answer, Hash, Refused, Terms, Windows};
use std::collections::BTreeMap;

/// The deepest tree that can be anchored.
pub const DEEPEST: u8 = 20;
/// No window of any terms is longer than a year.
pub const LONGEST_WINDOW: u32 = 365 * 24 * 60 * 60;

/// Everything that ever happened, as far as the rest can be derived from it.
#[derive(Clone)]
pub struct Model {
    /// The contract's own address.
    pub contract: Address,
    /// When it was last spoken to, in vain or not.
    pub clock: u64,
    pub(crate) shortest: Windows,
    pub(crate) governance: Address,
    pub(crate) proposed: Address,
    pub(crate) treasury: Address,
    pub(crate) intake_open: bool,
    /// Version 1 is the first. So with all ids: number n is at n - 1.
    pub(crate) terms: Vec<Terms>,
    pub(crate) pots: BTreeMap<Pot, u128>,
    pub(crate) traces: BTreeMap<Hash, TraceRecord>,
    /// The traces in the order in which they came.
    pub(crate) order: Vec<Hash>,
    pub(crate) batches: Vec<BatchRecord>,
    pub(crate) mandates: Vec<MandateRecord>,
    pub(crate) offers: Vec<OfferRecord>,
    pub(crate) pledges: Vec<PledgeRecord>,
    pub(crate) faults: Vec<FaultRecord>,
    pub(crate) payments: Vec<Payment>,
    pub(crate) marks: Vec<Mark>,
    reasons: Vec<Refused>,
}

impl Model {
    /// The constructor.
    pub fn new(
        contract: Address,
        governance: Address,
        treasury: Address,
        shortest: Windows,
        first: Terms,
    ) -> Result<Self, Refused> {
        let mut model = Self {
            contract,
            clock: 0,
            shortest,
            governance,
            proposed: Address::ZERO,
            treasury,
            intake_open: true,
            terms: Vec::new(),
            pots: BTreeMap::new(),
            traces: BTreeMap::new(),
            order: Vec::new(),
            batches: Vec::new(),
            mandates: Vec::new(),
            offers: Vec::new(),
            pledges: Vec::new(),
            faults: Vec::new(),
            payments: Vec::new(),
            marks: Vec::new(),
            reasons: Vec::new(),
        };
        model.refuse_bad_address(governance);
        model.refuse_bad_address(treasury);
        model.refuse_bad_shortest();
        model.add_terms(first);
        match model.reasons.first() {
            None => Ok(model),
            Some(reason) => Err(*reason),
        }
    }

    /// Plays one message. The error is the first in the order in which the documents name them;
    /// [`Self::reasons`] has all that speak against it. Value with a message that takes none is the
    /// caller's mistake, not the protocol's.
    pub fn act(
        &mut self,
        now: u64,
        caller: Address,
        value: u128,
        act: &Act,
    ) -> Result<Answer, Refused> {
        assert!(value == 0 || act.payable(), "no value with {act:?}");
        assert!(now >= self.clock, "time runs one way");
        let before = self.clone();
        self.clock = now;
        self.reasons.clear();
        let result = self.play(now, caller, value, act);
        if let Err(reason) = result {
            self.reasons.push(reason);
        }
        match self.reasons.first().copied() {
            None => result,
            Some(reason) => {
                let reasons = std::mem::take(&mut self.reasons);
                *self = Self {
                    clock: now,
                    reasons,
                    ..before
                };
                Err(reason)
            }
        }
    }

    /// All that spoke against the last act, the first first; empty if it went through.
    pub fn reasons(&self) -> &[Refused] {
        &self.reasons
    }

    /// The ids of all traces, the oldest first.
    pub fn traces_in_order(&self) -> &[Hash] {
        &self.order
    }

    fn play(
        &mut self,
        now: u64,
        caller: Address,
        value: u128,
        act: &Act,
    ) -> Result<Answer, Refused> {
        self.credit(caller, value);
        match act {
            Act::Deposit => self.deposit(value),
            Act::Withdraw { amount } => self.withdraw(caller, *amount),
            Act::Record { data, terms } => {
                self.record(now, caller, data, *terms).map(Answer::Trace)
            }
            Act::RecordCovered { data, terms, cover } => {
                self.record_covered(now, caller, data, *terms, cover)
            }
            Act::Anchor {
                root,
                depth,
                uri_hash,
                terms,
            } => self.anchor(now, caller, *root, *depth, *uri_hash, *terms),
            Act::AnchorCovered {
                root,
                depth,
                uri_hash,
                terms,
                cover,
            } => self.anchor_covered(now, caller, (*root, *depth, *uri_hash, *terms), cover),
            Act::Open { batch, data, proof } => self.open(*batch, data, proof).map(Answer::Trace),
            Act::OpenAndReport {
                batch,
                data,
                proof,
                step,
                loss,
                evidence,
                uri,
            } => {
                let trace = self.open_if_closed(*batch, data, proof)?;
                self.report(now, caller, trace, *step, *loss, *evidence, uri)
            }
            Act::Attest { trace, step } => self.attest(caller, *trace, *step),
            Act::Pledge { trace, step, cover } => self.pledge(now, caller, *trace, *step, *cover),
            Act::PledgeForOffer {
                offer,
                cover,
                least_premium,
            } => self.pledge_for_offer(now, caller, *offer, *cover, *least_premium),
            Act::Offer {
                trace,
                step,
                cover,
                premium,
                until,
            } => self.offer(now, caller, *trace, *step, *cover, *premium, *until),
            Act::WithdrawOffer { offer } => self.withdraw_offer(caller, *offer),
            Act::Grant {
                actor,
                kinds,
                recorder,
                terms,
                per_trace,
                limit,
                premium_bps,
                until,
            } => self.grant(
                now,
                MandateRecord {
                    surety: caller,
                    actor: *actor,
                    kinds: *kinds,
                    recorder: *recorder,
                    terms: *terms,
                    per_trace: *per_trace,
                    limit: *limit,
                    premium_bps: *premium_bps,
                    until: *until,
                    revoked: false,
                },
            ),
            Act::Revoke { mandate } => self.revoke(caller, *mandate),
            Act::Release { trace, step } => self.release(now, *trace, *step),
            Act::ReleaseBatch { batch } => self.release_batch(now, *batch),
            Act::Report {
                trace,
                step,
                loss,
                evidence,
                uri,
            } => self.report(now, caller, *trace, *step, *loss, *evidence, uri),
            Act::Recourse {
                trace,
                step,
                evidence,
                uri,
            } => self.recourse(now, caller, *trace, *step, *evidence, uri),
            Act::OwnUp { fault } => self.own_up(now, caller, *fault),
            Act::Contest {
                fault,
                conceded,
                defence,
            } => self.contest(now, caller, *fault, *conceded, *defence),
            Act::WithdrawReport { fault } => self.withdraw_report(now, caller, *fault),
            Act::DeclareDefault { fault } => self.declare_default(now, *fault),
            Act::StepForward { fault, max } => self.step_forward(now, caller, *fault, *max),
            Act::Settle { fault } => self.settle(now, *fault),
            Act::RuleUphold { fault, loss } => self.rule_uphold(now, caller, *fault, *loss),
            Act::RuleDismiss { fault } => self.rule_dismiss(now, caller, *fault),
            Act::Slash { fault, bps } => self.slash(now, caller, *fault, *bps),
            Act::Pardon { fault } => self.pardon(now, caller, *fault),
            Act::AddTerms { content } => {
                self.refuse_unless_governance(caller);
                Ok(self.add_terms(*content))
            }
            Act::SetTreasury { treasury } => self.set_treasury(caller, *treasury),
            Act::SetIntake { open } => self.set_intake(caller, *open),
            Act::ProposeGovernance { proposed } => self.propose_governance(caller, *proposed),
            Act::AcceptGovernance => self.accept_governance(caller),
        }
    }

    /// Notes a reason against the act and plays on, to find the others.
    pub(crate) fn refuse_if(&mut self, wrong: bool, why: Refused) {
        if wrong {
            self.reasons.push(why);
        }
    }

    pub(crate) fn refuse_empty(&mut self, hash: Hash) {
        self.refuse_if(hash.is_zero(), Refused::EmptyHash);
    }

    pub(crate) fn refuse_bad_address(&mut self, given: Address) {
        let bad = given.is_zero() || given == self.contract;
        self.refuse_if(bad, Refused::InvalidAddress(given));
    }

    pub(crate) fn refuse_closed_intake(&mut self) {
        self.refuse_if(!self.intake_open, Refused::IntakeClosed);
    }
}

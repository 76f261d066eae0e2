//! An instance of the contract in memory: what contracts/answerable stores is here in maps, and each message
//! loads, asks the rules and stores in the same order as there.

// Test code: here a wrong index or an overflow is a bug to stop at, not something to recover from.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod agree;
mod books;
mod cells;
mod faults;
mod governance;
mod histories;
mod recording;
mod responsibility;
mod turn;
mod views;

pub use agree::agree;
pub use histories::tried;
pub use turn::Turn;

use answerable_model::{self as model, Act, Answer, Refused, Snapshot, System};
use answerable_protocol::{
    Amount, Case, FaultId, Kinds, Mandate, Office, Reason, Refusal, TermsId, Time,
};
use cells::Cells;
use faults::Grounds;
use ink::Address;

/// An instance of the contract, and the message that it is at.
#[derive(Clone)]
pub struct World {
    contract: Address,
    cells: Cells,
    now: Time,
    caller: Address,
    value: Amount,
}

impl World {
    /// Where histories begin.
    pub fn beginning(contract: model::Address) -> Self {
        let office = Office {
            governance: model::account(model::GOVERNANCE).turn(),
            proposed: Address::zero(),
            treasury: model::account(model::TREASURY).turn(),
            intake_open: true,
            terms: TermsId::NONE,
            shortest: model::shortest().turn(),
        };
        let mut world = Self {
            contract: contract.turn(),
            cells: Cells::new(office),
            now: Time::default(),
            caller: Address::zero(),
            value: Amount::ZERO,
        };
        let first = world.enact(model::first_terms().turn());
        assert!(first.is_ok(), "the first terms are good");
        world
    }

    fn play(&mut self, act: &Act) -> Result<Answer, Refusal> {
        let nothing = |()| Answer::Nothing;
        match act {
            Act::Deposit => self.deposit().map(nothing),
            Act::Withdraw { amount } => self.withdraw(amount.turn()).map(nothing),

            Act::Record { data, terms } => {
                let trace = self.record(data.turn(), terms.turn())?;
                Ok(Answer::Trace(trace.turn()))
            }
            Act::RecordCovered { data, terms, cover } => {
                let draws: Vec<_> = cover.iter().map(Turn::turn).collect();
                let trace = self.record_covered(data.turn(), terms.turn(), &draws)?;
                Ok(Answer::Trace(trace.turn()))
            }
            Act::Anchor {
                root,
                depth,
                uri_hash,
                terms,
            } => {
                let batch = self.anchor(root.turn(), *depth, uri_hash.turn(), terms.turn())?;
                Ok(Answer::Batch(batch.turn()))
            }
            Act::AnchorCovered {
                root,
                depth,
                uri_hash,
                terms,
                cover,
            } => {
                let draws: Vec<_> = cover.iter().map(Turn::turn).collect();
                let (root, uri_hash) = (root.turn(), uri_hash.turn());
                let batch = self.anchor_covered(root, *depth, uri_hash, terms.turn(), &draws)?;
                Ok(Answer::Batch(batch.turn()))
            }
            Act::Open { batch, data, proof } => {
                let proof: Vec<_> = proof.iter().map(|hash| hash.turn()).collect();
                let trace = self.open(batch.turn(), data.turn(), &proof)?;
                Ok(Answer::Trace(trace.turn()))
            }
            Act::OpenAndReport {
                batch,
                data,
                proof,
                step,
                loss,
                evidence,
                uri,
            } => {
                let proof: Vec<_> = proof.iter().map(|hash| hash.turn()).collect();
                let trace = self.open_if_closed(batch.turn(), data.turn(), &proof)?;
                let grounds = Grounds::new(evidence, uri);
                let fault = self.report(trace, step.turn(), loss.turn(), grounds)?;
                Ok(Answer::Fault(fault.turn()))
            }
            Act::Attest { trace, step } => self.attest(trace.turn(), step.turn()).map(nothing),

            Act::Pledge { trace, step, cover } => {
                let (trace, step) = (trace.turn(), step.turn());
                self.pledge(trace, step, cover.turn()).map(nothing)
            }
            Act::PledgeForOffer {
                offer,
                cover,
                least_premium,
            } => {
                let (cover, least) = (cover.turn(), least_premium.turn());
                self.pledge_for_offer(offer.turn(), cover, least)
                    .map(nothing)
            }
            Act::Offer {
                trace,
                step,
                cover,
                premium,
                until,
            } => {
                let (trace, step, until) = (trace.turn(), step.turn(), until.turn());
                let offer = self.offer(trace, step, cover.turn(), premium.turn(), until)?;
                Ok(Answer::Offer(offer.turn()))
            }
            Act::WithdrawOffer { offer } => self.withdraw_offer(offer.turn()).map(nothing),
            Act::Grant {
                actor,
                kinds,
                recorder,
                terms,
                per_trace,
                limit,
                premium_bps,
                until,
            } => {
                let mandate = self.grant(Mandate {
                    surety: self.caller,
                    actor: actor.turn(),
                    kinds: Kinds::new(*kinds)?,
                    recorder: recorder.turn(),
                    terms: terms.turn(),
                    per_trace: per_trace.turn(),
                    limit: limit.turn(),
                    outstanding: Amount::ZERO,
                    premium_bps: premium_bps.turn(),
                    until: until.turn(),
                    revoked: false,
                })?;
                Ok(Answer::Mandate(mandate.turn()))
            }
            Act::Revoke { mandate } => self.revoke(mandate.turn()).map(nothing),
            Act::Release { trace, step } => self.release(trace.turn(), step.turn()).map(nothing),
            Act::ReleaseBatch { batch } => self.release_batch(batch.turn()).map(nothing),

            Act::Report {
                trace,
                step,
                loss,
                evidence,
                uri,
            } => {
                let grounds = Grounds::new(evidence, uri);
                let fault = self.report(trace.turn(), step.turn(), loss.turn(), grounds)?;
                Ok(Answer::Fault(fault.turn()))
            }
            Act::Recourse {
                trace,
                step,
                evidence,
                uri,
            } => {
                let grounds = Grounds::new(evidence, uri);
                let fault = self.recourse(trace.turn(), step.turn(), grounds)?;
                Ok(Answer::Fault(fault.turn()))
            }
            act if act.fault().is_some() => self.play_on_fault(act).map(nothing),

            Act::AddTerms { content } => {
                let terms = self.add_terms(content.turn())?;
                Ok(Answer::Terms(terms.turn()))
            }
            Act::SetTreasury { treasury } => self.set_treasury(treasury.turn()).map(nothing),
            Act::SetIntake { open } => self.set_intake(*open).map(nothing),
            Act::ProposeGovernance { proposed } => {
                self.propose_governance(proposed.turn()).map(nothing)
            }
            Act::AcceptGovernance => self.accept_governance().map(nothing),
            act => unreachable!("{act:?}"),
        }
    }

    fn play_on_fault(&mut self, act: &Act) -> Result<(), Refusal> {
        let id = act.fault().map_or(FaultId::NONE, Turn::turn);
        self.act_on(id, |case, scene, effects| match act {
            Act::OwnUp { .. } => case.own_up(scene, effects),
            Act::Contest {
                conceded, defence, ..
            } => case.contest(conceded.turn(), defence.turn(), scene, effects),
            Act::WithdrawReport { .. } => case.withdraw_report(scene, effects),
            Act::DeclareDefault { .. } => case.declare_default(scene, effects),
            Act::StepForward { max, .. } => case.step_forward(max.turn(), scene, effects),
            Act::Settle { .. } => case.settle(scene, effects),
            Act::RuleUphold { loss, .. } => case.rule_uphold(loss.turn(), scene, effects),
            Act::RuleDismiss { .. } => case.rule_dismiss(scene, effects),
            Act::Slash { bps, .. } => case.slash(bps.turn(), scene, effects),
            Act::Pardon { .. } => Case::pardon(case, scene, effects),
            act => unreachable!("{act:?}"),
        })
    }
}

impl System for World {
    fn act(
        &mut self,
        now: u64,
        caller: model::Address,
        value: u128,
        act: &Act,
    ) -> Result<Answer, Refused> {
        self.now = now.turn();
        self.caller = caller.turn();
        self.value = value.turn();
        let before = self.cells.clone();
        self.play(act).map_err(|refusal| {
            self.cells = before;
            refusal.reason().turn()
        })
    }

    fn snapshot(&self) -> Snapshot {
        self.show()
    }

    fn fork(&self) -> Self {
        self.clone()
    }
}

/// The reason as the model says it.
pub fn refused<T>(result: Result<T, Refusal>) -> Result<T, Refused> {
    result.map_err(|refusal| Turn::<Refused>::turn(refusal.reason()))
}

fn zero_refused(amount: Amount) -> Result<(), Refusal> {
    if amount.is_zero() {
        return Err(Reason::ZeroAmount.into());
    }
    Ok(())
}

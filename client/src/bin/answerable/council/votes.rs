//! One member's vote. It is for a fault as it stands now, so that all members vote for the same thing.

use super::sentences::{about, missing, voters};
use crate::{
    act::Writing,
    sentences::{moment, tokens, who},
    session::Session,
};
use answerable_client::{
    alloy_sol_types::{private::U256, SolCall},
    council::{Council, Event, Votes},
    interface::{IAnswerable, ICouncil},
    names, Act, Amount, AnyChain, CallError, H160, H256,
};
use serde_json::json;
use std::io::{self, Write};

/// What a member votes for.
pub enum Vote {
    Ruling(ICouncil::voteRulingCall, Box<IAnswerable::Fault>),
    Office(ICouncil::voteOfficeCall),
    Seats(ICouncil::voteSeatsCall),
}

/// An act on a fault of the instance that is meant, in the layer and the state in which it is now.
pub async fn on_fault(
    session: &Session,
    fault: u64,
    act: u8,
    amount: U256,
) -> anyhow::Result<Vote> {
    let contract = session.contract().await?;
    let record = contract.view(&IAnswerable::faultCall { fault }).await?;
    let vote = ICouncil::voteRulingCall {
        instance: contract.address().0.into(),
        fault,
        layer: record.layer,
        state: record.state,
        act,
        amount,
    };
    Ok(Vote::Ruling(vote, Box::new(record)))
}

/// A call of the instance that is meant.
pub async fn on_office(session: &Session, call: Vec<u8>) -> anyhow::Result<Vote> {
    let instance = session.contract().await?.address().0.into();
    let call = call.into();
    Ok(Vote::Office(ICouncil::voteOfficeCall { instance, call }))
}

impl Vote {
    /// Votes, and tells for what, how it stood before, and what came of it.
    pub async fn cast(
        self,
        session: &Session,
        council: &Council<'_, AnyChain>,
        writing: &Writing,
    ) -> anyhow::Result<()> {
        let signer = session.signer(&writing.signing).await?;
        let motion = self.name(council).await?;
        let before = council.votes(motion).await?;
        let act = Act::Call {
            to: council.address(),
            input: self.encoded(),
        };
        let done = session
            .perform(writing, &signer, act, Amount::ZERO, CallError::of_council)
            .await?;
        let mut contracts = vec![council.address()];
        contracts.extend(self.instance());
        let told = done.told(&contracts)?;
        let carried = done.emitted::<ICouncil::Carried>();
        let left = if carried {
            0
        } else {
            before.missing.saturating_sub(1)
        };
        session.answer(
            || {
                let mut answer = done.as_json();
                answer["motion"] = json!(format!("{motion:?}"));
                answer["carried"] = json!(carried);
                answer["missing"] = json!(left);
                answer
            },
            |out| {
                self.show(out, motion, &before)?;
                done.tell_events(out, &told)?;
                if !carried {
                    writeln!(out, "{}", missing(left))?;
                }
                writeln!(out)?;
                done.tell_cost(out)
            },
        )
    }

    /// The name that the council gives it.
    async fn name(&self, council: &Council<'_, AnyChain>) -> anyhow::Result<H256> {
        let name = match self {
            Self::Ruling(it, _) => {
                let ICouncil::voteRulingCall {
                    instance,
                    fault,
                    layer,
                    state,
                    act,
                    amount,
                } = *it;
                let named = ICouncil::rulingMotionCall {
                    instance,
                    fault,
                    layer,
                    state,
                    act,
                    amount,
                };
                council.view(&named).await?
            }
            Self::Office(it) => {
                let named = ICouncil::officeMotionCall {
                    instance: it.instance,
                    call: it.call.clone(),
                };
                council.view(&named).await?
            }
            Self::Seats(it) => {
                let named = ICouncil::seatsMotionCall {
                    members: it.members.clone(),
                    threshold: it.threshold,
                };
                council.view(&named).await?
            }
        };
        Ok(H256(name.0))
    }

    fn encoded(&self) -> Vec<u8> {
        match self {
            Self::Ruling(it, _) => it.abi_encode(),
            Self::Office(it) => it.abi_encode(),
            Self::Seats(it) => it.abi_encode(),
        }
    }

    fn instance(&self) -> Option<H160> {
        match self {
            Self::Ruling(it, _) => Some(H160(it.instance.into_array())),
            Self::Office(it) => Some(H160(it.instance.into_array())),
            Self::Seats(_) => None,
        }
    }

    /// The event that tells of it at the first vote.
    fn moved(&self, motion: H256) -> Event {
        let motion = motion.0.into();
        match self {
            Self::Ruling(it, _) => Event::RulingMoved(ICouncil::RulingMoved {
                motion,
                instance: it.instance,
                fault: it.fault,
                layer: it.layer,
                state: it.state,
                act: it.act,
                amount: it.amount,
            }),
            Self::Office(it) => Event::OfficeMoved(ICouncil::OfficeMoved {
                motion,
                instance: it.instance,
                call: it.call.clone(),
            }),
            Self::Seats(it) => Event::SeatsMoved(ICouncil::SeatsMoved {
                motion,
                members: it.members.clone(),
                threshold: it.threshold,
            }),
        }
    }

    fn show(&self, out: &mut dyn Write, motion: H256, before: &Votes) -> io::Result<()> {
        if let Self::Ruling(it, record) = self {
            writeln!(
                out,
                "fault     {}: step {} of {}, {}, called is {}, in layer {}",
                it.fault,
                record.filed.step,
                record.filed.trace,
                names::state_numbered(record.state),
                who(record.called),
                record.layer
            )?;
            writeln!(
                out,
                "loss      {}, of which {} is paid; conceded {}",
                tokens(record.loss),
                tokens(record.paid),
                tokens(record.conceded)
            )?;
            writeln!(out, "deadline  {}", moment(record.deadline))?;
        }
        writeln!(out, "motion    {motion:?}")?;
        writeln!(out, "which is  {}", about(&self.moved(motion)))?;
        writeln!(out, "so far    {}", voters(before))?;
        writeln!(out)
    }
}

/// Takes a vote back.
pub async fn retract(
    session: &Session,
    council: &Council<'_, AnyChain>,
    motion: H256,
    writing: &Writing,
) -> anyhow::Result<()> {
    let signer = session.signer(&writing.signing).await?;
    let message = ICouncil::retractCall {
        motion: motion.0.into(),
    };
    let act = council.act(&message);
    let done = session
        .perform(writing, &signer, act, Amount::ZERO, CallError::of_council)
        .await?;
    done.tell(session, &[council.address()])
}

//! The council, with types.

use crate::{
    accepted,
    interface::ICouncil::{self, motionCall, seatsCall},
    Act, CallError, Chain, ChainError, Log, H160, H256,
};
use alloy_sol_types::{private::B256, SolCall, SolEventInterface};
use answerable_protocol::Time;
use futures::{stream, StreamExt, TryStreamExt};

pub use crate::interface::ICouncil::ICouncilEvents as Event;

/// For how long votes count, as `ICouncil.sol` says: what was moved earlier is not looked for.
pub const OPEN: u64 = 30 * 24 * 60 * 60;

/// So many blocks are asked for at once.
const AT_ONCE: usize = 32;

/// A council on a chain.
pub struct Council<'chain, C> {
    chain: &'chain C,
    address: H160,
}

/// Where a motion stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Votes {
    /// Whose votes count now, in the order of the seats.
    pub voted: Vec<H160>,
    /// How many more are needed; none of a motion that was just carried is left to count.
    pub missing: usize,
    /// The last second in which they count; nothing where there is none.
    pub until: Option<Time>,
}

/// A thing that somebody voted for and that was not carried.
#[derive(Clone, Debug)]
pub struct Motion {
    pub name: H256,
    /// `RulingMoved`, `OfficeMoved` or `SeatsMoved`.
    pub moved: Log,
    pub votes: Votes,
}

impl<'chain, C: Chain> Council<'chain, C> {
    /// A council that is already there.
    pub fn at(chain: &'chain C, address: H160) -> Self {
        Self { chain, address }
    }

    pub fn address(&self) -> H160 {
        self.address
    }

    /// The call that brings a message to this council.
    pub fn act<M: SolCall>(&self, message: &M) -> Act {
        Act::Call {
            to: self.address,
            input: message.abi_encode(),
        }
    }

    /// Looks something up.
    pub async fn view<M: SolCall + Sync>(&self, message: &M) -> Result<M::Return, CallError> {
        let act = self.act(message);
        let tried = self.chain.dry_run([0; 32], &act, 0).await?;
        let data = accepted(tried)?;
        let returned = M::abi_decode_returns(&data);
        returned.map_err(|_| undecodable(self.address).into())
    }

    /// The votes for a motion, whether anybody voted for it or not.
    pub async fn votes(&self, motion: H256) -> Result<Votes, CallError> {
        let motion = motion.0.into();
        let seats = self.view(&seatsCall {}).await?;
        let stands = self.view(&motionCall { motion }).await?;
        let bits = (0..u16::BITS).map(|place| stands.votes & (1 << place) != 0);
        let members = seats.members.iter().zip(bits);
        let voted: Vec<H160> = members
            .filter(|(_, voted)| *voted)
            .map(|(member, _)| H160(member.into_array()))
            .collect();
        Ok(Votes {
            missing: usize::from(seats.threshold).saturating_sub(voted.len()),
            until: (!voted.is_empty()).then(|| Time(stands.since.saturating_add(OPEN))),
            voted,
        })
    }

    /// Every motion for which votes count now and that was moved in this block or later. Tells of each block that
    /// was read, and how many there are.
    pub async fn motions(
        &self,
        from: u64,
        mut read: impl FnMut(u64, u64),
    ) -> Result<Vec<Motion>, CallError> {
        let last = self.chain.block().await?.number;
        let all = last.saturating_sub(from).saturating_add(1);
        let mut count = 0_u64;
        let mut blocks = stream::iter(from..=last)
            .map(|number| self.emitted(number))
            .buffered(AT_ONCE);
        let mut moved: Vec<(H256, Log)> = Vec::new();
        while let Some(logs) = blocks.try_next().await? {
            for log in logs {
                if let Some(name) = moved_by(&log)? {
                    moved.retain(|(other, _)| *other != name);
                    moved.push((name, log));
                }
            }
            count = count.saturating_add(1);
            read(count, all);
        }
        let mut open = Vec::new();
        for (name, moved) in moved {
            let votes = self.votes(name).await?;
            if !votes.voted.is_empty() {
                open.push(Motion { name, moved, votes });
            }
        }
        Ok(open)
    }

    async fn emitted(&self, number: u64) -> Result<Vec<Log>, ChainError> {
        let Some(block) = self.chain.final_block(number).await? else {
            return Ok(Vec::new());
        };
        let mut logs = self.chain.emitted(block).await?;
        logs.retain(|log| log.contract == self.address);
        Ok(logs)
    }
}

/// What a log of a council says.
pub fn read(log: &Log) -> Result<Event, ChainError> {
    let topics: Vec<B256> = log.topics.iter().map(|topic| topic.0.into()).collect();
    Event::decode_raw_log(&topics, &log.data).map_err(|_| undecodable(log.contract))
}

/// The motion that a log says was moved.
fn moved_by(log: &Log) -> Result<Option<H256>, ChainError> {
    let motion = match read(log)? {
        Event::RulingMoved(ICouncil::RulingMoved { motion, .. })
        | Event::OfficeMoved(ICouncil::OfficeMoved { motion, .. })
        | Event::SeatsMoved(ICouncil::SeatsMoved { motion, .. }) => motion,
        _ => return Ok(None),
    };
    Ok(Some(H256(motion.0)))
}

fn undecodable(council: H160) -> ChainError {
    ChainError::Undecodable {
        reason: format!(
            "what {council:?} says; that council is of another version than this program"
        ),
    }
}

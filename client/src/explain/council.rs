//! The council's refusals as sentences.

use super::{decode, explain};
use crate::{
    interface::ICouncil::ICouncilErrors,
    names::{counted, state_numbered},
};
use alloy_sol_types::{private, SolInterface};
use answerable_protocol::Reason;
use primitive_types::H160;
use thiserror::Error;

/// Why a council did not do what it was called for.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum CouncilRefusal {
    /// A reason of its own.
    #[error("{}", own(.0))]
    Own(ICouncilErrors),
    /// The instance that it governs refused.
    #[error("the instance {instance:?} refused, so this vote is not kept: {}", explain(.reason))]
    Instance { instance: H160, reason: Reason },
}

impl CouncilRefusal {
    /// From what a council reverted with, if that is an error of a council.
    pub fn decode(data: &[u8]) -> Option<Self> {
        let own = ICouncilErrors::abi_decode(data).ok()?;
        if let ICouncilErrors::InstanceRefused(refused) = &own {
            if let Some(reason) = decode(&refused.data) {
                let instance = address(refused.instance);
                return Some(Self::Instance { instance, reason });
            }
        }
        Some(Self::Own(own))
    }
}

fn own(refusal: &ICouncilErrors) -> String {
    use ICouncilErrors as Own;
    // No arm for the rest here either.
    match refusal {
        Own::MembersOutOfBounds(it) => format!("{} cannot be seated; name 1 to {}", counted(it.members, "member"), it.most),
        Own::ThresholdOutOfBounds(it) => format!("{} cannot be the threshold of {}; choose at least 1, and no more than there are members", it.threshold, counted(it.members, "member")),
        Own::InvalidAddress(it) => format!("the address {:?} is nobody's and cannot be a member; give another", address(it.given)),
        Own::SeatedTwice(it) => format!("{:?} is listed twice as a member; list it once", address(it.member)),
        Own::Unsound(_) => "the council has had as many seats as it can number; deploy another, and have this one propose it".into(),
        Own::NotAMember(it) => format!("{:?} is no member of this council, and only members vote; sign as one of them", address(it.caller)),
        Own::AlreadyVoted(it) => format!("this account's vote for the motion {} counts already; there is nothing left to do", it.motion),
        Own::NotVoted(it) => format!("this account has no vote for the motion {} that counts; there is nothing to take back", it.motion),
        Own::NoSuchAct(it) => format!("there is no {} on a fault that is {}; a contested one is upheld or dismissed, a defaulted one is slashed or pardoned", act(it.act), state_numbered(it.state)),
        Own::AmountOutOfBounds(it) if it.most == private::U256::ZERO => format!("this act takes no amount, it is from {} to {}; vote with 0", it.least, it.most),
        Own::AmountOutOfBounds(it) => format!("the amount of this act is from {} to {}, in basis points for a slash and else in the smallest units; choose within", it.least, it.most),
        Own::FaultStandsAt(it) => format!("the fault is {} in layer {} now, and the vote is about something else; look with `answerable show fault` and vote on that", state_numbered(it.state), it.layer),
        Own::OwnCase(it) => format!("{:?} is a party to this fault and cannot vote on it; leave it to the other members", address(it.party)),
        Own::NotAnOfficeAct(it) => format!("a call of {} is no act of office; vote for addTerms, setTreasury, setIntake, proposeGovernance or acceptGovernance, or on a fault with a vote of its own", it.selector),
        Own::InvalidLength(it) => format!("the call is {} bytes long and should be {}; encode it as IAnswerable.sol says", it.length, it.expected),
        Own::InstanceRefused(it) => format!("the instance {:?} refused with {}, which is no error of answerable; see with `answerable verify` what is there", address(it.instance), it.data),
        Own::NoAnswer(it) => format!("no answerable contract answers at {:?}; check the address of the instance with `answerable verify`", address(it.instance)),
    }
}

fn act(number: u8) -> String {
    match number {
        1 => "act 1 (uphold)".into(),
        2 => "act 2 (dismiss)".into(),
        3 => "act 3 (slash)".into(),
        4 => "act 4 (pardon)".into(),
        other => format!("act {other}"),
    }
}

fn address(of: private::Address) -> H160 {
    H160(of.into())
}

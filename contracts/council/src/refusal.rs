//! Why something is refused, with the values one needs to put it right.

use answerable_protocol::Amount;
use ink::{
    sol::{DynBytes, FixedBytes},
    Address, H256, U256,
};

/// Every reason for which an act is refused. Each is a Solidity custom error of the same name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::error]
pub enum Refusal {
    MembersOutOfBounds {
        members: U256,
        most: U256,
    },
    /// From 1 to the number of members.
    ThresholdOutOfBounds {
        threshold: u8,
        members: u8,
    },
    /// Nobody cannot be a member.
    InvalidAddress {
        given: Address,
    },
    SeatedTwice {
        member: Address,
    },
    /// A count is exhausted.
    Unsound,

    NotAMember {
        caller: Address,
    },
    AlreadyVoted {
        motion: H256,
    },
    /// The caller has no vote on it that counts.
    NotVoted {
        motion: H256,
    },

    /// The act does not exist in this state.
    NoSuchAct {
        act: u8,
        state: u8,
    },
    AmountOutOfBounds {
        least: Amount,
        most: Amount,
    },
    /// The vote is about another layer or state than the fault is in now.
    FaultStandsAt {
        layer: u8,
        state: u8,
    },
    /// Nobody judges their own case.
    OwnCase {
        party: Address,
    },

    /// Only what governance decides besides rulings.
    NotAnOfficeAct {
        selector: FixedBytes<4>,
    },
    InvalidLength {
        length: U256,
        expected: U256,
    },

    /// The instance's own words.
    InstanceRefused {
        instance: Address,
        data: DynBytes,
    },
    /// It trapped, or what is there is not answerable.
    NoAnswer {
        instance: Address,
    },
}

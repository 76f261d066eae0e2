// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// What the council is to another contract: governance of instances of answerable by several, so many of whom must vote
/// for one and the same thing. docs/protocol.md tells how.
///
/// The name of a motion is the keccak256 of abi.encodePacked of keccak256("answerable.council.v1"), council, uint32 term,
/// uint8 kind, and then
/// - for a ruling, kind 1: instance, uint64 fault, uint8 layer, uint8 state, uint8 act, uint256 amount;
/// - for an act of office, kind 2: instance, call;
/// - for other seats, kind 3: uint8 threshold, then the members, each in 32 bytes as encodePacked has them.
interface ICouncil {
    // ---------------------------------------------------------------------------------------- types

    /// `threshold` of the members decide. `term` rises with each change, from 1.
    struct Seats {
        address[] members;
        uint8 threshold;
        uint32 term;
    }

    /// `votes` has a bit for each member, in the order of the seats. They count for 30 days after `since`. All zero where
    /// no vote counts.
    struct Motion {
        uint32 term;
        uint16 votes;
        uint64 since;
    }

    // --------------------------------------------------------------------------------------- events

    event SeatsChanged(uint32 indexed term, address[] members, uint8 threshold);

    /// The first vote for a motion. Earlier votes for the same motion are void.
    event RulingMoved(
        bytes32 indexed motion,
        address indexed instance,
        uint64 indexed fault,
        uint8 layer,
        uint8 state,
        uint8 act,
        uint256 amount
    );
    event OfficeMoved(bytes32 indexed motion, address indexed instance, bytes call);
    event SeatsMoved(bytes32 indexed motion, address[] members, uint8 threshold);

    event Voted(bytes32 indexed motion, address indexed member);
    event Retracted(bytes32 indexed motion, address indexed member);
    /// The votes sufficed, and it was done.
    event Carried(bytes32 indexed motion);

    // --------------------------------------------------------------------------------------- errors

    error MembersOutOfBounds(uint256 members, uint256 most);
    error ThresholdOutOfBounds(uint8 threshold, uint8 members);
    error InvalidAddress(address given);
    error SeatedTwice(address member);
    /// A count is exhausted.
    error Unsound();

    error NotAMember(address caller);
    error AlreadyVoted(bytes32 motion);
    error NotVoted(bytes32 motion);

    error NoSuchAct(uint8 act, uint8 state);
    error AmountOutOfBounds(uint256 least, uint256 most);
    /// The vote is about another layer or state than the fault is in now.
    error FaultStandsAt(uint8 layer, uint8 state);
    error OwnCase(address party);

    error NotAnOfficeAct(bytes4 selector);
    error InvalidLength(uint256 length, uint256 expected);

    /// `data` is the instance's own error.
    error InstanceRefused(address instance, bytes data);
    /// It trapped, or what is there is not answerable.
    error NoAnswer(address instance);

    // ---------------------------------------------------------------------------------------- votes

    /// Acts: 1 uphold with `amount` as the loss, 2 dismiss, both in state 2 (contested); 3 slash with `amount` basis
    /// points, 4 pardon, both in state 3 (defaulted).
    function voteRuling(address instance, uint64 fault, uint8 layer, uint8 state, uint8 act, uint256 amount)
        external
        returns (bytes32 motion);
    /// `call` is a whole call of `addTerms`, `setTreasury`, `setIntake`, `proposeGovernance` or `acceptGovernance`.
    function voteOffice(address instance, bytes calldata call) external returns (bytes32 motion);
    function voteSeats(address[] calldata members, uint8 threshold) external returns (bytes32 motion);
    function retract(bytes32 motion) external;

    // ---------------------------------------------------------------------------------------- views

    function seats() external view returns (Seats memory);
    function motion(bytes32 motion) external view returns (Motion memory);
    function rulingMotion(address instance, uint64 fault, uint8 layer, uint8 state, uint8 act, uint256 amount)
        external
        view
        returns (bytes32 motion);
    function officeMotion(address instance, bytes calldata call) external view returns (bytes32 motion);
    function seatsMotion(address[] calldata members, uint8 threshold) external view returns (bytes32 motion);
}

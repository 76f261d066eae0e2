// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {IAnswerable} from "../IAnswerable.sol";

/// @title An escrow for inferences that pays for no output that nobody answers for.
/// @notice A client orders an inference and leaves the price here. Whoever delivers a trace of it in
/// answerable gets the recorder paid, if every step of the trace is covered and the client still has
/// time to report a fault. What is not delivered in time is refunded.
contract PaidInference {
    enum State {
        None,
        Open,
        Paid
    }

    struct Order {
        address recorder;
        uint64 deliverBy;
        State state;
        uint64 reportUntil;
        uint256 price;
        uint256 minCover;
    }

    /// @notice Where the traces and those who answer for them are.
    IAnswerable public immutable answerable;

    mapping(address client => mapping(bytes32 input => Order)) private orders;

    event Ordered(address indexed client, bytes32 indexed input, address indexed recorder, uint256 price);
    event Delivered(address indexed client, bytes32 indexed input, bytes32 indexed trace, bytes32 output);
    event Refunded(address indexed client, bytes32 indexed input, uint256 price);

    error NoCoverAsked();
    error NoTimeToReport();
    error AlreadyOrdered(address client, bytes32 input);
    error NoOpenOrder(address client, bytes32 input);
    error OtherRecorder(address ordered, address found);
    error ReportTimeTooShort(uint64 needed, uint64 found);
    error DeliveryOver(uint64 deliverBy);
    error DeliveryNotOver(uint64 deliverBy);
    error PaymentFailed(address to);

    constructor(IAnswerable answerable_) {
        answerable = answerable_;
    }

    /// @notice Orders an inference for the attached price.
    /// @param input The hash of the input, as the trace will name it. It is paid for once: hash a nonce with it.
    /// @param recorder Who must have recorded the trace, and is paid.
    /// @param minCover What must be promised for each step, in the chain's 18-decimal unit.
    /// @param deliverBy The last second in which the output is accepted.
    /// @param reportUntil Until when the client must be able to report a fault, and be covered.
    function order(bytes32 input, address recorder, uint256 minCover, uint64 deliverBy, uint64 reportUntil)
        external
        payable
    {
        // The guard refuses a least cover of zero; say so before anybody has paid.
        if (minCover == 0) revert NoCoverAsked();
        if (reportUntil <= deliverBy) revert NoTimeToReport();
        Order storage placed = orders[msg.sender][input];
        if (placed.state != State.None) revert AlreadyOrdered(msg.sender, input);

        orders[msg.sender][input] = Order(recorder, deliverBy, State.Open, reportUntil, msg.value, minCover);
        emit Ordered(msg.sender, input, recorder, msg.value);
    }

    /// @notice Accepts the output of `trace` and pays its recorder. Anybody may deliver.
    /// @dev What answerable refuses, this refuses with answerable's own error: `NotCovered`, `UnknownTrace`.
    function deliver(bytes32 trace) external {
        IAnswerable.Trace memory found = answerable.trace(trace);
        Order storage placed = orders[found.requester][found.input];
        if (placed.state != State.Open) revert NoOpenOrder(found.requester, found.input);
        if (block.timestamp > placed.deliverBy) revert DeliveryOver(placed.deliverBy);
        if (found.recorder != placed.recorder) revert OtherRecorder(placed.recorder, found.recorder);
        // A promise outlasts the time in which the client can call on it, so the guard alone is not enough.
        if (found.requesterUntil < placed.reportUntil) {
            revert ReportTimeTooShort(placed.reportUntil, found.requesterUntil);
        }
        answerable.requireCovered(trace, placed.minCover, placed.reportUntil);

        placed.state = State.Paid;
        emit Delivered(found.requester, found.input, trace, found.output);
        pay(found.recorder, placed.price);
    }

    /// @notice Gives the caller's money back when nothing was delivered in time.
    function refund(bytes32 input) external {
        Order memory placed = orders[msg.sender][input];
        if (placed.state != State.Open) revert NoOpenOrder(msg.sender, input);
        if (block.timestamp <= placed.deliverBy) revert DeliveryNotOver(placed.deliverBy);

        delete orders[msg.sender][input];
        emit Refunded(msg.sender, input, placed.price);
        pay(msg.sender, placed.price);
    }

    function pay(address to, uint256 amount) private {
        (bool paid,) = to.call{value: amount}("");
        if (!paid) revert PaymentFailed(to);
    }
}

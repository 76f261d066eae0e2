// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

/// What answerable is to another contract. All amounts are in the chain's 18-decimal unit, all times in
/// seconds since 1970, steps and ids are numbered from 1. docs/protocol.md tells what each means.
interface IAnswerable {
    // ---------------------------------------------------------------------------------------- types

    /// Windows, in seconds.
    struct Windows {
        uint32 answer;
        uint32 ruling;
        uint32 report;
        uint32 recourse;
    }

    /// The rules that a trace or a batch is judged by for good. Basis points are ten-thousandths.
    struct Terms {
        Windows windows;
        uint256 minCover;
        uint256 reportDeposit;
        uint256 contestDeposit;
        uint16 lostPenaltyBps;
        uint16 maxDefaultPenaltyBps;
        uint16 reporterShareBps;
    }

    /// How often something happened to an account, and for how much in all.
    struct Tally {
        uint32 times;
        uint256 amount;
    }

    struct Account {
        uint256 free;
        uint256 locked;
        Tally honored;
        Tally defended;
        Tally lost;
        Tally undecided;
        Tally defaulted;
        Tally volunteered;
    }

    /// A trace as its requester holds it. `steps` is packed, 53 bytes a step: kind, actor, commitment.
    struct TraceData {
        address requester;
        bytes32 input;
        bytes32 output;
        uint64 at;
        bytes steps;
    }

    /// Kinds: 1 model, 2 compute, 3 verification, 4 data, 5 tool.
    struct Step {
        uint8 kind;
        address actor;
        bytes32 commitment;
        bool attested;
    }

    /// `batch` is zero unless the trace was opened out of one.
    struct Trace {
        address recorder;
        address requester;
        bytes32 input;
        bytes32 output;
        uint64 at;
        uint64 recordedAt;
        uint32 terms;
        uint64 batch;
        uint64 requesterUntil;
        uint64 busyUntil;
        Step[] steps;
    }

    /// `kept` pledges were drawn from a mandate or took an offer of the requester or the recorder, so that strangers
    /// cannot crowd them out; `mandate` is zero unless drawn.
    struct Pledge {
        address surety;
        uint256 cover;
        uint256 left;
        uint64 mandate;
        uint64 paidAt;
        bool kept;
    }

    /// `fault` is the open fault on the step, or zero.
    struct StepRecord {
        Step step;
        uint64 fault;
        Pledge[] pledges;
    }

    struct BatchPledge {
        uint64 mandate;
        address surety;
        address actor;
        uint8 kinds;
        uint256 perTrace;
        uint256 lockedLeft;
    }

    struct Batch {
        address recorder;
        bytes32 root;
        uint8 depth;
        uint64 anchoredAt;
        uint32 terms;
        uint64 busyUntil;
        uint32 openFaults;
        BatchPledge[] pledges;
    }

    /// `kinds` is a set of `1 << kind`.
    struct Mandate {
        address surety;
        address actor;
        uint8 kinds;
        address recorder;
        uint32 terms;
        uint256 perTrace;
        uint256 limit;
        uint256 outstanding;
        uint16 premiumBps;
        uint64 until;
        bool revoked;
    }

    struct Offer {
        bytes32 trace;
        uint8 step;
        address payer;
        uint256 cover;
        uint256 coverLeft;
        uint256 premium;
        uint256 premiumLeft;
        uint64 until;
    }

    /// What a fault is about; it never changes. `batchPledge` is the place of the batch's pledge that answers
    /// for the step, from 1, or zero.
    struct Filed {
        bytes32 trace;
        uint8 step;
        bool recourse;
        address reporter;
        address beneficiary;
        address recorder;
        address governance;
        bytes32 evidence;
        uint64 reportEnd;
        uint64 batch;
        uint8 batchPledge;
        uint32 terms;
    }

    /// States: 1 answering, 2 contested, 3 defaulted, 4 orphaned, 5 made good, 6 withdrawn, 7 dismissed,
    /// 8 pardoned, 9 unanswered. `called` is zero unless a surety is called.
    struct Fault {
        Filed filed;
        Terms terms;
        uint8 state;
        uint8 layer;
        address called;
        uint64 deadline;
        uint256 loss;
        uint256 paid;
        uint256 conceded;
        uint256 defaulted;
        uint256 reportDeposit;
        uint256 contestDeposit;
    }

    struct Layer {
        address surety;
        uint256 left;
        uint64 until;
    }

    struct Draw {
        uint8 step;
        uint64 mandate;
        uint256 amount;
    }

    struct BatchDraw {
        uint64 mandate;
        uint256 perTrace;
    }

    struct Totals {
        uint256 accounted;
        uint256 locked;
        uint256 deposits;
        uint256 premiums;
        uint64 traces;
        uint64 batches;
        uint64 mandates;
        uint64 offers;
        uint64 faults;
    }

    struct Office {
        address governance;
        address proposed;
        address treasury;
        bool intakeOpen;
        uint32 terms;
        Windows shortest;
    }

    // --------------------------------------------------------------------------------------- events

    event Deposited(address indexed account, uint256 amount);
    event Withdrawn(address indexed account, uint256 amount);

    /// What the trace says is what `trace` returns, for good.
    event Recorded(bytes32 indexed trace, address indexed recorder, address indexed requester);
    event Anchored(
        uint64 indexed batch, address indexed recorder, bytes32 root, uint8 depth, bytes32 uriHash, uint32 terms
    );
    event Opened(bytes32 indexed trace, uint64 indexed batch, address indexed requester);
    event Attested(bytes32 indexed trace, uint8 step);

    /// `premium` comes from `offer`, or, if `mandate` is not zero, from the recorder's free money.
    event Pledged(
        bytes32 indexed trace,
        address indexed surety,
        uint8 step,
        uint256 cover,
        uint256 reserved,
        uint64 mandate,
        uint64 offer,
        uint256 premium
    );
    event BatchPledged(
        uint64 indexed batch,
        address indexed surety,
        uint64 mandate,
        uint256 perTrace,
        uint256 reserved,
        uint256 premium
    );
    event Offered(
        uint64 indexed offer,
        bytes32 indexed trace,
        address indexed payer,
        uint8 step,
        uint256 cover,
        uint256 premium,
        uint64 until
    );
    event OfferWithdrawn(uint64 indexed offer, uint256 amount);
    event Granted(
        uint64 indexed mandate,
        address indexed surety,
        address indexed recorder,
        address actor,
        uint8 kinds,
        uint32 terms,
        uint256 perTrace,
        uint256 limit,
        uint16 premiumBps,
        uint64 until
    );
    event Revoked(uint64 indexed mandate);
    event Released(bytes32 indexed trace, uint8 step);
    event BatchReleased(uint64 indexed batch);

    event Reported(
        uint64 indexed fault,
        bytes32 indexed trace,
        address indexed reporter,
        uint8 step,
        address beneficiary,
        bool recourse,
        uint256 loss,
        uint256 deposit,
        bytes32 evidence,
        string uri
    );
    event Called(uint64 indexed fault, address indexed surety, uint8 layer, uint64 deadline);
    event Contested(
        uint64 indexed fault,
        address indexed surety,
        uint256 conceded,
        uint256 deposit,
        bytes32 defence,
        uint64 deadline
    );
    /// `due` is zero if the default moved no counter.
    event Defaulted(uint64 indexed fault, address indexed surety, uint256 due, uint64 deadline);
    event Upheld(uint64 indexed fault, uint256 loss);
    event Slashed(uint64 indexed fault, uint16 bps);
    /// A called surety paid. `standing` is the counter that it moved: 0 none, 1 honored, 2 defended, 3 lost,
    /// 4 undecided, 5 defaulted, 6 volunteered; `counted` is by how much.
    event Paid(
        uint64 indexed fault,
        address indexed surety,
        address indexed beneficiary,
        uint256 amount,
        uint256 penalty,
        uint256 toReporter,
        uint256 unlocked,
        uint8 standing,
        uint256 counted
    );
    /// `amount` is zero if it moved no counter.
    event Defended(uint64 indexed fault, address indexed surety, uint256 amount);
    /// The deposit of a report or of a contest left the fault.
    event DepositMoved(uint64 indexed fault, address indexed to, uint256 amount);
    event Orphaned(uint64 indexed fault, uint256 unpaid, uint64 deadline);
    /// `counted` is zero unless this payment closed the fault and moved the counter.
    event Volunteered(uint64 indexed fault, address indexed volunteer, uint256 amount, uint256 counted);
    event Closed(uint64 indexed fault, uint8 state, uint256 unpaid);

    event TermsAdded(uint32 indexed terms, Terms content);
    event TreasurySet(address indexed treasury);
    event IntakeSet(bool open);
    event GovernanceProposed(address indexed proposed);
    event GovernanceAccepted(address indexed governance);

    // --------------------------------------------------------------------------------------- errors

    error InvalidCalldata(uint32 at);
    error ZeroAmount();
    error AmountTooLarge(uint256 amount);
    error InsufficientFree(address account, uint256 needed, uint256 free);
    error PaymentRejected(uint256 amount);
    error EmptyHash();
    error InvalidAddress(address given);
    error IntakeClosed();
    /// The books do not add up. Nothing was changed; this is a bug to report.
    error Unsound();

    error TermsChanged(uint32 current);
    error UnknownTrace(bytes32 trace);
    error UnknownStep(uint8 step, uint8 steps);
    error UnknownBatch(uint64 batch);
    error UnknownMandate(uint64 mandate);
    error UnknownOffer(uint64 offer);
    error UnknownFault(uint64 fault);
    error UnknownTerms(uint32 terms);

    error InvalidSteps(uint256 length);
    error UnknownKind(uint8 step, uint8 kind);
    error AlreadyRecorded(bytes32 trace);
    error BatchTooDeep(uint8 depth, uint8 deepest);
    error NotInBatch(bytes32 trace);
    error NotTheActor(address actor);
    error AlreadyAttested(uint8 step);

    error CoverTooSmall(uint256 least);
    error StepHasOpenFault(uint64 fault);
    error ReportWindowClosed(uint64 until);
    error PledgesFull(uint8 places);
    error AlreadyPledged(address surety);
    error Expired(uint64 until);
    error OfferExhausted(uint64 offer);
    error PremiumTooSmall(uint256 premium);
    error NotThePayer(address payer);
    error InvalidKinds(uint8 kinds);
    error NotTheSurety(address surety);
    error MandateRevoked(uint64 mandate);
    error MandateForRecorder(address recorder);
    error MandateForActor(address actor);
    error MandateForKinds(uint8 kinds);
    error MandateForTerms(uint32 terms);
    error OverPerTrace(uint256 perTrace);
    error OverOutstanding(uint256 room);
    error ActorCovered(address actor);
    error NoDraws();
    error TooManyDraws(uint256 most);
    error StillPromised(uint64 until);
    error FaultsOpen(uint32 open);
    error NothingToRelease();
    error NotCovered(uint8 step, uint256 cover, uint64 until);

    error WrongState(uint8 state);
    error TooLate(uint64 deadline);
    error TooEarly(uint64 deadline);
    error NotCalled(address called);
    error NotTheReporter(address reporter);
    error SomethingPaid(uint256 paid);
    error NothingContested(uint256 due);
    error LossTooLarge(uint256 reported);
    error UriTooLong(uint256 most);
    error SlashOutOfBounds(uint16 above, uint16 most);
    error OwnCase(address party);
    error OwnLoss();
    error RecourseNotYet(uint64 from);
    error RecourseOver(uint64 until);
    error RecourseUsed(uint8 step);
    error NothingToRecover(uint256 recoverable, uint256 least);

    error NotGovernance(address governance);
    error NotProposed(address proposed);
    error WindowOutOfBounds(uint32 shortest, uint32 longest);
    error BpsOutOfBounds(uint16 most);
    error PenaltiesOutOfOrder(uint16 lost, uint16 maxDefault);
    error ContestDepositMissing();

    // ---------------------------------------------------------------------------------------- money

    function deposit() external payable;
    function withdraw(uint256 amount) external;

    // ------------------------------------------------------------------------------------ recording

    function record(
        address requester,
        bytes32 input,
        bytes32 output,
        uint64 at,
        bytes calldata steps,
        uint32 terms
    ) external returns (bytes32 trace);
    function recordCovered(
        address requester,
        bytes32 input,
        bytes32 output,
        uint64 at,
        bytes calldata steps,
        uint32 terms,
        Draw[] calldata cover
    ) external payable returns (bytes32 trace);
    function anchor(bytes32 root, uint8 depth, bytes32 uriHash, uint32 terms) external returns (uint64 batch);
    function anchorCovered(bytes32 root, uint8 depth, bytes32 uriHash, uint32 terms, BatchDraw[] calldata cover)
        external
        payable
        returns (uint64 batch);
    function open(uint64 batch, TraceData calldata data, bytes32[] calldata proof) external returns (bytes32 trace);
    function openAndReport(
        uint64 batch,
        TraceData calldata data,
        bytes32[] calldata proof,
        uint8 step,
        uint256 loss,
        bytes32 evidence,
        string calldata uri
    ) external payable returns (uint64 fault);
    function attest(bytes32 trace, uint8 step) external;

    // ------------------------------------------------------------------------------- responsibility

    function pledge(bytes32 trace, uint8 step, uint256 cover) external payable;
    function pledgeForOffer(uint64 offer, uint256 cover, uint256 leastPremium) external payable;
    function offer(bytes32 trace, uint8 step, uint256 cover, uint256 premium, uint64 until)
        external
        payable
        returns (uint64 id);
    function withdrawOffer(uint64 offer) external;
    function grant(
        address actor,
        uint8 kinds,
        address recorder,
        uint32 terms,
        uint256 perTrace,
        uint256 limit,
        uint16 premiumBps,
        uint64 until
    ) external payable returns (uint64 mandate);
    function revoke(uint64 mandate) external;
    function release(bytes32 trace, uint8 step) external;
    function releaseBatch(uint64 batch) external;

    // --------------------------------------------------------------------------------------- faults

    function report(bytes32 trace, uint8 step, uint256 loss, bytes32 evidence, string calldata uri)
        external
        payable
        returns (uint64 fault);
    function recourse(bytes32 trace, uint8 step, bytes32 evidence, string calldata uri)
        external
        payable
        returns (uint64 fault);
    function ownUp(uint64 fault) external;
    function contest(uint64 fault, uint256 conceded, bytes32 defence) external payable;
    function withdrawReport(uint64 fault) external;
    function declareDefault(uint64 fault) external;
    function stepForward(uint64 fault, uint256 max) external payable;
    function settle(uint64 fault) external;

    // ----------------------------------------------------------------------------------- governance

    function ruleUphold(uint64 fault, uint256 loss) external;
    function ruleDismiss(uint64 fault) external;
    function slash(uint64 fault, uint16 bps) external;
    function pardon(uint64 fault) external;
    function addTerms(Terms calldata content) external returns (uint32 terms);
    function setTreasury(address treasury) external;
    function setIntake(bool open) external;
    function proposeGovernance(address proposed) external;
    function acceptGovernance() external;

    // ---------------------------------------------------------------------------------------- views

    function account(address owner) external view returns (Account memory);
    function trace(bytes32 trace) external view returns (Trace memory);
    function step(bytes32 trace, uint8 step) external view returns (StepRecord memory);
    function batch(uint64 batch) external view returns (Batch memory);
    function mandate(uint64 mandate) external view returns (Mandate memory);
    function offered(uint64 offer) external view returns (Offer memory);
    function terms(uint32 terms) external view returns (Terms memory);
    function fault(uint64 fault) external view returns (Fault memory);
    function totals() external view returns (Totals memory);
    function office() external view returns (Office memory);
    /// The contract whose code does what is not called every day, on this contract's own storage.
    function annex() external view returns (address);

    /// Whether `who` may not judge `fault`.
    function isParty(uint64 fault, address who) external view returns (bool);
    /// The pledges that answer for a step, in the order in which they would be called.
    function whoAnswers(bytes32 trace, uint8 step) external view returns (Layer[] memory);
    /// The cover of each step, counted as `requireCovered` counts it.
    function coverOf(bytes32 trace) external view returns (uint256[] memory);
    /// The steps that nobody answers for, as a set of `1 << step`.
    function uncoveredSteps(bytes32 trace) external view returns (uint8);
    /// Reverts with the first step that has less than `minCover`, which is not zero, promised until `minUntil`. The
    /// requester's own time to report ends earlier: at the trace's `requesterUntil`.
    function requireCovered(bytes32 trace, uint256 minCover, uint64 minUntil) external view;
    /// The same for a trace that may still lie in a batch.
    function requireCoveredInBatch(
        uint64 batch,
        TraceData calldata data,
        bytes32[] calldata proof,
        uint256 minCover,
        uint64 minUntil
    ) external view;
}

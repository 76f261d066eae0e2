// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {IAnswerable} from "../../contracts/examples/IAnswerable.sol";

/// @title The hot acts of answerable, written plainly in Solidity.
/// @notice What somebody would deploy who needs `record`, `pledge`, `report` and `ownUp` and writes them in
/// Solidity: the same checks in the same order, the same state, the same ids, events and errors, and the
/// layout that keeps the slots of each act few. What these acts cannot meet (batches, mandates, offers,
/// contests, defaults, recourse) is not here; the state that they would share with these acts is.
///
/// It is here to be measured against, and is not for use.
contract PlainAnswerable {
    // ---------------------------------------------------------------------------------------- state

    struct Office {
        address governance;
        uint32 terms;
        bool intakeOpen;
        uint56 traces;
    }

    struct Books {
        uint128 accounted;
        uint128 locked;
    }

    struct Files {
        uint128 deposits;
        uint64 faults;
    }

    struct Version {
        Times times;
        Prices prices;
        uint128 contestDeposit;
    }

    struct Times {
        uint32 answer;
        uint32 ruling;
        uint32 report;
        uint32 recourse;
        uint128 minCover;
    }

    struct Prices {
        uint128 reportDeposit;
        uint16 lostPenaltyBps;
        uint16 maxDefaultPenaltyBps;
        uint16 reporterShareBps;
    }

    struct Tally {
        uint128 amount;
        uint32 times;
    }

    struct Account {
        Money money;
        Tally honored;
        Tally defended;
        Tally lost;
        Tally undecided;
        Tally defaulted;
        Tally volunteered;
    }

    struct Money {
        uint128 free;
        uint128 locked;
    }

    struct Trace {
        Record record;
        address requester;
        uint64 at;
        bytes32 input;
        bytes32 output;
        Docket docket;
        Step[5] steps;
    }

    struct Record {
        address recorder;
        uint40 recordedAt;
        uint32 terms;
        uint8 steps;
        uint8 attested;
    }

    struct Step {
        address actor;
        uint8 kind;
        bytes32 commitment;
        Post post;
        Pledge[4] pledges;
    }

    /// The moving part of a trace, stored with its first report. Sets of steps are sets of `1 << step`.
    struct Docket {
        uint64 requesterUntil;
        uint64 busyUntil;
        uint64 requesterClosed;
        uint8 open;
        uint8 strangers;
        uint8 requesters;
    }

    /// The moving part of a step.
    struct Post {
        uint64 fault;
        uint64 blockedFrom;
        uint64 blockedUntil;
        uint8 pledges;
        bool open;
    }

    struct Pledge {
        address surety;
        uint40 paidAt;
        bool kept;
        uint48 mandate;
        uint128 cover;
        uint128 left;
    }

    /// Who is called, what the report deposit is and who is harmed follow from the pledge, the terms and the trace.
    struct Fault {
        bytes32 trace;
        bytes32 evidence;
        address reporter;
        uint64 deadline;
        uint8 step;
        uint8 state;
        uint8 layer;
        bool recourse;
        uint128 loss;
        uint128 paid;
        address governance;
    }

    bytes32 private constant DOMAIN = keccak256("answerable.trace.v1");

    uint256 private constant STEP_LENGTH = 53;
    uint256 private constant MOST_STEPS = 5;
    uint256 private constant LONGEST_URI = 256;
    uint256 private constant BPS = 10_000;
    uint32 private constant LONGEST_WINDOW = 365 days;
    uint16 private constant LARGEST_REPORTER_SHARE = 5_000;

    uint8 private constant PLACES = 4;
    uint8 private constant OPEN_PLACES = 2;

    uint8 private constant ANSWERING = 1;
    uint8 private constant ORPHANED = 4;
    uint8 private constant MADE_GOOD = 5;

    uint8 private constant HONORED = 1;

    Office private _office;
    Books private _books;
    Files private _files;
    address private _treasury;
    IAnswerable.Windows private _shortest;
    mapping(uint256 version => Version) private _terms;
    mapping(address owner => Account) private _accounts;
    mapping(bytes32 trace => Trace) private _traces;
    mapping(uint256 fault => Fault) private _faults;

    constructor(
        address governance,
        address treasury,
        IAnswerable.Windows memory shortest,
        IAnswerable.Terms memory first
    ) {
        _checkWindows(shortest, IAnswerable.Windows(1, 1, 1, 1));
        _requireOther(governance);
        _requireOther(treasury);
        _office.governance = governance;
        _office.intakeOpen = true;
        _treasury = treasury;
        _shortest = shortest;
        _enact(first);
    }

    // ---------------------------------------------------------------------------------------- money

    function deposit() external payable {
        if (msg.value == 0) revert IAnswerable.ZeroAmount();
        _credit();
    }

    function withdraw(uint256 amount) external {
        uint128 wanted = _amount(amount);
        if (wanted == 0) revert IAnswerable.ZeroAmount();
        _takeFree(_accounts[msg.sender].money, wanted);
        unchecked {
            // All free money is accounted for.
            _books.accounted -= wanted;
        }
        emit IAnswerable.Withdrawn(msg.sender, wanted);
        (bool accepted,) = msg.sender.call{value: wanted}("");
        if (!accepted) revert IAnswerable.PaymentRejected(wanted);
    }

    // ------------------------------------------------------------------------------------ recording

    function record(
        address requester,
        bytes32 input,
        bytes32 output,
        uint64 at,
        bytes calldata steps,
        uint32 terms_
    ) external returns (bytes32 id) {
        Office storage office_ = _office;
        if (!office_.intakeOpen) revert IAnswerable.IntakeClosed();
        if (terms_ != office_.terms) revert IAnswerable.TermsChanged(office_.terms);
        if (requester == address(0) || requester == address(this)) revert IAnswerable.InvalidAddress(requester);
        if (input == 0 || output == 0) revert IAnswerable.EmptyHash();
        uint256 count = steps.length / STEP_LENGTH;
        if (steps.length % STEP_LENGTH != 0 || count == 0 || count > MOST_STEPS) {
            revert IAnswerable.InvalidSteps(steps.length);
        }
        id = keccak256(abi.encodePacked(DOMAIN, address(this), msg.sender, requester, input, output, at, steps));
        Trace storage trace_ = _traces[id];
        if (trace_.record.recordedAt != 0) {
            _checkSteps(steps, count);
            revert IAnswerable.AlreadyRecorded(id);
        }
        _keepSteps(trace_, steps, count);
        trace_.record.recorder = msg.sender;
        trace_.record.recordedAt = uint40(block.timestamp);
        trace_.record.terms = terms_;
        trace_.record.steps = uint8(count);
        trace_.requester = requester;
        trace_.at = at;
        trace_.input = input;
        trace_.output = output;
        unchecked {
            // 2^56 records take longer than there is time.
            ++office_.traces;
        }
        emit IAnswerable.Recorded(id, msg.sender, requester, input, output);
    }

    // ------------------------------------------------------------------------------- responsibility

    function pledge(bytes32 id, uint8 step_, uint256 cover_) external payable {
        uint128 cover = _amount(cover_);
        _credit();
        if (!_office.intakeOpen) revert IAnswerable.IntakeClosed();
        (Trace storage trace_, Step storage step__) = _scope(id, step_);
        Version storage version = _terms[trace_.record.terms];
        uint256 reportEnd = uint256(trace_.record.recordedAt) + version.times.report;
        if (block.timestamp > reportEnd) revert IAnswerable.ReportWindowClosed(uint64(reportEnd));
        Post storage post = step__.post;
        if (post.open) revert IAnswerable.StepHasOpenFault(post.fault);
        if (cover < version.times.minCover) revert IAnswerable.CoverTooSmall(version.times.minCover);
        uint256 count = post.pledges;
        _requirePlace(step__, count);

        uint128 reserved = _amount(_reserve(cover, version.prices.maxDefaultPenaltyBps));
        Money storage money = _accounts[msg.sender].money;
        _takeFree(money, reserved);
        unchecked {
            // It was free money a moment ago, and all money fits.
            money.locked += reserved;
            _books.locked += reserved;
        }
        post.pledges = uint8(count + 1);
        Pledge storage mine = step__.pledges[count];
        mine.surety = msg.sender;
        mine.cover = cover;
        mine.left = cover;
        emit IAnswerable.Pledged(id, msg.sender, step_, cover, reserved, 0, 0, 0);
    }

    // --------------------------------------------------------------------------------------- faults

    function report(bytes32 id, uint8 step_, uint256 loss_, bytes32 evidence, string calldata uri)
        external
        payable
        returns (uint64 fault_)
    {
        uint128 loss = _amount(loss_);
        _credit();
        (Trace storage trace_, Step storage step__) = _scope(id, step_);
        if (evidence == 0) revert IAnswerable.EmptyHash();
        if (bytes(uri).length > LONGEST_URI) revert IAnswerable.UriTooLong(LONGEST_URI);
        if (loss == 0) revert IAnswerable.ZeroAmount();

        Version storage version = _terms[trace_.record.terms];
        address requester = trace_.requester;
        uint64 reportEnd = trace_.record.recordedAt + version.times.report;
        Docket memory docket = _docketOf(trace_, version, reportEnd);
        _requireReportTime(docket, msg.sender == requester, reportEnd);
        Post storage post = step__.post;
        if (post.open) revert IAnswerable.StepHasOpenFault(post.fault);

        uint128 deposit_ = version.prices.reportDeposit;
        _takeFree(_accounts[msg.sender].money, deposit_);
        unchecked {
            fault_ = ++_files.faults;
        }
        emit IAnswerable.Reported(
            fault_, id, msg.sender, step_, requester, false, loss, deposit_, evidence, uri
        );

        uint8 bit = uint8(1 << step_);
        docket.open |= bit;
        docket.requesters |= bit;
        if (msg.sender != requester) docket.strangers |= bit;
        if (block.timestamp > post.blockedUntil) post.blockedFrom = uint64(block.timestamp);
        post.fault = fault_;

        Fault storage it = _faults[fault_];
        it.trace = id;
        it.evidence = evidence;
        it.loss = loss;
        it.governance = _office.governance;
        it.reporter = msg.sender;
        it.step = step_;
        (uint8 layer, address surety) = _nextLayer(step__, 1, requester);
        if (layer != 0) {
            uint64 deadline = uint64(block.timestamp + version.times.answer);
            it.state = ANSWERING;
            it.layer = layer;
            it.deadline = deadline;
            post.open = true;
            unchecked {
                // Deposits are part of what is accounted for.
                _files.deposits += deposit_;
            }
            emit IAnswerable.Called(fault_, surety, layer, deadline);
        } else {
            _giveFree(msg.sender, deposit_);
            if (deposit_ != 0) emit IAnswerable.DepositMoved(fault_, msg.sender, deposit_);
            _leave(docket, post, version, bit);
            _orphan(it, fault_, version, reportEnd, loss);
        }
        trace_.docket = docket;
    }

    function ownUp(uint64 fault_) external {
        Fault storage it = _faults[fault_];
        uint8 state = it.state;
        if (state == 0) revert IAnswerable.UnknownFault(fault_);
        if (state != ANSWERING) revert IAnswerable.WrongState(state);
        Trace storage trace_ = _traces[it.trace];
        uint8 step_ = it.step;
        uint8 layer = it.layer;
        Step storage step__ = trace_.steps[step_ - 1];
        Pledge storage called = step__.pledges[layer - 1];
        if (msg.sender != called.surety) revert IAnswerable.NotCalled(called.surety);
        if (block.timestamp > it.deadline) revert IAnswerable.TooLate(it.deadline);

        Version storage version = _terms[trace_.record.terms];
        address beneficiary = trace_.requester;
        address reporter = it.reporter;
        uint128 unpaid = it.loss - it.paid;
        uint128 left = called.left;
        uint128 amount = left < unpaid ? left : unpaid;
        uint128 freed;
        unchecked {
            // `amount` is at most `left` and `unpaid`, and a smaller cover has a smaller reserve.
            uint256 bps = version.prices.maxDefaultPenaltyBps;
            freed = uint128(_reserve(left, bps) - _reserve(left - amount, bps));
            unpaid -= amount;
            called.left = left - amount;
            called.paidAt = uint40(block.timestamp);
            it.paid += amount;
        }
        _payOut(fault_, reporter, beneficiary, amount, freed);

        Docket memory docket = trace_.docket;
        Post storage post = step__.post;
        uint8 bit = uint8(1 << step_);
        if (unpaid == 0) {
            _returnDeposit(fault_, reporter, version.prices.reportDeposit);
            _leave(docket, post, version, bit);
            it.state = MADE_GOOD;
            emit IAnswerable.Closed(fault_, MADE_GOOD, 0);
        } else {
            (uint8 next, address surety) = _nextLayer(step__, layer + 1, beneficiary);
            if (next != 0) {
                uint64 deadline = uint64(block.timestamp + version.times.answer);
                it.layer = next;
                it.deadline = deadline;
                _extend(docket, version, bit);
                emit IAnswerable.Called(fault_, surety, next, deadline);
            } else {
                _returnDeposit(fault_, reporter, version.prices.reportDeposit);
                _leave(docket, post, version, bit);
                _orphan(it, fault_, version, trace_.record.recordedAt + version.times.report, unpaid);
            }
        }
        trace_.docket = docket;
    }

    // ----------------------------------------------------------------------------------- governance

    function addTerms(IAnswerable.Terms calldata content) external returns (uint32) {
        _onlyGovernance();
        return _enact(content);
    }

    function setIntake(bool open) external {
        _onlyGovernance();
        _office.intakeOpen = open;
        emit IAnswerable.IntakeSet(open);
    }

    // ---------------------------------------------------------------------------------------- views

    function account(address owner) external view returns (IAnswerable.Account memory) {
        Account storage it = _accounts[owner];
        return IAnswerable.Account({
            free: it.money.free,
            locked: it.money.locked,
            honored: _show(it.honored),
            defended: _show(it.defended),
            lost: _show(it.lost),
            undecided: _show(it.undecided),
            defaulted: _show(it.defaulted),
            volunteered: _show(it.volunteered)
        });
    }

    function trace(bytes32 id) external view returns (IAnswerable.Trace memory shown) {
        Trace storage trace_ = _known(id);
        Version storage version = _terms[trace_.record.terms];
        Docket memory docket = _docketOf(trace_, version, trace_.record.recordedAt + version.times.report);
        shown.recorder = trace_.record.recorder;
        shown.requester = trace_.requester;
        shown.input = trace_.input;
        shown.output = trace_.output;
        shown.at = trace_.at;
        shown.recordedAt = trace_.record.recordedAt;
        shown.terms = trace_.record.terms;
        shown.requesterUntil = docket.requesterUntil;
        shown.busyUntil = docket.busyUntil;
        shown.steps = new IAnswerable.Step[](trace_.record.steps);
        for (uint256 i; i < shown.steps.length; ++i) {
            shown.steps[i] = _showStep(trace_, i);
        }
    }

    function step(bytes32 id, uint8 number) external view returns (IAnswerable.StepRecord memory shown) {
        (Trace storage trace_, Step storage step_) = _scope(id, number);
        shown.step = _showStep(trace_, number - 1);
        if (step_.post.open) shown.fault = step_.post.fault;
        shown.pledges = new IAnswerable.Pledge[](step_.post.pledges);
        for (uint256 i; i < shown.pledges.length; ++i) {
            Pledge storage it = step_.pledges[i];
            shown.pledges[i] = IAnswerable.Pledge(it.surety, it.cover, it.left, it.mandate, it.paidAt, it.kept);
        }
    }

    function terms(uint32 version) external view returns (IAnswerable.Terms memory) {
        if (version == 0 || version > _office.terms) revert IAnswerable.UnknownTerms(version);
        return _showTerms(_terms[version]);
    }

    function fault(uint64 number) external view returns (IAnswerable.Fault memory shown) {
        Fault memory it = _faults[number];
        if (it.state == 0) revert IAnswerable.UnknownFault(number);
        Trace storage trace_ = _traces[it.trace];
        Record memory record_ = trace_.record;
        shown.terms = _showTerms(_terms[record_.terms]);
        shown.filed.trace = it.trace;
        shown.filed.step = it.step;
        shown.filed.recourse = it.recourse;
        shown.filed.reporter = it.reporter;
        shown.filed.beneficiary = trace_.requester;
        shown.filed.recorder = record_.recorder;
        shown.filed.governance = it.governance;
        shown.filed.evidence = it.evidence;
        shown.filed.reportEnd = record_.recordedAt + shown.terms.windows.report;
        shown.filed.terms = record_.terms;
        shown.state = it.state;
        shown.layer = it.layer;
        shown.deadline = it.deadline;
        shown.loss = it.loss;
        shown.paid = it.paid;
        if (it.state == ANSWERING) {
            shown.called = trace_.steps[it.step - 1].pledges[it.layer - 1].surety;
            shown.reportDeposit = shown.terms.reportDeposit;
        }
    }

    function totals() external view returns (IAnswerable.Totals memory shown) {
        shown.accounted = _books.accounted;
        shown.locked = _books.locked;
        shown.deposits = _files.deposits;
        shown.traces = _office.traces;
        shown.faults = _files.faults;
    }

    function office() external view returns (IAnswerable.Office memory shown) {
        shown.governance = _office.governance;
        shown.treasury = _treasury;
        shown.intakeOpen = _office.intakeOpen;
        shown.terms = _office.terms;
        shown.shortest = _shortest;
    }

    // -------------------------------------------------------------------------------------- helpers

    function _amount(uint256 amount) private pure returns (uint128) {
        if (amount > type(uint128).max) revert IAnswerable.AmountTooLarge(amount);
        return uint128(amount);
    }

    /// The attached value is the caller's at once.
    function _credit() private {
        if (msg.value == 0) return;
        uint128 value = _amount(msg.value);
        _accounts[msg.sender].money.free += value;
        _books.accounted += value;
        emit IAnswerable.Deposited(msg.sender, value);
    }

    function _takeFree(Money storage money, uint128 amount) private {
        uint128 free = money.free;
        if (amount > free) revert IAnswerable.InsufficientFree(msg.sender, amount, free);
        unchecked {
            money.free = free - amount;
        }
    }

    function _giveFree(address to, uint128 amount) private {
        unchecked {
            // All money together fits.
            _accounts[to].money.free += amount;
        }
    }

    /// What must be locked so that this cover and the dearest penalty on it can be paid at any moment.
    function _reserve(uint128 cover, uint256 bps) private pure returns (uint256) {
        unchecked {
            // 128 and 16 bits.
            return cover + (cover * bps + (BPS - 1)) / BPS;
        }
    }

    function _known(bytes32 id) private view returns (Trace storage trace_) {
        trace_ = _traces[id];
        if (trace_.record.recordedAt == 0) revert IAnswerable.UnknownTrace(id);
    }

    function _scope(bytes32 id, uint8 number) private view returns (Trace storage trace_, Step storage step_) {
        trace_ = _known(id);
        uint8 count = trace_.record.steps;
        if (number == 0 || number > count) revert IAnswerable.UnknownStep(number, count);
        unchecked {
            step_ = trace_.steps[number - 1];
        }
    }

    function _requirePlace(Step storage step_, uint256 count) private view {
        uint256 strangers;
        unchecked {
            for (uint256 i; i < count; ++i) {
                Pledge storage other = step_.pledges[i];
                if (other.surety == msg.sender) revert IAnswerable.AlreadyPledged(msg.sender);
                if (!other.kept) ++strangers;
            }
        }
        if (count >= PLACES) revert IAnswerable.PledgesFull(PLACES);
        if (strangers >= OPEN_PLACES) revert IAnswerable.PledgesFull(OPEN_PLACES);
    }

    function _checkSteps(bytes calldata steps, uint256 count) private pure {
        for (uint256 i; i < count; ++i) {
            _stepIn(steps, i);
        }
    }

    function _keepSteps(Trace storage trace_, bytes calldata steps, uint256 count) private {
        for (uint256 i; i < count; ++i) {
            (uint8 kind, address actor, bytes32 commitment) = _stepIn(steps, i);
            Step storage it = trace_.steps[i];
            it.actor = actor;
            it.kind = kind;
            it.commitment = commitment;
        }
    }

    function _stepIn(bytes calldata steps, uint256 index)
        private
        pure
        returns (uint8 kind, address actor, bytes32 commitment)
    {
        unchecked {
            // At most five steps.
            bytes calldata it = steps[index * STEP_LENGTH:(index + 1) * STEP_LENGTH];
            kind = uint8(it[0]);
            if (kind == 0 || kind > 5) revert IAnswerable.UnknownKind(uint8(index + 1), kind);
            actor = address(bytes20(it[1:]));
            if (actor == address(0)) revert IAnswerable.InvalidAddress(actor);
            commitment = bytes32(it[21:]);
            if (commitment == 0) revert IAnswerable.EmptyHash();
        }
    }

    /// Before the first report the docket follows from the trace.
    function _docketOf(Trace storage trace_, Version storage version, uint64 reportEnd)
        private
        view
        returns (Docket memory docket)
    {
        docket = trace_.docket;
        if (docket.busyUntil == 0) {
            docket.requesterUntil = reportEnd;
            docket.busyUntil = reportEnd + version.times.answer + version.times.recourse;
        }
    }

    /// Strangers' faults stop the requester's clock.
    function _requireReportTime(Docket memory docket, bool isRequester, uint64 reportEnd) private view {
        uint64 until = isRequester ? docket.requesterUntil : reportEnd;
        if (block.timestamp > until && !(isRequester && docket.strangers != 0)) {
            revert IAnswerable.ReportWindowClosed(until);
        }
    }

    /// The first pledge from `layer` on that has cover left and is not the beneficiary's; 0 if there is none.
    function _nextLayer(Step storage step_, uint8 layer, address beneficiary) private view returns (uint8, address) {
        uint256 last = step_.post.pledges;
        unchecked {
            for (; layer <= last; ++layer) {
                Pledge storage it = step_.pledges[layer - 1];
                address surety = it.surety;
                if (it.left != 0 && surety != beneficiary) return (layer, surety);
            }
        }
        return (0, address(0));
    }

    /// The called surety, who is the caller, pays out of what it locked; what is over is free.
    function _payOut(uint64 fault_, address reporter, address beneficiary, uint128 amount, uint128 freed) private {
        Account storage account_ = _accounts[msg.sender];
        uint128 unlocked;
        uint8 standing;
        unchecked {
            // What is freed was locked, and is at least what is paid. Counters stand still rather than wrap.
            unlocked = freed - amount;
            account_.money.free += unlocked;
            account_.money.locked -= freed;
            _books.locked -= freed;
            if (msg.sender != reporter) {
                standing = HONORED;
                Tally storage honored = account_.honored;
                uint128 room = type(uint128).max - honored.amount;
                honored.amount += amount < room ? amount : room;
                if (honored.times != type(uint32).max) ++honored.times;
            }
        }
        _giveFree(beneficiary, amount);
        emit IAnswerable.Paid(
            fault_, msg.sender, beneficiary, amount, 0, 0, unlocked, standing, standing == 0 ? 0 : amount
        );
    }

    function _returnDeposit(uint64 fault_, address reporter, uint128 amount) private {
        if (amount == 0) return;
        unchecked {
            // It was taken when the fault was filed.
            _files.deposits -= amount;
        }
        _giveFree(reporter, amount);
        emit IAnswerable.DepositMoved(fault_, reporter, amount);
    }

    /// The requester keeps its turn, and sureties stay bound for what may follow.
    function _extend(Docket memory docket, Version storage version, uint8 bit) private view {
        uint64 time = uint64(block.timestamp);
        uint64 answer = version.times.answer;
        if (docket.strangers & bit != 0 && docket.requesterUntil < time + answer) {
            docket.requesterUntil = time + answer;
        }
        uint64 last = time > docket.requesterUntil ? time : docket.requesterUntil;
        last += answer + version.times.recourse;
        if (docket.busyUntil < last) docket.busyUntil = last;
    }

    /// The fault of this step closes, or becomes an orphan.
    function _leave(Docket memory docket, Post storage post, Version storage version, uint8 bit) private {
        _extend(docket, version, bit);
        if (docket.requesters & bit != 0) docket.requesterClosed = uint64(block.timestamp);
        docket.open &= ~bit;
        docket.strangers &= ~bit;
        docket.requesters &= ~bit;
        post.open = false;
        post.blockedUntil = uint64(block.timestamp + version.times.answer);
    }

    function _orphan(Fault storage it, uint64 fault_, Version storage version, uint64 reportEnd, uint128 unpaid)
        private
    {
        uint64 answered = uint64(block.timestamp + version.times.answer);
        uint64 deadline = answered > reportEnd ? answered : reportEnd;
        it.state = ORPHANED;
        it.deadline = deadline;
        emit IAnswerable.Orphaned(fault_, unpaid, deadline);
    }

    function _onlyGovernance() private view {
        address governance = _office.governance;
        if (msg.sender != governance) revert IAnswerable.NotGovernance(governance);
    }

    function _requireOther(address given) private view {
        if (given == address(0) || given == address(this)) revert IAnswerable.InvalidAddress(given);
    }

    function _enact(IAnswerable.Terms memory content) private returns (uint32 version) {
        _checkTerms(content);
        version = ++_office.terms;
        _terms[version] = Version({
            times: Times({
                answer: content.windows.answer,
                ruling: content.windows.ruling,
                report: content.windows.report,
                recourse: content.windows.recourse,
                minCover: _amount(content.minCover)
            }),
            prices: Prices({
                reportDeposit: _amount(content.reportDeposit),
                lostPenaltyBps: content.lostPenaltyBps,
                maxDefaultPenaltyBps: content.maxDefaultPenaltyBps,
                reporterShareBps: content.reporterShareBps
            }),
            contestDeposit: _amount(content.contestDeposit)
        });
        emit IAnswerable.TermsAdded(version, content);
    }

    function _checkTerms(IAnswerable.Terms memory it) private view {
        _checkWindows(it.windows, _shortest);
        if (it.minCover == 0) revert IAnswerable.ZeroAmount();
        if (it.lostPenaltyBps > BPS || it.maxDefaultPenaltyBps > BPS) {
            revert IAnswerable.BpsOutOfBounds(uint16(BPS));
        }
        if (it.reporterShareBps > LARGEST_REPORTER_SHARE) {
            revert IAnswerable.BpsOutOfBounds(LARGEST_REPORTER_SHARE);
        }
        if (it.lostPenaltyBps == 0 && it.maxDefaultPenaltyBps == 0) return;
        if (it.lostPenaltyBps >= it.maxDefaultPenaltyBps) {
            revert IAnswerable.PenaltiesOutOfOrder(it.lostPenaltyBps, it.maxDefaultPenaltyBps);
        }
        if (it.contestDeposit == 0) revert IAnswerable.ContestDepositMissing();
    }

    function _checkWindows(IAnswerable.Windows memory it, IAnswerable.Windows memory least) private pure {
        _checkWindow(it.answer, least.answer);
        _checkWindow(it.ruling, least.ruling);
        _checkWindow(it.report, least.report);
        _checkWindow(it.recourse, least.recourse);
    }

    function _checkWindow(uint32 window, uint32 least) private pure {
        if (window < least || window > LONGEST_WINDOW) {
            revert IAnswerable.WindowOutOfBounds(least, LONGEST_WINDOW);
        }
    }

    function _show(Tally storage tally) private view returns (IAnswerable.Tally memory) {
        return IAnswerable.Tally(tally.times, tally.amount);
    }

    function _showStep(Trace storage trace_, uint256 index) private view returns (IAnswerable.Step memory) {
        Step storage it = trace_.steps[index];
        bool attested = trace_.record.attested & (2 << index) != 0;
        return IAnswerable.Step(it.kind, it.actor, it.commitment, attested);
    }

    function _showTerms(Version memory it) private pure returns (IAnswerable.Terms memory) {
        return IAnswerable.Terms({
            windows: IAnswerable.Windows(it.times.answer, it.times.ruling, it.times.report, it.times.recourse),
            minCover: it.times.minCover,
            reportDeposit: it.prices.reportDeposit,
            contestDeposit: it.contestDeposit,
            lostPenaltyBps: it.prices.lostPenaltyBps,
            maxDefaultPenaltyBps: it.prices.maxDefaultPenaltyBps,
            reporterShareBps: it.prices.reporterShareBps
        });
    }
}

-- Both SQLite and PostgreSQL take this. Hexadecimal is in lower case with 0x, amounts have 39 digits so that they sort, times
-- are seconds since 1970, and what is true is 1. Where no index serves a list, the list must not be.

CREATE TABLE subject (
    id BIGINT PRIMARY KEY,
    genesis TEXT NOT NULL,
    contract TEXT NOT NULL,
    since BIGINT NOT NULL
);

CREATE TABLE books (
    id BIGINT PRIMARY KEY,
    next BIGINT NOT NULL,
    first TEXT NOT NULL,
    block BIGINT NOT NULL,
    hash TEXT NOT NULL,
    time BIGINT NOT NULL,
    governance TEXT NOT NULL,
    proposed TEXT NOT NULL,
    treasury TEXT NOT NULL,
    intake_open BIGINT NOT NULL,
    terms BIGINT NOT NULL,
    shortest_answer BIGINT NOT NULL,
    shortest_ruling BIGINT NOT NULL,
    shortest_report BIGINT NOT NULL,
    shortest_recourse BIGINT NOT NULL,
    accounted TEXT NOT NULL,
    locked TEXT NOT NULL,
    deposits TEXT NOT NULL,
    premiums_held TEXT NOT NULL,
    traces BIGINT NOT NULL,
    batches BIGINT NOT NULL,
    mandates BIGINT NOT NULL,
    offers BIGINT NOT NULL,
    faults BIGINT NOT NULL,
    events BIGINT NOT NULL,
    steps BIGINT NOT NULL,
    answered BIGINT NOT NULL,
    cover TEXT NOT NULL,
    open_faults BIGINT NOT NULL,
    paid_by_sureties TEXT NOT NULL,
    paid_by_volunteers TEXT NOT NULL,
    penalties TEXT NOT NULL,
    premiums TEXT NOT NULL,
    unpaid TEXT NOT NULL,
    deposited TEXT NOT NULL,
    withdrawn TEXT NOT NULL
);

CREATE TABLE spans (
    seconds BIGINT NOT NULL,
    time BIGINT NOT NULL,
    traces BIGINT NOT NULL,
    steps BIGINT NOT NULL,
    answered BIGINT NOT NULL,
    cover TEXT NOT NULL,
    open_faults BIGINT NOT NULL,
    reported BIGINT NOT NULL,
    paid_by_sureties TEXT NOT NULL,
    paid_by_volunteers TEXT NOT NULL,
    penalties TEXT NOT NULL,
    premiums TEXT NOT NULL,
    deposited TEXT NOT NULL,
    withdrawn TEXT NOT NULL,
    PRIMARY KEY (seconds, time)
);

CREATE TABLE accounts (
    address TEXT PRIMARY KEY,
    free TEXT NOT NULL,
    locked TEXT NOT NULL,
    honored_times BIGINT NOT NULL,
    honored TEXT NOT NULL,
    defended_times BIGINT NOT NULL,
    defended TEXT NOT NULL,
    lost_times BIGINT NOT NULL,
    lost TEXT NOT NULL,
    undecided_times BIGINT NOT NULL,
    undecided TEXT NOT NULL,
    defaulted_times BIGINT NOT NULL,
    defaulted TEXT NOT NULL,
    volunteered_times BIGINT NOT NULL,
    volunteered TEXT NOT NULL,
    exposure TEXT NOT NULL,
    income TEXT NOT NULL,
    paid TEXT NOT NULL,
    penalties TEXT NOT NULL,
    pledges BIGINT NOT NULL,
    open_calls BIGINT NOT NULL
);

CREATE TABLE account_spans (
    address TEXT NOT NULL,
    seconds BIGINT NOT NULL,
    time BIGINT NOT NULL,
    premiums TEXT NOT NULL,
    paid TEXT NOT NULL,
    penalties TEXT NOT NULL,
    PRIMARY KEY (address, seconds, time)
);

CREATE TABLE traces (
    number BIGINT PRIMARY KEY,
    id TEXT NOT NULL,
    recorder TEXT NOT NULL,
    requester TEXT NOT NULL,
    input TEXT NOT NULL,
    output TEXT NOT NULL,
    at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    terms BIGINT NOT NULL,
    batch BIGINT NOT NULL,
    requester_until BIGINT NOT NULL,
    busy_until BIGINT NOT NULL,
    answered BIGINT NOT NULL,
    faults BIGINT NOT NULL,
    open_faults BIGINT NOT NULL,
    docket TEXT
);
CREATE UNIQUE INDEX traces_id ON traces (id);
CREATE INDEX traces_recorder ON traces (recorder, number);
CREATE INDEX traces_requester ON traces (requester, number);
CREATE INDEX traces_batch ON traces (batch, number) WHERE batch > 0;
CREATE INDEX traces_answered ON traces (answered, number);
CREATE INDEX traces_open_faults ON traces (number) WHERE open_faults > 0;

CREATE TABLE steps (
    id BIGINT PRIMARY KEY,
    trace BIGINT NOT NULL,
    kind BIGINT NOT NULL,
    actor TEXT NOT NULL,
    commitment TEXT NOT NULL,
    attested BIGINT NOT NULL,
    cover TEXT NOT NULL,
    cover_left TEXT NOT NULL,
    fault BIGINT NOT NULL,
    offered BIGINT NOT NULL
);
CREATE INDEX steps_actor ON steps (actor, trace);
CREATE INDEX steps_commitment ON steps (commitment, trace);

CREATE TABLE pledges (
    id BIGINT PRIMARY KEY,
    surety TEXT NOT NULL,
    cover TEXT NOT NULL,
    cover_left TEXT NOT NULL,
    mandate BIGINT NOT NULL,
    offer BIGINT NOT NULL,
    premium TEXT NOT NULL,
    reserved TEXT NOT NULL,
    at BIGINT NOT NULL,
    paid_at BIGINT NOT NULL,
    kept BIGINT NOT NULL,
    until BIGINT NOT NULL,
    released BIGINT NOT NULL,
    batch_place BIGINT NOT NULL
);
CREATE INDEX pledges_surety ON pledges (surety, id);
CREATE INDEX pledges_until ON pledges (surety, until, id) WHERE released = 0 AND batch_place = 0;

CREATE TABLE batches (
    id BIGINT PRIMARY KEY,
    recorder TEXT NOT NULL,
    root TEXT NOT NULL,
    depth BIGINT NOT NULL,
    uri_hash TEXT NOT NULL,
    anchored_at BIGINT NOT NULL,
    terms BIGINT NOT NULL,
    busy_until BIGINT NOT NULL,
    open_faults BIGINT NOT NULL,
    opened BIGINT NOT NULL,
    released BIGINT NOT NULL
);
CREATE INDEX batches_recorder ON batches (recorder, id);

CREATE TABLE batch_pledges (
    id BIGINT PRIMARY KEY,
    surety TEXT NOT NULL,
    mandate BIGINT NOT NULL,
    actor TEXT NOT NULL,
    kinds BIGINT NOT NULL,
    per_trace TEXT NOT NULL,
    cover_left TEXT NOT NULL,
    locked_left TEXT NOT NULL,
    premium TEXT NOT NULL,
    at BIGINT NOT NULL,
    until BIGINT NOT NULL,
    released BIGINT NOT NULL
);
CREATE INDEX batch_pledges_surety ON batch_pledges (surety, id);
CREATE INDEX batch_pledges_until ON batch_pledges (surety, until, id) WHERE released = 0;

CREATE TABLE mandates (
    id BIGINT PRIMARY KEY,
    surety TEXT NOT NULL,
    actor TEXT NOT NULL,
    kinds BIGINT NOT NULL,
    recorder TEXT NOT NULL,
    terms BIGINT NOT NULL,
    per_trace TEXT NOT NULL,
    most TEXT NOT NULL,
    outstanding TEXT NOT NULL,
    premium_bps BIGINT NOT NULL,
    until BIGINT NOT NULL,
    revoked BIGINT NOT NULL,
    at BIGINT NOT NULL,
    is_open BIGINT NOT NULL
);
CREATE INDEX mandates_surety ON mandates (surety, id);
CREATE INDEX mandates_recorder ON mandates (recorder, id);
CREATE INDEX mandates_actor ON mandates (actor, id);
CREATE INDEX mandates_open ON mandates (id) WHERE is_open = 1;
CREATE INDEX mandates_until ON mandates (until) WHERE is_open = 1;

CREATE TABLE offers (
    id BIGINT PRIMARY KEY,
    trace BIGINT NOT NULL,
    step BIGINT NOT NULL,
    payer TEXT NOT NULL,
    cover TEXT NOT NULL,
    cover_left TEXT NOT NULL,
    premium TEXT NOT NULL,
    premium_left TEXT NOT NULL,
    until BIGINT NOT NULL,
    at BIGINT NOT NULL,
    withdrawn BIGINT NOT NULL,
    is_open BIGINT NOT NULL
);
CREATE INDEX offers_trace ON offers (trace, id);
CREATE INDEX offers_best ON offers (step, premium_left) WHERE is_open = 1;
CREATE INDEX offers_payer ON offers (payer, id);
CREATE INDEX offers_open ON offers (id) WHERE is_open = 1;
CREATE INDEX offers_until ON offers (until) WHERE is_open = 1;

CREATE TABLE faults (
    id BIGINT PRIMARY KEY,
    trace BIGINT NOT NULL,
    step BIGINT NOT NULL,
    recourse BIGINT NOT NULL,
    reporter TEXT NOT NULL,
    beneficiary TEXT NOT NULL,
    governance TEXT NOT NULL,
    recorder TEXT NOT NULL,
    reported_at BIGINT NOT NULL,
    reported TEXT NOT NULL,
    loss TEXT NOT NULL,
    paid TEXT NOT NULL,
    conceded TEXT NOT NULL,
    defaulted TEXT NOT NULL,
    unpaid TEXT NOT NULL,
    report_deposit TEXT NOT NULL,
    contest_deposit TEXT NOT NULL,
    evidence TEXT NOT NULL,
    defence TEXT,
    uri TEXT NOT NULL,
    state BIGINT NOT NULL,
    layer BIGINT NOT NULL,
    called TEXT,
    deadline BIGINT,
    closed_at BIGINT,
    report_end BIGINT NOT NULL,
    batch BIGINT NOT NULL,
    batch_place BIGINT NOT NULL,
    terms BIGINT NOT NULL,
    is_open BIGINT NOT NULL,
    due TEXT
);
CREATE INDEX faults_trace ON faults (trace, id);
CREATE INDEX faults_state ON faults (state, id);
CREATE INDEX faults_open ON faults (id) WHERE is_open = 1;
CREATE INDEX faults_reporter ON faults (reporter, id);
CREATE INDEX faults_beneficiary ON faults (beneficiary, id);
CREATE INDEX faults_governance ON faults (governance, id);
CREATE INDEX faults_called ON faults (called, due) WHERE called IS NOT NULL;
CREATE INDEX faults_due ON faults (due) WHERE due IS NOT NULL;

CREATE TABLE calls (
    id BIGINT PRIMARY KEY,
    fault BIGINT NOT NULL,
    surety TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX calls_surety ON calls (surety, fault);

CREATE TABLE terms (
    id BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    answer BIGINT NOT NULL,
    ruling BIGINT NOT NULL,
    report BIGINT NOT NULL,
    recourse BIGINT NOT NULL,
    min_cover TEXT NOT NULL,
    report_deposit TEXT NOT NULL,
    contest_deposit TEXT NOT NULL,
    lost_penalty_bps BIGINT NOT NULL,
    max_default_penalty_bps BIGINT NOT NULL,
    reporter_share_bps BIGINT NOT NULL
);

CREATE TABLE events (
    number BIGINT PRIMARY KEY,
    block BIGINT NOT NULL,
    place BIGINT NOT NULL,
    time BIGINT NOT NULL,
    name TEXT NOT NULL,
    trace BIGINT NOT NULL,
    fault BIGINT NOT NULL,
    log BYTEA NOT NULL
);
CREATE INDEX events_block ON events (block, number);
CREATE INDEX events_name ON events (name, number);
CREATE INDEX events_trace ON events (trace, number) WHERE trace > 0;
CREATE INDEX events_fault ON events (fault, number) WHERE fault > 0;

CREATE TABLE event_accounts (
    id BIGINT PRIMARY KEY,
    account TEXT NOT NULL
);
CREATE INDEX event_accounts_account ON event_accounts (account, id);

CREATE TABLE open_steps (
    id BIGINT PRIMARY KEY,
    rank TEXT NOT NULL,
    kind BIGINT NOT NULL,
    actor TEXT NOT NULL,
    commitment TEXT NOT NULL,
    recorder TEXT NOT NULL,
    requester TEXT NOT NULL,
    premium TEXT NOT NULL,
    until BIGINT NOT NULL
);
CREATE INDEX open_steps_rank ON open_steps (rank);
CREATE INDEX open_steps_actor ON open_steps (actor, rank);
CREATE INDEX open_steps_commitment ON open_steps (commitment, rank);
CREATE INDEX open_steps_recorder ON open_steps (recorder, rank);
CREATE INDEX open_steps_requester ON open_steps (requester, rank);
CREATE INDEX open_steps_until ON open_steps (until);

/** What the HTTP interface answers. */

import type { State } from "../format/words";

export type Address = string;
export type Hash = string;
/** Digits in the 18-decimal unit. */
export type Amount = string;
/** Seconds since 1970. */
export type Time = number;

export interface BlockAt {
  number: number;
  time: Time;
}

export interface List<T> {
  items: T[];
  next: string | null;
}

export interface Status {
  contract: Address;
  since: number;
  chain: {
    genesis: Hash;
    development: boolean;
    head: (BlockAt & { hash: Hash }) | null;
    ss58Prefix: number;
    /** Where wallets speak to this chain as Ethereum's do. */
    ethereumChainId?: number | null;
  };
  index: { next: number; behind: number; time: Time | null };
  version: string;
}

export interface Overview {
  traces: number;
  batches: number;
  steps: number;
  answered: number;
  cover: Amount;
  openFaults: number;
  faults: number;
  paidBySureties: Amount;
  paidByVolunteers: Amount;
  penalties: Amount;
  premiums: Amount;
  unpaid: Amount;
  deposited: Amount;
  withdrawn: Amount;
  asOf: { block: number; time: Time };
}

export interface SeriesPoint {
  time: Time;
  traces: number;
  steps: number;
  answered: number;
  cover: Amount;
  openFaults: number;
  reported: number;
  paidBySureties: Amount;
  paidByVolunteers: Amount;
  penalties: Amount;
  premiums: Amount;
  deposited: Amount;
  withdrawn: Amount;
}

export interface Series<P> {
  seconds: number;
  points: P[];
}

export interface StepRow {
  number: number;
  kind: string;
  actor: Address;
  commitment: Hash;
  attested: boolean;
  cover: Amount;
  left: Amount;
  answered: boolean;
  openFault: number | null;
}

export interface TraceRow {
  id: Hash;
  recorder: Address;
  requester: Address;
  input: Hash;
  output: Hash;
  at: Time;
  recordedAt: Time;
  terms: number;
  batch: number | null;
  requesterUntil: Time;
  busyUntil: Time;
  faults: number;
  openFaults: number;
  steps: StepRow[];
}

export interface OfferRow {
  id: number;
  trace: Hash;
  step: number;
  payer: Address;
  cover: Amount;
  coverLeft: Amount;
  premium: Amount;
  premiumLeft: Amount;
  until: Time;
}

export interface OpenRow {
  trace: Hash;
  step: number;
  kind: string;
  actor: Address;
  commitment: Hash;
  recorder: Address;
  requester: Address;
  terms: number;
  minCover: Amount;
  until: Time;
  offers: OfferRow[];
  premium: Amount | null;
}

export interface PledgeRow {
  trace: Hash;
  step: number;
  place: number;
  surety: Address;
  cover: Amount;
  left: Amount;
  mandate: number | null;
  offer: number | null;
  premium: Amount;
  at: Time;
  until: Time;
  released: boolean;
}

export interface BatchPledgeRow {
  batch: number;
  surety: Address;
  actor: Address;
  kinds: number | string[];
  perTrace: Amount;
  mandate: number;
  premium: Amount;
  until: Time;
  released: boolean;
}

export interface MandateRow {
  id: number;
  surety: Address;
  actor: Address;
  kinds: number | string[];
  recorder: Address;
  terms: number;
  perTrace: Amount;
  limit: Amount;
  outstanding: Amount;
  premiumBps: number;
  until: Time;
  revoked: boolean;
}

export interface BatchRow {
  id: number;
  recorder: Address;
  root: Hash;
  depth: number;
  anchoredAt: Time;
  terms: number;
  busyUntil: Time;
  openFaults: number;
}

export interface FaultRow {
  id: number;
  trace: Hash;
  step: number;
  recourse: boolean;
  reporter: Address;
  beneficiary: Address;
  governance: Address;
  recorder: Address;
  reportedAt: Time;
  reported: Amount;
  loss: Amount;
  paid: Amount;
  conceded: Amount;
  defaulted: Amount;
  unpaid: Amount;
  reportDeposit: Amount;
  contestDeposit: Amount;
  evidence: Hash;
  defence: Hash | null;
  uri: string;
  state: State;
  layer: number;
  called: Address | null;
  deadline: Time | null;
  closedAt: Time | null;
}

export interface Tally {
  times: number;
  amount: Amount;
}

export interface LiveAccount {
  free: Amount;
  locked: Amount;
  honored: Tally;
  defended: Tally;
  lost: Tally;
  undecided: Tally;
  defaulted: Tally;
  volunteered: Tally;
}

export interface AccountPage {
  address: Address;
  exposure: Amount;
  income: Amount;
  paid: Amount;
  penalties: Amount;
  pledges: number;
  openCalls: number;
  live: LiveAccount;
  block: BlockAt;
}

export interface CalendarItem {
  time: Time;
  kind: "answer" | "ruling" | "release" | "volunteer";
  fault: number | null;
  trace: Hash | null;
  step: number | null;
  batch?: number | null;
  amount: Amount | null;
}

export interface IncomePoint {
  time: Time;
  premiums: Amount;
  paid: Amount;
  penalties: Amount;
}

export interface EventRow {
  number: number;
  block: number;
  index: number;
  time: Time;
  name: string;
  sentence: string;
  trace?: Hash | null;
  fault?: number | null;
}

export interface Found {
  kind: "trace" | "fault" | "account" | "batch" | "offer" | "mandate" | "commitment";
  id: string;
}

export interface Promise_ {
  surety: Address;
  layer: number;
  cover: Amount;
  left: Amount;
  until: Time;
  released: boolean;
  wasCalled: boolean;
  premium: Amount;
  mandate: number | null;
  offer: number | null;
  batch: number | null;
}

export interface StepHistory {
  number: number;
  kind: string;
  actor: Address;
  commitment: Hash;
  attested: boolean;
  openFault: number | null;
  /** As the guard counts it. */
  cover: Amount;
  promises: Promise_[];
}

export type OutcomeName =
  | "called"
  | "contested"
  | "defaulted"
  | "ownedUp"
  | "ownedUpLate"
  | "conceded"
  | "lost"
  | "undecided"
  | "defended"
  | "slashed"
  | "paidAfterDefault"
  | "pardoned"
  | "withdrawn"
  | "nothingDue";

export interface Turn {
  surety: Address;
  layer: number;
  calledAt: Time;
  deadline: Time;
  outcome: OutcomeName;
  slashedBps: number | null;
  contest: { conceded: Amount; deposit: Amount; depositTo: Address | null; defence: Hash } | null;
  paid: Amount;
  penalty: Amount;
  toReporter: Amount;
}

export interface FaultHistory {
  id: number;
  step: number;
  recourse: boolean;
  reporter: Address;
  beneficiary: Address;
  reportedAt: Time;
  reported: Amount;
  loss: Amount;
  paid: Amount;
  unpaid: Amount;
  deposit: Amount;
  depositTo: Address | null;
  evidence: Hash;
  uri: string;
  state: State;
  deadline: Time | null;
  turns: Turn[];
  orphaned: Amount | null;
  volunteers: { who: Address; amount: Amount }[];
  closedAt: Time | null;
  /** Of a recourse: the later steps for which the claimant paid. */
  paidBefore: number[];
}

export interface Sums {
  lost: Amount;
  bySureties: Amount;
  byVolunteers: Amount;
  unpaid: Amount;
  upstream: Amount;
  penalties: Amount;
}

export interface History {
  id: Hash;
  requester: Address;
  recorder: Address;
  input: Hash;
  output: Hash;
  at: Time;
  recordedAt: Time;
  terms: number;
  batch: number | null;
  requesterUntil: Time;
  busyUntil: Time;
  steps: StepHistory[];
  faults: FaultHistory[];
  sums: Sums;
}

export interface TracePage {
  block: BlockAt;
  history: History;
  offers: OfferRow[];
}

export interface Terms {
  windows: { answer: number; ruling: number; report: number; recourse: number };
  minCover: Amount;
  reportDeposit: Amount;
  contestDeposit: Amount;
  lostPenaltyBps: number;
  maxDefaultPenaltyBps: number;
  reporterShareBps: number;
}

/** The view `fault`, as the contract says it now. */
export interface LiveFault {
  filed: {
    trace: Hash;
    step: number;
    recourse: boolean;
    reporter: Address;
    beneficiary: Address;
    recorder: Address;
    governance: Address;
    evidence: Hash;
    reportEnd: Time;
    batch: number;
    batchPledge: number;
    terms: number;
  };
  terms: Terms;
  state: number | string;
  layer: number;
  called: Address;
  deadline: Time;
  loss: Amount;
  paid: Amount;
  conceded: Amount;
  defaulted: Amount;
  reportDeposit: Amount;
  contestDeposit: Amount;
}

export interface FaultPage {
  block: BlockAt;
  fault: LiveFault;
  /** Missing where the index has not come so far. */
  history: FaultHistory | null;
}

export interface Allowed {
  message: string;
  allowed: boolean;
  /** Why not. */
  sentence: string | null;
}

export interface StepPage {
  block: BlockAt;
  layers: { surety: Address; left: Amount; until: Time }[];
  cover: Amount;
  terms: Terms;
  requesterUntil: Time;
}

export interface OfficePage {
  block: BlockAt;
  office: {
    governance: Address;
    proposed: Address;
    treasury: Address;
    intakeOpen: boolean;
    terms: number;
  };
  totals: {
    accounted: Amount;
    locked: Amount;
    deposits: Amount;
    premiums: Amount;
    traces: number;
    batches: number;
    mandates: number;
    offers: number;
    faults: number;
  };
  terms: Terms;
}

export interface ActBody {
  message: string;
  arguments: Record<string, unknown>;
  attach: Amount;
}

export interface Preview {
  to: Address;
  data: string;
  value: Amount;
  sentences: string[];
  cost: { fee: Amount; deposit: Amount; depositBack: Amount; attached: Amount } | null;
  refused: { reason: string | null; sentence: string; details: Record<string, unknown> | null } | null;
  mapped: boolean;
}

export interface Done {
  block: BlockAt;
  transaction: Hash;
  fee: Amount;
  sentences: string[];
  events: { event?: string; fault?: number }[];
}

export interface DevAccount {
  name: string;
  address: Address;
  account: string;
  balance: Amount;
}

export interface StreamedEvent {
  name: string;
  sentence: string;
  trace: Hash | null;
  fault: number | null;
}

export interface Streamed {
  block: number;
  time: Time;
  next: number;
  events: StreamedEvent[];
}

//! The contract: loads, asks the rules in `answerable-protocol`, stores, emits.
//!
//! This file is its interface; each message does its work in the module of its subject.
#![cfg_attr(not(feature = "std"), no_std, no_main)]

// Eight KiB, the default, overflows with a few structs, and every call then traps.
#[cfg(target_arch = "riscv64")]
ink::polkavm_derive::min_stack_size!(65536);

mod annex;
mod books;
mod cells;
mod faults;
mod given;
mod governance;
#[cfg(any(target_arch = "riscv64", test))]
mod memory;
mod recording;
mod responsibility;
mod views;

pub use given::Given;

// ink's expansion panics where it cannot decode; what is written here does not. The interface fixes how
// many arguments there are.
#[allow(clippy::panic, clippy::too_many_arguments)]
#[ink::contract]
pub mod answerable {
    use crate::{
        annex::{self, in_annex, in_contract},
        books::emit,
        faults::{self, Grounds},
        given::{read_first, Given},
        governance, recording, responsibility, views,
    };
    use answerable_protocol::{
        Account, Amount, Batch, BatchDraw, BatchId, Bps, Case, Claim, Docket, Draw, Effects, Fault,
        FaultId, Kinds, Layer, List, Mandate, MandateId, Offer, OfferId, Office, Pledges, Purse,
        Reason, Refusal, Root, StepNumber, StepRecord, Terms, TermsId, Time, Totals, Trace,
        TraceData, TraceId, TraceView, Uri, Windows, Withdrawn,
    };
    use ink::{prelude::vec::Vec, sol::DynBytes, storage::Mapping, H256};

    /// Traces, the parties who answer for their steps, and everybody's money.
    #[ink(storage)]
    #[derive(Default)]
    pub struct Answerable {
        /// Who governs, and what they decided. What most messages need lies in this first cell.
        pub(crate) office: Office,
        /// The current version of the terms.
        pub(crate) current: Terms,
        /// Sums over everybody, and the last ids.
        pub(crate) totals: Totals,
        /// Where the code lies of what is not called every day.
        pub(crate) annex: Address,
        /// Every version of the terms.
        pub(crate) terms: Mapping<TermsId, Terms>,
        /// What each address has here.
        pub(crate) accounts: Mapping<Address, Account>,
        pub(crate) traces: Mapping<TraceId, Trace>,
        /// The moving part of each trace that was ever reported.
        pub(crate) dockets: Mapping<TraceId, Docket>,
        /// The pledges of each step.
        pub(crate) steps: Mapping<(TraceId, StepNumber), Pledges>,
        pub(crate) batches: Mapping<BatchId, Batch>,
        pub(crate) mandates: Mapping<MandateId, Mandate>,
        pub(crate) offers: Mapping<OfferId, Offer>,
        pub(crate) faults: Mapping<FaultId, Fault>,
        /// What each surety recovered on each trace.
        pub(crate) claims: Mapping<(TraceId, Address), Claim>,
    }

    impl Answerable {
        /// An instance with its governance, its treasury, the shortest windows that any version of its terms
        /// may ever have, the first version, and an annex of just this contract.
        ///
        /// *Errors*: `InvalidAddress`, and those of `addTerms`; no code is instantiated then.
        #[ink(constructor)]
        pub fn new(
            governance: Given<Address>,
            treasury: Given<Address>,
            shortest: Given<Windows>,
            first: Given<Terms>,
            annex: Given<Address>,
        ) -> Result<Self, Refusal> {
            let mut contract = Self::default();
            if cfg!(feature = "annex") {
                return Ok(contract);
            }
            let (governance, treasury, shortest, first, annex) =
                read_first((governance, treasury, shortest, first, annex));
            shortest.check(&Windows::least())?;
            contract.annex = annex::require(annex)?;
            contract.office = Office {
                governance: governance::require_other(governance)?,
                treasury: governance::require_other(treasury)?,
                intake_open: true,
                shortest,
                ..Office::default()
            };
            governance::enact(&mut contract, first)?;
            Ok(contract)
        }

        // ------------------------------------------------------------------------------------ money

        /// *Effects*: adds the attached value to the caller's free money, as every payable message does first.
        ///
        /// *Errors*: `ZeroAmount` without value, `AmountTooLarge`.
        /// *Cells*: reads 2, writes 2 (root, account).
        #[ink(message, payable)]
        pub fn deposit(&mut self) -> Result<(), Refusal> {
            in_contract(());
            let effects = self.credit()?;
            if effects.moves.is_empty() {
                return Err(Reason::ZeroAmount.into());
            }
            self.commit(effects)
        }

        /// *Effects*: pays `amount` of the caller's free money out to the caller. Money leaves nowhere else.
        ///
        /// *Errors*: `ZeroAmount`, `AmountTooLarge`, `InsufficientFree`, `PaymentRejected`.
        /// *Cells*: reads 2, writes 2 (root, account).
        #[ink(message)]
        pub fn withdraw(&mut self, amount: Given<Amount>) -> Result<(), Refusal> {
            let (amount,) = in_contract((amount,));
            if amount.is_zero() {
                return Err(Reason::ZeroAmount.into());
            }
            let account = self.env().caller();
            let mut effects = Effects::default();
            effects.pay(Purse::Free(account), Purse::Outside, amount);
            self.commit(effects)?;
            emit(&Withdrawn { account, amount });
            self.env()
                .transfer(account, amount.into())
                .map_err(|_| Reason::PaymentRejected { amount }.into())
        }

        // -------------------------------------------------------------------------------- recording

        /// *Effects*: stores a trace of 1 to 5 steps, packed 53 bytes each, under the id that anybody can compute.
        ///
        /// *Errors*: `IntakeClosed`, `TermsChanged`, `InvalidAddress`, `EmptyHash`, `InvalidSteps`, `UnknownKind`,
        /// `AlreadyRecorded`.
        /// *Cells*: reads 1, writes 2 (root, trace).
        #[ink(message)]
        pub fn record(
            &mut self,
            requester: Given<Address>,
            input: Given<H256>,
            output: Given<H256>,
            at: Given<u64>,
            steps: Given<DynBytes>,
            terms: Given<TermsId>,
        ) -> Result<TraceId, Refusal> {
            let (requester, input, output, at, steps, terms) =
                in_contract((requester, input, output, at, steps, terms));
            let data = TraceData {
                requester,
                input,
                output,
                at,
                steps,
            };
            recording::record(self, data, terms)
        }

        /// *Effects*: records, and draws on mandates so that the trace is covered at once; the caller pays their
        /// premiums. If one draw fails everything does.
        ///
        /// *Errors*: those of `record`; `NoDraws`, `TooManyDraws`, `UnknownMandate`, `MandateRevoked`, `Expired`,
        /// `MandateForRecorder`, `MandateForTerms`, `UnknownStep`, `MandateForActor`, `MandateForKinds`,
        /// `CoverTooSmall`, `OverPerTrace`, `OverOutstanding`, `AlreadyPledged`, `PledgesFull`, `InsufficientFree`,
        /// `AmountTooLarge`.
        /// *Cells*: writes 3 (root, trace, docket) and the recorder's account; for each step that is covered 1, for each
        /// mandate 1, for each surety 1; at most 49.
        #[ink(message, payable, name = "recordCovered")]
        pub fn record_covered(
            &mut self,
            requester: Given<Address>,
            input: Given<H256>,
            output: Given<H256>,
            at: Given<u64>,
            steps: Given<DynBytes>,
            terms: Given<TermsId>,
            cover: Given<Vec<Draw>>,
        ) -> Result<TraceId, Refusal> {
            let (requester, input, output, at, steps, terms, cover) =
                in_annex(self, (requester, input, output, at, steps, terms, cover));
            let data = TraceData {
                requester,
                input,
                output,
                at,
                steps,
            };
            recording::record_covered(self, data, terms, &cover)
        }

        /// *Effects*: anchors the root over up to `2^depth` traces.
        ///
        /// *Errors*: `IntakeClosed`, `TermsChanged`, `EmptyHash`, `BatchTooDeep`.
        /// *Cells*: reads 1, writes 2 (root, batch).
        #[ink(message)]
        pub fn anchor(
            &mut self,
            root: Given<Root>,
            depth: Given<u8>,
            uri_hash: Given<H256>,
            terms: Given<TermsId>,
        ) -> Result<BatchId, Refusal> {
            let (root, depth, uri_hash, terms) = in_contract((root, depth, uri_hash, terms));
            recording::anchor(self, root, depth, uri_hash, terms)
        }

        /// *Effects*: anchors, and draws on at most four mandates of different actors; each answers in every trace
        /// of the batch, up to its amount in that trace.
        ///
        /// *Errors*: those of `anchor` and of the draws of `recordCovered`; `ActorCovered`.
        /// *Cells*: writes 2 (root, batch) and the recorder's account; for each draw 2 (mandate, surety); at most 11.
        #[ink(message, payable, name = "anchorCovered")]
        pub fn anchor_covered(
            &mut self,
            root: Given<Root>,
            depth: Given<u8>,
            uri_hash: Given<H256>,
            terms: Given<TermsId>,
            cover: Given<Vec<BatchDraw>>,
        ) -> Result<BatchId, Refusal> {
            let (root, depth, uri_hash, terms, cover) =
                in_annex(self, (root, depth, uri_hash, terms, cover));
            recording::anchor_covered(self, root, depth, uri_hash, terms, &cover)
        }

        /// *Effects*: stores a trace out of a batch, under an id of its own, at the batch's time and terms.
        ///
        /// *Errors*: `UnknownBatch`, `InvalidAddress`, `EmptyHash`, `InvalidSteps`, `UnknownKind`, `NotInBatch`,
        /// `AlreadyRecorded`.
        /// *Cells*: reads 2, writes 2 (root, trace).
        #[ink(message)]
        pub fn open(
            &mut self,
            batch: Given<BatchId>,
            data: Given<TraceData>,
            proof: Given<Vec<H256>>,
        ) -> Result<TraceId, Refusal> {
            let (batch, data, proof) = in_contract((batch, data, proof));
            recording::open(self, batch, data, &proof)
        }

        /// *Effects*: `open` and `report` in one call; only `report` if the trace was opened meanwhile.
        ///
        /// *Errors*: those of both but `AlreadyRecorded`.
        /// *Cells*: writes 6 (root, trace, docket, fault, batch, reporter).
        #[ink(message, payable, name = "openAndReport")]
        pub fn open_and_report(
            &mut self,
            batch: Given<BatchId>,
            data: Given<TraceData>,
            proof: Given<Vec<H256>>,
            step: Given<StepNumber>,
            loss: Given<Amount>,
            evidence: Given<H256>,
            uri: Given<Uri>,
        ) -> Result<FaultId, Refusal> {
            let (batch, data, proof, step, loss, evidence, uri) =
                in_annex(self, (batch, data, proof, step, loss, evidence, uri));
            let trace = recording::open_if_closed(self, batch, data, &proof)?;
            faults::report(self, trace, step, loss, Grounds { evidence, uri })
        }

        /// *Effects*: the step's actor confirms that the step is theirs.
        ///
        /// *Errors*: `UnknownTrace`, `UnknownStep`, `NotTheActor`, `AlreadyAttested`.
        /// *Cells*: reads 2, writes 2 (root, trace).
        #[ink(message)]
        pub fn attest(
            &mut self,
            trace: Given<TraceId>,
            step: Given<StepNumber>,
        ) -> Result<(), Refusal> {
            let (trace, step) = in_annex(self, (trace, step));
            recording::attest(self, trace, step)
        }

        // --------------------------------------------------------------------------- responsibility

        /// *Effects*: the caller answers for a step up to `cover`, and locks the reserve for it.
        ///
        /// *Errors*: `IntakeClosed`, `UnknownTrace`, `UnknownStep`, `ReportWindowClosed`, `StepHasOpenFault`,
        /// `CoverTooSmall`, `AlreadyPledged`, `PledgesFull`, `InsufficientFree`, `AmountTooLarge`.
        /// *Cells*: reads 6, writes 4 (root, docket, step, account).
        #[ink(message, payable)]
        pub fn pledge(
            &mut self,
            trace: Given<TraceId>,
            step: Given<StepNumber>,
            cover: Given<Amount>,
        ) -> Result<(), Refusal> {
            let (trace, step, cover) = in_contract((trace, step, cover));
            responsibility::pledge(self, trace, step, cover)
        }

        /// *Effects*: pledges to the offer's step, and takes the part of its premium that the cover earns. An offer
        /// of the requester or the recorder gives a place that strangers cannot fill.
        ///
        /// *Errors*: `UnknownOffer`, `Expired`, `OfferExhausted`, `PremiumTooSmall`, and those of `pledge`.
        /// *Cells*: reads 7, writes 5 (root, docket, step, account, offer).
        #[ink(message, payable, name = "pledgeForOffer")]
        pub fn pledge_for_offer(
            &mut self,
            offer: Given<OfferId>,
            cover: Given<Amount>,
            least_premium: Given<Amount>,
        ) -> Result<(), Refusal> {
            let (offer, cover, least_premium) = in_annex(self, (offer, cover, least_premium));
            responsibility::pledge_for_offer(self, offer, cover, least_premium)
        }

        /// *Effects*: puts a premium on offer for cover of a step.
        ///
        /// *Errors*: `IntakeClosed`, `UnknownTrace`, `UnknownStep`, `ReportWindowClosed`, `ZeroAmount`, `Expired`,
        /// `InsufficientFree`, `AmountTooLarge`.
        /// *Cells*: reads 4, writes 3 (root, offer, account).
        #[ink(message, payable)]
        pub fn offer(
            &mut self,
            trace: Given<TraceId>,
            step: Given<StepNumber>,
            cover: Given<Amount>,
            premium: Given<Amount>,
            until: Given<Time>,
        ) -> Result<OfferId, Refusal> {
            let (trace, step, cover, premium, until) =
                in_annex(self, (trace, step, cover, premium, until));
            responsibility::offer(self, trace, step, cover, premium, until)
        }

        /// *Effects*: what was not taken of an offer is its payer's free money again.
        ///
        /// *Errors*: `UnknownOffer`, `NotThePayer`.
        /// *Cells*: reads 3, writes 3 (root, offer, account).
        #[ink(message, name = "withdrawOffer")]
        pub fn withdraw_offer(&mut self, offer: Given<OfferId>) -> Result<(), Refusal> {
            let (offer,) = in_annex(self, (offer,));
            responsibility::withdraw_offer(self, offer)
        }

        /// *Effects*: the caller answers for steps of `actor` of these kinds (a set of `1 << kind`) that `recorder`
        /// records under these terms, up to `perTrace` in one trace and `limit` at once, until `until`.
        ///
        /// *Errors*: `IntakeClosed`, `InvalidKinds`, `InvalidAddress`, `TermsChanged`, `ZeroAmount`,
        /// `OverOutstanding`, `BpsOutOfBounds`, `Expired`, `AmountTooLarge`.
        /// *Cells*: reads 2, writes 3 (root, mandate, account).
        #[ink(message, payable)]
        pub fn grant(
            &mut self,
            actor: Given<Address>,
            kinds: Given<Kinds>,
            recorder: Given<Address>,
            terms: Given<TermsId>,
            per_trace: Given<Amount>,
            limit: Given<Amount>,
            premium_bps: Given<Bps>,
            until: Given<Time>,
        ) -> Result<MandateId, Refusal> {
            let (actor, kinds, recorder, terms, per_trace, limit, premium_bps, until) = in_annex(
                self,
                (
                    actor,
                    kinds,
                    recorder,
                    terms,
                    per_trace,
                    limit,
                    premium_bps,
                    until,
                ),
            );
            let mandate = Mandate {
                surety: self.env().caller(),
                actor,
                kinds,
                recorder,
                terms,
                per_trace,
                limit,
                outstanding: Amount::ZERO,
                premium_bps,
                until,
                revoked: false,
            };
            responsibility::grant(self, mandate)
        }

        /// *Effects*: no new draws on the mandate; what was drawn stays promised.
        ///
        /// *Errors*: `UnknownMandate`, `NotTheSurety`, `MandateRevoked`.
        /// *Cells*: reads 2, writes 2 (root, mandate).
        #[ink(message)]
        pub fn revoke(&mut self, mandate: Given<MandateId>) -> Result<(), Refusal> {
            let (mandate,) = in_annex(self, (mandate,));
            responsibility::revoke(self, mandate)
        }

        /// *Effects*: the step's own pledges are over, and what they locked is free.
        ///
        /// *Errors*: `UnknownTrace`, `UnknownStep`, `NothingToRelease`, `FaultsOpen`, `StillPromised`.
        /// *Cells*: writes 3 (root, docket, step) and for each pledge 1 or 2 (account, mandate); at most 11.
        #[ink(message)]
        pub fn release(
            &mut self,
            trace: Given<TraceId>,
            step: Given<StepNumber>,
        ) -> Result<(), Refusal> {
            let (trace, step) = in_annex(self, (trace, step));
            responsibility::release(self, trace, step)
        }

        /// *Effects*: the batch's pledges are over, and what they locked is free.
        ///
        /// *Errors*: `UnknownBatch`, `NothingToRelease`, `FaultsOpen`, `StillPromised`.
        /// *Cells*: writes 2 (root, batch) and for each pledge 2 (account, mandate); at most 10.
        #[ink(message, name = "releaseBatch")]
        pub fn release_batch(&mut self, batch: Given<BatchId>) -> Result<(), Refusal> {
            let (batch,) = in_annex(self, (batch,));
            responsibility::release_batch(self, batch)
        }

        // ----------------------------------------------------------------------------------- faults

        /// *Effects*: reports that a step failed and what that cost the trace's requester, who gets the money whoever
        /// reports. Takes the report deposit, and calls the first surety.
        ///
        /// *Errors*: `UnknownTrace`, `UnknownStep`, `EmptyHash`, `UriTooLong`, `ZeroAmount`, `AmountTooLarge`,
        /// `ReportWindowClosed`, `StepHasOpenFault`, `InsufficientFree`.
        /// *Cells*: writes 4 (root, docket, fault, reporter), and the batch of an opened trace.
        #[ink(message, payable)]
        pub fn report(
            &mut self,
            trace: Given<TraceId>,
            step: Given<StepNumber>,
            loss: Given<Amount>,
            evidence: Given<H256>,
            uri: Given<Uri>,
        ) -> Result<FaultId, Refusal> {
            let (trace, step, loss, evidence, uri) =
                in_contract((trace, step, loss, evidence, uri));
            faults::report(self, trace, step, loss, Grounds { evidence, uri })
        }

        /// *Effects*: a surety that paid for later steps calls an earlier one for it.
        ///
        /// *Errors*: `UnknownTrace`, `UnknownStep`, `EmptyHash`, `UriTooLong`, `RecourseUsed`, `NothingToRecover`,
        /// `FaultsOpen`, `RecourseNotYet`, `RecourseOver`, `StepHasOpenFault`, `InsufficientFree`.
        /// *Cells*: writes 5 (root, docket, fault, claim, reporter), and the batch of an opened trace.
        #[ink(message, payable)]
        pub fn recourse(
            &mut self,
            trace: Given<TraceId>,
            step: Given<StepNumber>,
            evidence: Given<H256>,
            uri: Given<Uri>,
        ) -> Result<FaultId, Refusal> {
            let (trace, step, evidence, uri) = in_annex(self, (trace, step, evidence, uri));
            faults::recourse(self, trace, step, Grounds { evidence, uri })
        }

        /// *Effects*: the called surety says "mine" and pays at once. Never too late while a ruling, a slash or the
        /// clock has not decided, only dearer.
        ///
        /// *Errors*: `UnknownFault`, `WrongState`, `NotCalled`, `TooLate`.
        /// *Cells*: writes 7 (root, fault, docket, step or batch or claim, surety, beneficiary, reporter); 8 for a
        /// step's own pledge on a trace out of a batch; one more after a default (the treasury).
        #[ink(message, name = "ownUp")]
        pub fn own_up(&mut self, fault: Given<FaultId>) -> Result<(), Refusal> {
            let (fault,) = in_contract((fault,));
            faults::act(self, fault, &Case::own_up)
        }

        /// *Effects*: the called surety disputes all but `conceded`, with the contest deposit; governance rules.
        ///
        /// *Errors*: `UnknownFault`, `WrongState`, `NotCalled`, `TooLate`, `NothingContested`, `EmptyHash`,
        /// `AmountTooLarge`, `InsufficientFree`.
        /// *Cells*: writes 3 (root, fault, account).
        #[ink(message, payable)]
        pub fn contest(
            &mut self,
            fault: Given<FaultId>,
            conceded: Given<Amount>,
            defence: Given<H256>,
        ) -> Result<(), Refusal> {
            let (fault, conceded, defence) = in_annex(self, (fault, conceded, defence));
            faults::act(self, fault, &|case, scene, effects| {
                case.contest(conceded, defence, scene, effects)
            })
        }

        /// *Effects*: the reporter takes the report back, while nothing was paid.
        ///
        /// *Errors*: `UnknownFault`, `WrongState`, `NotTheReporter`, `SomethingPaid`.
        /// *Cells*: writes 4 (root, fault, docket, reporter), and the batch of an opened trace.
        #[ink(message, name = "withdrawReport")]
        pub fn withdraw_report(&mut self, fault: Given<FaultId>) -> Result<(), Refusal> {
            let (fault,) = in_annex(self, (fault,));
            faults::act(self, fault, &Case::withdraw_report)
        }

        /// *Effects*: a called surety that let its time pass is a defaulter.
        ///
        /// *Errors*: `UnknownFault`, `WrongState`, `TooEarly`.
        /// *Cells*: writes 3 (root, fault, surety).
        #[ink(message, name = "declareDefault")]
        pub fn declare_default(&mut self, fault: Given<FaultId>) -> Result<(), Refusal> {
            let (fault,) = in_annex(self, (fault,));
            faults::act(self, fault, &Case::declare_default)
        }

        /// *Effects*: the caller pays up to `max` of what nobody answers for.
        ///
        /// *Errors*: `UnknownFault`, `WrongState`, `ZeroAmount`, `AmountTooLarge`, `OwnLoss`, `InsufficientFree`.
        /// *Cells*: writes 4 (root, fault, volunteer, beneficiary), and the claim of a recourse.
        #[ink(message, payable, name = "stepForward")]
        pub fn step_forward(
            &mut self,
            fault: Given<FaultId>,
            max: Given<Amount>,
        ) -> Result<(), Refusal> {
            let (fault, max) = in_annex(self, (fault, max));
            faults::act(self, fault, &|case, scene, effects| {
                case.step_forward(max, scene, effects)
            })
        }

        /// *Effects*: after the deadline the clock decides: what was conceded is paid, a defaulter pays with the
        /// penalty of a lost contest, an orphan stays unanswered.
        ///
        /// *Errors*: `UnknownFault`, `WrongState`, `TooEarly`.
        /// *Cells*: writes 8 (as `ownUp`, and the treasury); 9 as there.
        #[ink(message)]
        pub fn settle(&mut self, fault: Given<FaultId>) -> Result<(), Refusal> {
            let (fault,) = in_annex(self, (fault,));
            faults::act(self, fault, &Case::settle)
        }

        // ------------------------------------------------------------------------------- governance

        /// *Effects*: governance rules that there was a fault and that `loss` was lost by it, which also holds for later
        /// layers.
        ///
        /// *Errors*: `UnknownFault`, `NotGovernance`, `WrongState`, `OwnCase`, `TooLate`, `ZeroAmount`, `LossTooLarge`,
        /// `AmountTooLarge`.
        /// *Cells*: writes 8 (as `ownUp`, and the treasury); 9 as there.
        #[ink(message, name = "ruleUphold")]
        pub fn rule_uphold(
            &mut self,
            fault: Given<FaultId>,
            loss: Given<Amount>,
        ) -> Result<(), Refusal> {
            let (fault, loss) = in_annex(self, (fault, loss));
            faults::act(self, fault, &|case, scene, effects| {
                case.rule_uphold(loss, scene, effects)
            })
        }

        /// *Effects*: governance rules that there was no fault; the surety gets the report deposit.
        ///
        /// *Errors*: `UnknownFault`, `NotGovernance`, `WrongState`, `OwnCase`, `TooLate`.
        /// *Cells*: writes 4 (root, fault, docket, surety), and the batch of an opened trace.
        #[ink(message, name = "ruleDismiss")]
        pub fn rule_dismiss(&mut self, fault: Given<FaultId>) -> Result<(), Refusal> {
            let (fault,) = in_annex(self, (fault,));
            faults::act(self, fault, &Case::rule_dismiss)
        }

        /// *Effects*: a defaulter pays, and `bps` of it on top.
        ///
        /// *Errors*: `UnknownFault`, `NotGovernance`, `WrongState`, `OwnCase`, `TooLate`, `SlashOutOfBounds`.
        /// *Cells*: writes 8 (as `ownUp`, and the treasury); 9 as there.
        #[ink(message)]
        pub fn slash(&mut self, fault: Given<FaultId>, bps: Given<Bps>) -> Result<(), Refusal> {
            let (fault, bps) = in_annex(self, (fault, bps));
            faults::act(self, fault, &|case, scene, effects| {
                case.slash(bps, scene, effects)
            })
        }

        /// *Effects*: the report was abusive: the default is taken back, the surety gets the report deposit.
        ///
        /// *Errors*: `UnknownFault`, `NotGovernance`, `WrongState`, `OwnCase`, `TooLate`.
        /// *Cells*: writes 4 (root, fault, docket, surety), and the batch of an opened trace.
        #[ink(message)]
        pub fn pardon(&mut self, fault: Given<FaultId>) -> Result<(), Refusal> {
            let (fault,) = in_annex(self, (fault,));
            faults::act(self, fault, &Case::pardon)
        }

        /// *Effects*: adds a version of the terms, which is then the current one.
        ///
        /// *Errors*: `NotGovernance`, `WindowOutOfBounds`, `ZeroAmount`, `BpsOutOfBounds`, `PenaltiesOutOfOrder`,
        /// `ContestDepositMissing`.
        /// *Cells*: reads 1, writes 2 (root, terms).
        #[ink(message, name = "addTerms")]
        pub fn add_terms(&mut self, content: Given<Terms>) -> Result<TermsId, Refusal> {
            let (content,) = in_annex(self, (content,));
            governance::add_terms(self, content)
        }

        /// *Errors*: `NotGovernance`, `InvalidAddress`. *Cells*: writes 1 (root).
        #[ink(message, name = "setTreasury")]
        pub fn set_treasury(&mut self, treasury: Given<Address>) -> Result<(), Refusal> {
            let (treasury,) = in_annex(self, (treasury,));
            governance::set_treasury(self, treasury)
        }

        /// *Effects*: opens or closes the intake of records, anchors, grants, offers and pledges, and of nothing else.
        ///
        /// *Errors*: `NotGovernance`. *Cells*: writes 1 (root).
        #[ink(message, name = "setIntake")]
        pub fn set_intake(&mut self, open: Given<bool>) -> Result<(), Refusal> {
            let (open,) = in_annex(self, (open,));
            governance::set_intake(self, open)
        }

        /// *Errors*: `NotGovernance`, `InvalidAddress`. *Cells*: writes 1 (root).
        #[ink(message, name = "proposeGovernance")]
        pub fn propose_governance(&mut self, proposed: Given<Address>) -> Result<(), Refusal> {
            let (proposed,) = in_annex(self, (proposed,));
            governance::propose_governance(self, proposed)
        }

        /// *Effects*: the proposed one is governance, for new faults and open ones alike.
        ///
        /// *Errors*: `NotProposed`. *Cells*: writes 1 (root).
        #[ink(message, name = "acceptGovernance")]
        pub fn accept_governance(&mut self) -> Result<(), Refusal> {
            in_annex(self, ());
            governance::accept_governance(self)
        }

        // ------------------------------------------------------------------------------------ views

        /// What an address has here, and what it is known for. *Cells*: reads 2.
        #[ink(message)]
        pub fn account(&self, owner: Given<Address>) -> Account {
            let (owner,) = in_annex(self, (owner,));
            self.account_of(owner)
        }

        /// *Errors*: `UnknownTrace`. *Cells*: reads 4.
        #[ink(message)]
        pub fn trace(&self, trace: Given<TraceId>) -> Result<TraceView, Refusal> {
            let (trace,) = in_annex(self, (trace,));
            views::trace(self, trace)
        }

        /// *Errors*: `UnknownTrace`, `UnknownStep`. *Cells*: reads 5.
        #[ink(message)]
        pub fn step(
            &self,
            trace: Given<TraceId>,
            step: Given<StepNumber>,
        ) -> Result<StepRecord, Refusal> {
            let (trace, step) = in_annex(self, (trace, step));
            views::step(self, trace, step)
        }

        /// *Errors*: `UnknownBatch`. *Cells*: reads 2.
        #[ink(message)]
        pub fn batch(&self, batch: Given<BatchId>) -> Result<Batch, Refusal> {
            let (batch,) = in_annex(self, (batch,));
            self.batch_of(batch).map(|batch| *batch)
        }

        /// *Errors*: `UnknownMandate`. *Cells*: reads 2.
        #[ink(message)]
        pub fn mandate(&self, mandate: Given<MandateId>) -> Result<Mandate, Refusal> {
            let (mandate,) = in_annex(self, (mandate,));
            self.mandate_of(mandate).map(|mandate| *mandate)
        }

        /// *Errors*: `UnknownOffer`. *Cells*: reads 2.
        #[ink(message)]
        pub fn offered(&self, offer: Given<OfferId>) -> Result<Offer, Refusal> {
            let (offer,) = in_annex(self, (offer,));
            self.offer_of(offer).map(|offer| *offer)
        }

        /// *Errors*: `UnknownTerms`. *Cells*: reads 2.
        #[ink(message)]
        pub fn terms(&self, terms: Given<TermsId>) -> Result<Terms, Refusal> {
            let (terms,) = in_annex(self, (terms,));
            self.terms_of(terms).map(|terms| *terms)
        }

        /// *Errors*: `UnknownFault`. *Cells*: reads 2.
        #[ink(message)]
        pub fn fault(&self, fault: Given<FaultId>) -> Result<Fault, Refusal> {
            let (fault,) = in_annex(self, (fault,));
            self.fault_of(fault).map(|fault| *fault)
        }

        /// Sums over everybody, and the last id of each kind. *Cells*: reads 1.
        #[ink(message)]
        pub fn totals(&self) -> Totals {
            in_annex(self, ());
            self.totals
        }

        /// Who governs, and what they decided. *Cells*: reads 1.
        #[ink(message)]
        pub fn office(&self) -> Office {
            in_annex(self, ());
            self.office
        }

        /// Where the code lies of what is not called every day. *Cells*: reads 1.
        #[ink(message)]
        pub fn annex(&self) -> Address {
            in_annex(self, ());
            self.annex
        }

        /// Whether `who` may not judge the fault.
        ///
        /// *Errors*: `UnknownFault`. *Cells*: reads 6.
        #[ink(message, name = "isParty")]
        pub fn is_party(
            &self,
            fault: Given<FaultId>,
            who: Given<Address>,
        ) -> Result<bool, Refusal> {
            let (fault, who) = in_annex(self, (fault, who));
            faults::case_of(self, fault).map(|case| case.is_party(who))
        }

        /// The pledges that answer for a step, in the order in which they are called; at most 5.
        ///
        /// *Errors*: `UnknownTrace`, `UnknownStep`. *Cells*: reads 6.
        #[ink(message, name = "whoAnswers")]
        pub fn who_answers(
            &self,
            trace: Given<TraceId>,
            step: Given<StepNumber>,
        ) -> Result<List<Layer>, Refusal> {
            let (trace, step) = in_annex(self, (trace, step));
            views::who_answers(self, trace, step).map(List)
        }

        /// The cover of each step that a contract may build on, as `requireCovered` counts it.
        ///
        /// *Errors*: `UnknownTrace`. *Cells*: reads 5.
        #[ink(message, name = "coverOf")]
        pub fn cover_of(&self, trace: Given<TraceId>) -> Result<List<Amount>, Refusal> {
            let (trace,) = in_annex(self, (trace,));
            views::cover_of(self, trace).map(List)
        }

        /// The steps that nobody answers for, as a set of `1 << step`.
        ///
        /// *Errors*: `UnknownTrace`. *Cells*: reads 5.
        #[ink(message, name = "uncoveredSteps")]
        pub fn uncovered_steps(&self, trace: Given<TraceId>) -> Result<u8, Refusal> {
            let (trace,) = in_annex(self, (trace,));
            views::uncovered_steps(self, trace)
        }

        /// Refuses a trace with a step that has less than `minCover` left, promised until `minUntil`.
        ///
        /// *Errors*: `UnknownTrace`, `ZeroAmount`, `AmountTooLarge`, `NotCovered`. *Cells*: reads 3 (root, trace, docket),
        /// and the batch of an opened trace.
        #[ink(message, name = "requireCovered")]
        pub fn require_covered(
            &self,
            trace: Given<TraceId>,
            min_cover: Given<Amount>,
            min_until: Given<Time>,
        ) -> Result<(), Refusal> {
            let (trace, min_cover, min_until) = in_contract((trace, min_cover, min_until));
            views::require_covered(self, trace, min_cover, min_until)
        }

        /// The same for a trace that may still lie in a batch; stores nothing.
        ///
        /// *Errors*: `UnknownBatch`, `InvalidAddress`, `EmptyHash`, `InvalidSteps`, `UnknownKind`, `NotInBatch`,
        /// `ZeroAmount`, `AmountTooLarge`, `NotCovered`. *Cells*: reads 4.
        #[ink(message, name = "requireCoveredInBatch")]
        pub fn require_covered_in_batch(
            &self,
            batch: Given<BatchId>,
            data: Given<TraceData>,
            proof: Given<Vec<H256>>,
            min_cover: Given<Amount>,
            min_until: Given<Time>,
        ) -> Result<(), Refusal> {
            let (batch, data, proof, min_cover, min_until) =
                in_annex(self, (batch, data, proof, min_cover, min_until));
            views::require_covered_in_batch(self, batch, data, &proof, min_cover, min_until)
        }
    }
}

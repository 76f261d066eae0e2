//! Every refusal as a sentence: what is wrong, in the words of docs/protocol.md, and the next step.

mod council;

pub use council::CouncilRefusal;

use crate::{
    display::{moment, of_units, span, tokens, unit_behind, with_unit},
    names::{counted, kinds, state, NUMBERED_KINDS},
};
use answerable_protocol::{Amount, Reason, TraceId};
use ink::sol::SolErrorDecode;

use primitive_types::H160;

/// The sentence for a reason, in one line and without a full stop.
///
/// ```
/// # use answerable_client::{explain, Amount, Reason};
/// let least = Amount::new(100_000_000_000_000_000);
/// assert_eq!(
///     explain(&Reason::CoverTooSmall { least }),
///     "the terms ask for a cover of at least 0.1 tokens; cover that much or more"
/// );
/// ```
pub fn explain(reason: &Reason) -> String {
    // No arm for the rest: a new reason does not compile without its sentence.
    match *reason {
        Reason::InvalidCalldata { at } => format!("the argument that begins {at} bytes behind the selector is missing or does not fit its type; encode the call as IAnswerable.sol says, or see with `answerable verify` whether the contract is of this version"),
        Reason::ZeroAmount => "an amount of zero does nothing here; give one above zero".into(),
        // The amount can be a part of the sum that does not fit.
        Reason::AmountTooLarge { amount } => format!("{}, or what is to be kept for them, are more than 128 bits can count; use a smaller amount", unit_behind(of_units(amount.to_string()))),
        Reason::InsufficientFree { account, needed, free } => insufficient(account, needed, free),
        Reason::PaymentRejected { amount } => format!("the account did not accept {}; a contract must be able to receive money before it withdraws", with_unit(amount)),
        Reason::EmptyHash => "a hash of zero stands for nothing; give the hash of what is meant".into(),
        Reason::InvalidAddress { given } if given.is_zero() => format!("the address {given:?} is nobody's; give another"),
        Reason::InvalidAddress { given } => format!("the address {given:?} cannot stand here: it is the contract's own, or was given as its annex and is not the one that was built with it; give another"),
        Reason::IntakeClosed => "governance has stopped new records, batches, mandates, offers and pledges; wait until it opens the intake again, all that is recorded goes on as before".into(),
        Reason::Unsound => "the contract's books do not add up, or one of its counts is exhausted; nothing was changed, report this as a bug".into(),

        Reason::TermsChanged { current } => format!("the terms in force are version {}, and another was named; read them with `answerable terms` and name that version", current.0),
        Reason::UnknownTrace { trace } => format!("no trace {} is stored; if it lies in a batch, open it with `answerable open` and use the id that this gives it", hex(trace)),
        Reason::UnknownStep { step, steps } => format!("there is no step {}, the trace has {}; give one from 1 to {steps}", step.0, counted(steps, "step")),
        Reason::UnknownBatch { batch } => format!("there is no batch {}; check the number that `answerable anchor` gave", batch.0),
        Reason::UnknownMandate { mandate } => format!("there is no mandate {}; check the number that `answerable mandate` gave", mandate.0),
        Reason::UnknownOffer { offer } => format!("there is no offer {}, or it was withdrawn; look for another", offer.0),
        Reason::UnknownFault { fault } => format!("there is no fault {}; check the number that `answerable report` gave", fault.0),
        Reason::UnknownTerms { terms } => format!("there is no version {} of the terms; `answerable terms` shows those in force", terms.0),

        Reason::InvalidSteps { length } => format!("{length} bytes are not 1 to 5 steps of 53 bytes each; pack kind, actor and commitment of each step"),
        Reason::UnknownKind { step, kind } => format!("step {} is of kind {kind}, which there is not; use {NUMBERED_KINDS}", step.0),
        Reason::AlreadyRecorded { trace } => format!("this trace is stored already; use it as it is, `answerable show trace {}` shows it", hex(trace)),
        Reason::BatchTooDeep { depth, deepest } => format!("a tree of depth {depth} is too deep for a batch, {deepest} is the most; split it into several batches"),
        Reason::NotInBatch { trace } => format!("the proof does not lead from trace {} to the root of the batch; check that data, batch and proof belong together", hex(trace)),
        Reason::NotTheActor { actor } => format!("only the step's actor, {actor:?}, attests it; sign as that account"),
        Reason::AlreadyAttested { step } => format!("step {} was attested before; there is nothing left to do", step.0),

        Reason::CoverTooSmall { least } => format!("the terms ask for a cover of at least {}; cover that much or more", with_unit(least)),
        Reason::StepHasOpenFault { fault } => format!("fault {0} is open on this step; wait until it closes, `answerable show fault {0}` tells where it stands", fault.0),
        Reason::ReportWindowClosed { until } => format!("the time for this ended at {}; only the requester may have longer to report, `answerable show trace` tells until when", moment(until)),
        Reason::PledgesFull { places } => pledges_full(places),
        Reason::AlreadyPledged { surety } => format!("{surety:?} has a pledge on this step already; pledge to another step, or as another surety"),
        Reason::Expired { until } => format!("the offer or mandate ended at {}; ask for a new one, or name a later time where it is yours", moment(until)),
        Reason::OfferExhausted { offer } => format!("offer {} has no cover left to take; look for another", offer.0),
        Reason::PremiumTooSmall { premium } => format!("the pledge would earn {}, less than was asked for; accept that, or look for another offer", with_unit(premium)),
        Reason::NotThePayer { payer } => format!("only {payer:?}, who pays for this offer, withdraws it; sign as that account"),
        Reason::InvalidKinds { kinds } => format!("{kinds} is no set of kinds; name at least one of {NUMBERED_KINDS}, as 1 << kind"),
        Reason::NotTheSurety { surety } => format!("only {surety:?}, the surety who granted this mandate, revokes it; sign as that account"),
        Reason::MandateRevoked { mandate } => format!("mandate {} is revoked; ask its surety for a new one", mandate.0),
        Reason::MandateForRecorder { recorder } => format!("this mandate is for the recorder {recorder:?}; sign as that account, or ask for a mandate of your own"),
        Reason::MandateForActor { actor } => format!("this mandate is for steps of {actor:?}, and the step has another actor; draw on it for another step"),
        Reason::MandateForKinds { kinds: set } => format!("this mandate is for steps of the kind {}, and the step is of another; draw on it for another step", kinds(set)),
        Reason::MandateForTerms { terms } => format!("this mandate is for version {} of the terms, which is not in force; ask its surety for one under the terms that are", terms.0),
        Reason::OverPerTrace { per_trace } => format!("all draws on this mandate in one trace may come to {} at most; draw less", with_unit(per_trace)),
        Reason::OverOutstanding { room } => format!("the limit of the mandate leaves {}; cover no more than that, free what is over with `answerable release`, or grant a higher limit", with_unit(room)),
        Reason::ActorCovered { actor } => format!("two draws of this batch are for the actor {actor:?}; draw once for each actor"),
        Reason::NoDraws => "no mandate is drawn on; name at least one, or record without cover".into(),
        Reason::TooManyDraws { most } => format!("one call takes at most {most} draws; draw on fewer mandates"),
        Reason::StillPromised { until } => format!("what is pledged here is promised until {}; release it after that", moment(until)),
        Reason::FaultsOpen { open } => format!("{} still open here; wait until none is", open_faults(open)),
        Reason::NothingToRelease => "no pledge is here, or it was released before; there is nothing left to do".into(),
        Reason::NotCovered { step, cover, until } => format!("step {} has a cover of {}, in a trace whose sureties are bound until {}, and that is not what was asked for; ask for cover, wait for an open fault to close, or refuse the output", step.0, with_unit(cover), moment(until)),

        Reason::WrongState { state: found } => format!("the fault is {}, and this cannot be done then; `answerable show fault` tells what can", state(found)),
        Reason::TooLate { deadline } => format!("the time for this ended at {}; a called surety can still own up after `answerable default`, and where governance was silent `answerable settle` goes on", moment(deadline)),
        Reason::TooEarly { deadline } => format!("this can be done only after {}; wait until then", moment(deadline)),
        Reason::NotCalled { called } => format!("{called:?} is called now, and nobody else answers; wait until it is your turn, `answerable watch` tells when"),
        Reason::NotTheReporter { reporter } => format!("only {reporter:?}, who filed this report, withdraws it; sign as that account"),
        Reason::SomethingPaid { paid } => format!("{} paid for this report already, so it can no longer be withdrawn; wait until the fault closes", with_verb(paid, "was", "were")),
        Reason::NothingContested { due } => format!("{} due, and all of it is conceded; concede less, or pay with `answerable own-up`", with_verb(due, "is", "are")),
        Reason::LossTooLarge { reported } => format!("the loss stands at {}, and a ruling cannot raise it; rule that or less", with_unit(reported)),
        Reason::UriTooLong { most } => format!("the address of the evidence is longer than {most} bytes; shorten it"),
        Reason::SlashOutOfBounds { above, most } => format!("a slash takes more than {} and at most {} basis points; choose within", above.0, most.0),
        Reason::OwnCase { party } => format!("governance, now or when the fault was opened, is {party:?} and a party to it, so nobody may judge; after the deadline `answerable settle` goes on"),
        Reason::OwnLoss => "the one who was harmed does not step forward for the loss; sign as another account".into(),
        Reason::RecourseNotYet { from } => format!("the requester comes first and has until {}; turn to the earlier step after that", moment(from)),
        Reason::RecourseOver { until } => format!("your time for recourse on this step ended at {}; what was paid stays paid", moment(until)),
        Reason::RecourseUsed { step } => format!("you filed a recourse on step {} before, and one is all there is; turn to an earlier step, if there is one", step.0),
        Reason::NothingToRecover { recoverable, least } => format!("{} left for you to recover, and a recourse is for {} or more; you paid too little for later steps, or have it back already", with_verb(recoverable, "is", "are"), with_unit(least)),

        Reason::NotGovernance { governance } => format!("only governance, {governance:?}, does this; sign as that account, or vote with `answerable council` if it is a council"),
        Reason::NotProposed { proposed } if proposed.is_zero() => format!("nobody is proposed to govern ({proposed:?}); have governance propose you first"),
        Reason::NotProposed { proposed } => format!("{proposed:?} is proposed to govern, and nobody else accepts; sign as that account, or have governance propose you first"),
        Reason::WindowOutOfBounds { shortest, longest } => format!("a window is shorter than {} or longer than {}; choose within", span(shortest.0.into()), span(longest.0.into())),
        Reason::BpsOutOfBounds { most } => format!("a rate is above {} basis points; choose that or less", most.0),
        Reason::PenaltiesOutOfOrder { lost, max_default } => format!("the penalty of a lost contest, {} basis points, is not below the most for a default, {}; make it less, or both zero", lost.0, max_default.0),
        Reason::ContestDepositMissing => "terms with penalties need a contest deposit; set one above zero".into(),
    }
}

/// The reason in what answerable reverted with, if that is one.
pub(crate) fn decode(data: &[u8]) -> Option<Reason> {
    // ink takes the selector to be there.
    if data.len() < 4 {
        return None;
    }
    Reason::decode(data).ok()
}

fn insufficient(account: H160, needed: Amount, free: Amount) -> String {
    let missing = tokens(needed.less(free));
    format!(
        "{account:?} has {} free and this takes {}, so {missing} is missing; run `answerable deposit {missing}` as that account, or use a smaller amount",
        with_unit(free),
        tokens(needed),
    )
}

fn pledges_full(places: u8) -> String {
    if places == answerable_protocol::Pledges::OPEN_PLACES {
        return format!("the {places} places that are open to everybody are taken on this step; take an offer of the trace's requester or recorder, or have the recorder draw on a mandate of yours");
    }
    format!("all {places} places for pledges on this step are taken; pledge to another step")
}

fn open_faults(open: u32) -> String {
    let verb = if open == 1 { "is" } else { "are" };
    format!("{} {verb}", counted(open, "fault"))
}

fn with_verb(amount: Amount, one: &str, several: &str) -> String {
    let amount = with_unit(amount);
    let verb = if amount.ends_with('s') { several } else { one };
    format!("{amount} {verb}")
}

fn hex(trace: TraceId) -> String {
    format!("{:?}", trace.0)
}

//! What an instance tells of, in sentences.

use crate::{
    alloy_sol_types::private::{Address, U256},
    display,
    events::Event,
    interface,
    names::{self, counted},
    Bps, Time,
};

/// An amount of the interface in tokens.
pub fn tokens(amount: U256) -> String {
    display::with_unit(interface::amount(amount))
}

/// A moment of the interface.
pub fn moment(seconds: u64) -> String {
    display::moment(Time(seconds))
}

/// An address as it is written everywhere here, so that it can be searched for.
pub fn who(address: Address) -> String {
    const_hex::encode_prefixed(address)
}

/// The word for a counter.
fn standing(counter: u8) -> Option<&'static str> {
    [
        "honored",
        "defended",
        "lost",
        "undecided",
        "defaulted",
        "volunteered",
    ]
    .get(usize::from(counter).checked_sub(1)?)
    .copied()
}

/// One sentence, without a full stop.
pub fn sentence(event: &Event) -> String {
    match event {
        Event::Deposited(it) => format!("{} put {} in", who(it.account), tokens(it.amount)),
        Event::Withdrawn(it) => format!("{} took {} out", who(it.account), tokens(it.amount)),

        Event::Recorded(it) => format!(
            "{} recorded trace {} for {}",
            who(it.recorder),
            it.trace,
            who(it.requester)
        ),
        Event::Anchored(it) => format!(
            "{} anchored batch {} of up to {}, under terms {}; a trace in it counts for its requester only with its proof",
            who(it.recorder),
            it.batch,
            counted(
                1_u64.checked_shl(it.depth.into()).unwrap_or_default(),
                "trace"
            ),
            it.terms
        ),
        Event::Opened(it) => format!(
            "trace {} of {} was opened out of batch {}",
            it.trace,
            who(it.requester),
            it.batch
        ),
        Event::Attested(it) => {
            format!("the actor of step {} of {} says: that was mine", it.step, it.trace)
        }

        Event::Pledged(it) => format!(
            "{} answers for step {} of {} with {} ({} locked{}{})",
            who(it.surety),
            it.step,
            it.trace,
            tokens(it.cover),
            tokens(it.reserved),
            by_mandate(it.mandate),
            for_premium(it.premium)
        ),
        Event::BatchPledged(it) => format!(
            "{} answers in every trace of batch {} with {} ({} locked in all{}{})",
            who(it.surety),
            it.batch,
            tokens(it.perTrace),
            tokens(it.reserved),
            by_mandate(it.mandate),
            for_premium(it.premium)
        ),
        Event::Offered(it) => format!(
            "offer {}: {} pays {} for {} of cover of step {} of {}, until {}",
            it.offer,
            who(it.payer),
            tokens(it.premium),
            tokens(it.cover),
            it.step,
            it.trace,
            moment(it.until)
        ),
        Event::OfferWithdrawn(it) => {
            format!("offer {} is gone; {} of it went back", it.offer, tokens(it.amount))
        }
        Event::Granted(it) => format!(
            "mandate {}: {} answers for steps of {} recorded by {}, up to {} in a trace and {} at once, until {}",
            it.mandate,
            who(it.surety),
            who(it.actor),
            who(it.recorder),
            tokens(it.perTrace),
            tokens(it.limit),
            moment(it.until)
        ),
        Event::Revoked(it) => format!(
            "mandate {} is revoked; what was drawn on it stays promised",
            it.mandate
        ),
        Event::Released(it) => {
            format!("the pledges for step {} of {} are over, and their money is free", it.step, it.trace)
        }
        Event::BatchReleased(it) => {
            format!("the pledges for batch {} are over, and their money is free", it.batch)
        }

        Event::Reported(it) => format!(
            "fault {}: {} reports that step {} of {} failed and that {} lost {}{}",
            it.fault,
            who(it.reporter),
            it.step,
            it.trace,
            who(it.beneficiary),
            tokens(it.loss),
            if it.recourse { ", in recourse" } else { "" }
        ),
        Event::Called(it) => format!(
            "fault {} calls {}, who has until {}",
            it.fault,
            who(it.surety),
            moment(it.deadline)
        ),
        Event::Contested(it) => format!(
            "{} contests fault {} and concedes {}; governance has until {}",
            who(it.surety),
            it.fault,
            tokens(it.conceded),
            moment(it.deadline)
        ),
        Event::Defaulted(it) => format!(
            "{} stayed silent about fault {}: a default; governance has until {}",
            who(it.surety),
            it.fault,
            moment(it.deadline)
        ),
        Event::Upheld(it) => {
            format!("fault {} is upheld, with a loss of {}", it.fault, tokens(it.loss))
        }
        Event::Slashed(it) => format!(
            "the defaulter of fault {} is slashed by {}",
            it.fault,
            display::percent(Bps(it.bps))
        ),
        Event::Paid(it) => {
            let standing = standing(it.standing)
                .map(|word| format!("; counted as {word}"))
                .unwrap_or_default();
            let penalty = if it.penalty.is_zero() {
                String::new()
            } else {
                format!(", and a penalty of {}", tokens(it.penalty))
            };
            let amount = if it.amount.is_zero() {
                "nothing".into()
            } else {
                tokens(it.amount)
            };
            format!(
                "{} paid {amount} to {} for fault {}{penalty}{standing}",
                who(it.surety),
                who(it.beneficiary),
                it.fault
            )
        }
        Event::Defended(it) => format!("{} was right about fault {}", who(it.surety), it.fault),
        Event::DepositMoved(it) => format!(
            "a deposit of {} for fault {} went to {}",
            tokens(it.amount),
            it.fault,
            who(it.to)
        ),
        Event::Orphaned(it) => format!(
            "nobody answers for {} of fault {}; whoever wants to may step forward, at least until {}",
            tokens(it.unpaid),
            it.fault,
            moment(it.deadline)
        ),
        Event::Volunteered(it) => format!(
            "{} stepped forward and paid {} for fault {}",
            who(it.volunteer),
            tokens(it.amount),
            it.fault
        ),
        Event::Closed(it) => {
            let unpaid = if it.unpaid.is_zero() {
                String::new()
            } else {
                format!(", with {} unpaid", tokens(it.unpaid))
            };
            format!("fault {} is closed: {}{unpaid}", it.fault, names::state_numbered(it.state))
        }

        Event::TermsAdded(it) => format!("terms {} are current from now on", it.terms),
        Event::TreasurySet(it) => format!("the treasury is {}", who(it.treasury)),
        Event::IntakeSet(it) => format!("the intake is {}", if it.open { "open" } else { "closed" }),
        Event::GovernanceProposed(it) => format!(
            "{} may accept the office of governance",
            who(it.proposed)
        ),
        Event::GovernanceAccepted(it) => format!("governance is {}", who(it.governance)),
    }
}

fn by_mandate(mandate: u64) -> String {
    match mandate {
        0 => String::new(),
        mandate => format!(", by mandate {mandate}"),
    }
}

fn for_premium(premium: U256) -> String {
    if premium.is_zero() {
        return String::new();
    }
    format!(", for a premium of {}", tokens(premium))
}

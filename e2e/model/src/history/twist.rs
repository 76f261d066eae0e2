use super::Twist;
use crate::{account, Act, Address, Event, Hash, Model, ACCOUNTS};

const UNKNOWN: u64 = 9_999;

/// Spoils one thing of an event, if it has such a thing.
pub fn twist(event: &mut Event, twist: Twist, model: &Model) {
    let act = &mut event.act;
    match twist {
        Twist::Caller(number) => event.caller = account(number % ACCOUNTS),
        Twist::UnknownId => unknown_id(act),
        Twist::Step(to) => {
            if let Some(step) = step(act) {
                *step = to;
            }
        }
        Twist::Zero => set_amount(act, 0),
        Twist::Huge => set_amount(act, u128::MAX),
        Twist::EmptyHash => empty_hash(act, model.clock),
        Twist::LongUri => long_uri(act),
        Twist::BadAddress => {
            let bad = [Address::ZERO, model.contract][model.clock as usize % 2];
            bad_address(act, bad);
        }
        Twist::Terms => {
            if let Act::Record { terms, .. }
            | Act::RecordCovered { terms, .. }
            | Act::Anchor { terms, .. }
            | Act::AnchorCovered { terms, .. }
            | Act::Grant { terms, .. } = act
            {
                *terms += 1;
            }
        }
        Twist::Garble(how) => garble(act, how),
    }
}

fn unknown_id(act: &mut Act) {
    match act {
        Act::Attest { trace, .. }
        | Act::Pledge { trace, .. }
        | Act::Offer { trace, .. }
        | Act::Release { trace, .. }
        | Act::Report { trace, .. }
        | Act::Recourse { trace, .. } => *trace = Hash::of(UNKNOWN),
        Act::Open { batch, .. }
        | Act::OpenAndReport { batch, .. }
        | Act::ReleaseBatch { batch } => {
            *batch = UNKNOWN;
        }
        Act::PledgeForOffer { offer, .. } | Act::WithdrawOffer { offer } => *offer = 0,
        Act::Revoke { mandate } => *mandate = UNKNOWN,
        Act::OwnUp { fault }
        | Act::Contest { fault, .. }
        | Act::WithdrawReport { fault }
        | Act::DeclareDefault { fault }
        | Act::StepForward { fault, .. }
        | Act::Settle { fault }
        | Act::RuleUphold { fault, .. }
        | Act::RuleDismiss { fault }
        | Act::Slash { fault, .. }
        | Act::Pardon { fault } => *fault = if *fault % 2 == 0 { 0 } else { UNKNOWN },
        Act::RecordCovered { cover, .. } => cover.iter_mut().for_each(|draw| draw.mandate = 0),
        Act::AnchorCovered { cover, .. } => {
            cover.iter_mut().for_each(|draw| draw.mandate = UNKNOWN);
        }
        _ => {}
    }
}

fn step(act: &mut Act) -> Option<&mut u8> {
    match act {
        Act::Attest { step, .. }
        | Act::Pledge { step, .. }
        | Act::Offer { step, .. }
        | Act::Release { step, .. }
        | Act::Report { step, .. }
        | Act::Recourse { step, .. }
        | Act::OpenAndReport { step, .. } => Some(step),
        Act::RecordCovered { cover, .. } => cover.first_mut().map(|draw| &mut draw.step),
        _ => None,
    }
}

fn set_amount(act: &mut Act, to: u128) {
    match act {
        Act::Withdraw { amount } => *amount = to,
        Act::Pledge { cover, .. } | Act::PledgeForOffer { cover, .. } => *cover = to,
        Act::Offer { premium, .. } => *premium = to,
        Act::Report { loss, .. }
        | Act::OpenAndReport { loss, .. }
        | Act::RuleUphold { loss, .. } => *loss = to,
        Act::Contest { conceded, .. } => *conceded = to,
        Act::StepForward { max, .. } => *max = to,
        Act::Grant { per_trace, .. } => *per_trace = to,
        Act::RecordCovered { cover, .. } => cover.iter_mut().for_each(|draw| draw.amount = to),
        Act::AnchorCovered { cover, .. } => cover.iter_mut().for_each(|draw| draw.per_trace = to),
        _ => {}
    }
}

fn empty_hash(act: &mut Act, choice: u64) {
    match act {
        Act::Record { data, .. } | Act::RecordCovered { data, .. } => match choice % 3 {
            0 => data.input = Hash::ZERO,
            1 => data.output = Hash::ZERO,
            _ => data.steps[21..53].fill(0),
        },
        Act::Anchor { root, uri_hash, .. } | Act::AnchorCovered { root, uri_hash, .. } => {
            *(if choice.is_multiple_of(2) {
                root
            } else {
                uri_hash
            }) = Hash::ZERO;
        }
        Act::Report { evidence, .. }
        | Act::OpenAndReport { evidence, .. }
        | Act::Recourse { evidence, .. } => *evidence = Hash::ZERO,
        Act::Contest { defence, .. } => *defence = Hash::ZERO,
        _ => {}
    }
}

fn long_uri(act: &mut Act) {
    if let Act::Report { uri, .. } | Act::OpenAndReport { uri, .. } | Act::Recourse { uri, .. } =
        act
    {
        *uri = "x".repeat(257);
    }
}

fn bad_address(act: &mut Act, bad: Address) {
    match act {
        Act::Record { data, .. } | Act::RecordCovered { data, .. } => data.requester = bad,
        Act::Grant { actor, .. } => *actor = bad,
        Act::SetTreasury { treasury } => *treasury = bad,
        Act::ProposeGovernance { proposed } => *proposed = bad,
        _ => {}
    }
}

fn garble(act: &mut Act, how: u8) {
    match act {
        Act::Record { data, .. } | Act::RecordCovered { data, .. } if how < 64 => match how % 4 {
            0 => data.steps.truncate(how.into()),
            1 => data.steps = data.steps.repeat(6),
            2 => data.steps[0] = 0,
            _ => data.steps[0] = 6,
        },
        Act::RecordCovered { cover, .. } => *cover = cover.repeat(usize::from(how % 2) * 21),
        Act::Anchor { depth, .. } => *depth = 21 + how % 9,
        Act::AnchorCovered { cover, .. } => *cover = cover.repeat(usize::from(how % 2) * 5),
        Act::Open { data, proof, .. } | Act::OpenAndReport { data, proof, .. } => match how % 3 {
            0 => data.at += 1,
            1 => proof.clear(),
            _ => data.steps.truncate(53),
        },
        Act::Grant {
            kinds,
            premium_bps,
            limit,
            until,
            ..
        } => match how % 4 {
            0 => *kinds = [0, 1, 0b0100_0001, 0b1000_0000][usize::from(how / 4) % 4],
            1 => *premium_bps = 10_001,
            2 => *limit = 0,
            _ => *until = 0,
        },
        Act::Offer { cover, until, .. } => match how % 2 {
            0 => *cover = 0,
            _ => *until = 0,
        },
        Act::Slash { bps, .. } => *bps = [0, u16::MAX][usize::from(how % 2)],
        _ => {}
    }
}

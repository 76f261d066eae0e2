//! The model's acts as calls of the contract.

use answerable_client::{
    alloy_sol_types::{private, SolCall, SolEvent},
    interface::IAnswerable as sol,
    Log,
};
use answerable_model::{Act, Address, Answer, BatchDraw, Draw, Hash, Terms, TraceData, Windows};

/// What is sent, and how what comes back is read.
pub struct Message {
    pub input: Vec<u8>,
    pub read: fn(&[u8]) -> Answer,
}

pub fn calldata(act: &Act) -> Message {
    let act = act.clone();
    match act {
        Act::Deposit => silent(sol::depositCall {}),
        Act::Withdraw { amount } => silent(sol::withdrawCall {
            amount: uint(amount),
        }),
        Act::Record { data, terms } => named(sol::recordCall {
            requester: address(data.requester),
            input: hash(data.input),
            output: hash(data.output),
            at: data.at,
            steps: data.steps.into(),
            terms,
        }),
        Act::RecordCovered { data, terms, cover } => named(sol::recordCoveredCall {
            requester: address(data.requester),
            input: hash(data.input),
            output: hash(data.output),
            at: data.at,
            steps: data.steps.into(),
            terms,
            cover: cover.into_iter().map(draw).collect(),
        }),
        Act::Anchor {
            root,
            depth,
            uri_hash,
            terms,
        } => numbered(
            sol::anchorCall {
                root: hash(root),
                depth,
                uriHash: hash(uri_hash),
                terms,
            },
            |data| Answer::Batch(number::<sol::anchorCall>(data)),
        ),
        Act::AnchorCovered {
            root,
            depth,
            uri_hash,
            terms,
            cover,
        } => numbered(
            sol::anchorCoveredCall {
                root: hash(root),
                depth,
                uriHash: hash(uri_hash),
                terms,
                cover: cover.into_iter().map(batch_draw).collect(),
            },
            |data| Answer::Batch(number::<sol::anchorCoveredCall>(data)),
        ),
        Act::Open { batch, data, proof } => named(sol::openCall {
            batch,
            data: trace_data(data),
            proof: proof.into_iter().map(hash).collect(),
        }),
        Act::OpenAndReport {
            batch,
            data,
            proof,
            step,
            loss,
            evidence,
            uri,
        } => fault(sol::openAndReportCall {
            batch,
            data: trace_data(data),
            proof: proof.into_iter().map(hash).collect(),
            step,
            loss: uint(loss),
            evidence: hash(evidence),
            uri,
        }),
        Act::Attest { trace, step } => silent(sol::attestCall {
            trace: hash(trace),
            step,
        }),
        Act::Pledge { trace, step, cover } => silent(sol::pledgeCall {
            trace: hash(trace),
            step,
            cover: uint(cover),
        }),
        Act::PledgeForOffer {
            offer,
            cover,
            least_premium,
        } => silent(sol::pledgeForOfferCall {
            offer,
            cover: uint(cover),
            leastPremium: uint(least_premium),
        }),
        Act::Offer {
            trace,
            step,
            cover,
            premium,
            until,
        } => numbered(
            sol::offerCall {
                trace: hash(trace),
                step,
                cover: uint(cover),
                premium: uint(premium),
                until,
            },
            |data| Answer::Offer(number::<sol::offerCall>(data)),
        ),
        Act::WithdrawOffer { offer } => silent(sol::withdrawOfferCall { offer }),
        Act::Grant {
            actor,
            kinds,
            recorder,
            terms,
            per_trace,
            limit,
            premium_bps,
            until,
        } => numbered(
            sol::grantCall {
                actor: address(actor),
                kinds,
                recorder: address(recorder),
                terms,
                perTrace: uint(per_trace),
                limit: uint(limit),
                premiumBps: premium_bps,
                until,
            },
            |data| Answer::Mandate(number::<sol::grantCall>(data)),
        ),
        Act::Revoke { mandate } => silent(sol::revokeCall { mandate }),
        Act::Release { trace, step } => silent(sol::releaseCall {
            trace: hash(trace),
            step,
        }),
        Act::ReleaseBatch { batch } => silent(sol::releaseBatchCall { batch }),
        Act::Report {
            trace,
            step,
            loss,
            evidence,
            uri,
        } => fault(sol::reportCall {
            trace: hash(trace),
            step,
            loss: uint(loss),
            evidence: hash(evidence),
            uri,
        }),
        Act::Recourse {
            trace,
            step,
            evidence,
            uri,
        } => fault(sol::recourseCall {
            trace: hash(trace),
            step,
            evidence: hash(evidence),
            uri,
        }),
        Act::OwnUp { fault } => silent(sol::ownUpCall { fault }),
        Act::Contest {
            fault,
            conceded,
            defence,
        } => silent(sol::contestCall {
            fault,
            conceded: uint(conceded),
            defence: hash(defence),
        }),
        Act::WithdrawReport { fault } => silent(sol::withdrawReportCall { fault }),
        Act::DeclareDefault { fault } => silent(sol::declareDefaultCall { fault }),
        Act::StepForward { fault, max } => silent(sol::stepForwardCall {
            fault,
            max: uint(max),
        }),
        Act::Settle { fault } => silent(sol::settleCall { fault }),
        Act::RuleUphold { fault, loss } => silent(sol::ruleUpholdCall {
            fault,
            loss: uint(loss),
        }),
        Act::RuleDismiss { fault } => silent(sol::ruleDismissCall { fault }),
        Act::Slash { fault, bps } => silent(sol::slashCall { fault, bps }),
        Act::Pardon { fault } => silent(sol::pardonCall { fault }),
        Act::AddTerms { content } => numbered(
            sol::addTermsCall {
                content: terms(content),
            },
            |data| {
                Answer::Terms(sol::addTermsCall::abi_decode_returns(data).expect("it is a number"))
            },
        ),
        Act::SetTreasury { treasury } => silent(sol::setTreasuryCall {
            treasury: address(treasury),
        }),
        Act::SetIntake { open } => silent(sol::setIntakeCall { open }),
        Act::ProposeGovernance { proposed } => silent(sol::proposeGovernanceCall {
            proposed: address(proposed),
        }),
        Act::AcceptGovernance => silent(sol::acceptGovernanceCall {}),
    }
}

/// The trace that was opened, if the logs say that one was.
pub fn opened(logs: &[Log]) -> Option<Hash> {
    let opened = logs
        .iter()
        .find(|log| log.topics.first().map(|it| it.0) == Some(sol::Opened::SIGNATURE_HASH.0))?;
    opened.topics.get(1).map(|trace| Hash(trace.0))
}

fn silent(call: impl SolCall) -> Message {
    Message {
        input: call.abi_encode(),
        read: |data| {
            assert!(data.is_empty(), "it says more than nothing");
            Answer::Nothing
        },
    }
}

fn named<M: SolCall<Return = private::FixedBytes<32>>>(call: M) -> Message {
    Message {
        input: call.abi_encode(),
        read: |data| {
            Answer::Trace(Hash(
                M::abi_decode_returns(data).expect("it is a trace's id").0,
            ))
        },
    }
}

fn fault<M: SolCall<Return = u64>>(call: M) -> Message {
    numbered(call, |data| Answer::Fault(number::<M>(data)))
}

fn numbered(call: impl SolCall, read: fn(&[u8]) -> Answer) -> Message {
    Message {
        input: call.abi_encode(),
        read,
    }
}

fn number<M: SolCall<Return = u64>>(data: &[u8]) -> u64 {
    M::abi_decode_returns(data).expect("it is a number")
}

pub fn address(address: Address) -> private::Address {
    address.0.into()
}

pub fn hash(hash: Hash) -> private::FixedBytes<32> {
    hash.0.into()
}

pub fn uint(amount: u128) -> private::U256 {
    private::U256::from(amount)
}

pub fn trace_data(data: TraceData) -> sol::TraceData {
    sol::TraceData {
        requester: address(data.requester),
        input: hash(data.input),
        output: hash(data.output),
        at: data.at,
        steps: data.steps.into(),
    }
}

fn draw(draw: Draw) -> sol::Draw {
    sol::Draw {
        step: draw.step,
        mandate: draw.mandate,
        amount: uint(draw.amount),
    }
}

fn batch_draw(draw: BatchDraw) -> sol::BatchDraw {
    sol::BatchDraw {
        mandate: draw.mandate,
        perTrace: uint(draw.per_trace),
    }
}

fn windows(windows: Windows) -> sol::Windows {
    sol::Windows {
        answer: windows.answer,
        ruling: windows.ruling,
        report: windows.report,
        recourse: windows.recourse,
    }
}

fn terms(terms: Terms) -> sol::Terms {
    sol::Terms {
        windows: windows(terms.windows),
        minCover: uint(terms.min_cover),
        reportDeposit: uint(terms.report_deposit),
        contestDeposit: uint(terms.contest_deposit),
        lostPenaltyBps: terms.lost_penalty_bps,
        maxDefaultPenaltyBps: terms.max_default_penalty_bps,
        reporterShareBps: terms.reporter_share_bps,
    }
}

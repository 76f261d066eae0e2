//! The hot acts written plainly in Solidity, beside which the contract's costs are held, do what the contract does:
//! the same calls, random and wrong ones among them, end the same, to the last byte of what is returned, refused,
//! told and shown.

use answerable_client::{
    alloy_sol_types::{
        private::{FixedBytes, U256},
        SolCall, SolError, SolEvent,
    },
    display::TOKEN,
    interface::IAnswerable as sol,
    keccak_256, Act as Call, AnyChain, Chain, Log, Outcome, Receipt, Setup, Signer, H256,
};
use answerable_e2e::{
    annex, code,
    costs::peers::{deployment, peer, Machine},
    fund,
    perform::perform,
    shared_node,
    system::{calldata, ready, Beginning, OnChain},
};
use answerable_model::{
    account, beginning, cases, intent, resolve, Act, Address, Answer, Draws, Event, Hash, Intent,
    Model, Pay, Spare, Twist, Wait, What, Who, ACCOUNTS, START,
};
use answerable_protocol::{Named, TraceData, TraceId};
use proptest::{
    collection,
    prelude::*,
    sample::select,
    strategy::ValueTree,
    test_runner::{RngAlgorithm, TestCaseError, TestRng, TestRunner},
};
use std::collections::BTreeSet;

struct Both {
    contract: Beginning,
    plain: Beginning,
}

thread_local! {
    static BOTH: Both = Both {
        contract: Beginning::new(),
        plain: Beginning::of(peer("PlainAnswerable", Machine::Evm)),
    };
}

/// Whether there is such an act in Solidity.
fn is_hot(act: &Act) -> bool {
    matches!(
        act,
        Act::Deposit
            | Act::Withdraw { .. }
            | Act::Record { .. }
            | Act::Pledge { .. }
            | Act::Report { .. }
            | Act::OwnUp { .. }
            | Act::AddTerms { .. }
            | Act::SetIntake { .. }
    )
}

fn hot() -> impl Strategy<Value = What> {
    let n = any::<u8>;
    let who = prop_oneof![Just(Who::Requester), n().prop_map(Who::Account)];
    prop_oneof![
        2 => (n(), 0_u16..500).prop_map(|(who, amount)| What::Deposit { who, amount }),
        2 => (n(), 1_u8..104).prop_map(|(who, percent)| What::Withdraw { who, percent }),
        6 => (n(), n(), any::<u16>(), 0_u8..12).prop_map(|(recorder, requester, shape, again)| {
            What::Record { recorder, requester, shape, draws: Draws::None, again: again == 0 }
        }),
        24 => (0_u8..10, n(), n(), 6_u16..90).prop_map(|(who, trace, step, cover)| {
            What::Pledge { who, trace, step, cover }
        }),
        16 => (who, n(), 1_u16..200, 0_u8..8).prop_map(|(who, pick, loss, covered)| {
            What::Report { who, pick, loss, covered: covered > 0 }
        }),
        16 => (n(), 0_u8..8).prop_map(|(pick, late)| What::OwnUp { pick, late: late < 2 }),
        1 => (0_u8..16).prop_map(|variant| What::AddTerms { variant }),
        3 => any::<bool>().prop_map(|open| What::SetIntake { open }),
    ]
}

/// What is wrong with every sixth of them.
fn twist() -> impl Strategy<Value = Option<Twist>> {
    let wrong = prop_oneof![
        any::<u8>().prop_map(Twist::Caller),
        Just(Twist::UnknownId),
        select(vec![0, 6, 255]).prop_map(Twist::Step),
        Just(Twist::Zero),
        Just(Twist::Huge),
        Just(Twist::EmptyHash),
        Just(Twist::LongUri),
        Just(Twist::BadAddress),
        Just(Twist::Terms),
        any::<u8>().prop_map(Twist::Garble),
    ];
    prop_oneof![5 => Just(None), 1 => wrong.prop_map(Some)]
}

fn hot_intent() -> impl Strategy<Value = Intent> {
    let spare =
        prop_oneof![3 => Just(Spare::Pledge), 1 => Just(Spare::Record), 2 => Just(Spare::Report)];
    (intent(), hot(), spare, twist()).prop_map(|(it, what, spare, twist)| Intent {
        what,
        spare,
        twist,
        ..it
    })
}

/// Sends the same to both, and looks at all that can be seen.
fn side_by_side(both: &Both, history: &[Intent]) -> Result<Reached, TestCaseError> {
    prop_assert_eq!(both.contract.contract(), both.plain.contract());
    let mut model = beginning(both.contract.contract());
    let (mut contract, mut plain) = (both.contract.start(), both.plain.start());
    let mut reached = Reached::default();
    let mut traces = Vec::new();
    for intent in history {
        let event = resolve(intent, &model);
        if !is_hot(&event.act) {
            continue;
        }
        let answer = model.act(event.now, event.caller, event.value, &event.act);
        if let Ok(Answer::Trace(trace)) = answer {
            traces.push(trace);
        }
        let (here, there) = (sent(&mut contract, &event), sent(&mut plain, &event));
        prop_assert_eq!(&here, &there, "{:?}", event);
        reached.note(&here);
        for question in about(&event, &model) {
            let (here, there) = (seen(&contract, &question), seen(&plain, &question));
            prop_assert_eq!(here, there, "{:?} after {:?}", question, event);
        }
    }
    // Histories seldom own up to what is over.
    for fault in 0..=model.snapshot().totals.faults + 1 {
        let event = Event {
            now: model.clock.max(START),
            caller: account(4),
            value: 0,
            act: Act::OwnUp { fault },
        };
        let (here, there) = (sent(&mut contract, &event), sent(&mut plain, &event));
        prop_assert_eq!(&here, &there, "{:?} in the end", event);
        reached.note(&here);
    }
    for question in everything(&model, &traces) {
        let (here, there) = (seen(&contract, &question), seen(&plain, &question));
        prop_assert_eq!(here, there, "{:?} in the end", question);
    }
    prop_assert_eq!(contract.logs(), plain.logs());
    let topics = plain
        .logs()
        .iter()
        .filter_map(|(_, log)| log.topics.first());
    reached.events.extend(topics.map(|topic| topic.0));
    Ok(reached)
}

/// How a message ended: with what it returned, or why it was refused.
type End = Result<Vec<u8>, Vec<u8>>;

fn sent(to: &mut OnChain, event: &Event) -> End {
    to.wait_until(event.now);
    let input = calldata(&event.act).input;
    to.call(event.caller, event.value, input)
        .map(|(data, _)| data)
}

fn seen(by: &OnChain, question: &[u8]) -> Outcome {
    let call = Call::Call {
        to: by.contract(),
        input: question.to_vec(),
    };
    let nobody = Signer::dev("alice").expect("alice is an account").account();
    ready(by.chain().dry_run(nobody, &call, 0))
        .expect("it is tried")
        .outcome
}

/// What an act may have changed, as far as it shows at once.
fn about(event: &Event, model: &Model) -> Vec<Vec<u8>> {
    let owner = event.caller.0.into();
    let mut asked = vec![
        sol::totalsCall {}.abi_encode(),
        sol::accountCall { owner }.abi_encode(),
    ];
    let mut ask = |trace: Hash, step| {
        let trace = trace.0.into();
        asked.push(sol::traceCall { trace }.abi_encode());
        asked.push(sol::stepCall { trace, step }.abi_encode());
    };
    match event.act {
        Act::Pledge { trace, step, .. } | Act::Report { trace, step, .. } => ask(trace, step),
        Act::OwnUp { fault } => {
            if let Some(fault) = model.snapshot().faults.get(&fault) {
                ask(fault.trace, fault.step);
            }
            asked.push(sol::faultCall { fault }.abi_encode());
        }
        _ => {}
    }
    asked
}

/// Every view of everything, and of what is not there.
fn everything(model: &Model, traces: &[Hash]) -> Vec<Vec<u8>> {
    let shown = model.snapshot();
    let mut asked = vec![
        sol::totalsCall {}.abi_encode(),
        sol::officeCall {}.abi_encode(),
    ];
    let owners = (0..=ACCOUNTS).map(account).chain([Address::ZERO]);
    asked.extend(owners.map(|owner| {
        let owner = owner.0.into();
        sol::accountCall { owner }.abi_encode()
    }));
    for trace in traces.iter().copied().chain([Hash::ZERO]) {
        let trace = trace.0.into();
        asked.push(sol::traceCall { trace }.abi_encode());
        asked.extend((0..=6).map(|step| sol::stepCall { trace, step }.abi_encode()));
    }
    asked.extend((0..=shown.totals.faults + 1).map(|fault| sol::faultCall { fault }.abi_encode()));
    asked.extend((0..=shown.office.terms + 1).map(|terms| sol::termsCall { terms }.abi_encode()));
    asked
}

/// The refusals and the events that histories came to.
#[derive(Default)]
struct Reached {
    refusals: BTreeSet<[u8; 4]>,
    events: BTreeSet<[u8; 32]>,
}

impl Reached {
    fn note(&mut self, end: &End) {
        let refused = end.as_ref().err();
        let selector = refused.and_then(|data| data.first_chunk());
        self.refusals.extend(selector);
    }
}

fn small() -> impl Strategy<Value = Vec<Intent>> {
    collection::vec(hot_intent(), 1..80)
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn the_same_calls_end_the_same(history in small()) {
        BOTH.with(|both| side_by_side(both, &history).map(drop))?;
    }
}

/// What chance seldom brings: somebody else, and then governance, closes the intake, and opens it again.
fn closed_for_a_while() -> Vec<Intent> {
    let then = |what, twist| Intent {
        wait: Wait::None,
        what,
        pay: Pay::Lacking,
        spare: Spare::Record,
        twist,
    };
    let record = What::Record {
        recorder: 2,
        requester: 0,
        shape: 7,
        draws: Draws::None,
        again: false,
    };
    vec![
        then(What::SetIntake { open: false }, Some(Twist::Caller(1))),
        then(What::SetIntake { open: false }, None),
        then(record.clone(), None),
        then(What::SetIntake { open: true }, None),
        then(record, None),
    ]
}

#[test]
fn the_calls_come_to_everything_that_these_acts_can_meet() {
    let mut runner =
        TestRunner::new_with_rng(cases(0), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let mut reached = Reached::default();
    for _ in 0..24 {
        let more = small().new_tree(&mut runner).expect("there are histories");
        let history = [closed_for_a_while(), more.current()].concat();
        let more = BOTH
            .with(|both| side_by_side(both, &history))
            .unwrap_or_else(|error| panic!("{error}"));
        reached.refusals.extend(more.refusals);
        reached.events.extend(more.events);
    }
    for (name, selector) in [
        refusal::<sol::AlreadyPledged>(),
        refusal::<sol::AlreadyRecorded>(),
        refusal::<sol::AmountTooLarge>(),
        refusal::<sol::CoverTooSmall>(),
        refusal::<sol::EmptyHash>(),
        refusal::<sol::InsufficientFree>(),
        refusal::<sol::IntakeClosed>(),
        refusal::<sol::InvalidAddress>(),
        refusal::<sol::InvalidSteps>(),
        refusal::<sol::NotCalled>(),
        refusal::<sol::NotGovernance>(),
        refusal::<sol::PledgesFull>(),
        refusal::<sol::ReportWindowClosed>(),
        refusal::<sol::StepHasOpenFault>(),
        refusal::<sol::TermsChanged>(),
        refusal::<sol::TooLate>(),
        refusal::<sol::UnknownFault>(),
        refusal::<sol::UnknownKind>(),
        refusal::<sol::UnknownStep>(),
        refusal::<sol::UnknownTrace>(),
        refusal::<sol::UriTooLong>(),
        refusal::<sol::WrongState>(),
        refusal::<sol::ZeroAmount>(),
    ] {
        assert!(
            reached.refusals.contains(&selector),
            "nothing was refused with {name}"
        );
    }
    for (name, topic) in [
        event::<sol::Called>(),
        event::<sol::Closed>(),
        event::<sol::Deposited>(),
        event::<sol::DepositMoved>(),
        event::<sol::IntakeSet>(),
        event::<sol::Orphaned>(),
        event::<sol::Paid>(),
        event::<sol::Pledged>(),
        event::<sol::Recorded>(),
        event::<sol::Reported>(),
        event::<sol::TermsAdded>(),
        event::<sol::Withdrawn>(),
    ] {
        assert!(reached.events.contains(&topic), "nothing told of {name}");
    }
}

fn refusal<E: SolError>() -> (&'static str, [u8; 4]) {
    (E::SIGNATURE, E::SELECTOR)
}

fn event<E: SolEvent>() -> (&'static str, [u8; 32]) {
    (E::SIGNATURE, E::SIGNATURE_HASH.0)
}

/// What a short story leaves: how each call ended, with the kinds and lengths of what it told, and what people have.
type Left = (Vec<Result<Vec<(H256, usize)>, Vec<u8>>>, Vec<Vec<u8>>);

async fn short_story(
    chain: &AnyChain,
    code: Vec<u8>,
    [recorder, requester, surety]: &[Signer; 3],
) -> Left {
    let setup = Setup::for_development(recorder.address());
    // In Solidity it needs none, and does not look at it.
    let input = setup.arguments(annex(chain, recorder).await);
    let (_, deployed) = perform(chain, recorder, &deployment(code, input), 0)
        .await
        .unwrap();
    let contract = deployed.deployed.unwrap();
    let mut ends = Vec::new();
    let mut send = async |who: &Signer, input: Vec<u8>, value: u128| {
        let call = Call::Call {
            to: contract,
            input,
        };
        let end = perform(chain, who, &call, value / chain.ratio()).await;
        let returned = end
            .as_ref()
            .map(|(data, _)| data.clone())
            .unwrap_or_default();
        let told = |(_, receipt): (_, Receipt)| -> Vec<_> {
            let log = |log: &Log| (log.topics[0], log.data.len());
            receipt.logs.iter().map(log).collect()
        };
        ends.push(end.map(told));
        returned
    };

    let data = TraceData {
        requester: requester.address(),
        input: H256([1; 32]),
        output: H256([2; 32]),
        at: 3,
        steps: [vec![2], vec![4; 20], vec![5; 32]].concat().into(),
    };
    let record = sol::recordCall {
        requester: data.requester.0.into(),
        input: data.input.0.into(),
        output: data.output.0.into(),
        at: data.at,
        steps: data.steps.0.clone().into(),
        terms: 1,
    };
    let trace = send(recorder, record.abi_encode(), 0).await;
    let named = Named {
        contract,
        recorder: recorder.address(),
        requester: data.requester,
        input: data.input,
        output: data.output,
        at: data.at,
        steps: &data.steps.0,
    };
    assert_eq!(trace, TraceId::of(&named, &keccak_256).0 .0);
    let trace = FixedBytes::from_slice(&trace);
    let pledge = sol::pledgeCall {
        trace,
        step: 1,
        cover: U256::from(2 * TOKEN),
    };
    send(surety, pledge.abi_encode(), 3 * TOKEN).await;
    send(surety, pledge.abi_encode(), 3 * TOKEN).await;
    let report = sol::reportCall {
        trace,
        step: 1,
        loss: U256::from(TOKEN),
        evidence: FixedBytes([6; 32]),
        uri: "ipfs://evidence".into(),
    };
    send(requester, report.abi_encode(), 0).await;
    send(requester, report.abi_encode(), TOKEN).await;
    send(requester, sol::ownUpCall { fault: 1 }.abi_encode(), 0).await;
    send(surety, sol::ownUpCall { fault: 1 }.abi_encode(), 0).await;
    send(surety, sol::ownUpCall { fault: 1 }.abi_encode(), 0).await;
    send(
        requester,
        sol::withdrawCall {
            amount: U256::from(2 * TOKEN),
        }
        .abi_encode(),
        0,
    )
    .await;

    let mut left = Vec::new();
    for owner in [requester, surety] {
        let owner = owner.address().0.into();
        left.push(send(recorder, sol::accountCall { owner }.abi_encode(), 0).await);
    }
    left.push(send(recorder, sol::totalsCall {}.abi_encode(), 0).await);
    (ends, left)
}

#[tokio::test]
async fn a_short_story_is_the_same_in_both_on_the_embedded_chain_and_on_a_node() {
    let run = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap()
        .as_nanos();
    let people = [1, 2, 3].map(|number| Signer::dev(&format!("Both/{run}/{number}")).unwrap());
    let alice = Signer::dev("alice").unwrap();
    let mut told = Vec::new();
    for chain in ["embedded", shared_node()] {
        let chain = AnyChain::open(chain).await.unwrap();
        for person in &people {
            fund(&chain, &alice, person, 1_000 * TOKEN / chain.ratio()).await;
        }
        for code in [
            code("answerable"),
            peer("PlainAnswerable", Machine::Evm),
            peer("PlainAnswerable", Machine::PolkaVm),
        ] {
            told.push(short_story(&chain, code, &people).await);
        }
    }
    let (ends, _) = &told[0];
    assert_eq!(ends.iter().filter(|end| end.is_ok()).count(), 8);
    for other in &told {
        assert_eq!(other, &told[0]);
    }
}

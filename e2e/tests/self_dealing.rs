//! One account in several roles, and strangers in the way.

use answerable_e2e::{system::Beginning, world::*};
use answerable_model::{
    account, beginning, money, Act, Address, Hash, Model, Refused, System, GRAIN, START,
};

#[test]
fn governance_judges_no_case_of_its_own() {
    for (party, act) in [
        (
            STRANGER,
            Act::Slash {
                fault: DEFAULTED,
                bps: 2_000,
            },
        ),
        (ASKER, Act::RuleDismiss { fault: CONTESTED }),
        (RECORDER, Act::RuleDismiss { fault: CONTESTED }),
        (SURETY, Act::Pardon { fault: DEFAULTED }),
    ] {
        let mut it = World::new();
        it.does(GOVERNANCE, 0, Act::ProposeGovernance { proposed: party });
        it.does(party, 0, Act::AcceptGovernance);
        it.refuses(party, 0, act, Refused::OwnCase(party));
    }
    // It was governance when the fault opened, and reported it.
    let mut it = World::new();
    it.does(GOVERNANCE, 0, it.report(5));
    it.does(SURETY, 0, contest(5));
    it.does(STRANGER, 0, Act::AcceptGovernance);
    it.refuses(
        STRANGER,
        0,
        Act::RuleDismiss { fault: 5 },
        Refused::OwnCase(GOVERNANCE),
    );
}

#[test]
fn a_strangers_report_at_the_last_second_takes_no_turn_away() {
    let mut it = World::new();
    it.now = START + 150;
    it.does(STRANGER, 0, it.report(5));
    it.now = START + 175;
    it.refuses(ASKER, 0, it.report(5), Refused::StepHasOpenFault(5));
    it.refuses(
        EARLIER,
        7,
        it.report(5),
        Refused::ReportWindowClosed(START + 150),
    );
    it.does(SURETY, 0, Act::OwnUp { fault: 5 });
    it.does(STRANGER, 0, Act::Settle { fault: DEFAULTED });
    // No stranger's fault is open any more.
    it.now = START + 200;
    let mut requester = it.chain.fork();
    let report = it.report(5);
    assert!(requester.act(it.now, ASKER, 0, &report).is_ok());
    it.now = START + 201;
    it.refuses(ASKER, 0, report, Refused::ReportWindowClosed(START + 200));
}

/// In every pairing: the contract does what the model does, whatever comes of it.
#[test]
fn nobody_gains_by_dealing_with_themselves() {
    let start = Beginning::new();
    let roles: [u8; 7] = [0, 2, 3, 6, 7, 8, 9];
    for (one, other) in roles
        .iter()
        .flat_map(|one| roles.map(|other| (*one, other)))
    {
        let is = |number: u8| account(if number == other { one } else { number });
        let [asker, recorder, actor, surety, reporter, governance, _] = roles.map(is);
        let mut model = beginning(start.contract());
        let mut chain = start.start();
        for (now, who, units, act) in
            self_dealing(asker, actor, surety, [recorder, reporter, governance])
        {
            let act = fill(&model, act);
            let expected = model.act(START + now, who, units * GRAIN, &act);
            let done = chain.act(START + now, who, units * GRAIN, &act);
            let agreed = match done {
                Ok(_) => done == expected,
                Err(refused) => model.reasons().contains(&refused),
            };
            assert!(
                agreed,
                "{one} is {other}: {act:?} {done:?}, the model {expected:?}"
            );
            let differences = model.snapshot().differences(&chain.snapshot());
            assert!(
                differences.is_empty(),
                "{one} is {other}: {act:?}\n{}",
                differences.join("\n")
            );
        }
    }
}

/// The trace is not known before it is recorded.
fn fill(model: &Model, mut act: Act) -> Act {
    let first = model.traces_in_order().first().copied();
    if let Act::Pledge { trace, .. } | Act::Report { trace, .. } | Act::Release { trace, .. } =
        &mut act
    {
        *trace = first.unwrap_or_default();
    }
    act
}

type Said = (u64, Address, u128, Act);

fn self_dealing(
    asker: Address,
    actor: Address,
    surety: Address,
    others: [Address; 3],
) -> Vec<Said> {
    let [recorder, reporter, governance] = others;
    let mut data = data(5, 1);
    data.requester = asker;
    for step in data.steps.chunks_exact_mut(53) {
        step[1..21].copy_from_slice(&actor.0);
    }
    let trace = Hash::ZERO;
    let report = |step| Act::Report {
        trace,
        step,
        loss: money(80u8),
        evidence: Hash::of(1),
        uri: String::new(),
    };
    let mut said = vec![(0, recorder, 0, Act::Record { data, terms: 1 })];
    for step in 1..=5 {
        let cover = money(50u8);
        said.push((0, surety, 100, Act::Pledge { trace, step, cover }));
        said.push((0, actor, 100, Act::Pledge { trace, step, cover }));
        said.push((0, reporter, 8, report(step)));
    }
    let loss = money(70u8);
    said.extend([
        (2, surety, 0, Act::OwnUp { fault: 1 }),
        (2, surety, 6, contest(2)),
        (2, surety, 6, contest(3)),
        (3, governance, 0, Act::RuleUphold { fault: 2, loss }),
        (3, governance, 0, Act::RuleDismiss { fault: 3 }),
        (27, asker, 0, Act::DeclareDefault { fault: 4 }),
        (27, asker, 0, Act::DeclareDefault { fault: 5 }),
        (
            28,
            governance,
            0,
            Act::Slash {
                fault: 4,
                bps: 2_777,
            },
        ),
        (28, governance, 0, Act::Pardon { fault: 5 }),
        (29, actor, 0, Act::OwnUp { fault: 4 }),
        (70, asker, 0, Act::Settle { fault: 5 }),
        (70, asker, 0, Act::DeclareDefault { fault: 1 }),
        (
            71,
            reporter,
            9,
            Act::StepForward {
                fault: 2,
                max: money(9u8),
            },
        ),
        (120, asker, 0, Act::Settle { fault: 1 }),
        (121, surety, 0, Act::Withdraw { amount: money(1u8) }),
        (9_000, asker, 0, Act::Release { trace, step: 1 }),
    ]);
    said
}

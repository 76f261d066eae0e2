//! What is refused, with which error, and that nothing at all is changed by it.

use answerable_e2e::world::*;
use answerable_model::{money, Act, Address, Hash, Refused, System, START};

#[test]
fn the_wrong_caller() {
    let mut it = World::new();
    let (trace, mandate) = (it.trace, it.mandate);
    it.refuses(
        STRANGER,
        0,
        Act::Attest { trace, step: 1 },
        Refused::NotTheActor(ACTOR),
    );
    it.refuses(
        STRANGER,
        0,
        Act::WithdrawOffer { offer: 1 },
        Refused::NotThePayer(ASKER),
    );
    it.refuses(
        STRANGER,
        0,
        Act::Revoke { mandate },
        Refused::NotTheSurety(GRANTOR),
    );
    it.refuses(
        STRANGER,
        0,
        Act::OwnUp { fault: ANSWERING },
        Refused::NotCalled(SURETY),
    );
    it.refuses(STRANGER, 5, contest(ANSWERING), Refused::NotCalled(SURETY));
    let withdraw = Act::WithdrawReport { fault: ANSWERING };
    it.refuses(STRANGER, 0, withdraw, Refused::NotTheReporter(ASKER));
    let no = Refused::NotGovernance(GOVERNANCE);
    it.refuses(
        STRANGER,
        0,
        Act::RuleUphold {
            fault: CONTESTED,
            loss: 1,
        },
        no,
    );
    it.refuses(STRANGER, 0, Act::RuleDismiss { fault: CONTESTED }, no);
    it.refuses(
        STRANGER,
        0,
        Act::Slash {
            fault: DEFAULTED,
            bps: 2_000,
        },
        no,
    );
    it.refuses(STRANGER, 0, Act::Pardon { fault: DEFAULTED }, no);
    let content = answerable_model::first_terms();
    it.refuses(STRANGER, 0, Act::AddTerms { content }, no);
    it.refuses(STRANGER, 0, Act::SetTreasury { treasury: STRANGER }, no);
    it.refuses(STRANGER, 0, Act::SetIntake { open: false }, no);
    it.refuses(
        STRANGER,
        0,
        Act::ProposeGovernance { proposed: STRANGER },
        no,
    );
    it.refuses(
        GOVERNANCE,
        0,
        Act::AcceptGovernance,
        Refused::NotProposed(STRANGER),
    );
}

#[test]
fn the_wrong_state() {
    let mut it = World::new();
    for (fault, state) in [
        (DEFAULTED, 3),
        (ANSWERING, 1),
        (CONTESTED, 2),
        (ORPHANED, 4),
    ] {
        let no = Refused::WrongState(state);
        if state == 4 {
            it.refuses(SURETY, 0, Act::OwnUp { fault }, no);
        } else {
            let max = money(1u8);
            it.refuses(STRANGER, 1, Act::StepForward { fault, max }, no);
        }
        if state != 1 {
            it.refuses(SURETY, 5, contest(fault), no);
            it.refuses(ASKER, 0, Act::WithdrawReport { fault }, no);
            it.refuses(STRANGER, 0, Act::DeclareDefault { fault }, no);
        } else {
            it.refuses(STRANGER, 0, Act::Settle { fault }, no);
        }
        if state != 2 {
            it.refuses(GOVERNANCE, 0, Act::RuleUphold { fault, loss: 1 }, no);
            it.refuses(GOVERNANCE, 0, Act::RuleDismiss { fault }, no);
        }
        if state != 3 {
            it.refuses(GOVERNANCE, 0, Act::Slash { fault, bps: 2_000 }, no);
            it.refuses(GOVERNANCE, 0, Act::Pardon { fault }, no);
        }
    }
}

#[test]
fn early_late_and_at_the_exact_second() {
    let mut it = World::new();
    let filed = it.now;
    it.now = filed + 25;
    let early = Refused::TooEarly(filed + 25);
    it.refuses(STRANGER, 0, Act::DeclareDefault { fault: ANSWERING }, early);
    let own_up = Act::OwnUp { fault: ANSWERING };
    let mut in_time = it.chain.fork();
    assert!(in_time.act(it.now, SURETY, 0, &own_up).is_ok());
    it.now = filed + 26;
    let late = Refused::TooLate(filed + 25);
    it.refuses(SURETY, 0, own_up, late);
    it.refuses(SURETY, 5, contest(ANSWERING), late);

    it.now = filed + 35;
    let early = Refused::TooEarly(filed + 35);
    it.refuses(STRANGER, 0, Act::Settle { fault: CONTESTED }, early);
    it.refuses(STRANGER, 0, Act::Settle { fault: DEFAULTED }, early);
    let orphan = Refused::TooEarly(START + 150);
    it.refuses(STRANGER, 0, Act::Settle { fault: ORPHANED }, orphan);
    it.now = filed + 36;
    let late = Refused::TooLate(filed + 35);
    it.refuses(
        GOVERNANCE,
        0,
        Act::RuleUphold {
            fault: CONTESTED,
            loss: 1,
        },
        late,
    );
    it.refuses(GOVERNANCE, 0, Act::RuleDismiss { fault: CONTESTED }, late);
    it.refuses(
        GOVERNANCE,
        0,
        Act::Slash {
            fault: DEFAULTED,
            bps: 2_000,
        },
        late,
    );
    it.refuses(GOVERNANCE, 0, Act::Pardon { fault: DEFAULTED }, late);

    it.now = START + 151;
    let closed = Refused::ReportWindowClosed(START + 150);
    it.refuses(STRANGER, 7, it.report(5), closed);
    it.refuses(EARLIER, 70, it.pledge(5), closed);
    it.refuses(ASKER, 2, it.offer(), closed);
}

#[test]
fn zeros_and_what_is_not_there() {
    let mut it = World::new();
    let (trace, batch) = (it.trace, it.batch);
    it.refuses(ASKER, 0, Act::Deposit, Refused::ZeroAmount);
    it.refuses(ASKER, 0, Act::Withdraw { amount: 0 }, Refused::ZeroAmount);
    let max = 0;
    it.refuses(
        STRANGER,
        0,
        Act::StepForward {
            fault: ORPHANED,
            max,
        },
        Refused::ZeroAmount,
    );
    let uphold = Act::RuleUphold {
        fault: CONTESTED,
        loss: 0,
    };
    it.refuses(GOVERNANCE, 0, uphold, Refused::ZeroAmount);
    for (step, steps) in [(0, 5), (6, 5), (255, 5)] {
        let no = Refused::UnknownStep(step, steps);
        it.refuses(ACTOR, 0, Act::Attest { trace, step }, no);
        it.refuses(EARLIER, 70, it.pledge(step), no);
        it.refuses(ASKER, 7, it.report(step), no);
        it.refuses(ASKER, 0, Act::Release { trace, step }, no);
    }
    for id in [0, 99, u64::MAX] {
        it.refuses(
            SURETY,
            0,
            Act::OwnUp { fault: id },
            Refused::UnknownFault(id),
        );
        it.refuses(
            ASKER,
            0,
            Act::WithdrawOffer { offer: id },
            Refused::UnknownOffer(id),
        );
        it.refuses(
            ASKER,
            0,
            Act::Revoke { mandate: id },
            Refused::UnknownMandate(id),
        );
        it.refuses(
            ASKER,
            0,
            Act::ReleaseBatch { batch: id },
            Refused::UnknownBatch(id),
        );
    }
    let nothing = Hash::ZERO;
    let attest = Act::Attest {
        trace: nothing,
        step: 1,
    };
    it.refuses(ACTOR, 0, attest, Refused::UnknownTrace(nothing));
    let (mut data, proof) = (it.inside.clone(), it.proof.clone());
    data.at += 1;
    let open = Act::Open {
        batch,
        data: data.clone(),
        proof: proof.clone(),
    };
    let inside = answerable_model::trace_id(Address(it.chain.contract().0), RECORDER, &data);
    it.refuses(STRANGER, 0, open, Refused::NotInBatch(inside));
    let data = it.inside.clone();
    let inside = answerable_model::trace_id(Address(it.chain.contract().0), RECORDER, &data);
    for forged in [
        vec![],
        [proof.clone(), proof.clone()].concat(),
        vec![Hash::of(9)],
    ] {
        let open = Act::Open {
            batch,
            data: data.clone(),
            proof: forged,
        };
        it.refuses(STRANGER, 0, open, Refused::NotInBatch(inside));
    }
}

#[test]
fn lists_that_are_empty_too_long_or_say_a_thing_twice() {
    let mut it = World::new();
    let terms = 1;
    for steps in [0, 6] {
        let data = data(steps, 50);
        let length = data.steps.len() as u128;
        it.refuses(
            RECORDER,
            0,
            Act::Record { data, terms },
            Refused::InvalidSteps(length),
        );
    }
    let draw = answerable_model::Draw {
        step: 1,
        mandate: it.mandate,
        amount: money(15u8),
    };
    let record = |cover| Act::RecordCovered {
        data: data(5, 50),
        terms,
        cover,
    };
    it.refuses(RECORDER, 9, record(vec![]), Refused::NoDraws);
    it.refuses(
        RECORDER,
        9,
        record(vec![draw; 21]),
        Refused::TooManyDraws(20),
    );
    let over = Refused::OverPerTrace(money(20u8));
    it.refuses(RECORDER, 9, record(vec![draw; 2]), over);
    let small = answerable_model::Draw {
        amount: money(10u8),
        ..draw
    };
    it.refuses(
        RECORDER,
        9,
        record(vec![small; 2]),
        Refused::AlreadyPledged(GRANTOR),
    );
    let draw = answerable_model::BatchDraw {
        mandate: it.mandate,
        per_trace: money(15u8),
    };
    let anchor = |cover| Act::AnchorCovered {
        root: Hash::of(5),
        depth: 1,
        uri_hash: Hash::of(6),
        terms,
        cover,
    };
    it.refuses(RECORDER, 9, anchor(vec![]), Refused::NoDraws);
    it.refuses(RECORDER, 9, anchor(vec![draw; 5]), Refused::TooManyDraws(4));
    it.refuses(
        RECORDER,
        9,
        anchor(vec![draw; 2]),
        Refused::ActorCovered(ACTOR),
    );
}

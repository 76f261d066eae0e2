//! How many cells of its storage each message writes at its worst, counted on the chain.

mod count;

use answerable_model::{account, first_terms, money, Act, Answer, Draw, Hash, Terms, START};
use count::*;

#[test]
fn what_is_recorded() {
    let mut count = Count::new();
    let data = count.data(&[ACTOR; 5]);
    let Answer::Trace(trace) = count.does("record", 2, RECORDER, 0, Act::Record { data, terms: 1 })
    else {
        unreachable!()
    };
    count.does("attest", 2, ACTOR, 0, Act::Attest { trace, step: 1 });
    let anchor = Act::Anchor {
        root: Hash::of(1),
        depth: 20,
        uri_hash: Hash::of(1),
        terms: 1,
    };
    count.does("anchor", 2, RECORDER, 0, anchor);
    let amount = money(1u8);
    count.does("withdraw", 2, ASKER, 0, Act::Withdraw { amount });
}

#[test]
fn a_record_that_draws_on_every_mandate() {
    let mut count = Count::new();
    // Twenty draws of ten sureties, the asker and the actor among them.
    let sureties = [0, 1, 3, 4, 5, 6, 7, 8, 9].map(account);
    let mut draws = Vec::new();
    for (step, place) in (1..=5).flat_map(|step| (0..4).map(move |place| (step, place))) {
        let surety = sureties[(usize::from(step) * 4 + place) % sureties.len()];
        let mandate = count.grant(surety, ACTOR);
        let amount = money(20u8);
        draws.push(Draw {
            step,
            mandate,
            amount,
        });
    }
    let data = count.data(&[ACTOR; 5]);
    let act = Act::RecordCovered {
        data,
        terms: 1,
        cover: draws,
    };
    // Root, trace, docket, recorder, 5 steps, 20 mandates, 9 sureties: 49 if no surety came twice.
    let Answer::Trace(trace) = count.does(
        "recordCovered, 20 draws of 9 sureties",
        38,
        RECORDER,
        1,
        act,
    ) else {
        unreachable!()
    };
    count.passes(100_000);
    count.does(
        "release, 4 draws",
        11,
        STRANGER,
        0,
        Act::Release { trace, step: 1 },
    );
    count.does("revoke", 2, account(5), 0, Act::Revoke { mandate: 1 });
}

#[test]
fn offers() {
    let mut count = Count::new();
    let data = count.data(&[ACTOR]);
    let Answer::Trace(trace) = count.does("record", 2, RECORDER, 0, Act::Record { data, terms: 1 })
    else {
        unreachable!()
    };
    let offer = Act::Offer {
        trace,
        step: 1,
        cover: money(20u8),
        premium: money(2u8),
        until: START + 100,
    };
    count.does("offer", 3, ASKER, 1, offer);
    let take = Act::PledgeForOffer {
        offer: 1,
        cover: money(10u8),
        least_premium: money(1u8),
    };
    count.does("pledgeForOffer", 5, SURETY, 1, take);
    count.does(
        "withdrawOffer",
        3,
        ASKER,
        0,
        Act::WithdrawOffer { offer: 1 },
    );
}

#[test]
fn faults_of_traces_out_of_batches() {
    let mut count = Count::new();
    let (trace, fault) = count.called();
    count.does(
        "withdrawReport",
        5,
        STRANGER,
        0,
        Act::WithdrawReport { fault },
    );
    let fault = count.report("report, out of a batch", 5, trace, 2);
    count.contest(fault, 0);
    count.does("ruleDismiss", 5, GOVERNANCE, 0, Act::RuleDismiss { fault });
    let fault = count.report("report, out of a batch", 5, trace, 2);
    count.default(fault);
    count.does("pardon", 5, GOVERNANCE, 0, Act::Pardon { fault });
    let fault = count.report("report, out of a batch", 5, trace, 2);
    count.does("ownUp", 8, SURETY, 0, Act::OwnUp { fault });
    // A second payment out of the same pledge, which then leaves an orphan.
    let fault = count.report("report, out of a batch", 5, trace, 2);
    count.does(
        "ownUp, and the rest an orphan",
        8,
        SURETY,
        0,
        Act::OwnUp { fault },
    );
    let max = money(1u8);
    count.does(
        "stepForward",
        4,
        account(1),
        1,
        Act::StepForward { fault, max },
    );

    let (_, fault) = count.called();
    count.contest(fault, 10);
    let loss = money(30u8);
    count.does(
        "ruleUphold",
        9,
        GOVERNANCE,
        0,
        Act::RuleUphold { fault, loss },
    );
    let (_, fault) = count.called();
    count.contest(fault, 10);
    count.passes(36);
    count.does(
        "settle what was contested",
        8,
        STRANGER,
        0,
        Act::Settle { fault },
    );
    let (_, fault) = count.called();
    count.default(fault);
    count.does("slash", 9, GOVERNANCE, 0, Act::Slash { fault, bps: 2_000 });
    let (_, fault) = count.called();
    count.default(fault);
    count.passes(36);
    count.does("settle a default", 9, STRANGER, 0, Act::Settle { fault });
    let (_, fault) = count.called();
    count.default(fault);
    count.does("ownUp, after a default", 9, SURETY, 0, Act::OwnUp { fault });
    count.passes(100_000);
    count.does(
        "releaseBatch",
        10,
        STRANGER,
        0,
        Act::ReleaseBatch { batch: 2 },
    );
}

#[test]
fn recourse_on_a_trace_out_of_a_batch() {
    let mut count = Count::new();
    let (trace, first) = count.called();
    count.pledge(EARLIER, trace, 1);
    count.does("ownUp", 8, SURETY, 0, Act::OwnUp { fault: first });
    count.passes(100);
    // What lies open in the batch stands in nobody's way.
    count.passes(100);
    let act = Act::Recourse {
        trace,
        step: 1,
        evidence: Hash::of(1),
        uri: String::new(),
    };
    let recourse = fault(count.does("recourse, out of a batch", 6, SURETY, 1, act));
    count.passes(26);
    let act = Act::DeclareDefault { fault: recourse };
    count.does("declareDefault", 3, STRANGER, 0, act);
    let act = Act::Slash {
        fault: recourse,
        bps: 2_000,
    };
    // Root, fault, docket, step, claim, batch, both sureties, treasury.
    count.does("slash, for a recourse", 9, GOVERNANCE, 0, act);
}

#[test]
fn traces_that_were_recorded() {
    let mut count = Count::new();
    let data = count.data(&[ACTOR, ACTOR]);
    let Answer::Trace(trace) = count.does("record", 2, RECORDER, 0, Act::Record { data, terms: 1 })
    else {
        unreachable!()
    };
    count.pledge(SURETY, trace, 2);
    let fault = count.report("report", 4, trace, 2);
    count.does(
        "ownUp, trace not of a batch",
        7,
        SURETY,
        0,
        Act::OwnUp { fault },
    );
    let fault = count.report("report", 4, trace, 1);
    count.passes(151);
    count.does("settle an orphan", 2, STRANGER, 0, Act::Settle { fault });
}

#[test]
fn governance() {
    let mut count = Count::new();
    let content = Terms {
        lost_penalty_bps: 0,
        ..first_terms()
    };
    count.does("addTerms", 2, GOVERNANCE, 0, Act::AddTerms { content });
    let (treasury, proposed) = (STRANGER, STRANGER);
    count.does(
        "setTreasury",
        1,
        GOVERNANCE,
        0,
        Act::SetTreasury { treasury },
    );
    count.does(
        "setIntake",
        1,
        GOVERNANCE,
        0,
        Act::SetIntake { open: false },
    );
    count.does(
        "proposeGovernance",
        1,
        GOVERNANCE,
        0,
        Act::ProposeGovernance { proposed },
    );
    count.does("acceptGovernance", 1, STRANGER, 0, Act::AcceptGovernance);
}

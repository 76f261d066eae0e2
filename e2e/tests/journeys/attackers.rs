//! Those who come to take what is not theirs, to judge what is not theirs to judge, or to stand in the way.

use crate::acts::*;
use alloy_sol_types::{SolCall, SolError};
use answerable_client::{interface::IAnswerable::*, Act};
use answerable_e2e::{journey::*, perform::perform, purse};

pub async fn cannot_rule_or_slash_or_take_office(it: Stage) {
    let [asker, recorder, surety, thief] =
        it.invites(["Asker", "Recorder", "Surety", "Thief"]).await;
    let trace = records(&it, &recorder, &asker, 2).await;
    pledges(&it, &surety, trace, 1, 1_000).await;
    pledges(&it, &surety, trace, 2, 1_000).await;
    let fault = reports(&it, &asker, trace, 1, 500).await;
    contests(&it, &surety, fault, 0).await;

    it.tells("— strangers neither rule nor hold office");
    let loss = milli(500);
    let NotGovernance { .. } = it.refuses(&thief, &ruleUpholdCall { fault, loss }, 0).await;
    let NotGovernance { .. } = it.refuses(&thief, &ruleDismissCall { fault }, 0).await;
    let NotGovernance { .. } = it
        .refuses(&thief, &slashCall { fault, bps: 2_000 }, 0)
        .await;
    let NotGovernance { .. } = it.refuses(&thief, &pardonCall { fault }, 0).await;
    let treasury = thief.address();
    let NotGovernance { .. } = it.refuses(&thief, &setTreasuryCall { treasury }, 0).await;
    let proposed = thief.address();
    let NotGovernance { .. } = it
        .refuses(&thief, &proposeGovernanceCall { proposed }, 0)
        .await;
    let content = it.sees(&termsCall { terms: 1 }).await;
    let add = addTermsCall { content };
    let NotGovernance { .. } = it.refuses(&thief, &add, 0).await;

    it.tells(
        "— governance does not rule for more than was reported, nor slash out of bounds or turn",
    );
    let above = ruleUpholdCall {
        fault,
        loss: milli(501),
    };
    let LossTooLarge { .. } = it.refuses(&it.governance, &above, 0).await;
    let WrongState { .. } = it
        .refuses(&it.governance, &slashCall { fault, bps: 2_000 }, 0)
        .await;
    let none = ruleUpholdCall {
        fault,
        loss: milli(0),
    };
    let ZeroAmount {} = it.refuses(&it.governance, &none, 0).await;
    it.waits(3 * DAY + 1).await;
    let TooLate { .. } = it
        .refuses(&it.governance, &ruleDismissCall { fault }, 0)
        .await;
    it.does(&thief, &settleCall { fault }, 0).await;

    it.tells("— nor in its own case");
    let own = records_as(&it, &it.governance, &asker, "its own").await;
    pledges(&it, &surety, own, 1, 1_000).await;
    let fault = reports(&it, &asker, own, 1, 500).await;
    contests(&it, &surety, fault, 0).await;
    let who = it.governance.address();
    assert!(it.sees(&isPartyCall { fault, who }).await);
    let OwnCase { party } = it
        .refuses(&it.governance, &ruleDismissCall { fault }, 0)
        .await;
    assert_eq!(party, who);

    it.tells("— and makes no terms that could hurt");
    let terms = it.sees(&termsCall { terms: 1 }).await;
    let with = |change: &dyn Fn(&mut Terms)| {
        let mut content = terms.clone();
        change(&mut content);
        addTermsCall { content }
    };
    let add = with(&|terms| terms.windows.answer = 0);
    let WindowOutOfBounds { .. } = it.refuses(&it.governance, &add, 0).await;
    let add = with(&|terms| terms.reporterShareBps = 5_001);
    let BpsOutOfBounds { .. } = it.refuses(&it.governance, &add, 0).await;
    let add = with(&|terms| terms.lostPenaltyBps = terms.maxDefaultPenaltyBps);
    let PenaltiesOutOfOrder { .. } = it.refuses(&it.governance, &add, 0).await;
    let add = with(&|terms| terms.contestDeposit = milli(0));
    let ContestDepositMissing {} = it.refuses(&it.governance, &add, 0).await;
}

pub async fn cannot_be_paid_twice_or_take_what_is_promised(it: Stage) {
    let [asker, recorder, surety, thief] =
        it.invites(["Asker", "Recorder", "Surety", "Thief"]).await;
    let trace = records(&it, &recorder, &asker, 2).await;
    pledges(&it, &surety, trace, 1, 1_000).await;

    it.tells("— what backs a promise does not leave before its time");
    let withdraw = withdrawCall { amount: milli(1) };
    let InsufficientFree { .. } = it.refuses(&surety, &withdraw, 0).await;
    let StillPromised { .. } = it
        .refuses(&surety, &releaseCall { trace, step: 1 }, 0)
        .await;
    let NothingToRelease {} = it
        .refuses(&surety, &releaseCall { trace, step: 2 }, 0)
        .await;

    it.tells("— nothing is paid twice");
    let fault = reports(&it, &thief, trace, 1, 500).await;
    let StepHasOpenFault { .. } = {
        let again = reportCall {
            trace,
            step: 1,
            loss: milli(500),
            evidence: hash("again"),
            uri: String::new(),
        };
        it.refuses(&thief, &again, REPORT_DEPOSIT).await
    };
    it.does(&surety, &ownUpCall { fault }, 0).await;
    let WrongState { .. } = it.refuses(&surety, &ownUpCall { fault }, 0).await;
    let WrongState { .. } = it.refuses(&thief, &withdrawReportCall { fault }, 0).await;
    let WrongState { .. } = it.refuses(&thief, &settleCall { fault }, 0).await;

    it.tells("— a report is not taken back once somebody paid for it");
    let [second, third] = it.invites(["Second", "Third"]).await;
    pledges(&it, &second, trace, 2, 100).await;
    pledges(&it, &third, trace, 2, 100).await;
    let fault = reports(&it, &thief, trace, 2, 300).await;
    it.does(&second, &ownUpCall { fault }, 0).await;
    let SomethingPaid { .. } = it.refuses(&thief, &withdrawReportCall { fault }, 0).await;
    let all = contestCall {
        fault,
        conceded: milli(100),
        defence: hash("why"),
    };
    let NothingContested { .. } = it.refuses(&third, &all, CONTEST_DEPOSIT).await;

    it.does(&third, &ownUpCall { fault }, 0).await;

    it.tells("— only its payer takes an offer back, and once");
    let until = it.now().await + DAY;
    let offer = offerCall {
        trace,
        step: 1,
        cover: milli(100),
        premium: milli(10),
        until,
    };
    let offer = it.does(&asker, &offer, 0).await;
    assert_eq!(it.sees(&offeredCall { offer }).await.premiumLeft, milli(10));
    let NotThePayer { .. } = it.refuses(&thief, &withdrawOfferCall { offer }, 0).await;
    it.does(&asker, &withdrawOfferCall { offer }, 0).await;
    let UnknownOffer { .. } = it.refuses(&asker, &withdrawOfferCall { offer }, 0).await;

    it.tells("— a receiver that refuses its money keeps nobody else's");
    let purse = it
        .deploys_other(&thief, purse::code("refuse"), Vec::new())
        .await;
    let tells = |input| Act::Call { to: purse, input };
    let value = 10;
    let deposit = tells(purse::input(it.answerable, &depositCall {}));
    it.knows(purse, "Purse");
    let done = perform(it.chain(), &thief.signer, &deposit, value).await;
    done.expect("it has money in the contract");
    let amount = U256::from(value * it.ratio());
    let withdraw = tells(purse::input(it.answerable, &withdrawCall { amount }));
    let refused = perform(it.chain(), &thief.signer, &withdraw, 0).await;
    let data = refused.expect_err("it does not take its money");
    it.meets(&data);
    PaymentRejected::abi_decode(&data).expect("the contract says why");
    let all = milli(it.free(&asker).await);
    it.does(&asker, &withdrawCall { amount: all }, 0).await;

    it.tells("— the window closes for reports and for recourse alike");
    it.waits(60 * DAY).await;
    let late = reportCall {
        trace,
        step: 1,
        loss: milli(100),
        evidence: hash("late"),
        uri: String::new(),
    };
    let ReportWindowClosed { .. } = it.refuses(&thief, &late, REPORT_DEPOSIT).await;
    let upstream = recourseCall {
        trace,
        step: 1,
        evidence: hash("late"),
        uri: String::new(),
    };
    let RecourseOver { .. } = it.refuses(&second, &upstream, REPORT_DEPOSIT).await;
}

pub async fn cannot_stand_in_the_way_of_cover(it: Stage) {
    let [asker, recorder, surety, thief] =
        it.invites(["Asker", "Recorder", "Surety", "Thief"]).await;
    let trace = records(&it, &recorder, &asker, 1).await;
    pledges(&it, &thief, trace, 1, 100).await;
    let again = pledge(trace, 1, 100);
    let AlreadyPledged { .. } = it.refuses(&thief, &again, 130).await;
    pledges(&it, &it.invite("Another thief").await, trace, 1, 100).await;
    let third = it.invite("A third thief").await;
    let PledgesFull { places } = it.refuses(&third, &again, 130).await;
    assert_eq!(places, 2, "the other two are kept");
    let until = it.now().await + DAY;
    let offer = offerCall {
        trace,
        step: 1,
        cover: milli(1_000),
        premium: milli(20),
        until,
    };
    let offer = it.does(&asker, &offer, 20).await;
    let take = |cover| pledgeForOfferCall {
        offer,
        cover: milli(cover),
        leastPremium: milli(0),
    };
    let PledgesFull { .. } = it.refuses(&third, &take(100), 130).await;
    it.does(&surety, &take(1_000), 1_300).await;

    it.tells("— nobody draws on a mandate but as its surety said");
    let mandate = grants(&it, &surety, &recorder, &recorder, 1_000, 1_000).await;
    let NotTheSurety { .. } = it.refuses(&thief, &revokeCall { mandate }, 0).await;
    let covered = |steps: Vec<u8>, cover: Vec<Draw>| recordCoveredCall {
        requester: asker.address(),
        input: hash("question"),
        output: hash("covered"),
        at: 0,
        steps: steps.into(),
        terms: 1,
        cover,
    };
    let draw = |step, mandate, amount| Draw {
        step,
        mandate,
        amount: milli(amount),
    };
    let good = step(1, &recorder, "weights");
    let by_thief = covered(good.clone(), vec![draw(1, mandate, 500)]);
    let MandateForRecorder { .. } = it.refuses(&thief, &by_thief, 25).await;
    let of_thief = covered(step(1, &thief, "weights"), vec![draw(1, mandate, 500)]);
    let MandateForActor { .. } = it.refuses(&recorder, &of_thief, 25).await;
    let tool = covered(step(5, &recorder, "a tool"), vec![draw(1, mandate, 500)]);
    let MandateForKinds { .. } = it.refuses(&recorder, &tool, 25).await;
    let nobody = covered(good.clone(), vec![draw(1, 99, 500)]);
    let UnknownMandate { .. } = it.refuses(&recorder, &nobody, 25).await;
    let NoDraws {} = it
        .refuses(&recorder, &covered(good.clone(), vec![]), 25)
        .await;
    let many = covered(good.clone(), vec![draw(1, mandate, 100); 21]);
    let TooManyDraws { .. } = it.refuses(&recorder, &many, 25).await;
    let root = hash("a root");
    let twice = anchorCoveredCall {
        root,
        depth: 1,
        uriHash: root,
        terms: 1,
        cover: vec![
            BatchDraw {
                mandate,
                perTrace: milli(100),
            };
            2
        ],
    };
    let ActorCovered { .. } = it.refuses(&recorder, &twice, 25).await;
    let until = it.now().await - 1;
    let late = grantCall {
        actor: recorder.address(),
        kinds: 0b10,
        recorder: recorder.address(),
        terms: 1,
        perTrace: milli(100),
        limit: milli(100),
        premiumBps: 0,
        until,
    };
    let Expired { .. } = it.refuses(&surety, &late, 0).await;
    let InvalidKinds { .. } = {
        let kinds = grantCall { kinds: 1, ..late };
        it.refuses(&surety, &kinds, 0).await
    };
}

pub async fn cannot_say_what_cannot_be(it: Stage) {
    let [asker, recorder, thief] = it.invites(["Asker", "Recorder", "Thief"]).await;
    let trace = records(&it, &recorder, &asker, 1).await;

    it.tells("— traces");
    let good = recordCall {
        requester: asker.address(),
        input: hash("question"),
        output: hash("another answer"),
        at: 0,
        steps: step(1, &recorder, "weights").into(),
        terms: 1,
    };
    let mut record = good.clone();
    record.requester = Address::ZERO;
    let InvalidAddress { .. } = it.refuses(&recorder, &record, 0).await;
    record.requester = it.answerable.0.into();
    let InvalidAddress { .. } = it.refuses(&recorder, &record, 0).await;
    let mut record = good.clone();
    record.output = Hash::ZERO;
    let EmptyHash {} = it.refuses(&recorder, &record, 0).await;
    let mut record = good.clone();
    record.steps = step(1, &recorder, "weights").repeat(6).into();
    let InvalidSteps { .. } = it.refuses(&recorder, &record, 0).await;
    record.steps = step(6, &recorder, "weights").into();
    let UnknownKind { .. } = it.refuses(&recorder, &record, 0).await;
    it.does(&recorder, &good, 0).await;
    let AlreadyRecorded { .. } = it.refuses(&recorder, &good, 0).await;
    let attest = attestCall { trace, step: 1 };
    let NotTheActor { .. } = it.refuses(&thief, &attest, 0).await;
    it.does(&recorder, &attest, 0).await;
    let AlreadyAttested { .. } = it.refuses(&recorder, &attest, 0).await;
    let deep = anchorCall {
        root: hash("a root"),
        depth: 21,
        uriHash: hash("a place"),
        terms: 1,
    };
    let BatchTooDeep { .. } = it.refuses(&recorder, &deep, 0).await;

    it.tells("— what is not there");
    let nowhere = hash("no trace");
    let UnknownTrace { .. } = it.refuses(&thief, &pledge(nowhere, 1, 100), 130).await;
    let UnknownStep { .. } = it.refuses(&thief, &pledge(trace, 2, 100), 130).await;
    let UnknownFault { .. } = it.refuses(&thief, &settleCall { fault: 9 }, 0).await;
    let UnknownBatch { .. } = it.refuses(&thief, &releaseBatchCall { batch: 9 }, 0).await;

    it.tells("— amounts and words");
    let CoverTooSmall { .. } = it.refuses(&thief, &pledge(trace, 1, 99), 130).await;
    let ZeroAmount {} = it.refuses(&thief, &depositCall {}, 0).await;
    let mut huge = pledge(trace, 1, 100);
    huge.cover = U256::from(1) << 128;
    let AmountTooLarge { .. } = it.refuses(&thief, &huge, 130).await;
    let long = reportCall {
        trace,
        step: 1,
        loss: milli(100),
        evidence: hash("what went wrong"),
        uri: "x".repeat(257),
    };
    let UriTooLong { .. } = it.refuses(&thief, &long, REPORT_DEPOSIT).await;

    it.tells("— calls that are cut");
    let mut input = withdrawCall { amount: milli(1) }.abi_encode();
    input.truncate(20);
    let to = it.answerable;
    let cut = perform(it.chain(), &thief.signer, &Act::Call { to, input }, 0).await;
    let data = cut.expect_err("half an amount is none");
    it.meets(&data);
    InvalidCalldata::abi_decode(&data).expect("the contract says why");
}

/// One step, in the recorder's own words.
async fn records_as(it: &Stage, recorder: &Person, asker: &Person, output: &str) -> Hash {
    let record = recordCall {
        requester: asker.address(),
        input: hash("question"),
        output: hash(output),
        at: 0,
        steps: step(1, recorder, "weights").into(),
        terms: 1,
    };
    it.does(recorder, &record, 0).await
}

fn pledge(trace: Hash, step: u8, cover: u128) -> pledgeCall {
    pledgeCall {
        trace,
        step,
        cover: milli(cover),
    }
}

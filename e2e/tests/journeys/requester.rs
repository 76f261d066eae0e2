//! Somebody asked, got a wrong answer, and is made whole: by whoever answers for it, in whichever way.

use crate::acts::*;
use answerable_client::interface::IAnswerable::*;
use answerable_e2e::journey::*;

pub async fn is_made_whole_whatever_the_surety_does(it: Stage) {
    let [asker, recorder, surety, second, reporter, friend] = it
        .invites([
            "Asker", "Recorder", "Surety", "Second", "Reporter", "Friend",
        ])
        .await;
    let trace = records(&it, &recorder, &asker, 5).await;
    for step in 1..=4 {
        pledges(&it, &surety, trace, step, 1_000).await;
    }
    pledges(&it, &second, trace, 4, 1_000).await;
    let gets = |had: u128| {
        let (it, asker) = (&it, &asker);
        async move { it.free(asker).await - had }
    };

    it.tells("— the surety owns up");
    let had = it.free(&asker).await;
    let fault = reports(&it, &reporter, trace, 1, 400).await;
    it.does(&surety, &ownUpCall { fault }, 0).await;
    assert_eq!(gets(had).await, 400);
    assert_eq!(state(&it, fault).await, MADE_GOOD);

    it.tells("— the surety contests and loses");
    let had = it.free(&asker).await;
    let fault = reports(&it, &reporter, trace, 1, 600).await;
    contests(&it, &surety, fault, 100).await;
    let loss = milli(500);
    it.does(&it.governance, &ruleUpholdCall { fault, loss }, 0)
        .await;
    assert_eq!(gets(had).await, 500 + CONTEST_DEPOSIT);

    it.tells("— the surety is silent, and governance slashes it");
    let had = it.free(&asker).await;
    let fault = reports(&it, &reporter, trace, 2, 1_000).await;
    let TooEarly { .. } = it.refuses(&asker, &declareDefaultCall { fault }, 0).await;
    it.waits(DAY + 1).await;
    it.does(&asker, &declareDefaultCall { fault }, 0).await;
    it.does(&it.governance, &slashCall { fault, bps: 3_000 }, 0)
        .await;
    assert_eq!(gets(had).await, 1_000);

    it.tells("— the surety is silent, and governance too");
    let had = it.free(&asker).await;
    let fault = reports(&it, &reporter, trace, 3, 700).await;
    it.waits(DAY + 1).await;
    it.does(&asker, &declareDefaultCall { fault }, 0).await;
    let TooEarly { .. } = it.refuses(&asker, &settleCall { fault }, 0).await;
    it.waits(3 * DAY + 1).await;
    it.does(&asker, &settleCall { fault }, 0).await;
    assert_eq!(gets(had).await, 700);

    it.tells("— two layers in turn, and a friend for the rest");
    let had = it.free(&asker).await;
    let fault = reports(&it, &asker, trace, 4, 2_500).await;
    let NotCalled { called } = it.refuses(&second, &ownUpCall { fault }, 0).await;
    assert_eq!(called, surety.address());
    it.does(&surety, &ownUpCall { fault }, 0).await;
    it.does(&second, &ownUpCall { fault }, 0).await;
    assert_eq!(state(&it, fault).await, ORPHANED);
    assert_eq!(gets(had).await, 2_000 + REPORT_DEPOSIT);
    let OwnLoss {} = it.refuses(&asker, &forward(fault, 500), 0).await;
    it.does(&friend, &forward(fault, 800), 800).await;
    assert_eq!(gets(had).await, 2_500 + REPORT_DEPOSIT);
    assert_eq!(it.free(&friend).await, 300, "what is over is the friend's");
    assert_eq!(it.account(&friend).await.volunteered.times, 1);

    it.tells("— nobody ever answered for the fifth step, and that stays on the record");
    let had = it.free(&asker).await;
    let fault = reports(&it, &asker, trace, 5, 900).await;
    assert_eq!(state(&it, fault).await, ORPHANED);
    it.does(&friend, &forward(fault, 300), 0).await;
    let TooEarly { .. } = it.refuses(&recorder, &settleCall { fault }, 0).await;
    it.waits(7 * DAY).await;
    it.does(&recorder, &settleCall { fault }, 0).await;
    let found = it.sees(&faultCall { fault }).await;
    assert_eq!(found.state, UNANSWERED);
    assert_eq!(found.loss - found.paid, milli(600));
    assert_eq!(gets(had).await, 300 + REPORT_DEPOSIT);

    it.tells("— all of it leaves");
    let all = it.free(&asker).await;
    let before = it.wallet(&asker).await;
    let amount = milli(all);
    it.does(&asker, &withdrawCall { amount }, 0).await;
    assert_eq!(it.free(&asker).await, 0);
    assert!(it.wallet(&asker).await > before);
}

fn forward(fault: u64, max: u128) -> stepForwardCall {
    stepForwardCall {
        fault,
        max: milli(max),
    }
}

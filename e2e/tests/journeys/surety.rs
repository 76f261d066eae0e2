//! Somebody answers for what others did: chooses what, is paid for it, and never loses more than was signed for.

use crate::acts::*;
use answerable_client::interface::IAnswerable::*;
use answerable_e2e::journey::*;

pub async fn loses_no_more_than_it_signed_for(it: Stage) {
    let [asker, recorder, surety, reporter] = it
        .invites(["Asker", "Recorder", "Surety", "Reporter"])
        .await;
    let trace = records(&it, &recorder, &asker, 4).await;

    it.tells("— money arrives and is pledged in one call");
    pledges(&it, &surety, trace, 1, 1_000).await;
    assert_eq!(it.locked(&surety).await, 1_300);
    assert_eq!(it.free(&surety).await, 0);
    let InsufficientFree { needed, free, .. } = it.refuses(&surety, &withdraw(1), 0).await;
    assert_eq!((needed, free), (milli(1), milli(0)));

    it.tells("— a premium that somebody offers");
    let until = it.now().await + DAY;
    let offer = offerCall {
        trace,
        step: 2,
        cover: milli(1_000),
        premium: milli(50),
        until,
    };
    let offer = it.does(&asker, &offer, 50).await;
    let take = |cover, least| pledgeForOfferCall {
        offer,
        cover: milli(cover),
        leastPremium: milli(least),
    };
    let PremiumTooSmall { premium } = it.refuses(&surety, &take(500, 26), 650).await;
    assert_eq!(premium, milli(25));
    it.does(&surety, &take(1_000, 50), 1_300).await;
    assert_eq!(it.free(&surety).await, 50);
    let OfferExhausted { .. } = it.refuses(&reporter, &take(1_000, 0), 1_300).await;

    it.tells("— a mandate, whose exposure grows and stops at the cap");
    let mandate = grants(&it, &surety, &recorder, &recorder, 400, 700).await;
    it.does(&surety, &depositCall {}, 1_000).await;
    let free = it.free(&surety).await;
    let data = |output: &str| TraceData {
        requester: asker.address(),
        input: hash("another question"),
        output: hash(output),
        at: 0,
        steps: step(1, &recorder, "evidence").into(),
    };
    let covered = |output: &str, amount| recordCoveredCall {
        requester: asker.address(),
        input: hash("another question"),
        output: hash(output),
        at: 0,
        steps: data(output).steps,
        terms: 1,
        cover: vec![Draw {
            step: 1,
            mandate,
            amount: milli(amount),
        }],
    };
    it.does(&recorder, &covered("one", 400), 20).await;
    assert_eq!(it.free(&surety).await, free - 520 + 20);
    let OverPerTrace { .. } = it.refuses(&recorder, &covered("two", 401), 20).await;
    let OverOutstanding { room } = it.refuses(&recorder, &covered("two", 301), 20).await;
    assert_eq!(room, milli(300));
    it.does(&recorder, &covered("two", 300), 15).await;
    let found = it.sees(&mandateCall { mandate }).await;
    assert_eq!(found.outstanding, milli(700));
    it.does(&surety, &revokeCall { mandate }, 0).await;
    let MandateRevoked { .. } = it.refuses(&recorder, &covered("three", 100), 5).await;

    it.tells("— owns up to one fault");
    let before = it.account(&surety).await;
    let fault = reports(&it, &reporter, trace, 1, 600).await;
    it.does(&surety, &ownUpCall { fault }, 0).await;
    let after = it.account(&surety).await;
    assert_eq!(
        before.locked - after.locked,
        milli(780),
        "600 and the reserve over it"
    );
    assert_eq!(after.free - before.free, milli(180));
    assert_eq!((after.honored.times, after.honored.amount), (1, milli(600)));

    it.tells("— defends another");
    let fault = reports(&it, &reporter, trace, 2, 600).await;
    contests(&it, &surety, fault, 0).await;
    it.does(&it.governance, &ruleDismissCall { fault }, 0).await;
    assert_eq!(state(&it, fault).await, DISMISSED);
    assert_eq!(it.account(&surety).await.defended.times, 1);

    it.tells("— loses one, by no more than cover and penalty");
    pledges(&it, &surety, trace, 3, 1_000).await;
    let before = it.account(&surety).await;
    let fault = reports(&it, &reporter, trace, 3, 50_000).await;
    it.waits(DAY + 1).await;
    it.does(&reporter, &declareDefaultCall { fault }, 0).await;
    let SlashOutOfBounds { most, .. } = {
        let slash = slashCall { fault, bps: 3_001 };
        it.refuses(&it.governance, &slash, 0).await
    };
    assert_eq!(most, 3_000);
    it.does(&it.governance, &slashCall { fault, bps: 3_000 }, 0)
        .await;
    let after = it.account(&surety).await;
    assert_eq!(before.locked - after.locked, milli(1_300));
    assert_eq!(after.free, before.free);
    assert_eq!(after.defaulted.times, 1);

    it.tells("— is released after the window, and everything leaves");
    let found = it.sees(&traceCall { trace }).await;
    let StillPromised { until } = {
        let early = releaseCall { trace, step: 1 };
        it.refuses(&reporter, &early, 0).await
    };
    assert_eq!(until, found.busyUntil);
    it.waits(11 * DAY).await;
    for step in 1..=3 {
        it.does(&reporter, &releaseCall { trace, step }, 0).await;
    }
    for output in ["one", "two"] {
        let trace = id_of(&it, &recorder, &data(output));
        it.does(&reporter, &releaseCall { trace, step: 1 }, 0).await;
    }
    let found = it.sees(&mandateCall { mandate }).await;
    assert_eq!(found.outstanding, milli(0));
    assert_eq!(it.locked(&surety).await, 0);
    let all = it.free(&surety).await;
    it.does(&surety, &withdraw(all), 0).await;
    assert_eq!(it.free(&surety).await, 0);
}

fn withdraw(amount: u128) -> withdrawCall {
    withdrawCall {
        amount: milli(amount),
    }
}

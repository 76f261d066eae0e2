//! Everybody comes back after a year, in the middle of everything.

use crate::acts::*;
use answerable_client::interface::IAnswerable::*;
use answerable_e2e::journey::*;

const YEAR: u64 = 365 * DAY;

pub async fn a_year_of_silence_keeps_nobodys_money(it: Stage) {
    let [asker, recorder, surety, second, reporter] = it
        .invites(["Asker", "Recorder", "Surety", "Second", "Reporter"])
        .await;
    let trace = records(&it, &recorder, &asker, 5).await;
    for step in 1..=3 {
        pledges(&it, &surety, trace, step, 1_000).await;
    }
    pledges(&it, &second, trace, 2, 1_000).await;
    let until = it.now().await + DAY;
    let offer = offerCall {
        trace,
        step: 5,
        cover: milli(1_000),
        premium: milli(50),
        until,
    };
    let offer = it.does(&asker, &offer, 50).await;
    let half = pledgeForOfferCall {
        offer,
        cover: milli(500),
        leastPremium: milli(25),
    };
    it.does(&second, &half, 650).await;
    let mandate = grants(&it, &surety, &recorder, &recorder, 400, 4_000).await;
    it.does(&surety, &depositCall {}, 2_000).await;
    let covered = |output: &str| recordCoveredCall {
        requester: asker.address(),
        input: hash("question"),
        output: hash(output),
        at: 0,
        steps: step(1, &recorder, "evidence").into(),
        terms: 1,
        cover: vec![Draw {
            step: 1,
            mandate,
            amount: milli(400),
        }],
    };
    let drawn = it.does(&recorder, &covered("one"), 20).await;
    let anchor = anchorCoveredCall {
        root: hash("four traces"),
        depth: 2,
        uriHash: hash("where they are"),
        terms: 1,
        cover: vec![BatchDraw {
            mandate,
            perTrace: milli(100),
        }],
    };
    let batch = it.does(&recorder, &anchor, 20).await;

    it.tells("— one fault of each kind, all open");
    let silent = reports(&it, &reporter, trace, 3, 700).await;
    it.waits(DAY + 1).await;
    it.does(&reporter, &declareDefaultCall { fault: silent }, 0)
        .await;
    let called = reports(&it, &reporter, trace, 1, 1_000).await;
    let disputed = reports(&it, &reporter, trace, 2, 1_500).await;
    contests(&it, &surety, disputed, 300).await;
    let orphan = reports(&it, &asker, trace, 4, 800).await;
    let states = [
        (silent, DEFAULTED),
        (disputed, CONTESTED),
        (orphan, ORPHANED),
    ];
    for (fault, expected) in states {
        assert_eq!(state(&it, fault).await, expected);
    }

    it.waits(YEAR).await;
    it.tells("— it is too late for everything that has a time");
    let TooLate { .. } = it.refuses(&surety, &ownUpCall { fault: called }, 0).await;
    let uphold = ruleUpholdCall {
        fault: disputed,
        loss: milli(1_500),
    };
    let TooLate { .. } = it.refuses(&it.governance, &uphold, 0).await;
    let slash = slashCall {
        fault: silent,
        bps: 3_000,
    };
    let TooLate { .. } = it.refuses(&it.governance, &slash, 0).await;
    let Expired { .. } = it.refuses(&second, &half, 650).await;
    let Expired { .. } = it.refuses(&recorder, &covered("two"), 20).await;
    let ReportWindowClosed { .. } = {
        let pledge = pledgeCall {
            trace,
            step: 1,
            cover: milli(100),
        };
        it.refuses(&second, &pledge, 130).await
    };
    for step in 1..=3 {
        let early = releaseCall { trace, step };
        let FaultsOpen { open } = it.refuses(&surety, &early, 0).await;
        assert_eq!(open, 3);
    }

    it.tells("— and anybody moves everything on, a year between two moves");
    let had = it.free(&asker).await;
    it.does(&reporter, &settleCall { fault: silent }, 0).await;
    it.does(&reporter, &settleCall { fault: disputed }, 0).await;
    it.does(&reporter, &settleCall { fault: orphan }, 0).await;
    it.does(&reporter, &declareDefaultCall { fault: called }, 0)
        .await;
    it.waits(YEAR).await;
    it.does(&reporter, &settleCall { fault: called }, 0).await;
    it.does(&reporter, &declareDefaultCall { fault: disputed }, 0)
        .await;
    it.waits(YEAR).await;
    it.does(&reporter, &settleCall { fault: disputed }, 0).await;
    it.waits(YEAR).await;
    it.does(&reporter, &settleCall { fault: disputed }, 0).await;
    let expected = [
        (silent, MADE_GOOD, 0),
        (called, MADE_GOOD, 0),
        (disputed, UNANSWERED, 200),
        (orphan, UNANSWERED, 800),
    ];
    for (fault, state, unpaid) in expected {
        let found = it.sees(&faultCall { fault }).await;
        assert_eq!(
            (found.state, found.loss - found.paid),
            (state, milli(unpaid))
        );
    }
    assert_eq!(
        it.free(&asker).await - had,
        700 + 1_000 + 300 + 1_000 + CONTEST_DEPOSIT
    );

    it.tells("— until nothing is promised, and all of it leaves");
    for step in [1, 2, 3, 5] {
        it.does(&reporter, &releaseCall { trace, step }, 0).await;
    }
    let release = releaseCall {
        trace: drawn,
        step: 1,
    };
    it.does(&reporter, &release, 0).await;
    it.does(&reporter, &releaseBatchCall { batch }, 0).await;
    it.does(&asker, &withdrawOfferCall { offer }, 0).await;
    for who in [
        &asker,
        &recorder,
        &surety,
        &second,
        &reporter,
        &it.treasury,
        &it.governance,
    ] {
        let account = it.account(who).await;
        assert_eq!(account.locked, milli(0), "{} is still bound", who.name);
        if account.free > milli(0) {
            let amount = account.free;
            it.does(who, &withdrawCall { amount }, 0).await;
        }
    }
    let totals = it.sees(&totalsCall {}).await;
    assert_eq!(totals.accounted, milli(0));
    assert_eq!(totals.locked, milli(0));
    assert_eq!(totals.deposits, milli(0));
    assert_eq!(totals.premiums, milli(0));
}

//! Somebody who is not the requester sees that a step failed, and says so with a deposit.

use crate::acts::*;
use answerable_client::interface::IAnswerable::{self, *};
use answerable_e2e::journey::*;

pub async fn is_paid_for_what_was_right_and_pays_for_what_was_wrong(it: Stage) {
    let [asker, recorder, surety, reporter] = it
        .invites(["Asker", "Recorder", "Surety", "Reporter"])
        .await;
    let trace = records(&it, &recorder, &asker, 3).await;

    // A surety that contests and loses pays a penalty of a tenth; a fifth of it is the reporter's.
    pledges(&it, &surety, trace, 1, 1_000).await;
    let fault = reports(&it, &reporter, trace, 1, 1_000).await;
    assert_eq!(it.free(&reporter).await, 0, "the deposit is with the fault");
    contests(&it, &surety, fault, 0).await;
    let loss = milli(1_000);
    let uphold = ruleUpholdCall { fault, loss };
    it.does(&it.governance, &uphold, 0).await;
    assert_eq!(it.free(&reporter).await, 10 + 20, "the deposit and a share");
    assert_eq!(
        it.free(&asker).await,
        1_000 + 100,
        "the loss and the contest's deposit"
    );
    assert_eq!(it.free(&it.treasury).await, 80);

    // An abusive report costs its deposit, which is the surety's.
    pledges(&it, &surety, trace, 2, 1_000).await;
    let fault = reports(&it, &reporter, trace, 2, 500).await;
    contests(&it, &surety, fault, 0).await;
    let before = it.free(&surety).await;
    it.does(&it.governance, &ruleDismissCall { fault }, 0).await;
    assert_eq!(it.free(&surety).await, before + 100 + 10);

    // A reporter that thinks better of it gets the deposit back.
    pledges(&it, &surety, trace, 3, 1_000).await;
    let fault = reports(&it, &reporter, trace, 3, 500).await;
    let NotTheReporter { reporter: found } =
        it.refuses(&asker, &withdrawReportCall { fault }, 0).await;
    assert_eq!(found, reporter.address());
    let before = it.free(&reporter).await;
    it.does(&reporter, &withdrawReportCall { fault }, 0).await;
    assert_eq!(it.free(&reporter).await, before + 10);

    // Who reports itself gains nothing by it: what a reporter would get is the treasury's.
    let treasury = it.free(&it.treasury).await;
    let fault = reports(&it, &surety, trace, 3, 1_000).await;
    let before = it.account(&surety).await;
    it.waits(DAY + 1).await;
    it.does(&asker, &declareDefaultCall { fault }, 0).await;
    it.does(&it.governance, &slashCall { fault, bps: 3_000 }, 0)
        .await;
    let after = it.account(&surety).await;
    assert_eq!(
        after.free - before.free,
        milli(10),
        "the deposit comes back"
    );
    assert_eq!(before.locked - after.locked, milli(1_300));
    assert_eq!(it.free(&it.treasury).await, treasury + 300);
    assert_eq!(after.defaulted.times, 0, "nor is it counted");
    let everything = it.free(&reporter).await;
    let withdraw = IAnswerable::withdrawCall {
        amount: milli(everything),
    };
    it.does(&reporter, &withdraw, 0).await;
    assert_eq!(it.free(&reporter).await, 0);
}

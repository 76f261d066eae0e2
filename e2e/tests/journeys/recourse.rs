//! Who paid for a later step turns to those who answer for earlier ones, until the chain ends.

use crate::acts::*;
use answerable_client::interface::IAnswerable::*;
use answerable_e2e::journey::*;

pub async fn runs_upstream_and_ends(it: Stage) {
    let [asker, recorder, first, second, third, last, stranger] = it
        .invites([
            "Asker", "Recorder", "First", "Second", "Third", "Last", "Stranger",
        ])
        .await;
    let trace = records(&it, &recorder, &asker, 5).await;
    let recorded = it.now().await;
    pledges(&it, &first, trace, 1, 2_000).await;
    pledges(&it, &second, trace, 2, 500).await;
    pledges(&it, &third, trace, 3, 1_000).await;
    pledges(&it, &last, trace, 5, 1_000).await;

    let fault = reports(&it, &asker, trace, 5, 1_000).await;
    it.does(&last, &ownUpCall { fault }, 0).await;
    let NothingToRecover { .. } = it
        .refuses(&first, &upstream(trace, 1), REPORT_DEPOSIT)
        .await;
    let RecourseNotYet { from } = it.refuses(&last, &upstream(trace, 3), REPORT_DEPOSIT).await;

    it.tells("— a stranger reports when the requester's time is nearly over");
    it.waits(from - it.now().await - HOUR).await;
    let fault = reports(&it, &stranger, trace, 3, 100).await;
    it.waits(2 * HOUR).await;
    let FaultsOpen { open } = it.refuses(&last, &upstream(trace, 3), REPORT_DEPOSIT).await;
    assert_eq!(open, 1);
    it.does(&third, &ownUpCall { fault }, 0).await;
    let RecourseNotYet { from } = it.refuses(&last, &upstream(trace, 3), REPORT_DEPOSIT).await;
    assert!(
        from > recorded + 7 * DAY,
        "the requester has its turn first"
    );
    it.waits(DAY + 1).await;

    it.tells("— the last one turns to the third step, and for the rest to the second");
    let had = it.free(&last).await;
    let fault = it.does(&last, &upstream(trace, 3), REPORT_DEPOSIT).await;
    let RecourseUsed { .. } = it.refuses(&last, &upstream(trace, 3), REPORT_DEPOSIT).await;
    assert_eq!(it.sees(&faultCall { fault }).await.loss, milli(1_000));
    it.does(&third, &ownUpCall { fault }, 0).await;
    assert_eq!(
        it.free(&last).await,
        had + 900 + REPORT_DEPOSIT,
        "100 were paid before"
    );
    assert_eq!(state(&it, fault).await, ORPHANED);
    let fault = it.does(&last, &upstream(trace, 2), 0).await;
    assert_eq!(it.sees(&faultCall { fault }).await.loss, milli(100));
    it.does(&second, &ownUpCall { fault }, 0).await;
    assert_eq!(
        it.free(&last).await,
        had + 1_000 + REPORT_DEPOSIT,
        "all of it"
    );
    let NothingToRecover { recoverable, .. } = it.refuses(&last, &upstream(trace, 1), 0).await;
    assert_eq!(recoverable, milli(0));

    it.tells("— and those two to the first, who has nobody before it");
    for (surety, paid) in [(&third, 1_000), (&second, 100)] {
        let had = it.free(surety).await;
        let fault = it.does(surety, &upstream(trace, 1), REPORT_DEPOSIT).await;
        it.does(&first, &ownUpCall { fault }, 0).await;
        assert_eq!(it.free(surety).await, had + paid + REPORT_DEPOSIT);
    }
    let UnknownStep { .. } = it
        .refuses(&first, &upstream(trace, 0), REPORT_DEPOSIT)
        .await;

    it.tells("— time runs out for everybody, and what was not needed is free");
    it.waits(30 * DAY).await;
    for step in [1, 2, 3, 5] {
        it.does(&stranger, &releaseCall { trace, step }, 0).await;
    }
    assert_eq!(it.free(&first).await, 2_600 - 1_100);
    assert_eq!(it.free(&second).await, 650 + REPORT_DEPOSIT);
    assert_eq!(it.free(&third).await, 1_300 + REPORT_DEPOSIT);
    assert_eq!(it.free(&last).await, 1_300 + REPORT_DEPOSIT);
    assert_eq!(it.free(&asker).await, 1_000 + 100 + REPORT_DEPOSIT);
}

fn upstream(trace: Hash, step: u8) -> recourseCall {
    recourseCall {
        trace,
        step,
        evidence: hash("it came from there"),
        uri: String::new(),
    }
}

//! Two come at once, and only one can be the first.

use crate::acts::*;
use answerable_client::{alloy_sol_types::SolCall, interface::IAnswerable::*};
use answerable_e2e::{journey::*, perform::Sent};
use std::time::Duration;

pub async fn the_last_place_is_for_one_and_costs_the_other_nothing(it: Stage) {
    let [asker, recorder, first, one, other] = it
        .invites(["Asker", "Recorder", "First", "One", "Other"])
        .await;
    let trace = records(&it, &recorder, &asker, 4).await;
    for step in 1..=4 {
        pledges(&it, &first, trace, step, 1_000).await;
    }
    let mut together = 0;
    takes_its_time(&it).await;
    for step in 1..=4 {
        it.tells("— two strangers, one place");
        let pledge = pledgeCall {
            trace,
            step,
            cover: milli(1_000),
        };
        let before = [it.account(&one).await, it.account(&other).await];
        let wallets = [it.wallet(&one).await, it.wallet(&other).await];
        let sent = at_once(&it, (&one, &pledge), (&other, &pledge), 1_300).await;
        together += usize::from(sent[0].block == sent[1].block);
        let winner = usize::from(sent[1].place() < sent[0].place());
        let loser = 1 - winner;
        assert!(sent[winner].end.is_ok(), "{:?}", sent[winner]);
        assert_refused(&sent[loser]);

        let people = [&one, &other];
        let after = it.account(people[winner]).await;
        assert_eq!(after.locked - before[winner].locked, milli(1_300));
        assert_eq!(it.account(people[loser]).await, before[loser]);
        let lost = wallets[loser] - it.wallet(people[loser]).await;
        let value = native(it.chain(), 1_300);
        assert!(lost < value / 10, "{lost} is more than a fee");
        let PledgesFull { .. } = it.refuses(people[loser], &pledge, 1_300).await;
        let found = it.sees(&stepCall { trace, step }).await;
        let sureties: Vec<_> = found.pledges.iter().map(|it| it.surety).collect();
        assert_eq!(sureties, [first.address(), people[winner].address()]);
    }
    assert!(together > 0 || !it.is_on_a_node(), "no two shared a block");
}

pub async fn a_deadline_is_kept_or_missed_and_never_both(it: Stage) {
    let [asker, recorder, surety, reporter] = it
        .invites(["Asker", "Recorder", "Surety", "Reporter"])
        .await;
    let trace = records(&it, &recorder, &asker, 5).await;
    for step in 1..=5 {
        pledges(&it, &surety, trace, step, 1_000).await;
    }
    let mut seen = [0, 0];
    let mut together = 0;
    takes_its_time(&it).await;
    // How long before the deadline, and whether the surety sends before the reporter.
    let attempts = [(4, true), (4, false), (1, true), (-1, false), (-1, true)];
    for (step, (before, surety_first)) in (1..).zip(attempts) {
        it.tells("— own up and declare default, at once");
        let fault = reports(&it, &reporter, trace, step, 1_000).await;
        let deadline = it.sees(&faultCall { fault }).await.deadline;
        let treasury = it.account(&it.treasury).await;
        let had = it.free(&asker).await;
        let [bound, earned] = [it.account(&surety).await, it.account(&reporter).await];
        let now = it.now().await;
        it.waits(deadline.saturating_add_signed(-before) - now)
            .await;

        let own_up = (&surety, &ownUpCall { fault });
        let declare = (&reporter, &declareDefaultCall { fault });
        let [owned, declared] = if surety_first {
            at_once(&it, own_up, declare, 0).await
        } else {
            let [declared, owned] = at_once(&it, declare, own_up, 0).await;
            [owned, declared]
        };
        together += usize::from(owned.block == declared.block);
        // Each is judged at the time of its own block.
        let in_time = owned.block.time_ms / 1_000 <= deadline;
        seen[usize::from(in_time)] += 1;
        if in_time {
            assert!(owned.end.is_ok(), "{owned:?}");
            assert_refused(&declared);
        } else {
            assert!(declared.end.is_ok(), "{declared:?}");
            if declared.place() < owned.place() {
                assert!(
                    owned.end.is_ok(),
                    "late is dearer, not impossible: {owned:?}"
                );
            } else {
                assert_refused(&owned);
                it.does(&surety, &ownUpCall { fault }, 0).await;
            }
        }
        assert_eq!(state(&it, fault).await, MADE_GOOD);
        let WrongState { .. } = it.refuses(&surety, &ownUpCall { fault }, 0).await;
        let WrongState { .. } = {
            let again = declareDefaultCall { fault };
            it.refuses(&reporter, &again, 0).await
        };

        let penalty = if in_time { 0 } else { 100 };
        assert_eq!(it.free(&asker).await - had, 1_000);
        let after = it.account(&surety).await;
        assert_eq!(bound.locked - after.locked, milli(1_300));
        assert_eq!(after.free - bound.free, milli(300 - penalty));
        let defaults = after.defaulted.times - bound.defaulted.times;
        assert_eq!(defaults, u32::from(!in_time));
        let after = it.account(&reporter).await;
        assert_eq!(
            after.free - earned.free,
            milli(REPORT_DEPOSIT + penalty / 5),
            "a fifth of the penalty, and the deposit"
        );
        let after = it.account(&it.treasury).await;
        assert_eq!(after.free - treasury.free, milli(penalty * 4 / 5));
    }
    assert!(seen[0] > 0 && seen[1] > 0, "late and in time: {seen:?}");
    assert!(together > 0 || !it.is_on_a_node(), "no two shared a block");
}

/// From here on blocks are a second apart, where there is a node, so that two can meet in one.
async fn takes_its_time(it: &Stage) {
    if it.is_on_a_node() {
        it.restarts(&["--block-time=1000"]).await;
    }
}

/// Both are sent before either is in a block, if blocks take their time.
async fn at_once<A: SolCall, B: SolCall>(
    it: &Stage,
    (one, first): (&Person, &A),
    (other, second): (&Person, &B),
    value: u128,
) -> [Sent; 2] {
    if it.is_on_a_node() {
        let last = it.now().await;
        while it.now().await == last {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
    let value = native(it.chain(), value);
    let (first, second) = futures::join!(it.sends(one, first.abi_encode(), value), async {
        tokio::time::sleep(Duration::from_millis(20)).await;
        it.sends(other, second.abi_encode(), value).await
    });
    let sent = [first, second];
    for (who, sent) in [one, other].iter().zip(&sent) {
        let (block, place) = sent.place();
        let end = sent.end.as_ref().map_or("refused", |_| "done");
        it.tells(format!("{} is {end} in block {block} at {place}", who.name));
    }
    sent
}

/// By the contract, not for want of anything else.
fn assert_refused(sent: &Sent) {
    let error = sent.end.as_ref().expect_err("it came too late");
    assert!(error.to_string().contains("ContractReverted"), "{error}");
}

//! The history of a trace against the contract's own records.

use super::*;
use answerable_client::{
    history::{FaultHistory, History, Outcome},
    interface::{amount, IAnswerable::*},
    picture, Amount, Bps, H256,
};
use answerable_e2e::journey::{milli, Person};

#[tokio::test(flavor = "multi_thread")]
async fn says_what_the_records_say_on_the_embedded_chain() {
    says_what_the_records_say(&story::tell("embedded").await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn says_what_the_records_say_on_a_node() {
    says_what_the_records_say(&story::tell("node").await).await;
}

async fn read(it: &Told) -> History {
    let mut progress = Vec::new();
    let trace = H256(it.trace.0);
    let (chain, contract) = (it.stage.chain(), it.stage.answerable);
    let history = History::read(chain, contract, trace, None, |read, of| {
        progress.push((read, of));
    });
    let history = history.await.expect("the trace is there");
    assert!(progress.windows(2).all(|two| two[0].0 < two[1].0));
    let (read, of) = progress.last().expect("blocks were read");
    assert_eq!(read, of, "all that there were");
    history
}

async fn says_what_the_records_say(it: &Told) {
    let history = read(it).await;
    let trace = it.stage.sees(&traceCall { trace: it.trace }).await;
    assert_eq!(history.trace, trace);

    // Faults.
    let ids: Vec<u64> = history.faults.iter().map(|fault| fault.id).collect();
    let told = [
        it.contested,
        it.silent,
        it.owned,
        it.unanswered,
        it.recourse,
    ];
    assert_eq!(ids, told, "in the order of their reports");
    for fault in &history.faults {
        let record = it.stage.sees(&faultCall { fault: fault.id }).await;
        assert_eq!(fault.step, record.filed.step);
        assert_eq!(fault.recourse, record.filed.recourse);
        assert_eq!(fault.reporter, record.filed.reporter);
        assert_eq!(fault.beneficiary, record.filed.beneficiary);
        assert_eq!(fault.evidence, record.filed.evidence);
        assert_eq!(fault.state as u8, record.state);
        assert_eq!(fault.loss, amount(record.loss));
        assert_eq!(fault.paid, amount(record.paid));
        assert_eq!(fault.unpaid, amount(record.loss - record.paid));
    }
    let outcomes = |fault: &FaultHistory| -> Vec<Outcome> {
        fault.turns.iter().map(|turn| turn.outcome).collect()
    };
    let expected = [
        vec![Outcome::Lost],
        vec![Outcome::Slashed(Bps(2_500))],
        vec![Outcome::OwnedUp],
        vec![],
        vec![Outcome::OwnedUp],
    ];
    for (fault, expected) in history.faults.iter().zip(expected) {
        assert_eq!(outcomes(fault), expected, "fault {}", fault.id);
    }

    // What each surety paid is what its counters say.
    let paid = |who: &Person| {
        let turns = history.faults.iter().flat_map(|fault| &fault.turns);
        let own = turns.filter(|turn| turn.surety == who.address());
        own.map(|turn| turn.paid.units()).sum::<u128>()
    };
    for (who, counted) in [
        (&it.first, it.stage.account(&it.first).await.honored),
        (&it.second, it.stage.account(&it.second).await.lost),
        (&it.third, it.stage.account(&it.third).await.defaulted),
        (&it.fourth, it.stage.account(&it.fourth).await.honored),
    ] {
        assert_eq!(
            Amount::new(paid(who)),
            amount(counted.amount),
            "{}",
            who.name
        );
        assert_eq!(counted.times, 1, "{}", who.name);
    }
    let volunteered = it.stage.account(&it.volunteer).await.volunteered;
    let sums = history.sums();
    assert_eq!(sums.by_volunteers, amount(volunteered.amount));
    assert_eq!(sums.lost, amount(milli(1_000 + 600 + 1_000 + 250)));
    assert_eq!(sums.by_sureties, amount(milli(1_000 + 600 + 300)));
    assert_eq!(sums.unpaid, amount(milli(250)));
    assert_eq!(sums.upstream, amount(milli(600)));
    assert_eq!(sums.penalties, amount(milli(80 + 150)));
    let treasury = it.stage.free(&it.stage.treasury).await;
    let share = |penalty: u128| penalty - penalty / 5;
    assert_eq!(
        treasury,
        share(80) + share(150),
        "a fifth is the reporter's"
    );

    // Promises.
    for step in &history.steps {
        let view = stepCall {
            trace: it.trace,
            step: step.number,
        };
        let record = it.stage.sees(&view).await;
        assert_eq!(step.promises.len(), record.pledges.len());
        for (promise, pledge) in step.promises.iter().zip(&record.pledges) {
            assert_eq!(promise.surety, pledge.surety);
            assert_eq!(promise.cover, amount(pledge.cover));
            assert_eq!(promise.left, amount(pledge.left));
        }
        let called: Vec<bool> = step
            .promises
            .iter()
            .map(|promise| history.was_called(step.number, promise))
            .collect();
        let expected: &[bool] = match step.number {
            1 => &[true, false],
            5 => &[],
            _ => &[true],
        };
        assert_eq!(called, expected, "step {}", step.number);
    }
    assert_eq!(history.paid_before(&history.faults[4]), [3]);

    // What is released is still told.
    it.stage.waits(30 * answerable_e2e::journey::DAY).await;
    let (trace, step) = (it.trace, 1);
    it.stage
        .does(&it.idle, &releaseCall { trace, step }, 0)
        .await;
    let released = read(it).await;
    let sureties = |history: &History| -> Vec<_> {
        let promises = history.steps[0].promises.iter();
        promises.map(|it| (it.surety, it.cover)).collect()
    };
    assert_eq!(sureties(&released), sureties(&history));
    assert!(released.steps[0].promises.iter().all(|it| it.released));
    let drawn = picture::tree(&released);
    for said in [
        " answered with 2 tokens, paid 0.6 tokens, and is released",
        " answered with 0.5 tokens, and is released",
    ] {
        assert!(drawn.contains(said), "{drawn}");
    }
}

//! Promises that were not made for one step alone: by mandate, for an offer, and for all the traces of a batch.

use super::*;
use crate::acts::*;
use answerable_client::{
    history::{History, Origin, Outcome},
    interface::{amount, IAnswerable::*},
    json, keccak_256, picture, Amount, Chain, H256,
};
use answerable_e2e::journey::*;
use answerable_protocol::{leaf, pair, TraceId};

struct Played {
    stage: Stage,
    surety: Person,
    mandate: u64,
    batch: u64,
    offer: u64,
    /// Opened out of the batch.
    opened: Hash,
    /// Recorded, with a draw on the mandate.
    drawn: Hash,
}

async fn play(chain: &str) -> Played {
    let it = Stage::set(chain).await;
    let [asker, recorder, surety, second, taker] = it
        .invites(["Asker", "Recorder", "Surety", "Second", "Taker"])
        .await;
    let mandate = grants(&it, &surety, &recorder, &recorder, 1_000, 10_000).await;
    it.does(&surety, &depositCall {}, 5_000).await;

    it.tells("— a trace with a draw");
    let steps = [1, 2, 4]
        .map(|kind| step(kind, &recorder, "evidence"))
        .concat();
    let data = TraceData {
        requester: asker.address(),
        input: hash("question"),
        output: hash("answer"),
        at: 7,
        steps: steps.into(),
    };
    let record = recordCoveredCall {
        requester: data.requester,
        input: hash("another question"),
        output: data.output,
        at: data.at,
        steps: data.steps.clone(),
        terms: 1,
        cover: vec![Draw {
            step: 2,
            mandate,
            amount: milli(500),
        }],
    };
    let drawn = it.does(&recorder, &record, 25).await;

    it.tells("— a batch of two, of which one is opened");
    let id = id_of(&it, &recorder, &data);
    let leaves = [id, hash("the other trace")].map(|id| leaf(TraceId(H256(id.0)), &keccak_256));
    let anchor = anchorCoveredCall {
        root: pair(leaves[0], leaves[1], &keccak_256).0.into(),
        depth: 1,
        uriHash: hash("where the traces are"),
        terms: 1,
        cover: vec![BatchDraw {
            mandate,
            perTrace: milli(1_000),
        }],
    };
    let batch = it.does(&recorder, &anchor, 100).await;
    it.waits(HOUR).await;
    let open = openCall {
        batch,
        data,
        proof: vec![leaves[1].0.into()],
    };
    let opened = it.does(&taker, &open, 0).await;

    it.tells("— others answer too, one of them for an offer");
    pledges(&it, &second, opened, 1, 300).await;
    let until = it.now().await + DAY;
    let offer = offerCall {
        trace: opened,
        step: 3,
        cover: milli(200),
        premium: milli(20),
        until,
    };
    let offer = it.does(&asker, &offer, 20).await;
    let take = pledgeForOfferCall {
        offer,
        cover: milli(200),
        leastPremium: milli(20),
    };
    it.does(&taker, &take, 260).await;

    it.tells("— the batch's pledge is called first, and drained");
    let fault = reports(&it, &asker, opened, 1, 1_200).await;
    it.does(&surety, &ownUpCall { fault }, 0).await;
    it.does(&second, &ownUpCall { fault }, 0).await;
    Played {
        stage: it,
        surety,
        mandate,
        batch,
        offer,
        opened,
        drawn,
    }
}

async fn read(it: &Played, trace: Hash) -> History {
    let (chain, contract) = (it.stage.chain(), it.stage.answerable);
    let history = History::read(chain, contract, H256(trace.0), None, |_, _| {}).await;
    history.expect("the trace is there")
}

/// Those promises of which something is left are the layers, in their order.
async fn promises_are_the_layers(it: &Played, history: &History) {
    for step in &history.steps {
        let view = whoAnswersCall {
            trace: history.id.0.into(),
            step: step.number,
        };
        let layers = it.stage.sees(&view).await;
        let left = step.promises.iter().filter(|it| !it.left.is_zero());
        let promises: Vec<_> = left.map(|it| (it.surety, it.left, it.until.0)).collect();
        let layers = layers.iter();
        let layers: Vec<_> = layers
            .map(|it| (it.surety, amount(it.left), it.until))
            .collect();
        assert_eq!(promises, layers, "step {}", step.number);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_history_tells_why_each_promised() {
    let it = &play("embedded").await;
    let milli = |of: u128| Amount::new(of * 1_000_000_000_000_000);
    let (mandate, batch) = (it.mandate, it.batch);

    let opened = read(it, it.opened).await;
    promises_are_the_layers(it, &opened).await;
    let anchored = it.stage.sees(&batchCall { batch }).await.anchoredAt;
    let anchored = it.stage.chain().block_since(anchored).await;
    // Here the first second of the chain, whose block 0 is not kept.
    assert_eq!(opened.since, anchored.expect("the chain tells").max(1));
    let promises = |step: usize| -> Vec<_> {
        let promises = opened.steps[step - 1].promises.iter();
        promises
            .map(|it| (it.layer, it.origin, it.cover, it.left))
            .collect()
    };
    let of_batch = Origin::Batch { batch, mandate };
    let drained = (0, of_batch, milli(1_000), milli(0));
    assert_eq!(
        promises(1),
        [drained, (1, Origin::Own, milli(300), milli(100))]
    );
    assert_eq!(promises(2), [drained], "drained through another step");
    assert_eq!(
        promises(3),
        [(1, Origin::Offer(it.offer), milli(200), milli(200))]
    );
    assert_eq!(opened.steps[2].promises[0].premium, milli(20));
    assert!(opened.was_called(2, &opened.steps[1].promises[0]));
    let turns: Vec<_> = opened.faults[0]
        .turns
        .iter()
        .map(|turn| (turn.layer, turn.outcome, turn.paid))
        .collect();
    let owned = Outcome::OwnedUp;
    assert_eq!(turns, [(0, owned, milli(1_000)), (1, owned, milli(200))]);
    let tree = picture::tree(&opened);
    assert!(
        tree.contains(&format!("in every trace of batch {batch}")),
        "{tree}"
    );
    assert!(
        tree.contains("by offer 1, for a premium of 0.02 tokens"),
        "{tree}"
    );

    let drawn = read(it, it.drawn).await;
    promises_are_the_layers(it, &drawn).await;
    let promise = &drawn.steps[1].promises[0];
    assert_eq!(promise.origin, Origin::Mandate(mandate));
    assert_eq!(promise.premium, milli(25));
    assert_eq!(promise.surety, it.surety.address());
    assert!(drawn.steps[0].promises.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn mandates_batches_and_offers_are_shown() {
    let it = &play("node").await;
    let terminal = Onlooker::of(&it.stage);
    let (mandate, batch, offer) = (it.mandate, it.batch, it.offer);

    let record = it.stage.sees(&mandateCall { mandate }).await;
    let shown = terminal.tells(&format!("show mandate {mandate}"));
    assert_eq!(shown, json::returned::<mandateCall>(&record));
    let said = terminal.says(&format!("show mandate {mandate}"));
    assert!(
        said.contains("drawn          2.5 tokens of 10 tokens"),
        "{said}"
    );
    assert!(said.contains("left to draw   7.5 tokens"), "{said}");
    assert!(said.contains("of kind        model, compute"), "{said}");

    let record = it.stage.sees(&batchCall { batch }).await;
    let shown = terminal.tells(&format!("show batch {batch}"));
    assert_eq!(shown, json::returned::<batchCall>(&record));
    let said = terminal.says(&format!("show batch {batch}"));
    assert!(said.contains("traces       up to 2"), "{said}");
    assert!(
        said.contains("1.3 tokens"),
        "the other trace's guarantee: {said}"
    );

    let record = it.stage.sees(&offeredCall { offer }).await;
    let shown = terminal.tells(&format!("show offer {offer}"));
    assert_eq!(shown, json::returned::<offeredCall>(&record));
    let said = terminal.says(&format!("show offer {offer}"));
    assert!(said.contains("All of it is taken."), "{said}");

    // All of it is exported with why it was promised.
    let exported = terminal.says(&format!("export --surety {:?}", it.surety.h160()));
    let pledges: Vec<serde_json::Value> = exported
        .lines()
        .map(|line| serde_json::from_str(line).expect("it is JSON"))
        .filter(|record: &serde_json::Value| record["type"] == "pledge")
        .collect();
    let with = |name: &str, id: u64| pledges.iter().filter(|it| it[name] == id).count();
    assert_eq!(
        with("mandate", mandate),
        3,
        "one draw, and the batch's for two steps"
    );
    assert_eq!(with("batch", batch), 2);
    assert_eq!(with("offer", offer), 1);
}

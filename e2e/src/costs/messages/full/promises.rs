//! As many promises for a step as there may be.

use super::*;

pub async fn are_made(stage: &mut Stage, opened: &Opened) {
    let (quiet, troubled) = (opened.quiet, opened.troubled);
    let report = Act::Report {
        trace: troubled,
        step: 1,
        loss: COVER,
        evidence: Hash::of(1),
        uri: String::new(),
    };
    stage.does(STRANGER, 0, report).await;
    let offers = offers(stage, troubled, 3).await;
    let [early @ .., last] = LAYERS;
    layers(stage, troubled, &early, &offers).await;
    let case = "worst: the fourth, on a reported trace out of a batch";
    let promise = pledge(troubled, LAST);
    stage.prices(case, COMING, 2_000, &promise).await;
    stage.prices(case, COMING, 2_000, &take(offers[2])).await;
    stage.does(last, 0, promise).await;

    let offers = self::offers(stage, quiet, 2).await;
    layers(stage, quiet, &LAYERS, &offers).await;
    stage.does(EARLIER, 0, pledge(quiet, 1)).await;
}

/// The recorder's, so that those who take them may crowd others out.
async fn offers(stage: &mut Stage, trace: Hash, count: u8) -> Vec<u64> {
    let mut offers = Vec::new();
    for _ in 0..count {
        let offer = Act::Offer {
            trace,
            step: LAST,
            cover: COVER,
            premium: MILLI,
            until: stage.now().await + 5 * DAY,
        };
        match stage.does(ANCHORING, 0, offer).await {
            Answer::Offer(offer) => offers.push(offer),
            other => panic!("it is no offer: {other:?}"),
        }
    }
    offers
}

/// The first two take offers.
async fn layers(stage: &mut Stage, trace: Hash, sureties: &[u8], offers: &[u64]) {
    for (place, surety) in sureties.iter().enumerate() {
        let act = match place {
            0 | 1 => take(offers[place]),
            _ => pledge(trace, LAST),
        };
        stage.does(*surety, 0, act).await;
    }
}

fn pledge(trace: Hash, step: u8) -> Act {
    Act::Pledge {
        trace,
        step,
        cover: COVER,
    }
}

fn take(offer: u64) -> Act {
    Act::PledgeForOffer {
        offer,
        cover: COVER,
        least_premium: MILLI,
    }
}

//! Promises, from being made to being released.

use super::{pledge, Day, NEWCOMER};
use crate::costs::messages::stage::*;
use answerable_model::Act;

pub async fn are_made(day: &mut Day) {
    let trace = day.recorded(ASKER).await;
    let promise = pledge(trace, 1);
    let stage = &mut day.stage;
    stage.prices("first time", NEWCOMER, 3_000, &promise).await;
    stage.costs("common", SURETY, 0, promise).await;

    let offer = Act::Offer {
        trace,
        step: 2,
        cover: 2_000 * MILLI,
        premium: 20 * MILLI,
        until: stage.now().await + 5 * DAY,
    };
    stage.prices("first time", NEWCOMER, 20, &offer).await;
    stage.costs("common", ASKER, 0, offer).await;
    let take = Act::PledgeForOffer {
        offer: 1,
        cover: 2_000 * MILLI,
        least_premium: 20 * MILLI,
    };
    stage.prices("first time", NEWCOMER, 3_000, &take).await;
    stage.prices("common", SURETY, 0, &take).await;
    let withdraw = Act::WithdrawOffer { offer: 1 };
    stage.prices("common", ASKER, 0, &withdraw).await;
}

/// Long after everything else.
pub async fn are_over(day: &mut Day) {
    day.stage.passes(60 * DAY).await;
    let (trace, batch) = (day.drawn, day.batch);
    let release = Act::Release { trace, step: 1 };
    day.stage
        .prices("common: one draw", STRANGER, 0, &release)
        .await;
    let release = Act::ReleaseBatch { batch };
    day.stage
        .prices("common: one draw", STRANGER, 0, &release)
        .await;
}

//! People who answer: by a mandate, for a premium, and because they trust somebody.

use super::{guard_refuses, reserve, translation, whole, DAY};
use crate::{
    demo::{
        people::Person,
        stage::{told, Stage},
        teller::Grid,
    },
    sentences::moment,
};
use answerable_client::{
    alloy_sol_types::private::B256,
    display::{tokens, with_unit},
    interface::{amount, word, IAnswerable},
    json,
    trace::Kind,
    Amount, Bps, Terms,
};
use anyhow::{ensure, Context};
use serde_json::json;

/// How long mandates and offers stand.
const STANDING: u64 = 30 * DAY;

/// Rita asks again, and this time every step has a surety. Returns the trace and Max's mandate.
pub async fn answer(stage: &mut Stage<'_>, terms: &Terms) -> anyhow::Result<(B256, u64)> {
    stage
        .teller
        .scene("A second trace, and people who answer for it")?;
    let cast = stage.cast;
    let now = stage.now().await?;

    stage.says("Max stands behind his model. He gives Ada a mandate: a standing promise that she may draw on, within limits.")?;
    let grant = IAnswerable::grantCall {
        actor: cast.max.address(),
        kinds: 1 << Kind::Model as u8,
        recorder: cast.ada.address(),
        terms: stage.terms,
        perTrace: word(whole(40)),
        limit: word(whole(500)),
        premiumBps: Bps(200).0,
        until: now.saturating_add(STANDING),
    };
    let needed = reserve(terms, whole(40), 0)?;
    let events = stage.does(&cast.max, &grant, needed).await?;
    let mandate = told!(events, Granted).mandate;

    stage.says(
        "Rita asks for another translation. Ada records it and draws on the mandate in the same call, so its first step \
         is never without a surety. She pays Max the premium that he asks for. The cover, and the dearest penalty on it, \
         are locked: whatever Max does from now on, this promise can be kept.",
    )?;
    let letter = translation(cast, &cast.rita, 2, now);
    let record = IAnswerable::recordCoveredCall {
        requester: letter.requester.0.into(),
        input: letter.input.0.into(),
        output: letter.output.0.into(),
        at: letter.at,
        steps: letter.packed_steps().into(),
        terms: stage.terms,
        cover: vec![IAnswerable::Draw {
            step: 1,
            mandate,
            amount: word(whole(40)),
        }],
    };
    let premium = Bps(grant.premiumBps).of(whole(40));
    let events = stage.does(&cast.ada, &record, premium).await?;
    let trace = told!(events, Recorded).trace;

    stage.says("Olga trusts Cora's machines. She answers for step 2 and asks nothing for it.")?;
    let pledge = IAnswerable::pledgeCall {
        trace,
        step: 2,
        cover: word(whole(30)),
    };
    let needed = reserve(terms, whole(30), 0)?;
    stage.does(&cast.olga, &pledge, needed).await?;

    stage.says("For step 3, the check, Rita offers a premium to whoever answers for it. Conrad takes the larger part of it and Silas the rest, each with as large a part of the cover.")?;
    let offer = IAnswerable::offerCall {
        trace,
        step: 3,
        cover: word(whole(60)),
        premium: word(whole(3)),
        until: now.saturating_add(STANDING),
    };
    let events = stage.does(&cast.rita, &offer, whole(3)).await?;
    let offer = told!(events, Offered).offer;
    take(stage, terms, &cast.conrad, offer, whole(40)).await?;
    take(stage, terms, &cast.silas, offer, whole(20)).await?;

    stage.says("Vera, who did the check, confirms that step 3 is hers.")?;
    let attest = IAnswerable::attestCall { trace, step: 3 };
    stage.does(&cast.vera, &attest, Amount::ZERO).await?;

    shows(stage, trace).await?;
    passes_the_guard(stage, trace).await?;
    stage.ends().await?;
    Ok((trace, mandate))
}

/// Pledges for what an offer pays. The premium is there before the money is locked, so only the rest is brought along.
async fn take(
    stage: &mut Stage<'_>,
    terms: &Terms,
    surety: &Person,
    offer: u64,
    cover: Amount,
) -> anyhow::Result<()> {
    let open = stage.sees(&IAnswerable::offeredCall { offer }).await?;
    let premium = amount(open.premium).share(cover, amount(open.cover));
    let pledge = IAnswerable::pledgeForOfferCall {
        offer,
        cover: word(cover),
        leastPremium: word(premium),
    };
    let needed = reserve(terms, cover, 0)?.less(premium);
    stage.does(surety, &pledge, needed).await?;
    Ok(())
}

/// Who answers for each step, as the contract tells anybody who asks.
async fn shows(stage: &mut Stage<'_>, trace: B256) -> anyhow::Result<()> {
    let cast = stage.cast;
    let found = stage.sees(&IAnswerable::traceCall { trace }).await?;
    let (mut rows, mut shown) = (Vec::new(), Vec::new());
    for (number, step) in (1_u8..).zip(&found.steps) {
        let asked = IAnswerable::whoAnswersCall {
            trace,
            step: number,
        };
        let layers = stage.sees(&asked).await?;
        shown.push(json!({ "step": number, "layers": json::returned::<IAnswerable::whoAnswersCall>(&layers) }));
        for layer in layers {
            rows.push(vec![
                format!("step {number}"),
                cast.name_of(step.actor),
                cast.name_of(layer.surety),
                tokens(amount(layer.left)),
                moment(layer.until),
            ]);
        }
    }
    let grid = Grid {
        gap: 2,
        header: &["", "done by", "answered for by", "up to", "at least until"],
        right: &[3],
        rows,
    };
    Ok(stage.teller.table("whoAnswers", shown.into(), grid)?)
}

async fn passes_the_guard(stage: &mut Stage<'_>, trace: B256) -> anyhow::Result<()> {
    let covers = stage.sees(&IAnswerable::coverOfCall { trace }).await?;
    let least = covers.into_iter().min().map(amount);
    let least = least.context("the trace has no steps")?;
    let found = stage.sees(&IAnswerable::traceCall { trace }).await?;
    let refused = guard_refuses(stage, trace, least, found.requesterUntil).await?;
    ensure!(
        refused.is_none(),
        "the guard refuses a trace that is covered: {refused:?}"
    );
    stage.says(format!(
        "Now the guard lets the translation pass: every step has at least {} behind it, until {}.",
        with_unit(least),
        moment(found.requesterUntil)
    ))?;
    Ok(())
}

//! What becomes of steps that failed.

use super::{hash, whole};
use crate::demo::{
    people::Person,
    stage::{told, Stage},
};
use answerable_client::{
    alloy_sol_types::private::B256,
    interface::{
        word,
        IAnswerable::{
            contestCall, declareDefaultCall, faultCall, ownUpCall, recourseCall, reportCall,
            ruleUpholdCall, slashCall, stepForwardCall, traceCall,
        },
    },
    Amount, Bps, Terms,
};

/// A surety says "mine" and pays.
pub async fn owns_up(stage: &mut Stage<'_>, terms: &Terms, trace: B256) -> anyhow::Result<()> {
    stage.teller.scene("A surety owns up")?;
    let cast = stage.cast;
    stage.says("A line of the letter is missing from the translation, because a machine ran out of memory. The patient's appointment is lost, and Rita pays for it. She reports step 2, with a deposit that keeps people from reporting for fun.")?;
    let fault = report(stage, terms, &cast.rita, trace, 2, whole(30)).await?;
    stage.says("Olga has been called. She looks at the evidence, sees that it is true, and owns up. That costs her what Rita lost and nothing more: no penalty.")?;
    stage
        .does(&cast.olga, &ownUpCall { fault }, Amount::ZERO)
        .await?;
    stage.ends().await
}

/// Another contests, and governance finds otherwise. Returns the fault, which goes on.
pub async fn contests_and_loses(
    stage: &mut Stage<'_>,
    terms: &Terms,
    trace: B256,
) -> anyhow::Result<u64> {
    stage.teller.scene("A surety contests, and loses")?;
    let cast = stage.cast;
    stage.says("Worse, a dose is wrong in it, and the check should have found that. Rita reports step 3. The loss is more than Conrad, who is called first, has promised.")?;
    let fault = report(stage, terms, &cast.rita, trace, 3, whole(60)).await?;
    stage.says(
        "Conrad admits a part of it and contests the rest. A contest costs a deposit, too.",
    )?;
    let contest = contestCall {
        fault,
        conceded: word(whole(10)),
        defence: hash("the dose is that of the letter").0.into(),
    };
    stage
        .does(&cast.conrad, &contest, terms.contest_deposit)
        .await?;
    stage.says("Gwen compares what both say with the letter. Rita is right. Conrad pays all that he promised, a penalty on the part that he did not admit, and his deposit, which goes to Rita. She still lacks the rest, so the next surety of the step is called.")?;
    let uphold = ruleUpholdCall {
        fault,
        loss: word(whole(60)),
    };
    stage.does(&cast.gwen, &uphold, Amount::ZERO).await?;
    stage.ends().await?;
    Ok(fault)
}

/// The next one does not answer at all.
pub async fn stays_silent(stage: &mut Stage<'_>, fault: u64) -> anyhow::Result<()> {
    stage
        .teller
        .scene("A surety stays silent, and is slashed")?;
    let cast = stage.cast;
    stage.says("It is Silas's turn, and Silas says nothing.")?;
    let deadline = stage.sees(&faultCall { fault }).await?.deadline;
    stage.waits_beyond(deadline).await?;
    stage.says("His time is over. Anybody may say so now, and Rita does.")?;
    stage
        .does(&cast.rita, &declareDefaultCall { fault }, Amount::ZERO)
        .await?;
    stage.says("Gwen could pardon him, if the report were abusive. It is not: she has him slashed. He pays what he promised, and a penalty above that of a lost contest. His silence did not save him a thing, and cost Rita only time.")?;
    let slash = slashCall {
        fault,
        bps: Bps(2_500).0,
    };
    stage.does(&cast.gwen, &slash, Amount::ZERO).await?;
    stage.ends().await
}

/// Nobody promised anything, and somebody pays.
pub async fn nobody_answers_for_it(
    stage: &mut Stage<'_>,
    terms: &Terms,
    trace: B256,
) -> anyhow::Result<()> {
    stage
        .teller
        .scene("Nobody answers, and somebody steps forward")?;
    let cast = stage.cast;
    stage.says("The first translation was wrong as well, and nobody had promised anything for it. Rita reports it all the same, and the contract says what is so. Her deposit comes straight back.")?;
    let fault = report(stage, terms, &cast.rita, trace, 1, whole(25)).await?;
    stage.says("Nobody owes Rita this money. Nina has read of the case, and steps forward: she pays what nobody had to, and the contract keeps that on her record.")?;
    let step_forward = stepForwardCall {
        fault,
        max: word(whole(25)),
    };
    stage.does(&cast.nina, &step_forward, whole(25)).await?;
    stage.ends().await
}

/// Who paid for a later step turns to those who answer for an earlier one.
pub async fn turns_upstream(
    stage: &mut Stage<'_>,
    terms: &Terms,
    trace: B256,
) -> anyhow::Result<()> {
    stage
        .teller
        .scene("Upstream: who paid turns to an earlier step")?;
    let cast = stage.cast;
    stage.says("Olga paid for step 2. But the machine ran out of memory because the model needed more than Max had said: the reason lies in step 1. The contract lets her turn there, once Rita's own time to report is over, for Rita comes first.")?;
    let found = stage.sees(&traceCall { trace }).await?;
    stage.waits_beyond(found.requesterUntil).await?;
    let recourse = recourseCall {
        trace,
        step: 1,
        evidence: hash("how much memory the model took").0.into(),
        uri: "https://example.org/memory".into(),
    };
    let events = stage
        .does(&cast.olga, &recourse, terms.report_deposit)
        .await?;
    let fault = told!(events, Reported).fault;
    stage.says(
        "Max owns up. Olga has her money back, and the loss has come to rest where it began.",
    )?;
    stage
        .does(&cast.max, &ownUpCall { fault }, Amount::ZERO)
        .await?;
    stage.ends().await
}

async fn report(
    stage: &mut Stage<'_>,
    terms: &Terms,
    who: &Person,
    trace: B256,
    step: u8,
    loss: Amount,
) -> anyhow::Result<u64> {
    let report = reportCall {
        trace,
        step,
        loss: word(loss),
        evidence: hash("what became of the patient").0.into(),
        uri: "https://example.org/evidence".into(),
    };
    let events = stage.does(who, &report, terms.report_deposit).await?;
    Ok(told!(events, Reported).fault)
}

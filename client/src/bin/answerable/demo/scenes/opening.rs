//! The contract, its terms, and a trace that nobody answers for.

use super::{guard_refuses, translation, uncovered, whole, DAY};
use crate::{
    demo::{
        books::Books,
        guests,
        stage::{told, Stage},
        teller::Grid,
    },
    sentences::moment,
};
use answerable_client::{
    alloy_sol_types::private::B256,
    annex, annex_of,
    display::{percent, span, with_unit},
    interface::IAnswerable,
    json, names, Amount, Bps, Chain, Code, Seconds, Setup, Terms, Windows,
};
use anyhow::Context;
use serde_json::json;

fn chosen(stage: &Stage<'_>) -> anyhow::Result<Setup> {
    let days = |days: u64| Seconds(u32::try_from(DAY.saturating_mul(days)).unwrap_or(u32::MAX));
    let part = |tokens: u32, of: u128| {
        Amount::new(whole(tokens).units().checked_div(of).unwrap_or_default())
    };
    Ok(Setup {
        governance: stage.cast.gwen.signer.address(),
        treasury: stage.cast.tess.signer.address(),
        shortest: Windows::least(),
        terms: Terms {
            windows: Windows {
                answer: days(1),
                ruling: days(3),
                report: days(7),
                recourse: days(2),
            },
            min_cover: part(1, 10),
            report_deposit: part(1, 2),
            contest_deposit: whole(2),
            lost_penalty: Bps(1_000),
            max_default_penalty: Bps(3_000),
            reporter_share: Bps(2_000),
        },
    })
}

/// Ada puts the contract on the chain. Returns its terms.
pub async fn deploys(stage: &mut Stage<'_>, code: Code) -> anyhow::Result<Terms> {
    introduces(stage)?;
    let cast = stage.cast;
    let place = annex_of(cast.ada.signer.address(), &code.annex);
    if stage.chain.code_at(place).await? != code.annex {
        let act = annex(code.annex);
        stage
            .performs(&cast.ada, "deploy the annex", &act, Amount::ZERO)
            .await?;
    }
    let act = chosen(stage)?.deployment(code.contract, place);
    let receipt = stage
        .performs(&cast.ada, "deploy", &act, Amount::ZERO)
        .await?;
    stage.contract = receipt.deployed.context("the deployment left no address")?;
    stage.since = receipt.block.number;
    stage.books = Books::read(stage).await?;
    let contract = stage.contract;
    stage.says(format!(
        "Ada deploys the contract at {contract:?}. From now on nobody can change it, and she has no \
         power over it: Gwen rules where people disagree, and Tess gets the penalties."
    ))?;
    stage.tells(&receipt)?;
    shows_terms(stage).await
}

/// On a contract that others use, too, the story's people take its offices for as long as it goes.
pub async fn is_there_already(stage: &mut Stage<'_>) -> anyhow::Result<Terms> {
    introduces(stage)?;
    stage.books = Books::read(stage).await?;
    let contract = stage.contract;
    stage.says(format!(
        "The contract is there already, at {contract:?}, and others may be using it, too. Gwen rules where people disagree, \
         and Tess gets the penalties, for as long as the story goes."
    ))?;
    guests::take_office(stage).await?;
    shows_terms(stage).await
}

/// The first scene begins with everybody.
fn introduces(stage: &mut Stage<'_>) -> anyhow::Result<()> {
    stage
        .teller
        .scene("The contract, its people and its terms")?;
    let people = stage.cast.everybody();
    let rows = people.map(|person| vec![person.name.to_owned(), person.part.to_owned()]);
    let json = people.map(|person| {
        json!({ "name": person.name, "part": person.part, "address": person.address().to_string().to_lowercase() })
    });
    let grid = Grid {
        gap: 2,
        header: &[],
        right: &[],
        rows: rows.to_vec(),
    };
    stage.teller.table("people", json.to_vec().into(), grid)?;
    Ok(())
}

/// The last part of the first scene.
async fn shows_terms(stage: &mut Stage<'_>) -> anyhow::Result<Terms> {
    stage.says("What is recorded under these terms is judged by them for good:")?;

    let view = IAnswerable::termsCall { terms: stage.terms };
    let answer = stage.sees(&view).await?;
    let shown = json::returned::<IAnswerable::termsCall>(&answer);
    let terms = Terms::from(answer);
    let Terms { windows, .. } = terms;
    let rows = [
        (
            "a called surety answers within",
            span(windows.answer.0.into()),
        ),
        ("governance rules within", span(windows.ruling.0.into())),
        (
            "a failure is reported within",
            span(windows.report.0.into()),
        ),
        (
            "who paid turns to earlier steps within",
            span(windows.recourse.0.into()),
        ),
        ("the least that can be promised", with_unit(terms.min_cover)),
        (
            "deposit of a report, until it is closed",
            with_unit(terms.report_deposit),
        ),
        (
            "deposit of a contest, until it is ruled on",
            with_unit(terms.contest_deposit),
        ),
        (
            "penalty for a contest that is lost",
            percent(terms.lost_penalty),
        ),
        (
            "penalty for silence, at most",
            percent(terms.max_default_penalty),
        ),
        (
            "the reporter's share of a penalty",
            percent(terms.reporter_share),
        ),
    ];
    let rows = rows.map(|(what, value)| vec![what.to_owned(), value]);
    let grid = Grid {
        gap: 2,
        header: &[],
        right: &[],
        rows: rows.to_vec(),
    };
    stage.teller.table("terms", shown, grid)?;
    stage.ends().await?;
    Ok(terms)
}

/// Who did what is on the chain now, and who makes it right is nobody.
pub async fn records_alone(stage: &mut Stage<'_>, terms: &Terms) -> anyhow::Result<B256> {
    stage.teller.scene("A trace, and nobody answers for it")?;
    let cast = stage.cast;
    stage.says(
        "Rita has the app translate a patient's letter. Ada records how the translation came about: one trace, \
         with who did each step of it and the hash of the evidence.",
    )?;
    let letter = translation(cast, &cast.rita, 1, stage.now().await?);
    let record = IAnswerable::recordCall {
        requester: letter.requester.0.into(),
        input: letter.input.0.into(),
        output: letter.output.0.into(),
        at: letter.at,
        steps: letter.packed_steps().into(),
        terms: stage.terms,
    };
    let events = stage.does(&cast.ada, &record, Amount::ZERO).await?;
    let trace = told!(events, Recorded).trace;

    let found = stage.sees(&IAnswerable::traceCall { trace }).await?;
    let shown = json::returned::<IAnswerable::traceCall>(&found);
    let rows = (1_u8..).zip(&found.steps).map(|(number, step)| {
        let kind = names::kind_numbered(step.kind);
        vec![
            format!("step {number}"),
            kind.to_owned(),
            format!("by {}", cast.name_of(step.actor)),
        ]
    });
    let grid = Grid {
        gap: 2,
        header: &[],
        right: &[],
        rows: rows.collect(),
    };
    stage.teller.table("trace", shown, grid)?;

    let named = uncovered(stage, trace).await?;
    let named =
        named.context("the contract says that somebody answers for what nobody pledged to")?;
    stage.says(format!(
        "Now everybody can see who did what. But who makes it right if a step failed? Asked for the steps that nobody \
         answers for, the contract names {named}."
    ))?;
    let until = found.requesterUntil;
    let refused = guard_refuses(stage, trace, terms.min_cover, until).await?;
    let (step, cover) = refused.context("the guard let a trace pass that nobody answers for")?;
    stage.says(format!(
        "Rita could have her own software refuse such a translation. It would ask the contract's guard for cover of each \
         step, even the least, until {}. The guard refuses: step {step} has a cover of {}. Rita uses the translation all the same.",
        moment(until),
        with_unit(cover)
    ))?;
    stage.ends().await?;
    Ok(trace)
}

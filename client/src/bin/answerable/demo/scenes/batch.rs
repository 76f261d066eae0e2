//! Thousands of traces in one call, and one of them taken out.

use super::{hash, reserve, translation, uncovered};
use crate::demo::{
    purses::thousands,
    stage::{told, Stage},
};
use answerable_client::{
    alloy_sol_types::private::B256,
    batch::{Proof, Tree},
    display::with_unit,
    interface::{amount, word, IAnswerable},
    keccak_256,
    trace::{Origin, Trace},
    Amount, Bps, CallError, Terms, H160,
};
use anyhow::{ensure, Context};

/// A busy day of the app.
const TRACES: u64 = 4_096;
/// Which of them is Rita's.
const RITAS: u64 = 1_234;

/// Ada anchors a day's traces, and Rita opens hers. Returns the batch and the trace.
pub async fn anchors_many(
    stage: &mut Stage<'_>,
    terms: &Terms,
    mandate: u64,
) -> anyhow::Result<(u64, B256)> {
    stage.teller.scene("Thousands of traces in one call")?;
    let cast = stage.cast;
    let now = stage.now().await?;
    let traces: Vec<Trace> = (0..TRACES)
        .map(|number| {
            let mut trace = translation(cast, &cast.rita, number, now);
            if number != RITAS {
                trace.requester = somebody(number);
            }
            trace
        })
        .collect();
    let origin = Origin {
        contract: stage.contract,
        recorder: cast.ada.signer.address(),
    };
    let tree = Tree::over(traces.iter().map(|trace| trace.id(origin)))?;
    let count = thousands(u64::try_from(tree.len()).unwrap_or(u64::MAX));
    stage.says(format!(
        "By now the app translates for many. Ada puts {count} traces into one batch: only the root of a hash tree goes to \
         the chain. She draws on Max's mandate again, for which he puts in what it locks, and his promise holds in each of these traces by itself: whatever \
         happens to one of them takes nothing from the others.",
    ))?;
    let anchor = IAnswerable::anchorCoveredCall {
        root: tree.root().0 .0.into(),
        depth: tree.depth(),
        uriHash: hash("where the traces are").0.into(),
        terms: stage.terms,
        cover: vec![IAnswerable::BatchDraw {
            mandate,
            perTrace: word(terms.min_cover),
        }],
    };
    let locked = reserve(terms, terms.min_cover, tree.depth())?;
    stage
        .does(&cast.max, &IAnswerable::depositCall {}, locked)
        .await?;
    let all = terms.min_cover.for_each_of(tree.depth());
    let all = all.map_err(|refusal| CallError::Refused(refusal.reason()))?;
    let found = stage.sees(&IAnswerable::mandateCall { mandate }).await?;
    let premium = Bps(found.premiumBps).of(all);
    let events = stage.does(&cast.ada, &anchor, premium).await?;
    let batch = told!(events, Anchored).batch;

    let ritas = traces
        .get(usize::try_from(RITAS)?)
        .context("Rita has no trace in the batch")?;
    let hashes = tree
        .proof(ritas.id(origin))
        .context("Rita's trace has no proof")?;
    // Making it verifies it, as Rita does with what she is handed.
    let proof = Proof::new(origin, ritas.clone(), tree.root(), tree.depth(), hashes)?;
    stage.says(format!(
        "One of them is Rita's. Ada hands her the trace and its proof, {} hashes, and Rita keeps both: without them she \
         would have no trace.",
        proof.hashes().len()
    ))?;
    let open = IAnswerable::openCall {
        batch,
        data: proof.call_data(),
        proof: proof.call_proof(),
    };
    let events = stage.does(&cast.rita, &open, Amount::ZERO).await?;
    let trace = told!(events, Opened).trace;
    let layers = stage
        .sees(&IAnswerable::whoAnswersCall { trace, step: 1 })
        .await?;
    let layer = layers
        .first()
        .context("nobody answers for a step that a mandate was drawn on for")?;
    ensure!(
        layer.surety == cast.max.address(),
        "another than Max answers for his model"
    );
    let uncovered = uncovered(stage, trace).await?;
    let uncovered = uncovered.context("somebody answers for steps that nobody pledged to")?;
    stage.says(format!(
        "{} answers for step 1 of it with {}. For {uncovered} nobody does, and the contract says so here, too.",
        cast.name_of(layer.surety),
        with_unit(amount(layer.left))
    ))?;
    stage.ends().await?;
    Ok((batch, trace))
}

/// One of those whom the story does not tell of.
fn somebody(number: u64) -> H160 {
    let digest = keccak_256(&number.to_be_bytes());
    H160::from_slice(digest.get(12..).unwrap_or_default())
}

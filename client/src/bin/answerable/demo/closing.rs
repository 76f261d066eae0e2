//! What remains to be seen when the story is over.

use super::{answers, purses, stage::Stage};
use answerable_client::{
    alloy_sol_types::private::{Address, B256},
    history::History,
    picture, Amount, Chain, H256,
};
use std::path::Path;

/// Who answered for what, and with what money everybody went home.
pub async fn settles(stage: &mut Stage<'_>, before: &[Amount]) -> anyhow::Result<()> {
    stage.teller.scene("Who answered for what")?;
    let answers = answers::read(&stage.story)?;
    let purses = purses::read(stage, before).await?;
    purses::agree(stage, &purses, &answers)?;

    stage.says("All sums are tokens. The cover of a batch is that of each trace in it. Behind a plus stands the deposit of a contest that was lost. What came back came from upstream.")?;
    let grid = answers::grid(stage, &answers);
    let shown = answers::as_json(stage, &answers);
    stage.teller.table("answers", shown, grid)?;

    stage.says("What everybody put into the contract and took out of it, and what the chain charged for the calls. A storage deposit is held as long as something is stored; below zero it was given back.")?;
    let (shown, grid) = (purses::as_json(&purses), purses::grid(&purses));
    stage.teller.table("purses", shown, grid)?;

    stage.says("The books balance. After every scene, what everybody has was the same as what the contract owes and as what it holds on the chain, to the last unit. And everybody's own account changed by just the sums above.")?;
    Ok(stage.teller.ends()?)
}

/// The traces with all that happened to them, drawn.
pub async fn draws(
    stage: &mut Stage<'_>,
    traces: [B256; 2],
    svg: Option<&Path>,
) -> anyhow::Result<()> {
    stage.teller.scene("The traces, drawn")?;
    let mut drawn = Vec::new();
    for trace in traces {
        let id = H256(trace.0);
        let since = Some(stage.since);
        let mut history = History::read(stage.chain, stage.contract, id, since, |_, _| {}).await?;
        let people = stage.cast.everybody().into_iter();
        history.names = people
            .filter(|person| appears(&history, person.address()))
            .map(|person| (person.signer.address(), person.name.to_owned()))
            .collect();
        drawn.push(history);
    }
    for (trace, history) in traces.iter().zip(&drawn) {
        let letter = stage.letter(*trace);
        let drawn = picture::tree(history);
        stage.says(format!("Trace {letter}:"))?;
        stage.teller.drawing(&letter, &drawn)?;
    }
    if let (Some(file), Some(history)) = (svg, drawn.last()) {
        crate::files::write(file, &picture::svg(history))?;
        stage.says(format!("The last one is drawn in {}, too.", file.display()))?;
    }
    Ok(stage.teller.ends()?)
}

/// Whether somebody has a part in a trace.
fn appears(history: &History, who: Address) -> bool {
    let trace = &history.trace;
    let steps = history.steps.iter();
    let faults = history.faults.iter();
    trace.requester == who
        || trace.recorder == who
        || steps.clone().any(|step| step.step.actor == who)
        || steps
            .flat_map(|step| &step.promises)
            .any(|it| it.surety == who)
        || faults.clone().any(|fault| fault.reporter == who)
        || faults
            .flat_map(|fault| &fault.volunteers)
            .any(|it| it.who == who)
}

/// What each call cost whoever signed it.
pub fn counts_costs(stage: &mut Stage<'_>) -> anyhow::Result<()> {
    stage.teller.scene("What each call cost")?;
    stage.says("The weight of a call is its computation (ref_time) and what has to be shown of the chain's storage to check it (proof). The fee pays for both, the deposit for room in the storage; both are in tokens. Of calls that were made more than once, this is the dearest.")?;
    let ratio = stage.chain.ratio();
    let calls = stage.calls.iter().map(|call| call.as_json(ratio)).collect();
    let grid = purses::costs(stage);
    stage.teller.table("costs", calls, grid)?;
    Ok(stage.teller.ends()?)
}

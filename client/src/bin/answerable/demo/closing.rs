//! What remains to be seen when the story is over.

use super::{answers, purses, stage::Stage};
use answerable_client::Amount;

pub async fn closes(stage: &mut Stage<'_>, before: &[Amount]) -> anyhow::Result<()> {
    stage.teller.scene("Who answered for what")?;
    let answers = answers::read(&stage.story)?;
    let purses = purses::read(stage, before).await?;
    purses::agree(stage, &purses, &answers)?;
    let grid = answers::grid(stage, &answers);
    let shown = answers::as_json(stage, &answers);
    stage.teller.table("answers", shown, grid)?;
    stage.says("What everybody put into the contract and took out of it, and what the chain charged for the calls (a deposit is held as long as something is stored; below zero it was given back):")?;
    stage
        .teller
        .table("purses", purses::as_json(&purses), purses::grid(&purses))?;
    stage.says("After every scene it was checked, to the last unit, that what everybody has adds up to what the contract owes and to what it holds on the chain; and now, that everybody's own account changed by just these sums.")?;
    stage.teller.ends()?;

    stage.teller.scene("What each call costs")?;
    let ratio = answerable_client::Chain::ratio(stage.chain);
    let calls = stage.calls.iter().map(|call| call.as_json(ratio)).collect();
    let grid = purses::costs(stage);
    stage.teller.table("costs", calls, grid)?;
    stage.says("In tokens. Of calls that were made more than once, this is the dearest.")?;
    stage.teller.ends()?;
    Ok(())
}

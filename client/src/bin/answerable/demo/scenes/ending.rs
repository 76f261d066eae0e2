//! Promises end, and all money goes home.

use crate::demo::{books::Books, guests, stage::Stage};
use answerable_client::{
    alloy_sol_types::private::B256,
    display::with_unit,
    interface::{amount, IAnswerable},
    Amount,
};
use anyhow::ensure;

pub async fn all_go_home(stage: &mut Stage<'_>, trace: B256, batch: u64) -> anyhow::Result<()> {
    stage
        .teller
        .scene("Promises end, and everybody takes their money home")?;
    let cast = stage.cast;
    stage.says("A promise does not last for ever. Once nothing can be reported any more and no fault is open, anybody may release it, and what is still locked is its owner's again.")?;
    let found = stage.sees(&IAnswerable::traceCall { trace }).await?;
    let anchored = stage.sees(&IAnswerable::batchCall { batch }).await?;
    stage
        .waits_beyond(found.busyUntil.max(anchored.busyUntil))
        .await?;
    for step in (1_u8..).take(found.steps.len()) {
        let release = IAnswerable::releaseCall { trace, step };
        stage.does(&cast.ada, &release, Amount::ZERO).await?;
    }
    let release = IAnswerable::releaseBatchCall { batch };
    stage.does(&cast.ada, &release, Amount::ZERO).await?;

    stage.says("Everybody withdraws what they have. Nobody has to ask anyone for it.")?;
    for person in cast.everybody() {
        let owner = person.address();
        let account = stage.sees(&IAnswerable::accountCall { owner }).await?;
        if !account.free.is_zero() {
            let withdraw = IAnswerable::withdrawCall {
                amount: account.free,
            };
            stage.does(person, &withdraw, Amount::ZERO).await?;
        }
    }
    if stage.guests.is_some() {
        guests::give_back(stage).await?;
        let left = Books::read(stage).await?.theirs()?;
        stage.says(format!(
            "{} of theirs are left in the contract.",
            with_unit(left)
        ))?;
        return stage.ends().await;
    }
    let totals = stage.sees(&IAnswerable::totalsCall {}).await?;
    let left = amount(totals.accounted);
    ensure!(
        left.is_zero(),
        "{} units are still in the contract after everybody went home",
        left.units()
    );
    stage.says(format!("{} are left in the contract.", with_unit(left)))?;
    stage.ends().await
}

//! `answerable show totals` and `answerable show office`

use super::{page::Page, tell, Seen};
use crate::{
    sentences::{tokens, who},
    session::Common,
};
use answerable_client::{display, interface::IAnswerable};

pub async fn totals(common: &Common) -> anyhow::Result<()> {
    let session = common.open().await?;
    let contract = session.contract().await?;
    let seen = Seen::look(&contract, &session, &IAnswerable::totalsCall {}).await?;
    let it = &seen.record;
    let free = it
        .accounted
        .saturating_sub(it.locked)
        .saturating_sub(it.deposits)
        .saturating_sub(it.premiums);
    let page = Page::default()
        .fact("accounted for", tokens(it.accounted))
        .fact("  free", tokens(free))
        .fact("  locked", format!("{}, behind pledges", tokens(it.locked)))
        .fact(
            "  deposits",
            format!("{}, of open faults", tokens(it.deposits)),
        )
        .fact("  premiums", format!("{}, on offer", tokens(it.premiums)))
        .fact("traces", it.traces)
        .fact("batches", it.batches)
        .fact("mandates", it.mandates)
        .fact("offers", it.offers)
        .fact("faults", it.faults);
    tell(&session, &seen, &page)
}

pub async fn office(common: &Common) -> anyhow::Result<()> {
    let session = common.open().await?;
    let contract = session.contract().await?;
    let seen = Seen::look(&contract, &session, &IAnswerable::officeCall {}).await?;
    let it = &seen.record;
    let intake = if it.intakeOpen {
        "open"
    } else {
        "closed: nothing new is recorded, anchored, granted, offered or pledged"
    };
    let span = |seconds: u32| display::span(seconds.into());
    let page = Page::default()
        .fact("contract", format!("{:?}", contract.address()))
        .fact("governance", who(it.governance))
        .fact_if(!it.proposed.is_zero(), "proposed", who(it.proposed))
        .fact("treasury", who(it.treasury))
        .fact("intake", intake)
        .fact("terms", it.terms)
        .fact(
            "windows",
            format!(
                "never shorter than: answer {}, ruling {}, report {}, recourse {}",
                span(it.shortest.answer),
                span(it.shortest.ruling),
                span(it.shortest.report),
                span(it.shortest.recourse)
            ),
        );
    tell(&session, &seen, &page)
}

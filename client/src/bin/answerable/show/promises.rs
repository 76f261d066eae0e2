//! `answerable show mandate`, `show batch` and `show offer`

use super::{
    page::{deadline, Page},
    tell, Seen,
};
use crate::{
    sentences::{moment, tokens, who},
    session::Common,
};
use answerable_client::{display, interface::IAnswerable, names, Bps};
use clap::Args;

#[derive(Args)]
pub struct Mandate {
    /// The mandate.
    mandate: u64,
}

#[derive(Args)]
pub struct Batch {
    /// The batch.
    batch: u64,
}

#[derive(Args)]
pub struct Offer {
    /// The offer.
    offer: u64,
}

impl Mandate {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let session = common.open().await?;
        let contract = session.contract().await?;
        let view = IAnswerable::mandateCall {
            mandate: self.mandate,
        };
        let seen = Seen::look(&contract, &session, &view).await?;
        let it = &seen.record;
        let owner = it.surety;
        let free = contract
            .view(&IAnswerable::accountCall { owner })
            .await?
            .free;
        let current = contract.view(&IAnswerable::officeCall {}).await?.terms;
        let left = it.limit.saturating_sub(it.outstanding);
        let page = Page::default()
            .fact("surety", who(it.surety))
            .fact("for steps of", who(it.actor))
            .fact("of kind", kinds(it.kinds))
            .fact("recorded by", who(it.recorder))
            .fact("under terms", it.terms)
            .fact("in a trace", format!("up to {}", tokens(it.perTrace)))
            .fact(
                "drawn",
                format!("{} of {}", tokens(it.outstanding), tokens(it.limit)),
            )
            .fact("left to draw", tokens(left))
            .fact("surety's free", tokens(free))
            .fact("premium", display::percent(Bps(it.premiumBps)))
            .fact("until", deadline(seen.now, it.until));
        // A draw is refused for the first of these reasons.
        let page = if it.revoked {
            page.note("It is revoked: no more can be drawn.")
        } else if seen.now.0 > it.until {
            page.note("It has expired: no more can be drawn.")
        } else if it.terms != current {
            page.note(format!(
                "The current terms are {current}: nothing can be drawn on it any more."
            ))
        } else {
            page
        };
        tell(&session, &seen, &page)
    }
}

impl Batch {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let session = common.open().await?;
        let contract = session.contract().await?;
        let view = IAnswerable::batchCall { batch: self.batch };
        let seen = Seen::look(&contract, &session, &view).await?;
        let it = &seen.record;
        let most = 1_u64.checked_shl(it.depth.into()).unwrap_or_default();
        let page = Page::default()
            .fact("anchored by", who(it.recorder))
            .fact("on", moment(it.anchoredAt))
            .fact("root", it.root)
            .fact("traces", format!("up to {most}"))
            .fact("under terms", it.terms)
            .fact("open faults", it.openFaults)
            .fact("busy until", deadline(seen.now, it.busyUntil))
            .table(
                [
                    "surety",
                    "for steps of",
                    "of kind",
                    "in each trace",
                    "locked",
                    "mandate",
                ],
                it.pledges.iter().map(row).collect(),
            );
        let page = if it.pledges.is_empty() {
            page.note("No pledge was drawn for this batch.")
        } else if it.pledges.iter().all(|pledge| pledge.lockedLeft.is_zero()) {
            page.note("Its pledges are over.")
        } else if it.openFaults == 0 && seen.now.0 > it.busyUntil {
            page.note(format!(
                "Its pledges are over; anybody may free their money: answerable release --batch {}",
                self.batch
            ))
        } else {
            page
        };
        tell(&session, &seen, &page)
    }
}

impl Offer {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let session = common.open().await?;
        let contract = session.contract().await?;
        let view = IAnswerable::offeredCall { offer: self.offer };
        let seen = Seen::look(&contract, &session, &view).await?;
        let it = &seen.record;
        let of = |left, all| format!("{} of {}", tokens(left), tokens(all));
        let page = Page::default()
            .fact("payer", who(it.payer))
            .fact("trace", it.trace)
            .fact("step", it.step)
            .fact("cover wanted", of(it.coverLeft, it.cover))
            .fact("premium left", of(it.premiumLeft, it.premium))
            .fact("until", deadline(seen.now, it.until));
        let page = if it.coverLeft.is_zero() {
            page.note("All of it is taken.")
        } else if seen.now.0 > it.until {
            page.note(format!(
                "It has expired; its payer may take the premium back: answerable offer withdraw {}",
                self.offer
            ))
        } else {
            page.note(format!(
                "Whoever wants to answer for the step: answerable offer take {} COVER",
                self.offer
            ))
        };
        tell(&session, &seen, &page)
    }
}

fn row(pledge: &IAnswerable::BatchPledge) -> [String; 6] {
    [
        who(pledge.surety),
        who(pledge.actor),
        kinds(pledge.kinds),
        tokens(pledge.perTrace),
        tokens(pledge.lockedLeft),
        pledge.mandate.to_string(),
    ]
}

/// The kinds in a set of them.
fn kinds(set: u8) -> String {
    let has = |kind: &u8| 1_u8.checked_shl((*kind).into()).unwrap_or_default() & set != 0;
    let kinds: Vec<&str> = (1..=5).filter(has).map(names::kind_numbered).collect();
    kinds.join(", ")
}

//! Taking responsibility, and being released from it.

use crate::{
    act::{Paying, Writing},
    given::{amount, hash, moment, share, Moment},
    session::{Common, Session},
};
use answerable_client::{
    interface::{word, IAnswerable},
    Amount, Bps, H160, H256,
};
use clap::{Args, Subcommand, ValueEnum};

/// Answer for a step of a trace.
#[derive(Args)]
pub struct Pledge {
    /// The trace.
    #[arg(value_parser = hash)]
    trace: H256,
    /// The step, from 1.
    step: u8,
    /// The most that you answer with, in tokens; the dearest penalty on it is locked as well.
    #[arg(value_parser = amount)]
    cover: Amount,
    #[command(flatten)]
    paying: Paying,
}

impl Pledge {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let message = IAnswerable::pledgeCall {
            trace: self.trace.0.into(),
            step: self.step,
            cover: word(self.cover),
        };
        common
            .send(&self.paying.writing, message, self.paying.attach)
            .await
    }
}

/// Pay for cover of a step, or be paid for it.
#[derive(Subcommand)]
pub enum Offer {
    /// Put up a premium for whoever answers for a step.
    Make(MakeOffer),
    /// Answer for the step that an offer pays for.
    Take(TakeOffer),
    /// Take back what nobody has taken of your offer.
    Withdraw(WithdrawOffer),
}

#[derive(Args)]
pub struct MakeOffer {
    /// The trace.
    #[arg(value_parser = hash)]
    trace: H256,
    /// The step, from 1.
    step: u8,
    /// How much cover is wanted, in tokens.
    #[arg(value_parser = amount)]
    cover: Amount,
    /// What is paid for all of it, in tokens.
    #[arg(value_parser = amount)]
    premium: Amount,
    /// Until when the offer stands, such as 3d or 2026-12-31.
    #[arg(long, value_parser = moment)]
    until: Moment,
    #[command(flatten)]
    paying: Paying,
}

#[derive(Args)]
pub struct TakeOffer {
    /// The offer.
    offer: u64,
    /// The most that you answer with, in tokens.
    #[arg(value_parser = amount)]
    cover: Amount,
    /// The least premium that you do it for, in tokens.
    #[arg(long, value_name = "TOKENS", value_parser = amount, default_value = "0")]
    least_premium: Amount,
    #[command(flatten)]
    paying: Paying,
}

#[derive(Args)]
pub struct WithdrawOffer {
    /// The offer.
    offer: u64,
    #[command(flatten)]
    writing: Writing,
}

impl Offer {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        match self {
            Self::Make(it) => {
                let session = common.open().await?;
                let message = IAnswerable::offerCall {
                    trace: it.trace.0.into(),
                    step: it.step,
                    cover: word(it.cover),
                    premium: word(it.premium),
                    until: it.until.on(&session).await?,
                };
                common
                    .send(&it.paying.writing, message, it.paying.attach)
                    .await
            }
            Self::Take(it) => {
                let message = IAnswerable::pledgeForOfferCall {
                    offer: it.offer,
                    cover: word(it.cover),
                    leastPremium: word(it.least_premium),
                };
                common
                    .send(&it.paying.writing, message, it.paying.attach)
                    .await
            }
            Self::Withdraw(it) => {
                let message = IAnswerable::withdrawOfferCall { offer: it.offer };
                common.send(&it.writing, message, Amount::ZERO).await
            }
        }
    }
}

/// Let a recorder draw pledges on you, within limits.
#[derive(Subcommand)]
pub enum Mandate {
    /// Give a recorder a mandate.
    Grant(Grant),
    /// Stop new draws; what was drawn stays promised.
    Revoke(Revoke),
}

/// What a step can be.
#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    Model,
    Compute,
    Verification,
    Data,
    Tool,
}

#[derive(Args)]
pub struct Grant {
    /// Whose steps you answer for.
    #[arg(long, value_name = "ADDRESS", value_parser = crate::given::address)]
    actor: H160,
    /// Of which kinds.
    #[arg(long, value_delimiter = ',', required = true)]
    kinds: Vec<Kind>,
    /// Who may draw on it.
    #[arg(long, value_name = "ADDRESS", value_parser = crate::given::address)]
    recorder: H160,
    /// The most in one trace, in tokens.
    #[arg(long, value_name = "TOKENS", value_parser = amount)]
    per_trace: Amount,
    /// The most at once, in tokens.
    #[arg(long, value_name = "TOKENS", value_parser = amount)]
    limit: Amount,
    /// What the recorder pays you of what it draws, such as 1.5%.
    #[arg(long, value_name = "SHARE", value_parser = share)]
    premium: Bps,
    /// Until when it can be drawn on, such as 3d or 2026-12-31.
    #[arg(long, value_parser = moment)]
    until: Moment,
    #[command(flatten)]
    terms: OnTerms,
    #[command(flatten)]
    paying: Paying,
}

/// Which version of the terms is agreed to.
#[derive(Args)]
pub struct OnTerms {
    /// The version of the terms that you agree to [default: the current one].
    #[arg(long, value_name = "VERSION")]
    terms: Option<u32>,
}

impl OnTerms {
    pub async fn version(&self, session: &Session) -> anyhow::Result<u32> {
        match self.terms {
            Some(version) => Ok(version),
            None => {
                let contract = session.contract().await?;
                Ok(contract.view(&IAnswerable::officeCall {}).await?.terms)
            }
        }
    }
}

#[derive(Args)]
pub struct Revoke {
    /// The mandate.
    mandate: u64,
    #[command(flatten)]
    writing: Writing,
}

impl Mandate {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        match self {
            Self::Grant(it) => {
                let session = common.open().await?;
                let kinds = it.kinds.iter().map(|kind| 1 << (*kind as u8 + 1));
                let message = IAnswerable::grantCall {
                    actor: it.actor.0.into(),
                    kinds: kinds.fold(0, |all, kind: u8| all | kind),
                    recorder: it.recorder.0.into(),
                    terms: it.terms.version(&session).await?,
                    perTrace: word(it.per_trace),
                    limit: word(it.limit),
                    premiumBps: it.premium.0,
                    until: it.until.on(&session).await?,
                };
                session
                    .send(&it.paying.writing, message, it.paying.attach)
                    .await
            }
            Self::Revoke(it) => {
                let message = IAnswerable::revokeCall {
                    mandate: it.mandate,
                };
                common.send(&it.writing, message, Amount::ZERO).await
            }
        }
    }
}

/// Free what pledges lock, once their promise is over.
#[derive(Args)]
pub struct Release {
    /// The trace.
    #[arg(value_parser = hash, required_unless_present = "batch", requires = "step")]
    trace: Option<H256>,
    /// The step, from 1.
    step: Option<u8>,
    /// The pledges of a batch instead.
    #[arg(long, value_name = "BATCH", conflicts_with = "trace")]
    batch: Option<u64>,
    #[command(flatten)]
    writing: Writing,
}

impl Release {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        if let Some(batch) = self.batch {
            let message = IAnswerable::releaseBatchCall { batch };
            return common.send(&self.writing, message, Amount::ZERO).await;
        }
        let message = IAnswerable::releaseCall {
            trace: self.trace.unwrap_or_default().0.into(),
            step: self.step.unwrap_or_default(),
        };
        common.send(&self.writing, message, Amount::ZERO).await
    }
}

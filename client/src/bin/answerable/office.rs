//! What governance may do, and nothing else.

use crate::{
    act::Writing,
    faults::about_a_fault,
    given::{address, amount, share, span},
    session::Common,
};
use answerable_client::{
    alloy_sol_types::SolCall,
    interface::{word, IAnswerable},
    Amount, Bps, Seconds, Terms, Windows, H160,
};
use clap::{Args, Subcommand, ValueEnum};

/// Rule on a contested fault.
#[derive(Subcommand)]
pub enum Rule {
    /// The report was right, with this loss or a smaller one.
    Uphold(Uphold),
    /// The surety was right.
    Dismiss(Dismiss),
}

#[derive(Args)]
pub struct Uphold {
    /// The fault.
    pub fault: u64,
    /// The loss, in tokens; at most what was reported.
    #[arg(value_parser = amount)]
    pub loss: Amount,
    #[command(flatten)]
    pub writing: Writing,
}

about_a_fault! {
    /// The surety was right.
    Dismiss, ruleDismissCall
}
about_a_fault! {
    /// Pardon a defaulter: the report was abusive, and its deposit goes to the surety.
    Pardon, pardonCall
}

impl Rule {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        match self {
            Self::Uphold(it) => {
                let message = IAnswerable::ruleUpholdCall {
                    fault: it.fault,
                    loss: word(it.loss),
                };
                common.send(&it.writing, message, Amount::ZERO).await
            }
            Self::Dismiss(it) => it.run(common).await,
        }
    }
}

/// Slash a defaulter by a share of what it pays.
#[derive(Args)]
pub struct Slash {
    /// The fault.
    pub fault: u64,
    /// The share, such as 25%.
    #[arg(value_parser = share)]
    pub share: Bps,
    #[command(flatten)]
    pub writing: Writing,
}

impl Slash {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let message = IAnswerable::slashCall {
            fault: self.fault,
            bps: self.share.0,
        };
        common.send(&self.writing, message, Amount::ZERO).await
    }
}

/// The office of governance itself.
#[derive(Subcommand)]
pub enum Office {
    /// Name another treasury.
    Treasury(Address),
    /// Open or close the intake; what is recorded and promised already is not touched.
    Intake(Intake),
    /// Propose another governance, which must accept.
    Propose(Address),
    /// Accept the office that you were proposed for.
    Accept(Writing),
}

#[derive(Args)]
pub struct Address {
    #[arg(value_parser = address)]
    address: H160,
    #[command(flatten)]
    writing: Writing,
}

#[derive(Args)]
pub struct Intake {
    intake: Switch,
    #[command(flatten)]
    writing: Writing,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Switch {
    Open,
    Closed,
}

impl Office {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let (call, writing) = self.call();
        common
            .open()
            .await?
            .send_call(writing, call, Amount::ZERO)
            .await
    }

    /// What the contract is told, and how.
    pub fn call(&self) -> (Vec<u8>, &Writing) {
        match self {
            Self::Treasury(it) => {
                let treasury = it.address.0.into();
                let call = IAnswerable::setTreasuryCall { treasury };
                (call.abi_encode(), &it.writing)
            }
            Self::Intake(it) => {
                let open = it.intake == Switch::Open;
                let call = IAnswerable::setIntakeCall { open };
                (call.abi_encode(), &it.writing)
            }
            Self::Propose(it) => {
                let proposed = it.address.0.into();
                let call = IAnswerable::proposeGovernanceCall { proposed };
                (call.abi_encode(), &it.writing)
            }
            Self::Accept(writing) => {
                let call = IAnswerable::acceptGovernanceCall {};
                (call.abi_encode(), writing)
            }
        }
    }
}

/// What of the terms is given; the rest is as it was.
#[derive(Args, Clone, Default)]
pub struct TermsGiven {
    /// For a called surety to answer, such as 24h.
    #[arg(long, value_name = "SPAN", value_parser = span, help_heading = "Terms")]
    answer: Option<u32>,
    /// For governance to rule, slash or pardon.
    #[arg(long, value_name = "SPAN", value_parser = span, help_heading = "Terms")]
    ruling: Option<u32>,
    /// For reports, from the recording on.
    #[arg(long, value_name = "SPAN", value_parser = span, help_heading = "Terms")]
    report: Option<u32>,
    /// For a surety that paid to turn to earlier steps.
    #[arg(long, value_name = "SPAN", value_parser = span, help_heading = "Terms")]
    recourse: Option<u32>,
    /// The least cover of a pledge.
    #[arg(long, value_name = "TOKENS", value_parser = amount, help_heading = "Terms")]
    min_cover: Option<Amount>,
    /// What a report costs while it is open.
    #[arg(long, value_name = "TOKENS", value_parser = amount, help_heading = "Terms")]
    report_deposit: Option<Amount>,
    /// What a contest costs while it is open.
    #[arg(long, value_name = "TOKENS", value_parser = amount, help_heading = "Terms")]
    contest_deposit: Option<Amount>,
    /// The penalty of a lost contest.
    #[arg(long, value_name = "SHARE", value_parser = share, help_heading = "Terms")]
    lost_penalty: Option<Bps>,
    /// The most that a defaulter can be slashed by.
    #[arg(long, value_name = "SHARE", value_parser = share, help_heading = "Terms")]
    max_default_penalty: Option<Bps>,
    /// What a reporter gets of a penalty.
    #[arg(long, value_name = "SHARE", value_parser = share, help_heading = "Terms")]
    reporter_share: Option<Bps>,
}

impl TermsGiven {
    /// These terms with what was given put in.
    pub fn over(&self, before: Terms) -> Terms {
        let span = |given: Option<u32>, before| given.map_or(before, Seconds);
        let windows = before.windows;
        Terms {
            windows: Windows {
                answer: span(self.answer, windows.answer),
                ruling: span(self.ruling, windows.ruling),
                report: span(self.report, windows.report),
                recourse: span(self.recourse, windows.recourse),
            },
            min_cover: self.min_cover.unwrap_or(before.min_cover),
            report_deposit: self.report_deposit.unwrap_or(before.report_deposit),
            contest_deposit: self.contest_deposit.unwrap_or(before.contest_deposit),
            lost_penalty: self.lost_penalty.unwrap_or(before.lost_penalty),
            max_default_penalty: self
                .max_default_penalty
                .unwrap_or(before.max_default_penalty),
            reporter_share: self.reporter_share.unwrap_or(before.reporter_share),
        }
    }
}

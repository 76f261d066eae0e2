//! `answerable show fault`

use super::{
    page::{deadline, Page},
    tell, Seen,
};
use crate::{
    sentences::{tokens, who},
    session::Common,
};
use answerable_client::{
    alloy_sol_types::private::{Address, U256},
    display,
    interface::IAnswerable,
    names, Answerable, AnyChain, Bps, Time,
};
use clap::Args;

#[derive(Args)]
pub struct Fault {
    /// The fault.
    fault: u64,
}

impl Fault {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let session = common.open().await?;
        let contract = session.contract().await?;
        let view = IAnswerable::faultCall { fault: self.fault };
        let seen = Seen::look(&contract, &session, &view).await?;
        let it = &seen.record;
        let layers = contract
            .view(&IAnswerable::whoAnswersCall {
                trace: it.filed.trace,
                step: it.filed.step,
            })
            .await?;
        let open = (1..=4).contains(&it.state);
        let what = match it.filed.recourse {
            true => "recourse, by a surety that paid for a later step",
            false => "a report",
        };
        let unpaid = tokens(it.loss.saturating_sub(it.paid));
        // Other recourses of the same surety may have brought what this one asks for.
        let unpaid = match it.filed.recourse {
            true => format!("at most {unpaid}"),
            false => unpaid,
        };
        let page = Page::default()
            .fact("state", names::state_numbered(it.state))
            .fact("what", what)
            .fact("trace", it.filed.trace)
            .fact("step", it.filed.step)
            .fact("reporter", who(it.filed.reporter))
            .fact("beneficiary", who(it.filed.beneficiary))
            .fact("evidence", it.filed.evidence)
            .fact("loss", tokens(it.loss))
            .fact("paid", tokens(it.paid))
            .fact("unpaid", unpaid)
            .fact_if(it.state == 2, "conceded", tokens(it.conceded))
            .fact_if(
                !it.reportDeposit.is_zero(),
                "report deposit",
                tokens(it.reportDeposit),
            )
            .fact_if(
                !it.contestDeposit.is_zero(),
                "contest deposit",
                tokens(it.contestDeposit),
            )
            .fact_if(!it.called.is_zero(), "called", who(it.called))
            .fact_if(open, "deadline", deadline(seen.now, it.deadline));
        let rows = match open {
            true => layers.iter().map(|layer| row(layer, it)).collect(),
            false => Vec::new(),
        };
        let page = page.table(["surety of the step", "left", "until", ""], rows);
        let judge = match it.state {
            2 | 3 => Some(self.judge(&contract, it).await?),
            _ => None,
        };
        let turns = turns(self.fault, it, seen.now, judge);
        let page = turns.into_iter().fold(page, Page::note);
        tell(&session, &seen, &page)
    }

    /// Who may rule, or that nobody may.
    async fn judge(
        &self,
        contract: &Answerable<'_, AnyChain>,
        fault: &IAnswerable::Fault,
    ) -> anyhow::Result<Result<Address, Address>> {
        let governance = contract.view(&IAnswerable::officeCall {}).await?.governance;
        for who in [governance, fault.filed.governance] {
            let view = IAnswerable::isPartyCall {
                fault: self.fault,
                who,
            };
            if contract.view(&view).await? {
                return Ok(Err(who));
            }
        }
        Ok(Ok(governance))
    }
}

fn row(layer: &IAnswerable::Layer, fault: &IAnswerable::Fault) -> [String; 4] {
    let called = match layer.surety == fault.called {
        true => "called",
        false => "",
    };
    [
        who(layer.surety),
        tokens(layer.left),
        crate::sentences::moment(layer.until),
        called.into(),
    ]
}

/// Whose turn it is, and the commands that they have.
fn turns(
    id: u64,
    fault: &IAnswerable::Fault,
    now: Time,
    judge: Option<Result<Address, Address>>,
) -> Vec<String> {
    let in_time = now.0 <= fault.deadline;
    let called = who(fault.called);
    let mut turns = Vec::new();
    match (fault.state, in_time) {
        (1, true) => {
            turns.push(format!(
                "It is the turn of {called}: answerable own-up {id}"
            ));
            turns.push(format!(
                "  or, with {} of deposit: answerable contest {id} --concede TOKENS --defence HASH",
                tokens(fault.terms.contestDeposit)
            ));
        }
        (1, false) => turns.push(format!(
            "{called} did not answer in time. Anybody may say so: answerable default {id}"
        )),
        (2 | 3, true) => turns.extend(rulings(id, fault, judge)),
        (2 | 3, false) => turns.push(format!(
            "Nobody ruled in time. Anybody may move it on: answerable settle {id}"
        )),
        (4, _) => {
            let unpaid = fault.loss.saturating_sub(fault.paid);
            turns.push(format!(
                "Nobody answers for {}. Anybody but {} may: answerable step-forward {id} TOKENS",
                tokens(unpaid),
                who(fault.filed.beneficiary)
            ));
            if !in_time {
                turns.push(format!(
                    "Or anybody may close it as unanswered: answerable settle {id}"
                ));
            }
        }
        _ => turns.push("It is closed.".into()),
    }
    match fault.state {
        1 if fault.paid == U256::ZERO => turns.push(format!(
            "{} may take the report back: answerable withdraw-report {id}",
            who(fault.filed.reporter)
        )),
        2 => turns.push(format!(
            "{called} may still own up, and pays the contest deposit for it: answerable own-up {id}"
        )),
        3 => turns.push(format!(
            "{called} may still own up, with a penalty of {}: answerable own-up {id}",
            display::percent(Bps(fault.terms.lostPenaltyBps))
        )),
        _ => {}
    }
    turns
}

/// What governance may do in time.
fn rulings(
    id: u64,
    fault: &IAnswerable::Fault,
    judge: Option<Result<Address, Address>>,
) -> Vec<String> {
    match judge {
        Some(Ok(governance)) if fault.state == 2 => vec![
            format!(
                "It is the turn of governance, {}: answerable rule uphold {id} LOSS, with at most {}",
                who(governance),
                tokens(fault.loss)
            ),
            format!("  or: answerable rule dismiss {id}"),
        ],
        Some(Ok(governance)) => vec![
            format!(
                "It is the turn of governance, {}: answerable slash {id} SHARE, above {} and at most {}",
                who(governance),
                display::percent(Bps(fault.terms.lostPenaltyBps)),
                display::percent(Bps(fault.terms.maxDefaultPenaltyBps))
            ),
            format!("  or, if the report was abusive: answerable pardon {id}"),
        ],
        Some(Err(party)) => vec![format!(
            "Nobody may rule on it, because {} governs or governed, and is a party; the clock decides.",
            who(party)
        )],
        None => Vec::new(),
    }
}

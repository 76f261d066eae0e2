//! `answerable who-answers` and `answerable uncovered`

use super::{
    now,
    page::{deadline, Page},
};
use crate::{
    given::hash,
    sentences::{tokens, who},
    session::{Common, Session},
};
use answerable_client::{
    alloy_sol_types::private::U256, display, interface::IAnswerable, json, Answerable, AnyChain,
    Seconds, Time, H256,
};
use clap::Args;
use serde_json::{json, Value};
use thiserror::Error;

/// Tell who answers for a trace's steps now, with how much, and until when.
#[derive(Args)]
pub struct WhoAnswers {
    /// The trace.
    #[arg(value_parser = hash)]
    trace: H256,
    /// Only this step, from 1.
    step: Option<u8>,
}

impl WhoAnswers {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let session = common.open().await?;
        let contract = session.contract().await?;
        let trace = self.trace.0.into();
        let steps = match self.step {
            Some(step) => vec![step],
            None => {
                let found = contract.view(&IAnswerable::traceCall { trace }).await?;
                (1..).zip(&found.steps).map(|(step, _)| step).collect()
            }
        };
        let now = now(&session).await?;
        let (mut rows, mut records, mut nobody) = (Vec::new(), Vec::new(), Vec::new());
        for step in steps {
            let view = IAnswerable::whoAnswersCall { trace, step };
            let layers = contract.view(&view).await?;
            if layers.is_empty() {
                nobody.push(step);
            }
            records.push(json!({
                "step": step,
                "layers": json::returned::<IAnswerable::whoAnswersCall>(&layers),
            }));
            rows.extend(layers.iter().map(|layer| {
                [
                    step.to_string(),
                    who(layer.surety),
                    tokens(layer.left),
                    deadline(now, layer.until),
                ]
            }));
        }
        let page = Page::default().table(["step", "surety", "with", "until"], rows);
        let page = nobody.iter().fold(page, |page, step| {
            page.note(format!("Nobody answers for step {step}."))
        });
        session.answer(|| Value::Array(records), |out| page.write(out))
    }
}

/// Name the steps that nobody answers for; exits with 0 if there are none, and with 5 if there are.
#[derive(Args)]
pub struct Uncovered {
    /// The trace.
    #[arg(value_parser = hash)]
    trace: H256,
}

/// That a trace has steps that nobody answers for. It was said already.
#[derive(Debug, Error)]
#[error("nobody answers for {} of the steps", .0.len())]
pub struct UncoveredSteps(Vec<u8>);

impl Uncovered {
    pub async fn run(self, common: &Common) -> anyhow::Result<()> {
        let session = common.open().await?;
        let contract = session.contract().await?;
        let trace = self.trace.0.into();
        let set = contract
            .view(&IAnswerable::uncoveredStepsCall { trace })
            .await?;
        let is_in = |step: &u8| set & 1_u8.checked_shl((*step).into()).unwrap_or_default() != 0;
        let uncovered: Vec<u8> = (1..8).filter(is_in).collect();
        let cover = contract.view(&IAnswerable::coverOfCall { trace }).await?;
        let mut page = Page::default();
        for step in &uncovered {
            let why = self.why(&session, &contract, *step).await?;
            page = page.note(format!("step {step}: {why}"));
        }
        page = match uncovered.as_slice() {
            [] => page.note(format!(
                "Every step is answered for, the least with {}.",
                tokens(cover.iter().copied().min().unwrap_or_default())
            )),
            _ => page.note(self.what_helps(&session, &contract).await?),
        };
        let amounts: Vec<String> = cover.iter().map(U256::to_string).collect();
        session.answer(
            || json!({ "uncovered": uncovered, "cover": amounts }),
            |out| page.write(out),
        )?;
        if uncovered.is_empty() {
            Ok(())
        } else {
            Err(UncoveredSteps(uncovered).into())
        }
    }

    /// Why nothing counts as cover of a step.
    async fn why(
        &self,
        session: &Session,
        contract: &Answerable<'_, AnyChain>,
        step: u8,
    ) -> anyhow::Result<String> {
        let trace = self.trace.0.into();
        let record = contract
            .view(&IAnswerable::stepCall { trace, step })
            .await?;
        if record.fault != 0 {
            return Ok(format!(
                "fault {} is open on it; see it with `answerable show fault {}`",
                record.fault, record.fault
            ));
        }
        let layers = contract
            .view(&IAnswerable::whoAnswersCall { trace, step })
            .await?;
        let now = now(session).await?;
        Ok(match layers.iter().map(|layer| layer.until).max() {
            None if record.pledges.is_empty() => "nobody answers for it".into(),
            None => "all that was promised for it was paid".into(),
            Some(until) if until < now.0 => {
                format!("what was promised for it was over {}", display::until(now, Time(until)))
            }
            Some(_) => "only its own requester answers for it, or a batch's pledge that an open fault of the trace may call first".into(),
        })
    }

    async fn what_helps(
        &self,
        session: &Session,
        contract: &Answerable<'_, AnyChain>,
    ) -> anyhow::Result<String> {
        let trace = self.trace.0.into();
        let found = contract.view(&IAnswerable::traceCall { trace }).await?;
        let terms = contract
            .view(&IAnswerable::termsCall { terms: found.terms })
            .await?;
        let end = Time(found.recordedAt).plus(Seconds(terms.windows.report));
        let now = now(session).await?;
        if now > end {
            return Ok(format!(
                "It is too late to pledge: the report window closed {}.",
                display::until(now, end)
            ));
        }
        Ok(format!(
            "Whoever wants to answer, with at least {}, until {}: answerable pledge {:?} STEP COVER\n\
             Whoever wants to pay for it: answerable offer make {:?} STEP COVER PREMIUM --until {}",
            tokens(terms.minCover),
            deadline(now, end.0),
            self.trace,
            self.trace,
            end.0,
        ))
    }
}

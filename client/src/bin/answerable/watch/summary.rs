//! What an account answers for, and what calls it, when watching begins.

use super::{
    kept::{step_of, Keeper, Kept, Promise},
    notice::Notice,
    reading::units,
    review::Seen,
};
use crate::sentences::moment;
use answerable_client::{
    alloy_sol_types::private::Address, display, interface::IAnswerable, Amount, Answerable,
    AnyChain, Block, CallError, H160,
};
use serde_json::{json, Value};

/// So many of each are shown to people.
const SHOWN: usize = 20;

/// `calls` are the faults that call now.
pub async fn summary(
    contract: &Answerable<'_, AnyChain>,
    keeper: &Keeper,
    calls: &[Seen],
    me: H160,
    at: Block,
    now: u64,
) -> Result<Notice, CallError> {
    let owner = Address::from(me.0);
    let account = contract.view(&IAnswerable::accountCall { owner }).await?;
    let amount = |amount| display::with_unit(Amount::new(units(amount)));
    let mut said = format!(
        "{me:?} has {} locked and {} free",
        amount(account.locked),
        amount(account.free)
    );
    for line in keeper.kept().promise_lines() {
        said.push_str("\n    ");
        said.push_str(&line);
    }
    if calls.is_empty() {
        said.push_str("\n    no fault calls you");
    }
    for call in calls {
        said.push_str("\n    ");
        said.push_str(&call.call(now));
    }
    let mut fields = keeper.kept().promises();
    if let Value::Object(all) = &mut fields {
        all.insert("free".into(), json!(account.free.to_string()));
        all.insert("locked".into(), json!(account.locked.to_string()));
        let calls = calls.iter().map(|call| call.fields(now)).collect();
        all.insert("calls".into(), calls);
    }
    Ok(Notice::new("summary", said, at, fields))
}

impl Kept {
    /// What is answered for, as fields of the summary.
    pub fn promises(&self) -> Value {
        let steps = self.steps.iter().map(|(key, promise)| {
            let (trace, step) = step_of(key);
            json!({
                "trace": trace,
                "step": step,
                "left": promise.left.to_string(),
                "until": promise.until,
                "releasable": promise.told,
            })
        });
        let batches = self.batches.iter().map(|(batch, promise)| {
            json!({
                "batch": batch,
                "perTrace": promise.per_trace.to_string(),
                "locked": promise.left.to_string(),
                "until": promise.until,
                "releasable": promise.told,
            })
        });
        json!({ "steps": steps.collect::<Value>(), "batches": batches.collect::<Value>() })
    }

    /// The same for people.
    pub fn promise_lines(&self) -> Vec<String> {
        let amount = |units| display::with_unit(Amount::new(units));
        let until = |promise: &Promise| {
            let over = if promise.told {
                ", and can be released"
            } else {
                ""
            };
            format!("until {}{over}", moment(promise.until))
        };
        let steps = self.steps.iter().take(SHOWN).map(|(key, promise)| {
            let (trace, step) = step_of(key);
            let left = amount(promise.left);
            format!(
                "answers for step {step} of {trace} with {left} {}",
                until(promise)
            )
        });
        let batches = self.batches.iter().take(SHOWN).map(|(batch, promise)| {
            let (each, locked) = (amount(promise.per_trace), amount(promise.left));
            format!(
                "answers in every trace of batch {batch} with {each} ({locked} locked in all) {}",
                until(promise)
            )
        });
        let mut lines: Vec<String> = steps.chain(batches).collect();
        let all = self.steps.len().saturating_add(self.batches.len());
        if all == 0 {
            lines.push("answers for nothing".into());
        } else if all > lines.len() {
            let more = all.saturating_sub(lines.len());
            lines.push(format!("and for {more} more, which --json lists"));
        }
        lines
    }
}

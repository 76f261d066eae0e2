//! What the contract itself says of the faults that call, or may.

use super::{
    kept::{Case, Kept},
    notice::Notice,
};
use crate::sentences::{moment, tokens};
use answerable_client::{
    alloy_sol_types::private::{Address, U256},
    display,
    events::{self, Event},
    interface::IAnswerable,
    Answerable, AnyChain, Block, CallError, Chain, Time, H160,
};
use serde_json::{json, Value};

const ANSWERING: u8 = 1;
const ORPHANED: u8 = 4;

/// When somebody who has not answered is reminded, in tenths of the time to answer.
pub const MARKS: [u64; 2] = [5, 9];

/// A fault as it stands, seen from one account.
pub struct Seen {
    fault: u64,
    is: IAnswerable::Fault,
    /// What owning up would cost at once; nothing if the chain cannot say it.
    due: Option<U256>,
    /// The block it was looked at in, or one before.
    at: Block,
}

/// Looks at a fault. A node behind others may not know it yet: then there is nothing to see.
pub async fn look(
    contract: &Answerable<'_, AnyChain>,
    chain: &AnyChain,
    fault: u64,
    me: H160,
    at: Block,
) -> Result<Option<Seen>, CallError> {
    let is = match contract.view(&IAnswerable::faultCall { fault }).await {
        Ok(is) => is,
        Err(CallError::Refused(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut due = None;
    if is.state == ANSWERING
        && is.called == Address::from(me.0)
        && at.time_ms / 1_000 <= is.deadline
    {
        due = due_now(contract, chain, fault, me).await;
    }
    Ok(Some(Seen { fault, is, due, at }))
}

/// The contract knows what is due; owning up is tried to see it.
async fn due_now(
    contract: &Answerable<'_, AnyChain>,
    chain: &AnyChain,
    fault: u64,
    me: H160,
) -> Option<U256> {
    let act = contract.act(&IAnswerable::ownUpCall { fault });
    let logs = chain.would_emit(me, &act, 0).await.ok()?;
    let told = events::read_all(logs, contract.address()).ok()?;
    let paid = told.iter().find_map(|told| match &told.event {
        Event::Paid(it) => Some(it.amount),
        _ => None,
    });
    (!told.is_empty()).then(|| paid.unwrap_or_default())
}

impl Seen {
    pub fn is_open(&self) -> bool {
        (1..ORPHANED).contains(&self.is.state)
    }

    pub fn calls(&self, me: Address) -> bool {
        self.is.state == ANSWERING && self.is.called == me
    }

    /// That it calls, and what answers it.
    pub fn call(&self, now: u64) -> String {
        let until = moment(self.is.deadline);
        let left = display::until(Time(now), Time(self.is.deadline));
        format!(
            "{} calls you: {} due, and you have until {until} ({left}); `answerable own-up {fault}`, or `answerable contest {fault}`",
            self.about(),
            self.amount(),
            fault = self.fault
        )
    }

    fn trace(&self) -> String {
        self.is.filed.trace.to_string()
    }

    /// What was seen at most, where the chain cannot say it exactly.
    fn due(&self) -> U256 {
        let unpaid = self.is.loss.saturating_sub(self.is.paid);
        self.due.unwrap_or(unpaid)
    }

    pub fn fields(&self, now: u64) -> Value {
        json!({
            "fault": self.fault,
            "trace": self.trace(),
            "step": self.is.filed.step,
            "layer": self.is.layer,
            "recourse": self.is.filed.recourse,
            "reporter": const_hex::encode_prefixed(self.is.filed.reporter),
            "loss": self.is.loss.to_string(),
            "due": self.due().to_string(),
            "deadline": self.is.deadline,
            "left": self.is.deadline.saturating_sub(now),
        })
    }

    fn about(&self) -> String {
        format!(
            "fault {} of step {} of {}",
            self.fault,
            self.is.filed.step,
            self.trace()
        )
    }

    fn amount(&self) -> String {
        let most = if self.due.is_some() { "" } else { "at most " };
        format!("{most}{}", tokens(self.due()))
    }
}

impl Kept {
    /// Notes what was seen of a fault, and says what is to be told of it `now`.
    pub fn review(&mut self, seen: &Seen, me: Address, now: u64) -> Option<Notice> {
        let Seen { fault, is, at, .. } = seen;
        let called = seen.is_open() && is.called == me;
        let case = if called {
            self.cases.entry(*fault).or_default()
        } else {
            self.cases.get_mut(fault)?
        };
        self.changed = true;
        if called && (case.layer, case.deadline) != (is.layer, is.deadline) {
            let answer = u64::from(is.terms.windows.answer);
            *case = Case {
                layer: is.layer,
                called: is.deadline.saturating_sub(answer),
                deadline: is.deadline,
                ..Case::default()
            };
        }
        case.trace = seen.trace();
        case.step = is.filed.step;
        case.seen = at.number;
        case.ended = !seen.is_open();
        case.stands = seen.calls(me);
        if !case.stands {
            return None;
        }
        case.next_notice(seen, now)
    }
}

impl Case {
    /// Whether it has to be looked at, to tell something.
    pub fn is_due(&self, now: u64, block: Block) -> bool {
        self.stands
            && (!self.told || self.marks < self.passed(now) || (!self.over && self.is_late(block)))
    }

    fn is_late(&self, block: Block) -> bool {
        block.time_ms / 1_000 > self.deadline
    }

    fn passed(&self, now: u64) -> usize {
        let window = self.deadline.saturating_sub(self.called);
        let gone = now.saturating_sub(self.called).saturating_mul(10);
        let mark = |tenths: &&u64| gone >= window.saturating_mul(**tenths);
        MARKS.iter().filter(mark).count()
    }

    fn next_notice(&mut self, seen: &Seen, now: u64) -> Option<Notice> {
        let (about, until) = (seen.about(), moment(self.deadline));
        let left = display::until(Time(now), Time(self.deadline));
        let passed = self.passed(now);
        let (kind, said) = if self.is_late(seen.at) {
            if std::mem::replace(&mut self.over, true) {
                return None;
            }
            (
                "overdue",
                format!(
                    "your time to answer {about} was over at {until}, {left}; `answerable default {0}` and then `answerable own-up {0}` pays it with the penalty of a lost contest, and governance may take more from who waits",
                    seen.fault
                ),
            )
        } else if !self.told {
            ("called", seen.call(now))
        } else if self.marks < passed {
            (
                "reminder",
                format!(
                    "you have not answered {about}: {} due, and your time is over {left}, at {until}",
                    seen.amount()
                ),
            )
        } else {
            return None;
        };
        self.told = true;
        self.marks = passed;
        Some(Notice::new(kind, said, seen.at, seen.fields(now)))
    }
}

//! What the events of a block mean for the account that is watched.

use super::{
    kept::{step_key, Case, Kept},
    notice::Notice,
};
use crate::sentences::sentence;
use answerable_client::{
    alloy_sol_types::private::{Address, U256},
    events::{Event, Page},
    json, Block, Log,
};
use serde_json::{json, Value};

impl Kept {
    /// Takes a block in, and says what is to be told of it. That it was called is told once that was looked at.
    pub fn read(&mut self, page: &Page, me: Address) -> Vec<Notice> {
        let mut notices = Vec::new();
        for told in &page.told {
            let Some(kind) = self.take(&told.event, page.block, me) else {
                continue;
            };
            let fields = self.fields(&told.event, &told.log);
            notices.push(Notice::new(kind, sentence(&told.event), page.block, fields));
            match &told.event {
                Event::Orphaned(it) => self.cases.remove(&it.fault),
                Event::Closed(it) => self.cases.remove(&it.fault),
                _ => None,
            };
        }
        self.changed |= !notices.is_empty();
        self.moved = true;
        self.next = page.block.number.saturating_add(1);
        let next = self.next;
        self.cases
            .retain(|_, case| !case.ended || case.seen >= next);
        self.last = Some(format!("{:?}", page.block.hash));
        notices
    }

    fn take(&mut self, event: &Event, block: Block, me: Address) -> Option<&'static str> {
        match event {
            Event::Pledged(it) if it.surety == me => {
                let key = step_key(&it.trace.to_string(), it.step);
                let promise = self.steps.entry(key).or_default();
                promise.left = units(it.cover);
                Some("pledged")
            }
            Event::BatchPledged(it) if it.surety == me => {
                let promise = self.batches.entry(it.batch).or_default();
                promise.left = promise.left.saturating_add(units(it.reserved));
                promise.per_trace = promise.per_trace.saturating_add(units(it.perTrace));
                Some("batchPledged")
            }
            Event::Released(it) => {
                let key = step_key(&it.trace.to_string(), it.step);
                self.steps.remove(&key).map(|_| "released")
            }
            Event::BatchReleased(it) => self.batches.remove(&it.batch).map(|_| "released"),
            Event::Called(it) => {
                if it.surety == me {
                    self.is_called(it.fault, it.layer, it.deadline, block);
                } else {
                    self.moves(it.fault, block, |case| case.stands = false);
                }
                None
            }
            Event::Contested(it) if it.surety == me => self.answered(it.fault, block, "contested"),
            Event::Defaulted(it) if it.surety == me => self.answered(it.fault, block, "defaulted"),
            Event::Paid(it) if it.surety == me => self.answered(it.fault, block, "paid"),
            Event::Defended(it) if it.surety == me => self.answered(it.fault, block, "defended"),
            Event::DepositMoved(it) if it.to == me => Some("deposit"),
            Event::Upheld(it) => self.cases.get(&it.fault).map(|_| "upheld"),
            Event::Slashed(it) => self.cases.get(&it.fault).map(|_| "slashed"),
            Event::Orphaned(it) => self.cases.get(&it.fault).map(|_| "orphaned"),
            Event::Closed(it) => self.cases.get(&it.fault).map(|_| "closed"),
            _ => None,
        }
    }

    fn is_called(&mut self, fault: u64, layer: u8, deadline: u64, block: Block) {
        let case = self.cases.entry(fault).or_default();
        let known = (case.layer, case.deadline) == (layer, deadline);
        if known || block.number <= case.seen {
            return;
        }
        self.changed = true;
        *case = Case {
            layer,
            deadline,
            stands: true,
            called: block.time_ms / 1_000,
            trace: std::mem::take(&mut case.trace),
            step: case.step,
            ..Case::default()
        };
    }

    /// Changes a case, unless it was looked at after this block.
    fn moves(&mut self, fault: u64, block: Block, change: impl FnOnce(&mut Case)) {
        if let Some(case) = self.cases.get_mut(&fault) {
            if case.seen < block.number {
                change(case);
            }
        }
    }

    fn answered(&mut self, fault: u64, block: Block, kind: &'static str) -> Option<&'static str> {
        self.moves(fault, block, |case| case.stands = false);
        // What is left of the pledge, and until when it is promised, is another now.
        if let Some(case) = self.cases.get(&fault) {
            let key = step_key(&case.trace, case.step);
            if let Some(promise) = self.steps.get_mut(&key) {
                promise.look_at = 0;
            }
        }
        Some(kind)
    }

    /// The event itself, and what it is about where the event does not say that.
    fn fields(&self, event: &Event, log: &Log) -> Value {
        let mut fields = json::event(log);
        let Value::Object(all) = &mut fields else {
            return fields;
        };
        let fault = all.get("fault").and_then(Value::as_u64);
        if let Some(case) = fault.and_then(|fault| self.cases.get(&fault)) {
            if !case.trace.is_empty() {
                all.insert("trace".into(), json!(case.trace));
                all.insert("step".into(), json!(case.step));
            }
        }
        if let Event::Closed(it) = event {
            all.insert(
                "outcome".into(),
                json!(answerable_client::names::state_numbered(it.state)),
            );
        }
        fields
    }
}

/// Amounts of the interface fit; the contract keeps them in 128 bits.
pub fn units(amount: U256) -> u128 {
    amount.saturating_to()
}

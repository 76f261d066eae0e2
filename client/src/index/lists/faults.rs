//! Faults.

use crate::index::{
    condition::{Condition, Way},
    error::IndexError,
    filters::{FaultFilter, FaultOrder},
    listing::Listing,
    records::Fault,
    rows::{FaultRow, List, StateName},
    table,
    tell::due,
    Index,
};

const CALLED: Way = Way {
    from: "calls",
    column: "fault",
    room: 1,
    each: 5,
    condition: "surety = ?",
};

impl Index {
    /// Faults, the newest or those with the soonest deadline first.
    pub async fn faults(&self, filter: &FaultFilter) -> Result<List<FaultRow>, IndexError> {
        let by_deadline = filter.order == FaultOrder::Deadline;
        let trace = self.wanted(filter.trace).await?;
        // By number, or by deadline, or not at all: an index that is in another order helps with neither.
        let mut listing = if by_deadline {
            Listing::of("faults", "due")
                .ascending()
                .only("due IS NOT NULL", true)
                .by("called = ?", filter.called)
                .and("trace = ?", trace)
                .and("reporter = ?", filter.reporter)
                .and("beneficiary = ?", filter.beneficiary)
                .and("governance = ?", filter.governance)
                .and(WAS_CALLED, filter.surety)
                .and("is_open = ?", filter.open)
        } else {
            Listing::of("faults", "id")
                .by("trace = ?", trace)
                .by("reporter = ?", filter.reporter)
                .by("beneficiary = ?", filter.beneficiary)
                .by("governance = ?", filter.governance)
                .by("called = ?", filter.called)
                .through(CALLED, WAS_CALLED, filter.surety)
                .only("is_open = 1", filter.open == Some(true))
                .and("is_open = ?", filter.open.filter(|open| !open))
        };
        if let Some(before) = filter.deadline_before {
            let before = due(before, 0);
            listing = if by_deadline {
                listing.by("due < ?", Some(before.as_str()))
            } else {
                listing.and("due < ?", Some(before.as_str()))
            };
        }
        listing = of_states(listing, &filter.state, by_deadline);
        let page: List<Fault> = listing
            .page(self.store.reader(), filter.page(), |it: &Fault| {
                match (&it.due, by_deadline) {
                    (Some(due), true) => due.as_str().into(),
                    _ => it.id.into(),
                }
            })
            .await?;
        Ok(List {
            items: self.faults_shown(page.items).await?,
            next: page.next,
        })
    }

    /// One fault, if it is known.
    pub async fn fault(&self, id: u64) -> Result<Option<FaultRow>, IndexError> {
        let found: Option<Fault> = table::load(self.store.reader(), &(id,)).await?;
        let shown = self.faults_shown(found.into_iter().collect()).await?;
        Ok(shown.into_iter().next())
    }

    async fn faults_shown(&self, faults: Vec<Fault>) -> Result<Vec<FaultRow>, IndexError> {
        let ids = self.ids_of(faults.iter().map(|fault| fault.trace)).await?;
        let shown = faults.into_iter().map(|fault| FaultRow {
            trace: ids.get(&fault.trace).copied().unwrap_or_default(),
            ..shown(fault)
        });
        Ok(shown.collect())
    }
}

const WAS_CALLED: &str =
    "EXISTS (SELECT 1 FROM calls AS c WHERE c.surety = ? AND c.fault = t.id LIMIT 1 OFFSET 0)";

/// One state has an index; several are found among all.
fn of_states(mut listing: Listing, states: &[StateName], by_deadline: bool) -> Listing {
    match states {
        [] => listing,
        [state] if !by_deadline => listing.by("state = ?", Some(state.0 as u64)),
        states => {
            let numbers: Vec<u8> = states.iter().map(|state| state.0 as u8).collect();
            // One bit for each.
            let set = numbers.iter().fold(0_u64, |set, number| {
                set | 1_u64.checked_shl(u32::from(*number)).unwrap_or_default()
            });
            listing.conditions.push(Condition {
                way: None,
                holds: "(? & (1 << CAST(state AS INTEGER))) <> 0",
                value: Some(set.into()),
            });
            listing
        }
    }
}

fn shown(fault: Fault) -> FaultRow {
    FaultRow {
        id: fault.id,
        trace: Default::default(),
        step: fault.step,
        recourse: fault.recourse,
        reporter: fault.reporter,
        beneficiary: fault.beneficiary,
        governance: fault.governance,
        recorder: fault.recorder,
        reported_at: fault.reported_at,
        reported: fault.reported,
        loss: fault.loss,
        paid: fault.paid,
        conceded: fault.conceded,
        defaulted: fault.defaulted,
        unpaid: fault.unpaid,
        report_deposit: fault.report_deposit,
        contest_deposit: fault.contest_deposit,
        evidence: fault.evidence,
        defence: fault.defence,
        uri: fault.uri,
        state: StateName::numbered(fault.state),
        layer: fault.layer,
        called: fault.called,
        deadline: fault.deadline,
        closed_at: fault.closed_at,
    }
}

//! Which views may show something new after a message, so that the others need not be read again.

use super::OnChain;
use answerable_client::{
    alloy_sol_types::SolEvent, interface::IAnswerable::BatchReleased, Log, H256,
};
use answerable_model::{account, Address, Hash, Snapshot, ACCOUNTS};
use std::collections::BTreeSet;

/// What happened since a snapshot.
#[derive(Clone, Debug, Default)]
pub struct Since {
    pub callers: BTreeSet<Address>,
    pub logs: Vec<Log>,
}

/// What may have changed: rather too much than too little.
#[derive(Debug, Default)]
pub struct Stale {
    pub accounts: BTreeSet<Address>,
    pub traces: BTreeSet<Hash>,
    pub batches: BTreeSet<u64>,
    pub faults: BTreeSet<u64>,
    /// Of mandates or of offers.
    pub numbers: BTreeSet<u64>,
}

/// One view.
#[derive(Clone, Copy)]
pub enum View {
    Account(Address),
    Trace(Hash),
    Batch(u64),
    Mandate(u64),
    Offer(u64),
    Fault(u64),
}

impl Stale {
    pub fn has(&self, view: View) -> bool {
        match view {
            View::Account(who) => self.accounts.contains(&who),
            View::Trace(id) => self.traces.contains(&id),
            View::Batch(id) => self.batches.contains(&id),
            View::Mandate(id) | View::Offer(id) => self.numbers.contains(&id),
            View::Fault(id) => self.faults.contains(&id),
        }
    }
}

impl OnChain {
    pub(super) fn stale(&self, before: &Snapshot, since: &Since) -> Stale {
        let mut stale = Stale {
            accounts: since.callers.clone(),
            ..Stale::default()
        };
        stale.accounts.insert(before.office.treasury);
        let topics: BTreeSet<H256> = since
            .logs
            .iter()
            .flat_map(|log| log.topics.clone())
            .collect();
        let data = since.logs.iter().flat_map(|log| log.data.as_chunks().0);
        let words: BTreeSet<H256> = data.map(|word| H256(*word)).chain(topics.clone()).collect();
        stale.numbers = words.iter().filter_map(number).collect();
        let mentioned = |who: &Address| words.contains(&padded(*who));
        stale
            .accounts
            .extend((0..=ACCOUNTS).map(account).filter(mentioned));
        // Every event of a fault or a batch has its number in a topic.
        stale.faults = topics.iter().filter_map(number).collect();
        stale.batches = stale.faults.clone();
        self.spread(before, &words, &mut stale);
        if topics.contains(&H256(BatchReleased::SIGNATURE_HASH.0)) {
            let all = before.traces.iter();
            let opened = all.filter(|(_, trace)| trace.batch != 0).map(|(id, _)| *id);
            stale.traces.extend(opened);
        }
        stale
    }

    /// From faults to their traces, from these to their batches, to the batches' other traces, and to
    /// the sureties of all.
    fn spread(&self, before: &Snapshot, words: &BTreeSet<H256>, stale: &mut Stale) {
        let new = self.traces.iter().copied();
        stale.traces.extend(
            new.filter(|id| !before.traces.contains_key(id) || words.contains(&H256(id.0))),
        );
        let faults = stale.faults.iter();
        let of_faults = faults.filter_map(|id| before.faults.get(id));
        for fault in of_faults {
            stale.traces.insert(fault.trace);
            let parties = [fault.reporter, fault.beneficiary, fault.called];
            stale.accounts.extend(parties);
        }
        let batches: BTreeSet<u64> = stale
            .traces
            .iter()
            .filter_map(|id| Some(before.traces.get(id)?.batch))
            .filter(|batch| *batch != 0)
            .collect();
        let siblings = before.traces.iter();
        let siblings = siblings.filter(|(_, trace)| batches.contains(&trace.batch));
        stale.traces.extend(siblings.map(|(id, _)| *id));
        stale.batches.extend(batches);
        for id in &stale.traces {
            let steps = before
                .traces
                .get(id)
                .into_iter()
                .flat_map(|trace| &trace.steps);
            for pledge in steps.flat_map(|step| &step.pledges) {
                stale.accounts.insert(pledge.surety);
                stale.numbers.insert(pledge.mandate);
            }
        }
        for id in &stale.batches {
            let batch = before.batches.get(id).into_iter();
            for pledge in batch.flat_map(|batch| &batch.pledges) {
                stale.accounts.insert(pledge.surety);
                stale.numbers.insert(pledge.mandate);
            }
        }
    }
}

fn padded(who: Address) -> H256 {
    let mut word = [0; 32];
    word[12..].copy_from_slice(&who.0);
    H256(word)
}

fn number(word: &H256) -> Option<u64> {
    let (high, low) = word.0.split_last_chunk()?;
    high.iter()
        .all(|byte| *byte == 0)
        .then(|| u64::from_be_bytes(*low))
}

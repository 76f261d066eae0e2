//! What every message needs: who acts and when, the cells, and one way to commit.

use crate::{
    answerable::Answerable,
    cells::{load, store},
};
use answerable_protocol::{
    Account, Amount, Batch, BatchId, Deposited, Docket, Effects, Fault, FaultId, Ledger, Log,
    Mandate, MandateId, Offer, OfferId, Pledges, Purse, Reason, Refusal, Scene, StepNumber, Terms,
    TermsId, Time, Told, Trace, TraceId,
};
use ink::{codegen::Env, env::hash::Keccak256, prelude::boxed::Box, Address};

#[cfg(target_arch = "riscv64")]
use pallet_revive_uapi::{HostFn, HostFnImpl};

impl Answerable {
    pub(crate) fn caller(&self) -> Address {
        self.env().caller()
    }

    pub(crate) fn now(&self) -> Time {
        Time(self.env().block_timestamp())
    }

    #[inline(never)]
    pub(crate) fn scene(&self) -> Scene {
        Scene {
            caller: self.caller(),
            now: self.now(),
            governance: self.office.governance,
            treasury: self.office.treasury,
        }
    }

    /// The effects of a payable message begin with the attached value, which is the caller's at once.
    #[inline(never)]
    pub(crate) fn credit(&self) -> Result<Effects, Refusal> {
        let mut effects = Effects::default();
        let amount = Amount::try_from(self.env().transferred_value())?;
        if !amount.is_zero() {
            let account = self.caller();
            effects.pay(Purse::Outside, Purse::Free(account), amount);
            emit(&Deposited { account, amount });
        }
        Ok(effects)
    }

    /// Does what an act says: moves the money, counts, tells.
    #[inline(never)]
    pub(crate) fn commit(&mut self, effects: Effects) -> Result<(), Refusal> {
        let load = |address| self.account_of(address);
        let (totals, accounts) = Ledger::new(self.totals, &load).apply(&effects)?;
        self.totals = totals;
        for (address, account) in accounts.iter() {
            store(&mut self.accounts, address, account);
        }
        for event in &effects.events {
            emit(event);
        }
        Ok(())
    }

    #[inline(never)]
    pub(crate) fn account_of(&self, owner: Address) -> Account {
        load(&self.accounts, &owner).map_or_else(Account::default, |account| *account)
    }

    #[inline(never)]
    pub(crate) fn terms_of(&self, terms: TermsId) -> Result<Box<Terms>, Refusal> {
        if terms == self.office.terms {
            return Ok(Box::new(self.current));
        }
        let found = load(&self.terms, &terms);
        found.ok_or_else(|| Reason::UnknownTerms { terms }.into())
    }

    #[inline(never)]
    pub(crate) fn trace_of(&self, trace: TraceId) -> Result<Box<Trace>, Refusal> {
        let found = load(&self.traces, &trace);
        found.ok_or_else(|| Reason::UnknownTrace { trace }.into())
    }

    #[inline(never)]
    pub(crate) fn docket_of(&self, id: TraceId, trace: &Trace, terms: &Terms) -> Box<Docket> {
        let found = load(&self.dockets, &id);
        found.unwrap_or_else(|| first_docket(trace, terms))
    }

    #[inline(never)]
    pub(crate) fn pledges_of(&self, trace: TraceId, step: StepNumber) -> Pledges {
        load(&self.steps, &(trace, step)).map_or_else(Pledges::default, |pledges| *pledges)
    }

    #[inline(never)]
    pub(crate) fn batch_of(&self, batch: BatchId) -> Result<Box<Batch>, Refusal> {
        let found = load(&self.batches, &batch);
        found.ok_or_else(|| Reason::UnknownBatch { batch }.into())
    }

    /// The batch out of which a trace was opened, if it was.
    #[inline(never)]
    pub(crate) fn batch_behind(&self, batch: BatchId) -> Result<Option<Box<Batch>>, Refusal> {
        if batch.is_none() {
            return Ok(None);
        }
        self.batch_of(batch).map(Some)
    }

    #[inline(never)]
    pub(crate) fn mandate_of(&self, mandate: MandateId) -> Result<Box<Mandate>, Refusal> {
        let found = load(&self.mandates, &mandate);
        found.ok_or_else(|| Reason::UnknownMandate { mandate }.into())
    }

    #[inline(never)]
    pub(crate) fn fault_of(&self, fault: FaultId) -> Result<Box<Fault>, Refusal> {
        let found = load(&self.faults, &fault);
        found.ok_or_else(|| Reason::UnknownFault { fault }.into())
    }

    #[inline(never)]
    pub(crate) fn offer_of(&self, offer: OfferId) -> Result<Box<Offer>, Refusal> {
        let found = load(&self.offers, &offer);
        found.ok_or_else(|| Reason::UnknownOffer { offer }.into())
    }
}

/// What is going on with a trace while nobody pledged or reported.
#[inline(never)]
pub(crate) fn first_docket(trace: &Trace, terms: &Terms) -> Box<Docket> {
    let Trace {
        requester,
        recorded_at,
        ..
    } = *trace;
    Box::new(Docket::new(requester, recorded_at, &terms.windows))
}

pub(crate) fn keccak_256(bytes: &[u8]) -> [u8; 32] {
    let mut hash = [0; 32];
    ink::env::hash_bytes::<Keccak256>(bytes, &mut hash);
    hash
}

/// The contract's own address.
pub(crate) fn own_address() -> Address {
    ink::env::address()
}

/// Tells the chain.
pub(crate) fn emit(event: &dyn Told) {
    let mut log = Log::default();
    event.tell(&mut log);
    // Elsewhere this crate is compiled for its types and metadata only.
    #[cfg(target_arch = "riscv64")]
    {
        let (topics, _) = log.topics.bytes().as_chunks();
        HostFnImpl::deposit_event(topics, log.data.bytes());
    }
}

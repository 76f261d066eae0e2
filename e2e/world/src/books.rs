//! What every message needs; as contracts/answerable/src/books.rs.

use super::{zero_refused, World};
use answerable_protocol::{
    Account, Amount, Batch, BatchId, Docket, Effects, Ledger, Mandate, MandateId, Offer, OfferId,
    Pledges, Purse, Reason, Refusal, Scene, StepNumber, Terms, TermsId, Trace, TraceId,
};
use ink::Address;
use sha3::{Digest, Keccak256};

impl World {
    pub(super) fn deposit(&mut self) -> Result<(), Refusal> {
        let effects = self.credit();
        if effects.moves.is_empty() {
            return Err(Reason::ZeroAmount.into());
        }
        self.commit(&effects)
    }

    pub(super) fn withdraw(&mut self, amount: Amount) -> Result<(), Refusal> {
        zero_refused(amount)?;
        let mut effects = Effects::default();
        effects.pay(Purse::Free(self.caller), Purse::Outside, amount);
        self.commit(&effects)
    }

    pub(super) fn scene(&self) -> Scene {
        Scene {
            caller: self.caller,
            now: self.now,
            governance: self.cells.office.governance,
            treasury: self.cells.office.treasury,
        }
    }

    pub(super) fn credit(&self) -> Effects {
        let mut effects = Effects::default();
        effects.pay(Purse::Outside, Purse::Free(self.caller), self.value);
        effects
    }

    pub(super) fn commit(&mut self, effects: &Effects) -> Result<(), Refusal> {
        let load = |address| self.account_of(address);
        let (totals, accounts) = Ledger::new(self.cells.totals, &load).apply(effects)?;
        self.cells.totals = totals;
        for (address, account) in accounts.iter() {
            self.cells.accounts.insert(*address, account);
        }
        Ok(())
    }

    pub(super) fn account_of(&self, owner: Address) -> Account {
        self.cells.accounts.get(owner).unwrap_or_default()
    }

    pub(super) fn terms_of(&self, terms: TermsId) -> Result<Terms, Refusal> {
        if terms == self.cells.office.terms {
            return Ok(self.cells.current);
        }
        let found = self.cells.terms.get(terms);
        found.ok_or_else(|| Reason::UnknownTerms { terms }.into())
    }

    pub(super) fn trace_of(&self, trace: TraceId) -> Result<Trace, Refusal> {
        let found = self.cells.traces.get(trace);
        found.ok_or_else(|| Reason::UnknownTrace { trace }.into())
    }

    pub(super) fn docket_of(&self, id: TraceId, trace: &Trace, terms: &Terms) -> Docket {
        let found = self.cells.dockets.get(id);
        found.unwrap_or_else(|| Docket::new(trace.requester, trace.recorded_at, &terms.windows))
    }

    pub(super) fn pledges_of(&self, trace: TraceId, step: StepNumber) -> Pledges {
        self.cells.steps.get((trace, step)).unwrap_or_default()
    }

    pub(super) fn batch_of(&self, batch: BatchId) -> Result<Batch, Refusal> {
        let found = self.cells.batches.get(batch);
        found.ok_or_else(|| Reason::UnknownBatch { batch }.into())
    }

    pub(super) fn batch_behind(&self, batch: BatchId) -> Result<Option<Batch>, Refusal> {
        if batch.is_none() {
            return Ok(None);
        }
        self.batch_of(batch).map(Some)
    }

    pub(super) fn mandate_of(&self, mandate: MandateId) -> Result<Mandate, Refusal> {
        let found = self.cells.mandates.get(mandate);
        found.ok_or_else(|| Reason::UnknownMandate { mandate }.into())
    }

    pub(super) fn offer_of(&self, offer: OfferId) -> Result<Offer, Refusal> {
        let found = self.cells.offers.get(offer);
        found.ok_or_else(|| Reason::UnknownOffer { offer }.into())
    }
}

pub(super) fn keccak_256(bytes: &[u8]) -> [u8; 32] {
    Keccak256::digest(bytes).into()
}

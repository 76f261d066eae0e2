use super::*;
use crate::model::{Model, Place, Pot, Standing, State};

impl Model {
    /// What the views show now.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            accounts: self.account_views(),
            traces: self
                .traces
                .keys()
                .map(|id| (*id, self.trace_view(*id)))
                .collect(),
            batches: (1..)
                .zip(&self.batches)
                .map(|(id, _)| (id, self.batch_view(id)))
                .collect(),
            mandates: (1..)
                .zip(&self.mandates)
                .map(|(id, _)| (id, self.mandate_view(id)))
                .collect(),
            offers: (1..)
                .zip(&self.offers)
                .filter(|(_, offer)| !offer.withdrawn)
                .map(|(id, _)| (id, self.offer_view(id)))
                .collect(),
            faults: (1..)
                .zip(&self.faults)
                .map(|(id, _)| (id, self.fault_view(id)))
                .collect(),
            terms: (1..).zip(self.terms.iter().copied()).collect(),
            totals: self.totals_view(),
            office: OfficeView {
                governance: self.governance,
                proposed: self.proposed,
                treasury: self.treasury,
                intake_open: self.intake_open,
                terms: self.current_terms(),
                shortest: self.shortest,
            },
        }
    }

    fn account_views(&self) -> BTreeMap<Address, AccountView> {
        let with_money = self.pots.keys().filter_map(|pot| match pot {
            Pot::Free(account) => Some(*account),
            Pot::Pledge(pledge) => Some(self.pledges[*pledge].surety),
            _ => None,
        });
        let with_marks = self.marks.iter().map(|mark| mark.account);
        with_money
            .chain(with_marks)
            .map(|account| (account, self.account_view(account)))
            .filter(|(_, view)| *view != AccountView::default())
            .collect()
    }

    fn account_view(&self, account: Address) -> AccountView {
        let tally = |standing| {
            let (times, amount) = self.tally(account, standing);
            Tally { times, amount }
        };
        AccountView {
            free: self.free(account),
            locked: self.locked(|pledge| self.pledges[pledge].surety == account),
            honored: tally(Standing::Honored),
            defended: tally(Standing::Defended),
            lost: tally(Standing::Lost),
            undecided: tally(Standing::Undecided),
            defaulted: tally(Standing::Defaulted),
            volunteered: tally(Standing::Volunteered),
        }
    }

    fn locked(&self, which: impl Fn(usize) -> bool) -> u128 {
        let pledges = (0..self.pledges.len()).filter(|pledge| which(*pledge));
        pledges.map(|pledge| self.pot(Pot::Pledge(pledge))).sum()
    }

    fn trace_view(&self, id: Hash) -> TraceView {
        let trace = &self.traces[&id];
        let steps = 1..=trace.steps.len() as u8;
        TraceView {
            recorder: trace.recorder,
            requester: trace.data.requester,
            input: trace.data.input,
            output: trace.data.output,
            at: trace.data.at,
            recorded_at: trace.recorded_at,
            terms: trace.terms,
            batch: trace.batch,
            requester_until: self.requester_until(id),
            busy_until: self.busy_until(id),
            steps: steps.map(|step| self.step_view(id, step)).collect(),
        }
    }

    fn step_view(&self, id: Hash, step: u8) -> StepView {
        let trace = &self.traces[&id];
        let data = trace.steps[usize::from(step) - 1];
        let pledges = self.pledges_at(Place::Step(id, step)).into_iter();
        StepView {
            kind: data.kind,
            actor: data.actor,
            commitment: data.commitment,
            attested: trace.attested.contains(&step),
            fault: self.open_on_step(id, step).unwrap_or(0),
            pledges: pledges.map(|pledge| self.pledge_view(id, pledge)).collect(),
            answers: self.who_answers(id, step).unwrap(),
        }
    }

    fn pledge_view(&self, trace: Hash, number: usize) -> PledgeView {
        let pledge = &self.pledges[number];
        let payments = self.payments_on(trace);
        let own = payments.filter(|payment| payment.pledge == Some(number));
        PledgeView {
            surety: pledge.surety,
            cover: pledge.cover,
            left: self.left(number, trace),
            mandate: pledge.mandate,
            paid_at: own.map(|payment| payment.at).max().unwrap_or(0),
            kept: self.kept(pledge),
        }
    }

    fn batch_view(&self, id: u64) -> BatchView {
        let batch = &self.batches[id as usize - 1];
        let pledges = self.pledges_at(Place::Batch(id)).into_iter().map(|number| {
            let pledge = &self.pledges[number];
            let mandate = &self.mandates[pledge.mandate as usize - 1];
            BatchPledgeView {
                mandate: pledge.mandate,
                surety: pledge.surety,
                actor: mandate.actor,
                kinds: mandate.kinds,
                per_trace: pledge.cover,
                locked_left: self.pot(Pot::Pledge(number)),
            }
        });
        BatchView {
            recorder: batch.recorder,
            root: batch.root,
            depth: batch.depth,
            anchored_at: batch.anchored_at,
            terms: batch.terms,
            busy_until: self.batch_busy_until(id),
            open_faults: self.batch_open(id),
            pledges: pledges.collect(),
        }
    }

    fn mandate_view(&self, id: u64) -> MandateView {
        let mandate = &self.mandates[id as usize - 1];
        MandateView {
            surety: mandate.surety,
            actor: mandate.actor,
            kinds: mandate.kinds,
            recorder: mandate.recorder,
            terms: mandate.terms,
            per_trace: mandate.per_trace,
            limit: mandate.limit,
            outstanding: self.outstanding(id),
            premium_bps: mandate.premium_bps,
            until: mandate.until,
            revoked: mandate.revoked,
        }
    }

    fn offer_view(&self, id: u64) -> OfferView {
        let offer = &self.offers[id as usize - 1];
        let (cover, premium) = self.taken(id);
        OfferView {
            trace: offer.trace,
            step: offer.step,
            payer: offer.payer,
            cover: offer.cover,
            cover_left: offer.cover - cover,
            premium: offer.premium,
            premium_left: offer.premium - premium,
            until: offer.until,
        }
    }

    fn fault_view(&self, id: u64) -> FaultView {
        let fault = &self.faults[id as usize - 1];
        let trace = &self.traces[&fault.trace];
        let conceded = match fault.state {
            State::Contested { conceded } => conceded,
            _ => 0,
        };
        let batch_pledge = fault.called.and_then(|(_, pledge)| {
            let here = self.pledges_at(Place::Batch(trace.batch));
            here.iter().position(|other| *other == pledge)
        });
        FaultView {
            trace: fault.trace,
            step: fault.step,
            state: fault.state.number(),
            layer: fault.called.map_or(0, |(layer, _)| layer),
            called: fault
                .called
                .map_or(Address::ZERO, |(_, pledge)| self.pledges[pledge].surety),
            deadline: fault.deadline,
            reporter: fault.reporter,
            beneficiary: fault.beneficiary,
            recorder: trace.recorder,
            governance: fault.governance,
            recourse: fault.recourse(),
            loss: fault.loss,
            paid: self.paid(id),
            conceded,
            defaulted: self
                .default_mark(id)
                .map_or(0, |mark| self.marks[mark].amount),
            report_deposit: self.pot(Pot::ReportDeposit(id)),
            contest_deposit: self.pot(Pot::ContestDeposit(id)),
            evidence: fault.evidence,
            report_end: self.report_end(fault.trace),
            batch: trace.batch,
            batch_pledge: batch_pledge.map_or(0, |place| place as u8 + 1),
            terms_id: trace.terms,
            terms: self.terms_of(trace.terms),
        }
        .meaningful()
    }

    fn totals_view(&self) -> TotalsView {
        let pots = |which: fn(&Pot) -> bool| {
            self.pots
                .iter()
                .filter(|(pot, _)| which(pot))
                .map(|(_, amount)| amount)
                .sum()
        };
        TotalsView {
            accounted: self.accounted(),
            locked: self.locked(|_| true),
            deposits: pots(|pot| matches!(pot, Pot::ReportDeposit(_) | Pot::ContestDeposit(_))),
            premiums: pots(|pot| matches!(pot, Pot::Premium(_))),
            traces: self.traces.len() as u64,
            batches: self.batches.len() as u64,
            mandates: self.mandates.len() as u64,
            offers: self.offers.len() as u64,
            faults: self.faults.len() as u64,
        }
    }
}

//! What an index holds, as the model shows it.

use crate::system::{ready, OnChain};
use answerable_client::{
    events::{read, Page, Told},
    index::{kept, Index, IndexError, Subject, Sum, Traces},
    interface::IAnswerable::traceCall,
    Answerable, Block, Log, H256,
};
use answerable_model::{
    AccountView, Address, BatchPledgeView, BatchView, FaultView, Hash, LayerView, MandateView,
    OfferView, OfficeView, PledgeView, Snapshot, StepView, Tally, Terms, TotalsView, TraceView,
    Windows,
};
use std::collections::BTreeMap;

/// Blocks with these events, one for each run of events of one second, from block 1 on.
pub fn pages(logs: &[(u64, Log)]) -> Vec<Page> {
    let same_second = |one: &(u64, Log), other: &(u64, Log)| one.0 == other.0;
    let runs = (1..).zip(logs.chunk_by(same_second));
    let pages = runs.map(|(number, run)| Page {
        block: Block {
            number,
            hash: H256::from_low_u64_be(number),
            time_ms: run[0].0 * 1_000,
        },
        told: run.iter().map(told).collect(),
    });
    pages.collect()
}

fn told((_, log): &(u64, Log)) -> Told {
    Told {
        event: read(log).expect("it is an event of the interface"),
        log: log.clone(),
    }
}

/// What the contract says of its traces.
pub fn contents(chain: &OnChain, traces: impl Iterator<Item = Hash>) -> Traces {
    let instance = Answerable::at(chain.chain(), chain.contract());
    let content = |id: Hash| {
        let trace = id.0.into();
        let content = ready(instance.view(&traceCall { trace }));
        (H256(id.0), content.expect("the trace is known"))
    };
    traces.map(content).collect()
}

/// An index of a chain of histories, which needs no genesis.
pub fn subject(chain: &OnChain) -> Subject {
    Subject {
        genesis: H256::zero(),
        contract: chain.contract(),
        since: 1,
    }
}

/// Everything in the index as the contract's views show it.
pub async fn snapshot(index: &Index) -> Result<Snapshot, IndexError> {
    let books = index.all::<kept::Books>().await?.remove(0);
    let mut accounts = BTreeMap::new();
    for row in index.all::<kept::Account>().await? {
        accounts.insert(Address(row.address.0 .0), account(&row));
    }
    accounts.retain(|_, view| *view != AccountView::default());
    let steps = index.all::<kept::Step>().await?;
    let pledges = index.all::<kept::Pledge>().await?;
    let traces = index.all::<kept::Trace>().await?;
    let ids: BTreeMap<u64, Hash> = traces.iter().map(|it| (it.number, hash(it.id))).collect();
    let of_traces = traces.iter().map(|row| {
        let steps = steps.iter().filter(|step| step.trace == row.number);
        let steps = steps.map(|step| of_step(step, row, &pledges));
        (hash(row.id), trace(row, steps.collect()))
    });
    let of_batches = index.all::<kept::BatchPledge>().await?;
    let batches = index.all::<kept::Batch>().await?;
    let batches = batches
        .iter()
        .map(|row| (row.id, batch(row, &of_batches)))
        .collect();
    let mandates = index.all::<kept::Mandate>().await?;
    let mandates = mandates.iter().map(|row| (row.id, mandate(row))).collect();
    let offers = index.all::<kept::Offer>().await?;
    let offers = offers.iter().filter(|row| !row.withdrawn);
    let offers = offers.map(|row| (row.id, offer(row, &ids))).collect();
    let rules = index.all::<kept::Rules>().await?;
    let terms: BTreeMap<u32, Terms> = rules.iter().map(|it| (small(it.id), rule(it))).collect();
    let faults = index.all::<kept::Fault>().await?;
    let faults = faults
        .iter()
        .map(|row| (row.id, fault(row, &ids, &terms)))
        .collect();
    Ok(Snapshot {
        accounts,
        traces: of_traces.collect(),
        batches,
        mandates,
        offers,
        faults,
        terms,
        totals: totals(&books),
        office: office(&books),
    })
}

fn hash(hash: answerable_client::index::Hash) -> Hash {
    Hash(hash.0 .0)
}

fn plain(address: answerable_client::index::Address) -> Address {
    Address(address.0 .0)
}

fn small<T: TryFrom<u64>>(number: u64) -> T {
    let small = T::try_from(number).ok();
    small.expect("the interface has it so small")
}

fn tally(times: u64, amount: Sum) -> Tally {
    Tally {
        times: small(times),
        amount: amount.0,
    }
}

fn account(row: &kept::Account) -> AccountView {
    AccountView {
        free: row.free.0,
        locked: row.locked.0,
        honored: tally(row.honored_times, row.honored),
        defended: tally(row.defended_times, row.defended),
        lost: tally(row.lost_times, row.lost),
        undecided: tally(row.undecided_times, row.undecided),
        defaulted: tally(row.defaulted_times, row.defaulted),
        volunteered: tally(row.volunteered_times, row.volunteered),
    }
}

fn trace(row: &kept::Trace, steps: Vec<StepView>) -> TraceView {
    TraceView {
        recorder: plain(row.recorder),
        requester: plain(row.requester),
        input: hash(row.input),
        output: hash(row.output),
        at: row.at,
        recorded_at: row.recorded_at,
        terms: small(row.terms),
        batch: row.batch,
        requester_until: row.requester_until,
        busy_until: row.busy_until,
        steps,
    }
}

fn of_step(row: &kept::Step, trace: &kept::Trace, pledges: &[kept::Pledge]) -> StepView {
    let open = |it: &&kept::Pledge| it.id / 8 == row.id && !it.released;
    let layers: Vec<&kept::Pledge> = pledges.iter().filter(open).collect();
    let left: u128 = layers.iter().map(|it| it.cover_left.0).sum();
    assert_eq!(row.cover_left.0, left, "{row:?}");
    let own = layers.iter().filter(|it| it.id % 8 != 0);
    let answers = layers.iter().filter(|it| it.cover_left.0 > 0);
    StepView {
        kind: small(row.kind),
        actor: plain(row.actor),
        commitment: hash(row.commitment),
        attested: row.attested,
        fault: row.fault,
        pledges: own
            .map(|it| PledgeView {
                surety: plain(it.surety),
                cover: it.cover.0,
                left: it.cover_left.0,
                mandate: it.mandate,
                paid_at: it.paid_at,
                kept: it.kept,
            })
            .collect(),
        answers: answers
            .map(|it| {
                assert_eq!(it.until, trace.busy_until);
                LayerView {
                    surety: plain(it.surety),
                    left: it.cover_left.0,
                    until: it.until,
                }
            })
            .collect(),
    }
}

fn batch(row: &kept::Batch, pledges: &[kept::BatchPledge]) -> BatchView {
    let own = pledges
        .iter()
        .filter(|it| it.id / 8 == row.id && !it.released);
    BatchView {
        recorder: plain(row.recorder),
        root: hash(row.root),
        depth: small(row.depth),
        anchored_at: row.anchored_at,
        terms: small(row.terms),
        busy_until: row.busy_until,
        open_faults: small(row.open_faults),
        pledges: own
            .map(|it| BatchPledgeView {
                mandate: it.mandate,
                surety: plain(it.surety),
                actor: plain(it.actor),
                kinds: small(it.kinds),
                per_trace: it.per_trace.0,
                locked_left: it.locked_left.0,
            })
            .collect(),
    }
}

fn mandate(row: &kept::Mandate) -> MandateView {
    MandateView {
        surety: plain(row.surety),
        actor: plain(row.actor),
        kinds: small(row.kinds),
        recorder: plain(row.recorder),
        terms: small(row.terms),
        per_trace: row.per_trace.0,
        limit: row.most.0,
        outstanding: row.outstanding.0,
        premium_bps: small(row.premium_bps),
        until: row.until,
        revoked: row.revoked,
    }
}

fn offer(row: &kept::Offer, ids: &BTreeMap<u64, Hash>) -> OfferView {
    OfferView {
        trace: ids[&row.trace],
        step: small(row.step % 8),
        payer: plain(row.payer),
        cover: row.cover.0,
        cover_left: row.cover_left.0,
        premium: row.premium.0,
        premium_left: row.premium_left.0,
        until: row.until,
    }
}

fn fault(row: &kept::Fault, ids: &BTreeMap<u64, Hash>, terms: &BTreeMap<u32, Terms>) -> FaultView {
    FaultView {
        trace: ids[&row.trace],
        step: small(row.step),
        state: small(row.state),
        layer: small(row.layer),
        called: row.called.map_or(Address::ZERO, plain),
        deadline: row.deadline.unwrap_or_default(),
        reporter: plain(row.reporter),
        beneficiary: plain(row.beneficiary),
        recorder: plain(row.recorder),
        governance: plain(row.governance),
        recourse: row.recourse,
        loss: row.loss.0,
        paid: row.paid.0,
        conceded: row.conceded.0,
        defaulted: row.defaulted.0,
        report_deposit: row.report_deposit.0,
        contest_deposit: row.contest_deposit.0,
        evidence: hash(row.evidence),
        report_end: row.report_end,
        batch: row.batch,
        batch_pledge: small(row.batch_place),
        terms_id: small(row.terms),
        terms: terms[&small(row.terms)],
    }
    .meaningful()
}

fn rule(row: &kept::Rules) -> Terms {
    Terms {
        windows: Windows {
            answer: small(row.answer),
            ruling: small(row.ruling),
            report: small(row.report),
            recourse: small(row.recourse),
        },
        min_cover: row.min_cover.0,
        report_deposit: row.report_deposit.0,
        contest_deposit: row.contest_deposit.0,
        lost_penalty_bps: small(row.lost_penalty_bps),
        max_default_penalty_bps: small(row.max_default_penalty_bps),
        reporter_share_bps: small(row.reporter_share_bps),
    }
}

fn totals(books: &kept::Books) -> TotalsView {
    TotalsView {
        accounted: books.accounted.0,
        locked: books.locked.0,
        deposits: books.deposits.0,
        premiums: books.premiums_held.0,
        traces: books.traces,
        batches: books.batches,
        mandates: books.mandates,
        offers: books.offers,
        faults: books.faults,
    }
}

fn office(books: &kept::Books) -> OfficeView {
    OfficeView {
        governance: plain(books.governance),
        proposed: plain(books.proposed),
        treasury: plain(books.treasury),
        intake_open: books.intake_open,
        terms: small(books.terms),
        shortest: Windows {
            answer: small(books.shortest_answer),
            ruling: small(books.shortest_ruling),
            report: small(books.shortest_report),
            recourse: small(books.shortest_recourse),
        },
    }
}

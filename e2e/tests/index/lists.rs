//! What lists find.

use crate::{kills::in_one_go, Place};
use answerable_client::{
    alloy_sol_types::{private::U256, SolEvent},
    events::{read, Page, Told},
    index::*,
    interface::IAnswerable::Reported,
    trace::Kind,
    Log, State, H256,
};
use answerable_e2e::synthetic::Synthetic;
use std::collections::BTreeSet;

const BLOCKS: u64 = 30_000 / 15;

/// All items of a list, read in pages of this length.
macro_rules! all {
    ($index:ident.$list:ident($filter:ident { $($field:ident: $value:expr),* $(,)? }), $limit:expr) => {{
        let mut filter = $filter { $($field: $value,)* limit: Some($limit), ..$filter::default() };
        let mut items = Vec::new();
        loop {
            let page = $index.$list(&filter).await.unwrap();
            assert!(page.items.len() <= $limit as usize);
            items.extend(page.items);
            match page.next {
                Some(next) => filter.after = Some(next),
                None => break items,
            }
        }
    }};
}

/// The items that a filter finds are those of all that fulfil it, in the same order, however long the pages are.
macro_rules! finds {
    ($index:ident.$list:ident($filter:ident $fields:tt), $all:ident, $fits:expr) => {{
        let fits = $fits;
        let expected: Vec<_> = $all.iter().filter(|it| fits(it)).cloned().collect();
        assert!(!expected.is_empty(), "nothing fits {}", stringify!($filter $fields));
        assert!(expected.len() < $all.len(), "everything fits {}", stringify!($filter $fields));
        for limit in [7, 200] {
            let found = all!($index.$list($filter $fields), limit);
            assert_eq!(found, expected, "{}", stringify!($filter $fields));
        }
    }};
}

fn person(sort: &str, number: u64) -> Option<Address> {
    Some(Address(Synthetic::person(sort, number)))
}

pub async fn every_filter_finds_what_it_should_on_pages_of_any_length(place: Place) {
    let index = in_one_go(&place.url(0), BLOCKS, 20).await;
    traces(&index).await;
    open_steps(&index).await;
    promises(&index).await;
    faults(&index).await;
    events(&index).await;
    calendar_and_income(&index).await;
}

async fn traces(index: &Index) {
    let all = all!(index.traces(TraceFilter {}), 7);
    let numbers = index.overview().await.unwrap().traces;
    assert_eq!(all.len() as u64, numbers);
    let ids: BTreeSet<Hash> = all.iter().map(|trace| trace.id).collect();
    assert_eq!(ids.len(), all.len(), "none comes twice");
    let (recorder, requester) = (person("recorder", 0), all[20].requester);
    let (actor, surety) = (person("actor", 0), person("surety", 0));
    let commitment = Hash(Synthetic::model(0));
    let pledges = all!(index.pledges(PledgeFilter {}), 200);
    let of_surety = pledges.iter().filter(|it| Some(it.surety) == surety);
    let of_surety: BTreeSet<Hash> = of_surety.map(|it| it.trace).collect();
    let batch = all.iter().find_map(|trace| trace.batch);
    finds!(
        index.traces(TraceFilter { recorder: recorder }),
        all,
        |it: &&TraceRow| Some(it.recorder) == recorder
    );
    finds!(
        index.traces(TraceFilter {
            requester: Some(requester)
        }),
        all,
        |it: &&TraceRow| it.requester == requester
    );
    let acted = |it: &TraceRow| it.steps.iter().any(|step| Some(step.actor) == actor);
    finds!(
        index.traces(TraceFilter { actor: actor }),
        all,
        |it: &&TraceRow| acted(it)
    );
    let committed = |it: &TraceRow| it.steps.iter().any(|step| step.commitment == commitment);
    finds!(
        index.traces(TraceFilter {
            commitment: Some(commitment)
        }),
        all,
        |it: &&TraceRow| committed(it)
    );
    finds!(
        index.traces(TraceFilter { surety: surety }),
        all,
        |it: &&TraceRow| of_surety.contains(&it.id)
    );
    finds!(
        index.traces(TraceFilter { batch: batch }),
        all,
        |it: &&TraceRow| it.batch == batch
    );
    finds!(
        index.traces(TraceFilter {
            open_faults: Some(true)
        }),
        all,
        |it: &&TraceRow| it.open_faults > 0
    );
    finds!(
        index.traces(TraceFilter {
            open_faults: Some(false)
        }),
        all,
        |it: &&TraceRow| it.open_faults == 0
    );
    for answered in [Answered::None, Answered::Some, Answered::All] {
        finds!(
            index.traces(TraceFilter {
                answered: Some(answered)
            }),
            all,
            |it: &&TraceRow| {
                let count = it.steps.iter().filter(|step| step.answered).count();
                match answered {
                    Answered::None => count == 0,
                    Answered::Some => count > 0 && count < it.steps.len(),
                    Answered::All => count == it.steps.len(),
                }
            }
        );
    }
    finds!(
        index.traces(TraceFilter {
            recorder: recorder,
            actor: actor
        }),
        all,
        |it: &&TraceRow| Some(it.recorder) == recorder && acted(it)
    );
    finds!(
        index.traces(TraceFilter {
            surety: surety,
            commitment: Some(commitment),
            answered: Some(Answered::All)
        }),
        all,
        |it: &&TraceRow| of_surety.contains(&it.id)
            && committed(it)
            && it.steps.iter().all(|step| step.answered)
    );
    let one = index.trace(all[3].id).await.unwrap();
    assert_eq!(one.as_ref(), Some(&all[3]));
    assert_eq!(index.trace(commitment).await.unwrap(), None);
    let nobody = TraceFilter {
        requester: actor,
        ..TraceFilter::default()
    };
    assert!(index.traces(&nobody).await.unwrap().items.is_empty());
}

async fn open_steps(index: &Index) {
    let all = all!(index.open_steps(OpenFilter {}), 7);
    let now = index.overview().await.unwrap().as_of.time;
    // Those, and only those, that nobody answers for and that have time left.
    let window = 3 * 86_400;
    let traces = all!(index.traces(TraceFilter {}), 200);
    let open = traces
        .iter()
        .filter(|trace| trace.recorded_at + window >= now);
    let open = open.flat_map(|trace| trace.steps.iter().map(move |step| (trace.id, step)));
    let open = open.filter(|(_, step)| !step.answered && step.open_fault.is_none());
    let open: BTreeSet<_> = open.map(|(id, step)| (id, step.number)).collect();
    let listed: BTreeSet<_> = all.iter().map(|it| (it.trace, it.step)).collect();
    assert_eq!(listed, open);
    let richest = all.windows(2).all(|two| {
        let [one, next] = two else { return false };
        (next.premium, one.until) <= (one.premium, next.until) || next.premium < one.premium
    });
    assert!(
        richest,
        "the richest offer comes first, then the soonest end"
    );
    for it in all.iter().filter(|it| it.premium.0 > 0) {
        let best = it.offers.iter().map(|offer| offer.premium_left).max();
        assert_eq!(best, Some(it.premium));
        assert!(it
            .offers
            .iter()
            .all(|offer| offer.open && offer.until >= now));
    }
    let (actor, recorder) = (person("actor", 1), person("recorder", 0));
    let requester = all[5].requester;
    let commitment = Hash(Synthetic::model(0));
    let until = all.iter().map(|it| it.until).max().unwrap() - 3_600;
    finds!(
        index.open_steps(OpenFilter { actor: actor }),
        all,
        |it: &&OpenRow| Some(it.actor) == actor
    );
    finds!(
        index.open_steps(OpenFilter { recorder: recorder }),
        all,
        |it: &&OpenRow| Some(it.recorder) == recorder
    );
    finds!(
        index.open_steps(OpenFilter {
            requester: Some(requester)
        }),
        all,
        |it: &&OpenRow| it.requester == requester
    );
    finds!(
        index.open_steps(OpenFilter {
            commitment: Some(commitment)
        }),
        all,
        |it: &&OpenRow| it.commitment == commitment
    );
    let tool = Some(KindName(Kind::Tool));
    finds!(
        index.open_steps(OpenFilter { kind: tool }),
        all,
        |it: &&OpenRow| it.kind == tool
    );
    finds!(
        index.open_steps(OpenFilter {
            offered: Some(true)
        }),
        all,
        |it: &&OpenRow| it.premium.0 > 0
    );
    finds!(
        index.open_steps(OpenFilter {
            offered: Some(false)
        }),
        all,
        |it: &&OpenRow| it.premium.0 == 0
    );
    finds!(
        index.open_steps(OpenFilter { until: Some(until) }),
        all,
        |it: &&OpenRow| it.until >= until
    );
    finds!(
        index.open_steps(OpenFilter {
            recorder: recorder,
            kind: tool,
            offered: Some(true)
        }),
        all,
        |it: &&OpenRow| Some(it.recorder) == recorder && it.kind == tool && it.premium.0 > 0
    );
}

async fn promises(index: &Index) {
    let (surety, recorder) = (person("surety", 0), person("recorder", 0));
    let all = all!(index.offers(OfferFilter {}), 7);
    let trace = all[10].trace;
    finds!(
        index.offers(OfferFilter { trace: Some(trace) }),
        all,
        |it: &&OfferRow| it.trace == trace
    );
    finds!(
        index.offers(OfferFilter { payer: recorder }),
        all,
        |it: &&OfferRow| Some(it.payer) == recorder
    );
    finds!(
        index.offers(OfferFilter { open: Some(true) }),
        all,
        |it: &&OfferRow| it.open
    );
    finds!(
        index.offers(OfferFilter {
            open: Some(false),
            payer: recorder
        }),
        all,
        |it: &&OfferRow| !it.open && Some(it.payer) == recorder
    );
    let unknown = OfferFilter {
        trace: Some(Hash(H256::repeat_byte(9))),
        ..OfferFilter::default()
    };
    assert!(index.offers(&unknown).await.unwrap().items.is_empty());

    let now = index.overview().await.unwrap().as_of.time;
    let all = all!(index.mandates(MandateFilter {}), 7);
    assert!(all
        .iter()
        .all(|it| it.open == (it.until >= now && !it.revoked)));
    finds!(
        index.mandates(MandateFilter { surety: surety }),
        all,
        |it: &&MandateRow| Some(it.surety) == surety
    );
    finds!(
        index.mandates(MandateFilter {
            recorder: recorder,
            open: Some(true)
        }),
        all,
        |it: &&MandateRow| Some(it.recorder) == recorder && it.open
    );
    finds!(
        index.mandates(MandateFilter {
            actor: person("actor", 0)
        }),
        all,
        |it: &&MandateRow| Some(it.actor) == person("actor", 0)
    );

    let all = all!(index.batches(BatchFilter {}), 7);
    finds!(
        index.batches(BatchFilter { recorder: recorder }),
        all,
        |it: &&BatchRow| Some(it.recorder) == recorder
    );

    let all = all!(index.batch_pledges(BatchPledgeFilter {}), 7);
    finds!(
        index.batch_pledges(BatchPledgeFilter { surety: surety }),
        all,
        |it: &&BatchPledgeRow| Some(it.surety) == surety
    );
    finds!(
        index.batch_pledges(BatchPledgeFilter {
            batch: Some(all[3].batch)
        }),
        all,
        |it: &&BatchPledgeRow| it.batch == all[3].batch
    );

    let all = all!(index.pledges(PledgeFilter {}), 7);
    let trace = all[9].trace;
    finds!(
        index.pledges(PledgeFilter { surety: surety }),
        all,
        |it: &&PledgeRow| Some(it.surety) == surety
    );
    finds!(
        index.pledges(PledgeFilter { trace: Some(trace) }),
        all,
        |it: &&PledgeRow| it.trace == trace
    );
}

async fn faults(index: &Index) {
    let all = all!(index.faults(FaultFilter {}), 7);
    let now = index.overview().await.unwrap().as_of.time;
    let is =
        |it: &FaultRow, states: &[State]| it.state.is_some_and(|state| states.contains(&state.0));
    let (reporter, trace) = (all[4].reporter, all[4].trace);
    finds!(
        index.faults(FaultFilter {
            reporter: Some(reporter)
        }),
        all,
        |it: &&FaultRow| it.reporter == reporter
    );
    let beneficiary = all[7].beneficiary;
    finds!(
        index.faults(FaultFilter {
            beneficiary: Some(beneficiary)
        }),
        all,
        |it: &&FaultRow| it.beneficiary == beneficiary
    );
    finds!(
        index.faults(FaultFilter { trace: Some(trace) }),
        all,
        |it: &&FaultRow| it.trace == trace
    );
    let orphaned = vec![StateName(State::Orphaned)];
    finds!(
        index.faults(FaultFilter {
            state: orphaned.clone()
        }),
        all,
        |it: &&FaultRow| is(it, &[State::Orphaned])
    );
    let two = vec![StateName(State::MadeGood), StateName(State::Dismissed)];
    finds!(
        index.faults(FaultFilter { state: two.clone() }),
        all,
        |it: &&FaultRow| is(it, &[State::MadeGood, State::Dismissed])
    );
    finds!(
        index.faults(FaultFilter { open: Some(true) }),
        all,
        |it: &&FaultRow| it.called.is_some()
    );
    finds!(
        index.faults(FaultFilter {
            open: Some(false),
            state: two.clone()
        }),
        all,
        |it: &&FaultRow| is(it, &[State::MadeGood, State::Dismissed])
    );
    let called = all.iter().find_map(|it| it.called);
    finds!(
        index.faults(FaultFilter { called: called }),
        all,
        |it: &&FaultRow| it.called == called
    );
    let before = now + 3_600 * 6;
    finds!(
        index.faults(FaultFilter {
            deadline_before: Some(before)
        }),
        all,
        |it: &&FaultRow| it.deadline.is_some_and(|at| at < before)
    );

    // Who was ever called is told by events.
    let surety = person("surety", 0);
    let calls = all!(
        index.events(EventFilter {
            name: Some("Called".into()),
            account: surety
        }),
        200
    );
    let calls: BTreeSet<_> = calls.iter().filter_map(|it| it.fault).collect();
    finds!(
        index.faults(FaultFilter { surety: surety }),
        all,
        |it: &&FaultRow| calls.contains(&it.id)
    );

    let mut due: Vec<FaultRow> = all
        .iter()
        .filter(|it| it.deadline.is_some())
        .cloned()
        .collect();
    due.sort_by_key(|it| (it.deadline, it.id));
    let order = FaultOrder::Deadline;
    assert_eq!(all!(index.faults(FaultFilter { order: order }), 7), due);
    finds!(
        index.faults(FaultFilter {
            order: order,
            state: orphaned.clone()
        }),
        due,
        |it: &&FaultRow| is(it, &[State::Orphaned])
    );
    finds!(
        index.faults(FaultFilter {
            order: order,
            called: called
        }),
        due,
        |it: &&FaultRow| it.called == called
    );
    finds!(
        index.faults(FaultFilter {
            order: order,
            open: Some(true)
        }),
        due,
        |it: &&FaultRow| it.called.is_some()
    );
    finds!(
        index.faults(FaultFilter {
            order: order,
            deadline_before: Some(before)
        }),
        due,
        |it: &&FaultRow| it.deadline.is_some_and(|at| at < before)
    );
    let one = index.fault(all[2].id).await.unwrap();
    assert_eq!(one.as_ref(), Some(&all[2]));
}

async fn events(index: &Index) {
    let all = all!(index.events(EventFilter {}), 199);
    assert!(all.windows(2).all(|two| two[0].number == two[1].number + 1));
    assert!(all
        .iter()
        .all(|it| !it.sentence.is_empty() && !it.name.is_empty()));
    let trace = all
        .iter()
        .find(|it| it.name == "Reported")
        .and_then(|it| it.trace);
    finds!(
        index.events(EventFilter { trace: trace }),
        all,
        |it: &&EventRow| it.trace == trace
    );
    finds!(
        index.events(EventFilter { fault: Some(3) }),
        all,
        |it: &&EventRow| it.fault == Some(3)
    );
    finds!(
        index.events(EventFilter {
            name: Some("Paid".into())
        }),
        all,
        |it: &&EventRow| it.name == "Paid"
    );
    let surety = person("surety", 2);
    let named = |it: &EventRow| {
        let fields = it.fields.as_object().unwrap();
        let mut fields = fields.values();
        fields.any(|value| value.as_str() == surety.map(|it| it.to_string()).as_deref())
    };
    finds!(
        index.events(EventFilter { account: surety }),
        all,
        |it: &&EventRow| named(it)
    );
    finds!(
        index.events(EventFilter {
            account: surety,
            name: Some("Paid".into())
        }),
        all,
        |it: &&EventRow| named(it) && it.name == "Paid"
    );

    let told = index.told_of(trace.unwrap()).await.unwrap();
    assert_eq!(
        told.len(),
        all.iter().filter(|it| it.trace == trace).count()
    );
    let mut after = 0;
    let mut read = Vec::new();
    loop {
        let blocks = index.blocks_after(after, 50).await.unwrap();
        let Some(last) = blocks.last() else { break };
        after = last.block;
        read.extend(blocks.into_iter().flat_map(|block| block.events));
    }
    read.reverse();
    assert_eq!(read, all);

    let account = surety.unwrap().to_string();
    let found = index
        .search(&account.to_uppercase().replace("0X", "0x"))
        .await
        .unwrap();
    assert_eq!(
        found,
        [FoundRow {
            kind: Thing::Account,
            id: account
        }]
    );
    let id = trace.unwrap().to_string();
    for text in [id.as_str(), &id[..12]] {
        let found = index.search(text).await.unwrap();
        assert_eq!(
            found,
            [FoundRow {
                kind: Thing::Trace,
                id: id.clone()
            }]
        );
    }
    let kinds: Vec<Thing> = index
        .search("2")
        .await
        .unwrap()
        .iter()
        .map(|it| it.kind)
        .collect();
    assert_eq!(
        kinds,
        [Thing::Fault, Thing::Batch, Thing::Offer, Thing::Mandate]
    );
    let model = Hash(Synthetic::model(0)).to_string();
    let found = index.search(&model).await.unwrap();
    assert_eq!(
        found,
        [FoundRow {
            kind: Thing::Commitment,
            id: model
        }]
    );
    for nothing in ["", "0x", "who", "0x00", "99999999"] {
        assert!(index.search(nothing).await.unwrap().is_empty());
    }
}

async fn calendar_and_income(index: &Index) {
    let surety = Address(Synthetic::person("surety", 0));
    let mut seen = Vec::new();
    for limit in [3, 200] {
        let mut filter = CalendarFilter {
            limit: Some(limit),
            ..CalendarFilter::default()
        };
        let mut items = Vec::new();
        loop {
            let page = index.calendar(surety, &filter).await.unwrap();
            items.extend(page.items);
            match page.next {
                Some(next) => filter.after = Some(next),
                None => break,
            }
        }
        seen.push(items);
    }
    assert_eq!(seen[0], seen[1]);
    assert!(seen[0].is_sorted_by_key(|it| it.time));
    let releases = seen[0].iter().filter(|it| it.kind == Due::Release).count();
    let mine = Some(surety);
    let pledges = all!(
        index.pledges(PledgeFilter {
            surety: mine,
            released: Some(false)
        }),
        200
    );
    let own = pledges.iter().filter(|it| it.place > 0).count();
    let batches = all!(
        index.batch_pledges(BatchPledgeFilter {
            surety: mine,
            released: Some(false)
        }),
        200
    );
    assert_eq!(releases, own + batches.len());
    let row = index.account(surety).await.unwrap();
    assert_eq!(row.pledges, releases as u64);
    let answers = seen[0].iter().filter(|it| it.kind == Due::Answer).count();
    assert_eq!(row.open_calls, answers as u64);

    for points in [1, 5, 200] {
        let filter = SeriesFilter {
            points: Some(points),
            ..SeriesFilter::default()
        };
        let income = index.income(surety, &filter).await.unwrap();
        assert!(income.points.len() <= points as usize);
        let sums = income.points.iter().fold([0; 3], |sums, it| {
            [
                sums[0] + it.premiums.0,
                sums[1] + it.paid.0,
                sums[2] + it.penalties.0,
            ]
        });
        assert_eq!(sums, [row.income.0, row.paid.0, row.penalties.0]);
        let series = index.series(&filter).await.unwrap();
        assert!(series.points.len() <= points as usize);
        let overview = index.overview().await.unwrap();
        let deposited: u128 = series.points.iter().map(|it| it.deposited.0).sum();
        assert_eq!(deposited, overview.deposited.0);
        let last = series.points.last().unwrap();
        assert_eq!((last.steps, last.cover), (overview.steps, overview.cover));
    }
}

/// Anybody may write anything into a fault's address of evidence.
pub async fn what_strangers_wrote_stays_text(place: Place) {
    let index = in_one_go(&place.url(0), 2, 1).await;
    let trace = index.traces(&TraceFilter::default()).await.unwrap().items[0].clone();
    let hostile = [
        "'; DROP TABLE faults; --".to_owned(),
        "<script>alert(1)</script>".into(),
        "\u{202e}right to left, and a \0 in it".into(),
        "$1 ? %s {} \\".into(),
        "ÿ".repeat(128),
    ];
    let reporter = Synthetic::person("nobody", 1);
    let mut pages = Vec::new();
    for (number, uri) in (1..).zip(&hostile) {
        let reported = Reported {
            fault: number,
            trace: trace.id.0 .0.into(),
            reporter: reporter.0.into(),
            step: 1,
            beneficiary: trace.requester.0 .0.into(),
            recourse: false,
            loss: U256::from(u128::MAX),
            deposit: U256::ZERO,
            evidence: [7; 32].into(),
            uri: uri.clone(),
        };
        let encoded = reported.encode_log_data();
        let log = Log {
            contract: index.subject().contract,
            topics: encoded.topics().iter().map(|it| H256(it.0)).collect(),
            data: encoded.data.to_vec(),
        };
        let event = read(&log).unwrap();
        let block = answerable_client::Block {
            number: number + 2,
            hash: H256::from_low_u64_be(number),
            time_ms: 1_767_300_000_000,
        };
        pages.push(Page {
            block,
            told: vec![Told { event, log }],
        });
    }
    index.apply(&pages, &Traces::new()).await.unwrap();
    let faults = all!(index.faults(FaultFilter {}), 2);
    assert_eq!(faults.len(), hostile.len());
    for (fault, uri) in faults.iter().rev().zip(&hostile) {
        assert_eq!(fault.uri, uri.replace('\0', "\u{fffd}"));
    }
    // Also where a filter or a page is asked for.
    for text in &hostile {
        let filter = EventFilter {
            name: Some(text.clone()),
            ..EventFilter::default()
        };
        assert!(index.events(&filter).await.unwrap().items.is_empty());
        let filter = EventFilter {
            after: Some(text.clone()),
            ..EventFilter::default()
        };
        let refused = index.events(&filter).await.unwrap_err();
        assert!(
            matches!(refused, IndexError::NoSuchPage { .. }),
            "{refused}"
        );
        let filter = OpenFilter {
            after: Some(text.clone()),
            ..OpenFilter::default()
        };
        let refused = index.open_steps(&filter).await.unwrap_err();
        assert!(
            matches!(refused, IndexError::NoSuchPage { .. }),
            "{refused}"
        );
        assert!(index.search(text).await.unwrap().is_empty());
    }
}

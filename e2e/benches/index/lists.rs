//! Every list of an index with every filter, and the records and figures beside them.

use answerable_client::index::*;
use answerable_e2e::synthetic::Synthetic;
use serde::Serialize;
use std::{
    future::Future,
    hint::black_box,
    time::{Duration, Instant},
};

/// Each is asked so often, and once before; the middle one counts, because others may use the machine, too.
const TIMES: usize = 5;

/// How long every list, record and figure of an index takes, the slowest first.
pub async fn time_all(index: &Index) -> Result<Vec<(Duration, String)>, IndexError> {
    let mut timed = Vec::new();
    ask_all(index, &mut timed).await?;
    timed.sort();
    timed.reverse();
    Ok(timed)
}

/// With the writing of what its address answers.
async fn time<T: Serialize, F: Future<Output = Result<T, IndexError>>>(
    name: &str,
    timed: &mut Vec<(Duration, String)>,
    ask: impl Fn() -> F,
) -> Result<T, IndexError> {
    let mut answer = ask().await?;
    let mut took = [Duration::ZERO; TIMES];
    for took in &mut took {
        let begun = Instant::now();
        answer = ask().await?;
        black_box(serde_json::to_vec(&answer).expect("it can be written"));
        *took = begun.elapsed();
    }
    took.sort();
    timed.push((took[TIMES / 2], name.into()));
    Ok(answer)
}

async fn ask_all(index: &Index, timed: &mut Vec<(Duration, String)>) -> Result<(), IndexError> {
    let person = |sort: &str, number| Address(Synthetic::person(sort, number));
    let limit = Some(200);
    macro_rules! lists {
        ($($list:ident($filter:ident { $($field:ident: $value:expr),* }),)+) => {$({
            let filter = $filter { $($field: $value,)* limit, ..$filter::default() };
            let name = [stringify!($list) $(, stringify!($field))*].join(" ");
            let found = time(&name, timed, || index.$list(&filter)).await?;
            let filter = $filter { after: found.next.clone(), ..filter };
            let next = time(&format!("{name}, next page"), timed, || index.$list(&filter)).await?;
            eprintln!("{name}: {} {}", found.items.len(), next.items.len());
        })+};
    }
    let recorder = Some(person("recorder", 0));
    let requester = Some(person("requester", 5));
    let actor = Some(person("actor", 0));
    let rare = Some(person("actor", 590));
    let surety = Some(person("surety", 0));
    let commitment = Some(Hash(Synthetic::model(0)));
    let some = index.traces(&TraceFilter::default()).await?.items;
    let old = index
        .traces(&TraceFilter {
            after: Some("5000".into()),
            ..Default::default()
        })
        .await?
        .items;
    let trace = old.first().or(some.first()).map(|trace| trace.id);
    let overview = index.overview().await?;
    let now = overview.as_of.time;
    lists! {
        traces(TraceFilter {}),
        traces(TraceFilter { requester: requester }),
        traces(TraceFilter { recorder: recorder }),
        traces(TraceFilter { actor: actor }),
        traces(TraceFilter { actor: rare }),
        traces(TraceFilter { commitment: commitment }),
        traces(TraceFilter { surety: surety }),
        traces(TraceFilter { batch: Some(3) }),
        traces(TraceFilter { answered: Some(Answered::None) }),
        traces(TraceFilter { answered: Some(Answered::Some) }),
        traces(TraceFilter { answered: Some(Answered::All) }),
        traces(TraceFilter { open_faults: Some(true) }),
        traces(TraceFilter { recorder: recorder, actor: actor }),
        traces(TraceFilter { recorder: recorder, surety: surety }),
        traces(TraceFilter { recorder: recorder, open_faults: Some(true) }),
        traces(TraceFilter { requester: requester, commitment: commitment, surety: surety }),
        traces(TraceFilter { actor: actor, commitment: commitment, surety: surety, answered: Some(Answered::All) }),
        traces(TraceFilter { recorder: recorder, actor: actor, commitment: commitment, surety: surety, batch: Some(3) }),
        open_steps(OpenFilter {}),
        open_steps(OpenFilter { actor: actor }),
        open_steps(OpenFilter { commitment: commitment }),
        open_steps(OpenFilter { recorder: recorder }),
        open_steps(OpenFilter { requester: requester }),
        open_steps(OpenFilter { kind: Some(KindName(answerable_client::trace::Kind::Tool)) }),
        open_steps(OpenFilter { offered: Some(true) }),
        open_steps(OpenFilter { offered: Some(false) }),
        open_steps(OpenFilter { until: Some(now + 200_000) }),
        open_steps(OpenFilter { until: Some(now + 900_000) }),
        open_steps(OpenFilter { recorder: recorder, actor: actor, offered: Some(true) }),
        offers(OfferFilter {}),
        offers(OfferFilter { trace: trace }),
        offers(OfferFilter { payer: recorder }),
        offers(OfferFilter { open: Some(true) }),
        offers(OfferFilter { open: Some(false) }),
        offers(OfferFilter { payer: recorder, open: Some(true) }),
        mandates(MandateFilter {}),
        mandates(MandateFilter { surety: surety }),
        mandates(MandateFilter { recorder: recorder }),
        mandates(MandateFilter { actor: actor }),
        mandates(MandateFilter { open: Some(true) }),
        mandates(MandateFilter { surety: surety, recorder: recorder, open: Some(true) }),
        batches(BatchFilter {}),
        batches(BatchFilter { recorder: recorder }),
        pledges(PledgeFilter {}),
        pledges(PledgeFilter { surety: surety }),
        pledges(PledgeFilter { trace: trace }),
        pledges(PledgeFilter { released: Some(false) }),
        pledges(PledgeFilter { released: Some(true) }),
        pledges(PledgeFilter { surety: surety, released: Some(false) }),
        pledges(PledgeFilter { surety: surety, trace: trace }),
        batch_pledges(BatchPledgeFilter {}),
        batch_pledges(BatchPledgeFilter { surety: surety }),
        batch_pledges(BatchPledgeFilter { surety: surety, released: Some(false) }),
        batch_pledges(BatchPledgeFilter { batch: Some(100) }),
        faults(FaultFilter {}),
        faults(FaultFilter { trace: trace }),
        faults(FaultFilter { state: states(&["contested"]) }),
        faults(FaultFilter { state: states(&["contested", "defaulted"]) }),
        faults(FaultFilter { reporter: requester }),
        faults(FaultFilter { beneficiary: requester }),
        faults(FaultFilter { called: surety }),
        faults(FaultFilter { surety: surety }),
        faults(FaultFilter { governance: Some(person("governance", 0)) }),
        faults(FaultFilter { open: Some(true) }),
        faults(FaultFilter { open: Some(false) }),
        faults(FaultFilter { deadline_before: Some(now) }),
        faults(FaultFilter { order: FaultOrder::Deadline }),
        faults(FaultFilter { order: FaultOrder::Deadline, state: states(&["contested", "defaulted"]) }),
        faults(FaultFilter { order: FaultOrder::Deadline, called: surety }),
        faults(FaultFilter { order: FaultOrder::Deadline, surety: surety }),
        faults(FaultFilter { order: FaultOrder::Deadline, deadline_before: Some(now + 3_600) }),
        faults(FaultFilter { order: FaultOrder::Deadline, reporter: requester, open: Some(true) }),
        events(EventFilter {}),
        events(EventFilter { trace: trace }),
        events(EventFilter { fault: Some(7) }),
        events(EventFilter { account: surety }),
        events(EventFilter { account: recorder }),
        events(EventFilter { name: Some("Pledged".into()) }),
        events(EventFilter { name: Some("Slashed".into()) }),
        events(EventFilter { account: recorder, name: Some("Slashed".into()) }),
        events(EventFilter { account: surety, name: Some("Paid".into()) }),
    }
    for address in [surety, recorder].into_iter().flatten() {
        time("account", timed, || index.account(address)).await?;
        let filter = CalendarFilter {
            limit,
            ..Default::default()
        };
        let found = time("calendar", timed, || index.calendar(address, &filter)).await?;
        let filter = CalendarFilter {
            after: found.next,
            from: Some(now),
            ..filter
        };
        time("calendar, next page", timed, || {
            index.calendar(address, &filter)
        })
        .await?;
        let filter = SeriesFilter::default();
        time("income", timed, || index.income(address, &filter)).await?;
    }
    time("overview", timed, || index.overview()).await?;
    let all = SeriesFilter::default();
    time("series", timed, || index.series(&all)).await?;
    let few = SeriesFilter {
        points: Some(10),
        ..Default::default()
    };
    time("series of 10", timed, || index.series(&few)).await?;
    time("blocks_after", timed, || index.blocks_after(1_000, 200)).await?;
    if let Some(trace) = trace {
        time("trace", timed, || index.trace(trace)).await?;
        time("told_of", timed, || async {
            Ok(index.told_of(trace).await?.len())
        })
        .await?;
        let text = trace.to_string();
        time("search a trace", timed, || index.search(&text)).await?;
        time("search a beginning", timed, || index.search(&text[..8])).await?;
    }
    time("search a number", timed, || index.search("17")).await?;
    for found in [actor, surety].into_iter().flatten() {
        let text = found.to_string();
        time("search an account", timed, || index.search(&text)).await?;
    }
    Ok(())
}

fn states(names: &[&str]) -> Vec<StateName> {
    let named = names
        .iter()
        .map(|name| serde_json::from_value((*name).into()));
    named.map(|it| it.expect("it is a state")).collect()
}

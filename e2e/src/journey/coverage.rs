//! Which messages, errors and events of the contract journeys have met.

use answerable_client::{
    interface::IAnswerable::{IAnswerableCalls, IAnswerableErrors, IAnswerableEvents},
    Log,
};
use std::{collections::BTreeSet, sync::Mutex};

static MET: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

pub struct Coverage;

impl Coverage {
    pub(super) fn called(input: &[u8]) {
        let selector = input.first_chunk::<4>();
        let name = selector.and_then(|it| IAnswerableCalls::name_by_selector(*it));
        note("message", name);
    }

    pub(super) fn refused(data: &[u8]) {
        let selector = data.first_chunk::<4>();
        let name = selector.and_then(|it| IAnswerableErrors::name_by_selector(*it));
        note("error", name);
    }

    pub(super) fn told(logs: &[Log]) {
        for log in logs {
            let topic = log.topics.first();
            let name = topic.and_then(|it| IAnswerableEvents::name_by_selector(it.0));
            note("event", name);
        }
    }

    /// All that the contract has and no journey met, without what nobody can meet.
    pub fn missed(unreachable: &[&str]) -> Vec<String> {
        let met = MET.lock().expect("nobody panics while noting");
        all()
            .filter(|it| !met.contains(it) && !unreachable.contains(&it.as_str()))
            .collect()
    }

    /// How many of each sort there are, and how many journeys met.
    pub fn summary() -> String {
        let met = MET.lock().expect("nobody panics while noting");
        let count = |sort: &str| {
            let of_sort = all().filter(|it| it.starts_with(sort));
            let (met, all): (Vec<_>, Vec<_>) = of_sort.partition(|it| met.contains(it));
            format!("{} of {} {sort}s", met.len(), met.len() + all.len())
        };
        ["message", "error", "event"].map(count).join(", ")
    }
}

fn all() -> impl Iterator<Item = String> {
    let of = |sort: &'static str, names: &'static [&'static str]| {
        names.iter().map(move |name| format!("{sort} {name}"))
    };
    of("message", IAnswerableCalls::VARIANT_NAMES)
        .chain(of("error", IAnswerableErrors::VARIANT_NAMES))
        .chain(of("event", IAnswerableEvents::VARIANT_NAMES))
}

fn note(sort: &str, name: Option<&str>) {
    if let Some(name) = name {
        let mut met = MET.lock().expect("nobody panics while noting");
        met.insert(format!("{sort} {name}"));
    }
}

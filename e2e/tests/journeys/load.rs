//! Many at once, and afterwards everything is as the reference model says.

mod known;
mod plan;
mod seen;

use answerable_client::{Setup, Windows};
use answerable_e2e::{
    journey::*,
    perform::Sent,
    system::{calldata, terms},
};
use answerable_model::{Act, Address, Model, Snapshot, Terms, GRAIN};
use futures::future::join_all;
use known::Known;
use plan::Plan;
use std::{
    cell::RefCell,
    collections::BTreeMap,
    env,
    time::{Duration, Instant},
};

/// How many act at once.
const PEOPLE: usize = 200;
/// How many rule with the one account of governance.
const RULERS: usize = 4;
/// How long they act, in seconds, and how long at most if asked for with `ANSWERABLE_LOAD_SECONDS`.
const SECONDS: u64 = 50;
const LONGEST: u64 = 300;
/// Other plans with `ANSWERABLE_LOAD_SEED`.
const SEED: u64 = 1;

/// What somebody sent, where it landed, and how it ended.
struct Entry {
    caller: Address,
    value: u128,
    act: Act,
    sent: Sent,
}

/// On a node.
pub async fn two_hundred_at_once_do_what_the_model_says(mut it: Stage) {
    let seconds = asked("ANSWERABLE_LOAD_SECONDS", SECONDS).min(LONGEST);
    let seed = asked("ANSWERABLE_LOAD_SEED", SEED);
    it.answerable = it.deploys(&setup(&it)).await;
    let names = (0..PEOPLE).map(|number| format!("Person {number}").leak() as &'static str);
    let people = join_all(names.map(|name| it.invite(name))).await;
    it.restarts(&["--block-time=1000"]).await;

    it.tells(format!(
        "— {PEOPLE} people act for {seconds} seconds, seed {seed}"
    ));
    let contract = Address(it.answerable.0);
    let known = RefCell::new(Known::new(contract, &people, it.now().await));
    let entries = RefCell::new(Vec::new());
    let (begun, first) = (Instant::now(), block(&it).await);
    let end = begun + Duration::from_secs(seconds);
    let everybody = people.iter().chain([&it.governance; RULERS]);
    let lives = everybody.enumerate().map(|(number, who)| {
        let (it, known, entries) = (&it, &known, &entries);
        let mut plan = Plan::new(seed, number as u64, who, it.governance.h160() == who.h160());
        async move {
            while Instant::now() < end {
                tokio::time::sleep(plan.rest()).await;
                let (value, act) = plan.next(&known.borrow());
                let entry = does(it, who, value, act).await;
                known.borrow_mut().learn(&entry);
                entries.borrow_mut().push(entry);
            }
        }
    });
    join_all(lives).await;
    let (took, last) = (begun.elapsed(), block(&it).await);

    let mut entries = entries.into_inner();
    entries.sort_by_key(|entry| entry.sent.place());
    let mut model = model(&it);
    let mut ends = BTreeMap::new();
    for entry in &entries {
        let (block, place) = entry.sent.place();
        let Entry {
            caller, value, act, ..
        } = entry;
        it.tells(format!("{block} {place}: {caller} {act:?} with {value}"));
        let end = replays(&mut model, entry);
        it.tells(format!("    {end}"));
        *ends.entry(end).or_insert(0) += 1;
    }
    let seen = seen::snapshot(&it, &model.snapshot()).await;
    let differences = model.snapshot().differences(&seen);
    assert!(
        differences.is_empty(),
        "- the model, + the contract, the first of {}\n{}",
        differences.len(),
        differences[..differences.len().min(40)].join("\n")
    );
    let calls = entries.len();
    let mut blocks = BTreeMap::<_, usize>::new();
    for entry in &entries {
        *blocks.entry(entry.sent.place().0).or_default() += 1;
    }
    println!(
        "{PEOPLE} people, seed {seed}: {calls} calls in {} blocks, {} in the fullest, {:.0} a second, {ends:?}",
        last - first,
        blocks.into_values().max().unwrap_or_default(),
        calls as f64 / took.as_secs_f64(),
    );
    let standing = standing(&seen);
    println!("honored, defended, lost, undecided, defaulted, volunteered: {standing:?}");
    let [honored, defended, lost, undecided, defaulted, volunteered] = standing;
    let contested = defended + lost + undecided;
    let happened = [honored, contested, defaulted, volunteered];
    assert!(happened.iter().all(|times| *times > 0), "{happened:?}");
}

/// How often each counter rose.
fn standing(seen: &Snapshot) -> [u32; 6] {
    let mut sums = [0; 6];
    for it in seen.accounts.values() {
        let tallies = [
            it.honored,
            it.defended,
            it.lost,
            it.undecided,
            it.defaulted,
            it.volunteered,
        ];
        for (sum, tally) in sums.iter_mut().zip(tallies) {
            *sum += tally.times;
        }
    }
    sums
}

async fn does(it: &Stage, who: &Person, value: u128, act: Act) -> Entry {
    let input = calldata(&act).input;
    Entry {
        caller: Address(who.h160().0),
        value,
        sent: it.sends(who, input, value / GRAIN).await,
        act,
    }
}

/// The model must do what was done, and refuse what was refused: for which reason, or that it was done.
fn replays(model: &mut Model, entry: &Entry) -> String {
    let sent = &entry.sent;
    let now = sent.block.time_ms / 1_000;
    let expected = model.act(now, entry.caller, entry.value, &entry.act);
    match (&sent.end, expected) {
        (Ok(_), Ok(_)) => "done".into(),
        (Err(error), Err(refused)) if error.to_string().contains("ContractReverted") => {
            let name = format!("{refused:?}");
            let end = name.find(|letter: char| !letter.is_alphanumeric());
            name[..end.unwrap_or(name.len())].into()
        }
        (end, expected) => panic!("the contract says {end:?}, the model {expected:?}"),
    }
}

async fn block(it: &Stage) -> u64 {
    use answerable_client::Chain;
    let block = it.chain().block().await;
    block.unwrap_or_else(|error| panic!("{error}")).number
}

fn asked(name: &str, otherwise: u64) -> u64 {
    env::var(name).map_or(otherwise, |number| {
        number
            .parse()
            .unwrap_or_else(|_| panic!("{name} is a number, not {number:?}"))
    })
}

/// Short windows, so that everything ends within the minute, and odd numbers, so that roundings show.
fn first_terms() -> Terms {
    let milli = |amount: u128| amount * 1_000_000_000_000_000 + 1;
    Terms {
        windows: answerable_model::Windows {
            answer: 8,
            ruling: 12,
            report: 25,
            recourse: 15,
        },
        min_cover: milli(10),
        report_deposit: milli(7),
        contest_deposit: milli(5),
        lost_penalty_bps: 1_111,
        max_default_penalty_bps: 2_777,
        reporter_share_bps: 3_333,
    }
}

fn setup(it: &Stage) -> Setup {
    Setup {
        governance: it.governance.h160(),
        treasury: it.treasury.h160(),
        shortest: Windows::least(),
        terms: terms(first_terms()),
    }
}

fn model(it: &Stage) -> Model {
    let address = |who: answerable_client::H160| Address(who.0);
    let shortest = answerable_model::Windows {
        answer: 1,
        ruling: 1,
        report: 1,
        recourse: 1,
    };
    let model = Model::new(
        address(it.answerable),
        address(it.governance.h160()),
        address(it.treasury.h160()),
        shortest,
        first_terms(),
    );
    model.expect("the terms are good")
}

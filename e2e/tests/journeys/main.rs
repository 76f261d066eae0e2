//! What the users of the contract come for, one file each, on the embedded chain and on a node.
//!
//! `cargo test --test journeys surety` tells one; `ANSWERABLE_CHAIN=embedded` leaves the node out;
//! `ANSWERABLE_LOAD_SECONDS=300` has many act for five minutes. At the end of a whole run stands what no journey
//! met.

mod acts;
mod attackers;
mod developer;
mod governance;
mod load;
mod recourse;
mod reporter;
mod requester;
mod surety;
mod world;

use answerable_e2e::journey::{Coverage, Stage};
use libtest_mimic::{Arguments, Trial};
use std::{env, future::Future, pin::Pin, process::ExitCode};

type Journey = fn(Stage) -> Pin<Box<dyn Future<Output = ()>>>;

/// `journeys!(room::story, ...)`
macro_rules! journeys {
    ($($room:ident::$story:ident,)+) => {
        [$((
            concat!(stringify!($room), "::", stringify!($story)),
            (|stage| Box::pin($room::$story(stage))) as Journey,
        )),+]
    };
}

/// What no journey can meet, and why.
const UNREACHABLE: &[&str] = &[
    // The books would have to be wrong.
    "error Unsound",
];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let whole = arguments.filter.is_none() && arguments.skip.is_empty() && !arguments.list;
    let chains = match env::var("ANSWERABLE_CHAIN").as_deref() {
        Ok("embedded") => vec!["embedded"],
        Ok("node") => vec!["node"],
        Ok(other) => panic!("ANSWERABLE_CHAIN is `embedded` or `node`, not {other:?}"),
        Err(_) => vec!["embedded", "node"],
    };
    let journeys = journeys![
        attackers::cannot_be_paid_twice_or_take_what_is_promised,
        attackers::cannot_rule_or_slash_or_take_office,
        attackers::cannot_say_what_cannot_be,
        attackers::cannot_stand_in_the_way_of_cover,
        developer::refuses_output_that_nobody_answers_for,
        governance::rules_and_slashes_and_can_do_nothing_else,
        recourse::runs_upstream_and_ends,
        reporter::is_paid_for_what_was_right_and_pays_for_what_was_wrong,
        requester::is_made_whole_whatever_the_surety_does,
        surety::loses_no_more_than_it_signed_for,
        world::a_deadline_is_kept_or_missed_and_never_both,
        world::a_year_of_silence_keeps_nobodys_money,
        world::the_last_place_is_for_one_and_costs_the_other_nothing,
    ];
    // Only a node can fail, and has many at once.
    let on_a_node = journeys![
        load::two_hundred_at_once_do_what_the_model_says,
        world::a_failing_power_loses_nothing_of_a_story,
        world::what_is_interrupted_is_done_once,
    ];
    let mut trials = Vec::new();
    for chain in chains {
        let more = on_a_node.into_iter().filter(|_| chain == "node");
        for (name, journey) in journeys.into_iter().chain(more) {
            let tell = move || {
                tell(chain, journey);
                Ok(())
            };
            trials.push(Trial::test(name, tell).with_kind(chain));
        }
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    let missed = Coverage::missed(UNREACHABLE);
    if whole {
        println!("journeys met {}", Coverage::summary());
        for it in &missed {
            println!("  no journey meets {it}");
        }
    }
    if conclusion.has_failed() || whole && !missed.is_empty() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

fn tell(chain: &str, journey: Journey) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime can be made");
    runtime.block_on(async { journey(Stage::set(chain).await).await });
}

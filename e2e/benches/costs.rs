//! What acts cost, held against `docs/costs.json`: says what changed, and fails if anything did or if something that
//! must hold does not. `--update` writes that file, `docs/costs.md` and its plots anew; `--quick` leaves out what takes
//! minutes. `scripts/bench` runs it.

use answerable_client::ChainError;
use answerable_e2e::costs::{
    growth::Growth,
    page::page,
    ratios::ratios,
    snapshot::{json_path, page_path, Snapshot},
};
use std::{env, fs, process::ExitCode};

#[tokio::main]
async fn main() -> Result<ExitCode, ChainError> {
    let asked = |flag: &str| env::args().any(|argument| argument == flag);
    let (update, quick) = (asked("--update"), asked("--quick"));
    println!("Measuring the messages, the guard, the fees and the peers …");
    let measured = match quick {
        true => Snapshot::measure().await?.or(&Snapshot::committed()),
        false => Snapshot::measure_all(|doing| println!("Measuring {doing} …")).await?,
    };
    let mut good = true;
    if update {
        write(&measured);
    } else {
        let changes = measured.changes_since(&Snapshot::committed());
        for change in &changes {
            println!("  {change}");
        }
        let count = match changes.len() {
            0 => "Nothing is".into(),
            1 => "One number is".into(),
            more => format!("{more} numbers are"),
        };
        println!("{count} other than docs/costs.json says.");
        if !changes.is_empty() {
            println!("If that is meant, scripts/bench --update keeps it.");
        }
        good = changes.is_empty();
    }
    for broken in measured.growth.iter().flat_map(Growth::broken_promises) {
        println!("Does not hold: {broken}.");
        good = false;
    }
    for ratio in ratios(&measured) {
        if !ratio.is_in_order() {
            println!("Does not hold: {ratio}.");
            good = false;
        }
    }
    Ok(if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn write(measured: &Snapshot) {
    let plots = measured.growth.iter().flat_map(Growth::plots);
    let plots = plots.map(|(name, plot)| (page_path().with_file_name(name), plot));
    let files = [
        (json_path(), measured.json()),
        (page_path(), page(measured)),
    ];
    for (path, text) in files.into_iter().chain(plots) {
        let same = fs::read_to_string(&path).is_ok_and(|before| before == text);
        fs::write(&path, text)
            .unwrap_or_else(|error| panic!("cannot write {}: {error}", path.display()));
        println!(
            "{} {}",
            path.display(),
            if same { "is as it was" } else { "is written" }
        );
    }
}

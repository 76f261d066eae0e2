//! What acts cost, held against `docs/costs.json`: says what changed, and fails if anything did or if something that
//! must hold does not. `--update` writes that file and `docs/costs.md` anew. `scripts/bench` runs it.

use answerable_client::ChainError;
use answerable_e2e::costs::{
    page::page,
    ratios::ratios,
    snapshot::{json_path, page_path, Snapshot},
};
use std::{env, fs, process::ExitCode};

#[tokio::main]
async fn main() -> Result<ExitCode, ChainError> {
    let update = env::args().any(|argument| argument == "--update");
    println!("Measuring the messages, the guard and the fees …");
    let measured = Snapshot::measure().await?;
    let mut good = true;
    if update {
        write(&measured);
    } else {
        let changes = measured.changes_since(&Snapshot::committed());
        for change in &changes {
            println!("  {change}");
        }
        match changes.len() {
            0 => println!("Nothing costs other than docs/costs.json says."),
            count => println!(
                "{count} numbers are other than docs/costs.json says; scripts/bench --update keeps them."
            ),
        }
        good = changes.is_empty();
    }
    for ratio in ratios(&measured) {
        if !ratio.holds() && ratio.reason.is_none() {
            println!(
                "Does not hold: {} ({:?}: {} measured, {} at most).",
                ratio.what, ratio.unit, ratio.measured, ratio.most
            );
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
    for (path, text) in [
        (json_path(), measured.json()),
        (page_path(), page(measured)),
    ] {
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

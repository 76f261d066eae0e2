//! What acts cost among no traces and among a million, as JSON. With `--page` as Markdown instead; with `--plots FOLDER`
//! the plots are written there, too. Nothing depends on the machine. Takes some minutes and gigabytes of memory.

use answerable_e2e::costs::{
    growth::{self, BATCHES, LEDGERS},
    json::json,
};
use std::path::Path;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let measured = growth::measure(&LEDGERS, &BATCHES, |doing| eprintln!("{doing}"));
    let mut rest = arguments.iter().skip_while(|it| *it != "--plots").skip(1);
    if let Some(folder) = rest.next() {
        for (name, plot) in measured.plots() {
            std::fs::write(Path::new(folder).join(name), plot)?;
        }
    }
    if arguments.iter().any(|it| it == "--page") {
        print!("{}{}", measured.section(), measured.batches_section());
    } else {
        print!("{}", json(&measured));
    }
    let broken = measured.broken_promises();
    for sentence in &broken {
        eprintln!("{sentence}");
    }
    assert!(broken.is_empty(), "{} promises are broken", broken.len());
    Ok(())
}

//! What others cost on the same runtime, and what that is made of, as Markdown tables.

use answerable_e2e::costs::peers::{self, Breakdown};

#[tokio::main]
async fn main() {
    for peer in peers::measure_all().await {
        println!(
            "\n### {}, {:?}, {} bytes\n",
            peer.name, peer.machine, peer.code
        );
        println!(
            "| act | case | µs | KB of proof | deposit | calldata | events | read | written |"
        );
        println!("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        for row in &peer.rows {
            let cost = row.cost;
            println!(
                "| {} | {} | {:.0} | {:.1} | {} | {} | {} | {} | {} |",
                row.name,
                row.case,
                cost.ref_time as f64 / 1e6,
                cost.proof_size as f64 / 1e3,
                cost.deposit,
                cost.calldata,
                cost.event_bytes,
                cost.cells_read,
                cost.cells_written
            );
        }
        println!("\n| act | case | part | times | µs | KB of proof |");
        println!("| --- | --- | --- | ---: | ---: | ---: |");
        for Breakdown { name, case, parts } in &peer.breakdowns {
            for part in parts {
                println!(
                    "| {name} | {case} | {} | {} | {:.1} | {:.1} |",
                    part.what,
                    part.times,
                    part.ref_time as f64 / 1e6,
                    part.proof_size as f64 / 1e3
                );
            }
        }
    }
}

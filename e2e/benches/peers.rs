//! What others cost on the same runtime, as a Markdown table.

use answerable_e2e::costs::peers;

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
    }
}

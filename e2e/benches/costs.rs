fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let subjects = runtime
        .block_on(answerable_e2e::costs::messages::messages("embedded"))
        .unwrap();
    for s in subjects {
        println!("## {}", s.subject);
        for r in s.rows {
            let c = r.cost;
            println!(
                "{:<22} {:<52} {:>8.1} us {:>7.1} KB {:>9.4} dep {:>5} cd {:>5} ev {:>2} r {:>2} w",
                r.name,
                r.case,
                c.ref_time as f64 / 1e6,
                c.proof_size as f64 / 1e3,
                c.deposit as f64 / 1e12,
                c.calldata,
                c.event_bytes,
                c.cells_read,
                c.cells_written
            );
        }
    }
}

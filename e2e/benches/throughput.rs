//! How much gets into a block of the node, as JSON or, with `--page`, in Markdown. Nothing depends on how fast the
//! machine is: blocks are limited by weight.

use answerable_e2e::costs::{json::json, throughput};

#[tokio::main]
async fn main() {
    let measured = throughput::measure().await;
    if std::env::args().any(|argument| argument == "--page") {
        print!("{}", measured.section());
    } else {
        print!("{}", json(&measured));
    }
}

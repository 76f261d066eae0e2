//! What people are shown of throughput.

use super::{FullBlock, Room, Throughput, BLOCK_TIME};
use crate::costs::{growth::BATCHES, plot::number};
use std::fmt::Write;

impl Throughput {
    /// The part of the page on costs that tells of this, in Markdown.
    pub fn section(&self) -> String {
        let Room {
            ref_time,
            proof_size,
            length,
        } = self.room;
        let mut out = format!(
            "\n## How much gets into a block\n\n\
             Counted on the node: its pool was filled with half as many signed transactions again as fit, by six accounts, and \
             then it made one block. Users' transactions may take {:.1} s of computation, {:.2} MiB of storage proof and {:.2} \
             MiB of length, three quarters of all that the runtime gives a block; nothing but this limits the block, so the \
             numbers depend on no machine. The next transaction would not have fitted, and none in the block failed. *Reckoned* \
             is how many fit by the trial of one call and what the runtime takes for the transaction around it; *by computation* \
             is how many would fit if there were proof and length enough: the proof that is charged has the contract's code in every \
             call, though a block needs it only once, and chains that charge for recorded proofs end with computation.\n\n\
             | act | in a block | reckoned | by computation | computation | proof | length | ends with | a second |\n\
             | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- | ---: |\n",
            ref_time as f64 / 1e12,
            mebibytes(proof_size),
            mebibytes(length),
        );
        for block in &self.blocks {
            let percent = |thousandths: u64| format!("{}.{} %", thousandths / 10, thousandths % 10);
            let _ = writeln!(
                out,
                "| `{}` | {} | {} | {} | {} | {} | {} | {} | {:.1} |",
                block.act,
                block.counted,
                block.reckoned,
                self.room.ref_time / block.each.ref_time,
                percent(block.used.ref_time),
                percent(block.used.proof_size),
                percent(block.used.length),
                block.limit,
                a_second(block.counted as f64),
            );
        }
        if let Some(anchors) = self.blocks.iter().find(|block| block.act == "anchor") {
            batches(&mut out, anchors);
        }
        out
    }
}

fn batches(out: &mut String, anchors: &FullBlock) {
    let _ = write!(
        out,
        "\nWith one block every {BLOCK_TIME} s, batches bring so many inferences a second under a root on the chain, by how many \
         traces each batch has:\n\n| traces a batch | inferences a block | inferences a second |\n| ---: | ---: | ---: |\n"
    );
    for batch in BATCHES {
        let inferences = batch as f64 * anchors.counted as f64;
        let _ = writeln!(
            out,
            "| {} | {} | {} |",
            number(batch as f64),
            number(inferences),
            number(a_second(inferences).floor())
        );
    }
}

fn a_second(in_a_block: f64) -> f64 {
    in_a_block / f64::from(BLOCK_TIME)
}

fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

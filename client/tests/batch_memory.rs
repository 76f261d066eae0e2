//! A batch is made in bounded memory, however long its file is. Every allocation of this process is counted, which
//! comes out the same wherever it runs; alone in its file, so that no other test is counted with it.

use answerable_client::{
    batch::TreeFile,
    trace::{Kind, Origin, Step, Trace},
    H160, H256,
};
use std::{
    alloc::{GlobalAlloc, Layout, System},
    fs::File,
    io::{BufWriter, Write},
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
};

struct Counted;

static NOW: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

// SAFETY: it hands everything on to the system's allocator, unchanged. Growing is the trait's own: a new piece beside
// the old one, the dearest way that there is.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let now = NOW.fetch_add(layout.size(), Relaxed) + layout.size();
        PEAK.fetch_max(now, Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, piece: *mut u8, layout: Layout) {
        NOW.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(piece, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counted = Counted;

#[test]
fn the_largest_batch_fits_into_200_mebibytes() {
    const LARGEST: usize = 1 << 20;
    const ALLOWED: usize = 200 << 20;
    // A sixteenth of the largest batch, in a sixteenth of the memory. A power of two, like it: lists grow by
    // doubling, and are full both here and there.
    const SHARE: usize = 16;
    let folder = tempfile::tempdir().unwrap();
    let (source, path) = (
        folder.path().join("traces.jsonl"),
        folder.path().join("tree"),
    );
    let mut out = BufWriter::new(File::create(&source).unwrap());
    for number in 0..LARGEST / SHARE {
        writeln!(out, "{}", trace(number as u64).to_json()).unwrap();
    }
    out.into_inner().unwrap().sync_all().unwrap();
    let length = source.metadata().unwrap().len() as usize;

    let before = NOW.load(Relaxed);
    PEAK.store(before, Relaxed);
    let origin = Origin {
        contract: H160::repeat_byte(0xc0),
        recorder: H160::repeat_byte(0xd0),
    };
    let tree = TreeFile::build(&source, &path, origin, &mut |_| {}).unwrap();
    let taken = PEAK.load(Relaxed) - before;

    assert_eq!(tree.traces(), (LARGEST / SHARE) as u64);
    assert!(
        taken > 64 * LARGEST / SHARE,
        "the tree alone takes more than {taken} bytes"
    );
    assert!(taken < ALLOWED / SHARE, "{taken} bytes");
    assert!(taken < length, "the file was read piece by piece");
}

fn trace(number: u64) -> Trace {
    let step = Step {
        kind: Kind::Model,
        actor: H160::repeat_byte(1),
        commitment: H256::from_low_u64_be(number + 1),
    };
    Trace {
        requester: H160::repeat_byte(2),
        input: H256::repeat_byte(3),
        output: H256::repeat_byte(4),
        at: number,
        steps: vec![step; 2],
    }
}

//! How fast a batch is made, and of how much memory: `cargo bench --workspace --bench batch`, with another number of
//! traces behind `--` if wanted. Times depend on the machine; the ratio to bare hashing hardly does.

use answerable_client::{
    batch::{Lines, Progress, Tree, TreeFile},
    keccak_256,
    trace::{Kind, Origin, Step, Trace, TraceId},
    H160, H256,
};
use std::{
    error::Error,
    fs::{self, File},
    hint::black_box,
    io::{BufWriter, Write},
    path::Path,
    time::{Duration, Instant},
};

const TRACES: u64 = 1_000_000;
const PROOFS: u64 = 1_000;

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo says --bench, too.
    let traces = std::env::args().find_map(|argument| argument.parse().ok());
    measure(traces.unwrap_or(TRACES))
}

fn measure(traces: u64) -> Result<(), Box<dyn Error>> {
    let origin = Origin {
        contract: H160::repeat_byte(0xc0),
        recorder: H160::repeat_byte(0xd0),
    };
    let folder = tempfile::tempdir()?;
    let (source, path) = (
        folder.path().join("traces.jsonl"),
        folder.path().join("tree"),
    );
    write_traces(&source, traces)?;
    let length = fs::metadata(&source)?.len();
    println!(
        "{traces} traces of 3 steps, a file of {} MiB\n",
        mib(length)
    );
    println!("{:44} {:>9} {:>12}", "", "seconds", "a second");

    // First, so that the memory is its own.
    let before = peak_memory();
    let started = Instant::now();
    let (mut read, mut hashed) = (Duration::ZERO, Duration::ZERO);
    let mut tree = TreeFile::build(&source, &path, origin, &mut |progress| match progress {
        Progress::Reading { .. } => read = started.elapsed(),
        Progress::Hashing { .. } => hashed = started.elapsed(),
        Progress::Writing { .. } => {}
    })?;
    let whole = started.elapsed();
    let after = peak_memory();
    row("file to tree file", traces, whole);
    row("  reading, checking, naming", traces, read);
    row("  sorting and hashing", traces, hashed.saturating_sub(read));
    row(
        "  writing to the disk",
        traces,
        whole.saturating_sub(hashed),
    );

    let ids: Vec<TraceId> = Lines::open(&source, origin)?
        .map(|line| line.map(|line| line.id))
        .collect::<Result<_, _>>()?;
    let started = Instant::now();
    let in_memory = Tree::over(ids.iter().copied())?;
    let building = started.elapsed();
    row("tree from ids", traces, building);
    assert_eq!(in_memory.root(), tree.root());

    let bare = bare_hashing(traces);
    row("as many bare hashes (2 a leaf, 1 a node)", traces, bare);

    let started = Instant::now();
    for number in 0..PROOFS {
        black_box(tree.proof_of_line(number * 7919 % traces + 1, &source)?);
    }
    let by_line = started.elapsed();
    row("proofs by line", PROOFS, by_line);
    let started = Instant::now();
    for id in ids.iter().step_by(ids.len().div_ceil(PROOFS as usize)) {
        black_box(tree.proof_of(*id, &source)?);
    }
    row("proofs by id", PROOFS.min(traces), started.elapsed());

    println!(
        "\ntree from ids / bare hashes: {:.2}",
        building.as_secs_f64() / bare.as_secs_f64()
    );
    println!(
        "one proof: {:.3} ms",
        by_line.as_secs_f64() * 1e3 / PROOFS as f64
    );
    println!("tree file: {} MiB", mib(fs::metadata(&path)?.len()));
    if let (Some(before), Some(after)) = (before, after) {
        println!(
            "peak memory of file to tree file: {} MiB ({} MiB before it)",
            mib(after),
            mib(before)
        );
    }
    Ok(())
}

fn write_traces(path: &Path, traces: u64) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    let hash = |number: u64, of: u8| {
        let mut bytes = [of; 32];
        bytes[..8].copy_from_slice(&number.to_be_bytes());
        H256(keccak_256(&bytes))
    };
    let step = |number, kind, of| Step {
        kind,
        actor: H160::repeat_byte(of),
        commitment: hash(number, of),
    };
    for number in 0..traces {
        let trace = Trace {
            requester: H160::from_low_u64_be(number % 1_000 + 1),
            input: hash(number, 1),
            output: hash(number, 2),
            at: 1_767_225_600 + number,
            steps: vec![
                step(number, Kind::Model, 3),
                step(number, Kind::Compute, 4),
                step(number, Kind::Verification, 5),
            ],
        };
        writeln!(out, "{}", trace.to_json())?;
    }
    out.flush()
}

fn bare_hashing(traces: u64) -> Duration {
    let started = Instant::now();
    let mut both = [7; 64];
    for _ in 0..traces {
        let leaf = keccak_256(&keccak_256(&both[..32]));
        both[..32].copy_from_slice(&leaf);
        let node = keccak_256(&both);
        both[32..].copy_from_slice(&node);
    }
    black_box(both);
    started.elapsed()
}

fn row(what: &str, count: u64, time: Duration) {
    let seconds = time.as_secs_f64();
    println!("{what:44} {seconds:>9.3} {:>12.0}", count as f64 / seconds);
}

fn mib(bytes: u64) -> u64 {
    bytes >> 20
}

/// The most that this process ever had in memory, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes << 10)
}

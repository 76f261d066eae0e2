//! A tree is kept in a file, and proofs come out of it whatever happened to it, or do not.

use crate::{lines, names, trace, Desk, ORIGIN};
use answerable_client::{
    batch::{BatchError, Progress, Tree, TreeFile},
    keccak_256,
    trace::TraceId,
    H256,
};
use std::{
    fs,
    io::{BufRead, BufReader},
    panic::{catch_unwind, AssertUnwindSafe},
    path::Path,
    process::{Command, Stdio},
};

#[test]
fn it_says_what_it_is_over() {
    for traces in [1, 2, 3, 13] {
        let desk = Desk::of(traces);
        desk.build().unwrap();
        let tree = TreeFile::open(&desk.tree).unwrap();
        let in_memory = Tree::over((0..traces).map(|it| trace(it).id(ORIGIN))).unwrap();
        let source = fs::read(&desk.traces).unwrap();
        assert_eq!(tree.root(), in_memory.root());
        assert_eq!(tree.depth(), in_memory.depth());
        assert_eq!(tree.traces(), traces);
        assert_eq!(tree.origin(), ORIGIN);
        assert_eq!(tree.source_hash(), H256(keccak_256(&source)));
        assert_eq!(tree.source_length(), source.len() as u64);
        assert_eq!(desk.files(), ["traces.jsonl", "traces.jsonl.tree"]);
    }
}

#[test]
fn every_trace_has_its_proof_by_id_and_by_line() {
    for traces in [1, 2, 3, 5, 64, 100] {
        let desk = Desk::of(traces);
        let mut tree = desk.build().unwrap();
        let in_memory = Tree::over((0..traces).map(|it| trace(it).id(ORIGIN))).unwrap();
        for number in 0..traces {
            let id = trace(number).id(ORIGIN);
            let proof = tree.proof_of(id, &desk.traces).unwrap();
            assert_eq!(proof.trace(), &trace(number));
            assert_eq!(Some(proof.hashes()), in_memory.proof(id));
            assert_eq!((proof.root(), proof.depth()), (tree.root(), tree.depth()));
            let by_line = tree.proof_of_line(number + 1, &desk.traces).unwrap();
            assert_eq!(by_line, proof);
        }
    }
}

#[test]
fn a_trace_or_line_that_is_not_in_it() {
    let desk = Desk::of(9);
    let mut tree = desk.build().unwrap();
    for id in [trace(9).id(ORIGIN).0, H256::zero(), H256::repeat_byte(0xff)] {
        let refused = tree.proof_of(TraceId(id), &desk.traces).unwrap_err();
        let (trace, origin) = (id, ORIGIN);
        assert_eq!(refused, BatchError::NotInBatch { trace, origin });
    }
    for line in [0, 10, u64::MAX] {
        let refused = tree.proof_of_line(line, &desk.traces).unwrap_err();
        assert_eq!(refused, BatchError::NoSuchLine { line, lines: 9 });
    }
}

#[test]
fn a_tree_cannot_take_the_place_of_its_own_source() {
    let desk = Desk::of(3);
    let around = desk.folder.path().join("./traces.jsonl");
    for path in [&desk.traces, &around] {
        let refused = TreeFile::build(&desk.traces, path, ORIGIN, &mut |_| {}).map(|_| ());
        assert!(matches!(refused, Err(BatchError::OverItself { .. })));
    }
    assert_eq!(fs::read_to_string(&desk.traces).unwrap(), lines(3));
}

#[test]
fn a_place_where_nothing_can_be_written() {
    let desk = Desk::of(3);
    let build = |path: &Path| TreeFile::build(&desk.traces, path, ORIGIN, &mut |_| {}).map(|_| ());
    let nowhere = desk.folder.path().join("no/such/tree");
    let refused = build(&nowhere).unwrap_err();
    assert!(
        matches!(refused, BatchError::Unwritable { .. }),
        "{refused}"
    );
    let folder = desk.folder.path().join("folder");
    fs::create_dir(&folder).unwrap();
    let refused = build(&folder).unwrap_err();
    assert!(
        matches!(refused, BatchError::Unwritable { .. }),
        "{refused}"
    );
    assert_eq!(desk.files(), ["folder", "traces.jsonl"]);
}

#[test]
fn progress_is_told_from_the_first_byte_to_the_last() {
    let desk = Desk::of(10_000);
    let length = fs::metadata(&desk.traces).unwrap().len();
    let mut told = Vec::new();
    TreeFile::build(&desk.traces, &desk.tree, ORIGIN, &mut |progress| {
        told.push(progress)
    })
    .unwrap();
    let whole = fs::metadata(&desk.tree).unwrap().len();
    let last = |phase: fn(&Progress) -> bool| *told.iter().rfind(|it| phase(it)).unwrap();
    assert_eq!(
        last(|it| matches!(it, Progress::Reading { .. })),
        Progress::Reading {
            lines: 10_000,
            bytes: length,
            of: length
        }
    );
    assert_eq!(
        last(|it| matches!(it, Progress::Hashing { .. })),
        Progress::Hashing {
            nodes: 9_999,
            of: 9_999
        }
    );
    assert_eq!(
        last(|it| matches!(it, Progress::Writing { .. })),
        Progress::Writing {
            bytes: whole,
            of: whole
        }
    );
    let phases: Vec<_> = told
        .iter()
        .map(|it| match *it {
            Progress::Reading { bytes, .. } => (0, bytes),
            Progress::Hashing { nodes, .. } => (1, nodes),
            Progress::Writing { bytes, .. } => (2, bytes),
        })
        .collect();
    assert!(phases.is_sorted(), "{phases:?}");
    assert!(phases.iter().filter(|(phase, _)| *phase == 0).count() > 2);
}

#[test]
fn whoever_gives_up_half_way_leaves_what_was_there() {
    let desk = Desk::of(100);
    let gives_up = |when: fn(Progress) -> bool| {
        let build = || {
            TreeFile::build(&desk.traces, &desk.tree, ORIGIN, &mut |progress| {
                assert!(!when(progress), "enough");
            })
            .map(|_| ())
        };
        assert!(catch_unwind(AssertUnwindSafe(build)).is_err());
    };
    let half_written = |progress| matches!(progress, Progress::Writing { bytes: 1.., .. });
    let at_work = |progress| matches!(progress, Progress::Hashing { .. });
    gives_up(at_work);
    gives_up(half_written);
    assert_eq!(desk.files(), ["traces.jsonl"]);
    let root = desk.build().unwrap().root();
    fs::write(&desk.traces, lines(200)).unwrap();
    gives_up(half_written);
    assert_eq!(desk.files(), ["traces.jsonl", "traces.jsonl.tree"]);
    assert_eq!(TreeFile::open(&desk.tree).unwrap().root(), root);
}

/// Says where a process of this test builds, and stops in the middle of writing.
const STOPS_IN: &str = "ANSWERABLE_TEST_STOPS_IN";

#[test]
fn a_process_that_is_killed_while_it_writes_leaves_no_half_file_under_the_name() {
    if let Ok(folder) = std::env::var(STOPS_IN) {
        let (source, path) = (
            Path::new(&folder).join("traces.jsonl"),
            Path::new(&folder).join("traces.jsonl.tree"),
        );
        let mut stop = |progress| {
            if matches!(progress, Progress::Writing { bytes: 1.., .. }) {
                println!("half of it is written");
                std::thread::park();
            }
        };
        TreeFile::build(&source, &path, ORIGIN, &mut stop).unwrap();
        return;
    }
    let desk = Desk::of(100);
    let kill_one = || {
        let this =
            "stored::a_process_that_is_killed_while_it_writes_leaves_no_half_file_under_the_name";
        let mut builder = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", this, "--nocapture"])
            .env(STOPS_IN, desk.folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(builder.stdout.take().unwrap()).lines();
        let stopped = said
            .map_while(Result::ok)
            .any(|line| line.contains("half of it is written"));
        builder.kill().unwrap();
        builder.wait().unwrap();
        assert!(stopped, "it was killed in the middle");
    };
    kill_one();
    assert!(!desk.tree.exists());
    let root = desk.build().unwrap().root();
    fs::write(&desk.traces, lines(200)).unwrap();
    kill_one();
    assert_eq!(TreeFile::open(&desk.tree).unwrap().root(), root);
    assert_ne!(desk.build().unwrap().root(), root);
    let left = names(desk.folder.path());
    assert!(
        left.iter()
            .all(|name| name.starts_with("traces") || name.ends_with(".part")),
        "{left:?}"
    );
}

#[test]
#[cfg(unix)]
fn others_may_read_it_as_they_may_read_any_new_file() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::of(1);
    desk.build().unwrap();
    let mode = |path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&desk.tree), mode(&desk.traces));
}

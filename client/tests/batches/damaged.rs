//! What became of a tree file, or of its source, never leads to a wrong proof.

use crate::{lines, trace, Desk, ORIGIN};
use answerable_client::batch::{BatchError, TreeFile};
use std::{fs, path::Path};

/// Why the tree file cannot be opened once it holds these bytes.
fn refusal(desk: &Desk, bytes: &[u8]) -> BatchError {
    fs::write(&desk.tree, bytes).unwrap();
    TreeFile::open(&desk.tree).map(|_| ()).unwrap_err()
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[test]
fn files_of_other_kinds_and_versions() {
    let desk = Desk::of(3);
    desk.build().unwrap();
    let whole = fs::read(&desk.tree).unwrap();
    let path = shown(&desk.tree);
    for other in [&b""[..], b"{}", &lines(9).into_bytes(), &whole[1..]] {
        let path = path.clone();
        assert_eq!(refusal(&desk, other), BatchError::NotATreeFile { path });
    }
    let mut newer = whole.clone();
    newer[11] = 2;
    assert_eq!(
        refusal(&desk, &newer),
        BatchError::Newer {
            path: path.clone(),
            version: 2,
            known: 1
        }
    );
    let refused = TreeFile::open(desk.folder.path()).map(|_| ()).unwrap_err();
    assert!(
        matches!(refused, BatchError::NotATreeFile { .. }),
        "{refused}"
    );
    fs::remove_file(&desk.tree).unwrap();
    let refused = TreeFile::open(&desk.tree).map(|_| ()).unwrap_err();
    assert!(
        matches!(refused, BatchError::Unreadable { .. }),
        "{refused}"
    );
}

#[test]
fn a_file_that_was_cut_off_or_grew() {
    let desk = Desk::of(3);
    desk.build().unwrap();
    let whole = fs::read(&desk.tree).unwrap();
    for length in 8..whole.len() {
        let refused = refusal(&desk, &whole[..length]);
        assert!(
            matches!(refused, BatchError::Truncated { length: had, .. } if had == length as u64),
            "{length}: {refused}"
        );
    }
    let refused = refusal(&desk, &[whole, vec![0]].concat());
    assert!(matches!(refused, BatchError::Damaged { .. }), "{refused}");
}

#[test]
fn a_source_that_was_changed_moved_or_lost() {
    let desk = Desk::of(20);
    let mut tree = desk.build().unwrap();
    let changed = |tree: &mut TreeFile, line: u64| {
        let path = shown(&desk.traces);
        let refused = BatchError::SourceChanged { path, line };
        let by_line = tree.proof_of_line(line, &desk.traces);
        let by_id = tree.proof_of(trace(line - 1).id(ORIGIN), &desk.traces);
        assert_eq!(by_line, Err(refused.clone()));
        assert_eq!(by_id, Err(refused));
    };
    let text = fs::read_to_string(&desk.traces).unwrap();
    // Another moment in line 4, of the same length: the others are where they were.
    let other = text.replace("1767225603", "1767225699");
    fs::write(&desk.traces, other).unwrap();
    changed(&mut tree, 4);
    assert_eq!(
        tree.proof_of_line(5, &desk.traces).unwrap().trace(),
        &trace(4)
    );
    // A line that went, and one that was cut off.
    let other: Vec<_> = text.lines().skip(1).collect();
    fs::write(&desk.traces, other.join("\n")).unwrap();
    changed(&mut tree, 1);
    changed(&mut tree, 20);
    // Two lines of one length that changed places.
    let mut other: Vec<_> = text.lines().collect();
    other.swap(2, 7);
    fs::write(&desk.traces, other.join("\n")).unwrap();
    changed(&mut tree, 3);
    changed(&mut tree, 8);
    fs::remove_file(&desk.traces).unwrap();
    let refused = tree.proof_of_line(1, &desk.traces).unwrap_err();
    assert!(
        matches!(refused, BatchError::Unreadable { .. }),
        "{refused}"
    );
    // Back as it was, all is well.
    fs::write(&desk.traces, text).unwrap();
    for line in 1..=20 {
        tree.proof_of_line(line, &desk.traces).unwrap();
    }
}

#[test]
fn whatever_byte_is_damaged_no_wrong_proof_comes_out() {
    let desk = Desk::of(12);
    let root = desk.build().unwrap().root();
    let whole = fs::read(&desk.tree).unwrap();
    let mut refused = 0;
    for (at, byte) in whole.iter().enumerate() {
        let mut bytes = whole.clone();
        bytes[at] = byte ^ 1 << (at % 8);
        fs::write(&desk.tree, bytes).unwrap();
        let Ok(mut tree) = TreeFile::open(&desk.tree) else {
            continue;
        };
        for line in [1, 7, 12] {
            let wanted = trace(line - 1);
            let by_line = tree.proof_of_line(line, &desk.traces);
            let by_id = tree.proof_of(wanted.id(ORIGIN), &desk.traces);
            for proof in [by_line, by_id] {
                match proof {
                    Ok(proof) => assert_eq!((proof.trace(), proof.root()), (&wanted, root)),
                    Err(_) => refused += 1,
                }
            }
        }
    }
    assert!(refused > 0, "some of it was needed for these proofs");
}

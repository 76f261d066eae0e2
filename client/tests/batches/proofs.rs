//! What a requester gets, and what it takes care of before it pays for anything.

use crate::{hash, trace, Desk, ORIGIN};
use answerable_client::{
    batch::{Proof, ProofError, Tree},
    interface::IAnswerable,
    keccak_256,
    trace::{Origin, TraceError},
    Reason, H160, H256,
};
use serde_json::{json, Value};

/// The document for the trace in line 6 of 11.
fn document() -> Value {
    let desk = Desk::of(11);
    let proof = desk.build().unwrap().proof_of_line(6, &desk.traces);
    serde_json::from_str(&proof.unwrap().anchored_as(7).to_json()).unwrap()
}

/// Why the document is refused once a field of it is something else.
fn refusal(field: &str, with: Value) -> ProofError {
    let mut document = document();
    document[field] = with;
    Proof::from_json(&document.to_string()).unwrap_err()
}

fn anchored(proof: &Proof) -> IAnswerable::Batch {
    IAnswerable::Batch {
        recorder: ORIGIN.recorder.0.into(),
        root: proof.root().0 .0.into(),
        depth: proof.depth(),
        anchoredAt: 1,
        terms: 1,
        busyUntil: 2,
        openFaults: 0,
        pledges: Vec::new(),
    }
}

#[test]
fn the_document_says_everything_that_the_requester_needs() {
    let document = document();
    let fields: Vec<_> = document.as_object().unwrap().keys().collect();
    let mut named = [
        "contract", "batch", "recorder", "id", "trace", "root", "depth", "proof",
    ];
    named.sort_unstable();
    assert_eq!(fields, named);
    assert_eq!(
        document["contract"],
        json!(format!("{:?}", ORIGIN.contract))
    );
    assert_eq!(
        document["recorder"],
        json!(format!("{:?}", ORIGIN.recorder))
    );
    assert_eq!(document["batch"], json!(7));
    assert_eq!(document["depth"], json!(4));
    assert_eq!(document["trace"].to_string(), {
        let trace: Value = serde_json::from_str(&trace(5).to_json()).unwrap();
        trace.to_string()
    });
    assert_eq!(
        document["id"],
        json!(format!("{:?}", trace(5).id(ORIGIN).0))
    );

    let proof = Proof::from_json(&document.to_string()).unwrap();
    assert_eq!(proof.trace(), &trace(5));
    assert_eq!(proof.id(), trace(5).id(ORIGIN));
    assert_eq!(proof.origin(), ORIGIN);
    assert_eq!(proof.batch(), Some(7));
    assert_eq!(proof.call_data(), IAnswerable::TraceData::from(&trace(5)));
    let called: Vec<_> = proof.call_proof().iter().map(|hash| H256(hash.0)).collect();
    assert_eq!(called, proof.hashes());
    assert!(proof
        .root()
        .holds(proof.id(), &called, proof.depth(), &keccak_256));
}

#[test]
fn a_proof_without_a_batch_is_one_too() {
    let desk = Desk::of(1);
    let proof = desk
        .build()
        .unwrap()
        .proof_of_line(1, &desk.traces)
        .unwrap();
    assert_eq!(
        (proof.batch(), proof.depth(), proof.hashes().len()),
        (None, 0, 0)
    );
    assert!(!proof.to_json().contains("batch"));
    assert_eq!(Proof::from_json(&proof.to_json()), Ok(proof));
}

#[test]
fn another_contract_recorder_or_id_is_another_trace() {
    for (field, with) in [
        ("contract", json!(format!("{:?}", H160([1; 20])))),
        ("recorder", json!(format!("{:?}", H160([1; 20])))),
        ("id", json!(format!("{:?}", H256([1; 32])))),
    ] {
        assert!(
            matches!(refusal(field, with), ProofError::OtherTrace { .. }),
            "{field}"
        );
    }
}

#[test]
fn whoever_changes_what_the_trace_says_is_found_out() {
    let document = document();
    let changes = [
        ("/trace/requester", json!(format!("{:?}", H160([1; 20])))),
        ("/trace/input", json!(format!("{:?}", H256([1; 32])))),
        ("/trace/output", json!(format!("{:?}", H256([1; 32])))),
        ("/trace/at", json!(1)),
        ("/trace/steps/0/kind", json!("tool")),
        (
            "/trace/steps/0/actor",
            json!(format!("{:?}", H160([9; 20]))),
        ),
        (
            "/trace/steps/0/commitment",
            json!(format!("{:?}", H256([1; 32]))),
        ),
    ];
    for (field, with) in changes {
        let mut document = document.clone();
        *document.pointer_mut(field).unwrap() = with;
        let refused = Proof::from_json(&document.to_string()).unwrap_err();
        assert!(
            matches!(refused, ProofError::OtherTrace { .. }),
            "{field}: {refused}"
        );
        assert!(
            refused.to_string().contains("ask the recorder"),
            "{refused}"
        );
    }
}

#[test]
fn a_consistent_trace_of_another_batch_does_not_lead_to_the_root() {
    let other = trace(99);
    let mut document = document();
    document["trace"] = serde_json::from_str(&other.to_json()).unwrap();
    document["id"] = json!(format!("{:?}", other.id(ORIGIN).0));
    assert_eq!(
        Proof::from_json(&document.to_string()),
        Err(ProofError::LeadsElsewhere {
            trace: other.id(ORIGIN).0,
            root: document["root"].as_str().unwrap().parse().unwrap(),
        })
    );
}

#[test]
fn another_root_shorter_longer_or_deeper_proofs_are_refused() {
    let elsewhere = |refused| matches!(refused, ProofError::LeadsElsewhere { .. });
    let hashes = document()["proof"].as_array().unwrap().clone();
    assert!(elsewhere(refusal(
        "root",
        json!(format!("{:?}", H256([1; 32])))
    )));
    assert!(elsewhere(refusal("proof", json!(hashes[1..]))));
    assert!(elsewhere(refusal("proof", json!([]))));
    let mut turned = hashes.clone();
    turned.reverse();
    assert!(elsewhere(refusal("proof", json!(turned))));

    let depth = hashes.len() as u8 - 1;
    assert_eq!(
        refusal("depth", json!(depth)),
        ProofError::TooLong {
            hashes: hashes.len() as u64,
            depth
        }
    );
    let longer = [hashes.clone(), hashes].concat();
    assert!(matches!(
        refusal("proof", json!(longer)),
        ProofError::TooLong { .. }
    ));
    assert_eq!(
        refusal("depth", json!(21)),
        ProofError::TooDeep {
            depth: 21,
            deepest: 20
        }
    );
}

#[test]
fn a_trace_that_the_contract_would_not_store_has_no_proof() {
    let mut empty = trace(1);
    empty.output = H256::zero();
    let tree = Tree::over([empty.id(ORIGIN)]).unwrap();
    let refused = Proof::new(ORIGIN, empty, tree.root(), 0, Vec::new()).unwrap_err();
    assert_eq!(
        refused,
        ProofError::Trace(TraceError::Refused {
            field: "output".into(),
            reason: Box::new(Reason::EmptyHash)
        })
    );
    let to_itself = Origin {
        contract: trace(1).requester,
        ..ORIGIN
    };
    let tree = Tree::over([trace(1).id(to_itself)]).unwrap();
    let refused = Proof::new(to_itself, trace(1), tree.root(), 0, Vec::new());
    assert!(matches!(refused, Err(ProofError::Trace(_))));
}

#[test]
fn documents_of_another_form_are_refused_with_the_place() {
    let text = serde_json::to_string_pretty(&document()).unwrap();
    let refused = |text: &str| Proof::from_json(text).unwrap_err().to_string();
    let said = refused(&text.replace("\"depth\": 4", "\"depth\": \"4\""));
    assert!(
        said.starts_with("line 4, column 14 of the proof: invalid type: string \"4\""),
        "{said}"
    );
    let said = refused(&text.replace("\"depth\": 4", "\"depth\": 4, \"height\": 4"));
    assert!(said.contains("unknown field `height`"), "{said}");
    let said = refused(&text[..text.len() / 2]);
    assert!(said.contains("EOF"), "{said}");
    for text in ["", "[]", "7", "null", "\u{0}"] {
        assert!(
            matches!(Proof::from_json(text), Err(ProofError::Json { .. })),
            "{text}"
        );
    }
}

#[test]
fn a_proof_is_held_against_the_batch_that_was_anchored() {
    let proof = Proof::from_json(&document().to_string()).unwrap();
    assert_eq!(proof.check_batch(&anchored(&proof)), Ok(()));
    let other = |change: fn(&mut IAnswerable::Batch)| {
        let mut batch = anchored(&proof);
        change(&mut batch);
        match proof.check_batch(&batch) {
            Err(ProofError::OtherBatch { what, .. }) => what,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(other(|batch| batch.root = hash("other").0.into()), "root");
    assert_eq!(other(|batch| batch.recorder = [1; 20].into()), "recorder");
    assert_eq!(other(|batch| batch.depth = 20), "depth");
}

#[test]
fn no_changed_digit_of_a_document_goes_unnoticed() {
    let text = document().to_string();
    // What only the chain can know: as which batch it was anchored, and whether as a deeper one.
    let free: Vec<_> = ["\"batch\":", "\"depth\":"]
        .map(|field| text.find(field).unwrap() + field.len())
        .into();
    let digits = text.match_indices(|letter: char| letter.is_ascii_digit());
    for (at, digit) in digits.filter(|(at, _)| !free.contains(at)) {
        let other = (digit.parse::<u8>().unwrap() + 1) % 10;
        let mut changed = text.clone();
        changed.replace_range(at..=at, &other.to_string());
        assert!(Proof::from_json(&changed).is_err(), "{changed}");
    }
}

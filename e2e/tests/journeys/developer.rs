//! Somebody builds on it: records, covers, batches, and has their own contracts refuse what nobody answers for.

use crate::acts::*;
use alloy_sol_types::SolValue;
use answerable_client::{
    annex_of, interface::IAnswerable::*, Seconds, Setup, Terms, Windows, H160,
};
use answerable_e2e::journey::*;
use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

alloy_sol_types::sol! {
    /// The part that a client and a recorder see of the escrows in contracts/examples.
    #[derive(Debug)]
    interface PaidInference {
        function order(bytes32 input, address recorder, uint256 minCover, uint64 deliverBy, uint64 reportUntil)
            external
            payable;
        function deliver(bytes32 trace) external;
    }
}

const TRACES: usize = 10_000;

pub async fn refuses_output_that_nobody_answers_for(mut it: Stage) {
    let [client, recorder, surety] = it.invites(["Client", "Recorder", "Surety"]).await;

    it.tells("— an instance with terms of one's own");
    let own = Setup {
        terms: Terms {
            windows: Windows {
                report: Seconds(30 * 24 * 60 * 60),
                ..Setup::for_development(it.governance.h160()).terms.windows
            },
            ..Setup::for_development(it.governance.h160()).terms
        },
        treasury: it.treasury.h160(),
        ..Setup::for_development(it.governance.h160())
    };
    it.answerable = it.deploys(&own).await;
    let annex = annex_of(it.governance.h160(), &answerable_code().annex);
    assert_eq!(it.sees(&annexCall {}).await, annex.0);
    let found = it.sees(&termsCall { terms: 1 }).await;
    assert_eq!(found.windows.report, 30 * 24 * 60 * 60);
    let UnknownTerms { terms } = it.sees_refused(&termsCall { terms: 2 }).await;
    assert_eq!(terms, 2);

    it.tells("— a trace with cover drawn from a mandate, and one without");
    let mandate = grants(&it, &surety, &recorder, &recorder, 1_000, 10_000).await;
    it.does(&surety, &depositCall {}, 2_600).await;
    let covered = recordCoveredCall {
        requester: client.address(),
        input: hash("question"),
        output: hash("answer"),
        at: 0,
        steps: [step(1, &recorder, "weights"), step(2, &recorder, "machine")]
            .concat()
            .into(),
        terms: 1,
        cover: (1..=2)
            .map(|step| Draw {
                step,
                mandate,
                amount: milli(500),
            })
            .collect(),
    };
    let covered = it.does(&recorder, &covered, 50).await;
    let bare = records(&it, &recorder, &client, 2).await;
    it.does(
        &recorder,
        &attestCall {
            trace: bare,
            step: 1,
        },
        0,
    )
    .await;
    let first = it
        .sees(&stepCall {
            trace: bare,
            step: 1,
        })
        .await;
    assert!(first.step.attested && first.pledges.is_empty());
    let answers = whoAnswersCall {
        trace: covered,
        step: 2,
    };
    assert_eq!(it.sees(&answers).await[0].surety, surety.address());
    assert_eq!(
        it.sees(&coverOfCall { trace: covered }).await,
        [milli(500); 2]
    );
    assert_eq!(it.sees(&uncoveredStepsCall { trace: covered }).await, 0);
    assert_eq!(it.sees(&uncoveredStepsCall { trace: bare }).await, 0b110);

    it.tells(
        "— contracts of their own, in Solidity and in ink, pay for the one and not for the other",
    );
    let to_answerable = Address::from(it.answerable.0).abi_encode();
    for name in ["PaidInference", "answerable_ink_consumer"] {
        let escrow = it
            .deploys_other(&client, code(name), to_answerable.clone())
            .await;
        let until = it.now().await + DAY;
        // The same question, so either trace would do.
        let order = |input: &str| PaidInference::orderCall {
            input: hash(input),
            recorder: recorder.address(),
            minCover: milli(500),
            deliverBy: until,
            reportUntil: until + DAY,
        };
        it.does_at(&client, escrow, &order("question"), 7).await;
        let NotCovered { step, cover, .. } = delivers(&it, &recorder, escrow, bare).await;
        assert_eq!((step, cover), (1, milli(0)));
        let before = it.wallet(&recorder).await;
        let deliver = PaidInference::deliverCall { trace: covered };
        it.does_at(&surety, escrow, &deliver, 0).await;
        assert!(it.wallet(&recorder).await > before);
    }

    it.tells("— ten thousand traces under one root, made with OpenZeppelin's library");
    let data = |number: usize| TraceData {
        requester: client.address(),
        input: hash(&format!("question {number}")),
        output: hash("answer"),
        at: number as u64,
        steps: step(1, &recorder, "weights").into(),
    };
    let ids: Vec<Hash> = (0..TRACES)
        .map(|number| id_of(&it, &recorder, &data(number)))
        .collect();
    let (one, other) = (17, 9_999);
    let tree = tree(&ids, &[ids[one], ids[other]]);
    let anchor = anchorCall {
        root: tree.root,
        depth: 14,
        uriHash: hash("where the traces are"),
        terms: 1,
    };
    it.does(&recorder, &anchor, 0).await;
    let anchor = anchorCoveredCall {
        root: tree.root,
        depth: 14,
        uriHash: hash("where the traces are"),
        terms: 1,
        cover: vec![BatchDraw {
            mandate: grants(&it, &surety, &recorder, &recorder, 100, 100 << 14).await,
            perTrace: milli(100),
        }],
    };
    it.does(&surety, &depositCall {}, 130 << 14).await;
    let batch = it.does(&recorder, &anchor, 5 << 14).await;
    assert_eq!(it.sees(&batchCall { batch }).await.root, tree.root);
    let guard = |proof: &[Hash], least| requireCoveredInBatchCall {
        batch,
        data: data(one),
        proof: proof.to_vec(),
        minCover: milli(least),
        minUntil: 0,
    };
    it.sees(&guard(&tree.proofs[0], 100)).await;
    let NotCovered { cover, .. } = it.sees_refused(&guard(&tree.proofs[0], 101)).await;
    assert_eq!(cover, milli(100));
    let open = |number: usize, proof: &[Hash]| openCall {
        batch,
        data: data(number),
        proof: proof.to_vec(),
    };
    let mut forged = tree.proofs[0].clone();
    forged[3] = hash("something else");
    for wrong in [
        open(one, &forged),
        open(one, &tree.proofs[1]),
        open(18, &tree.proofs[0]),
    ] {
        let NotInBatch { .. } = it.refuses(&client, &wrong, 0).await;
    }
    let opened = it.does(&client, &open(one, &tree.proofs[0]), 0).await;
    let AlreadyRecorded { trace } = it.refuses(&client, &open(one, &tree.proofs[0]), 0).await;
    assert_eq!(trace, opened);
    let found = it.sees(&traceCall { trace: opened }).await;
    assert_eq!((found.batch, found.requester), (batch, client.address()));
    let require = requireCoveredCall {
        trace: opened,
        minCover: milli(100),
        minUntil: 0,
    };
    it.sees(&require).await;

    it.tells("— one of them fails, and is opened and reported at once");
    let report = openAndReportCall {
        batch,
        data: data(other),
        proof: tree.proofs[1].clone(),
        step: 1,
        loss: milli(60),
        evidence: hash("what went wrong"),
        uri: String::new(),
    };
    let fault = it.does(&client, &report, REPORT_DEPOSIT).await;
    let had = it.free(&client).await;
    it.does(&surety, &ownUpCall { fault }, 0).await;
    assert_eq!(it.free(&client).await, had + 60 + REPORT_DEPOSIT);
    it.sees(&require).await;

    it.waits(60 * DAY).await;
    it.does(&surety, &releaseBatchCall { batch }, 0).await;
    let NotCovered { .. } = it.sees_refused(&require).await;
}

async fn delivers(it: &Stage, who: &Person, escrow: H160, trace: Hash) -> NotCovered {
    let deliver = PaidInference::deliverCall { trace };
    it.refuses_at(who, escrow, &deliver, 0).await
}

struct Tree {
    root: Hash,
    proofs: Vec<Vec<Hash>>,
}

/// The tree that dApp developers make, with the script that they copy.
fn tree(ids: &[Hash], wanted: &[Hash]) -> Tree {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../contracts/examples");
    let mut node = Command::new("node")
        .arg("tree.mjs")
        .args(wanted.iter().map(Hash::to_string))
        .current_dir(examples)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node is installed");
    let lines: String = ids.iter().map(|id| format!("{id}\n")).collect();
    let mut input = node.stdin.take().expect("it is piped");
    input.write_all(lines.as_bytes()).expect("it reads");
    drop(input);
    let output = node.wait_with_output().expect("it ends");
    assert!(
        output.status.success(),
        "run `npm ci` in contracts/examples first"
    );
    let made: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let hash = |value: &serde_json::Value| -> Hash {
        let text = value.as_str().expect("it is a text");
        text.parse().expect("it is a hash")
    };
    let proof = |id: &Hash| {
        let proof = made["proofs"][id.to_string()].as_array();
        proof.expect("it was asked for").iter().map(hash).collect()
    };
    Tree {
        root: hash(&made["root"]),
        proofs: wanted.iter().map(proof).collect(),
    }
}

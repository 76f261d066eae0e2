//! Whose turn a fault is, and that the commands that are named do it.

use super::*;
use crate::acts::*;
use answerable_client::interface::IAnswerable::*;
use answerable_e2e::journey::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_names_whose_turn_it_is_and_what_they_may_do() {
    let it = Stage::set("node").await;
    let terminal = Onlooker::of(&it);
    let [asker, recorder, surety] = it.invites(["Asker", "Recorder", "Surety"]).await;
    let trace = records(&it, &recorder, &asker, 2).await;
    pledges(&it, &surety, trace, 1, 1_000).await;
    let who = |person: &Person| format!("{:?}", person.h160());
    let says = |fault: u64, all: &[&str]| {
        let said = terminal.says(&format!("show fault {fault}"));
        for words in all {
            assert!(said.contains(words), "{words:?} is missing in\n{said}");
        }
        said
    };

    let fault = reports(&it, &asker, trace, 1, 400).await;
    let turn = format!(
        "It is the turn of {}: answerable own-up {fault}",
        who(&surety)
    );
    let back = format!("{} may take the report back", who(&asker));
    says(
        fault,
        &[
            "state           answering",
            &turn,
            &back,
            "in 1 d",
            "answerable contest 1",
        ],
    );
    let uncovered = terminal.run(&format!("uncovered {trace}"));
    let said = String::from_utf8_lossy(&uncovered.stdout).into_owned();
    assert!(
        said.contains(&format!("step 1: fault {fault} is open on it")),
        "{said}"
    );
    assert!(
        said.contains(&format!("answerable pledge {trace} STEP COVER")),
        "{said}"
    );

    contests(&it, &surety, fault, 100).await;
    let turn = format!("It is the turn of governance, {}", who(&it.governance));
    let said = says(
        fault,
        &[
            &turn,
            "answerable rule dismiss 1",
            "conceded         0.1 tokens",
        ],
    );
    assert!(!said.contains("take the report back"), "{said}");
    it.waits(3 * DAY + 1).await;
    says(
        fault,
        &["Nobody ruled in time. Anybody may move it on: answerable settle 1"],
    );
    it.does(&asker, &settleCall { fault }, 0).await;
    says(
        fault,
        &[
            "Nobody answers for 0.3 tokens",
            "answerable step-forward 1 TOKENS",
        ],
    );

    let fault = reports(&it, &asker, trace, 1, 400).await;
    it.waits(DAY + 1).await;
    says(
        fault,
        &["did not answer in time. Anybody may say so: answerable default 2"],
    );
    it.does(&asker, &declareDefaultCall { fault }, 0).await;
    says(
        fault,
        &[
            "answerable slash 2 SHARE, above 10% and at most 30%",
            "answerable pardon 2",
            "may still own up, with a penalty of 10%",
        ],
    );
    it.does(&surety, &ownUpCall { fault }, 0).await;
    says(fault, &["state        made good", "It is closed."]);

    // Governance that is a party does not judge.
    pledges(&it, &it.governance, trace, 2, 500).await;
    let fault = reports(&it, &asker, trace, 2, 400).await;
    contests(&it, &it.governance, fault, 0).await;
    let nobody = format!(
        "Nobody may rule on it, because {} governs",
        who(&it.governance)
    );
    says(fault, &[&nobody]);
}

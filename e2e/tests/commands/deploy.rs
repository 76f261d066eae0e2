//! The contract comes in two parts, and people need not know.

use super::*;

#[test]
fn an_annex_is_made_where_it_is_missing_and_used_again() {
    // given
    let node = Node::start(&[]);
    let terminal = Terminal::on(node.url());

    // Nothing can be tried with an annex that is not there yet.
    let tried = terminal.tells("deploy --from alice --dry-run");
    assert_eq!(tried["submitted"], "no");
    let said = terminal.says("deploy --from alice --dry-run");
    assert!(said.contains("and then the contract"), "{said}");
    assert!(said.contains("Nothing was submitted."), "{said}");

    // when
    let first = terminal.tells("deploy --from alice");
    let second = terminal.tells("deploy --from alice");

    // then
    assert_eq!(first["annexMade"]["submitted"], "now");
    assert_eq!(first["annexMade"]["deployed"], first["annex"]);
    assert_eq!(first["annex"], tried["annex"]);
    assert_eq!(
        (&second["annexMade"], &second["annex"]),
        (&Value::Null, &first["annex"])
    );
    assert_ne!(second["deployed"], first["deployed"]);
    let trial = terminal.tells("deploy --from alice --dry-run");
    assert_eq!(
        (&trial["submitted"], &trial["annexMade"]),
        (&json!("no"), &Value::Null)
    );
    assert!(terminal.tells("verify")["equal"] == true);

    // Bob takes Alice's, or makes his own.
    let annex = text(&first, "annex");
    let bobs = terminal.tells(&format!("deploy --from bob --annex {annex}"));
    assert_eq!(
        (&bobs["annex"], &bobs["annexMade"]),
        (&first["annex"], &Value::Null)
    );
    let said = terminal.says("deploy --from bob");
    assert!(said.contains("\nannex     0x"), "{said}");
    assert!(!said.contains(&annex), "{said}");
}

#[test]
fn what_is_no_annex_of_this_build_is_not_taken_for_one() {
    let it = World::new();
    let contract = text(&it.terminal.tells("verify"), "address");
    for other in [&contract, MACHINE] {
        let (code, complaint) = it
            .terminal
            .fails(&format!("deploy --from alice --annex {other}"));
        assert_eq!(code, 1);
        assert!(
            complaint.contains("is no annex of this build"),
            "{complaint}"
        );
    }
    let annex = text(&it.terminal.tells("verify")["annex"], "address");
    let (code, complaint) = it.terminal.fails(&format!("terms --contract {annex}"));
    assert_eq!(code, 1);
    assert!(
        complaint.contains("is the annex of answerable contracts"),
        "{complaint}"
    );
}

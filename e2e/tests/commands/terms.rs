//! The rules, shown and added to.

use super::*;

#[test]
fn terms_are_shown_compared_and_added() {
    // given
    let it = World::new();
    let first = it.terminal.says("terms");
    for line in [
        "version 1, current",
        "answer               1 d",
        "lost-penalty         10%",
    ] {
        assert!(first.contains(line), "{line} in:\n{first}");
    }

    // when
    let (_, same) = it.terminal.fails("terms add --answer 24h --from charlie");
    assert!(
        same.contains("these are the current terms, version 1"),
        "{same}"
    );
    let add = "terms add --answer 48h --lost-penalty 12.5% --from charlie";
    let tried = it.terminal.says(&format!("{add} --dry-run"));
    for line in [
        "answer                1 d → 2 d",
        "lost-penalty          10% → 12.5%",
        "Nothing was submitted.",
    ] {
        assert!(tried.contains(line), "{line} in:\n{tried}");
    }
    assert_eq!(it.terminal.tells("terms")[0]["version"], 1);
    let added = it.terminal.tells(add);
    assert_eq!(added["before"]["lostPenaltyBps"], 1_000);
    assert_eq!(added["after"]["lostPenaltyBps"], 1_250);

    // then
    let all = it.terminal.tells("terms --all");
    let versions: Vec<(&Value, &Value)> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (&it["version"], &it["current"]))
        .collect();
    assert_eq!(
        versions,
        [(&json!(1), &json!(false)), (&json!(2), &json!(true))]
    );
    let (code, _) = it.terminal.fails("terms 3");
    assert_eq!(code, 3);
    let (code, _) = it.terminal.fails("terms add --answer 72h --from bob");
    assert_eq!(code, 3);
}

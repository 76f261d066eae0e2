//! What is deployed against what was built, and what the program tells shells and manuals of itself.

use super::*;
use answerable_client::{Act, Signer};
use answerable_e2e::{code, contract_file};

const BOB: &str = "0x41dccbd49b26c50d34355ed86ff0fa9e489d1e01";

#[test]
fn deployed_code_is_held_against_the_build() {
    // given
    let (it, council) = World::governed_by_several();

    // the same
    let same = it.terminal.tells("verify");
    assert_eq!(
        (&same["contract"], &same["equal"]),
        (&json!("answerable"), &json!(true))
    );
    assert_eq!(same["deployed"], same["built"]);
    let annex = &same["annex"];
    assert_eq!(
        (&annex["equal"], &annex["deployed"]),
        (&json!(true), &annex["built"])
    );
    let listed = contract_file("answerable").with_file_name("../contracts.json");
    let listed = std::fs::read_to_string(listed).unwrap();
    for part in [&same, annex] {
        assert!(listed.contains(&text(part, "built")), "as the build said");
    }
    let annex = it
        .terminal
        .tells(&format!("verify {}", text(annex, "address")));
    assert_eq!(
        (&annex["contract"], &annex["equal"]),
        (&json!("annex"), &json!(true))
    );
    let same = it.terminal.tells(&format!("verify {council}"));
    assert_eq!(
        (&same["contract"], &same["equal"]),
        (&json!("council"), &json!(true))
    );

    // another build
    let mut other = code("answerable");
    other.push(0);
    std::fs::write(it.terminal.folder().join("other.polkavm"), other).unwrap();
    let differs = it.terminal.run("verify --code other.polkavm");
    assert_eq!(differs.status.code(), Some(1));
    let said = String::from_utf8_lossy(&differs.stderr);
    assert!(said.contains("check out the commit"), "{said}");
    let differs = it.terminal.run("verify --annex-code other.polkavm --json");
    assert_eq!(differs.status.code(), Some(1));
    let told: Value = serde_json::from_slice(&differs.stdout).unwrap();
    assert_eq!(
        (&told["equal"], &told["annex"]["equal"]),
        (&json!(false), &json!(false))
    );
}

#[test]
fn another_contract_at_the_address_is_called_what_it_is() {
    let (it, council) = World::governed_by_several();
    let contract = text(&it.terminal.tells("verify"), "address");
    let stranger = it.strangers_contract();
    for (words, said) in [
        (format!("terms --contract {council}"), "is a council"),
        (format!("council seats --council {contract}"), "no council"),
        (
            format!("terms --contract {BOB}"),
            "there is no contract at 0x41dccbd4",
        ),
        (
            format!("deposit 1 --from alice --contract {BOB}"),
            "there is no contract at 0x41dccbd4",
        ),
        (
            format!("verify {BOB}"),
            "there is no contract at 0x41dccbd4",
        ),
        (
            format!("council seats --council {BOB}"),
            "answerable council deploy",
        ),
        (
            format!("terms --contract {stranger}"),
            "does not answer as answerable does",
        ),
        (
            format!("council seats --council {stranger}"),
            "does not answer as a council does",
        ),
    ] {
        let (code, complaint) = it.terminal.fails(&words);
        assert_eq!(
            (code, complaint.lines().count()),
            (1, 1),
            "{words}: {complaint}"
        );
        assert!(complaint.contains(said), "{words}: {complaint}");
    }
}

#[test]
fn shells_and_manuals_know_every_command() {
    let terminal = Terminal::on("embedded");
    for shell in ["bash", "zsh", "fish"] {
        let script = terminal.says(&format!("completions {shell}"));
        for word in ["withdraw-report", "council", "dry-run"] {
            assert!(script.contains(word), "{word} for {shell}");
        }
    }
    terminal.says("man manual");
    for page in [
        "answerable",
        "answerable-deposit",
        "answerable-council-rule-uphold",
    ] {
        let page = terminal.folder().join(format!("manual/{page}.1"));
        let page = std::fs::read_to_string(page).unwrap();
        assert!(page.contains(".SH NAME"), "{page}");
    }
    assert!(terminal.says("man").contains(".SH NAME"));
    let (code, _) = terminal.fails("completions telepathy");
    assert_eq!(code, 2);
}

impl World {
    /// A contract of another project.
    fn strangers_contract(&self) -> String {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime can be made");
        let deployed = runtime.block_on(async {
            let chain = Rpc::connect(self.node.url()).await?;
            let alice = Signer::dev("alice")?;
            let act = Act::Deploy {
                code: code("answerable_ink_consumer"),
                input: vec![0; 32],
                salt: None,
            };
            let limits = chain.dry_run(alice.account(), &act, 0).await?.limits();
            chain.submit(&alice, &act, 0, limits).await
        });
        let deployed: Result<_, answerable_client::ChainError> = deployed;
        format!("{:?}", deployed.unwrap().deployed.unwrap())
    }
}

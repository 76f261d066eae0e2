//! Secrets come from a wallet's file or from the environment, and never from the command line.

use super::*;

/// Alice's account of development chains, as a wallet exports it.
const EXPORTED: &str = r#"{
  "encoded": "DumgApKCTqoCty1OZW/8WS+sgo6RdpHhCwAkA2IoDBMAgAAAAQAAAAgAAAB6IG/q24EeVf0JqWqcBd5m2tKq5BlyY84IQ8oamLn9DZe9Ouhgunr7i36J1XxUnTI801axqL/ym1gil0U8440Qvj0lFVKwGuxq38zuifgoj0B3Yru0CI6QKEvQPU5xxj4MpyxdSxP+2PnTzYao0HDH0fulaGvlAYXfqtU89xrx2/z9z7IjSwS3oDFPXRQ9kAdDebtyCVreZ9Otw9v3",
  "encoding": { "content": ["pkcs8", "sr25519"], "type": ["scrypt", "xsalsa20-poly1305"], "version": "3" },
  "address": "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
  "meta": { "name": "Alice" }
}"#;
const ALICE: &str = "0x9621dde636de098b43efb0fa9b61facfe328f99d";

#[test]
fn a_wallets_file_signs_once_its_password_is_given() {
    let it = World::new();
    it.terminal.write("alice.json", EXPORTED);
    it.terminal.write("password", "whoisalice\n");
    it.terminal.write("guess", "letmein\n");
    let deposit = "deposit 1 --key alice.json";
    let events = it.does(&format!("{deposit} --password-file password"));
    assert_eq!(text(&events[0], "account"), ALICE);

    let (code, said) = it
        .terminal
        .fails(&format!("{deposit} --password-file guess"));
    assert_eq!(code, 1);
    assert!(
        said.contains("cannot use the key file alice.json"),
        "{said}"
    );
    assert!(!said.contains("letmein"), "{said}");
    let (_, said) = it.terminal.fails(deposit);
    assert!(
        said.contains("--password-file"),
        "there is no terminal to ask at: {said}"
    );
    let (_, said) = it.terminal.fails("deposit 1 --key trace.json");
    assert!(
        said.contains("--password-file") || said.contains("cannot read"),
        "{said}"
    );
}

#[test]
fn the_environment_may_hold_a_secret_and_no_message_shows_it() {
    let it = World::new();
    let phrase = "bottom drive obey lake curtain smoke basket hold race lonely fit walk//Alice";
    let with = |secret: &str| {
        let mut command = it.terminal.command("deposit 1 --json");
        let output = command.env("ANSWERABLE_SECRET", secret).output();
        output.expect("the program starts")
    };
    let done = with(phrase);
    assert!(String::from_utf8_lossy(&done.stdout).contains(ALICE));
    let wrong = with("bottom drive obey lake curtain smoke basket hold race lonely fit fit");
    assert_eq!(wrong.status.code(), Some(1));
    let said = String::from_utf8_lossy(&wrong.stderr);
    assert!(
        said.contains("secret phrase") && !said.contains("bottom"),
        "{said}"
    );
}

#[test]
fn nobody_signs_unless_somebody_is_named() {
    let it = World::new();
    let (code, said) = it.terminal.fails("deposit 1");
    assert_eq!(code, 1);
    for way in ["--from alice", "--key FILE", "$ANSWERABLE_SECRET"] {
        assert!(said.contains(way), "{said}");
    }
    let (_, said) = it.terminal.fails("deposit 1 --from alice --key alice.json");
    assert!(said.contains("cannot be used with"), "{said}");
}

//! A wallet signs what it is given as polkadot.js would, and the chain takes it.

use crate::scene::Scene;
use answerable_client::{account_text, Chain, Rpc, Signer};
use ink::scale::{Compact, Encode};
use serde_json::{json, Value};

fn number(payload: &Value, name: &str) -> u64 {
    let digits = payload[name].as_str().unwrap().trim_start_matches("0x");
    u64::from_str_radix(digits, 16).unwrap()
}

fn bytes(payload: &Value, name: &str) -> Vec<u8> {
    const_hex::decode(payload[name].as_str().unwrap()).unwrap()
}

/// What polkadot.js makes of a payload: the call, then what each extension brings, then what each adds.
///
/// It takes an extension that it does not know to bring and add nothing.
fn to_be_signed(payload: &Value) -> Vec<u8> {
    let (mut brought, mut added) = (Vec::new(), Vec::new());
    for extension in payload["signedExtensions"].as_array().unwrap() {
        match extension.as_str().unwrap() {
            "CheckSpecVersion" => (number(payload, "specVersion") as u32).encode_to(&mut added),
            "CheckTxVersion" => {
                (number(payload, "transactionVersion") as u32).encode_to(&mut added)
            }
            "CheckGenesis" => added.extend(bytes(payload, "genesisHash")),
            "CheckMortality" => {
                brought.extend(bytes(payload, "era"));
                added.extend(bytes(payload, "blockHash"));
            }
            "CheckNonce" => Compact(number(payload, "nonce")).encode_to(&mut brought),
            "ChargeTransactionPayment" => Compact(number(payload, "tip")).encode_to(&mut brought),
            "CheckMetadataHash" => {
                brought.push(0);
                added.push(0);
            }
            "CheckNonZeroSender" | "CheckWeight" | "EthSetOrigin" | "WeightReclaim" => {}
            other => panic!("polkadot.js may not know {other}"),
        }
    }
    let mut all = bytes(payload, "method");
    all.append(&mut brought);
    all.append(&mut added);
    if all.len() > 256 {
        return sp_crypto_hashing::blake2_256(&all).to_vec();
    }
    all
}

/// With the byte that says of which kind it is, as the extension gives it.
fn signed(signer: &Signer, payload: &Value) -> String {
    let mut signature = vec![1];
    signature.extend(signer.sign(&to_be_signed(payload)));
    const_hex::encode_prefixed(signature)
}

#[test]
fn an_act_that_a_wallet_signs_is_done() {
    // given
    let scene = Scene::new();
    let trace = scene.records(1);
    let explorer = scene.serves("");
    let bob = Signer::dev("bob").unwrap();
    let act = json!({
        "message": "pledge",
        "arguments": { "trace": trace, "step": 1, "cover": "2000000000000000000" },
        "attach": "2600000000000000000",
        "from": account_text(bob.account()),
    });

    // when
    let unsigned = explorer.post("/api/acts/payload", &act).json();
    let payload = &unsigned["payload"];
    assert_eq!(payload["address"], account_text(bob.account()));
    assert_eq!(payload["version"], 4);
    let ticket = &unsigned["ticket"];

    // then what is not signed by him is not done
    let forged = signed(&Signer::dev("eve").unwrap(), payload);
    let answer = explorer.post(
        "/api/acts/submit",
        &json!({ "ticket": ticket, "signature": forged }),
    );
    assert!(answer.fails(422).contains("bad signature"), "{answer:?}");
    for signature in [
        "0x",
        "0x01",
        "nonsense",
        &format!("0x07{}", "00".repeat(64)),
    ] {
        let answer = explorer.post(
            "/api/acts/submit",
            &json!({ "ticket": ticket, "signature": signature }),
        );
        assert!([400, 422].contains(&answer.status), "{answer:?}");
    }

    // and what is, is, once
    let submit = json!({ "ticket": ticket, "signature": signed(&bob, payload) });
    let done = explorer.post("/api/acts/submit", &submit);
    assert_eq!(done.status, 200, "{done:?}");
    let step = scene.terminal.tells(&format!("show step {trace} 1"));
    assert_eq!(step["pledges"][0]["surety"], scene.address("bob"));
    let again = explorer.post("/api/acts/submit", &submit);
    assert!(again.fails(404).contains("ask for a new one"));
}

#[test]
fn a_long_act_is_signed_by_its_hash() {
    let scene = Scene::new();
    let trace = scene.records(1);
    let explorer = scene.serves("");
    let charlie = Signer::dev("charlie").unwrap();
    let act = json!({
        "message": "report",
        "arguments": {
            "trace": trace, "step": 2, "loss": "1000000000000000000",
            "evidence": format!("0x{}", "09".repeat(32)), "uri": "x".repeat(256),
        },
        "attach": "10000000000000000",
        "from": "charlie",
    });
    let unsigned = explorer.post("/api/acts/payload", &act).json();
    let signature = signed(&charlie, &unsigned["payload"]);
    let submit = json!({ "ticket": unsigned["ticket"], "signature": signature });
    let done = explorer.post("/api/acts/submit", &submit);
    assert_eq!(done.status, 200, "{done:?}");
    assert_eq!(
        scene.terminal.tells("show fault 1")["loss"],
        "1000000000000000000"
    );
}

#[test]
fn a_signature_for_a_turn_that_is_over_does_nothing() {
    let scene = Scene::new();
    let explorer = scene.serves("");
    let bob = Signer::dev("bob").unwrap();
    let act = json!({ "message": "deposit", "attach": "1000000000000000000", "from": "bob" });
    let unsigned = explorer.post("/api/acts/payload", &act).json();
    let signature = signed(&bob, &unsigned["payload"]);
    scene.does("deposit 3 --from bob");
    let submit = json!({ "ticket": unsigned["ticket"], "signature": signature });
    let answer = explorer.post("/api/acts/submit", &submit);
    assert!(
        answer.fails(422).contains("ask for a new payload"),
        "{answer:?}"
    );
    let account = scene.terminal.tells("show account bob");
    assert_eq!(account["free"], "3000000000000000000");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_contracts_do_not_know_is_told_to_be_let_in_first() {
    // given
    let scene = Scene::new();
    let explorer = scene.serves("");
    let (alice, worker) = (
        Signer::dev("alice").unwrap(),
        Signer::dev("Worker/9").unwrap(),
    );
    let from = account_text(worker.account());
    let act = json!({ "message": "deposit", "attach": "1000000000000000000", "from": from });

    // then
    let preview = explorer.post("/api/acts/preview", &act);
    assert_eq!(preview.json()["mapped"], false, "{preview:?}");
    let answer = explorer.post("/api/acts/payload", &act);
    assert!(answer.fails(409).contains("\"map\": true"), "{answer:?}");

    // when it has money for that
    let chain = Rpc::connect(scene.node_url()).await.unwrap();
    let ten = 10_000_000_000_000;
    chain.transfer(&alice, worker.account(), ten).await.unwrap();
    let submits = |asked: &Value| {
        let unsigned = explorer.post("/api/acts/payload", asked).json();
        let signature = signed(&worker, &unsigned["payload"]);
        let submit = json!({ "ticket": unsigned["ticket"], "signature": signature });
        explorer.post("/api/acts/submit", &submit)
    };
    let done = submits(&json!({ "map": true, "from": from }));
    assert_eq!(done.status, 200, "{done:?}");

    // then
    let preview = explorer.post("/api/acts/preview", &act).json();
    assert_eq!(preview["mapped"], true);
    assert_eq!(submits(&act).status, 200);
    let account = explorer.tells(&format!("/api/accounts/{:?}", worker.address()));
    assert_eq!(account["live"]["free"], "1000000000000000000");
    let both = json!({ "map": true, "message": "deposit", "from": from });
    explorer.post("/api/acts/payload", &both).fails(400);
}

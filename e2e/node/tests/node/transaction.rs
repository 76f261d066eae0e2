//! A signed transaction, made by hand so that no client library has to be built for it.

use codec::{Compact, Encode};
use polkadot_sdk::sp_core::{crypto::Pair, sr25519};
use serde_json::{json, Value};

use crate::process::{hex, Node};

/// A `System.remark` signed by Alice, in hex.
pub fn remark(node: &Node, nonce: u32) -> String {
    let alice = sr25519::Pair::from_string("//Alice", None).expect("a key");
    let version: Value = node.get("state_getRuntimeVersion", json!([]));
    let genesis = hex(node
        .get("chain_getBlockHash", json!([0]))
        .as_str()
        .expect("a hash"));

    let call = (0u8, 0u8, nonce.encode()).encode();
    let immortal_and_no_tip = (0u8, Compact(nonce), Compact(0u128)).encode();
    let number = |name: &str| version[name].as_u64().expect("a number") as u32;
    let signed_over = [
        &call[..],
        &immortal_and_no_tip,
        &number("specVersion").encode(),
        &number("transactionVersion").encode(),
        &genesis,
        &genesis,
    ]
    .concat();
    let signature = alice.sign(&signed_over);
    // Version 4, signed; the address is an account id, the signature sr25519.
    let extrinsic = [
        &[0x84, 0x00][..],
        alice.public().as_ref(),
        &[0x01],
        signature.as_ref(),
        &immortal_and_no_tip,
        &call,
    ]
    .concat()
    .encode();
    let digits: String = extrinsic.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("0x{digits}")
}

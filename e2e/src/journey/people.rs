//! Those of whom journeys tell.

use super::{story::Story, Address};
use answerable_client::{keccak_256, AnyChain, Chain, Signer, H160};
use ink_e2e::sr25519::Keypair;
use scale_value::Value;

/// What everybody begins with, in native units.
const FUNDS: u128 = 10_000_000_000_000_000;

#[derive(Clone)]
pub struct Person {
    pub name: &'static str,
    pub signer: Signer,
}

impl Person {
    pub fn h160(&self) -> H160 {
        self.signer.address()
    }

    pub fn address(&self) -> Address {
        self.h160().0.into()
    }
}

pub(super) async fn invite(chain: &AnyChain, story: &Story, name: &'static str) -> Person {
    let seed = keccak_256(name.as_bytes());
    let keypair = Keypair::from_secret_key(seed).expect("any 32 bytes are a seed");
    let signer = Signer::new(keypair.public_key().0, move |message| {
        keypair.sign(message).0
    });
    let alice = Signer::dev("alice").expect("alice is an account");
    let to = Value::unnamed_variant("Id", [Value::from_bytes(signer.account())]);
    let arguments = vec![to, Value::u128(FUNDS)];
    let call = chain
        .codec()
        .encode_call("Balances", "transfer_allow_death", arguments)
        .expect("balances can be transferred");
    let funded = chain.submit_call(&alice, &call).await;
    funded.unwrap_or_else(|error| panic!("cannot fund {name}: {error}"));
    let mapped = chain.map_account(&signer).await;
    mapped.unwrap_or_else(|error| panic!("cannot map {name}: {error}"));
    story.knows(signer.address(), name);
    Person { name, signer }
}

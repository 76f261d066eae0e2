//! Those of whom journeys tell.

use super::{story::Story, Address};
use crate::{fund, signer};
use answerable_client::{keccak_256, AnyChain, Signer, H160};
use ink_e2e::sr25519::Keypair;

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
    let signer = signer(&keypair);
    let alice = Signer::dev("alice").expect("alice is an account");
    fund(chain, &alice, &signer, FUNDS).await;
    story.knows(signer.address(), name);
    Person { name, signer }
}

//! A council as governance: what its members vote for is done when so many voted for just that, and nothing else is.

mod motions;
mod office;
mod rulings;
mod seats;
mod stage;

use answerable_client::AnyChain;
use answerable_e2e::{on_each_chain, Client};
use stage::*;
use std::{future::Future, thread};

/// A story whose clock is moved.
fn on_the_embedded_chain<F: Future<Output = ()>>(story: impl FnOnce(Client) -> F) {
    let name = thread::current().name().unwrap_or("story").to_owned();
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(async {
        let chain = AnyChain::open("embedded").await.unwrap();
        story(Client::new(chain, name)).await;
    });
}

#[test]
fn a_council_that_an_instance_is_made_with_rules_on_each_chain() {
    on_each_chain(|client| async {
        let it = Stage::set(client, 2).await;
        rulings::a_contest_is_upheld(&it).await;
        rulings::a_contest_is_dismissed(&it).await;
        office::the_intake_is_closed_and_opened(&it).await;
        seats::others_are_seated(&it).await;
    });
}

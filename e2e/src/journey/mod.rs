//! What users come for, from the first call to the last, told with its money.
//!
//! A journey is an async function of a [`Stage`]. It runs on a chain of its own, so that it may move the clock.

mod coverage;
mod machine;
mod money;
mod people;
mod story;

pub use coverage::Coverage;
pub use money::{milli, native, Money};
pub use people::Person;

use crate::perform::{perform, send, Sent};
pub use crate::{answerable_code, code};
use alloy_sol_types::{SolCall, SolError};
use answerable_client::{
    interface::IAnswerable, Act, Answerable, AnyChain, Chain, Receipt, Setup, H160,
};
use machine::Machine;
use std::sync::{Arc, Mutex};
use story::Story;

pub type Address = alloy_sol_types::private::Address;
pub type Hash = alloy_sol_types::private::FixedBytes<32>;
pub type U256 = alloy_sol_types::private::U256;

pub const HOUR: u64 = 60 * 60;
pub const DAY: u64 = 24 * HOUR;

/// One instance of the contract on a chain, and those who have to do with it.
pub struct Stage {
    chain: AnyChain,
    /// Ends with the stage.
    machine: Option<Arc<Mutex<Machine>>>,
    pub answerable: H160,
    pub governance: Person,
    pub treasury: Person,
    story: Story,
}

impl Stage {
    /// Opens `embedded`, or a `node` of its own, and deploys the contract for development.
    pub async fn set(chain: &str) -> Self {
        let machine = (chain == "node").then(Machine::start);
        let name = machine.as_ref().map_or("embedded", |it| it.url());
        let chain = AnyChain::open(name)
            .await
            .unwrap_or_else(|error| panic!("{error}"));
        let story = Story::default();
        let governance = people::invite(&chain, &story, "Governance").await;
        let treasury = people::invite(&chain, &story, "Treasury").await;
        let setup = Setup {
            treasury: treasury.h160(),
            ..Setup::for_development(governance.h160())
        };
        let mut stage = Self {
            machine: machine.map(|it| Arc::new(Mutex::new(it))),
            chain,
            answerable: H160::zero(),
            governance,
            treasury,
            story,
        };
        stage.answerable = stage.deploys(&setup).await;
        stage.story.knows(stage.answerable, "the contract");
        stage
    }

    /// Another instance, made by governance.
    pub async fn deploys(&self, setup: &Setup) -> H160 {
        let code = answerable_code();
        let deployed = Answerable::deploy(&self.chain, &self.governance.signer, code, setup).await;
        let (instance, _) = deployed.unwrap_or_else(|error| panic!("{error}"));
        instance.address()
    }

    /// Any other contract of the workspace. `input` is what its constructor takes.
    pub async fn deploys_other(&self, who: &Person, code: Vec<u8>, input: Vec<u8>) -> H160 {
        let act = Act::Deploy {
            code,
            input,
            salt: None,
        };
        let done = perform(&self.chain, &who.signer, &act, 0).await;
        let (_, receipt) = done.expect("it deploys");
        receipt.deployed.expect("it has an address")
    }

    pub fn chain(&self) -> &AnyChain {
        &self.chain
    }

    pub fn is_on_a_node(&self) -> bool {
        self.machine.is_some()
    }

    /// The address of the node that it is on.
    pub fn url(&self) -> String {
        let machine = self.machine.as_ref().expect("it is on a node");
        let machine = machine.lock().expect("no restart failed");
        machine.url().to_owned()
    }

    /// The power fails, and the node comes back with its data and these flags.
    pub async fn restarts(&self, flags: &'static [&'static str]) {
        self.story.tells("the power fails, and comes back");
        let machine = self.machine.clone().expect("it is on a node");
        let restart = move || {
            let mut machine = machine.lock().expect("no restart failed");
            machine.restart(flags);
        };
        let restarted = tokio::task::spawn_blocking(restart).await;
        restarted.expect("the node starts again");
    }

    /// Somebody new, with money for fees and deposits.
    pub async fn invite(&self, name: &'static str) -> Person {
        people::invite(&self.chain, &self.story, name).await
    }

    /// Several of them.
    pub async fn invites<const N: usize>(&self, names: [&'static str; N]) -> [Person; N] {
        let mut people = Vec::new();
        for name in names {
            people.push(self.invite(name).await);
        }
        people.try_into().unwrap_or_else(|_| unreachable!())
    }

    /// Whose money counts too.
    pub fn knows(&self, address: H160, name: &str) {
        self.story.knows(address, name);
    }

    /// A refusal that came another way than by a message of ours.
    pub fn meets(&self, data: &[u8]) {
        Coverage::refused(data);
        self.story.tells(format!("    {}", story::refusal(data)));
    }

    /// How many of the contract's units a native one is.
    pub fn ratio(&self) -> u128 {
        self.chain.ratio()
    }

    /// A line of the story that no call tells.
    pub fn tells(&self, line: impl Into<String>) {
        self.story.tells(line);
    }

    pub async fn now(&self) -> u64 {
        let block = self.chain.block().await;
        block.unwrap_or_else(|error| panic!("{error}")).time_ms / 1_000
    }

    pub async fn waits(&self, seconds: u64) {
        self.story.tells(format!("{seconds} seconds pass"));
        let moved = self.chain.advance_time(seconds).await;
        moved.unwrap_or_else(|error| panic!("{error}"));
    }

    // ---------------------------------------------------------------------------------------- calls

    /// A message to the contract, with so many thousandths of a token, that is done.
    pub async fn does<M: SolCall + std::fmt::Debug>(
        &self,
        who: &Person,
        message: &M,
        value: u128,
    ) -> M::Return {
        self.does_at(who, self.answerable, message, value).await.0
    }

    /// The same to any contract, with the receipt.
    pub async fn does_at<M: SolCall + std::fmt::Debug>(
        &self,
        who: &Person,
        to: H160,
        message: &M,
        value: u128,
    ) -> (M::Return, Receipt) {
        let before = self.money().await;
        match self.tries(who, to, message, value).await {
            Ok(done) => {
                self.story.does(who, message, value, "");
                self.books_add_up(&before).await;
                done
            }
            Err(data) => {
                self.story.does(who, message, value, &story::refusal(&data));
                panic!("{} is refused to {}", M::SIGNATURE, who.name)
            }
        }
    }

    /// What a message is refused with; it changes nothing.
    pub async fn refuses<E: SolError, M: SolCall + std::fmt::Debug>(
        &self,
        who: &Person,
        message: &M,
        value: u128,
    ) -> E {
        self.refuses_at(who, self.answerable, message, value).await
    }

    /// The same of any contract.
    pub async fn refuses_at<E: SolError, M: SolCall + std::fmt::Debug>(
        &self,
        who: &Person,
        to: H160,
        message: &M,
        value: u128,
    ) -> E {
        let before = self.money().await;
        let Err(data) = self.tries(who, to, message, value).await else {
            self.story.does(who, message, value, "");
            panic!("{} is done for {}", M::SIGNATURE, who.name)
        };
        let refusal = story::refusal(&data);
        self.story.does(who, message, value, &refusal);
        assert_eq!(before, self.money().await, "a refusal moved money");
        E::abi_decode(&data).unwrap_or_else(|_| panic!("{refusal}, not {}", E::SIGNATURE))
    }

    async fn tries<M: SolCall>(
        &self,
        who: &Person,
        to: H160,
        message: &M,
        value: u128,
    ) -> Result<(M::Return, Receipt), Vec<u8>> {
        let input = message.abi_encode();
        Coverage::called(&input);
        let value = money::native(&self.chain, value);
        let done = perform(&self.chain, &who.signer, &Act::Call { to, input }, value).await;
        let (data, receipt) = done.inspect_err(|data| Coverage::refused(data))?;
        Coverage::told(&receipt.logs);
        let returned = M::abi_decode_returns(&data).expect("it returns what its interface says");
        Ok((returned, receipt))
    }

    /// Calldata with so many native units, without a trial, while others send too.
    pub async fn sends(&self, who: &Person, input: Vec<u8>, value: u128) -> Sent {
        Coverage::called(&input);
        let to = self.answerable;
        let sent = send(&self.chain, &who.signer, &Act::Call { to, input }, value).await;
        let sent = sent.unwrap_or_else(|error| panic!("{}: {error}", who.name));
        if let Ok(receipt) = &sent.end {
            Coverage::told(&receipt.logs);
        }
        sent
    }

    /// What anybody may look up.
    pub async fn sees<M: SolCall>(&self, message: &M) -> M::Return {
        self.sees_at(self.answerable, message).await
    }

    /// The same at any contract.
    pub async fn sees_at<M: SolCall>(&self, to: H160, message: &M) -> M::Return {
        let data = self.looks_up(to, message).await;
        let data =
            data.unwrap_or_else(|data| panic!("{}: {}", M::SIGNATURE, story::refusal(&data)));
        M::abi_decode_returns(&data).expect("it returns what its interface says")
    }

    /// What a view, such as the guard, refuses with.
    pub async fn sees_refused<E: SolError, M: SolCall>(&self, message: &M) -> E {
        let Err(data) = self.looks_up(self.answerable, message).await else {
            panic!("{} does not refuse", M::SIGNATURE)
        };
        Coverage::refused(&data);
        let refusal = story::refusal(&data);
        E::abi_decode(&data).unwrap_or_else(|_| panic!("{refusal}, not {}", E::SIGNATURE))
    }

    async fn looks_up<M: SolCall>(&self, to: H160, message: &M) -> Result<Vec<u8>, Vec<u8>> {
        let input = message.abi_encode();
        Coverage::called(&input);
        let act = Act::Call { to, input };
        let tried = self.chain.dry_run([0; 32], &act, 0).await;
        let tried = tried.unwrap_or_else(|error| panic!("{error}"));
        tried.returned().map_err(crate::perform::data)
    }

    // ---------------------------------------------------------------------------------------- money

    pub async fn account(&self, who: &Person) -> IAnswerable::Account {
        let owner = who.address();
        self.sees(&IAnswerable::accountCall { owner }).await
    }

    /// What they may withdraw now, in thousandths of a token.
    pub async fn free(&self, who: &Person) -> u128 {
        money::thousandths(self.account(who).await.free)
    }

    /// What backs their promises, in thousandths of a token.
    pub async fn locked(&self, who: &Person) -> u128 {
        money::thousandths(self.account(who).await.locked)
    }

    /// What they have outside, in native units.
    pub async fn wallet(&self, who: &Person) -> u128 {
        let balance = self.chain.balance(who.signer.account()).await;
        balance.unwrap_or_else(|error| panic!("{error}"))
    }

    /// The addresses of all whom the story knows.
    pub fn everybody(&self) -> Vec<H160> {
        let known = self.story.known();
        known.into_iter().map(|(address, _)| address).collect()
    }

    /// What everybody whom the story knows has in the contract.
    pub async fn money(&self) -> Money {
        let mut money = Money::default();
        for (address, name) in self.story.known() {
            let owner = address.0.into();
            let account = self.sees(&IAnswerable::accountCall { owner }).await;
            money.add(name, &account);
        }
        money
    }

    /// Tells whose money moved, and checks that none was made or lost.
    async fn books_add_up(&self, before: &Money) {
        let money = self.money().await;
        for line in money.since(before) {
            self.story.tells(line);
        }
        let totals = self.sees(&IAnswerable::totalsCall {}).await;
        money.check(&totals);
        let held = self.chain.account_of(self.answerable).await;
        let held = self.chain.balance(held.expect("it has an account")).await;
        let held = held.expect("it has a balance") * self.chain.ratio();
        assert!(
            U256::from(held) >= totals.accounted,
            "the contract holds less than it owes"
        );
    }
}

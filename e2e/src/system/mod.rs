//! The built contract on the embedded chain, as the reference model sees it.

mod chains;
mod errors;
mod guards;
mod messages;
mod stale;
pub mod views;

pub use errors::refusal;
pub(crate) use messages::{address, hash, trace_data, uint};
pub use messages::{calldata, Message};
use stale::Since;
pub(crate) use views::amount;
pub use views::terms as read_terms;

use crate::{annex, code, costs::peers::deployment, fund};
use answerable_client::{
    Act as Call, Amount, Answerable, Bps, Chain, ChainError, DryRun, Embedded, Limits, Log,
    Outcome, Receipt, Seconds, Setup, Signer, Terms, Windows, H160,
};
use answerable_model::{
    account, first_terms, shortest, Act, Address, Answer, Hash, Refused, Snapshot, System,
    ACCOUNTS, GOVERNANCE, GRAIN, START, TREASURY,
};
use chains::Borrowed;
use std::{
    cell::RefCell,
    future::Future,
    pin::pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

/// What an account of a history has for its fees.
const FUNDS: u128 = 1_000_000_000_000_000;

/// The contract on a chain of its own, spoken to by the accounts of histories.
pub struct OnChain {
    chain: Borrowed,
    contract: H160,
    signers: Rc<[Signer]>,
    traces: Vec<Hash>,
    batches: u64,
    seen: RefCell<Seen>,
    /// Every event of the contract with the second in which it was emitted.
    logs: Vec<(u64, Log)>,
}

/// The last snapshot and what happened since.
#[derive(Clone, Default)]
struct Seen {
    snapshot: Option<Snapshot>,
    since: Since,
    times: u32,
}

/// Once in so many times everything is read, whatever may have changed.
const WHOLE: u32 = 16;

/// A fresh instance from which many histories can start.
pub struct Beginning {
    chain: Borrowed,
    contract: H160,
    signers: Rc<[Signer]>,
    logs: Vec<(u64, Log)>,
}

impl Beginning {
    /// Deploys the contract with the terms of histories, at their first second, and funds their accounts.
    pub fn new() -> Self {
        Self::of(code("answerable"))
    }

    /// The same with other code of the same interface. Whatever is deployed has the same address.
    pub fn of(code: Vec<u8>) -> Self {
        let chain = Borrowed::new();
        let signers: Rc<[Signer]> = (0..=ACCOUNTS).map(signer).collect();
        let alice = Signer::dev("alice").expect("alice is an account");
        for signer in signers.iter() {
            ready(fund(&*chain, &alice, signer, FUNDS));
        }
        wait_until(&chain, START);
        let setup = Setup {
            governance: to_h160(account(GOVERNANCE)),
            treasury: to_h160(account(TREASURY)),
            shortest: windows(shortest()),
            terms: terms(first_terms()),
        };
        let annex = ready(annex(&*chain, &alice));
        let act = deployment(code, setup.arguments(annex));
        let tried = ready(chain.dry_run(alice.account(), &act, 0)).expect("it is tried");
        let receipt = ready(chain.submit(&alice, &act, 0, tried.limits())).expect("it deploys");
        let contract = receipt.deployed.expect("a deployment leaves an address");
        Self {
            logs: logs_of(&receipt, contract),
            chain,
            contract,
            signers,
        }
    }

    /// Where the contract is, which is part of every trace's id.
    pub fn contract(&self) -> Address {
        Address(self.contract.0)
    }

    pub fn start(&self) -> OnChain {
        OnChain {
            chain: self.chain.twin(),
            contract: self.contract,
            signers: self.signers.clone(),
            traces: Vec::new(),
            batches: 0,
            seen: RefCell::default(),
            logs: self.logs.clone(),
        }
    }
}

impl Default for Beginning {
    fn default() -> Self {
        Self::new()
    }
}

impl OnChain {
    pub fn chain(&self) -> &Embedded {
        &self.chain
    }

    pub fn contract(&self) -> H160 {
        self.contract
    }

    /// Every event of the contract with the second in which it was emitted.
    pub fn logs(&self) -> &[(u64, Log)] {
        &self.logs
    }

    /// Moves the clock to a second, if it is not there yet.
    pub fn wait_until(&self, second: u64) {
        wait_until(&self.chain, second);
    }

    /// Who signs for an account of histories.
    pub fn signer(&self, who: Address) -> &Signer {
        let found = self.signers.iter().find(|it| it.address().0 == who.0);
        found.unwrap_or_else(|| panic!("nobody signs for {who}"))
    }

    /// Tries any calldata and, whatever the trial says, submits it too. Both must agree.
    pub fn call(
        &mut self,
        caller: Address,
        value: u128,
        input: Vec<u8>,
    ) -> Result<(Vec<u8>, Receipt), Vec<u8>> {
        assert_eq!(value % GRAIN, 0, "value comes in whole native units");
        let signer = self.signer(caller).clone();
        let call = Call::Call {
            to: self.contract,
            input,
        };
        let value = value / GRAIN;
        let tried = ready(self.chain.dry_run(signer.account(), &call, value)).expect("it is tried");
        let limits = generous(&tried);
        let done = ready(self.chain.submit(&signer, &call, value, limits));
        match (tried.outcome, done) {
            (Outcome::Returned { data, .. }, Ok(receipt)) => {
                let logs = logs_of(&receipt, self.contract);
                let since = &mut self.seen.get_mut().since;
                since.callers.insert(caller);
                since.logs.extend(logs.iter().map(|(_, log)| log.clone()));
                self.logs.extend(logs);
                Ok((data, receipt))
            }
            (Outcome::Reverted { data }, Err(ChainError::Failed { reason })) => {
                assert!(reason.contains("ContractReverted"), "{reason}");
                Err(data)
            }
            (Outcome::Failed { reason }, Err(_)) => Err(reason.into_bytes()),
            (tried, done) => panic!("the trial says {tried:?}, the submission {done:?}"),
        }
    }

    fn now(&self) -> u64 {
        ready(self.chain.block()).expect("there is a block").time_ms / 1_000
    }

    fn look<M: answerable_client::alloy_sol_types::SolCall + Sync>(
        &self,
        message: &M,
    ) -> Result<M::Return, answerable_client::CallError> {
        ready(Answerable::at(self.chain(), self.contract).view(message))
    }
}

impl System for OnChain {
    fn act(
        &mut self,
        now: u64,
        caller: Address,
        value: u128,
        act: &Act,
    ) -> Result<Answer, Refused> {
        wait_until(&self.chain, now);
        let Message { input, read } = calldata(act);
        let result = self.call(caller, value, input);
        assert_eq!(self.now(), now, "too many messages for one second");
        match result {
            Ok((data, receipt)) => {
                let answer = read(&data);
                self.note(answer, &receipt);
                Ok(answer)
            }
            Err(data) => Err(refusal(&data).unwrap_or_else(|| {
                panic!("{act:?} is refused with {}", String::from_utf8_lossy(&data))
            })),
        }
    }

    fn snapshot(&self) -> Snapshot {
        let mut seen = self.seen.borrow_mut();
        let since = std::mem::take(&mut seen.since);
        let snapshot = match seen.snapshot.take() {
            Some(before) if since.callers.is_empty() => before,
            Some(before) if !seen.times.is_multiple_of(WHOLE) => {
                let stale = self.stale(&before, &since);
                self.read(before, |it| stale.has(it))
            }
            _ => self.read_whole(),
        };
        seen.times += 1;
        seen.snapshot.insert(snapshot).clone()
    }

    fn fork(&self) -> Self {
        Self {
            chain: self.chain.twin(),
            contract: self.contract,
            signers: self.signers.clone(),
            traces: self.traces.clone(),
            batches: self.batches,
            seen: self.seen.clone(),
            logs: self.logs.clone(),
        }
    }
}

impl OnChain {
    fn note(&mut self, answer: Answer, receipt: &Receipt) {
        match answer {
            Answer::Trace(trace) => self.traces.push(trace),
            Answer::Fault(_) => self.traces.extend(messages::opened(&receipt.logs)),
            Answer::Batch(batch) => self.batches = batch,
            _ => {}
        }
    }
}

fn signer(number: u8) -> Signer {
    let signer = Signer::dev(&format!("A{number}")).expect("it is an account");
    assert_eq!(
        signer.address().0,
        account(number).0,
        "histories are told of other accounts than the chain's"
    );
    signer
}

fn wait_until(chain: &Embedded, second: u64) {
    let now = ready(chain.block()).expect("there is a block").time_ms;
    let Some(rest) = (second * 1_000).checked_sub(now) else {
        return;
    };
    // Whole seconds only, so that the millisecond counts the messages of a second.
    ready(chain.advance_time(rest.div_ceil(1_000))).expect("the clock can be moved");
}

/// Limits under which a refusal is the contract's own.
fn generous(tried: &DryRun) -> Limits {
    let mut limits = tried.limits();
    limits.weight.ref_time = limits.weight.ref_time.saturating_mul(2);
    limits.weight.proof_size = limits.weight.proof_size.saturating_mul(2);
    limits.deposit = limits.deposit.max(FUNDS / 100);
    limits
}

fn logs_of(receipt: &Receipt, contract: H160) -> Vec<(u64, Log)> {
    let second = receipt.block.time_ms / 1_000;
    let own = receipt.logs.iter().filter(|log| log.contract == contract);
    own.map(|log| (second, log.clone())).collect()
}

/// The embedded chain never waits for anything.
pub fn ready<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => unreachable!("nothing here waits"),
    }
}

fn to_h160(address: Address) -> H160 {
    H160(address.0)
}

pub fn windows(it: answerable_model::Windows) -> Windows {
    Windows {
        answer: Seconds(it.answer),
        ruling: Seconds(it.ruling),
        report: Seconds(it.report),
        recourse: Seconds(it.recourse),
    }
}

pub fn terms(it: answerable_model::Terms) -> Terms {
    Terms {
        windows: windows(it.windows),
        min_cover: Amount::new(it.min_cover),
        report_deposit: Amount::new(it.report_deposit),
        contest_deposit: Amount::new(it.contest_deposit),
        lost_penalty: Bps(it.lost_penalty_bps),
        max_default_penalty: Bps(it.max_default_penalty_bps),
        reporter_share: Bps(it.reporter_share_bps),
    }
}

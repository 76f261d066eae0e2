//! What is under way when the power fails or a connection breaks.

use crate::acts::*;
use answerable_client::{
    alloy_sol_types::SolCall, interface::IAnswerable::*, Act, AnyChain, Chain,
};
use answerable_e2e::{journey::*, perform::send};
use futures::future::join_all;
use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        atomic::{AtomicBool, AtomicU32, Ordering},
        Arc,
    },
    thread,
    time::Duration,
};

/// On a node.
pub async fn a_failing_power_loses_nothing_of_a_story(it: Stage) {
    let [asker, recorder, surety, second, reporter] = it
        .invites(["Asker", "Recorder", "Surety", "Second", "Reporter"])
        .await;
    let everybody = [&asker, &recorder, &surety, &second, &reporter, &it.treasury];
    let fails = || async {
        let seen = || async {
            let mut accounts = Vec::new();
            for who in everybody {
                accounts.push((it.account(who).await, it.wallet(who).await));
            }
            (accounts, it.sees(&totalsCall {}).await)
        };
        let (before, then) = (seen().await, it.now().await);
        it.restarts(&[]).await;
        assert!(before == seen().await, "something was lost or done twice");
        assert!(it.now().await >= then, "time went back");
    };
    let trace = records(&it, &recorder, &asker, 4).await;
    fails().await;
    for step in 1..=3 {
        pledges(&it, &surety, trace, step, 1_000).await;
    }
    pledges(&it, &second, trace, 3, 1_000).await;

    it.tells("— the surety owns up");
    let had = it.free(&asker).await;
    let fault = reports(&it, &reporter, trace, 1, 600).await;
    fails().await;
    it.does(&surety, &ownUpCall { fault }, 0).await;
    fails().await;
    let WrongState { state: closed } = it.refuses(&surety, &ownUpCall { fault }, 0).await;
    assert_eq!(closed, MADE_GOOD);
    let after = it.account(&surety).await;
    assert_eq!((after.honored.times, after.honored.amount), (1, milli(600)));

    it.tells("— the surety contests and loses");
    let fault = reports(&it, &reporter, trace, 2, 1_000).await;
    contests(&it, &surety, fault, 0).await;
    fails().await;
    assert_eq!(state(&it, fault).await, CONTESTED);
    let loss = milli(500);
    it.does(&it.governance, &ruleUpholdCall { fault, loss }, 0)
        .await;
    fails().await;

    it.tells("— the surety is silent, and the second layer answers for the rest");
    let fault = reports(&it, &reporter, trace, 3, 1_500).await;
    it.waits(DAY + 1).await;
    fails().await;
    it.does(&asker, &declareDefaultCall { fault }, 0).await;
    fails().await;
    assert_eq!(state(&it, fault).await, DEFAULTED);
    it.waits(3 * DAY + 1).await;
    it.does(&asker, &settleCall { fault }, 0).await;
    fails().await;
    it.does(&second, &ownUpCall { fault }, 0).await;

    let got = it.free(&asker).await - had;
    assert_eq!(got, 600 + 500 + CONTEST_DEPOSIT + 1_500);
    let after = it.account(&surety).await;
    let times = [after.honored, after.lost, after.defaulted].map(|it| it.times);
    assert_eq!(times, [1, 1, 1]);
    assert_eq!(it.account(&second).await.honored.times, 1);

    it.tells("— everything comes free and leaves once");
    it.waits(11 * DAY).await;
    for step in 1..=3 {
        it.does(&reporter, &releaseCall { trace, step }, 0).await;
        fails().await;
    }
    for who in [&asker, &surety, &second, &reporter] {
        assert_eq!(it.locked(who).await, 0);
        let amount = it.account(who).await.free;
        it.does(who, &withdrawCall { amount }, 0).await;
        fails().await;
        let InsufficientFree { .. } = it.refuses(who, &withdrawCall { amount }, 0).await;
    }
}

/// On a node.
pub async fn what_is_interrupted_is_done_once(it: Stage) {
    let [asker, recorder, surety, second, reporter] = it
        .invites(["Asker", "Recorder", "Surety", "Second", "Reporter"])
        .await;
    let depositors = it.invites(["Anna", "Bert", "Carl", "Dora"]).await;
    let trace = records(&it, &recorder, &asker, 5).await;
    for step in 1..=5 {
        pledges(&it, &surety, trace, step, 1_000).await;
    }
    let mut fault = reports(&it, &reporter, trace, 1, 100).await;
    it.restarts(&["--block-time=1000"]).await;
    let bridge = Bridge::to(&it.url());
    let shaky = AnyChain::open(&bridge.url).await;
    let shaky = shaky.unwrap_or_else(|error| panic!("{error}"));

    // How long the messages of a round have before the power fails, in milliseconds: they may be on their way, in
    // the pool, or in a block. In the last rounds the power stays and the connection breaks.
    let failures = [Some(3), Some(100), Some(900), None, None];
    let steps = [(2, 5), (3, 1), (4, 2), (5, 3), (1, 4)];
    for (failure, (reported, pledged)) in failures.into_iter().zip(steps) {
        let report = reportCall {
            trace,
            step: reported,
            loss: milli(100),
            evidence: hash("what went wrong"),
            uri: "ipfs://what-went-wrong".into(),
        };
        let pledge = pledgeCall {
            trace,
            step: pledged,
            cover: milli(100),
        };
        let mut messages = vec![
            (&surety, ownUpCall { fault }.abi_encode(), 0),
            (&reporter, report.abi_encode(), REPORT_DEPOSIT),
            (&second, pledge.abi_encode(), 130),
        ];
        let deposit = |who| (who, depositCall {}.abi_encode(), 1);
        messages.extend(depositors.iter().map(deposit));
        let mut before = Vec::new();
        for (who, ..) in &messages {
            before.push(nonce(&it, who).await);
        }
        if let Some(milliseconds) = failure {
            it.tells(format!("— the power fails after {milliseconds} ms"));
            futures::join!(send_all(&it, it.chain(), &messages), async {
                tokio::time::sleep(Duration::from_millis(milliseconds)).await;
                it.restarts(&["--block-time=1000"]).await;
            });
        } else {
            it.tells("— the connection breaks, again and again");
            bridge.shakes(true);
            send_all(&it, &shaky, &messages).await;
            bridge.shakes(false);
        }
        for ((who, ..), before) in messages.iter().zip(before) {
            let sent = nonce(&it, who).await - before;
            assert_eq!(sent, 1, "{} sent it {sent} times", who.name);
        }
        let faults = it.sees(&totalsCall {}).await.faults;
        assert_eq!(faults, fault + 1);
        fault = faults;
    }
    assert!(bridge.breaks() > 3, "the connection held");
    let rounds = 5;
    for who in &depositors {
        assert_eq!(it.free(who).await, rounds);
    }
    let account = it.account(&surety).await;
    assert_eq!(
        (account.honored.times, account.honored.amount),
        (5, milli(500))
    );
    assert_eq!(it.locked(&surety).await, 5 * 1_300 - rounds * 130);
    assert_eq!(it.free(&surety).await, rounds * 30);
    assert_eq!(it.free(&asker).await, rounds * 100);
    assert_eq!(it.free(&reporter).await, rounds * REPORT_DEPOSIT);
    assert_eq!(it.locked(&second).await, rounds * 130);
}

async fn send_all(it: &Stage, chain: &AnyChain, messages: &[(&Person, Vec<u8>, u128)]) {
    let sent = messages.iter().map(|(who, input, value)| async move {
        let call = Act::Call {
            to: it.answerable,
            input: input.clone(),
        };
        let sent = send(chain, &who.signer, &call, native(chain, *value)).await;
        let end = sent.and_then(|it| it.end);
        end.unwrap_or_else(|error| panic!("{}: {error}", who.name))
    });
    join_all(sent).await;
}

/// How many transactions of an account are in blocks.
async fn nonce(it: &Stage, who: &Person) -> u32 {
    let account = who.signer.account().to_vec();
    let answer = it
        .chain()
        .runtime_api("AccountNonceApi_account_nonce", account);
    let answer = answer.await.unwrap_or_else(|error| panic!("{error}"));
    u32::from_le_bytes(answer.try_into().expect("a nonce has four bytes"))
}

/// Leads to a node, and sometimes breaks after what was asked went over and before the answer comes back.
struct Bridge {
    url: String,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    shaking: AtomicBool,
    answers: AtomicU32,
    breaks: AtomicU32,
}

/// Every so many pieces of answers one is lost, and the connection with it.
const FRAGILE: u32 = 11;

impl Bridge {
    fn to(node: &str) -> Self {
        let node = node.trim_start_matches("ws://").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("it has an address");
        let state = Arc::new(State::default());
        let shared = state.clone();
        thread::spawn(move || {
            for here in listener.incoming().flatten() {
                let Ok(there) = TcpStream::connect(&node) else {
                    continue;
                };
                let back = (there.try_clone(), here.try_clone());
                let (Ok(from), Ok(to)) = back else { continue };
                let state = shared.clone();
                thread::spawn(move || pass(here, there, || true));
                thread::spawn(move || pass(from, to, || state.holds()));
            }
        });
        Self {
            url: format!("ws://{address}"),
            state,
        }
    }

    fn shakes(&self, shaking: bool) {
        self.state.shaking.store(shaking, Ordering::SeqCst);
    }

    fn breaks(&self) -> u32 {
        self.state.breaks.load(Ordering::SeqCst)
    }
}

impl State {
    fn holds(&self) -> bool {
        let answer = self.answers.fetch_add(1, Ordering::SeqCst);
        let breaks = self.shaking.load(Ordering::SeqCst) && answer.is_multiple_of(FRAGILE);
        self.breaks.fetch_add(breaks.into(), Ordering::SeqCst);
        !breaks
    }
}

fn pass(mut from: TcpStream, mut to: TcpStream, holds: impl Fn() -> bool) {
    let mut piece = vec![0; 1 << 20];
    while let Ok(length @ 1..) = from.read(&mut piece) {
        if !holds() || to.write_all(&piece[..length]).is_err() {
            break;
        }
    }
    // Whoever was told already of the end has nothing left to shut.
    from.shutdown(Shutdown::Both).ok();
    to.shutdown(Shutdown::Both).ok();
}

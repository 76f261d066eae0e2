//! Money goes to whoever asks for it: also to contracts that do not take it, or want more while they do.

use answerable_client::{
    alloy_sol_types::SolCall, interface::IAnswerable as sol, Act, Chain, Outcome, Receipt, H160,
};
use answerable_e2e::system::{ready, refusal, Beginning, OnChain};
use answerable_model::{account, Address, Refused, GRAIN};

const OWNER: Address = account(7);

/// What a contract does with money that comes without a word. It begins at byte 4 of the code.
fn receiving(how: &str) -> Vec<u8> {
    let refuse = vec![0x60, 0, 0x60, 0, 0xfd];
    let [a, b, c, d] = sol::withdrawCall::SELECTOR;
    #[rustfmt::skip]
    let ask_for_more = vec![
        0x63, a, b, c, d, 0x60, 0xe0, 0x1b, 0x60, 0, 0x52, // its selector, in memory
        0x60, 1, 0x60, 4, 0x52, // one unit
        0x60, 0, 0x60, 0, 0x60, 0x24, 0x60, 0, 0x60, 0, 0x33, 0x5a, 0xf1, // calls the payer
    ];
    match how {
        "refuse" => refuse,
        "ask for more" => [ask_for_more, vec![0x50, 0]].concat(),
        "insist" => {
            let end = u8::try_from(4 + ask_for_more.len() + 3 + refuse.len()).unwrap();
            [ask_for_more, vec![0x60, end, 0x57], refuse, vec![0x5b, 0]].concat()
        }
        _ => vec![0],
    }
}

/// A contract that calls whom it is told to, with the value that comes along, and answers as it is answered.
fn code(how: &str) -> Vec<u8> {
    let receive = receiving(how);
    let relay = u8::try_from(4 + receive.len()).unwrap();
    #[rustfmt::skip]
    let call = vec![
        0x5b, 0x60, 32, 0x36, 0x03, // the length of what to say
        0x80, 0x60, 32, 0x60, 0, 0x37,
        0x60, 0, 0x60, 0, 0x82, 0x60, 0, 0x34, 0x60, 0, 0x35, 0x5a, 0xf1,
        0x3d, 0x60, 0, 0x60, 0, 0x3e,
    ];
    let end = u8::try_from(usize::from(relay) + call.len() + 7).unwrap();
    let answer = vec![
        0x60, end, 0x57, 0x3d, 0x60, 0, 0xfd, 0x5b, 0x3d, 0x60, 0, 0xf3,
    ];
    let code = [vec![0x36, 0x60, relay, 0x57], receive, call, answer].concat();
    let length = u8::try_from(code.len()).unwrap();
    let deploy = vec![0x60, length, 0x80, 0x60, 11, 0x60, 0, 0x39, 0x60, 0, 0xf3];
    [deploy, code].concat()
}

struct Purse {
    chain: OnChain,
    address: H160,
}

impl Purse {
    /// A contract with ten units in answerable.
    fn new(how: &str) -> Self {
        let chain = Beginning::new().start();
        let act = Act::Deploy {
            code: code(how),
            input: Vec::new(),
            salt: None,
        };
        let address = run(&chain, &act, 0).unwrap().deployed.unwrap();
        let purse = Self { chain, address };
        purse.says(&sol::depositCall {}, 10).unwrap();
        assert_eq!(purse.free(), 10 * GRAIN);
        purse
    }

    fn says(&self, message: &impl SolCall, value: u128) -> Result<Receipt, Vec<u8>> {
        let mut input = vec![0; 12];
        input.extend(self.chain.contract().0);
        input.extend(message.abi_encode());
        let act = Act::Call {
            to: self.address,
            input,
        };
        run(&self.chain, &act, value)
    }

    fn withdraws(&self, units: u128) -> Result<Receipt, Vec<u8>> {
        let amount = (units * GRAIN).try_into().unwrap();
        self.says(&sol::withdrawCall { amount }, 0)
    }

    fn free(&self) -> u128 {
        let owner = self.address.0.into();
        let contract = answerable_client::Answerable::at(self.chain.chain(), self.chain.contract());
        let view = ready(contract.view(&sol::accountCall { owner })).unwrap();
        view.free.try_into().unwrap()
    }

    fn native(&self) -> u128 {
        let account = ready(self.chain.chain().account_of(self.address)).unwrap();
        ready(self.chain.chain().balance(account)).unwrap()
    }
}

fn run(chain: &OnChain, act: &Act, value: u128) -> Result<Receipt, Vec<u8>> {
    let signer = chain.signer(OWNER);
    let tried = ready(chain.chain().dry_run(signer.account(), act, value)).unwrap();
    let limits = tried.limits();
    let done = ready(chain.chain().submit(signer, act, value, limits));
    match tried.outcome {
        Outcome::Returned { .. } => Ok(done.unwrap()),
        Outcome::Reverted { data } => {
            done.unwrap_err();
            Err(data)
        }
        Outcome::Failed { reason } => panic!("{reason}"),
    }
}

#[test]
fn a_contract_that_takes_money_gets_it() {
    let purse = Purse::new("take");
    let before = purse.native();
    purse.withdraws(4).unwrap();
    assert_eq!(purse.free(), 6 * GRAIN);
    assert_eq!(purse.native(), before + 4);
}

#[test]
fn a_contract_that_takes_none_keeps_what_it_has() {
    for how in ["refuse", "insist"] {
        let purse = Purse::new(how);
        let kept = purse.chain.chain().kept();
        let refused = purse.withdraws(4).unwrap_err();
        assert_eq!(
            refusal(&refused),
            Some(Refused::PaymentRejected(4 * GRAIN)),
            "{how}"
        );
        assert!(purse.chain.chain().kept() == kept, "{how}");
        // What it has may still be used here.
        assert_eq!(purse.free(), 10 * GRAIN);
    }
}

#[test]
fn nobody_gets_more_by_asking_while_they_are_paid() {
    let purse = Purse::new("ask for more");
    let before = purse.native();
    purse.withdraws(4).unwrap();
    assert_eq!(purse.free(), 6 * GRAIN);
    assert_eq!(purse.native(), before + 4);
    let too_much = purse.withdraws(7).unwrap_err();
    let expected = Refused::InsufficientFree(Address(purse.address.0), 7 * GRAIN, 6 * GRAIN);
    assert_eq!(refusal(&too_much), Some(expected));
}

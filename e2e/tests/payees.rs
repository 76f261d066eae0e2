//! Money goes to whoever asks for it: also to contracts that do not take it, or want more while they do.

use answerable_client::{
    alloy_sol_types::SolCall, interface::IAnswerable as sol, Act, Chain, Outcome, Receipt, H160,
};
use answerable_e2e::{
    purse,
    system::{ready, refusal, Beginning, OnChain},
};
use answerable_model::{account, Address, Refused, GRAIN};

const OWNER: Address = account(7);

struct Purse {
    chain: OnChain,
    address: H160,
}

impl Purse {
    /// A contract with ten units in answerable.
    fn new(how: &str) -> Self {
        let chain = Beginning::new().start();
        let act = Act::Deploy {
            code: purse::code(how),
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
        let input = purse::input(self.chain.contract(), message);
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

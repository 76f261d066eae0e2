//! Whom an act is by.

use super::{failure::Failure, Shared};
use crate::{
    address_of, index::Address, parse_account, AccountId, Chain, ChainError, Signer, DEMO_PEOPLE,
    DEV_ACCOUNTS, H160,
};

/// An account whose secret everybody knows.
pub struct Person {
    pub name: &'static str,
    pub signer: Signer,
    /// Named by the demo, and there only once it was played.
    pub of_demo: bool,
}

/// All of them. It takes a moment: keys are derived slowly, on purpose.
pub fn everybody() -> Result<Vec<Person>, ChainError> {
    let dev = DEV_ACCOUNTS.map(|name| (name, Signer::dev(name), false));
    let demo = DEMO_PEOPLE.map(|name| (name, Signer::demo(name), true));
    dev.into_iter()
        .chain(demo)
        .map(|(name, signer, of_demo)| {
            Ok(Person {
                name,
                signer: signer?,
                of_demo,
            })
        })
        .collect()
}

/// An account as the chain and as contracts know it.
#[derive(Clone, Copy)]
pub struct Who {
    pub account: AccountId,
    pub address: H160,
}

impl Who {
    /// From an address, an account as wallets spell it, or on a development chain a name.
    pub async fn read<C: Chain>(shared: &Shared, chain: &C, text: &str) -> Result<Self, Failure> {
        if let Some(person) = shared.person(text) {
            return Ok(Self::of(person.signer.account()));
        }
        if let Some(account) = parse_account(text) {
            return Ok(Self::of(account));
        }
        let address: Address = text.parse().map_err(|_| {
            let names = match shared.people.is_empty() {
                true => "",
                false => ", or the name of a development account such as alice",
            };
            Failure::misunderstood(format!(
                "from: {text:?} is no account; give 0x and 40 hexadecimal digits, an account as wallets spell it such as 5GrwvaEF…{names}"
            ))
        })?;
        Ok(Self {
            account: chain.account_of(address.0).await?,
            address: address.0,
        })
    }

    fn of(account: AccountId) -> Self {
        Self {
            account,
            address: address_of(&account),
        }
    }

    /// Whether contracts know the account.
    pub async fn is_mapped<C: Chain>(&self, chain: &C) -> Result<bool, ChainError> {
        Ok(chain.account_of(self.address).await? == self.account)
    }

    /// Somebody who can be asked what would be, and not for a signature.
    pub fn unsigned(&self) -> Signer {
        Signer::new(self.account, |_| [0; 64])
    }
}

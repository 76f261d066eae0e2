//! Who signs.

use crate::{AccountId, ChainError};
use primitive_types::H160;
use std::{fmt, str::FromStr, sync::Arc};
use subxt::utils::AccountId32;
use subxt_signer::{sr25519::Keypair, SecretUri};

/// The accounts that development chains fund.
pub const DEV_ACCOUNTS: [&str; 6] = ["alice", "bob", "charlie", "dave", "eve", "ferdie"];

/// Those of whom `answerable demo` tells.
pub const DEMO_PEOPLE: [&str; 11] = [
    "Rita", "Ada", "Max", "Cora", "Vera", "Olga", "Conrad", "Silas", "Nina", "Gwen", "Tess",
];

type Sign = dyn Fn(&[u8]) -> [u8; 64] + Send + Sync;

/// An sr25519 account and something that signs for it, wherever its secret is kept.
#[derive(Clone)]
pub struct Signer {
    account: AccountId,
    sign: Arc<Sign>,
}

impl Signer {
    /// A signer over a wallet, a device or another library's key.
    pub fn new(
        account: AccountId,
        sign: impl Fn(&[u8]) -> [u8; 64] + Send + Sync + 'static,
    ) -> Self {
        Self {
            account,
            sign: Arc::new(sign),
        }
    }

    /// One of the funded accounts of development chains, or any account derived from their phrase:
    /// `alice`, `bob`, `Ferdie`, `Worker/7`.
    pub fn dev(name: &str) -> Result<Self, ChainError> {
        let mut letters = name.chars();
        let capital = letters.next().map(|first| first.to_ascii_uppercase());
        let name: String = capital.into_iter().chain(letters).collect();
        Self::from_uri(&format!("//{}", name.replace('/', "//")))
    }

    /// One of the people of `answerable demo`, whose secrets everybody knows, too.
    pub fn demo(name: &str) -> Result<Self, ChainError> {
        Self::dev(&format!("Demo/{name}"))
    }

    /// An account from a secret phrase with an optional derivation path.
    pub fn from_uri(uri: &str) -> Result<Self, ChainError> {
        let refuse = |reason: String| ChainError::NotAnAccount {
            phrase: "this secret phrase".into(),
            reason,
        };
        let secret = SecretUri::from_str(uri).map_err(|error| refuse(error.to_string()))?;
        let keypair = Keypair::from_uri(&secret).map_err(|error| refuse(error.to_string()))?;
        Ok(Self::new(keypair.public_key().0, move |message| {
            keypair.sign(message).0
        }))
    }

    /// An account that a wallet exported: encrypted JSON in the form of polkadot.js.
    pub fn from_exported(json: &str, password: &str) -> Result<Self, ChainError> {
        let keypair = subxt_signer::polkadot_js_compat::decrypt_json(json, password);
        let keypair = keypair.map_err(|error| ChainError::NotAnAccount {
            phrase: "this file".into(),
            reason: format!("{error}; it must be an sr25519 account as a wallet exports it, and the password its own"),
        })?;
        Ok(Self::new(keypair.public_key().0, move |message| {
            keypair.sign(message).0
        }))
    }

    pub fn account(&self) -> AccountId {
        self.account
    }

    /// The address under which contracts know this account.
    pub fn address(&self) -> H160 {
        address_of(&self.account)
    }

    /// The signature of a message.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        (self.sign)(message)
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "Signer({})", self.address())
    }
}

/// An account in the spelling of wallets, such as `5GrwvaEF…`.
pub fn parse_account(text: &str) -> Option<AccountId> {
    AccountId32::from_str(text).ok().map(|account| account.0)
}

/// An account as wallets spell it, such as `5GrwvaEF…`.
pub fn account_text(account: AccountId) -> String {
    AccountId32(account).to_string()
}

/// As pallet-revive maps them: accounts that are addresses in disguise end in twelve `0xee`, the
/// others are hashed.
pub fn address_of(account: &AccountId) -> H160 {
    let (head, tail) = account.split_at(20);
    if tail == [0xee; 12] {
        return H160::from_slice(head);
    }
    H160::from_slice(&keccak_256(account)[12..])
}

/// The hash of Ethereum.
pub fn keccak_256(bytes: &[u8]) -> [u8; 32] {
    use sha3::{Digest, Keccak256};
    Keccak256::digest(bytes).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dev_accounts_are_the_known_ones() {
        assert_eq!(
            Signer::dev("alice").unwrap().address(),
            "0x9621dde636de098b43efb0fa9b61facfe328f99d"
                .parse()
                .unwrap()
        );
        assert_eq!(
            Signer::dev("Alice").unwrap().account(),
            Signer::dev("alice").unwrap().account()
        );
    }

    #[test]
    fn an_address_in_disguise_is_itself() {
        let mut account = [0xee; 32];
        account[..20].copy_from_slice(&[7; 20]);
        assert_eq!(address_of(&account), H160([7; 20]));
    }
}

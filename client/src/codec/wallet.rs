//! Transactions that a wallet signs which knows the runtime by itself, such as the polkadot extension.

use super::{undecodable, Codec};
use crate::{AccountId, Act, ChainError, Limits};
use scale_value::Value;
use serde::Serialize;
use subxt::{
    config::DefaultExtrinsicParamsBuilder,
    dynamic,
    ext::codec::Decode,
    utils::{AccountId32, MultiSignature},
};

/// Wallets of polkadot.js sign this version of transactions.
const TRANSACTION: u32 = 4;

/// What is asked of a wallet, as polkadot.js spells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "explorer", derive(utoipa::ToSchema))]
pub struct SignerPayload {
    /// The account, in the spelling of wallets.
    pub address: String,
    /// Fees are paid in the chain's own token.
    pub asset_id: Option<String>,
    /// Of an immortal transaction, the first block's.
    pub block_hash: String,
    pub block_number: String,
    pub era: String,
    pub genesis_hash: String,
    pub metadata_hash: Option<String>,
    /// The call.
    pub method: String,
    pub mode: u8,
    pub nonce: String,
    pub signed_extensions: Vec<String>,
    pub spec_version: String,
    pub tip: String,
    pub transaction_version: String,
    pub version: u32,
    /// The signature is over exactly this; the wallet adds nothing of its own.
    pub with_signed_transaction: bool,
}

impl Codec {
    /// The encoding of a call that does an act.
    pub fn call_of(&self, act: &Act, value: u128, limits: Limits) -> Result<Vec<u8>, ChainError> {
        let call = Self::act_call(act, value, limits);
        self.at.tx().call_data(&call).map_err(undecodable)
    }

    /// The encoding of the call that lets contracts know an account.
    pub fn mapping_call(&self) -> Result<Vec<u8>, ChainError> {
        let call = dynamic::transaction("Revive", "map_account", Vec::<Value>::new());
        self.at.tx().call_data(&call).map_err(undecodable)
    }

    /// What a wallet is to sign for a call, given in its encoding.
    pub fn signer_payload(
        &self,
        account: AccountId,
        nonce: u64,
        call: &[u8],
    ) -> Result<SignerPayload, ChainError> {
        let metadata = self.at.metadata_ref();
        let extensions = metadata
            .extrinsic()
            .transaction_extensions_by_version(0)
            .ok_or_else(|| undecodable("no transactions that wallets can sign"))?;
        let genesis = format!("{:?}", self.genesis);
        Ok(SignerPayload {
            address: AccountId32(account).to_string(),
            asset_id: None,
            block_hash: genesis.clone(),
            block_number: word(0),
            era: "0x00".into(),
            genesis_hash: genesis,
            metadata_hash: None,
            method: const_hex::encode_prefixed(call),
            mode: 0,
            nonce: word(nonce),
            signed_extensions: extensions.map(|it| it.identifier().into()).collect(),
            spec_version: word(self.versions.spec.into()),
            tip: format!("0x{:032x}", 0),
            transaction_version: word(self.versions.transaction.into()),
            version: TRANSACTION,
            with_signed_transaction: false,
        })
    }

    /// The transaction that a wallet signed. `signature` begins with a byte that tells its kind.
    pub fn assemble(
        &self,
        account: AccountId,
        nonce: u64,
        call: &[u8],
        signature: &[u8],
    ) -> Result<Vec<u8>, ChainError> {
        let not_signed = || {
            ChainError::Rejected {
            reason: "the signature is none of a wallet: it must be a byte for its kind and 64 or 65 bytes".into(),
        }
        };
        let mut rest = signature;
        let signature = MultiSignature::decode(&mut rest).map_err(|_| not_signed())?;
        if !rest.is_empty() {
            return Err(not_signed());
        }
        let tx = self.at.tx();
        let call = tx.from_call_data_bytes(call).map_err(undecodable)?;
        let parameters = DefaultExtrinsicParamsBuilder::new()
            .nonce(nonce)
            .immortal()
            .build();
        let mut transaction = tx
            .create_v4_signable_offline(&call, parameters)
            .map_err(undecodable)?;
        transaction
            .sign_with_account_and_signature(&AccountId32(account), &signature)
            .map(|transaction| transaction.into_encoded())
            .map_err(undecodable)
    }
}

/// A number in the digits of its 32 bits, or more where it needs them.
fn word(number: u64) -> String {
    format!("0x{number:08x}")
}

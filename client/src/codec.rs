//! How a runtime spells calls, results and events, read from its own metadata, so that one client fits
//! any runtime with pallet-revive.

mod known;
mod shapes;
mod traced;
mod wallet;

pub use wallet::SignerPayload;

pub use known::{
    account_in_disguise, events_key, extrinsic_hash, fee_question, read_bytes, read_nonce,
    read_time, time_key,
};

use crate::{
    AccountId, Act, ChainError, DryRun, Included, Limits, Log, Outcome, Receipt, Signer, Weight,
};
use primitive_types::{H160, H256};
use scale::{Compact, Encode};
use scale_value::Value;
use subxt::{
    client::{ClientAtBlock, OfflineClientAtBlockImpl},
    config::{substrate::SpecVersionForRange, DefaultExtrinsicParamsBuilder, SubstrateConfig},
    dynamic,
    error::DispatchError,
    events::{Event, Phase},
    ext::{
        codec::Decode,
        scale_decode::{self, DecodeAsType},
    },
    metadata::{ArcMetadata, Metadata},
    tx::Payload,
    utils::{AccountId32, MultiSignature},
    OfflineClient,
};

use shapes::{
    AccountData, AccountInfo, ContractResult, Deployed, Emitted, Fee, FeePaid, Instantiated,
    Returned, Succeeded,
};

/// What is fixed about a chain until its runtime is upgraded.
pub struct Codec {
    at: ClientAtBlock<SubstrateConfig, OfflineClientAtBlockImpl<SubstrateConfig>>,
    genesis: H256,
    versions: Versions,
    ratio: u128,
}

/// The versions that a transaction must name.
#[derive(Clone, Copy, Debug)]
pub struct Versions {
    pub spec: u32,
    pub transaction: u32,
}

impl Versions {
    /// From what the runtime answers to `Core_version`.
    pub fn decode(bytes: &[u8]) -> Result<Self, ChainError> {
        type Apis = Vec<([u8; 8], u32)>;
        type Fields = (String, String, u32, u32, u32, Apis, u32);
        let (_, _, _, spec, _, _, transaction) =
            Fields::decode(&mut &*bytes).map_err(undecodable)?;
        Ok(Self { spec, transaction })
    }
}

impl Codec {
    /// Metadata is asked for in this version; every runtime with pallet-revive has it.
    pub const METADATA_VERSION: u32 = 15;

    /// From what the runtime answers to `Metadata_metadata_at_version`.
    pub fn new(
        metadata_at_version: &[u8],
        versions: Versions,
        genesis: H256,
        url: &str,
    ) -> Result<Self, ChainError> {
        let bytes = Option::<Vec<u8>>::decode(&mut &*metadata_at_version)
            .map_err(undecodable)?
            .ok_or_else(|| undecodable("no metadata of version 15"))?;
        let metadata = ArcMetadata::from(Metadata::decode_from(&bytes).map_err(undecodable)?);
        let config = SubstrateConfig::builder()
            .set_genesis_hash(genesis)
            .set_metadata_for_spec_versions([(versions.spec, metadata)])
            .set_spec_version_for_block_ranges([SpecVersionForRange {
                block_range: 0..u64::MAX,
                spec_version: versions.spec,
                transaction_version: versions.transaction,
            }])
            .build();
        let at = OfflineClient::new_with_config(config)
            .at_block(0u64)
            .map_err(undecodable)?;
        let ratio = at
            .constants()
            .entry(dynamic::constant::<u32>("Revive", "NativeToEthRatio"))
            .map_err(|_| ChainError::NotRevive {
                url: url.into(),
                missing: "the constant Revive.NativeToEthRatio".into(),
            })?;
        Ok(Self {
            at,
            genesis,
            versions,
            ratio: ratio.into(),
        })
    }

    pub fn ratio(&self) -> u128 {
        self.ratio
    }

    /// The first block's hash, which names the chain.
    pub fn genesis(&self) -> H256 {
        self.genesis
    }

    /// A constant of the runtime, as the runtime encodes it.
    pub fn constant(&self, pallet: &str, name: &str) -> Result<Vec<u8>, ChainError> {
        let pallets = self.at.metadata_ref();
        let constant = pallets
            .pallet_by_name(pallet)
            .and_then(|pallet| pallet.constant_by_name(name));
        let constant = constant.ok_or_else(|| undecodable(format!("no {pallet}.{name}")))?;
        Ok(constant.value().to_vec())
    }

    /// The number that wallets put into the spelling of this chain's accounts.
    pub fn ss58_prefix(&self) -> Result<u16, ChainError> {
        let prefix = dynamic::constant::<u16>("System", "SS58Prefix");
        self.at.constants().entry(prefix).map_err(undecodable)
    }

    /// The number by which wallets that speak Ethereum know this chain, where it has one.
    pub fn ethereum_chain_id(&self) -> Option<u64> {
        let id = dynamic::constant::<u64>("Revive", "ChainId");
        self.at.constants().entry(id).ok()
    }

    /// The name and the arguments of the runtime function that tries an act, within limits or without.
    pub fn dry_run(
        &self,
        caller: AccountId,
        act: &Act,
        value: u128,
        limits: Option<Limits>,
    ) -> (&'static str, Vec<u8>) {
        let limits = (
            limits.map(|Limits { weight, .. }| {
                (Compact(weight.ref_time), Compact(weight.proof_size))
            }),
            limits.map(|limits| limits.deposit),
        );
        match act {
            Act::Deploy { code, input, salt } => {
                const UPLOAD: u8 = 0;
                let args = (caller, value, limits, UPLOAD, code, input, salt);
                ("ReviveApi_instantiate", args.encode())
            }
            Act::Call { to, input } => {
                let args = (caller, to.0, value, limits, input);
                ("ReviveApi_call", args.encode())
            }
        }
    }

    /// Reads what that function answered.
    pub fn read_dry_run(&self, act: &Act, bytes: &[u8]) -> Result<DryRun, ChainError> {
        match act {
            Act::Deploy { .. } => {
                let result: ContractResult<Instantiated> =
                    self.read_answer("ReviveApi", "instantiate", bytes)?;
                Ok(self.summarise(result, |it| (it.result, Some(it.addr))))
            }
            Act::Call { .. } => {
                let result: ContractResult<Returned> =
                    self.read_answer("ReviveApi", "call", bytes)?;
                Ok(self.summarise(result, |it| (it, None)))
            }
        }
    }

    fn read_answer<T: DecodeAsType>(
        &self,
        api: &str,
        method: &str,
        bytes: &[u8],
    ) -> Result<T, ChainError> {
        let metadata = self.at.metadata_ref();
        let answer = metadata
            .runtime_api_trait_by_name(api)
            .and_then(|api| api.method_by_name(method).map(|method| method.output_ty()))
            .ok_or_else(|| undecodable(format!("no {api}_{method}")))?;
        T::decode_as_type(&mut &*bytes, answer, metadata.types()).map_err(undecodable)
    }

    fn summarise<T>(
        &self,
        result: ContractResult<T>,
        parts: impl FnOnce(T) -> (Returned, Option<H160>),
    ) -> DryRun {
        const REVERTED: u32 = 1;
        let outcome = match result.result {
            Ok(value) => {
                let (returned, address) = parts(value);
                if returned.flags.bits & REVERTED == 0 {
                    Outcome::Returned {
                        data: returned.data,
                        address,
                    }
                } else {
                    Outcome::Reverted {
                        data: returned.data,
                    }
                }
            }
            Err(error) => Outcome::Failed {
                reason: self.explain(&error),
            },
        };
        DryRun {
            weight: result.weight_consumed,
            weight_required: result.weight_required,
            deposit: result.storage_deposit.signed(),
            max_deposit: result.max_storage_deposit.signed().max(0).unsigned_abs(),
            outcome,
        }
    }

    /// A transaction that does an act.
    pub fn sign_act(
        &self,
        signer: &Signer,
        nonce: u64,
        act: &Act,
        value: u128,
        limits: Limits,
    ) -> Result<Vec<u8>, ChainError> {
        self.sign(signer, nonce, &Self::act_call(act, value, limits))
    }

    fn act_call(act: &Act, value: u128, limits: Limits) -> impl Payload {
        let weight = Value::named_composite([
            ("ref_time", Value::u128(limits.weight.ref_time.into())),
            ("proof_size", Value::u128(limits.weight.proof_size.into())),
        ]);
        let (value, deposit) = (Value::u128(value), Value::u128(limits.deposit));
        let (name, arguments) = match act {
            Act::Deploy { code, input, salt } => {
                let salt = match salt {
                    Some(salt) => Value::unnamed_variant("Some", [Value::from_bytes(salt)]),
                    None => Value::unnamed_variant("None", []),
                };
                let (code, input) = (Value::from_bytes(code), Value::from_bytes(input));
                (
                    "instantiate_with_code",
                    vec![value, weight, deposit, code, input, salt],
                )
            }
            Act::Call { to, input } => {
                let to = Value::from_bytes(to);
                (
                    "call",
                    vec![to, value, weight, deposit, Value::from_bytes(input)],
                )
            }
        };
        dynamic::transaction("Revive", name, arguments)
    }

    /// A transaction that lets contracts know the signer.
    pub fn sign_mapping(&self, signer: &Signer, nonce: u64) -> Result<Vec<u8>, ChainError> {
        let call = dynamic::transaction("Revive", "map_account", Vec::<Value>::new());
        self.sign(signer, nonce, &call)
    }

    /// The encoding of any call of the runtime, from its arguments in order.
    pub fn encode_call(
        &self,
        pallet: &str,
        name: &str,
        arguments: Vec<Value>,
    ) -> Result<Vec<u8>, ChainError> {
        let call = dynamic::transaction(pallet, name, arguments);
        self.at.tx().call_data(&call).map_err(undecodable)
    }

    /// A transaction of any call, given in its encoding.
    pub fn sign_call(
        &self,
        signer: &Signer,
        nonce: u64,
        call: &[u8],
    ) -> Result<Vec<u8>, ChainError> {
        let call = self
            .at
            .tx()
            .from_call_data_bytes(call)
            .map_err(undecodable)?;
        self.sign(signer, nonce, &call)
    }

    fn sign(
        &self,
        signer: &Signer,
        nonce: u64,
        call: &impl Payload,
    ) -> Result<Vec<u8>, ChainError> {
        let parameters = DefaultExtrinsicParamsBuilder::new()
            .nonce(nonce)
            .immortal()
            .build();
        let mut transaction = self
            .at
            .tx()
            .create_signable_offline(call, parameters)
            .map_err(undecodable)?;
        let payload = transaction.signer_payload().map_err(undecodable)?;
        let signature = MultiSignature::Sr25519(signer.sign(&payload));
        transaction
            .sign_with_account_and_signature(&AccountId32(signer.account()), &signature)
            .map(|transaction| transaction.into_encoded())
            .map_err(undecodable)
    }

    /// What a transaction in a block came to.
    pub fn receipt(&self, included: Included) -> Result<Receipt, ChainError> {
        let mut receipt = Receipt {
            block: included.block,
            extrinsic_hash: included.extrinsic_hash,
            weight: Weight::default(),
            fee: 0,
            logs: Vec::new(),
            deployed: None,
            events: Vec::new(),
        };
        let events = self.at.events().from_bytes(included.block_events);
        for event in events.iter() {
            let event = event.map_err(undecodable)?;
            if event.phase() == Phase::ApplyExtrinsic(included.index) {
                self.note(&mut receipt, &event)?;
            }
        }
        Ok(receipt)
    }

    fn note(
        &self,
        receipt: &mut Receipt,
        event: &Event<'_, SubstrateConfig>,
    ) -> Result<(), ChainError> {
        // The phase before and the topics after are the block's, not the event's own.
        let mut own = vec![event.pallet_index(), event.event_index()];
        own.extend_from_slice(event.field_bytes());
        receipt.events.push(own);
        match (event.pallet_name(), event.event_name()) {
            ("System", "ExtrinsicSuccess") => {
                receipt.weight = fields::<Succeeded>(event)?.dispatch_info.weight;
            }
            ("System", "ExtrinsicFailed") => {
                // The fields are the error and then the weight; decoding stops after the error.
                return Err(ChainError::Failed {
                    reason: self.explain_bytes(event.field_bytes()),
                });
            }
            ("TransactionPayment", "TransactionFeePaid") => {
                receipt.fee = fields::<FeePaid>(event)?.actual_fee;
            }
            ("Revive", "ContractEmitted") => {
                receipt.logs.push(fields::<Emitted>(event)?.into());
            }
            ("Revive", "Instantiated") => {
                receipt.deployed = Some(fields::<Deployed>(event)?.contract);
            }
            _ => {}
        }
        Ok(())
    }

    /// What contracts emitted in a block, in order, from its events as the runtime stored them.
    pub fn logs(&self, block_events: Vec<u8>) -> Result<Vec<Log>, ChainError> {
        let mut logs = Vec::new();
        for event in self.at.events().from_bytes(block_events).iter() {
            let event = event.map_err(undecodable)?;
            if (event.pallet_name(), event.event_name()) == ("Revive", "ContractEmitted") {
                logs.push(fields::<Emitted>(&event)?.into());
            }
        }
        Ok(logs)
    }

    /// The fee in what a runtime answers to [`fee_question`].
    pub fn read_fee(&self, answer: &[u8]) -> Result<u128, ChainError> {
        let fee: Fee = self.read_answer("TransactionPaymentApi", "query_info", answer)?;
        Ok(fee.partial_fee)
    }

    /// The encoding of a transfer of native money.
    pub fn transfer(&self, to: AccountId, amount: u128) -> Result<Vec<u8>, ChainError> {
        let to = Value::unnamed_variant("Id", [Value::from_bytes(to)]);
        let arguments = vec![to, Value::u128(amount)];
        self.encode_call("Balances", "transfer_allow_death", arguments)
    }

    /// Where an account's balance is stored.
    pub fn balance_key(&self, account: AccountId) -> Result<Vec<u8>, ChainError> {
        let entry = dynamic::storage::<([u8; 32],), AccountInfo>("System", "Account");
        let entry = self.at.storage().entry(entry).map_err(undecodable)?;
        entry.fetch_key((account,)).map_err(undecodable)
    }

    /// The spendable balance in what is stored there.
    pub fn read_balance(&self, stored: Option<Vec<u8>>) -> Result<u128, ChainError> {
        Ok(self.read_funds(stored)?.0)
    }

    /// The same, and how much of it has to stay for the account to live.
    pub fn read_funds(&self, stored: Option<Vec<u8>>) -> Result<(u128, u128), ChainError> {
        let least = dynamic::constant::<u128>("Balances", "ExistentialDeposit");
        let least = self.at.constants().entry(least).map_err(undecodable)?;
        let Some(bytes) = stored else {
            return Ok((0, least));
        };
        let info: AccountInfo = self.read_stored("System", "Account", &bytes)?;
        let AccountData {
            free,
            reserved,
            frozen,
        } = info.data;
        // What is frozen may be reserved money, too.
        let frozen = frozen.saturating_sub(reserved);
        Ok((free.saturating_sub(frozen), least.saturating_sub(frozen)))
    }

    /// Where the native account behind a mapped address is stored.
    pub fn original_account_key(&self, address: H160) -> Result<Vec<u8>, ChainError> {
        let entry = dynamic::storage::<([u8; 20],), [u8; 32]>("Revive", "OriginalAccount");
        let entry = self.at.storage().entry(entry).map_err(undecodable)?;
        entry.fetch_key((address.0,)).map_err(undecodable)
    }

    fn read_stored<T: DecodeAsType>(
        &self,
        pallet: &str,
        entry: &str,
        bytes: &[u8],
    ) -> Result<T, ChainError> {
        let metadata = self.at.metadata_ref();
        let value = metadata
            .pallet_by_name(pallet)
            .and_then(|pallet| pallet.storage())
            .and_then(|storage| storage.entry_by_name(entry).map(|entry| entry.value_ty()))
            .ok_or_else(|| undecodable(format!("no {pallet}.{entry}")))?;
        T::decode_as_type(&mut &*bytes, value, metadata.types()).map_err(undecodable)
    }

    fn explain(&self, error: &Value<()>) -> String {
        let metadata = self.at.metadata_ref();
        let bytes = metadata.dispatch_error_ty().and_then(|ty| {
            let mut bytes = Vec::new();
            subxt::ext::scale_encode::EncodeAsType::encode_as_type_to(
                error,
                ty,
                metadata.types(),
                &mut bytes,
            )
            .ok()
            .map(|()| bytes)
        });
        match bytes {
            Some(bytes) => self.explain_bytes(&bytes),
            None => error.to_string(),
        }
    }

    /// The sentence for an error of the runtime, from its encoding.
    fn explain_bytes(&self, error: &[u8]) -> String {
        DispatchError::decode_from(error, self.at.metadata())
            .map_or_else(|error| error.to_string(), |error| error.to_string())
    }
}

fn fields<T: scale_decode::DecodeAsFields>(
    event: &Event<'_, SubstrateConfig>,
) -> Result<T, ChainError> {
    event.decode_fields_unchecked_as().map_err(undecodable)
}

fn undecodable(reason: impl ToString) -> ChainError {
    ChainError::Undecodable {
        reason: reason.to_string(),
    }
}

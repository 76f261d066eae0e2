//! ink_e2e's extension points over our own client: the stock one cannot read what this runtime answers.

use answerable_client::{
    Act, AnyChain, Chain, ChainError, DryRun, Limits, Log, Outcome, Receipt, Signer, H160, H256,
};
use async_trait::async_trait;
use ink::env::{
    call::utils::{DecodeMessageResult, EncodeArgsWith},
    Environment, ReturnFlags,
};
use ink_e2e::{
    constructor_exec_input, sr25519, BareInstantiationResult, BuilderClient, CallBuilderFinal,
    CallDryRunResult, CallTrace, ChainBackend, ContractResult, ContractsBackend,
    CreateBuilderPartial, E2EBackend, InstantiateDryRunResult, Keypair, UploadResult, Weight,
};
use ink_revive_types::{
    CodeUploadReturnValue, ExecReturnValue, InstantiateReturnValue, StorageDeposit,
};
use scale_value::Value;
use sp_runtime::DispatchError;
use std::{
    marker::PhantomData,
    sync::{Arc, Mutex},
};

/// What a call came back with when it did not do its work.
pub type Error = ChainError;

/// An ink_e2e client of either chain that remembers what it saw.
pub struct Client {
    chain: AnyChain,
    story: String,
    accounts: u32,
    seen: Arc<Mutex<Vec<Observation>>>,
}

/// What two chains must agree on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Observation {
    DryRun(DryRun),
    Receipt {
        weight: answerable_client::Weight,
        fee: u128,
        logs: Vec<Log>,
        deployed: Option<H160>,
        events: Vec<Vec<u8>>,
    },
    Refusal(ChainError),
}

impl Client {
    /// `story` keeps this client's accounts apart from those of any other on the same chain.
    pub fn new(chain: AnyChain, story: String) -> Self {
        Self {
            chain,
            story,
            accounts: 0,
            seen: Arc::default(),
        }
    }

    pub fn chain(&self) -> &AnyChain {
        &self.chain
    }

    pub(crate) fn observations(&self) -> Arc<Mutex<Vec<Observation>>> {
        self.seen.clone()
    }

    fn saw(&self, observation: Observation) {
        self.seen
            .lock()
            .expect("nobody panics while writing down")
            .push(observation);
    }

    async fn try_act(&self, caller: &Keypair, act: &Act, value: u128) -> Result<DryRun, Error> {
        let tried = self
            .chain
            .dry_run(caller.public_key().0, act, value)
            .await?;
        self.saw(Observation::DryRun(tried.clone()));
        Ok(tried)
    }

    async fn do_act(
        &self,
        caller: &Keypair,
        act: &Act,
        value: u128,
        limits: Limits,
    ) -> Result<Receipt, Error> {
        let done = self.chain.submit(&signer(caller), act, value, limits).await;
        self.note(done)
    }

    async fn do_call(
        &self,
        caller: &Keypair,
        pallet: &str,
        name: &str,
        arguments: Vec<Value>,
    ) -> Result<Receipt, Error> {
        let call = self.chain.codec().encode_call(pallet, name, arguments)?;
        self.chain.submit_call(&signer(caller), &call).await
    }

    fn note(&self, done: Result<Receipt, Error>) -> Result<Receipt, Error> {
        self.saw(match &done {
            Ok(receipt) => Observation::Receipt {
                weight: receipt.weight,
                fee: receipt.fee,
                logs: receipt.logs.clone(),
                deployed: receipt.deployed,
                events: receipt.events.clone(),
            },
            Err(error) => Observation::Refusal(error.clone()),
        });
        done
    }
}

/// Signs as the client does.
pub fn signer(keypair: &Keypair) -> Signer {
    let account = keypair.public_key().0;
    let keypair = keypair.clone();
    Signer::new(account, move |message| keypair.sign(message).0)
}

#[async_trait]
impl ChainBackend for Client {
    type AccountId = [u8; 32];
    type Balance = u128;
    type Error = Error;
    type EventLog = Receipt;

    async fn create_and_fund_account(&mut self, origin: &Keypair, amount: u128) -> Keypair {
        self.accounts += 1;
        let seed =
            answerable_client::keccak_256(format!("{} {}", self.story, self.accounts).as_bytes());
        let keypair = sr25519::Keypair::from_secret_key(seed).expect("any 32 bytes are a seed");
        self.transfer_allow_death(origin, keypair.public_key().0, amount)
            .await
            .unwrap_or_else(|error| panic!("cannot fund an account: {error}"));
        keypair
    }

    async fn free_balance(&mut self, account: [u8; 32]) -> Result<u128, Error> {
        self.chain.balance(account).await
    }

    async fn runtime_call<'a>(
        &mut self,
        origin: &Keypair,
        pallet_name: &'a str,
        call_name: &'a str,
        call_data: Vec<Value>,
    ) -> Result<Receipt, Error> {
        self.do_call(origin, pallet_name, call_name, call_data)
            .await
    }

    async fn transfer_allow_death(
        &mut self,
        origin: &Keypair,
        dest: [u8; 32],
        value: u128,
    ) -> Result<(), Error> {
        let dest = Value::unnamed_variant("Id", [Value::from_bytes(dest)]);
        let arguments = vec![dest, Value::u128(value)];
        self.do_call(origin, "Balances", "transfer_allow_death", arguments)
            .await
            .map(drop)
    }
}

#[async_trait]
impl<E> ContractsBackend<E> for Client
where
    E: Environment<Balance = u128>,
{
    type Error = Error;
    type EventLog = Receipt;
}

#[async_trait]
impl<E> E2EBackend<E> for Client
where
    E: Environment<Balance = u128>,
    E::AccountId: From<[u8; 32]>,
{
}

#[async_trait]
impl<E> BuilderClient<E> for Client
where
    E: Environment<Balance = u128>,
    E::AccountId: From<[u8; 32]>,
{
    async fn bare_call<
        Args: Sync + EncodeArgsWith<Abi> + Clone,
        RetType: Send + DecodeMessageResult<Abi>,
        Abi: Sync + Clone,
    >(
        &mut self,
        caller: &Keypair,
        message: &CallBuilderFinal<E, Args, RetType, Abi>,
        value: u128,
        gas_limit: Weight,
        storage_deposit_limit: u128,
    ) -> Result<(Receipt, Option<CallTrace>), Error>
    where
        CallBuilderFinal<E, Args, RetType, Abi>: Clone,
    {
        let act = act_of(message);
        let limits = limits(gas_limit, storage_deposit_limit);
        Ok((self.do_act(caller, &act, value, limits).await?, None))
    }

    async fn bare_call_dry_run<
        Args: Sync + EncodeArgsWith<Abi> + Clone,
        RetType: Send + DecodeMessageResult<Abi>,
        Abi: Sync + Clone,
    >(
        &mut self,
        caller: &Keypair,
        message: &CallBuilderFinal<E, Args, RetType, Abi>,
        value: u128,
        _storage_deposit_limit: Option<u128>,
    ) -> Result<CallDryRunResult<E, RetType, Abi>, Error>
    where
        CallBuilderFinal<E, Args, RetType, Abi>: Clone,
    {
        let tried = self.try_act(caller, &act_of(message), value).await?;
        Ok(call_result(tried))
    }

    async fn raw_call_dry_run<RetType: Send + DecodeMessageResult<Abi>, Abi: Sync + Clone>(
        &mut self,
        dest: H160,
        input_data: Vec<u8>,
        value: u128,
        _storage_deposit_limit: Option<u128>,
        signer: &Keypair,
    ) -> Result<CallDryRunResult<E, RetType, Abi>, Error> {
        let act = Act::Call {
            to: dest,
            input: input_data,
        };
        Ok(call_result(self.try_act(signer, &act, value).await?))
    }

    async fn raw_call(
        &mut self,
        dest: H160,
        input_data: Vec<u8>,
        value: u128,
        gas_limit: Weight,
        storage_deposit_limit: u128,
        signer: &Keypair,
    ) -> Result<(Receipt, Option<CallTrace>), Error> {
        let act = Act::Call {
            to: dest,
            input: input_data,
        };
        let limits = limits(gas_limit, storage_deposit_limit);
        Ok((self.do_act(signer, &act, value, limits).await?, None))
    }

    async fn bare_upload(
        &mut self,
        contract_name: &str,
        caller: &Keypair,
        storage_deposit_limit: Option<u128>,
    ) -> Result<UploadResult<E, Receipt>, Error> {
        let code = BuilderClient::<E>::load_code(self, contract_name);
        let code_hash = H256(answerable_client::keccak_256(&code));
        let limit = storage_deposit_limit.unwrap_or(u64::MAX.into());
        let arguments = vec![Value::from_bytes(code), Value::u128(limit)];
        let events = self
            .do_call(caller, "Revive", "upload_code", arguments)
            .await?;
        Ok(UploadResult {
            code_hash,
            dry_run: Ok(CodeUploadReturnValue {
                code_hash,
                deposit: limit,
            }),
            events,
        })
    }

    async fn bare_remove_code(
        &mut self,
        caller: &Keypair,
        code_hash: H256,
    ) -> Result<Receipt, Error> {
        let arguments = vec![Value::from_bytes(code_hash)];
        self.do_call(caller, "Revive", "remove_code", arguments)
            .await
    }

    async fn bare_instantiate<
        Contract: Clone,
        Args: Send + Sync + EncodeArgsWith<Abi> + Clone,
        R,
        Abi: Send + Sync + Clone,
    >(
        &mut self,
        code: Vec<u8>,
        caller: &Keypair,
        constructor: &mut CreateBuilderPartial<E, Contract, Args, R, Abi>,
        value: u128,
        gas_limit: Weight,
        storage_deposit_limit: u128,
    ) -> Result<BareInstantiationResult<E, Receipt>, Error> {
        let input = constructor_exec_input(constructor.clone());
        let limits = limits(gas_limit, storage_deposit_limit);
        self.instantiate_with(code, input, caller, value, limits)
            .await
    }

    async fn raw_instantiate(
        &mut self,
        code: Vec<u8>,
        caller: &Keypair,
        constructor: Vec<u8>,
        value: u128,
        gas_limit: Weight,
        storage_deposit_limit: u128,
    ) -> Result<BareInstantiationResult<E, Receipt>, Error> {
        let limits = limits(gas_limit, storage_deposit_limit);
        self.instantiate_with(code, constructor, caller, value, limits)
            .await
    }

    async fn exec_instantiate(
        &mut self,
        signer: &Keypair,
        contract_name: &str,
        data: Vec<u8>,
        value: u128,
        gas_limit: Weight,
        storage_deposit_limit: u128,
    ) -> Result<BareInstantiationResult<E, Receipt>, Error> {
        let code = BuilderClient::<E>::load_code(self, contract_name);
        let limits = limits(gas_limit, storage_deposit_limit);
        self.instantiate_with(code, data, signer, value, limits)
            .await
    }

    async fn raw_instantiate_dry_run<Abi: Sync + Clone>(
        &mut self,
        code: Vec<u8>,
        caller: &Keypair,
        constructor: Vec<u8>,
        value: u128,
        _storage_deposit_limit: Option<u128>,
    ) -> Result<InstantiateDryRunResult<E, Abi>, Error> {
        let act = deploy(code, constructor);
        let tried = self.try_act(caller, &act, value).await?;
        let result = contract_result(tried, |result, addr| InstantiateReturnValue {
            result,
            addr: addr.unwrap_or_default(),
        });
        Ok(result.into())
    }

    async fn bare_instantiate_dry_run<
        Contract: Clone,
        Args: Send + Sync + EncodeArgsWith<Abi> + Clone,
        R,
        Abi: Send + Sync + Clone,
    >(
        &mut self,
        contract_name: &str,
        caller: &Keypair,
        constructor: &mut CreateBuilderPartial<E, Contract, Args, R, Abi>,
        value: u128,
        storage_deposit_limit: Option<u128>,
    ) -> Result<InstantiateDryRunResult<E, Abi>, Error> {
        let code = BuilderClient::<E>::load_code(self, contract_name);
        let input = constructor_exec_input(constructor.clone());
        self.raw_instantiate_dry_run(code, caller, input, value, storage_deposit_limit)
            .await
    }

    async fn map_account(&mut self, caller: &Keypair) -> Result<Option<Receipt>, Error> {
        self.chain.map_account(&signer(caller)).await
    }

    async fn to_account_id(&mut self, addr: &H160) -> Result<E::AccountId, Error> {
        Ok(self.chain.account_of(*addr).await?.into())
    }

    fn load_code(&self, contract_name: &str) -> Vec<u8> {
        crate::code(contract_name)
    }
}

impl Client {
    async fn instantiate_with<E>(
        &self,
        code: Vec<u8>,
        input: Vec<u8>,
        caller: &Keypair,
        value: u128,
        limits: Limits,
    ) -> Result<BareInstantiationResult<E, Receipt>, Error>
    where
        E: Environment,
        E::AccountId: From<[u8; 32]>,
    {
        let code_hash = H256(answerable_client::keccak_256(&code));
        let events = self
            .do_act(caller, &deploy(code, input), value, limits)
            .await?;
        let addr = events.deployed.unwrap_or_default();
        Ok(BareInstantiationResult {
            addr,
            account_id: self.chain.account_of(addr).await?.into(),
            events,
            trace: None,
            code_hash,
        })
    }
}

fn deploy(code: Vec<u8>, input: Vec<u8>) -> Act {
    Act::Deploy {
        code,
        input,
        salt: None,
    }
}

fn act_of<E, Args, RetType, Abi>(message: &CallBuilderFinal<E, Args, RetType, Abi>) -> Act
where
    E: Environment,
    Args: EncodeArgsWith<Abi> + Clone,
    CallBuilderFinal<E, Args, RetType, Abi>: Clone,
{
    let call = message.clone().params();
    Act::Call {
        to: *call.callee(),
        input: call.exec_input().encode(),
    }
}

fn limits(weight: Weight, deposit: u128) -> Limits {
    Limits {
        weight: answerable_client::Weight {
            ref_time: weight.ref_time(),
            proof_size: weight.proof_size(),
        },
        deposit,
    }
}

fn call_result<E, V, Abi>(tried: DryRun) -> CallDryRunResult<E, V, Abi>
where
    E: Environment<Balance = u128>,
{
    CallDryRunResult {
        exec_result: contract_result(tried, |result, _| result),
        trace: None,
        _marker: PhantomData,
    }
}

fn contract_result<R>(
    tried: DryRun,
    returned: impl FnOnce(ExecReturnValue, Option<H160>) -> R,
) -> ContractResult<R, u128> {
    let weight = |it: answerable_client::Weight| Weight::from_parts(it.ref_time, it.proof_size);
    let result = match tried.outcome {
        Outcome::Returned { data, address } => {
            let flags = ReturnFlags::empty();
            Ok(returned(ExecReturnValue { flags, data }, address))
        }
        Outcome::Reverted { data } => {
            let flags = ReturnFlags::REVERT;
            Ok(returned(ExecReturnValue { flags, data }, None))
        }
        // ink_e2e's errors carry only static text.
        Outcome::Failed { reason } => Err(DispatchError::Other(reason.leak())),
    };
    ContractResult {
        weight_consumed: weight(tried.weight),
        weight_required: weight(tried.weight_required),
        storage_deposit: if tried.deposit < 0 {
            StorageDeposit::Refund(tried.deposit.unsigned_abs())
        } else {
            StorageDeposit::Charge(tried.deposit.unsigned_abs())
        },
        max_storage_deposit: StorageDeposit::Charge(tried.max_deposit),
        gas_consumed: 0,
        result,
    }
}

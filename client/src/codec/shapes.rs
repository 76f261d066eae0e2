//! The shapes of what runtimes answer. They name only what is read here; whatever else a runtime has in
//! them is skipped.

use crate::{Log, Weight};
use primitive_types::{H160, H256};
use scale_value::ValueDef;
use subxt::{dynamic::Value, ext::scale_decode::DecodeAsType};

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct ContractResult<T> {
    pub weight_consumed: Weight,
    pub weight_required: Weight,
    pub storage_deposit: StorageDeposit,
    pub max_storage_deposit: StorageDeposit,
    pub result: Result<T, Value<()>>,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub enum StorageDeposit {
    Refund(u128),
    Charge(u128),
}

impl StorageDeposit {
    pub fn signed(&self) -> i128 {
        match self {
            Self::Refund(amount) => i128::try_from(*amount).map_or(i128::MIN, |amount| -amount),
            Self::Charge(amount) => i128::try_from(*amount).unwrap_or(i128::MAX),
        }
    }
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Returned {
    pub flags: ReturnFlags,
    pub data: Vec<u8>,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct ReturnFlags {
    pub bits: u32,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Instantiated {
    pub result: Returned,
    pub addr: H160,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Succeeded {
    pub dispatch_info: DispatchInfo,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct DispatchInfo {
    pub weight: Weight,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct FeePaid {
    pub actual_fee: u128,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Emitted {
    pub contract: H160,
    pub data: Vec<u8>,
    pub topics: Vec<H256>,
}

impl From<Emitted> for Log {
    fn from(emitted: Emitted) -> Self {
        Self {
            contract: emitted.contract,
            topics: emitted.topics,
            data: emitted.data,
        }
    }
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Fee {
    pub partial_fee: u128,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Deployed {
    pub contract: H160,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct AccountInfo {
    pub data: AccountData,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct AccountData {
    pub free: u128,
    pub reserved: u128,
    pub frozen: u128,
}

/// What running a call as Ethereum's tracers do tells: the calls that it made, each with what it emitted.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub enum Traced {
    Call(TracedCall),
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct TracedCall {
    pub calls: Vec<TracedCall>,
    pub logs: Vec<TracedLog>,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct TracedLog {
    pub address: H160,
    pub topics: Vec<H256>,
    pub data: Vec<u8>,
}

/// What running a call step by step tells.
#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub enum TracedSteps {
    Execution(Execution),
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Execution {
    pub struct_logs: Vec<TracedStep>,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct TracedStep {
    pub weight_cost: Weight,
    pub depth: u16,
    pub kind: StepKind,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub enum StepKind {
    EVMOpcode { op: (u8,) },
    PVMSyscall { op: Value<()> },
}

impl StepKind {
    /// The host function; or the opcode's name, where it is one that does what a host function does.
    pub fn name(self) -> String {
        let op = match self {
            Self::EVMOpcode { op: (op,) } => op,
            Self::PVMSyscall { op } => {
                return match op.value {
                    ValueDef::Variant(variant) => variant.name,
                    other => format!("{other:?}"),
                }
            }
        };
        match op {
            0x20 => "KECCAK256",
            0x31 | 0x47 => "BALANCE",
            0x3b => "EXTCODESIZE",
            0x54 => "SLOAD",
            0x55 => "SSTORE",
            0xa0..=0xa4 => "LOG",
            0xf1 | 0xf2 | 0xf4 | 0xfa => "CALL",
            _ => "instructions",
        }
        .into()
    }
}

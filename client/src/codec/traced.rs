//! What a call would emit, and what it would spend on what, asked of a runtime's own tracers.

use super::{shapes, undecodable, Codec};
use crate::{ChainError, Log, Spent};
use primitive_types::H160;
use scale_value::Value;
use subxt::ext::{scale_decode::DecodeAsType, scale_encode::EncodeAsType};
use subxt::metadata::Metadata;

const API: &str = "ReviveApi";
const METHOD: &str = "trace_call";

/// What a tracer looks at.
#[derive(Clone, Copy, Debug)]
pub enum Looking {
    AtEvents,
    AtSpending,
}

impl Looking {
    fn tracer(self) -> Value {
        let (name, config) = match self {
            Self::AtEvents => (
                "CallTracer",
                Value::named_composite([
                    ("with_logs", Value::bool(true)),
                    ("only_top_call", Value::bool(false)),
                ]),
            ),
            Self::AtSpending => (
                "ExecutionTracer",
                Value::named_composite([
                    ("enable_memory", Value::bool(false)),
                    ("disable_stack", Value::bool(true)),
                    ("disable_storage", Value::bool(true)),
                    ("enable_return_data", Value::bool(false)),
                    ("disable_syscall_details", Value::bool(true)),
                    ("limit", none()),
                    ("memory_word_limit", Value::u128(0)),
                ]),
            ),
        };
        Value::unnamed_variant(name, [some(config)])
    }
}

impl Codec {
    /// The name and the arguments of that function.
    ///
    /// Which fields a call has there differs from runtime to runtime: those that do not matter here are left empty.
    pub fn traced(
        &self,
        looking: Looking,
        from: H160,
        to: H160,
        input: &[u8],
        value: u128,
    ) -> Result<(&'static str, Vec<u8>), ChainError> {
        let metadata = self.at.metadata_ref();
        let method = metadata
            .runtime_api_trait_by_name(API)
            .and_then(|api| api.method_by_name(METHOD))
            .ok_or_else(|| undecodable(format!("no {API}_{METHOD}")))?;
        let inputs: Vec<u32> = method.inputs().map(|input| input.id).collect();
        let [call, tracer] = inputs.as_slice() else {
            return Err(undecodable(format!("{METHOD} takes other arguments")));
        };
        let call_value = blank(metadata, *call, &|name| match name {
            "from" => Some(some(Value::from_bytes(from))),
            "to" => Some(some(Value::from_bytes(to))),
            "value" => Some(some(words(value))),
            "input" => Some(Value::named_composite([
                (
                    "input",
                    some(Value::unnamed_composite([Value::from_bytes(input)])),
                ),
                ("data", none()),
            ])),
            _ => None,
        })?;
        let mut bytes = Vec::new();
        for (value, ty) in [(call_value, call), (looking.tracer(), tracer)] {
            value
                .encode_as_type_to(*ty, metadata.types(), &mut bytes)
                .map_err(undecodable)?;
        }
        Ok(("ReviveApi_trace_call", bytes))
    }

    /// What is emitted, in order.
    pub fn read_traced_call(&self, answer: &[u8]) -> Result<Vec<Log>, ChainError> {
        let shapes::Traced::Call(call) = self.read_traced(answer)?;
        let mut logs = Vec::new();
        collect(call, &mut logs);
        Ok(logs)
    }

    /// What is spent on what, in order.
    pub fn read_traced_spending(&self, answer: &[u8]) -> Result<Vec<Spent>, ChainError> {
        let shapes::TracedSteps::Execution(execution) = self.read_traced(answer)?;
        let spent = |step: shapes::TracedStep| Spent {
            what: step.kind.name(),
            weight: step.weight_cost,
            depth: step.depth,
        };
        Ok(execution.struct_logs.into_iter().map(spent).collect())
    }

    fn read_traced<T: DecodeAsType>(&self, answer: &[u8]) -> Result<T, ChainError> {
        let traced: Result<T, Value<()>> = self.read_answer(API, METHOD, answer)?;
        traced.map_err(|error| ChainError::Failed {
            reason: error.to_string(),
        })
    }
}

fn some(value: Value) -> Value {
    Value::unnamed_variant("Some", [value])
}

fn none() -> Value {
    Value::unnamed_variant("None", [])
}

/// A contract emits before or after it calls another one; which of both is not told. Ours calls none.
fn collect(call: shapes::TracedCall, logs: &mut Vec<Log>) {
    logs.extend(call.logs.into_iter().map(|log| Log {
        contract: log.address,
        topics: log.topics,
        data: log.data,
    }));
    for call in call.calls {
        collect(call, logs);
    }
}

/// Ethereum's numbers are four words of 64 bits, the lowest first.
fn words(value: u128) -> Value {
    let low = value & u128::from(u64::MAX);
    let words = [low, value >> 64, 0, 0].map(Value::u128);
    Value::unnamed_composite([Value::unnamed_composite(words)])
}

/// A record of this type with nothing in it but what `given` says.
fn blank(
    metadata: &Metadata,
    ty: u32,
    given: &dyn Fn(&str) -> Option<Value>,
) -> Result<Value, ChainError> {
    let unknown = || {
        undecodable(format!(
            "a call has a field of a sort that cannot be empty, {ty}"
        ))
    };
    let ty = metadata.types().resolve(ty).ok_or_else(unknown)?;
    let scale_info::TypeDef::Composite(record) = &ty.type_def else {
        return Err(unknown());
    };
    let fields = record.fields.iter().map(|field| {
        let name = field.name.clone().unwrap_or_default();
        let value = match given(&name) {
            Some(value) => value,
            None => empty(metadata, field.ty.id).ok_or_else(unknown)?,
        };
        Ok((name, value))
    });
    Ok(Value::named_composite(
        fields.collect::<Result<Vec<_>, ChainError>>()?,
    ))
}

/// No value, where the type knows of one.
fn empty(metadata: &Metadata, ty: u32) -> Option<Value> {
    use scale_info::TypeDef;
    match &metadata.types().resolve(ty)?.type_def {
        TypeDef::Variant(choice) => {
            let optional = choice.variants.iter().any(|variant| variant.name == "None");
            optional.then(none)
        }
        TypeDef::Sequence(_) => Some(Value::unnamed_composite([])),
        TypeDef::Composite(record) => {
            let fields = record.fields.iter();
            let fields: Option<Vec<_>> = fields
                .map(|field| Some((field.name.clone()?, empty(metadata, field.ty.id)?)))
                .collect();
            Some(Value::named_composite(fields?))
        }
        _ => None,
    }
}

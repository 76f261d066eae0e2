//! Records and events as JSON, with the names of `IAnswerable.sol` and `ICouncil.sol`.
//!
//! Numbers of up to 64 bits are numbers; larger ones, which are amounts in the chain's 18-decimal unit, are strings of
//! digits, because many readers of JSON round them. Bytes, hashes and addresses are strings of hexadecimal digits.

use crate::{
    interface::{IAnswerable, ICouncil},
    Log,
};
use alloy_dyn_abi::{DynSolValue, ErrorExt, EventExt, FunctionExt};
use alloy_json_abi::{EventParam, Function, Param};
use alloy_sol_types::{private::B256, SolCall};
use answerable_protocol::Reason;
use ink::sol::SolErrorEncode;
use serde_json::{Map, Value};
#[cfg(feature = "explorer")]
use std::sync::OnceLock;

/// What a message returned. A message that returns one thing is that thing.
pub fn returned<M: SolCall>(value: &M::Return) -> Value {
    function_of::<M>().map_or(Value::Null, |function| {
        let data = M::abi_encode_returns(value);
        outputs(&function, &data)
    })
}

/// How the interface declares a message.
pub(crate) fn function_of<M: SolCall>() -> Option<Function> {
    let functions = [IAnswerable::abi::functions(), ICouncil::abi::functions()];
    let mut all = functions
        .into_iter()
        .flat_map(|all| all.into_values().flatten());
    all.find(|function| function.selector() == M::SELECTOR)
}

fn outputs(function: &Function, data: &[u8]) -> Value {
    let Ok(values) = function.abi_decode_output(data) else {
        return Value::Null;
    };
    match (function.outputs.as_slice(), values.as_slice()) {
        ([output], [value]) => shown(value, &output.components),
        (outputs, values) => record(outputs, values),
    }
}

/// What a log of an instance says: its `event`, and the event's fields.
pub fn event(log: &Log) -> Value {
    let topics: Vec<B256> = log.topics.iter().map(|topic| topic.0.into()).collect();
    let events = [IAnswerable::abi::events(), ICouncil::abi::events()];
    let known = events.iter().flat_map(|all| all.values().flatten());
    let mut known = known.filter(|event| Some(&event.selector()) == topics.first());
    let Some(event) = known.next() else {
        return Value::Null;
    };
    let Ok(decoded) = event.decode_log_parts(topics, &log.data) else {
        return Value::Null;
    };
    let mut fields = Map::from_iter([("event".into(), Value::from(event.name.as_str()))]);
    let (mut indexed, mut body) = (decoded.indexed.iter(), decoded.body.iter());
    for input in &event.inputs {
        let value = if input.indexed {
            indexed.next()
        } else {
            body.next()
        };
        if let Some(value) = value {
            fields.insert(name_of(input), shown(value, &input.components));
        }
    }
    fields.into()
}

/// A refusal: its name, and what it carries.
pub fn refusal(reason: &Reason) -> (String, Value) {
    let data = reason.encode();
    let errors = IAnswerable::abi::errors();
    let mut known = errors.values().flatten();
    let known = known.find(|error| data.starts_with(error.selector().as_slice()));
    known.map_or((String::new(), Value::Null), |error| {
        let fields = error.decode_error(&data);
        let fields = fields.map(|it| record(&error.inputs, &it.body));
        (error.name.clone(), fields.unwrap_or_default())
    })
}

/// The events of answerable: the first topic of each, and its name.
#[cfg(feature = "explorer")]
pub(crate) fn event_names() -> &'static [(B256, String)] {
    static NAMES: OnceLock<Vec<(B256, String)>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let events = IAnswerable::abi::events();
        let all = events.values().flatten();
        all.map(|event| (event.selector(), event.name.clone()))
            .collect()
    })
}

fn name_of(input: &EventParam) -> String {
    input.name.clone()
}

fn record(fields: &[Param], values: &[DynSolValue]) -> Value {
    let named = fields.iter().zip(values);
    named
        .map(|(field, value)| (field.name.clone(), shown(value, &field.components)))
        .collect::<Map<_, _>>()
        .into()
}

fn shown(value: &DynSolValue, fields: &[Param]) -> Value {
    match value {
        DynSolValue::Bool(value) => (*value).into(),
        DynSolValue::Uint(value, bits) if *bits <= 64 => value.saturating_to::<u64>().into(),
        DynSolValue::Uint(value, _) => value.to_string().into(),
        DynSolValue::Int(value, _) => value.to_string().into(),
        DynSolValue::Address(address) => const_hex::encode_prefixed(address).into(),
        DynSolValue::FixedBytes(word, size) => {
            let bytes = word.get(..*size).unwrap_or_default();
            const_hex::encode_prefixed(bytes).into()
        }
        DynSolValue::Bytes(bytes) => const_hex::encode_prefixed(bytes).into(),
        DynSolValue::String(text) => text.as_str().into(),
        DynSolValue::Array(items) | DynSolValue::FixedArray(items) => {
            items.iter().map(|item| shown(item, fields)).collect()
        }
        DynSolValue::Tuple(values) => record(fields, values),
        // The interface passes no functions.
        DynSolValue::Function(_) => Value::Null,
    }
}

//! A message of the interface from its name and its arguments in JSON, as [`crate::json`] spells them.

use crate::interface::IAnswerable;
use alloy_dyn_abi::{DynSolType, DynSolValue, JsonAbiExt, Specifier};
use alloy_json_abi::{Function, Param, StateMutability};
use alloy_sol_types::private::{Address, B256, U256};
use serde_json::{Map, Value};
use thiserror::Error;

/// Why some JSON is no message.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum NotAMessage {
    #[error("there is no message {name:?}; the messages are {}", messages().join(", "))]
    Unknown { name: String },
    #[error("`{name}` only looks something up; it needs no transaction")]
    View { name: String },
    #[error("the argument `{argument}` is missing; `{message}` takes {}", taken(.message))]
    Missing { message: String, argument: String },
    #[error("there is no argument `{argument}`; `{message}` takes {}", taken(.message))]
    Superfluous { message: String, argument: String },
    #[error("the argument `{argument}` is not understood: {wanted}")]
    Misfit {
        argument: String,
        wanted: &'static str,
    },
}

/// The encoding of a call.
///
/// ```
/// # use answerable_client::{interface::IAnswerable::ownUpCall, message};
/// use alloy_sol_types::SolCall;
/// let arguments = serde_json::json!({ "fault": 7 });
/// let encoded = message::encode("ownUp", arguments.as_object().unwrap())?;
/// assert_eq!(encoded, ownUpCall { fault: 7 }.abi_encode());
/// # Ok::<(), message::NotAMessage>(())
/// ```
pub fn encode(name: &str, arguments: &Map<String, Value>) -> Result<Vec<u8>, NotAMessage> {
    let functions = IAnswerable::abi::functions();
    let known = functions.get(name).and_then(|all| all.first());
    let function = known.ok_or_else(|| NotAMessage::Unknown { name: name.into() })?;
    if !writes(function) {
        return Err(NotAMessage::View { name: name.into() });
    }
    let surplus = arguments
        .keys()
        .find(|given| function.inputs.iter().all(|input| input.name != **given));
    if let Some(argument) = surplus {
        return Err(NotAMessage::Superfluous {
            message: name.into(),
            argument: argument.clone(),
        });
    }
    let values = fields(name, &function.inputs, arguments, "")?;
    let encoded = function.abi_encode_input(&values);
    // Every value was read as its parameter has it.
    encoded.map_err(|_| NotAMessage::Unknown { name: name.into() })
}

/// The names of all messages that do something.
pub fn messages() -> Vec<String> {
    let functions = IAnswerable::abi::functions();
    let all = functions.values().flatten();
    let writing = all.filter(|function| writes(function));
    writing.map(|function| function.name.clone()).collect()
}

fn writes(function: &Function) -> bool {
    matches!(
        function.state_mutability,
        StateMutability::NonPayable | StateMutability::Payable
    )
}

fn taken(message: &str) -> String {
    let functions = IAnswerable::abi::functions();
    let known = functions.get(message).and_then(|all| all.first());
    let inputs = known.map(|function| function.inputs.as_slice());
    let names: Vec<String> = inputs
        .unwrap_or_default()
        .iter()
        .map(|input| format!("`{}` ({})", input.name, input.ty))
        .collect();
    match names.is_empty() {
        true => "no arguments".into(),
        false => names.join(", "),
    }
}

fn fields(
    message: &str,
    inputs: &[Param],
    given: &Map<String, Value>,
    within: &str,
) -> Result<Vec<DynSolValue>, NotAMessage> {
    let one = |input: &Param| {
        let path = format!("{within}{}", input.name);
        let value = given.get(&input.name).ok_or_else(|| NotAMessage::Missing {
            message: message.into(),
            argument: path.clone(),
        })?;
        let ty = input.resolve().map_err(|_| misfit(&path, UNKNOWN))?;
        read(message, &ty, &input.components, value, &path)
    };
    inputs.iter().map(one).collect()
}

const UNKNOWN: &str = "its type is not known here";

fn misfit(argument: &str, wanted: &'static str) -> NotAMessage {
    NotAMessage::Misfit {
        argument: argument.into(),
        wanted,
    }
}

fn read(
    message: &str,
    ty: &DynSolType,
    components: &[Param],
    value: &Value,
    path: &str,
) -> Result<DynSolValue, NotAMessage> {
    let refuse = |wanted| misfit(path, wanted);
    match ty {
        DynSolType::Bool => value
            .as_bool()
            .map(DynSolValue::Bool)
            .ok_or_else(|| refuse("give true or false")),
        DynSolType::Uint(bits) => {
            let wanted = match bits {
                ..=64 => "give a whole number that is not too large for it",
                _ => {
                    "give the digits of a whole number, in the chain's 18-decimal unit, as a string"
                }
            };
            let number = number(value).filter(|number| number.bit_len() <= *bits);
            let number = number.ok_or_else(|| refuse(wanted))?;
            Ok(DynSolValue::Uint(number, *bits))
        }
        DynSolType::Address => bytes(value)
            .and_then(|bytes| Address::try_from(bytes.as_slice()).ok())
            .map(DynSolValue::Address)
            .ok_or_else(|| refuse("give 0x and 40 hexadecimal digits")),
        DynSolType::FixedBytes(32) => bytes(value)
            .and_then(|bytes| B256::try_from(bytes.as_slice()).ok())
            .map(|word| DynSolValue::FixedBytes(word, 32))
            .ok_or_else(|| refuse("give 0x and 64 hexadecimal digits")),
        DynSolType::Bytes => bytes(value)
            .map(DynSolValue::Bytes)
            .ok_or_else(|| refuse("give 0x and hexadecimal digits, two a byte")),
        DynSolType::String => value
            .as_str()
            .map(|text| DynSolValue::String(text.into()))
            .ok_or_else(|| refuse("give a text")),
        DynSolType::Array(inner) => {
            let items = value.as_array().ok_or_else(|| refuse("give a list"))?;
            let read = items.iter().enumerate().map(|(place, item)| {
                let path = format!("{path}[{place}]");
                read(message, inner, components, item, &path)
            });
            read.collect::<Result<_, _>>().map(DynSolValue::Array)
        }
        DynSolType::Tuple(_) => {
            let given = value
                .as_object()
                .ok_or_else(|| refuse("give an object with its fields"))?;
            let values = fields(message, components, given, &format!("{path}."))?;
            Ok(DynSolValue::Tuple(values))
        }
        // The interface passes nothing else.
        _ => Err(refuse(UNKNOWN)),
    }
}

/// A number, or its digits in a string.
fn number(value: &Value) -> Option<U256> {
    if let Some(number) = value.as_u64() {
        return Some(U256::from(number));
    }
    let digits = value.as_str()?;
    let only_digits = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_digit());
    only_digits
        .then(|| U256::from_str_radix(digits, 10).ok())
        .flatten()
}

fn bytes(value: &Value) -> Option<Vec<u8>> {
    let digits = value.as_str()?.strip_prefix("0x")?;
    const_hex::decode(digits).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interface::IAnswerable::{
        addTermsCall, anchorCoveredCall, pledgeCall, BatchDraw, Terms, Windows,
    };
    use alloy_sol_types::SolCall;
    use serde_json::json;

    fn encoded(name: &str, arguments: Value) -> Result<Vec<u8>, String> {
        encode(name, arguments.as_object().unwrap()).map_err(|error| error.to_string())
    }

    #[test]
    fn arguments_go_by_their_names_whatever_their_order() {
        let pledge = pledgeCall {
            trace: [7; 32].into(),
            step: 1,
            cover: U256::from(1_500_000_000_000_000_000_u64),
        };
        let trace = format!("0x{}", "07".repeat(32));
        let given = json!({ "cover": "1500000000000000000", "step": 1, "trace": trace });
        assert_eq!(encoded("pledge", given), Ok(pledge.abi_encode()));
    }

    #[test]
    fn lists_and_records_are_read_to_the_bottom() {
        let anchor = anchorCoveredCall {
            root: [1; 32].into(),
            depth: 3,
            uriHash: [2; 32].into(),
            terms: 1,
            cover: vec![BatchDraw {
                mandate: 4,
                perTrace: U256::from(5),
            }],
        };
        let given = json!({
            "root": format!("0x{}", "01".repeat(32)),
            "depth": 3,
            "uriHash": format!("0x{}", "02".repeat(32)),
            "terms": 1,
            "cover": [{ "mandate": 4, "perTrace": "5" }],
        });
        assert_eq!(encoded("anchorCovered", given), Ok(anchor.abi_encode()));
        let windows = json!({ "answer": 1, "ruling": 2, "report": 3, "recourse": 4 });
        let content = json!({
            "windows": windows, "minCover": "1", "reportDeposit": "2", "contestDeposit": "3",
            "lostPenaltyBps": 4, "maxDefaultPenaltyBps": 5, "reporterShareBps": 6,
        });
        let add = addTermsCall {
            content: Terms {
                windows: Windows {
                    answer: 1,
                    ruling: 2,
                    report: 3,
                    recourse: 4,
                },
                minCover: U256::from(1),
                reportDeposit: U256::from(2),
                contestDeposit: U256::from(3),
                lostPenaltyBps: 4,
                maxDefaultPenaltyBps: 5,
                reporterShareBps: 6,
            },
        };
        let given = json!({ "content": content });
        assert_eq!(encoded("addTerms", given), Ok(add.abi_encode()));
    }

    #[test]
    fn what_is_wrong_is_said_by_the_name_of_the_argument() {
        for (name, arguments, said) in [
            ("jump", json!({}), "there is no message \"jump\""),
            ("fault", json!({ "fault": 1 }), "`fault` only looks"),
            (
                "ownUp",
                json!({}),
                "`fault` is missing; `ownUp` takes `fault` (uint64)",
            ),
            (
                "ownUp",
                json!({ "fault": 1, "why": 2 }),
                "no argument `why`",
            ),
            ("ownUp", json!({ "fault": -1 }), "`fault` is not understood"),
            (
                "ownUp",
                json!({ "fault": "18446744073709551616" }),
                "`fault`",
            ),
            ("ownUp", json!({ "fault": 1.5 }), "`fault`"),
            ("withdraw", json!({ "amount": "1e18" }), "`amount`"),
            ("withdraw", json!({ "amount": "" }), "`amount`"),
            ("setTreasury", json!({ "treasury": "alice" }), "`treasury`"),
            ("setIntake", json!({ "open": "yes" }), "`open`"),
            ("settle", json!({ "fault": null }), "`fault`"),
        ] {
            let error = encoded(name, arguments).unwrap_err();
            assert!(error.contains(said), "{name}: {error}");
        }
        let cover = json!([{ "mandate": 1, "perTrace": "much" }]);
        let hash = format!("0x{}", "01".repeat(32));
        let given =
            json!({ "root": hash, "depth": 3, "uriHash": hash, "terms": 1, "cover": cover });
        let error = encoded("anchorCovered", given).unwrap_err();
        assert!(error.contains("`cover[0].perTrace`"), "{error}");
    }
}

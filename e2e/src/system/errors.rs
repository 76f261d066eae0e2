//! The contract's errors, as the model names them.

use answerable_client::interface::IAnswerable::IAnswerableErrors;
use answerable_model::{Address, Hash, Refused, Value};

/// What revert data says, if it is an error of the interface, written out in full.
pub fn refusal(data: &[u8]) -> Option<Refused> {
    let (selector, words) = data.split_first_chunk::<4>()?;
    let signature = IAnswerableErrors::signature_by_selector(*selector)?;
    let (name, types) = signature.strip_suffix(')')?.split_once('(')?;
    let types = types.split(',').filter(|name| !name.is_empty());
    let words = words.as_chunks::<32>();
    let values: Vec<Value> = types
        .zip(words.0)
        .map(|(name, word)| value(name, word))
        .collect();
    let whole = words.1.is_empty() && values.len() == words.0.len();
    whole.then(|| Refused::read(name, &values)).flatten()
}

fn value(name: &str, word: &[u8; 32]) -> Value {
    match name {
        "address" => Value::Address(Address(
            word.last_chunk().copied().expect("a word is longer"),
        )),
        "bytes32" => Value::Hash(Hash(*word)),
        _ => Value::Number(number(word)),
    }
}

/// Saturated: what does not fit is shown by one error only, and there the name is what counts.
fn number(word: &[u8; 32]) -> u128 {
    let (high, low) = word.split_at(16);
    if high.iter().any(|byte| *byte != 0) {
        return u128::MAX;
    }
    low.iter()
        .fold(0, |number, byte| number << 8 | u128::from(*byte))
}

//! Why something is not a trace.

use crate::CallError;
use answerable_protocol::{Reason, StepNumber, Steps};
use thiserror::Error;

/// Each variant's text is a sentence with the next step.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum TraceError {
    #[error("it is no JSON object; write every trace on one line, {{\"requester\": …}}, without brackets or commas between them (`jq -c '.[]'` makes such lines of a list)")]
    NotAnObject,
    #[error("it is empty; take the empty line out")]
    Empty,
    #[error(
        "it is longer than {most} bytes, which no trace is; write every trace on a line of its own"
    )]
    TooLong { most: u64 },
    #[error("column {column} is not UTF-8; write the file as UTF-8 text")]
    NotUtf8 { column: u64 },
    #[error(
        "it ends before the trace does; write every trace on one line (`jq -c .` makes such lines)"
    )]
    Cut,
    /// What the reader of JSON says, at a column counted in bytes from 1.
    #[error("column {column}: {reason}; correct it there")]
    Json { column: u64, reason: String },
    #[error("{}", explain(field, reason))]
    Refused { field: String, reason: Box<Reason> },
}

impl TraceError {
    pub(super) fn json(error: &serde_json::Error) -> Self {
        if error.is_eof() {
            return Self::Cut;
        }
        Self::Json {
            column: error.column() as u64,
            reason: json_reason(error),
        }
    }
}

/// What is wrong with some JSON, without the place, fit to be shown: it may quote what somebody else wrote.
pub(crate) fn json_reason(error: &serde_json::Error) -> String {
    const MOST: usize = 300;
    let said = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let reason = said.strip_suffix(&place).unwrap_or(&said);
    let mut shown: String = reason
        .chars()
        .take(MOST)
        .map(|letter| {
            if letter.is_control() {
                '\u{fffd}'
            } else {
                letter
            }
        })
        .collect();
    if shown.len() < reason.len() {
        shown.push('…');
    }
    shown
}

fn explain(field: &str, reason: &Reason) -> String {
    match reason {
        Reason::EmptyHash => {
            format!("{field} is zero, a hash of nothing; give the hash of what was used")
        }
        Reason::InvalidAddress { given } if given.is_zero() => {
            format!("{field} is zero, which is nobody; give the address of an account")
        }
        Reason::InvalidAddress { given } => {
            format!("{field} is {given:?}, the contract itself; give the address of an account")
        }
        Reason::InvalidSteps { length } => format!(
            "it has {} steps; give 1 to {}",
            length / Steps::STEP_LENGTH,
            StepNumber::MOST
        ),
        other => CallError::Refused(*other).to_string(),
    }
}

//! Amounts, moments and lengths of time, as people read and write them.

use answerable_protocol::{Amount, Bps, Time};
use thiserror::Error;

/// One token in the contract's unit.
pub const TOKEN: u128 = 1_000_000_000_000_000_000;

const DECIMALS: usize = 18;

/// The units of time, the largest first, with all their spellings. The first is the one that is shown.
const UNITS: [(u64, &[&str]); 4] = [
    (86_400, &["d"]),
    (3_600, &["h"]),
    (60, &["min", "m"]),
    (1, &["s"]),
];

/// A text that says no amount or no length of time.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum NotUnderstood {
    #[error("{text:?} is not an amount in tokens; write it in digits, such as 2 or 0.25")]
    Amount { text: String },
    #[error("{text} has more than 18 digits behind the point, and amounts end there; leave out the others")]
    TooFine { text: String },
    #[error(
        "{text} tokens are more than can be counted; the most is {}",
        tokens(Amount::new(u128::MAX))
    )]
    TooMuch { text: String },
    #[error("{text:?} is not a length of time; write it with its units, such as 90s, 2h or 1d12h")]
    Span { text: String },
    #[error(
        "{text:?} is longer than can be counted; the longest is {}",
        span(u64::MAX)
    )]
    TooLong { text: String },
}

/// An amount in tokens, exactly and without zeros at the end.
///
/// ```
/// # use answerable_client::{display, Amount};
/// let amount = display::parse_tokens("2.50")?;
/// assert_eq!(amount, Amount::new(2_500_000_000_000_000_000));
/// assert_eq!(display::tokens(amount), "2.5");
/// # Ok::<(), display::NotUnderstood>(())
/// ```
pub fn tokens(amount: Amount) -> String {
    of_units(amount.units().to_string())
}

/// The same with the unit behind it: `2.5 tokens`.
pub fn with_unit(amount: Amount) -> String {
    unit_behind(tokens(amount))
}

/// Puts the point into a whole number of the smallest units.
pub(crate) fn of_units(units: String) -> String {
    let padded = format!("{units:0>width$}", width = DECIMALS.saturating_add(1));
    let (whole, rest) = padded.split_at(padded.len().saturating_sub(DECIMALS));
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() {
        whole.into()
    } else {
        format!("{whole}.{rest}")
    }
}

pub(crate) fn unit_behind(number: String) -> String {
    let unit = if number == "1" { "token" } else { "tokens" };
    format!("{number} {unit}")
}

/// The amount that a text says, in tokens. Nothing is rounded.
pub fn parse_tokens(text: &str) -> Result<Amount, NotUnderstood> {
    let not_understood = || NotUnderstood::Amount { text: text.into() };
    let (whole, rest) = match text.split_once('.') {
        Some((whole, rest)) if !rest.is_empty() => (whole, rest),
        Some(_) => return Err(not_understood()),
        None => (text, ""),
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(rest) {
        return Err(not_understood());
    }
    if rest.len() > DECIMALS {
        return Err(NotUnderstood::TooFine { text: text.into() });
    }
    format!("{whole}{rest:0<DECIMALS$}")
        .parse()
        .map(Amount::new)
        .map_err(|_| NotUnderstood::TooMuch { text: text.into() })
}

/// A share of the whole: `12.5%`.
pub fn percent(share: Bps) -> String {
    let (whole, rest) = (share.0 / 100, share.0 % 100);
    let text = format!("{whole}.{rest:02}");
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

/// A moment as a date in UTC: `2026-01-08 00:00:00 UTC`.
pub fn moment(moment: Time) -> String {
    let shown = i64::try_from(moment.0)
        .ok()
        .and_then(|second| jiff::Timestamp::from_second(second).ok());
    match shown {
        Some(shown) => shown.strftime("%Y-%m-%d %H:%M:%S UTC").to_string(),
        None => format!(
            "{} seconds after 1970 began, beyond all calendars",
            moment.0
        ),
    }
}

/// A length of time, exactly: `2 h 13 min`.
///
/// ```
/// # use answerable_client::display::{parse_span, span};
/// assert_eq!(span(7_980), "2 h 13 min");
/// assert_eq!(parse_span("1d12h"), Ok(129_600));
/// ```
pub fn span(seconds: u64) -> String {
    in_units(seconds, UNITS.len())
}

/// How far a deadline is from now, in its two largest units: `in 2 h 13 min`, `3 min ago`.
pub fn until(now: Time, deadline: Time) -> String {
    let (left, since) = (
        deadline.0.saturating_sub(now.0),
        now.0.saturating_sub(deadline.0),
    );
    match (left, since) {
        (0, 0) => "now".into(),
        (0, since) => format!("{} ago", in_units(since, 2)),
        (left, _) => format!("in {}", in_units(left, 2)),
    }
}

/// The first so many units from the largest that is not zero.
fn in_units(seconds: u64, most: usize) -> String {
    let mut rest = seconds;
    let parts: Vec<(u64, &str)> = UNITS
        .into_iter()
        .map(|(length, spellings)| {
            let count = rest.checked_div(length).unwrap_or_default();
            rest = rest.checked_rem(length).unwrap_or_default();
            (count, spellings.first().copied().unwrap_or_default())
        })
        .skip_while(|(count, _)| *count == 0)
        .collect();
    let shown: Vec<String> = parts
        .into_iter()
        .take(most)
        .filter(|(count, _)| *count != 0)
        .map(|(count, unit)| format!("{count} {unit}"))
        .collect();
    if shown.is_empty() {
        return "0 s".into();
    }
    shown.join(" ")
}

/// The seconds that a text says: `90s`, `2h`, `3d`, `1d12h`, `2 h 13 min`. The larger units come first, each once.
pub fn parse_span(text: &str) -> Result<u64, NotUnderstood> {
    let not_understood = || NotUnderstood::Span { text: text.into() };
    let too_long = || NotUnderstood::TooLong { text: text.into() };
    let (mut rest, mut seconds, mut last) = (text, 0_u64, u64::MAX);
    while !rest.is_empty() {
        let (count, behind) = split_where(rest, |letter| !letter.is_ascii_digit());
        let behind = behind.trim_start_matches(' ');
        let (unit, behind) = split_where(behind, |letter| !letter.is_ascii_alphabetic());
        let known = UNITS
            .into_iter()
            .find(|(_, spellings)| spellings.contains(&unit));
        let Some((length, _)) = known.filter(|(length, _)| *length < last && !count.is_empty())
        else {
            return Err(not_understood());
        };
        let count: u64 = count.parse().map_err(|_| too_long())?;
        seconds = count
            .checked_mul(length)
            .and_then(|more| seconds.checked_add(more))
            .ok_or_else(too_long)?;
        last = length;
        rest = behind.trim_start_matches(' ');
    }
    if last == u64::MAX {
        return Err(not_understood());
    }
    Ok(seconds)
}

/// Before and from the first letter of which this holds.
fn split_where(text: &str, holds: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(holds).unwrap_or(text.len()))
}

//! What people write on the command line.

use crate::session::Session;
use answerable_client::{
    address_of, display, keccak_256, parse_account, Amount, Bps, Signer, DEV_ACCOUNTS, H160, H256,
};
use std::fs;

/// An amount in tokens, such as `2.5`.
pub fn amount(text: &str) -> Result<Amount, String> {
    display::parse_tokens(text).map_err(|error| error.to_string())
}

/// An address of 20 bytes, a native account, or a development account's name.
pub fn address(text: &str) -> Result<H160, String> {
    if DEV_ACCOUNTS.contains(&text) {
        return Signer::dev(text)
            .map(|signer| signer.address())
            .map_err(|error| error.to_string());
    }
    if let Some(digits) = text.strip_prefix("0x") {
        let bytes = const_hex::decode(digits).ok();
        let bytes: Option<[u8; 20]> = bytes.and_then(|bytes| bytes.try_into().ok());
        return bytes
            .map(H160)
            .ok_or_else(|| "an address is 0x and 40 hexadecimal digits".into());
    }
    parse_account(text).map(|account| address_of(&account)).ok_or_else(|| {
        "give 0x and 40 hexadecimal digits, a native account such as 5GrwvaEF…, or a development account such as alice".into()
    })
}

/// 32 bytes.
pub fn hash(text: &str) -> Result<H256, String> {
    let digits = text.strip_prefix("0x").unwrap_or_default();
    let bytes = const_hex::decode(digits).ok();
    let bytes: Option<[u8; 32]> = bytes.and_then(|bytes| bytes.try_into().ok());
    bytes
        .map(H256)
        .ok_or_else(|| "32 bytes are 0x and 64 hexadecimal digits".into())
}

/// 32 bytes, or `@FILE` for the Keccak-256 of what is in a file.
pub fn hash_or_file(text: &str) -> Result<H256, String> {
    let Some(file) = text.strip_prefix('@') else {
        return hash(text).map_err(|error| format!("{error}, or use @FILE for a file's hash"));
    };
    let bytes = fs::read(file).map_err(|error| format!("cannot read {file}: {error}"))?;
    Ok(H256(keccak_256(&bytes)))
}

/// A length of time in seconds, such as `90s`, `2h` or `1d12h`.
pub fn span(text: &str) -> Result<u32, String> {
    let seconds = display::parse_span(text).map_err(|error| error.to_string())?;
    u32::try_from(seconds).map_err(|_| "that is longer than anything here can last".into())
}

/// A moment as people name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// In seconds since 1970.
    At(u64),
    /// So many seconds after the chain's latest block.
    In(u64),
}

impl Moment {
    pub async fn on(self, session: &Session) -> anyhow::Result<u64> {
        match self {
            Self::At(seconds) => Ok(seconds),
            Self::In(seconds) => Ok(session.now().await?.saturating_add(seconds)),
        }
    }
}

/// A date, a date with a time, seconds since 1970, or how long it is until then.
pub fn moment(text: &str) -> Result<Moment, String> {
    if let Ok(seconds) = text.parse() {
        return Ok(Moment::At(seconds));
    }
    if let Ok(span) = display::parse_span(text) {
        return Ok(Moment::In(span));
    }
    let whole = if text.contains('T') {
        text.to_owned()
    } else {
        format!("{text}T00:00:00Z")
    };
    let moment: Option<jiff::Timestamp> = whole.parse().ok();
    moment
        .and_then(|moment| u64::try_from(moment.as_second()).ok())
        .map(Moment::At)
        .ok_or_else(|| "a moment is how long it is until then, such as 3d, or a date such as 2026-12-31 or 2026-12-31T18:00:00Z, or seconds since 1970".into())
}

/// A share such as `12.5%`.
pub fn share(text: &str) -> Result<Bps, String> {
    let wrong =
        || "a share is a number of per cent with at most two decimals, such as 12.5%".to_owned();
    let (whole, rest) = match text.strip_suffix('%').ok_or_else(wrong)?.split_once('.') {
        Some((whole, rest)) => (whole, rest),
        None => (text.trim_end_matches('%'), ""),
    };
    let digits = rest.len() <= 2
        && !whole.is_empty()
        && (whole.to_owned() + rest)
            .bytes()
            .all(|it| it.is_ascii_digit());
    let hundredths = format!("{whole}{rest:0<2}").parse::<u16>().ok();
    hundredths.filter(|_| digits).map(Bps).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_exact() {
        for (text, bps) in [("0%", 0), ("12.5%", 1_250), ("0.01%", 1), ("100%", 10_000)] {
            assert_eq!(share(text), Ok(Bps(bps)));
            assert_eq!(display::percent(Bps(bps)), text);
        }
        for text in [
            "", "%", "5", "1.234%", "-1%", "1e2%", ".5%", "700%%", "+1%", "1.+5%",
        ] {
            assert!(share(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_moment_has_four_spellings() {
        for text in ["2026-01-01", "2026-01-01T00:00:00Z", "1767225600"] {
            assert_eq!(moment(text), Ok(Moment::At(1_767_225_600)));
        }
        assert_eq!(moment("1d12h"), Ok(Moment::In(129_600)));
        for text in ["", "tomorrow", "2026-13-01", "1960-01-01", "-5"] {
            assert!(moment(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_account_has_three_spellings_and_one_address() {
        let alice = address("alice");
        assert_eq!(alice, address("0x9621dde636de098b43efb0fa9b61facfe328f99d"));
        assert_eq!(
            alice,
            address("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY")
        );
        assert!(address("malice").unwrap_err().contains("alice"));
    }
}

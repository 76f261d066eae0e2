//! Amounts, moments and lengths of time: what is shown says exactly what is meant, and is read back.

use answerable_client::{
    display::{moment, parse_span, parse_tokens, span, tokens, until, with_unit, NotUnderstood},
    Amount, Time,
};
use proptest::prelude::*;

/// Of all sizes, not only of the largest as uniform numbers are.
fn any_amount() -> impl Strategy<Value = Amount> {
    (any::<u128>(), 0_u32..128).prop_map(|(units, shift)| Amount::new(units >> shift))
}

fn any_seconds() -> impl Strategy<Value = u64> {
    (any::<u64>(), 0_u32..64).prop_map(|(seconds, shift)| seconds >> shift)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_amount_is_read_back_as_it_was_shown(amount in any_amount()) {
        prop_assert_eq!(parse_tokens(&tokens(amount)), Ok(amount));
    }

    #[test]
    fn a_length_of_time_is_read_back_as_it_was_shown(seconds in any_seconds()) {
        prop_assert_eq!(parse_span(&span(seconds)), Ok(seconds));
        prop_assert_eq!(parse_span(&span(seconds).replace(' ', "")), Ok(seconds));
    }

    #[test]
    fn whatever_somebody_types_is_understood_or_refused_with_a_sentence(text in "\\PC{0,40}|[0-9. dhmins]{0,30}") {
        let refusals = [
            parse_tokens(&text).map(|_| ()).err(),
            parse_span(&text).map(|_| ()).err(),
        ];
        for refusal in refusals.into_iter().flatten() {
            let sentence = refusal.to_string();
            prop_assert_eq!(sentence.lines().count(), 1);
            prop_assert!(sentence.contains(';'), "no next step: {}", sentence);
        }
    }

    #[test]
    fn every_moment_is_shown(second in any::<u64>(), now in any::<u64>()) {
        prop_assert!(!moment(Time(second)).is_empty());
        prop_assert!(!until(Time(now), Time(second)).is_empty());
    }
}

#[test]
fn amounts_are_in_tokens_without_zeros_at_the_end() {
    for (units, shown) in [
        (0, "0"),
        (1, "0.000000000000000001"),
        (2_500_000_000_000_000_000, "2.5"),
        (5_000_000_000_000_000_000, "5"),
        (120_000_000_000_000_000_000, "120"),
        (u128::MAX, "340282366920938463463.374607431768211455"),
    ] {
        assert_eq!(tokens(Amount::new(units)), shown);
        assert_eq!(parse_tokens(shown), Ok(Amount::new(units)));
    }
    assert_eq!(with_unit(parse_tokens("1.0").unwrap()), "1 token");
    assert_eq!(with_unit(parse_tokens("0.1").unwrap()), "0.1 tokens");
}

#[test]
fn amounts_that_are_none_are_refused_and_nothing_is_rounded() {
    for text in [
        "", ".", "1.", ".5", "-1", "+1", "1e-3", "0x10", "1,000", "1_000", " 1", "1 ", "1.2.3",
        "١", "1 token",
    ] {
        let text = text.to_owned();
        assert_eq!(parse_tokens(&text), Err(NotUnderstood::Amount { text }));
    }
    let text = "0.0000000000000000001".to_owned();
    assert_eq!(parse_tokens(&text), Err(NotUnderstood::TooFine { text }));
    for text in [
        "340282366920938463463.374607431768211456",
        "9".repeat(99).as_str(),
    ] {
        let text = text.to_owned();
        assert_eq!(parse_tokens(&text), Err(NotUnderstood::TooMuch { text }));
    }
}

#[test]
fn a_refused_amount_is_told_how_to_write_one() {
    let refused = parse_tokens("1e-3").unwrap_err().to_string();
    assert_eq!(
        refused,
        r#""1e-3" is not an amount in tokens; write it in digits, such as 2 or 0.25"#
    );
}

#[test]
fn moments_are_dates_as_long_as_there_is_a_calendar() {
    assert_eq!(moment(Time(0)), "1970-01-01 00:00:00 UTC");
    assert_eq!(moment(Time(1_767_830_400)), "2026-01-08 00:00:00 UTC");
    // A leap day, and the last second of the four-digit years.
    assert_eq!(moment(Time(1_709_251_199)), "2024-02-29 23:59:59 UTC");
    assert!(moment(Time(253_402_300_800)).starts_with("253402300800 seconds after"));
    assert!(moment(Time(u64::MAX)).starts_with("18446744073709551615 seconds after"));
}

#[test]
fn lengths_of_time_are_in_words() {
    for (seconds, shown) in [
        (0, "0 s"),
        (59, "59 s"),
        (7_980, "2 h 13 min"),
        (86_400, "1 d"),
        (86_461, "1 d 1 min 1 s"),
        (365 * 86_400, "365 d"),
    ] {
        assert_eq!(span(seconds), shown);
    }
}

#[test]
fn lengths_of_time_are_read_as_people_write_them() {
    for (text, seconds) in [
        ("90s", 90),
        ("2h", 7_200),
        ("3d", 259_200),
        ("1d12h", 129_600),
        ("5m", 300),
        ("5min", 300),
        ("2 h 13 min", 7_980),
        ("0s", 0),
    ] {
        assert_eq!(parse_span(text), Ok(seconds), "{text}");
    }
    for text in [
        "",
        " ",
        "5",
        "h",
        "5 parsecs",
        "-5s",
        "1h1d",
        "1h 1h",
        "1.5h",
        "5S",
        "1d,2h",
    ] {
        let text = text.to_owned();
        assert_eq!(parse_span(&text), Err(NotUnderstood::Span { text }));
    }
    for text in [
        "18446744073709551616s",
        "300000000000000d",
        "18446744073709551615s",
    ] {
        let fits = text.starts_with("18446744073709551615");
        assert_eq!(parse_span(text).is_ok(), fits, "{text}");
    }
}

#[test]
fn deadlines_are_told_from_now_in_two_units() {
    let now = Time(1_000_000);
    for (deadline, told) in [
        (1_000_000, "now"),
        (1_000_001, "in 1 s"),
        (1_007_985, "in 2 h 13 min"),
        (1_086_401, "in 1 d"),
        (999_820, "3 min ago"),
        (0, "11 d 13 h ago"),
    ] {
        assert_eq!(until(now, Time(deadline)), told);
    }
}

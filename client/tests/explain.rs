//! Whatever the contracts refuse is said in one sentence, with all its values and what to do next.

use alloy_dyn_abi::DynSolValue;
use alloy_json_abi::Error;
use answerable_client::{
    alloy_sol_types::{SolError, SolInterface},
    display::{moment, span, tokens},
    explain,
    interface::{
        IAnswerable::IAnswerableErrors,
        ICouncil::{self, ICouncilErrors},
    },
    Amount, CallError, ChainError, CouncilRefusal, Reason, Time, H160, U256,
};
use std::collections::BTreeSet;

const ANSWERABLE: &str = include_str!("../../contracts/examples/IAnswerable.sol");
const COUNCIL: &str = include_str!("../../contracts/examples/ICouncil.sol");

/// All errors that an interface file lists.
fn listed(file: &str) -> Vec<Error> {
    file.lines()
        .map(str::trim)
        .filter(|line| line.starts_with("error "))
        .map(|line| Error::parse(line.trim_end_matches(';')).unwrap())
        .collect()
}

/// How large the values of a sample are.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Size {
    Least,
    Usual,
    Most,
}

const SIZES: [Size; 3] = [Size::Least, Size::Usual, Size::Most];

/// What the contract would revert with, and what a sentence about it must say.
fn sample(error: &Error, council: bool, size: Size) -> (Vec<u8>, Vec<String>) {
    let mut values = Vec::new();
    let mut said = Vec::new();
    for (place, given) in error.inputs.iter().enumerate() {
        let bits = given.ty.trim_start_matches("uint").parse().unwrap_or(0);
        let number = |bits: usize| match size {
            Size::Least => 0,
            Size::Usual => 120 - 7 * u128::try_from(place).unwrap(),
            Size::Most => u128::MAX >> (128 - bits.min(128)),
        };
        let (value, shown) = match (given.ty.as_str(), given.name.as_str()) {
            ("address", _) => {
                let bytes = bytes(size, place);
                let hex = const_hex::encode_prefixed(&bytes[..20]);
                (DynSolValue::Address(hex.parse().unwrap()), hex)
            }
            ("bytes", _) => {
                let bytes = bytes(size, place).to_vec();
                let hex = const_hex::encode_prefixed(&bytes);
                (DynSolValue::Bytes(bytes), hex)
            }
            ("bytes32" | "bytes4", _) => {
                let length = if given.ty == "bytes4" { 4 } else { 32 };
                let mut word = [0; 32];
                word[..length].copy_from_slice(&bytes(size, place)[..length]);
                let hex = const_hex::encode_prefixed(&word[..length]);
                (DynSolValue::FixedBytes(word.into(), length), hex)
            }
            ("uint8", "state") => {
                let (number, name) = match size {
                    Size::Least => (1_u8, "answering"),
                    Size::Usual => (5, "made good"),
                    Size::Most => (9, "unanswered"),
                };
                (uint(number.into(), 8), name.to_owned())
            }
            ("uint8", "kinds") if error.name == "MandateForKinds" => {
                let (number, names) = match size {
                    Size::Least => (0b10_u8, "model"),
                    Size::Usual => (0b10_0100, "compute or tool"),
                    Size::Most => (
                        0b11_1110,
                        "model or compute or verification or data or tool",
                    ),
                };
                (uint(number.into(), 8), names.to_owned())
            }
            ("uint64", "until" | "deadline" | "from") => {
                let second = match size {
                    Size::Usual => 1_767_830_400,
                    _ => number(64),
                };
                let shown = moment(Time(second.try_into().unwrap()));
                (uint(second, 64), shown)
            }
            ("uint32", "shortest" | "longest") => {
                let seconds = number(32);
                (uint(seconds, 32), span(seconds.try_into().unwrap()))
            }
            (
                "uint256",
                "amount" | "needed" | "free" | "least" | "premium" | "perTrace" | "room" | "cover"
                | "paid" | "due" | "reported" | "recoverable",
            ) if !council => {
                let units = number(256);
                (uint(units, 256), tokens(Amount::new(units)))
            }
            (
                "uint8" | "uint16" | "uint32" | "uint64" | "uint256",
                "at" | "current" | "step" | "steps" | "batch" | "mandate" | "offer" | "fault"
                | "terms" | "kind" | "depth" | "deepest" | "places" | "kinds" | "open" | "above"
                | "lost" | "maxDefault" | "length" | "most" | "members" | "threshold" | "act"
                | "layer" | "least" | "expected",
            ) => (uint(number(bits), bits), number(bits).to_string()),
            (ty, name) => panic!("how is {ty} {name} of {} shown?", error.name),
        };
        values.push(value);
        said.push(shown);
    }
    let arguments = DynSolValue::Tuple(values).abi_encode_params();
    ([&error.selector()[..], &arguments].concat(), said)
}

fn bytes(size: Size, place: usize) -> [u8; 32] {
    [match size {
        Size::Least => 0,
        Size::Usual => 0xa1 + u8::try_from(place).unwrap(),
        Size::Most => 0xff,
    }; 32]
}

fn uint(number: u128, bits: usize) -> DynSolValue {
    DynSolValue::Uint(alloy(number), bits)
}

fn alloy(number: u128) -> answerable_client::alloy_sol_types::private::U256 {
    number.try_into().unwrap()
}

/// The commands of the command line that sentences may name.
const COMMANDS: &str = "deploy record anchor open attest deposit withdraw pledge offer mandate release report \
    withdraw-report own-up contest default settle step-forward recourse rule slash pardon terms council show \
    who-answers uncovered watch export verify demo";

fn check(sentence: &str, said: &[String]) {
    assert_eq!(sentence.lines().count(), 1, "one line: {sentence}");
    assert!(!sentence.ends_with('.'), "no full stop: {sentence}");
    assert!(
        !sentence.starts_with(|first: char| first.is_uppercase()),
        "it goes on after `error:`: {sentence}"
    );
    assert!(sentence.contains("; "), "no next step: {sentence}");
    for code in [
        "(0x", "{", "}", "Amount(", "H160(", "H256(", "Time(", "\"", "…",
    ] {
        let once = code == "(0x" && sentence.starts_with("nobody is proposed to govern (0x");
        assert!(once || !sentence.contains(code), "{code}: {sentence}");
    }
    for value in said {
        let found = sentence.match_indices(value.as_str()).any(|(at, _)| {
            let part_of = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
            !part_of(sentence[..at].chars().next_back())
                && !part_of(sentence[at + value.len()..].chars().next())
        });
        assert!(found, "{value} is not said: {sentence}");
    }
    for code in sentence.split('`').skip(1).step_by(2) {
        let command = code.strip_prefix("answerable ").unwrap();
        let name = command.split(' ').next().unwrap();
        assert!(
            COMMANDS.split_whitespace().any(|known| known == name),
            "no such command: {sentence}"
        );
    }
}

fn refused(data: Vec<u8>) -> CallError {
    CallError::of_answerable(ChainError::Reverted { data })
}

fn refused_by_council(data: Vec<u8>) -> CallError {
    CallError::of_council(ChainError::Reverted { data })
}

#[test]
fn every_error_of_answerable_is_a_sentence_with_its_values_and_the_next_step() {
    let errors = listed(ANSWERABLE);
    assert_eq!(errors.len(), IAnswerableErrors::COUNT, "the list is whole");
    let mut sentences = BTreeSet::new();
    for error in &errors {
        for size in SIZES {
            let (data, said) = sample(error, false, size);
            let refusal = refused(data);
            assert!(
                matches!(refusal, CallError::Refused(_)),
                "{} is not known",
                error.name
            );
            let sentence = refusal.to_string();
            check(&sentence, &said);
            if size == Size::Usual {
                assert!(sentences.insert(sentence.clone()), "twice: {sentence}");
            }
        }
    }
}

#[test]
fn every_error_of_the_council_is_a_sentence_with_its_values_and_the_next_step() {
    let errors = listed(COUNCIL);
    assert_eq!(errors.len(), ICouncilErrors::COUNT, "the list is whole");
    for error in &errors {
        for size in SIZES {
            let (data, said) = sample(error, true, size);
            let refusal = refused_by_council(data);
            assert!(
                matches!(refusal, CallError::Council(CouncilRefusal::Own(_))),
                "{} is not known",
                error.name
            );
            check(&refusal.to_string(), &said);
        }
    }
}

#[test]
fn what_the_instance_told_the_council_is_explained_in_turn() {
    for error in &listed(ANSWERABLE) {
        let (data, mut said) = sample(error, false, Size::Usual);
        let instance = H160([7; 20]);
        let refusal = refused_by_council(
            ICouncil::InstanceRefused {
                instance: instance.0.into(),
                data: data.into(),
            }
            .abi_encode(),
        );
        assert!(matches!(
            refusal,
            CallError::Council(CouncilRefusal::Instance { .. })
        ));
        said.push(format!("{instance:?}"));
        check(&refusal.to_string(), &said);
    }
}

#[test]
fn who_has_too_little_is_told_how_much_is_missing() {
    let reason = Reason::InsufficientFree {
        account: H160([0xab; 20]),
        needed: Amount::new(4_000_000_000_000_000_000),
        free: Amount::new(1_500_000_000_000_000_000),
    };
    assert_eq!(
        explain(&reason),
        "0xabababababababababababababababababababab has 1.5 tokens free and this takes 4, so 2.5 is missing; \
         run `answerable deposit 2.5` as that account, or use a smaller amount"
    );
}

#[test]
fn an_amount_above_128_bits_is_shown_to_its_last_digit() {
    let amount = U256::from(u128::MAX) + 1;
    let sentence = explain(&Reason::AmountTooLarge { amount });
    assert!(
        sentence.starts_with("340282366920938463463.374607431768211456 tokens,"),
        "{sentence}"
    );
}

#[test]
fn full_places_are_told_apart() {
    let open = explain(&Reason::PledgesFull { places: 2 });
    assert!(open.contains("open to everybody"), "{open}");
    let all = explain(&Reason::PledgesFull { places: 4 });
    assert!(all.contains("all 4 places"), "{all}");
}

#[test]
fn a_refusal_that_nobody_knows_is_shown_in_whole_with_what_it_may_mean() {
    // Solidity's Error(string), of nothing.
    let data = const_hex::decode("08c379a0").unwrap();
    for refusal in [refused(data.clone()), refused_by_council(data)] {
        let sentence = refusal.to_string();
        check(&sentence, &["0x08c379a0".into()]);
        assert!(sentence.contains("`answerable verify`"), "{sentence}");
    }
    check(
        &refused(Vec::new()).to_string(),
        &["without a reason".into()],
    );
    let long = refused(vec![0xee; 100_000]).to_string();
    check(&long, &["98976 more bytes".into()]);
    assert!(long.len() < 3_000, "a hostile contract fills no screen");
}

#[test]
fn what_the_council_refuses_is_not_taken_for_what_answerable_refuses() {
    // Both have errors of these names.
    for name in ["InvalidAddress", "Unsound", "OwnCase"] {
        let error = listed(COUNCIL).into_iter().find(|error| error.name == name);
        let (data, _) = sample(&error.unwrap(), true, Size::Usual);
        let (council, answerable) = (refused_by_council(data.clone()), refused(data));
        assert_ne!(council.to_string(), answerable.to_string(), "{name}");
    }
}

#[test]
fn addresses_in_other_errors_are_whole_too() {
    let address = H160([0xab; 20]);
    let sentence = CallError::NotAnswerable { address }.to_string();
    check(&sentence, &[format!("{address:?}")]);
    let sentence = CallError::NotWhole {
        amount: 1_500_000,
        ratio: 1_000_000,
    };
    check(
        &sentence.to_string(),
        &["0.0000000000015".into(), "0.000000000001".into()],
    );
}

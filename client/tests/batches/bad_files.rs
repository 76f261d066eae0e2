//! What a recorder meets whose file of traces is not in order: the line, what is wrong with it, and what to do.

use crate::{lines, trace, Desk, ORIGIN};
use answerable_client::{
    batch::{BatchError, Lines, TreeFile},
    H160, H256,
};

/// Two good lines, and this instead of something in the third.
fn third(what: &str, with: &str) -> String {
    let line = trace(2).to_json();
    let changed = line.replacen(what, with, 1);
    assert_ne!(line, changed, "{what} is not there");
    lines(2) + &changed + "\n" + &trace(3).to_json() + "\n"
}

/// The sentence about the third line, without the part that every such sentence begins with.
fn said(text: impl AsRef<[u8]>) -> String {
    let said = Desk::with(text).refusal();
    let about = said.strip_prefix("line 3 of /traces.jsonl: ");
    about
        .unwrap_or_else(|| panic!("another line: {said}"))
        .into()
}

fn address(of: H160) -> String {
    format!("{of:?}")
}

#[test]
fn json_that_is_broken() {
    let broken = said(third(r#","output""#, r#";"output""#));
    assert_eq!(broken, "column 135: expected `,` or `}`; correct it there");
    let cut = said(third(r#"}]}"#, "}"));
    assert!(
        cut.starts_with("it ends before the trace does; write every trace on one line"),
        "{cut}"
    );
    let more = said(third("}]}", "}]} {}"));
    assert!(more.contains("trailing characters"), "{more}");
}

#[test]
fn traces_that_are_not_one_on_a_line() {
    let pretty = Desk::with("{\n  \"requester\": 1\n}\n").refusal();
    assert!(
        pretty.starts_with("line 1 of /traces.jsonl: it ends before the trace does;"),
        "{pretty}"
    );
    let list = format!("[{},\n{}]\n", trace(0).to_json(), trace(1).to_json());
    let list = Desk::with(list).refusal();
    assert!(
        list.starts_with("line 1 of /traces.jsonl: it is no JSON object; "),
        "{list}"
    );
    assert!(list.contains("jq -c '.[]'"), "{list}");
    let two = said(lines(2) + &trace(2).to_json() + &trace(3).to_json());
    assert!(two.contains("trailing characters"), "{two}");
    let gap = said(lines(2) + "\n" + &trace(2).to_json());
    assert_eq!(gap, "it is empty; take the empty line out");
}

#[test]
fn fields_that_are_missing_unknown_or_there_twice() {
    let missing = said(third(r#""at":1767225602,"#, ""));
    assert!(missing.contains("missing field `at`"), "{missing}");
    let unknown = said(third(r#""at""#, r#""time""#));
    assert!(
        unknown.contains("unknown field `time`, expected one of `requester`"),
        "{unknown}"
    );
    let twice = said(third(r#""at":"#, r#""at":1,"at":"#));
    assert!(twice.contains("duplicate field `at`"), "{twice}");
    let unknown = said(third(r#""actor""#, r#""by""#));
    assert!(unknown.contains("unknown field `by`"), "{unknown}");
    let negative = said(third("1767225602", "-1"));
    assert!(
        negative.contains("invalid value: integer `-1`, expected u64"),
        "{negative}"
    );
}

#[test]
fn hashes_and_addresses_of_another_length_or_form() {
    let input = format!("{:?}", trace(2).input);
    assert_eq!(
        said(third(&input, &input[..64])),
        "column 132: invalid length 64, expected 66 characters: 0x and 64 digits, which are 32 bytes; correct it there"
    );
    let refused = |given: String| said(third(&input, &given));
    for other in [
        String::new(),
        input.clone() + "00",
        input.replace("0x", ""),
        input.replace("0x", "0x0x"),
        "0".repeat(10_000),
    ] {
        let said = refused(other);
        assert!(said.contains("invalid length"), "{said}");
    }
    for other in [
        input.replace("0x", "0X"),
        input.replace("0x", "00"),
        input[..65].to_owned() + "g",
        input[..65].to_owned() + "é",
        "0x".to_owned() + &input[..64],
    ] {
        let said = refused(other);
        assert!(said.contains("invalid value: string"), "{said}");
    }
    let requester = address(trace(2).requester);
    let short = said(third(&requester, &requester[..41]));
    assert!(
        short.contains("expected 42 characters: 0x and 40 digits, which are 20 bytes"),
        "{short}"
    );
}

#[test]
fn what_others_wrote_is_shown_shortened_and_without_commands_for_the_terminal() {
    let said = said(third(
        "requester",
        &("\\u001b[31m".to_owned() + &"x".repeat(5_000)),
    ));
    assert!(said.contains("unknown field `\u{fffd}[31mxxx"), "{said}");
    assert!(said.chars().count() < 400, "{said}");
}

#[test]
fn kinds_that_there_are_not() {
    for kind in [r#""modle""#, r#""Model""#, "1"] {
        let unknown = said(third(r#""model""#, kind));
        assert!(
            unknown.contains("expected one of the kinds model, compute, verification, data, tool"),
            "{unknown}"
        );
    }
}

#[test]
fn what_the_contract_would_not_store() {
    let refused = |what: String, with: String| said(third(&what, &with));
    let (nothing, nobody) = (format!("{:?}", H256::zero()), address(H160::zero()));
    let third = trace(2);
    assert_eq!(
        refused(format!("{:?}", third.input), nothing.clone()),
        "input is zero, a hash of nothing; give the hash of what was used"
    );
    assert_eq!(
        refused(format!("{:?}", third.output), nothing.clone()),
        "output is zero, a hash of nothing; give the hash of what was used"
    );
    assert_eq!(
        refused(format!("{:?}", third.steps[0].commitment), nothing),
        "the commitment of step 1 is zero, a hash of nothing; give the hash of what was used"
    );
    assert_eq!(
        refused(address(third.steps[1].actor), nobody.clone()),
        "the actor of step 2 is zero, which is nobody; give the address of an account"
    );
    assert_eq!(
        refused(address(third.requester), nobody),
        "requester is zero, which is nobody; give the address of an account"
    );
    let contract = address(ORIGIN.contract);
    assert_eq!(
        refused(address(third.requester), contract.clone()),
        format!("requester is {contract}, the contract itself; give the address of an account")
    );
}

#[test]
fn no_steps_or_too_many() {
    for count in [0, 6, 40] {
        let mut line = trace(2);
        line.steps = vec![line.steps[0]; count];
        let refused = said(lines(2) + &line.to_json());
        assert_eq!(refused, format!("it has {count} steps; give 1 to 5"));
    }
}

#[test]
fn lines_that_no_trace_is_as_long_as() {
    for line in [
        " ".repeat(20_000),
        "x".repeat(16 << 10),
        "x".repeat(1 << 20),
    ] {
        let long = said(lines(2) + &line + "\n");
        assert!(long.starts_with("it is longer than 16384 bytes"), "{long}");
    }
}

#[test]
fn text_that_is_not_utf_8() {
    let mut bytes = lines(2).into_bytes();
    bytes.extend_from_slice(b"{\"requester\":\"\xff\"}\n");
    assert_eq!(
        said(bytes),
        "column 15 is not UTF-8; write the file as UTF-8 text"
    );
}

#[test]
fn files_that_hold_nothing() {
    assert_eq!(Desk::with("").build().map(|_| ()), Err(BatchError::Empty));
    let blank = Desk::with("\n").refusal();
    assert_eq!(
        blank,
        "line 1 of /traces.jsonl: it is empty; take the empty line out"
    );
}

#[test]
fn the_same_trace_in_two_lines() {
    let text = lines(40) + &trace(17).to_json().replacen(':', ": ", 3) + "\n";
    let twice = Desk::with(text);
    assert_eq!(
        twice.build().map(|_| ()),
        Err(BatchError::Twice {
            first: 18,
            second: 41
        })
    );
    assert!(twice
        .refusal()
        .starts_with("traces 18 and 41 are the same one; take one out"));
}

#[test]
fn files_that_cannot_be_read() {
    let desk = Desk::of(1);
    let missing = desk.folder.path().join("none.jsonl");
    let build = |source| TreeFile::build(source, &desk.tree, ORIGIN, &mut |_| {}).map(|_| ());
    let refused = build(&missing).unwrap_err().to_string();
    assert!(
        refused.starts_with(&format!("cannot read {}", missing.display())),
        "{refused}"
    );
    let refused = build(desk.folder.path()).unwrap_err();
    assert!(matches!(refused, BatchError::NotAFile { .. }), "{refused}");
}

#[test]
fn reading_goes_on_until_the_first_bad_line_and_not_after_it() {
    let desk = Desk::with(third("model", "modle"));
    let read: Vec<_> = Lines::open(&desk.traces, ORIGIN).unwrap().collect();
    assert_eq!(read.len(), 3);
    for (number, line) in read.iter().take(2).enumerate() {
        let line = line.as_ref().unwrap();
        assert_eq!(line.number, number as u64 + 1);
        assert_eq!(line.trace, trace(number as u64));
        assert_eq!(line.id, line.trace.id(ORIGIN));
    }
    assert!(matches!(read[2], Err(BatchError::Line { line: 3, .. })));
}

#[test]
fn spaces_another_order_large_digits_ends_as_on_windows_and_no_last_end_are_fine() {
    let plain = Desk::of(3);
    let loose: Vec<_> = (0..3)
        .map(|number| {
            let trace = trace(number);
            let (at, line) = (trace.at, trace.to_json());
            let line = line.replacen(&format!("\"at\":{at},"), "", 1);
            let line = line.replacen('{', &format!("  {{ \"at\" : {at} ,\t"), 1);
            line.replace("c0", "C0").replace("a0", "A0")
        })
        .collect();
    assert_ne!(loose[2], trace(2).to_json());
    let loose = Desk::with(loose.join("\r\n"));
    assert_eq!(plain.build().unwrap().root(), loose.build().unwrap().root());
}

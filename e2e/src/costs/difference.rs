//! What changed between two measurements, in lines for people.

use serde_json::Value;
use std::collections::BTreeSet;

/// A line for each number or word that is not the same in both, named by the rows that it is in.
pub fn differences(before: &Value, after: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    compare("", before, after, &mut lines);
    lines
}

fn compare(place: &str, before: &Value, after: &Value, lines: &mut Vec<String>) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            let names: BTreeSet<_> = before.keys().chain(after.keys()).collect();
            for name in names {
                let place = within(place, name);
                compare_parts(&place, before.get(name), after.get(name), lines);
            }
        }
        (Value::Array(old), Value::Array(new)) => {
            let (old, new) = (labelled(old), labelled(new));
            let before = |label: &str| old.iter().find(|(other, _)| other == label);
            let after = |label: &str| new.iter().find(|(other, _)| other == label);
            let gone = old.iter().filter(|(label, _)| after(label).is_none());
            for (label, _) in new.iter().chain(gone) {
                let place = within(place, label);
                let part =
                    |found: Option<&(String, &Value)>| found.map(|(_, part)| (*part).clone());
                let (old, new) = (part(before(label)), part(after(label)));
                compare_parts(&place, old.as_ref(), new.as_ref(), lines);
            }
        }
        (before, after) if before == after => {}
        (before, after) => lines.push(format!(
            "{place}: {before} → {after}{}",
            share(before, after)
        )),
    }
}

fn compare_parts(
    place: &str,
    before: Option<&Value>,
    after: Option<&Value>,
    lines: &mut Vec<String>,
) {
    match (before, after) {
        (Some(before), Some(after)) => compare(place, before, after, lines),
        (None, Some(_)) => lines.push(format!("{place}: new")),
        (Some(_), None) => lines.push(format!("{place}: gone")),
        (None, None) => {}
    }
}

fn within(place: &str, name: &str) -> String {
    match (place, name) {
        ("", name) => name.into(),
        // What every row has, and says nothing.
        (place, "rows" | "cost") => place.into(),
        (place, name) => format!("{place} / {name}"),
    }
}

/// The parts of a list by what they call themselves; by their place, where that is not theirs alone.
fn labelled(parts: &[Value]) -> Vec<(String, &Value)> {
    let labels: Vec<_> = parts.iter().map(label).collect();
    let own = |label: &Option<String>| {
        label.is_some() && labels.iter().filter(|other| *other == label).count() == 1
    };
    let named = labels.iter().zip(1..).map(|(label, place)| match label {
        Some(name) if own(label) => name.clone(),
        _ => format!("{place}"),
    });
    named.zip(parts).collect()
}

fn label(part: &Value) -> Option<String> {
    let word = |name: &str| match part.get(name)? {
        Value::String(word) if !word.is_empty() => Some(word.clone()),
        Value::Number(number) => Some(format!("{number} {name}")),
        _ => None,
    };
    let words: Vec<_> = [
        "subject", "name", "what", "act", "machine", "case", "traces", "steps",
    ]
    .into_iter()
    .filter_map(word)
    .collect();
    (!words.is_empty()).then(|| words.join(", "))
}

fn share(before: &Value, after: &Value) -> String {
    match (before.as_f64(), after.as_f64()) {
        (Some(before), Some(after)) if before != 0.0 => {
            format!(" ({:+.2} %)", (after - before) / before.abs() * 100.0)
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::differences;
    use serde_json::json;

    #[test]
    fn a_change_is_named_by_its_row_and_told_with_its_share() {
        let table = |time: u64| {
            json!({ "messages": [{
                "subject": "Money",
                "rows": [
                    { "name": "deposit", "case": "common", "cost": { "ref_time": 7 } },
                    { "name": "withdraw", "case": "common", "cost": { "ref_time": time } },
                ],
            }]})
        };
        assert!(differences(&table(200), &table(200)).is_empty());
        assert_eq!(
            differences(&table(200), &table(190)),
            ["messages / Money / withdraw, common / ref_time: 200 → 190 (-5.00 %)"]
        );
    }

    #[test]
    fn rows_that_come_and_go_are_named_wherever_they_stand() {
        let before = json!([{ "name": "a", "cost": 1 }, { "name": "b", "cost": 2 }]);
        let after = json!([{ "name": "c", "cost": 3 }, { "name": "a", "cost": 1 }]);
        assert_eq!(differences(&before, &after), ["c: new", "b: gone"]);
    }

    #[test]
    fn rows_of_one_name_are_told_apart_by_their_place() {
        let rows = |last: u64| json!([{ "name": "a", "cost": 1 }, { "name": "a", "cost": last }]);
        assert_eq!(differences(&rows(0), &rows(2)), ["2: 0 → 2"]);
    }

    #[test]
    fn a_number_that_becomes_a_word_or_nothing_is_seen() {
        let value = |it: serde_json::Value| json!({ "growth": it });
        let seen = differences(&value(json!(null)), &value(json!({ "rows": [1] })));
        assert_eq!(seen, ["growth: null → {\"rows\":[1]}"]);
        assert_eq!(
            differences(&value(json!(1)), &value(json!("one"))),
            ["growth: 1 → \"one\""]
        );
    }
}

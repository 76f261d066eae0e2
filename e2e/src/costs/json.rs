//! JSON that people can read in a review: what is short stands in one line.

use serde::Serialize;

/// The longest line, if it can be helped.
const WIDTH: usize = 120;

/// Something over as few lines as it fits on.
pub fn json(value: &impl Serialize) -> String {
    let line = serde_json::to_string(value).expect("numbers and names can be written");
    let mut text = String::new();
    write(&line, 0, &mut text);
    text.push('\n');
    text
}

fn write(line: &str, depth: usize, text: &mut String) {
    let parts = line.get(1..line.len().saturating_sub(1));
    let (Some(parts), true) = (
        parts,
        line.starts_with(['[', '{']) && depth + line.len() > WIDTH,
    ) else {
        return text.push_str(line);
    };
    text.push_str(&line[..1]);
    for (place, part) in split(parts, ',').into_iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        new_line(depth + 1, text);
        let (name, value) = match split(part, ':')[..] {
            [name, value] => (name, value),
            _ => ("", part),
        };
        if !name.is_empty() {
            text.push_str(name);
            text.push_str(": ");
        }
        write(value, depth + 1, text);
    }
    new_line(depth, text);
    text.push_str(&line[line.len() - 1..]);
}

fn new_line(depth: usize, text: &mut String) {
    text.push('\n');
    text.extend(std::iter::repeat_n(' ', depth));
}

/// The parts between these letters, where they are neither inside of brackets nor of a text.
fn split(line: &str, at: char) -> Vec<&str> {
    let (mut parts, mut from) = (Vec::new(), 0);
    let (mut depth, mut quoted, mut escaped) = (0, false, false);
    for (place, letter) in line.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = quoted,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '[' | '{' => depth += 1,
            ']' | '}' => depth -= 1,
            _ if letter == at && depth == 0 => {
                parts.push(&line[from..place]);
                from = place + 1;
            }
            _ => {}
        }
    }
    parts.push(&line[from..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{json as value, Value};

    #[test]
    fn what_is_short_stands_in_one_line_and_all_is_read_as_it_was() {
        let long = "a \"quote\", a \\: {and [brackets".repeat(5);
        let all = value!({ "one": [1, 2, { "two": -3 }], "x, \"y\": z": long, "list": [long, null, [] ] });
        let text = json(&all);
        assert!(text.contains("\n \"one\": [1,2,{\"two\":-3}]"), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), all);
        assert!(text.lines().count() > 6, "{text}");
    }
}

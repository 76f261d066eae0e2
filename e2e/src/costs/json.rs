//! JSON that people can read in a review: what is short stands in one line.

use serde_json::Value;

/// The longest line, if it can be helped.
const WIDTH: usize = 120;

/// A value over as few lines as it fits on.
pub fn json(value: &Value) -> String {
    let mut text = String::new();
    write(value, 0, &mut text);
    text.push('\n');
    text
}

fn write(value: &Value, depth: usize, text: &mut String) {
    let line = value.to_string();
    if line.len() + depth <= WIDTH {
        return text.push_str(&line);
    }
    match value {
        Value::Array(items) => {
            let items = items.iter().map(|item| (String::new(), item));
            block('[', items, ']', depth, text);
        }
        Value::Object(fields) => {
            let named = |(name, field)| (format!("{}: ", Value::from(name)), field);
            let fields = fields.iter().map(|(name, field)| (name.as_str(), field));
            block('{', fields.map(named), '}', depth, text);
        }
        _ => text.push_str(&line),
    }
}

fn block<'a>(
    open: char,
    parts: impl Iterator<Item = (String, &'a Value)>,
    close: char,
    depth: usize,
    text: &mut String,
) {
    text.push(open);
    for (place, (name, part)) in parts.enumerate() {
        if place > 0 {
            text.push(',');
        }
        new_line(depth + 1, text);
        text.push_str(&name);
        write(part, depth + 1, text);
    }
    new_line(depth, text);
    text.push(close);
}

fn new_line(depth: usize, text: &mut String) {
    text.push('\n');
    text.extend(std::iter::repeat_n(' ', depth));
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_short_stands_in_one_line_and_all_is_read_as_it_was() {
        let long = "x".repeat(WIDTH);
        let value = json!({ "one": [1, 2, { "two": -3 }], "a \"quote\"": long, "none": null });
        let text = json(&value);
        assert!(text.contains("\n \"one\": [1,2,{\"two\":-3}]"), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).ok(), Some(value));
    }
}

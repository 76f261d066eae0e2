//! The interface says what it is.

use crate::scene::Scene;
use answerable_client::serve;
use answerable_e2e::ask::ask;
use serde_json::Value;
use std::{collections::BTreeSet, env, fs};

const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../app/openapi.json");

#[test]
fn the_document_is_the_one_that_the_page_is_built_by() {
    let document = serve::openapi();
    if env::var_os("UPDATE").is_some() {
        fs::write(KEPT, &document).unwrap();
    }
    let kept = fs::read_to_string(KEPT).unwrap();
    assert!(
        document == kept,
        "app/openapi.json is not of this interface; renew it with UPDATE=1 before this test, and the page's types with `npm run types` in app"
    );
}

fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str().filter(|_| name == "$ref") {
                    Some(text) => {
                        found.insert(text.to_owned());
                    }
                    None => references(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[test]
fn every_address_in_the_document_answers_as_it_says() {
    // given
    let scene = Scene::new();
    let trace = scene.records(1);
    let last = scene.fails(&trace, 1);
    let explorer = scene.serves("");
    explorer.has(last);
    let document = explorer.tells("/api/openapi.json");
    let kept: Value = serde_json::from_str(&serve::openapi()).unwrap();
    assert_eq!(document, kept);

    // then whatever it refers to is there
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    for reference in found {
        let pointer = reference.trim_start_matches('#');
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }

    // and so is every address, with the fields that it promises
    let paths = document["paths"].as_object().unwrap();
    assert!(paths.len() > 30, "{}", paths.len());
    for (path, methods) in paths {
        for (method, operation) in methods.as_object().unwrap() {
            let path = path
                .replace("{trace}", &trace)
                .replace("{step}", "1")
                .replace("{address}", &scene.address("bob"));
            let id = if path.contains("traces") { &trace } else { "1" };
            let path = path.replace("{id}", id);
            let answer = match (method.as_str(), path.as_str()) {
                (_, "/api/stream") => continue,
                ("post", _) => ask(&explorer.address, "POST", &path, &[], ""),
                (_, "/api/search") => explorer.get("/api/search?q=1"),
                (_, path) if path.ends_with("/acts") => explorer.get(&format!("{path}?as=bob")),
                (_, path) => explorer.get(path),
            };
            let responses = &operation["responses"];
            let told = &responses[answer.status.to_string()];
            let missing = ["offers/1", "mandates/1", "batches/1"];
            match answer.status {
                200 => has_what_it_says(&document, told, &answer.text, &path),
                415 => assert_eq!(method, "post"),
                404 => assert!(missing.iter().any(|it| path.ends_with(it)), "{path}"),
                status => panic!("{path}: {status}: {answer:?}"),
            }
        }
    }
}

/// Everything that is required is there, and nothing is there that is not told of.
fn has_what_it_says(document: &Value, told: &Value, text: &str, path: &str) {
    let Some(schema) = told.pointer("/content/application~1json/schema") else {
        return;
    };
    let answer: Value = serde_json::from_str(text).unwrap();
    fits(document, schema, &answer, path);
}

fn fits(document: &Value, schema: &Value, value: &Value, place: &str) {
    if let Some(reference) = schema["$ref"].as_str() {
        let schema = document.pointer(reference.trim_start_matches('#')).unwrap();
        return fits(document, schema, value, place);
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        if value.is_null() {
            assert!(choices.iter().any(|it| it["type"] == "null"), "{place}");
            return;
        }
        let other = choices.iter().find(|it| it["type"] != "null").unwrap();
        return fits(document, other, value, place);
    }
    if let Some(parts) = schema["allOf"].as_array() {
        for part in parts {
            // Each part has some of the fields.
            let part = match part["$ref"].as_str() {
                Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap(),
                None => part,
            };
            requires(part, value, place);
        }
        return;
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        // Anything.
        _ => return,
    };
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    assert!(kinds.contains(&kind), "{place}: {value} is no {kinds:?}");
    match value {
        Value::Array(items) => {
            for item in items {
                fits(document, &schema["items"], item, place);
            }
        }
        Value::Object(fields) if schema["properties"].is_object() => {
            requires(schema, value, place);
            for (name, field) in fields {
                let place = format!("{place}.{name}");
                let known = &schema["properties"][name];
                assert!(known.is_object(), "{place} is not told of");
                fits(document, known, field, &place);
            }
        }
        _ => {}
    }
}

fn requires(schema: &Value, value: &Value, place: &str) {
    let required = schema["required"].as_array();
    for name in required.into_iter().flatten().filter_map(Value::as_str) {
        assert!(value.get(name).is_some(), "{place} lacks {name}");
    }
}

//! JSON: beside serde_json, and written and read again.

use awsmodel_runtime::json::{self, Layout};
use awsmodel_runtime::value::{Number, Value};

use super::{close, shown, text};

pub(super) const WORDS: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "\"\":",
    "null",
    "true",
    "false",
    "NaN",
    "Infinity",
    "-Infinity",
    "\\u0000",
    "\\ud83d",
    "\\ude00",
    "\\\"",
    "1e5",
    "-0.0",
    "{\"a\":",
    "[[",
    "0x1",
    "\\/",
];

pub(super) fn run(data: &[u8]) -> bool {
    let text = text(data);
    let (ours, theirs) = (json::parse(&text), serde_json::from_str::<serde_json::Value>(&text));
    match (&ours, &theirs) {
        (Ok(ours), Ok(theirs)) => assert!(same(ours, theirs), "{ours:?} is not {theirs:?}"),
        (Ok(_), Err(error)) => assert!(only_python(&text, &error.to_string()), "only we read it: {error}"),
        (Err(error), Ok(_)) => assert!(error.is_too_deep(), "only serde_json reads it: {error}"),
        (Err(_), Err(_)) => {}
    }
    let Ok(value) = ours else { return false };
    for layout in [Layout::Wire, Layout::Dense, Layout::Pretty, Layout::PrettyAscii] {
        let written = json::to_string(&value, layout);
        let again = json::parse(&written).unwrap_or_else(|e| panic!("{e}: {written}"));
        assert_eq!(shown(&again), shown(&value), "{written}");
    }
    true
}

/// Whether Python's `json` reads more than JSON is: that is what ours has to do.
fn only_python(text: &str, error: &str) -> bool {
    ["NaN", "Infinity", "\\u"].iter().any(|word| text.contains(word))
        || error.contains("out of range")
        || error.contains("recursion limit")
}

fn same(ours: &Value, theirs: &serde_json::Value) -> bool {
    use serde_json::Value as Theirs;
    match (ours, theirs) {
        (Value::Null, Theirs::Null) => true,
        (Value::Bool(a), Theirs::Bool(b)) => a == b,
        (Value::String(a), Theirs::String(b)) => a == b,
        (Value::Number(Number::Int(a)), Theirs::Number(b)) if b.is_i64() => Some(*a) == b.as_i64(),
        (Value::Number(a), Theirs::Number(b)) => b.as_f64().is_some_and(|b| close(a.as_f64(), b)),
        (Value::List(a), Theirs::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Map(a), Theirs::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        _ => false,
    }
}

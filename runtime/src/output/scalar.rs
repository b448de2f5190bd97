//! A value as the text of one cell, in Python's notation: that is what scripts have come to expect.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::python;
use crate::value::{Number, Value};

/// The text of a cell: strings as they are, anything else as Python's `str()` writes it.
pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bytes(bytes) => STANDARD.encode(bytes),
        _ => literal(value),
    }
}

/// A value as Python's `repr()` writes it.
fn literal(value: &Value) -> String {
    match value {
        Value::Null => "None".into(),
        Value::Bool(true) => "True".into(),
        Value::Bool(false) => "False".into(),
        Value::Number(Number::Float(x)) if !x.is_finite() => x.to_string().to_lowercase(),
        Value::Number(number) => number.to_string(),
        Value::String(_) | Value::Bytes(_) => python::repr(&text(value)),
        Value::List(items) => format!("[{}]", join(items.iter().map(literal))),
        Value::Map(map) => {
            let members = map.iter().map(|(key, value)| format!("{}: {}", python::repr(key), literal(value)));
            format!("{{{}}}", join(members))
        }
    }
}

fn join(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    #[test]
    fn cells() {
        let cases = [
            ("null", "None"),
            ("true", "True"),
            ("1.0", "1.0"),
            ("-Infinity", "-inf"),
            ("NaN", "nan"),
            (r#""a'b""#, "a'b"),
            (r#"[1, "a'b", {"k": null}, []]"#, r#"[1, "a'b", {'k': None}, []]"#),
        ];
        for (json, expected) in cases {
            assert_eq!(text(&parse(json).unwrap_or_default()), expected, "{json}");
        }
    }
}

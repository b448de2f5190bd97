//! Botocore's files to ours: the same facts in the same order, without prose.

use serde_json::Value;

use crate::error::{Error, Result};

/// Drops every text of documentation at any depth (`documentation`, the words about what is deprecated, and what a
/// waiter's file calls `description`), and lays the JSON out with one blank a level.
///
/// # Errors
/// If `text` is not JSON.
pub fn facts(file: &str, text: &str, keep_docs: bool) -> Result<String> {
    let not_json = |e: serde_json::Error| Error::new(file, "$", format!("not JSON: {e}"));
    let mut value: Value = serde_json::from_str(text).map_err(not_json)?;
    if !keep_docs {
        let words: &[&str] = if value.get("waiters").is_some() { &WAITERS } else { &MODEL };
        strip(&mut value, words);
    }
    let mut out = Vec::new();
    let formatter = serde_json::ser::PrettyFormatter::with_indent(b" ");
    let mut writer = serde_json::Serializer::with_formatter(&mut out, formatter);
    serde::Serialize::serialize(&value, &mut writer).map_err(not_json)?;
    let mut out = String::from_utf8(out).map_err(|e| Error::new(file, "$", e.to_string()))?;
    out.push('\n');
    Ok(out)
}

/// What holds words in a model, and in its waiters.
const MODEL: [&str; 2] = ["documentation", "deprecatedMessage"];
const WAITERS: [&str; 1] = ["description"];

/// A member that is itself called `documentation` is an object (a reference to its shape) and stays.
fn strip(value: &mut Value, words: &[&str]) {
    match value {
        Value::Object(map) => {
            for key in words {
                if map.get(*key).is_some_and(Value::is_string) {
                    map.shift_remove(*key);
                }
            }
            map.values_mut().for_each(|inner| strip(inner, words));
        }
        Value::Array(items) => items.iter_mut().for_each(|inner| strip(inner, words)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_goes_and_members_called_documentation_stay() {
        let text = r#"{"documentation":"x","members":{"documentation":{"shape":"S","documentation":"y"}},"b":1,"a":2}"#;
        let facts = facts("f", text, false).unwrap();
        assert_eq!(
            facts.split_whitespace().collect::<String>(),
            r#"{"members":{"documentation":{"shape":"S"}},"b":1,"a":2}"#
        );
        let waiters =
            super::facts("f", r#"{"version":2,"waiters":{"A":{"description":"words","delay":5}}}"#, false);
        assert_eq!(
            waiters.unwrap().split_whitespace().collect::<String>(),
            r#"{"version":2,"waiters":{"A":{"delay":5}}}"#
        );
    }
}

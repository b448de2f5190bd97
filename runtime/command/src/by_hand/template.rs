//! Documents with places to fill: a text that is a place as a whole becomes what stands there, and one that contains
//! `{unique}`, `{unique number}` or `{text}` gets it. A list of one item that has a place of many, and a map whose key is one, are repeated for each.

use rt::internals::python;
use rt::value::{Map, Value};

/// What goes into the places.
#[derive(Clone, Debug)]
pub(super) struct Filling {
    /// `{text}`: the word.
    text: String,
    /// `{words}`, and `{each}` of them; `{count}` is how many.
    words: Vec<String>,
    /// `{unique}`: text that no other call has.
    unique: String,
    /// `{integer}`.
    pub(super) integer: Value,
    /// `{number}`.
    pub(super) number: Value,
    /// `{low}` and `{high}`.
    pub(super) low: Value,
    pub(super) high: Value,
    /// `{key}` and `{of key}`, which may be a number: `{number of key}`.
    pub(super) pairs: Vec<(String, String)>,
    /// `{value}`.
    pub(super) value: Value,
}

impl Default for Filling {
    fn default() -> Filling {
        Filling::new("", &[], String::new())
    }
}

impl Filling {
    pub(super) fn new(text: &str, words: &[String], unique: String) -> Filling {
        let nothing = Value::Null;
        Filling {
            text: text.to_owned(),
            words: words.to_vec(),
            unique,
            integer: nothing.clone(),
            number: nothing.clone(),
            low: nothing.clone(),
            high: nothing.clone(),
            pairs: Vec::new(),
            value: nothing,
        }
    }
}

/// A document with its places filled.
pub(super) fn fill(template: &Value, filling: &Filling) -> Value {
    match template {
        Value::String(text) => place(text, filling),
        Value::List(items) => match items.as_slice() {
            [item] if has(item, "{each}") => {
                let one =
                    |word: &String| fill(item, &Filling { value: word.as_str().into(), ..filling.clone() });
                Value::List(filling.words.iter().map(one).collect())
            }
            [item] if has(item, "{key}") => {
                let one = |pair: &(String, String)| {
                    fill(item, &Filling { pairs: vec![pair.clone()], ..filling.clone() })
                };
                Value::List(filling.pairs.iter().map(one).collect())
            }
            items => Value::List(items.iter().map(|item| fill(item, filling)).collect()),
        },
        Value::Map(map) => {
            let mut filled = Map::new();
            for (name, value) in map.iter() {
                if *name == *"{key}" {
                    for pair in &filling.pairs {
                        let of_pair = Filling { pairs: vec![pair.clone()], ..filling.clone() };
                        filled.insert(pair.0.as_str(), fill(value, &of_pair));
                    }
                } else {
                    filled.insert(name, fill(value, filling));
                }
            }
            Value::Map(filled)
        }
        other => other.clone(),
    }
}

fn place(text: &str, filling: &Filling) -> Value {
    let pair = filling.pairs.first();
    match text {
        "{words}" => Value::List(filling.words.iter().map(|word| word.as_str().into()).collect()),
        "{count}" => Value::from(filling.words.len() as i64),
        "{integer}" => filling.integer.clone(),
        "{number}" => filling.number.clone(),
        "{low}" => filling.low.clone(),
        "{high}" => filling.high.clone(),
        "{value}" | "{each}" => filling.value.clone(),
        "{key}" => pair.map_or(Value::Null, |(key, _)| key.as_str().into()),
        "{of key}" => pair.map_or(Value::Null, |(_, value)| value.as_str().into()),
        "{number of key}" => pair.and_then(|(_, value)| number(value)).unwrap_or_default(),
        _ => text
            .replace("{text}", &filling.text)
            .replace("{unique}", &format!("cli-{}", filling.unique))
            .replace("{unique number}", &filling.unique)
            .into(),
    }
}

/// A number, whole or not.
pub(super) fn number(word: &str) -> Option<Value> {
    python::integer(word).map(Value::Number).or_else(|| python::float(word).map(Value::from))
}

/// Whether a place stands somewhere in a document.
fn has(value: &Value, place: &str) -> bool {
    match value {
        Value::String(text) => text == place,
        Value::List(items) => items.iter().any(|item| has(item, place)),
        Value::Map(map) => map.iter().any(|(_, value)| has(value, place)),
        _ => false,
    }
}

/// Lays a document over another one: maps by key, lists by position. Where both have a value, the new one may win.
pub(super) fn merge(into: &mut Value, new: Value, wins: bool) {
    match (into, new) {
        (Value::Map(map), Value::Map(new)) => {
            for (name, value) in new {
                match map.get_mut(&*name) {
                    Some(old) => merge(old, value, wins),
                    None => drop(map.insert(name, value)),
                }
            }
        }
        (Value::List(items), Value::List(new)) => {
            for (index, value) in new.into_iter().enumerate() {
                match items.get_mut(index) {
                    Some(old) => merge(old, value, wins),
                    None => items.push(value),
                }
            }
        }
        (old, new) if wins => *old = new,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rt::json;

    fn value(text: &str) -> Value {
        json::parse(text).unwrap()
    }

    #[test]
    fn places_are_filled() {
        let words = ["a".to_owned(), "b".to_owned()];
        let mut filling = Filling::new("a", &words, "7-1".to_owned());
        filling.pairs = vec![("k".into(), "v".into()), ("l".into(), "w".into())];
        filling.low = Value::from(1);
        let cases = [
            (r#"{"Quantity": "{count}", "Items": "{words}"}"#, r#"{"Quantity": 2, "Items": ["a", "b"]}"#),
            (r#"["{text}-{unique number}", "{unique}", "{low}", true]"#, r#"["a-7-1", "cli-7-1", 1, true]"#),
            (
                r#"[{"Ip": "{each}", "Primary": false}]"#,
                r#"[{"Ip": "a", "Primary": false}, {"Ip": "b", "Primary": false}]"#,
            ),
            (
                r#"[{"Name": "{key}", "Value": "{of key}"}]"#,
                r#"[{"Name": "k", "Value": "v"}, {"Name": "l", "Value": "w"}]"#,
            ),
            (r#"{"{key}": "{of key}"}"#, r#"{"k": "v", "l": "w"}"#),
        ];
        for (template, expected) in cases {
            assert_eq!(fill(&value(template), &filling), value(expected), "{template}");
        }
    }

    #[test]
    fn documents_lie_over_each_other() {
        let merged = |wins| {
            let mut into = value(r#"{"a": [{"x": 1}], "b": 2}"#);
            merge(&mut into, value(r#"{"a": [{"x": 3, "y": 4}, 5], "c": 6}"#), wins);
            into
        };
        assert_eq!(merged(true), value(r#"{"a": [{"x": 3, "y": 4}, 5], "b": 2, "c": 6}"#));
        assert_eq!(merged(false), value(r#"{"a": [{"x": 1, "y": 4}, 5], "b": 2, "c": 6}"#));
    }
}

//! What the AWS CLI does by hand with a command's options, request and reply, from a table. Parameters and replies in; the same
//! out, changed. It knows no service, and sends nothing.

mod options;
mod saved;
mod template;

pub(crate) use options::{conflicts, set, switch};
pub(crate) use saved::Saved;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::ByHand;
use crate::report::failure::Failure;
use rt::internals::{base64_lenient, percent, python};
use rt::json;
use rt::schema::Operation;
use rt::schema::referred::Referred;
use rt::value::{Map, Value};

/// Fails if an id is no text, of which the last part alone would be sent. In the AWS CLI's words, which are Python's.
pub(crate) fn check_ids(operation: &Operation, parameters: &Map) -> Result<(), Failure> {
    for member in operation.input_shape().map(|shape| shape.members()).unwrap_or_default() {
        match parameters.get(member.name()) {
            None | Some(Value::String(_)) => {}
            Some(value) if Referred::of(member).is_last_part() => {
                let kind = python::type_name(value);
                return Err(Failure::general(format!("'{kind}' object has no attribute 'split'")));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// A request's parameters as they are sent.
pub(crate) fn sent(by_hand: &ByHand, parameters: &mut Map) {
    if let Ok(Value::Map(defaults)) = json::parse(by_hand.defaults) {
        for (name, value) in defaults {
            if !parameters.contains_key(&name) {
                parameters.insert(name, value);
            }
        }
    }
    options::moved(by_hand, parameters);
    for (member, how) in by_hand.sent() {
        let other = parameters.get(member).and_then(|value| written(value, how));
        if let Some(other) = other {
            parameters.insert(member, other.into());
        }
    }
}

/// A value as it is sent: in base64, or another word of a list `word=other word=other`.
fn written(value: &Value, how: &str) -> Option<String> {
    match (how, value) {
        ("base64", Value::String(text)) => Some(STANDARD.encode(text)),
        ("base64", Value::Bytes(bytes)) => Some(STANDARD.encode(bytes)),
        (words, Value::String(text)) => {
            let mut pairs = words.split(' ').filter_map(|pair| pair.split_once('='));
            pairs.find(|(word, _)| word == text).map(|(_, other)| other.to_owned())
        }
        _ => None,
    }
}

/// A reply as it is shown.
pub(crate) fn shown(by_hand: &ByHand, reply: &mut Value) {
    for (path, how) in by_hand.shown() {
        let steps: Vec<&str> = path.split('.').collect();
        each(reply, &steps, &mut |value| {
            if let Some(other) = value.as_str().and_then(|text| read(text, how)) {
                *value = other;
            }
        });
    }
}

/// Calls a function with what a path leads to; lists on the way stand for their items.
fn each(value: &mut Value, path: &[&str], change: &mut dyn FnMut(&mut Value)) {
    match (path, value) {
        (_, Value::List(items)) => items.iter_mut().for_each(|item| each(item, path, change)),
        ([], value) => change(value),
        ([first, rest @ ..], Value::Map(map)) => {
            if let Some(value) = map.get_mut(first) {
                each(value, rest, change);
            }
        }
        _ => {}
    }
}

/// What a text holds; nothing if it does not.
fn read(text: &str, how: &str) -> Option<Value> {
    match how {
        "base64" => {
            let bytes = base64_lenient::decode(text)?;
            Some(String::from_utf8_lossy(&bytes).as_ref().into())
        }
        "json" => json::parse(text).ok(),
        _ => json::parse(&percent::decode(text)).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Texts;

    const NOTHING: ByHand = ByHand {
        sent: Texts::of(""),
        shown: Texts::of(""),
        switches: Texts::of(""),
        options: Texts::of(""),
        optional: Texts::of(""),
        removed: Texts::of(""),
        defaults: "",
        saved: Texts::of(""),
        conflicts: Texts::of(""),
        moved: Texts::of(""),
        pages: Texts::of(""),
    };

    fn value(text: &str) -> Value {
        json::parse(text).unwrap()
    }

    #[test]
    fn replies_are_shown_as_what_they_hold() {
        let by_hand = ByHand {
            shown: Texts::of(
                "Items.Policy\0quoted-json\0Plain\0json\0Bytes\0base64\0No.Thing\0json\0Bad\0quoted-json",
            ),
            ..NOTHING
        };
        let mut reply = value(
            r#"{"Items": [{"Policy": "%7B%22a%22%3A%201%7D"}, {"Policy": "12"}], "Plain": "[1]", "Bytes": "aGk=", "Bad": "%zz"}"#,
        );
        shown(&by_hand, &mut reply);
        let expected =
            r#"{"Items": [{"Policy": {"a": 1}}, {"Policy": 12}], "Plain": [1], "Bytes": "hi", "Bad": "%zz"}"#;
        assert_eq!(reply, value(expected));
    }

    #[test]
    fn requests_are_sent_otherwise() {
        let by_hand = ByHand {
            sent: Texts::of("Data\0base64\0Kind\0tcp=6 udp=17"),
            defaults: r#"{"Most": 1, "Least": 1}"#,
            moved: Texts::of("Cards\0Public\0Subnet\0{\"SubnetId\":\"{value}\"}"),
            ..NOTHING
        };
        let sent = |text: &str| {
            let mut parameters = value(text).as_map().cloned().unwrap();
            super::sent(&by_hand, &mut parameters);
            Value::Map(parameters)
        };
        assert_eq!(
            sent(r#"{"Kind": "udp", "Most": 1, "Least": 1}"#),
            value(r#"{"Kind": "17", "Most": 1, "Least": 1}"#)
        );
        assert_eq!(sent(r#"{"Data": "hi", "Most": 3}"#), value(r#"{"Data": "aGk=", "Most": 3, "Least": 1}"#));
        assert_eq!(
            sent(r#"{"Cards": [{"Public": true}], "Subnet": "s"}"#),
            value(r#"{"Cards": [{"Public": true, "SubnetId": "s"}], "Most": 1, "Least": 1}"#)
        );
        let kept = r#"{"Cards": [{"Index": 0}], "Subnet": "s", "Most": 1, "Least": 1}"#;
        assert_eq!(sent(r#"{"Cards": [{"Index": 0}], "Subnet": "s"}"#), value(kept));
    }
}

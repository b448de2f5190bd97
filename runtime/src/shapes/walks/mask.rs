//! Secrets out of what is shown: what a shape, a member or a key of a map says is secret becomes asterisks.

use crate::shapes::schema::{Kind, Shape};
use crate::shapes::value::Value;

/// What stands for a secret.
pub const MASK: &str = "********";

/// A copy of `value` without secrets.
pub fn masked(value: &Value, shape: Shape) -> Value {
    if shape.is_hidden() {
        return hidden(value);
    }
    match (shape.kind(), value) {
        (Kind::Structure(_) | Kind::Union(_), Value::Map(map)) => {
            let member = |(key, value): (&str, &Value)| {
                let masked = match shape.member(key) {
                    Some(member) if member.sensitive() => hidden(value),
                    Some(member) => masked(value, member.shape()),
                    None => value.clone(),
                };
                (key.to_owned(), masked)
            };
            Value::Map(map.iter().map(member).collect())
        }
        (Kind::List(item), Value::List(items)) => {
            Value::List(items.iter().map(|value| masked(value, item)).collect())
        }
        (Kind::Map { value: of, .. }, Value::Map(map)) => {
            let entry = |(key, value)| match shape.is_secret_key(key) {
                true => (key, hidden(value)),
                false => (key, masked(value, of)),
            };
            Value::Map(map.iter().map(entry).collect())
        }
        _ => value.clone(),
    }
}

/// What is shown in a secret's place; that there is none is no secret.
fn hidden(value: &Value) -> Value {
    if *value == Value::Null { Value::Null } else { Value::from(MASK) }
}

/// Whether a value of the shape may hold a secret, at any depth: then no message repeats its text.
pub fn holds_secrets(shape: Shape) -> bool {
    fn walk(shape: Shape, seen: &mut Vec<Shape>) -> bool {
        if shape.secret() || seen.contains(&shape) {
            return shape.secret();
        }
        match shape.kind() {
            Kind::Structure(members) | Kind::Union(members) => {
                seen.push(shape);
                members.iter().any(|member| member.sensitive() || walk(member.shape(), seen))
            }
            Kind::List(item) => walk(item, seen),
            Kind::Map { key, value } => {
                !shape.secret_keys().is_empty() || walk(key, seen) || walk(value, seen)
            }
            _ => false,
        }
    }
    walk(shape, &mut Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::shapes::value::json::{Layout, parse, to_string};

    #[test]
    fn secrets_at_every_depth() {
        crate::shapes! {
            static SECRET: Shape = Shape::new("Secret", Kind::String).sensitive();
            static TEXT: Shape = Shape::new("Text", Kind::String);
            static MAP: Shape = Shape::new("Map", Kind::Map { key: TEXT, value: SECRET });
            static LIST: Shape = Shape::new("List", Kind::List(SECRET));
            static KEYS: Shape =
                Shape::new("Keys", Kind::Map { key: TEXT, value: TEXT }).secret_keys(&["client_secret"]);
            static SHAPE: Shape = Shape::new("Shape", Kind::Structure(&[
            Member::new("S", SECRET),
            Member::new("T", TEXT),
            Member::new("M", MAP),
            Member::new("L", LIST),
            Member::new("K", KEYS),
            Member::new("O", TEXT).sensitive(),
        ]));
            static NAME: Shape = Shape::new("Name", Kind::String).sensitive().shown();
        }
        let value = parse(
            r#"{"S":"x","T":"t","M":{"k":"x"},"L":["x"],"K":{"Client_Secret":"x","id":"i"},"O":"x","U":1}"#,
        )
        .unwrap_or_default();
        let expected = concat!(
            r#"{"S": "********", "T": "t", "M": {"k": "********"}, "L": ["********"], "#,
            r#""K": {"Client_Secret": "********", "id": "i"}, "O": "********", "U": 1}"#
        );
        assert_eq!(to_string(&masked(&value, SHAPE), Layout::Wire), expected);
        assert!(holds_secrets(SHAPE) && holds_secrets(LIST) && !holds_secrets(TEXT));
        // What a person may see belongs in no log all the same.
        let text = Value::from("x");
        assert_eq!(masked(&text, NAME), Value::from(MASK));
        assert!(!holds_secrets(NAME) && holds_secrets(KEYS));
    }

    /// A structure inside of itself has an end.
    #[test]
    fn structures_in_circles() {
        crate::shapes! {
            static CIRCLE: Shape = Shape::new("Circle", Kind::Structure(&[Member::new("Next", CIRCLE), Member::new("All", CIRCLES)]));
            static CIRCLES: Shape = Shape::new("Circles", Kind::List(CIRCLE));
        }
        assert!(!holds_secrets(CIRCLES));
    }
}

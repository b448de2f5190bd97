//! Secrets out of what is shown: members whose shape is sensitive become asterisks.

use crate::shapes::schema::{Kind, Shape};
use crate::shapes::value::Value;

/// What stands for a secret.
pub const MASK: &str = "********";

/// A copy of `value` without secrets.
pub fn masked(value: &Value, shape: &Shape) -> Value {
    if shape.sensitive && *value != Value::Null {
        return Value::from(MASK);
    }
    match (&shape.kind, value) {
        (Kind::Structure(_) | Kind::Union(_), Value::Map(map)) => {
            let member = |(key, value): (&str, &Value)| {
                let masked = shape.member(key).map_or_else(|| value.clone(), |m| masked(value, m.shape));
                (key.to_owned(), masked)
            };
            Value::Map(map.iter().map(member).collect())
        }
        (Kind::List(item), Value::List(items)) => {
            Value::List(items.iter().map(|value| masked(value, item)).collect())
        }
        (Kind::Map { value: of, .. }, Value::Map(map)) => {
            Value::Map(map.iter().map(|(key, value)| (key, masked(value, of))).collect())
        }
        _ => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shapes::schema::Member;
    use crate::shapes::value::json::{Layout, parse, to_string};

    #[test]
    fn secrets_at_every_depth() {
        static SECRET: Shape = Shape::new("Secret", Kind::String).sensitive();
        static TEXT: Shape = Shape::new("Text", Kind::String);
        static MAP: Shape = Shape::new("Map", Kind::Map { key: &TEXT, value: &SECRET });
        static LIST: Shape = Shape::new("List", Kind::List(&SECRET));
        static MEMBERS: [Member; 4] = [
            Member::new("S", &SECRET),
            Member::new("T", &TEXT),
            Member::new("M", &MAP),
            Member::new("L", &LIST),
        ];
        static SHAPE: Shape = Shape::new("Shape", Kind::Structure(&MEMBERS));
        let value = parse(r#"{"S":"x","T":"t","M":{"k":"x"},"L":["x"],"U":1}"#).unwrap_or_default();
        let expected = r#"{"S": "********", "T": "t", "M": {"k": "********"}, "L": ["********"], "U": 1}"#;
        assert_eq!(to_string(&masked(&value, &SHAPE), Layout::Wire), expected);
    }
}

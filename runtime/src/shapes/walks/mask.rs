//! Secrets out of what is shown: values of hidden shapes become asterisks. Which shapes are hidden is theirs to say.

use crate::shapes::schema::{Kind, Shape};
use crate::shapes::value::Value;

/// What stands for a secret.
pub const MASK: &str = "********";

/// A copy of `value` without secrets.
pub fn masked(value: &Value, shape: &Shape) -> Value {
    if shape.is_hidden() && *value != Value::Null {
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

/// Whether a value of the shape may hold a secret, at any depth: then no message repeats its text.
pub fn holds_secrets(shape: &Shape) -> bool {
    fn walk<'a>(shape: &'a Shape, seen: &mut Vec<&'a Shape>) -> bool {
        if shape.secret || seen.iter().any(|known| std::ptr::eq(*known, shape)) {
            return shape.secret;
        }
        match &shape.kind {
            Kind::Structure(members) | Kind::Union(members) => {
                seen.push(shape);
                members.iter().any(|member| walk(member.shape, seen))
            }
            Kind::List(item) => walk(item, seen),
            Kind::Map { key, value } => walk(key, seen) || walk(value, seen),
            _ => false,
        }
    }
    walk(shape, &mut Vec::new())
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
        assert!(holds_secrets(&SHAPE) && holds_secrets(&LIST) && !holds_secrets(&TEXT));
        // What a person may see belongs in no log all the same, and what our data calls secret is masked as well.
        static NAME: Shape = Shape::new("Name", Kind::String).sensitive().shown();
        static OURS: Shape = Shape::new("Ours", Kind::String).secret();
        let text = Value::from("x");
        assert!([&NAME, &OURS].iter().all(|shape| masked(&text, shape) == Value::from(MASK)));
        assert!(!holds_secrets(&NAME) && holds_secrets(&OURS));
    }

    /// A structure inside of itself has an end.
    #[test]
    fn structures_in_circles() {
        static MEMBERS: [Member; 2] = [Member::new("Next", &CIRCLE), Member::new("All", &CIRCLES)];
        static CIRCLE: Shape = Shape::new("Circle", Kind::Structure(&MEMBERS));
        static CIRCLES: Shape = Shape::new("Circles", Kind::List(&CIRCLE));
        assert!(!holds_secrets(&CIRCLES));
    }
}

//! A request as a person may look at it: secrets become asterisks, with what is strange about them.
//!
//! What is secret is what shapes call so: the model's sensitive ones, with our data's corrections. Of a secret map the keys
//! stay. Logs hide more, see [`rt::internals::mask`].

use super::strange;
use rt::internals::mask::MASK;
use rt::schema::{Kind, Shape};
use rt::value::{Map, Value};

/// A copy of `value` without secrets.
pub(crate) fn hidden(value: &Value, shape: Shape) -> Value {
    if shape.secret() {
        return masked(value);
    }
    match (shape.kind(), value) {
        (Kind::Structure(_) | Kind::Union(_), Value::Map(map)) => {
            let member = |name: &str, value: &Value| match shape.member(name) {
                Some(member) if member.sensitive() => masked(value),
                Some(member) => hidden(value, member.shape()),
                None => value.clone(),
            };
            Value::Map(
                map.iter().map(|(name, value)| (name.to_owned(), member(name, value))).collect::<Map>(),
            )
        }
        (Kind::List(item), Value::List(items)) => {
            Value::List(items.iter().map(|value| hidden(value, item)).collect())
        }
        (Kind::Map { value: of, .. }, Value::Map(map)) => {
            let entry = |key: &str, value: &Value| match shape.is_secret_key(key) {
                true => masked(value),
                false => hidden(value, of),
            };
            Value::Map(map.iter().map(|(key, value)| (key.to_owned(), entry(key, value))).collect::<Map>())
        }
        _ => value.clone(),
    }
}

/// Everything in a value but keys.
pub(crate) fn masked(value: &Value) -> Value {
    match value {
        Value::Null => Value::Null,
        Value::Map(map) => {
            map.iter().map(|(key, value)| (key.to_owned(), masked(value))).collect::<Map>().into()
        }
        Value::List(items) => Value::List(items.iter().map(masked).collect()),
        Value::String(text) => match strange::signs(text).as_slice() {
            [] => MASK.into(),
            signs => format!("{MASK} ({})", signs.join(", ")).into(),
        },
        _ => MASK.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rt::json::{Layout, parse, to_string};

    #[test]
    fn keys_stay_and_oddities_are_told() {
        rt::shapes! {
            static TEXT: Shape = Shape::new("Text", Kind::String);
            static NAME: Shape = Shape::new("Name", Kind::String).sensitive().shown();
            static SECRET: Shape = Shape::new("Secret", Kind::String).sensitive();
            static MAP: Shape = Shape::new("Map", Kind::Map { key: TEXT, value: TEXT }).sensitive();
            static SHAPE: Shape = Shape::new(
                "Shape",
                Kind::Structure(&[Member::new("Name", NAME), Member::new("S", SECRET), Member::new("M", MAP)]),
            );
        }
        let value =
            parse(r#"{"Name":"jane","S":"x\n","M":{"PASSWORD":"“a","b":"c"},"Other":1}"#).unwrap_or_default();
        let shown = to_string(&hidden(&value, SHAPE), Layout::Wire);
        assert_eq!(
            shown,
            r#"{"Name": "jane", "S": "******** (ends in a line end)", "M": {"PASSWORD": "******** (holds a curly quote)", "b": "********"}, "Other": 1}"#
        );
    }
}

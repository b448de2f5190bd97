//! A reply's body to what is shown: the members that the model knows, in the model's order.
//!
//! Types are not checked; what is not there or null is left out. Documents and the entries of maps
//! stay as they came.

use std::time::Duration;

use super::timestamps::TimestampFormat;
use crate::report::failure::Failure;
use rt::internals::content;
use rt::schema::{Kind, Member, Shape};
use rt::value::{Key, Map, Value};

/// Reads the body of a successful reply.
pub(crate) fn read(
    body: &[u8],
    shape: Option<&Shape>,
    times: TimestampFormat,
    limit: Option<Duration>,
) -> Result<Value, Failure> {
    let Some(shape) = shape else { return Ok(Value::Map(Map::new())) };
    let wire = content(body, limit).map_err(|error| Failure::general(error.message()))?;
    let wire = wire.unwrap_or_else(|| Value::Map(Map::new()));
    if !matches!(wire, Value::Map(_)) {
        return Err(Failure::general(format!("The service's reply is {}, not an object", kind_of(&wire))));
    }
    Reader { times }.value(wire, shape)
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::List(_) => "a list",
        Value::Map(_) => "an object",
        Value::String(_) => "a string",
        Value::Bool(_) => "a boolean",
        Value::Number(_) | Value::Bytes(_) => "a number",
    }
}

struct Reader {
    times: TimestampFormat,
}

impl Reader {
    fn value(&self, value: Value, shape: &Shape) -> Result<Value, Failure> {
        match shape.kind {
            Kind::Structure(members) | Kind::Union(members) => self.structure(value, members),
            Kind::List(item) => self.list(value, item),
            Kind::Map { value: of, .. } => self.map(value, of),
            Kind::Timestamp(_) => self.times.show(&value).map_err(Failure::general),
            _ => Ok(value),
        }
    }

    fn structure(&self, value: Value, members: &'static [Member]) -> Result<Value, Failure> {
        let mut wire = match value {
            Value::Map(map) => map,
            Value::Null => return Ok(Value::Null),
            other => return Err(unexpected(&other, "an object")),
        };
        let mut out = Map::with_capacity(wire.len().min(members.len()));
        for member in members {
            match wire.get_mut(member.name).map(std::mem::take) {
                None | Some(Value::Null) => {}
                Some(value) => {
                    out.insert(Key::known(&member.name), self.value(value, member.shape)?);
                }
            }
        }
        Ok(Value::Map(out))
    }

    /// What can be taken apart is: a text into characters, an object into its keys.
    fn list(&self, value: Value, item: &Shape) -> Result<Value, Failure> {
        let items = match value {
            Value::List(items) => items,
            Value::String(text) => text.chars().map(|c| Value::from(c.to_string())).collect(),
            Value::Map(map) => map.keys().map(Value::from).collect(),
            other => return Err(unexpected(&other, "a list")),
        };
        let items = items.into_iter().map(|value| self.value(value, item));
        items.collect::<Result<_, _>>().map(Value::List)
    }

    fn map(&self, value: Value, of: &Shape) -> Result<Value, Failure> {
        match value {
            Value::Map(map) => {
                let entries = map.into_iter().map(|(key, value)| Ok((key, self.value(value, of)?)));
                entries.collect::<Result<Map, Failure>>().map(Value::Map)
            }
            other => Err(unexpected(&other, "an object")),
        }
    }
}

fn unexpected(value: &Value, wanted: &str) -> Failure {
    Failure::general(format!("The service's reply holds {} where {wanted} was expected", kind_of(value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::PROGRAM;
    use rt::json::{Layout, to_string};

    fn shown(body: &str) -> Result<String, String> {
        let shape = PROGRAM.service.operation("PutThing").and_then(|o| o.output);
        let value = read(body.as_bytes(), shape, TimestampFormat::Wire, None).map_err(|f| f.message)?;
        Ok(to_string(&value, Layout::Wire))
    }

    #[test]
    fn known_members_in_the_models_order() {
        let cases = [
            (
                r#"{"Tags":{"b":"1","a":null},"Bogus":1,"Size":"x","ThingId":"t","Names":null}"#,
                r#"{"ThingId": "t", "Size": "x", "Tags": {"b": "1", "a": null}}"#,
            ),
            (
                r#"{"Settings":{"z":[1.50]},"Attributes":[{"Value":"v","X":1},null],"Names":"ab"}"#,
                r#"{"Names": ["a", "b"], "Attributes": [{"Value": "v"}, null], "Settings": {"z": [1.5]}}"#,
            ),
            ("", "{}"),
            ("<html>", "{}"),
        ];
        for (body, expected) in cases {
            assert_eq!(shown(body).as_deref(), Ok(expected), "{body}");
        }
    }

    #[test]
    fn names_that_the_model_knows_are_not_allocated() {
        let shape = PROGRAM.service.operation("PutThing").and_then(|o| o.output);
        let body = |count: usize| {
            let item = r#"{"Name":"n","Value":"v"}"#;
            format!(r#"{{"Attributes":[{}]}}"#, vec![item; count].join(","))
        };
        let left = |count: usize| {
            let (body, mut value) = (body(count), None);
            let counted = allocation_counter::measure(|| {
                value = read(body.as_bytes(), shape, TimestampFormat::Wire, None).ok();
            });
            assert!(value.is_some());
            counted.count_current
        };
        // For each item its entries and two texts.
        assert_eq!(left(2000) - left(1000), 1000 * 3);
    }

    #[test]
    fn replies_of_another_form_are_errors() {
        for body in ["[]", "null", "1", r#"{"Attribute":1}"#, r#"{"Names":1}"#, r#"{"Tags":[]}"#] {
            assert!(shown(body).is_err(), "{body}");
        }
    }
}

//! Checks a request as the service would: the right types, then every constraint of the model.
//!
//! In: a request's values and the operation's shape. Out: the error that the service answers with.
//! Members that the model does not know are passed over, as services do. The words are those of
//! AWS's services, which people search for.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::shapes::schema::{Kind, Operation, Shape};
use crate::shapes::value::{Map, Number, Value};
use crate::stub::pattern::Pattern;

/// An error that a request is answered with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rejection {
    pub(crate) code: String,
    pub(crate) message: String,
}

impl Rejection {
    pub(crate) fn new(code: &str, message: impl Into<String>) -> Rejection {
        Rejection { code: code.to_owned(), message: message.into() }
    }
}

/// Codes that services have for values that break a constraint. The first that the operation lists is
/// the one; services that list none answer with the first.
const CODES: [&str; 4] = [
    "ValidationException",
    "InvalidParameterException",
    "InvalidParameterValueException",
    "InvalidRequestException",
];

/// Checks the values of a request.
pub(crate) fn request(operation: &Operation, value: Value) -> Result<Value, Rejection> {
    let Some(shape) = operation.input_shape() else { return Ok(value) };
    types(&value, shape).map_err(|message| Rejection::new("SerializationException", message))?;
    let mut checker = Checker { problems: Vec::new(), hides: false };
    checker.value("", &value, shape);
    match checker.problems.as_slice() {
        [] => Ok(value),
        problems => Err(Rejection::new(code(operation), report(problems))),
    }
}

fn code(operation: &Operation) -> &'static str {
    let is_listed = |code: &&&str| operation.error_shapes().iter().any(|error| error.code() == Some(**code));
    CODES.iter().find(is_listed).unwrap_or(&CODES[0])
}

fn report(problems: &[String]) -> String {
    let s = if problems.len() == 1 { "" } else { "s" };
    format!("{} validation error{s} detected: {}", problems.len(), problems.join("; "))
}

/// Whether every value is of a type that can be read; the first that is not is the error.
fn types(value: &Value, shape: Shape) -> Result<(), String> {
    match (shape.kind(), value) {
        (_, Value::Null) | (Kind::Document, _) => Ok(()),
        (Kind::Structure(members) | Kind::Union(members), Value::Map(map)) => {
            let known = members.iter().filter_map(|member| Some((member, map.get(member.name())?)));
            known.into_iter().try_for_each(|(member, value)| types(value, member.shape()))
        }
        (Kind::Map { value: of, .. }, Value::Map(map)) => map.values().try_for_each(|value| types(value, of)),
        (Kind::List(item), Value::List(items)) => items.iter().try_for_each(|value| types(value, item)),
        (Kind::String | Kind::Enum(_), Value::String(_)) => Ok(()),
        (Kind::Blob, Value::String(text)) if STANDARD.decode(text).is_ok() => Ok(()),
        (Kind::Blob, Value::Bytes(_)) => Ok(()),
        (Kind::Integer | Kind::Long, Value::Number(Number::Int(_))) => Ok(()),
        (Kind::Float | Kind::Double, Value::Number(_)) => Ok(()),
        (Kind::Boolean, Value::Bool(_)) => Ok(()),
        (Kind::Timestamp(_), Value::Number(_) | Value::String(_)) => Ok(()),
        (Kind::List(_), _) => Err("Expected list or null".to_owned()),
        (Kind::Map { .. } | Kind::Structure(_) | Kind::Union(_), _) => Err(match value {
            Value::List(_) => "Start of list found where not expected".to_owned(),
            _ => "Unexpected token where an object was expected".to_owned(),
        }),
        (_, Value::List(_)) => Err("Start of list found where not expected".to_owned()),
        (_, Value::Map(_)) => Err("Start of structure or map found where not expected.".to_owned()),
        (kind, value) => Err(format!("{} can not be converted to {}", token(value), target(kind))),
    }
}

/// A value in the words of the services' parser.
fn token(value: &Value) -> &'static str {
    match value {
        Value::Bool(true) => "TRUE_VALUE",
        Value::Bool(false) => "FALSE_VALUE",
        Value::Number(Number::Float(_)) => "DECIMAL_VALUE",
        Value::Number(_) => "NUMBER_VALUE",
        _ => "STRING_VALUE",
    }
}

fn target(kind: Kind) -> &'static str {
    match kind {
        Kind::Integer => "Integer",
        Kind::Long => "Long",
        Kind::Float => "Float",
        Kind::Double => "Double",
        Kind::Boolean => "Boolean",
        Kind::Timestamp(_) => "milliseconds since epoch",
        Kind::Blob => "Blob",
        _ => "String",
    }
}

struct Checker {
    problems: Vec<String>,
    /// What is checked belongs to a secret.
    hides: bool,
}

impl Checker {
    fn problem(&mut self, path: &str, value: &str, constraint: &str) {
        self.problems
            .push(format!("Value {value}at '{path}' failed to satisfy constraint: Member must {constraint}"));
    }

    fn value(&mut self, path: &str, value: &Value, shape: Shape) {
        match (shape.kind(), value) {
            (Kind::Structure(members) | Kind::Union(members), Value::Map(map)) => {
                for member in members {
                    let path = join(path, &lower_first(member.name()));
                    match map.get(member.name()) {
                        None | Some(Value::Null) if member.required() => {
                            self.problem(&path, "null ", "not be null")
                        }
                        None | Some(Value::Null) => {}
                        Some(value) => self.part(&path, value, member.shape(), member.sensitive()),
                    }
                }
            }
            (Kind::List(item), Value::List(items)) => {
                self.length(path, value, items.len(), shape);
                for (index, item_value) in items.iter().enumerate() {
                    self.value(&format!("{path}.{}.member", index + 1), item_value, item);
                }
            }
            (Kind::Map { key, value: of }, Value::Map(map)) => self.map(path, map, shape, key, of),
            (Kind::Enum(values), Value::String(text)) if !values.contains(text.as_str()) => {
                let set = format!("satisfy enum value set: [{}]", values.join(", "));
                self.problem(path, &self.shown(value, shape), &set);
            }
            (Kind::String, Value::String(text)) => self.text(path, value, text, shape),
            (Kind::Blob, Value::String(text)) => {
                let length = STANDARD.decode(text).map_or(0, |bytes| bytes.len());
                self.length(path, value, length, shape);
            }
            (Kind::Blob, Value::Bytes(bytes)) => self.length(path, value, bytes.len(), shape),
            (Kind::Integer | Kind::Long | Kind::Float | Kind::Double, Value::Number(number)) => {
                self.bounds(path, value, number.as_f64(), shape, "value");
            }
            _ => {}
        }
    }

    /// A part that may be secret where its shape is not.
    fn part(&mut self, path: &str, value: &Value, shape: Shape, secret: bool) {
        let outer = self.hides;
        self.hides |= secret;
        self.value(path, value, shape);
        self.hides = outer;
    }

    fn map(&mut self, path: &str, map: &Map, shape: Shape, key: Shape, of: Shape) {
        self.length(path, &Value::Null, map.len(), shape);
        for (name, value) in map.iter() {
            self.value(path, &Value::from(name), key);
            self.part(&format!("{path}.{name}.member"), value, of, shape.is_secret_key(name));
        }
    }

    fn text(&mut self, path: &str, value: &Value, text: &str, shape: Shape) {
        self.length(path, value, text.chars().count(), shape);
        let Some(pattern) = shape.pattern() else { return };
        if Pattern::new(pattern).is_some_and(|pattern| pattern.matches(text) == Some(false)) {
            let constraint = format!("satisfy regular expression pattern: {pattern}");
            self.problem(path, &self.shown(value, shape), &constraint);
        }
    }

    fn length(&mut self, path: &str, value: &Value, length: usize, shape: Shape) {
        self.bounds(path, value, length as f64, shape, "length");
    }

    fn bounds(&mut self, path: &str, value: &Value, number: f64, shape: Shape, what: &str) {
        let limits = [
            (shape.min().filter(|min| number < *min), "greater"),
            (shape.max().filter(|max| number > *max), "less"),
        ];
        for (limit, relation) in limits {
            if let Some(limit) = limit {
                let constraint = format!("have {what} {relation} than or equal to {limit}");
                self.problem(path, &self.shown(value, shape), &constraint);
            }
        }
    }

    /// The value in quotes; secrets and large values are not shown.
    fn shown(&self, value: &Value, shape: Shape) -> String {
        match value {
            _ if self.hides || shape.is_hidden() => String::new(),
            Value::String(text) => format!("'{text}' "),
            Value::Number(number) => format!("'{number}' "),
            _ => String::new(),
        }
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn lower_first(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map(|first| first.to_ascii_lowercase().to_string() + chars.as_str()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shapes::value::json;

    crate::shapes! {
        static ID: Shape = Shape::new("Id", Kind::String).min(2.0).max(9.0).pattern(r"[\w-]+");
        static SECRET: Shape = Shape::new("Secret", Kind::String).min(6.0).sensitive();
        static COUNT: Shape = Shape::new("Count", Kind::Integer).min(0.0).max(60.0);
        static COLOR: Shape = Shape::new("Color", Kind::Enum(&["RED", "GREEN"]));
        static IDS: Shape = Shape::new("Ids", Kind::List(ID)).min(1.0);
        static TAGS: Shape = Shape::new("Tags", Kind::Map { key: ID, value: COUNT });
        static BLOB: Shape = Shape::new("Blob", Kind::Blob).max(2.0);
        static ERROR: Shape =
            Shape::new("Error", Kind::Structure(&[])).code("InvalidParameterException");
        static INPUT: Shape = Shape::new(
            "Input",
            Kind::Structure(&[
                Member::new("PoolId", ID).required(),
                Member::new("Secret", SECRET),
                Member::new("Count", COUNT),
                Member::new("Color", COLOR),
                Member::new("Ids", IDS),
                Member::new("Tags", TAGS),
                Member::new("Blob", BLOB),
            ]),
        );
    }
    static OPERATION: Operation = Operation::new("Op", &TABLES).input(INPUT.id()).errors(&[ERROR.id()]);

    fn rejected(body: &str) -> String {
        let body = if body.is_empty() { "{}" } else { body };
        match request(&OPERATION, json::parse(body).unwrap()) {
            Ok(_) => String::new(),
            Err(Rejection { code, message }) => format!("{code}: {message}"),
        }
    }

    #[test]
    fn constraints_in_the_services_words() {
        let cases = [
            (
                "",
                "1 validation error detected: Value null at 'poolId' failed to satisfy constraint: Member must not be null",
            ),
            (
                r#"{"PoolId":"a b"}"#,
                "1 validation error detected: Value 'a b' at 'poolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+",
            ),
            (
                r#"{"PoolId":"ab","Secret":"x"}"#,
                "1 validation error detected: Value at 'secret' failed to satisfy constraint: Member must have length greater than or equal to 6",
            ),
            (
                r#"{"PoolId":"ab","Count":61,"Color":"BLUE"}"#,
                "2 validation errors detected: Value '61' at 'count' failed to satisfy constraint: Member must have value less than or equal to 60; Value 'BLUE' at 'color' failed to satisfy constraint: Member must satisfy enum value set: [RED, GREEN]",
            ),
            (
                r#"{"PoolId":"ab","Ids":[]}"#,
                "1 validation error detected: Value at 'ids' failed to satisfy constraint: Member must have length greater than or equal to 1",
            ),
            (
                r#"{"PoolId":"ab","Ids":["ab","c"]}"#,
                "1 validation error detected: Value 'c' at 'ids.2.member' failed to satisfy constraint: Member must have length greater than or equal to 2",
            ),
            (
                r#"{"PoolId":"ab","Tags":{"ab":-1}}"#,
                "1 validation error detected: Value '-1' at 'tags.ab.member' failed to satisfy constraint: Member must have value greater than or equal to 0",
            ),
            (
                r#"{"PoolId":"ab","Blob":"YWFh"}"#,
                "1 validation error detected: Value 'YWFh' at 'blob' failed to satisfy constraint: Member must have length less than or equal to 2",
            ),
        ];
        for (body, message) in cases {
            assert_eq!(rejected(body), format!("InvalidParameterException: {message}"), "{body}");
        }
    }

    #[test]
    fn types_come_first() {
        let cases = [
            (r#"{"PoolId":5}"#, "NUMBER_VALUE can not be converted to String"),
            (r#"{"Count":"5"}"#, "STRING_VALUE can not be converted to Integer"),
            (r#"{"Count":1.5}"#, "DECIMAL_VALUE can not be converted to Integer"),
            (r#"{"Ids":"a"}"#, "Expected list or null"),
            (r#"{"Secret":["a"]}"#, "Start of list found where not expected"),
            (r#"{"Secret":{}}"#, "Start of structure or map found where not expected."),
            (r#"{"Blob":"?"}"#, "STRING_VALUE can not be converted to Blob"),
            ("[]", "Start of list found where not expected"),
        ];
        for (body, message) in cases {
            assert_eq!(rejected(body), format!("SerializationException: {message}"), "{body}");
        }
    }

    #[test]
    fn what_is_right_passes() {
        let good = r#"{"PoolId":"ab","Secret":null,"Count":60,"Color":"RED","Ids":["ab"],"Tags":{},"Blob":"YQ==","New":1}"#;
        assert_eq!(rejected(good), "");
    }
}

//! Checks a value against a shape before it is sent: all problems in one report.
//!
//! Checked are required members, unknown members, types and least lengths and values. Greatest
//! lengths, patterns and enums are left to the service, which may be newer than the model.

use std::fmt;

use crate::shapes::schema::{Kind, Members, Shape};
use crate::shapes::text::python;
use crate::shapes::time::dates;
use crate::shapes::value::json::{Layout, to_string};
use crate::shapes::value::{Map, Number, Value};
use crate::shapes::walks::mask::{MASK, holds_secrets};

/// A value does not fit its shape. `Display` is the report, one problem a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidationError {
    /// The problems, in the order in which they were found.
    pub problems: Vec<String>,
}

impl fmt::Display for ValidationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Parameter validation failed:\n{}", self.problems.join("\n"))
    }
}

impl std::error::Error for ValidationError {}

/// What a report calls types, and how it shows values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Terms {
    /// In the model's words, values as JSON.
    Model,
    /// In Python's, as botocore.
    Python,
}

/// Checks `value` against `shape`.
///
/// # Errors
/// [`ValidationError`] with everything that is wrong.
pub fn validate(value: &Value, shape: Shape) -> Result<(), ValidationError> {
    validate_in(Terms::Model, value, shape)
}

/// As [`validate`], with a report in such terms.
///
/// # Errors
/// As [`validate`].
pub fn validate_in(terms: Terms, value: &Value, shape: Shape) -> Result<(), ValidationError> {
    let mut checker = Checker { problems: Vec::new(), secret: false, terms };
    checker.value("", value, shape);
    let Checker { problems, .. } = checker;
    if problems.is_empty() { Ok(()) } else { Err(ValidationError { problems }) }
}

struct Checker {
    problems: Vec<String>,
    /// Whether this is inside of a secret value, of which nothing is repeated.
    secret: bool,
    terms: Terms,
}

impl Checker {
    fn value(&mut self, path: &str, value: &Value, shape: Shape) {
        self.inside(shape.secret(), path, value, shape);
    }

    /// Checks a value that is secret, or as secret as what it is in.
    fn inside(&mut self, secret: bool, path: &str, value: &Value, shape: Shape) {
        let outside = self.secret;
        self.secret |= secret || shape.secret();
        self.shaped(path, value, shape);
        self.secret = outside;
    }

    fn shaped(&mut self, path: &str, value: &Value, shape: Shape) {
        match (shape.kind(), value) {
            (Kind::Structure(members), Value::Map(map)) => self.structure(path, map, members),
            (Kind::Union(members), Value::Map(map)) => {
                self.union(path, map, members);
                self.structure(path, map, members);
            }
            (Kind::Map { key, value }, Value::Map(map)) => self.map(path, map, shape, key, value),
            (Kind::List(item), Value::List(items)) => self.list(path, items, shape, item),
            (Kind::String | Kind::Enum(_), Value::String(text)) => {
                self.length(path, text.chars().count(), shape);
            }
            (Kind::Integer | Kind::Long, Value::Number(n @ (Number::Int(_) | Number::Big(_)))) => {
                self.range(path, n, shape);
            }
            (Kind::Float | Kind::Double, Value::Number(n)) if !matches!(n, Number::Date(..)) => {
                self.range(path, n, shape)
            }
            // As in Python, true is 1 where a number is wanted.
            (Kind::Integer | Kind::Long | Kind::Float | Kind::Double, Value::Bool(b)) => {
                self.range(path, &Number::Int(i64::from(*b)), shape);
            }
            (Kind::Boolean, Value::Bool(_)) | (Kind::Blob, Value::String(_) | Value::Bytes(_)) => {}
            (Kind::Timestamp(_), value) if dates::moment(value).is_ok() => {}
            (Kind::Document, value) => self.document(path, value),
            (_, value) => self.wrong_type(path, value, shape),
        }
    }

    fn structure(&mut self, path: &str, map: &Map, members: Members) {
        for member in members.iter().filter(|m| m.required() && !map.contains_key(m.name())) {
            let text = format!("Missing required parameter in {}: \"{}\"", name(path), member.name());
            self.problems.push(text);
        }
        let known = |key: &str| members.named(key);
        for key in map.keys().filter(|key| known(key).is_none()) {
            let valid: Vec<_> = members.iter().map(|m| m.name()).collect();
            let text = format!(
                "Unknown parameter in {}: \"{key}\", must be one of: {}",
                name(path),
                valid.join(", ")
            );
            self.problems.push(text);
        }
        for (key, value) in map.iter() {
            if let Some(member) = known(key) {
                self.inside(member.sensitive(), &format!("{path}.{key}"), value, member.shape());
            }
        }
    }

    fn union(&mut self, path: &str, map: &Map, members: Members) {
        let valid: Vec<_> = members.iter().map(|m| m.name()).collect();
        let valid = valid.join(". ");
        let text = match map.len() {
            1 => return,
            0 => format!(
                "Must set one of the following keys for tagged unionstructure {}: {valid}.",
                name(path)
            ),
            _ => format!(
                "Invalid number of parameters set for tagged union structure {}. \
                 Can only set one of the following keys: {valid}.",
                name(path)
            ),
        };
        self.problems.push(text);
    }

    fn map(&mut self, path: &str, map: &Map, shape: Shape, key_shape: Shape, value_shape: Shape) {
        for (key, value) in map.iter() {
            self.value(&format!("{path} (key: {key})"), &Value::from(key), key_shape);
            self.inside(shape.is_secret_key(key), &format!("{path}.{key}"), value, value_shape);
        }
    }

    fn list(&mut self, path: &str, items: &[Value], shape: Shape, item_shape: Shape) {
        self.length(path, items.len(), shape);
        for (index, item) in items.iter().enumerate() {
            self.value(&format!("{path}[{index}]"), item, item_shape);
        }
    }

    /// Documents hold anything but bytes.
    fn document(&mut self, path: &str, value: &Value) {
        match value {
            Value::Map(map) => map.iter().for_each(|(key, value)| self.document(key, value)),
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.document(&format!("{path}[{index}]"), item);
                }
            }
            Value::Bytes(_) | Value::Number(Number::Date(..)) => self.problems.push(format!(
                "Invalid type for document parameter {}, value: {}, valid types: any JSON value",
                name(path),
                if let Value::Bytes(_) = value { "bytes".to_owned() } else { text(value) }
            )),
            _ => {}
        }
    }

    fn length(&mut self, path: &str, length: usize, shape: Shape) {
        if shape.min().is_some_and(|min| (length as f64) < min) {
            let min = limit(shape);
            let path = name(path);
            self.problems.push(format!(
                "Invalid length for parameter {path}, value: {length}, valid min length: {min}"
            ));
        }
    }

    fn range(&mut self, path: &str, number: &Number, shape: Shape) {
        if shape.min().is_some_and(|min| number.as_f64() < min) {
            let min = limit(shape);
            let (path, number) = (name(path), self.shown(&Value::Number(number.clone()), shape));
            self.problems
                .push(format!("Invalid value for parameter {path}, value: {number}, valid min value: {min}"));
        }
    }

    /// The value as messages show it. Of another type a secret is not what was meant, but it may be what was typed.
    fn shown(&self, value: &Value, shape: Shape) -> String {
        match self.terms {
            _ if self.secret || holds_secrets(shape) => MASK.to_owned(),
            Terms::Model => text(value),
            Terms::Python => python::display(value),
        }
    }

    fn wrong_type(&mut self, path: &str, value: &Value, shape: Shape) {
        let shown = self.shown(value, shape);
        let (found, valid) = match self.terms {
            Terms::Model => (type_of(value).to_owned(), types_for(shape.kind()).to_owned()),
            Terms::Python => (class(python::type_name(value)), classes_for(shape.kind())),
        };
        self.problems.push(format!(
            "Invalid type for parameter {}, value: {shown}, type: {found}, valid types: {valid}",
            name(path)
        ));
    }
}

/// The path as messages show it: without the first dot, and `input` for the whole.
fn name(path: &str) -> &str {
    if path.is_empty() { "input" } else { path.strip_prefix('.').unwrap_or(path) }
}

/// The least length or value, without a fraction where it has none.
fn limit(shape: Shape) -> String {
    shape.min().map(|min| min.to_string()).unwrap_or_default()
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bytes(bytes) => format!("{} bytes", bytes.len()),
        Value::Number(Number::Date(date)) => date.written.to_string(),
        _ => to_string(value, Layout::Wire),
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(Number::Float(_)) => "float",
        Value::Number(Number::Date(..)) => "date",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Bytes(_) => "bytes",
        Value::List(_) => "list",
        Value::Map(_) => "map",
    }
}

fn types_for(kind: Kind) -> &'static str {
    match kind {
        Kind::String | Kind::Enum(_) => "string",
        Kind::Integer | Kind::Long => "integer",
        Kind::Float | Kind::Double => "float, integer",
        Kind::Boolean => "boolean",
        Kind::Timestamp(_) => "timestamp",
        Kind::Blob => "bytes, string",
        Kind::Document => "any JSON value",
        Kind::List(_) => "list",
        Kind::Map { .. } => "map",
        Kind::Structure(_) | Kind::Union(_) => "structure",
    }
}

fn class(name: &str) -> String {
    format!("<class '{name}'>")
}

/// What botocore takes for a kind, as it writes them.
fn classes_for(kind: Kind) -> String {
    let (names, more): (&[&str], _) = match kind {
        Kind::String | Kind::Enum(_) => (&["str"], ""),
        Kind::Integer | Kind::Long => (&["int"], ""),
        Kind::Float | Kind::Double => (&["float", "decimal.Decimal", "int"], ""),
        Kind::Boolean => (&["bool"], ""),
        Kind::Timestamp(_) => (&["datetime.datetime"], ", timestamp-string"),
        Kind::Blob => (&["bytes", "bytearray"], ", file-like object"),
        Kind::Document => (&[], "any JSON value"),
        Kind::List(_) => (&["list", "tuple"], ""),
        Kind::Map { .. } | Kind::Structure(_) | Kind::Union(_) => (&["dict"], ""),
    };
    names.iter().map(|name| class(name)).collect::<Vec<_>>().join(", ") + more
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shapes::value::json;

    crate::shapes! {
        static TEXT: Shape = Shape::new("Text", Kind::String).min(1.0);
        static NUMBER: Shape = Shape::new("Number", Kind::Integer).min(0.0);
        static FLAG: Shape = Shape::new("Flag", Kind::Boolean);
        static TEXTS: Shape = Shape::new("Texts", Kind::List(TEXT)).min(1.0);
        static MAP: Shape = Shape::new("Map", Kind::Map { key: TEXT, value: TEXT });
        static BLOB: Shape = Shape::new("Blob", Kind::Blob);
        static INNER: Shape = Shape::new("Inner", Kind::Structure(&[Member::new("Name", TEXT).required()]));
        static INPUT: Shape = Shape::new("Input", Kind::Structure(&[
        Member::new("Id", TEXT).required(),
        Member::new("N", NUMBER),
        Member::new("B", FLAG),
        Member::new("L", TEXTS),
        Member::new("M", MAP),
        Member::new("Blob", BLOB),
        Member::new("In", INNER),
    ]));
    }

    fn problems(text: &str) -> Vec<String> {
        let value = json::parse(text).unwrap_or_default();
        validate(&value, INPUT).err().map(|e| e.problems).unwrap_or_default()
    }

    #[test]
    fn secrets_are_not_repeated() {
        crate::shapes! {
            static TEXT: Shape = Shape::new("Text", Kind::String).min(1.0);
            static SECRETS: Shape = Shape::new("Secrets", Kind::Map { key: TEXT, value: TEXT }).sensitive();
            static PIN: Shape = Shape::new("Pin", Kind::Integer).min(1000.0).sensitive();
            static KEYS: Shape = Shape::new("Keys", Kind::Map { key: TEXT, value: TEXT }).secret_keys(&["k"]);
            static SHAPE: Shape = Shape::new("Shape", Kind::Structure(&[
            Member::new("S", SECRETS),
            Member::new("P", PIN),
            Member::new("K", KEYS),
            Member::new("M", TEXT).sensitive(),
        ]));
        }
        for value in [
            r#"{"S": {"k": [7117]}}"#,
            r#"{"S": "7117"}"#,
            r#"{"P": "7117"}"#,
            r#"{"P": 711}"#,
            r#"["7117"]"#,
            r#"{"K": {"k": 7117}}"#,
            r#"{"M": 7117}"#,
        ] {
            let error = validate(&json::parse(value).unwrap_or_default(), SHAPE).unwrap_err().to_string();
            assert!(error.contains("value: ********, ") && !error.contains("711"), "{error}");
        }
    }

    #[test]
    fn all_problems_in_the_documented_order() {
        let text = r#"{"X":1,"In":{"Nam":"a"},"N":-1,"L":[],"M":{"":"v","k":5},"B":"true","Blob":5}"#;
        assert_eq!(
            problems(text),
            [
                "Missing required parameter in input: \"Id\"",
                "Unknown parameter in input: \"X\", must be one of: Id, N, B, L, M, Blob, In",
                "Missing required parameter in In: \"Name\"",
                "Unknown parameter in In: \"Nam\", must be one of: Name",
                "Invalid value for parameter N, value: -1, valid min value: 0",
                "Invalid length for parameter L, value: 0, valid min length: 1",
                "Invalid length for parameter M (key: ), value: 0, valid min length: 1",
                "Invalid type for parameter M.k, value: 5, type: integer, valid types: string",
                "Invalid type for parameter B, value: true, type: string, valid types: boolean",
                "Invalid type for parameter Blob, value: 5, type: integer, valid types: bytes, string",
            ]
        );
    }

    #[test]
    fn what_the_service_judges_is_left_to_it() {
        assert!(problems(r#"{"Id":"é","N":true,"L":["a"],"M":{},"B":false,"Blob":"x"}"#).is_empty());
        assert!(problems(r#"{"Id":"a","N":99999999999999999999}"#).is_empty());
    }

    #[test]
    fn in_pythons_terms() {
        let said = |shape: Shape, text: &str| {
            let value = json::parse(text).unwrap();
            validate_in(Terms::Python, &value, shape).unwrap_err().problems.join("|")
        };
        let of = "Invalid type for parameter input, value:";
        assert_eq!(
            said(TEXT, "null"),
            format!("{of} None, type: <class 'NoneType'>, valid types: <class 'str'>")
        );
        assert_eq!(
            said(TEXTS, r#"{"a": "b"}"#),
            format!("{of} {{'a': 'b'}}, type: <class 'dict'>, valid types: <class 'list'>, <class 'tuple'>")
        );
        assert_eq!(
            said(BLOB, "5"),
            format!(
                "{of} 5, type: <class 'int'>, valid types: <class 'bytes'>, <class 'bytearray'>, file-like object"
            )
        );
    }
}

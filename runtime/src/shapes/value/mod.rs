//! An ordered, untyped value: what the command line reads, sends, receives and prints.
//!
//! In: JSON, YAML, shorthand or command-line text. Out: wire JSON and every output format. It keeps
//! the order of members as they were written, integers of any size, and bytes apart from text, none
//! of which a typed structure (or `serde_json::Value`) would keep.

pub mod blob;
pub mod json;
mod key;
mod ordered;
pub(crate) mod xml;

use std::fmt;

pub use key::Key;
pub use ordered::Ordered;
#[cfg(test)]
pub(crate) use ordered::comparisons;

/// A value as JSON knows it, plus bytes (blobs before they are base64-encoded).
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// JSON `null`.
    #[default]
    Null,
    /// JSON `true` or `false`.
    Bool(bool),
    /// A number; integers and floats stay apart.
    Number(Number),
    /// Text.
    String(String),
    /// Raw bytes, from `fileb://` or a YAML `!!binary`.
    Bytes(Vec<u8>),
    /// JSON array.
    List(Vec<Value>),
    /// JSON object, in the order in which members were written.
    Map(Map),
}

/// A number that remembers whether it was written as an integer.
#[derive(Clone, Debug, PartialEq)]
pub enum Number {
    /// An integer that fits 64 bits.
    Int(i64),
    /// A longer integer, as its canonical decimal digits (with `-` if negative).
    Big(Box<str>),
    /// A number with a fraction or an exponent; may be NaN or infinite.
    Float(f64),
    /// A date of a language that has dates: it is a number only
    /// where a point in time is wanted.
    Date(Box<Date>),
}

/// A date, and how it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Date {
    /// Seconds since the epoch.
    pub seconds: f64,
    /// The words.
    pub written: Box<str>,
}

/// So many digits make a number of 64 bits, whichever they are.
const SHORT: usize = 18;

impl Number {
    /// Reads decimal digits with an optional sign; leading zeros are dropped.
    /// Returns `None` if `text` holds anything else.
    #[must_use]
    pub fn integer(text: &str) -> Option<Number> {
        let (negative, digits) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let digits = digits.trim_start_matches('0');
        if digits.len() <= SHORT {
            let size = digits.bytes().fold(0, |size, digit| 10 * size + i64::from(digit - b'0'));
            return Some(Number::Int(if negative { -size } else { size }));
        }
        let canonical = [if negative { "-" } else { "" }, digits].concat();
        Some(canonical.parse().map_or_else(|_| Number::Big(canonical.into()), Number::Int))
    }

    /// The nearest 64-bit float.
    #[must_use]
    pub fn as_f64(&self) -> f64 {
        match self {
            Number::Int(n) => *n as f64,
            Number::Big(digits) => digits.parse().unwrap_or(f64::NAN),
            Number::Float(f) => *f,
            Number::Date(date) => date.seconds,
        }
    }
}

/// Floats print as Python's `repr` does (`1.0`, `1e+16`, `1e-05`), since that is what scripts see.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Number::Int(n) => write!(f, "{n}"),
            Number::Big(digits) => f.write_str(digits),
            Number::Float(x) => float_repr(*x, f),
            Number::Date(date) => float_repr(date.seconds, f),
        }
    }
}

/// A number of single precision, which through text keeps its own shortest form.
pub(crate) fn widened(x: f32) -> f64 {
    x.to_string().parse().unwrap_or(f64::from(x))
}

/// Writes the shortest text that reads back as `x`, in Python's notation.
fn float_repr(x: f64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if x.is_nan() {
        return f.write_str("NaN");
    }
    if x.is_infinite() {
        return f.write_str(if x > 0.0 { "Infinity" } else { "-Infinity" });
    }
    // From 0.0001 up to 10^16 both languages write the same.
    if x == 0.0 || (1e-4..1e16).contains(&x.abs()) {
        return write!(f, "{x:?}");
    }
    let (mantissa, exponent) = scientific(x);
    let sign = if exponent < 0 { '-' } else { '+' };
    write!(f, "{mantissa}e{sign}{:02}", exponent.abs())
}

/// `x` as shortest mantissa and decimal exponent; Rust's `{:e}` always writes both.
fn scientific(x: f64) -> (String, i32) {
    let text = format!("{x:e}");
    match text.split_once('e') {
        Some((mantissa, exponent)) => (mantissa.to_owned(), exponent.parse().unwrap_or(0)),
        None => (text, 0),
    }
}

/// An object whose members keep their order.
pub type Map = Ordered<Value>;

impl Value {
    /// The text, if this is a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        if let Value::String(s) = self { Some(s) } else { None }
    }

    /// The items, if this is a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Value]> {
        if let Value::List(items) = self { Some(items) } else { None }
    }

    /// The members, if this is a map.
    #[must_use]
    pub fn as_map(&self) -> Option<&Map> {
        if let Value::Map(map) = self { Some(map) } else { None }
    }

    /// The member `key`, if this is a map that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.as_map()?.get(key)
    }

    /// Whether this is a map, a list: anything that holds other values.
    #[must_use]
    pub fn is_container(&self) -> bool {
        matches!(self, Value::List(_) | Value::Map(_))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::String(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::String(text)
    }
}

impl From<bool> for Value {
    fn from(b: bool) -> Value {
        Value::Bool(b)
    }
}

impl From<i64> for Value {
    fn from(n: i64) -> Value {
        Value::Number(Number::Int(n))
    }
}

impl From<f64> for Value {
    fn from(x: f64) -> Value {
        Value::Number(Number::Float(x))
    }
}

impl From<Map> for Value {
    fn from(map: Map) -> Value {
        Value::Map(map)
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Value {
        Value::List(items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_print_as_python_prints_them() {
        let cases = [
            (1.0, "1.0"),
            (1.5, "1.5"),
            (1e16, "1e+16"),
            (1e15, "1000000000000000.0"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (1.5e300, "1.5e+300"),
            (-0.0, "-0.0"),
            (1600000000.123, "1600000000.123"),
            (123456789012345680.0, "1.2345678901234568e+17"),
            (f64::NEG_INFINITY, "-Infinity"),
        ];
        for (x, text) in cases {
            assert_eq!(Number::Float(x).to_string(), text);
        }
    }

    #[test]
    fn integers_of_any_size() {
        assert_eq!(Number::integer("-007"), Some(Number::Int(-7)));
        assert_eq!(Number::integer("-0"), Some(Number::Int(0)));
        let big = Number::integer("00123456789012345678901234567890").map(|n| n.to_string());
        assert_eq!(big.as_deref(), Some("123456789012345678901234567890"));
        let ends = [i64::MIN, i64::MAX, -999_999_999_999_999_999, 999_999_999_999_999_999, 10_i64.pow(18)];
        assert!(ends.iter().all(|end| Number::integer(&end.to_string()) == Some(Number::Int(*end))));
        assert_eq!(Number::integer("1.0"), None);
        assert_eq!(Number::integer(""), None);
    }
}

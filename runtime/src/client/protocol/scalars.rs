//! Single values as text, and text as single values: headers, labels, parameters, elements of XML.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::json_body::special;
use super::moments;
use crate::shapes::schema::protocol::Refusal;
use crate::shapes::schema::referred::Referred;
use crate::shapes::schema::{Kind, TimestampFormat};
use crate::shapes::text::{base64_lenient, python};
use crate::shapes::value::{Number, Value};

/// A value as text; points in time are in `own` form, unless the model has another for them.
pub(super) fn text(value: &Value, at: Referred, own: TimestampFormat) -> Result<String, Refusal> {
    Ok(match (at.shape.kind(), value) {
        (Kind::Timestamp(_), _) => python::display(&moments::written(value, at.times(own))?),
        (Kind::Blob, Value::Bytes(bytes)) => STANDARD.encode(bytes),
        (Kind::Boolean, Value::Bool(b)) => b.to_string(),
        (_, Value::Number(Number::Float(x))) if !x.is_finite() => special(*x).to_owned(),
        _ => python::display(value),
    })
}

/// A value from its text. Points in time stay text.
pub(super) fn read(text: &str, at: Referred) -> Result<Value, Refusal> {
    Ok(match at.shape.kind() {
        Kind::Boolean => Value::Bool(text == "true"),
        Kind::Integer | Kind::Long => {
            Value::Number(python::integer(text).ok_or_else(|| python::not_an_integer(text))?)
        }
        Kind::Float | Kind::Double => {
            let number = python::float(text);
            Value::from(
                number.ok_or_else(|| format!("could not convert string to float: {}", python::repr(text)))?,
            )
        }
        Kind::Blob => match base64_lenient::decode(text) {
            Some(bytes) => Value::Bytes(bytes),
            None => return Err(format!("Invalid base64: \"{text}\"").into()),
        },
        _ => Value::from(text),
    })
}

/// The bytes of a blob; text of one is base64, or else stands for itself.
pub(super) fn bytes(value: &Value) -> Vec<u8> {
    match value {
        Value::Bytes(bytes) => bytes.clone(),
        Value::String(text) => STANDARD.decode(text).unwrap_or_else(|_| text.clone().into_bytes()),
        other => python::display(other).into_bytes(),
    }
}

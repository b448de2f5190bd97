//! Structures to serde, and so to wire JSON.

use std::cell::RefCell;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::ser::{Error as _, SerializeMap as _, SerializeSeq as _};
use serde::{Serialize, Serializer};

use crate::shapes::schema::reflect::{Field, ListField, MapField, Structure};
use crate::shapes::schema::{Kind, Shape, TimestampFormat};
use crate::shapes::time::Timestamp;

/// The wire form of a structure as JSON text.
///
/// # Errors
/// If a member holds a number that JSON has no form for, such as an infinity in a document.
pub fn to_wire(value: &dyn Structure) -> Result<String, serde_json::Error> {
    serde_json::to_string(&Wire { value, new_token: None })
}

/// The wire form of a request: idempotency tokens that are not set get a value each from `new_token`.
///
/// # Errors
/// As [`to_wire`].
pub(crate) fn request_to_wire(
    value: &dyn Structure,
    new_token: fn() -> String,
) -> Result<String, serde_json::Error> {
    serde_json::to_string(&Wire { value, new_token: Some(new_token) })
}

/// The wire form of a part of a structure.
pub(crate) fn field_to_wire(field: Field<'_>, shape: &'static Shape) -> Result<String, serde_json::Error> {
    serde_json::to_string(&Item { field, shape })
}

/// Writes a structure in wire names; members that are not set are left out.
///
/// # Errors
/// The serializer's own.
pub fn serialize<S: Serializer>(value: &dyn Structure, serializer: S) -> Result<S::Ok, S::Error> {
    Wire { value, new_token: None }.serialize(serializer)
}

struct Wire<'a> {
    value: &'a dyn Structure,
    /// What makes a value for idempotency tokens that are not set.
    new_token: Option<fn() -> String>,
}

impl Serialize for Wire<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let members = self.value.shape().members();
        let mut map = serializer.serialize_map(None)?;
        for (index, member) in members.iter().enumerate() {
            if let Some(field) = self.value.member(index) {
                map.serialize_entry(member.name, &Item { field, shape: member.shape })?;
            } else if let Some(new_token) = self.new_token.filter(|_| member.idempotency_token) {
                map.serialize_entry(member.name, &new_token())?;
            }
        }
        map.end()
    }
}

/// A value and the shape that says how to write it.
struct Item<'a> {
    field: Field<'a>,
    shape: &'static Shape,
}

impl Serialize for Item<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.field {
            Field::Text(text) => serializer.serialize_str(text),
            Field::Integer(n) => serializer.serialize_i64(n),
            Field::Float(x) => float(f64::from(x), x.to_string(), serializer),
            Field::Double(x) => float(x, x.to_string(), serializer),
            Field::Boolean(b) => serializer.serialize_bool(b),
            Field::Timestamp(t) => timestamp(t, self.shape, serializer),
            Field::Blob(bytes) => serializer.serialize_str(&STANDARD.encode(bytes)),
            Field::Document(value) => value.serialize(serializer),
            Field::Structure(value) => Wire { value, new_token: None }.serialize(serializer),
            Field::List(items) => list(items, self.shape, serializer),
            Field::Map(entries) => map(entries, self.shape, serializer),
        }
    }
}

/// Numbers that JSON lacks are written as the words `NaN`, `Infinity`, `-Infinity`.
fn float<S: Serializer>(x: f64, shortest: String, serializer: S) -> Result<S::Ok, S::Error> {
    match x {
        x if x.is_nan() => serializer.serialize_str("NaN"),
        x if x.is_infinite() => serializer.serialize_str(if x > 0.0 { "Infinity" } else { "-Infinity" }),
        // Through text, so that an `f32` keeps its own shortest form.
        _ => serializer.serialize_f64(shortest.parse().unwrap_or(x)),
    }
}

fn timestamp<S: Serializer>(t: Timestamp, shape: &Shape, serializer: S) -> Result<S::Ok, S::Error> {
    let Kind::Timestamp(format) = shape.kind else { return serializer.serialize_str(&t.to_string()) };
    match format {
        TimestampFormat::UnixTimestamp if t.subsec_nanos() == 0 => serializer.serialize_i64(t.seconds()),
        TimestampFormat::UnixTimestamp => serializer.serialize_f64(t.as_seconds_f64()),
        TimestampFormat::Iso8601 => serializer.serialize_str(&t.to_string()),
        TimestampFormat::Rfc822 => serializer.serialize_str(&t.http_date()),
    }
}

fn list<S: Serializer>(items: &dyn ListField, shape: &Shape, serializer: S) -> Result<S::Ok, S::Error> {
    let Kind::List(item_shape) = shape.kind else { return Err(S::Error::custom("a list without its shape")) };
    let mut seq = serializer.serialize_seq(Some(items.len()))?;
    for index in 0..items.len() {
        match items.item(index) {
            Some(field) => seq.serialize_element(&Item { field, shape: item_shape })?,
            None => seq.serialize_element(&())?,
        }
    }
    seq.end()
}

fn map<S: Serializer>(entries: &dyn MapField, shape: &Shape, serializer: S) -> Result<S::Ok, S::Error> {
    let Kind::Map { value: value_shape, .. } = shape.kind else {
        return Err(S::Error::custom("a map without its shape"));
    };
    let map = RefCell::new(serializer.serialize_map(Some(entries.len()))?);
    let mut result = Ok(());
    entries.each(&mut |key, field| {
        if result.is_ok() {
            result = match field {
                Some(field) => map.borrow_mut().serialize_entry(key, &Item { field, shape: value_shape }),
                None => map.borrow_mut().serialize_entry(key, &()),
            };
        }
    });
    result?;
    map.into_inner().end()
}

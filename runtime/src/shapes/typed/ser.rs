//! Structures to serde, and so to wire JSON.

use std::cell::RefCell;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_core::ser::{Error as _, SerializeMap as _, SerializeSeq as _};
use serde_core::{Serialize, Serializer};

use crate::shapes::schema::referred::Referred;
use crate::shapes::schema::reflect::{Field, ListField, MapField, Structure};
use crate::shapes::schema::{Member, Shape, TimestampFormat};
use crate::shapes::time::Timestamp;

/// The wire form of a structure as JSON text.
///
/// # Errors
/// If a member holds a number that JSON has no form for, such as an infinity in a document.
pub fn to_wire(value: &dyn Structure) -> Result<String, serde_json::Error> {
    serde_json::to_string(&Members { value, request: None })
}

/// The wire form of a request, in the names of the wire: idempotency tokens that are not set get a value each from `new_token`.
///
/// # Errors
/// As [`to_wire`].
pub(crate) fn request_to_wire(
    value: &dyn Structure,
    new_token: fn() -> String,
) -> Result<String, serde_json::Error> {
    let request = Some(Request { new_token: Some(new_token) });
    serde_json::to_string(&Members { value, request })
}

/// The wire form of a part of a structure.
pub(crate) fn field_to_wire(field: Field<'_>, shape: Shape) -> Result<String, serde_json::Error> {
    serde_json::to_string(&Item { field, at: Referred::new(shape, None), request: None })
}

/// Writes a structure in the model's names; members that are not set are left out.
///
/// # Errors
/// The serializer's own.
pub fn serialize<S: Serializer>(value: &dyn Structure, serializer: S) -> Result<S::Ok, S::Error> {
    Members { value, request: None }.serialize(serializer)
}

/// What distinguishes a request from a structure that is kept.
#[derive(Clone, Copy)]
struct Request {
    /// What makes a value for idempotency tokens that are not set.
    new_token: Option<fn() -> String>,
}

struct Members<'a> {
    value: &'a dyn Structure,
    request: Option<Request>,
}

impl Members<'_> {
    fn name(&self, member: Member) -> &'static str {
        if self.request.is_some() { member.wire_name() } else { member.name() }
    }
}

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let members = self.value.shape().members();
        let inner = self.request.map(|_| Request { new_token: None });
        let mut map = serializer.serialize_map(None)?;
        for (index, member) in members.iter().enumerate() {
            let name = self.name(member);
            if let Some(field) = self.value.member(index) {
                map.serialize_entry(name, &Item { field, at: Referred::of(member), request: inner })?;
            } else if let Some(new_token) =
                self.request.and_then(|r| r.new_token).filter(|_| member.idempotency_token())
            {
                map.serialize_entry(name, &new_token())?;
            }
        }
        map.end()
    }
}

/// A value and the shape that says how to write it.
struct Item<'a> {
    field: Field<'a>,
    at: Referred,
    request: Option<Request>,
}

impl Serialize for Item<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.field {
            Field::Text(text) => serializer.serialize_str(text),
            Field::Integer(n) => serializer.serialize_i64(n),
            Field::Float(x) => float(f64::from(x), x.to_string(), serializer),
            Field::Double(x) => float(x, x.to_string(), serializer),
            Field::Boolean(b) => serializer.serialize_bool(b),
            Field::Timestamp(t) => timestamp(t, self.at, serializer),
            Field::Blob(bytes) => serializer.serialize_str(&STANDARD.encode(bytes)),
            Field::Document(value) => value.serialize(serializer),
            Field::Structure(value) => Members { value, request: self.request }.serialize(serializer),
            Field::List(items) => list(items, self, serializer),
            Field::Map(entries) => map(entries, self, serializer),
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

fn timestamp<S: Serializer>(t: Timestamp, at: Referred, serializer: S) -> Result<S::Ok, S::Error> {
    match at.times(TimestampFormat::UnixTimestamp) {
        TimestampFormat::Iso8601 => serializer.serialize_str(&t.to_string()),
        TimestampFormat::Rfc822 => serializer.serialize_str(&t.http_date()),
        _ if t.subsec_nanos() == 0 => serializer.serialize_i64(t.seconds()),
        _ => serializer.serialize_f64(t.as_seconds_f64()),
    }
}

fn list<S: Serializer>(items: &dyn ListField, of: &Item<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let Some(at) = of.at.item() else { return Err(S::Error::custom("a list without its shape")) };
    let mut seq = serializer.serialize_seq(Some(items.len()))?;
    for index in 0..items.len() {
        match items.item(index) {
            Some(field) => seq.serialize_element(&Item { field, at, request: of.request })?,
            None => seq.serialize_element(&())?,
        }
    }
    seq.end()
}

fn map<S: Serializer>(entries: &dyn MapField, of: &Item<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let Some(at) = of.at.item() else { return Err(S::Error::custom("a map without its shape")) };
    let map = RefCell::new(serializer.serialize_map(Some(entries.len()))?);
    let mut result = Ok(());
    entries.each(&mut |key, field| {
        if result.is_ok() {
            result = match field {
                Some(field) => {
                    map.borrow_mut().serialize_entry(key, &Item { field, at, request: of.request })
                }
                None => map.borrow_mut().serialize_entry(key, &()),
            };
        }
    });
    result?;
    map.into_inner().end()
}

//! Structures to serde, in the model's names.

use std::cell::RefCell;

use serde_core::ser::{Error as _, SerializeMap as _, SerializeSeq as _};
use serde_core::{Serialize, Serializer};

use super::written::Written;
use crate::shapes::schema::referred::Referred;
use crate::shapes::schema::reflect::{Field, ListField, MapField, Structure};

/// Writes a structure in the model's names; members that are not set are left out.
///
/// # Errors
/// The serializer's own.
pub fn serialize<S: Serializer>(value: &dyn Structure, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    for (index, member) in value.shape().members().iter().enumerate() {
        if let Some(field) = value.member(index) {
            map.serialize_entry(member.name(), &Item { field, at: Referred::of(member) })?;
        }
    }
    map.end()
}

/// A value and what says how to write it.
struct Item<'a> {
    field: Field<'a>,
    at: Referred,
}

impl Serialize for Item<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.field {
            Field::Text(text) => serializer.serialize_str(text),
            Field::Integer(n) => serializer.serialize_i64(n),
            Field::Float(x) => Written::float(x).serialize(serializer),
            Field::Double(x) => Written::double(x).serialize(serializer),
            Field::Boolean(b) => serializer.serialize_bool(b),
            Field::Timestamp(t) => Written::timestamp(t, self.at).serialize(serializer),
            Field::Blob(bytes) => Written::blob(bytes).serialize(serializer),
            Field::Document(value) => value.serialize(serializer),
            Field::Structure(value) => self::serialize(value, serializer),
            Field::List(items) => list(items, self.at, serializer),
            Field::Map(entries) => map(entries, self.at, serializer),
        }
    }
}

fn list<S: Serializer>(items: &dyn ListField, at: Referred, serializer: S) -> Result<S::Ok, S::Error> {
    let at = at.item().ok_or_else(|| S::Error::custom("a list without its shape"))?;
    let mut seq = serializer.serialize_seq(Some(items.len()))?;
    for index in 0..items.len() {
        match items.item(index) {
            Some(field) => seq.serialize_element(&Item { field, at })?,
            None => seq.serialize_element(&())?,
        }
    }
    seq.end()
}

fn map<S: Serializer>(entries: &dyn MapField, at: Referred, serializer: S) -> Result<S::Ok, S::Error> {
    let at = at.item().ok_or_else(|| S::Error::custom("a map without its shape"))?;
    let map = RefCell::new(serializer.serialize_map(Some(entries.len()))?);
    let mut result = Ok(());
    entries.each(&mut |key, field| {
        if result.is_ok() {
            result = match field {
                Some(field) => map.borrow_mut().serialize_entry(key, &Item { field, at }),
                None => map.borrow_mut().serialize_entry(key, &()),
            };
        }
    });
    result?;
    map.into_inner().end()
}

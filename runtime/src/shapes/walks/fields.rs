//! Structures as values, and values into structures: one walk each over reflection, for protocols that know values alone.
//!
//! What is not set is left out. A value that does not fit its place is an error that names the member.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::shapes::schema::reflect::{Field, ListField, MapField, Slot, Structure};
use crate::shapes::text::python;
use crate::shapes::time::{Timestamp, dates};
use crate::shapes::value::json::{self, Layout};
use crate::shapes::value::{Map, Number, Value, widened};

/// The members that are set; tokens that are not get a value from `new_token`.
pub(crate) fn values(structure: &dyn Structure, new_token: Option<fn() -> String>) -> Map {
    let members = structure.shape().members().iter().enumerate();
    let set = members.filter_map(|(index, member)| {
        let made = || new_token.filter(|_| member.idempotency_token()).map(|make| Value::from(make()));
        Some((member.name(), structure.member(index).map(value).or_else(made)?))
    });
    set.collect()
}

fn value(field: Field<'_>) -> Value {
    match field {
        Field::Text(text) => Value::from(text),
        Field::Integer(n) => Value::from(n),
        Field::Float(x) => Value::from(widened(x)),
        Field::Double(x) => Value::from(x),
        Field::Boolean(b) => Value::from(b),
        Field::Timestamp(time) => Value::from(time.to_string()),
        Field::Blob(bytes) => Value::Bytes(bytes.to_vec()),
        Field::Document(value) => value.clone(),
        Field::Structure(structure) => Value::Map(values(structure, None)),
        Field::List(list) => Value::List((0..list.len()).map(|at| optional(list.item(at))).collect()),
        Field::Map(map) => {
            let mut out = Map::new();
            map.each(&mut |key, field| drop(out.insert(key, optional(field))));
            Value::Map(out)
        }
    }
}

fn optional(field: Option<Field<'_>>) -> Value {
    field.map_or(Value::Null, value)
}

/// Fills a structure; members that it does not have are passed over.
///
/// # Errors
/// What does not fit, in words.
pub(crate) fn fill(structure: &mut dyn Structure, values: Value) -> Result<(), String> {
    let Value::Map(mut map) = values else {
        return Err(format!("{} is no structure", structure.shape().name()));
    };
    for (index, member) in structure.shape().members().iter().enumerate() {
        let value = map.get_mut(member.name()).map(std::mem::take);
        let Some(value) = value.filter(|value| *value != Value::Null) else { continue };
        if let Some(slot) = structure.member_mut(index) {
            let value = if member.json_value() { as_text(value) } else { value };
            set(slot, value).map_err(|reason| format!("{}: {reason}", member.name()))?;
        }
    }
    Ok(())
}

/// What was JSON in a text is one in types, too.
fn as_text(value: Value) -> Value {
    match value {
        Value::String(_) => value,
        other => Value::from(json::to_string(&other, Layout::Dense)),
    }
}

fn set(slot: Slot<'_>, value: Value) -> Result<(), String> {
    match (slot, value) {
        (Slot::Text(place), Value::String(text)) => *place = text,
        (Slot::Enum(place), Value::String(text)) => place.set(&text),
        (Slot::Integer(place), value) => {
            let n = whole(&value)?;
            *place = i32::try_from(n).map_err(|_| format!("{n} has more than 32 bits"))?;
        }
        (Slot::Long(place), value) => *place = whole(&value)?,
        (Slot::Float(place), value) => *place = real(&value)? as f32,
        (Slot::Double(place), value) => *place = real(&value)?,
        (Slot::Boolean(place), Value::Bool(b)) => *place = b,
        (Slot::Timestamp(place), value) => *place = moment(&value)?,
        (Slot::Blob(place), Value::Bytes(bytes)) => *place = bytes.into(),
        (Slot::Blob(place), Value::String(text)) => {
            *place = STANDARD.decode(text).map_err(|e| e.to_string())?.into();
        }
        (Slot::Document(place), value) => *place = value,
        (Slot::Structure(place), value) => fill(place, value)?,
        (Slot::List(list), Value::List(items)) => return fill_list(list, items),
        (Slot::Map(map), Value::Map(entries)) => return fill_map(map, entries),
        _ => return Err(ANOTHER_TYPE.to_owned()),
    }
    Ok(())
}

const ANOTHER_TYPE: &str = "the reply has another type than the model says";

/// Whole numbers may be written as text.
fn whole(value: &Value) -> Result<i64, String> {
    let number = match value {
        Value::Number(number) => Some(number.clone()),
        Value::String(text) => python::integer(text),
        _ => None,
    };
    match number {
        Some(Number::Int(n)) => Ok(n),
        _ => Err(ANOTHER_TYPE.to_owned()),
    }
}

fn fill_list(list: &mut dyn ListField, items: Vec<Value>) -> Result<(), String> {
    let set_item = |item| set(list.push(), item);
    items.into_iter().filter(|item| *item != Value::Null).try_for_each(set_item)
}

fn fill_map(map: &mut dyn MapField, entries: Map) -> Result<(), String> {
    let mut entries = entries.into_iter().filter(|(_, value)| *value != Value::Null);
    entries.try_for_each(|(key, value)| set(map.insert(key.into()), value))
}

fn real(value: &Value) -> Result<f64, String> {
    match value {
        Value::Number(number) => Ok(number.as_f64()),
        Value::String(text) => match text.as_str() {
            "NaN" => Ok(f64::NAN),
            "Infinity" => Ok(f64::INFINITY),
            "-Infinity" => Ok(f64::NEG_INFINITY),
            _ => Err(format!("\"{text}\" is no number")),
        },
        _ => Err("the reply has no number in its place".to_owned()),
    }
}

/// Services do not always keep to the form that the model promises.
fn moment(value: &Value) -> Result<Timestamp, String> {
    match value {
        Value::String(text) => Timestamp::parse_http_date(text)
            .map_or_else(|| dates::moment(value).map_err(|reason| format!("\"{text}\": {reason}")), Ok),
        _ => dates::moment(value).map_err(|reason| reason.to_string()),
    }
}

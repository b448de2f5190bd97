//! Values as a body of JSON, and a body of JSON as values: what the protocols that write JSON have in common.
//!
//! Bodies are read leniently: types are not checked; members that are not there, null or unknown are left out. Documents
//! and the entries of maps stay as they came.

use crate::shapes::schema::protocol::{Received, Refusal};
use crate::shapes::schema::referred::Referred;
use crate::shapes::schema::{Kind, Member, Members, Shape, TimestampFormat};
use crate::shapes::value::json::{self, Layout};
use crate::shapes::value::{Key, Map, Number, Value};

use super::{moments, reply, unions};

/// Which way values go.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Times {
    /// Points in time are written in the form of their place.
    Written,
    /// They already are.
    Kept,
}

/// A value in the names and forms of the wire.
pub(super) fn to_wire(value: &Value, at: Referred, times: Times) -> Result<Value, Refusal> {
    Ok(match (at.shape.kind(), value) {
        (_, Value::Null) => Value::Null,
        (Kind::Timestamp(_), value) if times == Times::Written => {
            moments::written(value, at.times(TimestampFormat::UnixTimestamp))?
        }
        (Kind::Structure(members) | Kind::Union(members), Value::Map(map)) => {
            Value::Map(members_to_wire(map, members, times)?)
        }
        (Kind::List(_), Value::List(items)) => {
            let item = at.item().unwrap_or(at);
            let mut list = Vec::with_capacity(items.len());
            for value in items {
                list.push(to_wire(value, item, times)?);
            }
            Value::List(list)
        }
        (Kind::Map { .. }, Value::Map(map)) => {
            let item = at.item().unwrap_or(at);
            let mut entries = Map::new();
            for (key, value) in map.iter() {
                entries.insert(key, to_wire(value, item, times)?);
            }
            Value::Map(entries)
        }
        (Kind::Float | Kind::Double, Value::Number(Number::Float(x))) if !x.is_finite() => {
            Value::from(special(*x))
        }
        (_, other) => other.clone(),
    })
}

/// The members of a structure; those that are no members stay as they are.
pub(super) fn members_to_wire(map: &Map, members: Members, times: Times) -> Result<Map, Refusal> {
    let mut wire = Map::new();
    for (key, value) in map.iter() {
        match members.named(key) {
            Some(member) => {
                let at = Referred::of(member);
                wire.insert(at.name().unwrap_or(key), to_wire(value, at, times)?);
            }
            None => drop(wire.insert(key, value.clone())),
        }
    }
    Ok(wire)
}

/// The words for the numbers that JSON lacks.
pub(super) fn special(x: f64) -> &'static str {
    match x {
        _ if x.is_nan() => "NaN",
        _ if x > 0.0 => "Infinity",
        _ => "-Infinity",
    }
}

/// A body of this shape, as it stands; what is not JSON counts as empty, as the AWS CLI has it.
fn parse(reply: Received<'_>, at: Referred) -> Result<Value, Refusal> {
    Ok(reply::content(reply.body, Some(at.shape), reply.lasts)?.unwrap_or_else(|| Value::Map(Map::new())))
}

/// A body of this shape.
pub(super) fn read(reply: Received<'_>, at: Referred) -> Result<Value, Refusal> {
    from_wire(parse(reply, at)?, at)
}

/// The members of a structure that stand in a body, which must be an object.
pub(super) fn read_members(reply: Received<'_>, shape: Shape) -> Result<Map, Refusal> {
    match parse(reply, Referred::new(shape, None))? {
        Value::Map(map) => members_from_wire(map, shape.members()),
        other => Err(format!("The service's reply is {}, not an object", kind_of(&other)).into()),
    }
}

/// A value in the model's names.
fn from_wire(value: Value, at: Referred) -> Result<Value, Refusal> {
    match at.shape.kind() {
        Kind::Union(members) => match value {
            Value::Map(map) => match unions::check(at.shape, &unions::set(&map))? {
                Some(unknown) => Ok(unknown),
                None => members_from_wire(map, members).map(Value::Map),
            },
            Value::Null => Ok(Value::Null),
            other => Err(unexpected(&other, "an object")),
        },
        Kind::Structure(members) => match value {
            Value::Map(map) => members_from_wire(map, members).map(Value::Map),
            Value::Null => Ok(Value::Null),
            other => Err(unexpected(&other, "an object")),
        },
        Kind::List(_) => list(value, at.item().unwrap_or(at)),
        Kind::Map { .. } => match value {
            Value::Map(map) => {
                let item = at.item().unwrap_or(at);
                let mut entries = Map::new();
                for (key, value) in map {
                    entries.insert(key, from_wire(value, item)?);
                }
                Ok(Value::Map(entries))
            }
            Value::Null => Ok(Value::Null),
            other => Err(unexpected(&other, "an object")),
        },
        _ => Ok(value),
    }
}

/// The members that stand in the body, in the model's order.
pub(super) fn members_from_wire(mut wire: Map, members: Members) -> Result<Map, Refusal> {
    if are_in_order(&wire, members) {
        let mut places = members.iter();
        for (name, value) in wire.iter_mut() {
            let member = places.find(|member| member.is_named_by(name));
            if let Some(member) = member.filter(|member| !member.shape().is_scalar()) {
                *value = from_wire(std::mem::take(value), Referred::of(member))?;
            }
        }
        return Ok(wire);
    }
    let mut out = Vec::with_capacity(wire.len().min(members.len()));
    for member in members {
        let at = Referred::of(member);
        if at.location().is_outside_of_replies() {
            continue;
        }
        match wire.get_mut(member.wire_name()).map(std::mem::take) {
            None | Some(Value::Null) => {}
            Some(value) => out.push((Key::known(member.kept_name()), from_wire(value, at)?)),
        }
    }
    Ok(Map::of_distinct(out))
}

/// Whether all of an object are members that have values, in the model's order and with the tables' own names.
fn are_in_order(wire: &Map, members: Members) -> bool {
    let is_as_named = |member: &Member| !member.is_outside_of_replies() && member.other_name().is_none();
    let mut places = members.iter().filter(is_as_named);
    let mut is_next = |name: &Key| name.is_known() && places.any(|member| member.is_named_by(name));
    wire.entries().all(|(name, value)| !matches!(value, Value::Null) && is_next(name))
}

/// What can be taken apart is: a text into characters, an object into its keys.
fn list(value: Value, item: Referred) -> Result<Value, Refusal> {
    let mut items = match value {
        Value::List(items) => items,
        Value::String(text) => text.chars().map(|c| Value::from(c.to_string())).collect(),
        Value::Map(map) => map.keys().map(Value::from).collect(),
        Value::Null => return Ok(Value::Null),
        other => return Err(unexpected(&other, "a list")),
    };
    if !item.shape.is_scalar() {
        for value in &mut items {
            *value = from_wire(std::mem::take(value), item)?;
        }
    }
    Ok(Value::List(items))
}

fn unexpected(value: &Value, wanted: &str) -> Refusal {
    format!("The service's reply holds {} where {wanted} was expected", kind_of(value)).into()
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

/// A body of a request as a server reads it.
pub(super) fn asked(body: &[u8]) -> Result<Value, Refusal> {
    let unreadable = |reason: String| format!("The request is no JSON object: {reason}");
    let text = std::str::from_utf8(body).map_err(|_| unreadable("the body is not UTF-8".to_owned()))?;
    let text = text.trim();
    json::parse(if text.is_empty() { "{}" } else { text }).map_err(|e| unreadable(e.to_string()).into())
}

/// What a server was asked, in the model's names; what does not fit stays, for the server to refuse.
pub(super) fn input(value: Value, at: Referred) -> Value {
    match (at.shape.structure(), value) {
        (Some(members), Value::Map(map)) => {
            let mut named = Map::new();
            for (key, value) in map {
                let is_it = |m: &Member| m.wire_name() == &*key;
                match members.iter().find(is_it) {
                    Some(member) => {
                        named.insert(Key::known(member.kept_name()), input(value, Referred::of(member)));
                    }
                    None => drop(named.insert(key, value)),
                }
            }
            Value::Map(named)
        }
        (_, Value::List(mut items)) if at.item().is_some() => {
            let item = at.item().unwrap_or(at);
            items.iter_mut().for_each(|value| *value = input(std::mem::take(value), item));
            Value::List(items)
        }
        (_, Value::Map(mut map)) if matches!(at.shape.kind(), Kind::Map { .. }) => {
            let item = at.item().unwrap_or(at);
            map.iter_mut().for_each(|(_, value)| *value = input(std::mem::take(value), item));
            Value::Map(map)
        }
        (_, value) => value,
    }
}

/// JSON text of a body.
pub(super) fn text(value: &Value) -> Vec<u8> {
    json::to_string(value, Layout::Wire).into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shapes::schema::wire::{Location, Wire};

    crate::shapes! {
        static TEXT: Shape = Shape::new("Text", Kind::String);
        static TEXTS: Shape = Shape::new("Texts", Kind::List(TEXT));
        static ANY: Shape = Shape::new("Any", Kind::Document);
        static MANY: Shape = Shape::new("Many", Kind::Map { key: TEXT, value: ITEM });
        static ITEMS: Shape = Shape::new("Items", Kind::List(ITEM));
        static ONE: Shape = Shape::new("One", Kind::Union(&[Member::new("A", TEXT), Member::new("B", ITEM)]));
        static ITEM: Shape = Shape::new(
            "Item",
            Kind::Structure(&[
                Member::new("Name", TEXT),
                Member::new("Head", TEXT).wire(&Wire::DEFAULT.name("Texts").location(Location::Header)),
                Member::new("Texts", TEXTS),
                Member::new("Other", TEXT).wire(&Wire::DEFAULT.name("other")),
                Member::new("Any", ANY),
                Member::new("Many", MANY),
                Member::new("Items", ITEMS),
                Member::new("One", ONE),
            ]),
        );
    }

    fn both(text: &str) -> [String; 2] {
        let at = Referred::new(ITEM, None);
        [Some(ITEM), None].map(|known| {
            let value = reply::content(text.as_bytes(), known, &|| true);
            let value =
                value.and_then(|value| from_wire(value.unwrap_or_else(|| Value::Map(Map::new())), at));
            value.map_or_else(|error| error.to_string(), |value| json::to_string(&value, Layout::Wire))
        })
    }

    #[test]
    fn what_is_known_while_reading_changes_nothing() {
        let cases = [
            (r#"{"Name":"a","Texts":["b"]}"#, r#"{"Name": "a", "Texts": ["b"]}"#),
            (r#"{"Texts":["b"],"new":[{}],"Name":"a","Any":null}"#, r#"{"Name": "a", "Texts": ["b"]}"#),
            (r#"{"Name":"a","Name":null,"Texts":[],"Texts":[null]}"#, r#"{"Texts": [null]}"#),
            (r#"{"Name":null,"Name":["b"]}"#, r#"{"Name": ["b"]}"#),
            (r#"{"Texts":["a"],"Head":"b","Texts":"cd"}"#, r#"{"Texts": ["c", "d"]}"#),
            (r#"{"other":"a","Other":"b"}"#, r#"{"Other": "a"}"#),
            (r#"{"Any":{"Name":null,"x":1,"x":2}}"#, r#"{"Any": {"Name": null, "x": 2}}"#),
            (
                r#"{"Many":{"b":{"new":1,"Name":"a"},"a":null}}"#,
                r#"{"Many": {"b": {"Name": "a"}, "a": null}}"#,
            ),
            (r#"{"Items":[{"Items":[{"y":0}]},null]}"#, r#"{"Items": [{"Items": [{}]}, null]}"#),
            (r#"{"Items":{"Name":1}}"#, "The service's reply holds a string where an object was expected"),
            (r#"{"Many":[]}"#, "The service's reply holds a list where an object was expected"),
            (r#"{"Many":[],"Many":{}}"#, r#"{"Many": {}}"#),
            (
                r#"{"One":{"B":{"Texts":["x"],"Name":"y"}}}"#,
                r#"{"One": {"B": {"Name": "y", "Texts": ["x"]}}}"#,
            ),
            (r#"{"One":{"C":1}}"#, r#"{"One": {"SDK_UNKNOWN_MEMBER": {"name": "C"}}}"#),
            (r#"{"Many":[],"Name":"#, "{}"),
            (r#"[{"Name":1}]"#, "The service's reply holds a list where an object was expected"),
        ];
        for (text, expected) in cases {
            assert_eq!(both(text), [expected, expected], "{text}");
        }
    }
}

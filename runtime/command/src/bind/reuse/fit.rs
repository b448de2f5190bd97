//! A value of a reply or a document as a member of a request: what has the member's shape stays, the rest is named.
//!
//! In: the value, and the shape that it is to have. Out: what of it can be sent, and the paths of what cannot. Nulls are nothing.
//! Lengths and ranges are looked at by nobody here.

use rt::internals::base64_lenient;
use rt::schema::{Kind, Member, Members, Shape};
use rt::value::{Map, Number, Value};

/// What of a value has a shape. Paths of the rest go to `left`.
pub(crate) fn fit(value: Value, shape: Shape, path: &str, left: &mut Vec<String>) -> Option<Value> {
    let fits = match (shape.kind(), value) {
        (_, Value::Null) => return None,
        (Kind::Structure(members) | Kind::Union(members), Value::Map(map)) => {
            return structure(map, members, matches!(shape.kind(), Kind::Union(_)), path, left);
        }
        (Kind::Map { value: of, .. }, Value::Map(map)) => {
            let entries = map.into_iter().filter_map(|(key, value)| {
                let at = step(path, &key);
                Some((key, fit(value, of, &at, left)?))
            });
            Some(Value::Map(entries.collect()))
        }
        (Kind::List(item), Value::List(items)) => {
            let items = items.into_iter().enumerate();
            Some(Value::List(
                items.filter_map(|(at, value)| fit(value, item, &format!("{path}[{at}]"), left)).collect(),
            ))
        }
        (Kind::Document, value) => Some(value),
        (Kind::String | Kind::Enum(_), value @ Value::String(_)) => Some(value),
        (Kind::Boolean, value @ Value::Bool(_)) => Some(value),
        (Kind::Integer | Kind::Long, Value::Number(n @ (Number::Int(_) | Number::Big(_)))) => {
            Some(Value::Number(n))
        }
        (Kind::Float | Kind::Double, Value::Number(n)) if !matches!(n, Number::Date(_)) => {
            Some(Value::Number(n))
        }
        (Kind::Timestamp(_), value @ (Value::String(_) | Value::Number(_))) => Some(value),
        // Documents hold bytes as base64, whatever text on the command line means.
        (Kind::Blob, Value::String(text)) => base64_lenient::decode(&text).map(Value::Bytes),
        (Kind::Blob, value @ Value::Bytes(_)) => Some(value),
        _ => None,
    };
    if fits.is_none() {
        left.push(path.to_owned());
    }
    fits
}

/// A structure without what it does not know. One that lacks what it must have is nothing.
fn structure(
    map: Map,
    members: Members,
    is_union: bool,
    path: &str,
    left: &mut Vec<String>,
) -> Option<Value> {
    let mut fitting = Map::new();
    for (name, value) in map {
        let at = step(path, &name);
        match members.named(&name) {
            Some(member) => {
                drop(fit(value, member.shape(), &at, left).map(|value| fitting.insert(name, value)))
            }
            None if value == Value::Null => {}
            None => left.push(at),
        }
    }
    let lacks = |member: Member| {
        member.required() && !member.idempotency_token() && !fitting.contains_key(member.name())
    };
    if members.iter().any(lacks) || is_union && fitting.len() != 1 {
        left.push(path.to_owned());
        return None;
    }
    Some(Value::Map(fitting))
}

/// The path to a member or a key.
pub(crate) fn step(path: &str, name: &str) -> String {
    let plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-:/@".contains(c));
    match (plain, path) {
        (true, "") => name.to_owned(),
        (true, path) => format!("{path}.{name}"),
        (false, path) => {
            format!("{path}[{}]", rt::json::to_string(&Value::from(name), rt::json::Layout::Wire))
        }
    }
}

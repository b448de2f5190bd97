//! Members of members: `Account.Users` in the rules of a paginator.

use crate::value::{Map, Value};

/// The value at a path of names joined by dots.
pub(super) fn get<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(value, |value, name| value.get(name)).filter(|v| **v != Value::Null)
}

/// Sets the value at a path; maps on the way are made where they are missing.
pub(super) fn set(value: &mut Value, path: &str, new: Value) {
    if !matches!(value, Value::Map(_)) {
        *value = Value::Map(Map::new());
    }
    let Value::Map(map) = value else { return };
    match path.split_once('.') {
        None => drop(map.insert(path, new)),
        Some((name, rest)) => {
            if !map.contains_key(name) {
                map.insert(name, Value::Map(Map::new()));
            }
            if let Some(inner) = map.get_mut(name) {
                set(inner, rest, new);
            }
        }
    }
}

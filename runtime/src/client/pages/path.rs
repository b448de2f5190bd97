//! Members of members: `Account.Users` and `Users[-1].Name` in the rules of a paginator.

use crate::shapes::value::{Map, Value};

/// The value at a path of names joined by dots; an index in brackets may stand behind each.
#[must_use]
pub fn get<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(value, step).filter(|v| **v != Value::Null)
}

/// The value at a path of plain names, for change in place.
pub(super) fn get_mut<'a>(value: &'a mut Value, path: &str) -> Option<&'a mut Value> {
    let step = |value: &'a mut Value, name| match value {
        Value::Map(map) => map.get_mut(name),
        _ => None,
    };
    path.split('.').try_fold(value, step).filter(|v| is_plain(path) && **v != Value::Null)
}

/// Whether a path has no indices.
pub(super) fn is_plain(path: &str) -> bool {
    !path.contains('[')
}

/// One name, perhaps with an index. A negative index counts from the end.
fn step<'a>(value: &'a Value, step: &str) -> Option<&'a Value> {
    let (name, index) = name_and_index(step);
    let value = value.get(name)?;
    let Some(index) = index else { return Some(value) };
    let items = value.as_list()?;
    items.get(place(index, items.len())?)
}

/// The parts of `Users[-1]`.
pub(crate) fn name_and_index(step: &str) -> (&str, Option<&str>) {
    match step.strip_suffix(']').and_then(|step| step.split_once('[')) {
        Some((name, index)) => (name, Some(index)),
        None => (step, None),
    }
}

/// Where the item of an index stands among so many.
pub(crate) fn place(index: &str, length: usize) -> Option<usize> {
    let index: i64 = index.parse().ok()?;
    let distance = usize::try_from(index.unsigned_abs()).ok()?;
    if index < 0 { length.checked_sub(distance) } else { Some(distance) }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        let value =
            crate::shapes::value::json::parse(r#"{"a": {"b": [{"c": 1}, {"c": 2}], "d": null}}"#).unwrap();
        let cases = [
            ("a.b[-1].c", Some(2)),
            ("a.b[0].c", Some(1)),
            ("a.b[2].c", None),
            ("a.b[-3].c", None),
            ("a.b[x].c", None),
            ("a[0]", None),
            ("a.d", None),
            ("a.b.c", None),
        ];
        for (path, expected) in cases {
            assert_eq!(get(&value, path), expected.map(Value::from).as_ref(), "{path}");
        }
    }
}

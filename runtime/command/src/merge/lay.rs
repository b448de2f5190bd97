//! What is given, laid over what is there.
//!
//! In: two values of one shape. Out: one. Structures are laid member by member, lists and maps as a whole; if it goes deep, maps key
//! by key.

use crate::args::Merge;
use rt::schema::{Kind, Shape};
use rt::value::{Map, Value};

/// What is there, with what is given in its place.
pub(super) fn over(present: &Map, given: &Map, shape: &Shape, merge: Merge) -> Map {
    let of = |name: &str| shape.member(name).map(|member| member.shape);
    entries(present, given, merge, &of)
}

fn entries<'s>(
    present: &Map,
    given: &Map,
    merge: Merge,
    shape_of: &dyn Fn(&str) -> Option<&'s Shape>,
) -> Map {
    let mut all = present.clone();
    for (name, value) in given.entries() {
        let laid = match all.get(name) {
            Some(present) => laid(present, value, shape_of(name), merge),
            None => value.clone(),
        };
        all.insert(name.clone(), laid);
    }
    all
}

fn laid(present: &Value, given: &Value, shape: Option<&Shape>, merge: Merge) -> Value {
    let (Some(shape), Value::Map(present), Value::Map(given)) = (shape, present, given) else {
        return given.clone();
    };
    match shape.kind {
        Kind::Structure(_) => over(present, given, shape, merge).into(),
        Kind::Map { value: of, .. } if merge == Merge::Deep => {
            entries(present, given, merge, &|_| Some(of)).into()
        }
        Kind::Document if merge == Merge::Deep => entries(present, given, merge, &|_| Some(shape)).into(),
        _ => given.clone().into(),
    }
}

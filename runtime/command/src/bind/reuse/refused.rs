//! What the service is known to refuse when it is sent back, taken out of a request.
//!
//! In: a request, what of it was given rather than read, and the table. Out: the request without it, and a sentence for each
//! thing that was taken out. What was given stays; what was read beside it goes.

use crate::table::{Refusal, Resent};
use rt::json::{self, Layout};
use rt::value::{Map, Value};

/// Takes out what is refused: paths, and why.
pub(crate) fn take_out(
    request: &mut Map,
    given: &Map,
    resent: Option<&Resent>,
) -> Vec<(&'static str, &'static str)> {
    let mut taken = Vec::new();
    let Some(resent) = resent else { return taken };
    for refusal in resent.refused() {
        let Some(path) = refused(&refusal, request, given) else { continue };
        if remove(request, path) {
            taken.push((path, refusal.why));
        }
    }
    taken
}

/// The path of what has to go.
fn refused(refusal: &Refusal, request: &Map, given: &Map) -> Option<&'static str> {
    let Refusal { member, beside, is, unless_read, .. } = *refusal;
    find(request, member)?;
    let is_given = |path: &str| !path.is_empty() && find(given, path).is_some();
    if beside.is_empty() {
        return (!is_given(member)).then_some(member);
    }
    let stands = find(request, beside).is_some_and(|value| is.is_empty() || text(value) == is);
    match (is_given(member), is_given(beside)) {
        _ if !stands => None,
        // Who gives both shall hear what the service says.
        (true, true) => None,
        (true, false) => Some(beside),
        (false, false) if unless_read => None,
        (false, _) => Some(member),
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => json::to_string(value, Layout::Wire),
    }
}

/// What stands at the end of a path.
fn find<'m>(map: &'m Map, path: &str) -> Option<&'m Value> {
    match path.split_once('.') {
        None => map.get(path).filter(|value| **value != Value::Null),
        Some((first, rest)) => find(map.get(first)?.as_map()?, rest),
    }
}

fn remove(map: &mut Map, path: &str) -> bool {
    match path.split_once('.') {
        None => map.remove(path).is_some(),
        Some((first, rest)) => match map.get_mut(first) {
            Some(Value::Map(inner)) => remove(inner, rest),
            _ => false,
        },
    }
}

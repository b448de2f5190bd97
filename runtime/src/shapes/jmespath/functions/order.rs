//! Functions that put values in an order.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::types::{not_ordered, type_error, type_name};
use super::{Argument, Result, apply, items, take_items};
use crate::shapes::jmespath::number;
use crate::shapes::jmespath::work::Work;
use crate::shapes::text::python;
use crate::shapes::value::Value;

/// Sorts numbers or texts.
pub(super) fn sort(mut list: Vec<Value>) -> Value {
    let places = sorted(&list.iter().collect::<Vec<_>>());
    picked(&mut list, &places)
}

/// Sorts by what an expression finds in each item: all numbers or all texts.
pub(super) fn sort_by(work: &Work<'_>, arguments: &mut [Argument<'_>]) -> Result<Value> {
    let Some(first) = items(&arguments[0]).first() else { return Ok(Value::List(Vec::new())) };
    let required = type_name(&*apply(work, &arguments[1], first)?);
    if !matches!(required, "number" | "string") {
        return Err(type_error("sort_by", &python::display(first), &["string", "number"], required));
    }
    let pairs = keyed(work, arguments, "sort_by", &[required])?;
    let places = sorted(&pairs.iter().map(|(key, _)| &**key).collect::<Vec<_>>());
    let mut list = take_items(work, &mut arguments[0])?;
    Ok(picked(&mut list, &places))
}

/// The places of keys in their order; of equal ones the first comes first.
fn sorted(keys: &[&Value]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..keys.len()).collect();
    places.sort_unstable_by(|a, b| order(keys[*a], keys[*b]).then(a.cmp(b)));
    places
}

/// The items that stood at these places.
fn picked(list: &mut [Value], places: &[usize]) -> Value {
    places.iter().map(|at| std::mem::take(&mut list[*at])).collect::<Vec<_>>().into()
}

/// The first of the greatest (or least) values; `null` of none.
pub(super) fn extreme(work: &Work<'_>, list: &[Value], wanted: Ordering) -> Result<Value> {
    let better = |best, next| if order(next, best) == wanted { next } else { best };
    list.iter().reduce(better).map_or(Ok(Value::Null), |value| work.copy(value))
}

/// The item in which an expression finds the greatest (or least) value.
pub(super) fn extreme_by(
    work: &Work<'_>,
    arguments: &[Argument<'_>],
    function: &str,
    wanted: Ordering,
) -> Result<Value> {
    let mut pairs = keyed(work, arguments, function, &["number", "string"])?.into_iter();
    let Some(mut best) = pairs.next() else { return Ok(Value::Null) };
    for next in pairs {
        if type_name(&next.0) != type_name(&best.0) {
            let operator = if wanted == Ordering::Greater { ">" } else { "<" };
            return Err(not_ordered(operator, &next.0, &best.0));
        }
        if order(&next.0, &best.0) == wanted {
            best = next;
        }
    }
    work.copy(best.1)
}

fn order(left: &Value, right: &Value) -> Ordering {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => number::compare(a, b).unwrap_or(Ordering::Equal),
        (Value::String(a), Value::String(b)) => a.cmp(b),
        _ => Ordering::Equal,
    }
}

/// Each item with its key; all keys must be of the given types.
fn keyed<'a>(
    work: &Work<'_>,
    arguments: &'a [Argument<'a>],
    function: &str,
    types: &[&str],
) -> Result<Vec<(Cow<'a, Value>, &'a Value)>> {
    let mut pairs = Vec::new();
    for item in items(&arguments[0]) {
        let key = apply(work, &arguments[1], item)?;
        if !types.contains(&type_name(&key)) {
            return Err(type_error(function, &python::display(&key), types, type_name(&key)));
        }
        pairs.push((key, item));
    }
    Ok(pairs)
}

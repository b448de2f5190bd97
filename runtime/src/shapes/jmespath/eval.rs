//! The tree applied to a value.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::ast::{Comparison, Node};
use super::error::RuntimeError;
use super::functions::{self, Argument};
use super::number;
use super::work::Work;
use crate::shapes::value::{Map, Number, Value};

type Result<T> = std::result::Result<T, RuntimeError>;

/// Applies an expression to a value. What is found in a value is borrowed from it as long as that lasts:
/// only what ends up in a result is copied, and [`Work`] counts it.
pub(super) fn search<'v>(work: &Work<'_>, node: &'v Node, value: Cow<'v, Value>) -> Result<Cow<'v, Value>> {
    work.step(1)?;
    Ok(match node {
        Node::Identity => value,
        Node::Field(name) => match value {
            Cow::Borrowed(value) => found(value.get(name)),
            Cow::Owned(Value::Map(mut map)) => Cow::Owned(map.remove(name).unwrap_or_default()),
            Cow::Owned(_) => null(),
        },
        Node::Literal(literal) => Cow::Borrowed(literal),
        Node::Index(index) => match value {
            Cow::Borrowed(value) => found(value.as_list().and_then(|items| items.get(place(items, *index)?))),
            Cow::Owned(Value::List(mut items)) => {
                Cow::Owned(place(&items, *index).map(|at| items.swap_remove(at)).unwrap_or_default())
            }
            Cow::Owned(_) => null(),
        },
        Node::Slice(parts) => Cow::Owned(slice(work, &value, parts)?),
        Node::Chain(nodes) => nodes.iter().try_fold(value, |value, node| search(work, node, value))?,
        Node::Projection(base, each) => match items(search(work, base, value)?) {
            Some(items) => project(work, items, each)?,
            None => null(),
        },
        Node::ValueProjection(base, each) => match members(search(work, base, value)?) {
            Some(members) => project(work, members, each)?,
            None => null(),
        },
        Node::FilterProjection { base, each, condition } => match items(search(work, base, value)?) {
            Some(items) => filter(work, items, each, condition)?,
            None => null(),
        },
        Node::Flatten(base) => match items(search(work, base, value)?) {
            Some(items) => flatten(work, items)?,
            None => null(),
        },
        Node::Comparison(comparison, left, right) => {
            let left = search(work, left, Cow::Borrowed(&*value))?;
            let right = search(work, right, Cow::Borrowed(&*value))?;
            Cow::Owned(compare(work, *comparison, &left, &right)?)
        }
        Node::Or(left, right) => match search_and_keep(work, left, &value)? {
            left if is_false(&left) => search(work, right, value)?,
            left => left,
        },
        Node::And(left, right) => match search_and_keep(work, left, &value)? {
            left if is_false(&left) => left,
            _ => search(work, right, value)?,
        },
        Node::Not(inner) => Cow::Owned(Value::Bool(is_false(&*search(work, inner, value)?))),
        Node::MultiList(_) | Node::MultiHash(_) if *value == Value::Null => null(),
        Node::MultiList(nodes) => Cow::Owned(Value::List(multi_list(work, nodes, &value)?)),
        Node::MultiHash(pairs) => Cow::Owned(Value::Map(multi_hash(work, pairs, &value)?)),
        // A reference has a meaning as an argument only; anywhere else it finds nothing.
        Node::Reference(_) => null(),
        Node::Function(name, arguments) => Cow::Owned(function(work, name, arguments, value)?),
    })
}

/// What is found in a value that is needed again.
fn search_and_keep<'v>(work: &Work<'_>, node: &'v Node, value: &Cow<'v, Value>) -> Result<Cow<'v, Value>> {
    match value {
        Cow::Borrowed(value) => search(work, node, Cow::Borrowed(value)),
        Cow::Owned(value) => own(work, search(work, node, Cow::Borrowed(value))?).map(Cow::Owned),
    }
}

fn null<'v>() -> Cow<'v, Value> {
    Cow::Owned(Value::Null)
}

fn found(value: Option<&Value>) -> Cow<'_, Value> {
    value.map_or_else(null, Cow::Borrowed)
}

/// The value itself, as a part of a result.
pub(super) fn own(work: &Work<'_>, value: Cow<'_, Value>) -> Result<Value> {
    match value {
        Cow::Owned(value) => Ok(value),
        Cow::Borrowed(value) => work.copy(value),
    }
}

fn multi_list(work: &Work<'_>, nodes: &[Node], value: &Value) -> Result<Vec<Value>> {
    let mut items = Vec::with_capacity(nodes.len());
    for node in nodes {
        items.push(own(work, search(work, node, Cow::Borrowed(value))?)?);
    }
    Ok(items)
}

fn multi_hash(work: &Work<'_>, pairs: &[(String, Node)], value: &Value) -> Result<Map> {
    let mut members = Map::new();
    for (key, node) in pairs {
        work.made(key.len())?;
        members.insert(key.as_str(), own(work, search(work, node, Cow::Borrowed(value))?)?);
    }
    Ok(members)
}

/// Calls a function. If just one of its arguments looks at the value, that may take it apart.
fn function<'v>(work: &Work<'_>, name: &str, nodes: &'v [Node], value: Cow<'v, Value>) -> Result<Value> {
    let looks = |node: &Node| !matches!(node, Node::Reference(_) | Node::Literal(_));
    if nodes.iter().filter(|node| looks(node)).count() > 1 {
        let mut arguments = arguments(nodes, &mut |node| search(work, node, Cow::Borrowed(&*value)))?;
        return functions::call(work, name, &mut arguments);
    }
    let mut value = Some(value);
    let mut subject = |node| value.take_if(|_| looks(node)).unwrap_or_else(null);
    functions::call(work, name, &mut arguments(nodes, &mut |node| search(work, node, subject(node)))?)
}

fn arguments<'v>(
    nodes: &'v [Node],
    find: &mut dyn FnMut(&'v Node) -> Result<Cow<'v, Value>>,
) -> Result<Vec<Argument<'v>>> {
    let mut arguments = Vec::with_capacity(nodes.len());
    for node in nodes {
        arguments.push(match node {
            Node::Reference(inner) => Argument::Reference(inner),
            other => Argument::Value(find(other)?),
        });
    }
    Ok(arguments)
}

/// Where an item stands; a negative index counts from the end.
fn place(items: &[Value], index: i64) -> Option<usize> {
    let from_end = || usize::try_from(index.checked_neg()?).ok().and_then(|i| items.len().checked_sub(i));
    let at = if index < 0 { from_end()? } else { usize::try_from(index).ok()? };
    (at < items.len()).then_some(at)
}

/// Python's slices: bounds are clamped, a negative step goes backwards.
fn slice(work: &Work<'_>, value: &Value, parts: &[Option<i64>; 3]) -> Result<Value> {
    let Some(items) = value.as_list() else { return Ok(Value::Null) };
    let [start, stop, step] = *parts;
    let step = step.unwrap_or(1);
    if step == 0 {
        return Err(RuntimeError("slice step cannot be zero".into()));
    }
    let length = items.len() as i64;
    let (low, high) = if step > 0 { (0, length) } else { (-1, length - 1) };
    let clamp = |bound: i64| (if bound < 0 { bound.saturating_add(length) } else { bound }).clamp(low, high);
    let start = start.map_or(if step > 0 { low } else { high }, clamp);
    let stop = stop.map_or(if step > 0 { high } else { low }, clamp);
    let mut out = Vec::new();
    let mut at = start;
    while (step > 0 && at < stop) || (step < 0 && at > stop) {
        if let Some(item) = usize::try_from(at).ok().and_then(|i| items.get(i)) {
            out.push(work.copy(item)?);
        }
        at = at.saturating_add(step);
    }
    Ok(Value::List(out))
}

/// A list's items, borrowed where the list is.
fn items(list: Cow<'_, Value>) -> Option<Vec<Cow<'_, Value>>> {
    match list {
        Cow::Borrowed(Value::List(items)) => Some(items.iter().map(Cow::Borrowed).collect()),
        Cow::Owned(Value::List(items)) => Some(items.into_iter().map(Cow::Owned).collect()),
        _ => None,
    }
}

/// A structure's values, borrowed where the structure is.
fn members(map: Cow<'_, Value>) -> Option<Vec<Cow<'_, Value>>> {
    match map {
        Cow::Borrowed(Value::Map(map)) => Some(map.values().map(Cow::Borrowed).collect()),
        Cow::Owned(Value::Map(map)) => Some(map.into_iter().map(|(_, value)| Cow::Owned(value)).collect()),
        _ => None,
    }
}

fn project<'v>(work: &Work<'_>, items: Vec<Cow<'v, Value>>, each: &'v Node) -> Result<Cow<'v, Value>> {
    let mut out = Vec::new();
    for item in items {
        let found = search(work, each, item)?;
        if *found != Value::Null {
            out.push(own(work, found)?);
        }
    }
    Ok(Cow::Owned(Value::List(out)))
}

fn filter<'v>(
    work: &Work<'_>,
    items: Vec<Cow<'v, Value>>,
    each: &'v Node,
    condition: &Node,
) -> Result<Cow<'v, Value>> {
    let mut kept = Vec::new();
    for item in items {
        if !is_false(&*search(work, condition, Cow::Borrowed(&*item))?) {
            kept.push(item);
        }
    }
    project(work, kept, each)
}

fn flatten<'v>(work: &Work<'_>, list: Vec<Cow<'v, Value>>) -> Result<Cow<'v, Value>> {
    let mut out = Vec::new();
    for item in list {
        if !matches!(*item, Value::List(_)) {
            out.push(own(work, item)?);
            continue;
        }
        for inner in items(item).unwrap_or_default() {
            out.push(own(work, inner)?);
        }
    }
    Ok(Cow::Owned(Value::List(out)))
}

fn is_false(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::List(items) => items.is_empty(),
        Value::Map(map) => map.is_empty(),
        _ => false,
    }
}

fn compare(work: &Work<'_>, comparison: Comparison, left: &Value, right: &Value) -> Result<Value> {
    let symbol = match comparison {
        Comparison::Equal => return Ok(Value::Bool(equals(work, left, right)?)),
        Comparison::NotEqual => return Ok(Value::Bool(!equals(work, left, right)?)),
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    };
    let ordering = match (left, right) {
        (Value::Number(a), Value::Number(b)) => number::compare(a, b),
        (Value::String(a), Value::String(b)) => Some(a.cmp(b)),
        (Value::Number(_), Value::String(_)) | (Value::String(_), Value::Number(_)) => {
            return Err(functions::not_ordered(symbol, left, right));
        }
        _ => return Ok(Value::Null),
    };
    Ok(Value::Bool(ordering.is_some_and(|o| match comparison {
        Comparison::Less => o.is_lt(),
        Comparison::LessOrEqual => o.is_le(),
        Comparison::Greater => o.is_gt(),
        _ => o.is_ge(),
    })))
}

/// Equality as `==` has it: truth values are no numbers.
fn equals(work: &Work<'_>, left: &Value, right: &Value) -> Result<bool> {
    match (left, right) {
        (Value::Bool(_), Value::Number(_)) | (Value::Number(_), Value::Bool(_)) => Ok(false),
        _ => same(work, left, right),
    }
}

/// Equality of what lists and structures hold, which is Python's: `1`, `1.0` and `true` are the
/// same, and the order of members does not matter.
pub(super) fn same(work: &Work<'_>, left: &Value, right: &Value) -> Result<bool> {
    work.step(1)?;
    Ok(match (left, right) {
        (Value::Number(a), Value::Number(b)) => number::compare(a, b) == Some(Ordering::Equal),
        (Value::Bool(b), Value::Number(n)) | (Value::Number(n), Value::Bool(b)) => {
            number::compare(n, &Number::Int(i64::from(*b))) == Some(Ordering::Equal)
        }
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && all(a.iter().zip(b), |(a, b)| same(work, a, b))?
        }
        (Value::Map(a), Value::Map(b)) => {
            let same_in_b = |(key, a)| b.get(key).map_or(Ok(false), |b| same(work, a, b));
            a.len() == b.len() && all(a.iter(), same_in_b)?
        }
        _ => left == right,
    })
}

/// Whether all hold; the first that does not is the last that is asked.
fn all<T>(items: impl Iterator<Item = T>, mut holds: impl FnMut(T) -> Result<bool>) -> Result<bool> {
    for item in items {
        if !holds(item)? {
            return Ok(false);
        }
    }
    Ok(true)
}

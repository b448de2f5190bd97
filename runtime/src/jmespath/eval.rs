//! The tree applied to a value.

use std::cmp::Ordering;

use super::ast::{Comparison, Node};
use super::error::RuntimeError;
use super::functions::{self, Argument};
use super::number;
use crate::value::{Map, Number, Value};

type Result<T> = std::result::Result<T, RuntimeError>;

/// Applies an expression to a value.
pub(super) fn search(node: &Node, value: &Value) -> Result<Value> {
    Ok(match node {
        Node::Identity => value.clone(),
        Node::Field(name) => value.get(name).cloned().unwrap_or_default(),
        Node::Literal(literal) => literal.clone(),
        Node::Index(index) => item(value, *index).cloned().unwrap_or_default(),
        Node::Slice(parts) => slice(value, parts)?,
        Node::Chain(nodes) => chain(nodes, value)?,
        Node::Projection(base, each) => match search(base, value)? {
            Value::List(items) => project(items, each)?,
            _ => Value::Null,
        },
        Node::ValueProjection(base, each) => match search(base, value)? {
            Value::Map(map) => project(map.into_iter().map(|(_, v)| v), each)?,
            _ => Value::Null,
        },
        Node::FilterProjection { base, each, condition } => match search(base, value)? {
            Value::List(items) => filter(items, each, condition)?,
            _ => Value::Null,
        },
        Node::Flatten(base) => match search(base, value)? {
            Value::List(items) => flatten(items),
            _ => Value::Null,
        },
        Node::Comparison(comparison, left, right) => {
            compare(*comparison, &search(left, value)?, &search(right, value)?)?
        }
        Node::Or(left, right) => match search(left, value)? {
            left if is_false(&left) => search(right, value)?,
            left => left,
        },
        Node::And(left, right) => match search(left, value)? {
            left if is_false(&left) => left,
            _ => search(right, value)?,
        },
        Node::Not(inner) => Value::Bool(is_false(&search(inner, value)?)),
        Node::MultiList(_) | Node::MultiHash(_) if *value == Value::Null => Value::Null,
        Node::MultiList(nodes) => Value::List(nodes.iter().map(|n| search(n, value)).collect::<Result<_>>()?),
        Node::MultiHash(pairs) => {
            let members = pairs.iter().map(|(key, node)| Ok((key.clone(), search(node, value)?)));
            Value::Map(members.collect::<Result<Map>>()?)
        }
        // A reference has a meaning as an argument only; anywhere else it finds nothing.
        Node::Reference(_) => Value::Null,
        Node::Function(name, arguments) => function(name, arguments, value)?,
    })
}

fn chain(nodes: &[Node], value: &Value) -> Result<Value> {
    let Some((first, rest)) = nodes.split_first() else { return Ok(value.clone()) };
    let mut result = search(first, value)?;
    for node in rest {
        result = search(node, &result)?;
    }
    Ok(result)
}

fn function(name: &str, nodes: &[Node], value: &Value) -> Result<Value> {
    let mut arguments = Vec::with_capacity(nodes.len());
    for node in nodes {
        arguments.push(match node {
            Node::Reference(inner) => Argument::Reference(inner),
            other => Argument::Value(search(other, value)?),
        });
    }
    functions::call(name, &arguments)
}

fn item(value: &Value, index: i64) -> Option<&Value> {
    let items = value.as_list()?;
    let from_end = || usize::try_from(index.checked_neg()?).ok().and_then(|i| items.len().checked_sub(i));
    items.get(if index < 0 { from_end()? } else { usize::try_from(index).ok()? })
}

/// Python's slices: bounds are clamped, a negative step goes backwards.
fn slice(value: &Value, parts: &[Option<i64>; 3]) -> Result<Value> {
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
        out.extend(usize::try_from(at).ok().and_then(|i| items.get(i)).cloned());
        at = at.saturating_add(step);
    }
    Ok(Value::List(out))
}

fn project(items: impl IntoIterator<Item = Value>, each: &Node) -> Result<Value> {
    let mut out = Vec::new();
    for item in items {
        match if *each == Node::Identity { item } else { search(each, &item)? } {
            Value::Null => {}
            found => out.push(found),
        }
    }
    Ok(Value::List(out))
}

fn filter(items: Vec<Value>, each: &Node, condition: &Node) -> Result<Value> {
    let mut kept = Vec::new();
    for item in items {
        if !is_false(&search(condition, &item)?) {
            kept.push(item);
        }
    }
    project(kept, each)
}

fn flatten(items: Vec<Value>) -> Value {
    let mut out = Vec::new();
    for item in items {
        match item {
            Value::List(inner) => out.extend(inner),
            other => out.push(other),
        }
    }
    Value::List(out)
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

fn compare(comparison: Comparison, left: &Value, right: &Value) -> Result<Value> {
    let symbol = match comparison {
        Comparison::Equal => return Ok(Value::Bool(equals(left, right))),
        Comparison::NotEqual => return Ok(Value::Bool(!equals(left, right))),
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
fn equals(left: &Value, right: &Value) -> bool {
    !matches!((left, right), (Value::Bool(_), Value::Number(_)) | (Value::Number(_), Value::Bool(_)))
        && same(left, right)
}

/// Equality of what lists and structures hold, which is Python's: `1`, `1.0` and `true` are the
/// same, and the order of members does not matter.
pub(super) fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => number::compare(a, b) == Some(Ordering::Equal),
        (Value::Bool(b), Value::Number(n)) | (Value::Number(n), Value::Bool(b)) => {
            number::compare(n, &Number::Int(i64::from(*b))) == Some(Ordering::Equal)
        }
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Map(a), Value::Map(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        _ => left == right,
    }
}

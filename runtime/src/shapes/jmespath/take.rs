//! The tree applied to a value that is needed no more. What can be moved is moved; wherever a value is
//! looked at more than once, [`search`] borrows it as ever.

use super::ast::Node;
use super::error::RuntimeError;
use super::eval::{filter, flatten, project, search};
use crate::shapes::value::Value;

type Result<T> = std::result::Result<T, RuntimeError>;

/// As [`search`].
pub(super) fn take(node: &Node, mut value: Value) -> Result<Value> {
    Ok(match node {
        Node::Identity => value,
        Node::Field(name) => member(&mut value, name),
        Node::Chain(nodes) => nodes.iter().try_fold(value, |value, node| take(node, value))?,
        Node::Projection(base, each) => match take(base, value)? {
            Value::List(items) => project(items, each)?,
            _ => Value::Null,
        },
        Node::ValueProjection(base, each) => match take(base, value)? {
            Value::Map(map) => project(map.into_iter().map(|(_, v)| v), each)?,
            _ => Value::Null,
        },
        Node::FilterProjection { base, each, condition } => match take(base, value)? {
            Value::List(items) => filter(items, each, condition)?,
            _ => Value::Null,
        },
        Node::Flatten(base) => match take(base, value)? {
            Value::List(items) => flatten(items),
            _ => Value::Null,
        },
        other => search(other, &value)?,
    })
}

fn member(value: &mut Value, name: &str) -> Value {
    match value {
        Value::Map(map) => map.get_mut(name).map(std::mem::take).unwrap_or_default(),
        _ => Value::Null,
    }
}

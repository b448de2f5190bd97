//! The built-in functions: signatures as a table, then one small function each.

mod order;
mod types;

use std::cmp::Ordering;

pub(super) use types::not_ordered;
use types::{argument_type, check};

use super::ast::Node;
use super::error::RuntimeError;
use super::eval::{same, search};
use super::number;
use crate::shapes::text::python;
use crate::shapes::value::json;
use crate::shapes::value::{Map, Number, Value};

type Result<T> = std::result::Result<T, RuntimeError>;

/// An argument: a value, or an expression to be applied to values.
#[derive(Clone)]
pub(super) enum Argument<'a> {
    Value(Value),
    Reference(&'a Node),
}

/// A function: its name, the types of each argument (none means any), whether the last one repeats.
struct Function {
    name: &'static str,
    parameters: &'static [&'static [&'static str]],
    variadic: bool,
    call: fn(&[Argument<'_>]) -> Result<Value>,
}

const fn fixed(
    name: &'static str,
    parameters: &'static [&'static [&'static str]],
    call: fn(&[Argument<'_>]) -> Result<Value>,
) -> Function {
    Function { name, parameters, variadic: false, call }
}

const fn variadic(
    name: &'static str,
    parameters: &'static [&'static [&'static str]],
    call: fn(&[Argument<'_>]) -> Result<Value>,
) -> Function {
    Function { name, parameters, variadic: true, call }
}

const ANY: &[&str] = &[];
const NUMBER: &[&str] = &["number"];
const STRING: &[&str] = &["string"];
const OBJECT: &[&str] = &["object"];
const ARRAY: &[&str] = &["array"];
const EXPREF: &[&str] = &["expref"];
const NUMBERS: &[&str] = &["array-number"];
const SORTABLE: &[&str] = &["array-string", "array-number"];
const COMPARABLE: &[&str] = &["array-number", "array-string"];

static FUNCTIONS: &[Function] = &[
    fixed("abs", &[NUMBER], |a| Ok(Value::Number(number::absolute(of_number(&a[0]))))),
    fixed("avg", &[NUMBERS], |a| Ok(average(&a[0]))),
    fixed("ceil", &[NUMBER], |a| round(&a[0], f64::ceil)),
    fixed("contains", &[&["array", "string"], ANY], |a| contains(&a[0], &a[1])),
    fixed("ends_with", &[STRING, STRING], |a| Ok(text(&a[0]).ends_with(text(&a[1])).into())),
    fixed("floor", &[NUMBER], |a| round(&a[0], f64::floor)),
    fixed("join", &[STRING, &["array-string"]], |a| {
        let parts: Vec<&str> = items(&a[1]).iter().filter_map(Value::as_str).collect();
        Ok(parts.join(text(&a[0])).into())
    }),
    fixed("keys", &[OBJECT], |a| Ok(map(&a[0]).keys().map(Value::from).collect::<Vec<_>>().into())),
    fixed("length", &[&["string", "array", "object"]], |a| Ok((length(value(&a[0])) as i64).into())),
    fixed("map", &[EXPREF, ARRAY], |a| {
        Ok(items(&a[1]).iter().map(|item| apply(&a[0], item)).collect::<Result<Vec<_>>>()?.into())
    }),
    fixed("max", &[COMPARABLE], |a| Ok(order::extreme(items(&a[0]), Ordering::Greater))),
    fixed("max_by", &[ARRAY, EXPREF], |a| order::extreme_by(a, "max_by", Ordering::Greater)),
    variadic("merge", &[OBJECT], |a| Ok(a.iter().flat_map(|m| map(m).clone()).collect::<Map>().into())),
    fixed("min", &[COMPARABLE], |a| Ok(order::extreme(items(&a[0]), Ordering::Less))),
    fixed("min_by", &[ARRAY, EXPREF], |a| order::extreme_by(a, "min_by", Ordering::Less)),
    variadic("not_null", &[ANY], |a| {
        Ok(a.iter().map(value).find(|v| **v != Value::Null).cloned().unwrap_or_default())
    }),
    fixed("reverse", &[&["array", "string"]], |a| {
        Ok(match value(&a[0]) {
            Value::String(text) => text.chars().rev().collect::<String>().into(),
            other => other.as_list().unwrap_or_default().iter().rev().cloned().collect::<Vec<_>>().into(),
        })
    }),
    fixed("sort", &[SORTABLE], |a| Ok(order::sort(items(&a[0])))),
    fixed("sort_by", &[ARRAY, EXPREF], order::sort_by),
    fixed("starts_with", &[STRING, STRING], |a| Ok(text(&a[0]).starts_with(text(&a[1])).into())),
    fixed("sum", &[NUMBERS], |a| Ok(Value::Number(sum(&a[0])))),
    fixed("to_array", &[ANY], |a| {
        Ok(match value(&a[0]) {
            list @ Value::List(_) => list.clone(),
            other => vec![other.clone()].into(),
        })
    }),
    fixed("to_number", &[ANY], |a| Ok(to_number(value(&a[0])))),
    fixed("to_string", &[ANY], |a| Ok(to_string(value(&a[0])))),
    fixed("type", &[ANY], |a| Ok(argument_type(&a[0]).into())),
    fixed("values", &[OBJECT], |a| Ok(map(&a[0]).values().cloned().collect::<Vec<_>>().into())),
];

/// Checks the arguments and calls the function.
pub(super) fn call(name: &str, arguments: &[Argument<'_>]) -> Result<Value> {
    let function = FUNCTIONS.iter().find(|f| f.name == name);
    let function = function.ok_or_else(|| RuntimeError(format!("Unknown function: {name}()")))?;
    let expected = function.parameters.len();
    let enough = if function.variadic { arguments.len() >= expected } else { arguments.len() == expected };
    if !enough {
        let (least, s) =
            (if function.variadic { "at least " } else { "" }, if expected == 1 { "" } else { "s" });
        return Err(RuntimeError(format!(
            "Expected {least}{expected} argument{s} for function {name}(), received {}",
            arguments.len()
        )));
    }
    // The types of the last parameter hold for all that a variadic function is given.
    let last = function.parameters.last().into_iter().cycle();
    for (argument, types) in arguments.iter().zip(function.parameters.iter().chain(last)) {
        check(name, argument, types)?;
    }
    (function.call)(arguments)
}

/// What an argument is whose type has been checked.
fn value<'a>(argument: &'a Argument<'_>) -> &'a Value {
    match argument {
        Argument::Value(value) => value,
        Argument::Reference(_) => &Value::Null,
    }
}

fn text<'a>(argument: &'a Argument<'_>) -> &'a str {
    value(argument).as_str().unwrap_or_default()
}

fn items<'a>(argument: &'a Argument<'_>) -> &'a [Value] {
    value(argument).as_list().unwrap_or_default()
}

fn map<'a>(argument: &'a Argument<'_>) -> &'a Map {
    static EMPTY: Map = Map::new();
    value(argument).as_map().unwrap_or(&EMPTY)
}

fn apply(reference: &Argument<'_>, item: &Value) -> Result<Value> {
    match reference {
        Argument::Reference(node) => search(node, item),
        Argument::Value(value) => Ok(value.clone()),
    }
}

/// The number that an argument is whose type has been checked.
fn of_number<'a>(argument: &'a Argument<'_>) -> &'a Number {
    match value(argument) {
        Value::Number(number) => number,
        _ => &Number::Int(0),
    }
}

fn round(argument: &Argument<'_>, rounding: fn(f64) -> f64) -> Result<Value> {
    let Number::Float(x) = of_number(argument) else { return Ok(value(argument).clone()) };
    let name = if x.is_nan() { "NaN" } else { "infinity" };
    let rounded = number::whole(rounding(*x)).map(Value::Number);
    rounded.ok_or_else(|| RuntimeError(format!("cannot convert float {name} to integer")))
}

fn sum(argument: &Argument<'_>) -> Number {
    number::sum(items(argument).iter().filter_map(|item| match item {
        Value::Number(number) => Some(number),
        _ => None,
    }))
}

fn average(argument: &Argument<'_>) -> Value {
    match items(argument).len() {
        0 => Value::Null,
        count => (sum(argument).as_f64() / count as f64).into(),
    }
}

fn contains(subject: &Argument<'_>, wanted: &Argument<'_>) -> Result<Value> {
    match (value(subject), value(wanted)) {
        (Value::String(text), Value::String(part)) => Ok(text.contains(part.as_str()).into()),
        (Value::String(_), other) => Err(RuntimeError(format!(
            "'in <string>' requires string as left operand, not {}",
            crate::shapes::text::python::type_name(other)
        ))),
        (list, wanted) => Ok(list.as_list().unwrap_or_default().iter().any(|item| same(item, wanted)).into()),
    }
}

fn length(value: &Value) -> usize {
    match value {
        Value::String(text) => text.chars().count(),
        Value::List(items) => items.len(),
        Value::Map(map) => map.len(),
        _ => 0,
    }
}

fn to_number(value: &Value) -> Value {
    match value {
        Value::Number(_) => value.clone(),
        Value::String(text) => {
            let float = || python::float(text).map(Number::Float);
            python::integer(text).or_else(float).map_or(Value::Null, Value::Number)
        }
        _ => Value::Null,
    }
}

fn to_string(value: &Value) -> Value {
    match value {
        Value::String(_) => value.clone(),
        other => json::to_string(other, json::Layout::Dense).into(),
    }
}

//! The built-in functions: signatures as a table, then one small function each.

mod order;
mod types;

use std::borrow::Cow;
use std::cmp::Ordering;

pub(super) use types::not_ordered;
use types::{argument_type, check};

use super::ast::Node;
use super::error::RuntimeError;
use super::eval::{own, same, search};
use super::number;
use super::work::Work;
use crate::shapes::text::python;
use crate::shapes::value::json;
use crate::shapes::value::{Map, Number, Value};

type Result<T> = std::result::Result<T, RuntimeError>;

/// An argument: a value, or an expression to be applied to values.
pub(super) enum Argument<'a> {
    Value(Cow<'a, Value>),
    Reference(&'a Node),
}

/// What a function does with arguments whose number and types have been checked. It may take them apart.
type Body = fn(&Work<'_>, &mut [Argument<'_>]) -> Result<Value>;

/// A function: its name, the types of each argument (none means any), whether the last one repeats.
struct Function {
    name: &'static str,
    parameters: &'static [&'static [&'static str]],
    variadic: bool,
    call: Body,
}

const fn fixed(name: &'static str, parameters: &'static [&'static [&'static str]], call: Body) -> Function {
    Function { name, parameters, variadic: false, call }
}

const fn variadic(
    name: &'static str,
    parameters: &'static [&'static [&'static str]],
    call: Body,
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
    fixed("abs", &[NUMBER], |_, a| Ok(Value::Number(number::absolute(of_number(&a[0]))))),
    fixed("avg", &[NUMBERS], |_, a| Ok(average(&a[0]))),
    fixed("ceil", &[NUMBER], |_, a| round(&a[0], f64::ceil)),
    fixed("contains", &[&["array", "string"], ANY], |w, a| contains(w, &a[0], &a[1])),
    fixed("ends_with", &[STRING, STRING], |_, a| Ok(text(&a[0]).ends_with(text(&a[1])).into())),
    fixed("floor", &[NUMBER], |_, a| round(&a[0], f64::floor)),
    fixed("join", &[STRING, &["array-string"]], |w, a| join(w, text(&a[0]), items(&a[1]))),
    fixed("keys", &[OBJECT], |w, a| {
        let mut keys = Vec::new();
        for key in map(&a[0]).keys() {
            keys.push(w.text(key.to_owned())?);
        }
        Ok(keys.into())
    }),
    fixed("length", &[&["string", "array", "object"]], |_, a| Ok((length(value(&a[0])) as i64).into())),
    fixed("map", &[EXPREF, ARRAY], |w, a| {
        let mut found = Vec::new();
        for item in items(&a[1]) {
            found.push(own(w, apply(w, &a[0], item)?)?);
        }
        Ok(found.into())
    }),
    fixed("max", &[COMPARABLE], |w, a| order::extreme(w, items(&a[0]), Ordering::Greater)),
    fixed("max_by", &[ARRAY, EXPREF], |w, a| order::extreme_by(w, a, "max_by", Ordering::Greater)),
    variadic("merge", &[OBJECT], merge),
    fixed("min", &[COMPARABLE], |w, a| order::extreme(w, items(&a[0]), Ordering::Less)),
    fixed("min_by", &[ARRAY, EXPREF], |w, a| order::extreme_by(w, a, "min_by", Ordering::Less)),
    variadic("not_null", &[ANY], |w, a| {
        a.iter().map(value).find(|v| **v != Value::Null).map_or(Ok(Value::Null), |v| w.copy(v))
    }),
    fixed("reverse", &[&["array", "string"]], |w, a| match value(&a[0]) {
        Value::String(text) => w.text(text.chars().rev().collect()),
        _ => Ok(take_items(w, &mut a[0])?.into_iter().rev().collect::<Vec<_>>().into()),
    }),
    fixed("sort", &[SORTABLE], |w, a| Ok(order::sort(take_items(w, &mut a[0])?))),
    fixed("sort_by", &[ARRAY, EXPREF], order::sort_by),
    fixed("starts_with", &[STRING, STRING], |_, a| Ok(text(&a[0]).starts_with(text(&a[1])).into())),
    fixed("sum", &[NUMBERS], |_, a| Ok(Value::Number(sum(&a[0])))),
    fixed("to_array", &[ANY], |w, a| match value(&a[0]) {
        Value::List(_) => Ok(take_items(w, &mut a[0])?.into()),
        other => Ok(vec![w.copy(other)?].into()),
    }),
    fixed("to_number", &[ANY], |_, a| Ok(to_number(value(&a[0])))),
    fixed("to_string", &[ANY], |w, a| to_string(w, value(&a[0]))),
    fixed("type", &[ANY], |_, a| Ok(argument_type(&a[0]).into())),
    fixed("values", &[OBJECT], |w, a| Ok(copies(w, map(&a[0]).values())?.into())),
];

/// Checks the arguments and calls the function.
pub(super) fn call(work: &Work<'_>, name: &str, arguments: &mut [Argument<'_>]) -> Result<Value> {
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
        work.step(length(value(argument)))?;
        check(name, argument, types)?;
    }
    (function.call)(work, arguments)
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

/// The items of a list, moved out of it if nobody else has it.
fn take_items(work: &Work<'_>, argument: &mut Argument<'_>) -> Result<Vec<Value>> {
    match argument {
        Argument::Value(Cow::Owned(Value::List(items))) => Ok(std::mem::take(items)),
        borrowed => copies(work, items(borrowed)),
    }
}

fn map<'a>(argument: &'a Argument<'_>) -> &'a Map {
    static EMPTY: Map = Map::new();
    value(argument).as_map().unwrap_or(&EMPTY)
}

fn apply<'a>(work: &Work<'_>, reference: &Argument<'a>, item: &'a Value) -> Result<Cow<'a, Value>> {
    match reference {
        Argument::Reference(node) => search(work, node, Cow::Borrowed(item)),
        Argument::Value(value) => own(work, Cow::Borrowed(value)).map(Cow::Owned),
    }
}

fn copies<'a>(work: &Work<'_>, values: impl IntoIterator<Item = &'a Value>) -> Result<Vec<Value>> {
    let mut copies = Vec::new();
    for value in values {
        copies.push(work.copy(value)?);
    }
    Ok(copies)
}

fn join(work: &Work<'_>, between: &str, items: &[Value]) -> Result<Value> {
    let parts: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
    // Counted before it is made: a long separator between many items is soon more than there is memory.
    work.made(parts.iter().map(|part| part.len().saturating_add(between.len())).sum())?;
    Ok(parts.join(between).into())
}

fn merge(work: &Work<'_>, maps: &mut [Argument<'_>]) -> Result<Value> {
    let mut merged = Map::new();
    for (key, value) in maps.iter().flat_map(|argument| map(argument).iter()) {
        work.made(key.len())?;
        merged.insert(key, work.copy(value)?);
    }
    Ok(merged.into())
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

fn contains(work: &Work<'_>, subject: &Argument<'_>, wanted: &Argument<'_>) -> Result<Value> {
    match (value(subject), value(wanted)) {
        (Value::String(text), Value::String(part)) => Ok(text.contains(part.as_str()).into()),
        (Value::String(_), other) => Err(RuntimeError(format!(
            "'in <string>' requires string as left operand, not {}",
            crate::shapes::text::python::type_name(other)
        ))),
        (list, wanted) => {
            for item in list.as_list().unwrap_or_default() {
                if same(work, item, wanted)? {
                    return Ok(true.into());
                }
            }
            Ok(false.into())
        }
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

fn to_string(work: &Work<'_>, value: &Value) -> Result<Value> {
    match value {
        Value::String(_) => work.copy(value),
        other => work.text(json::to_string(other, json::Layout::Dense)),
    }
}

//! The built-in functions: signatures as a table, then one small function each.

use std::cmp::Ordering;

use super::ast::Node;
use super::error::RuntimeError;
use super::eval::{compare_numbers, equals, search};
use crate::json;
use crate::python;
use crate::value::{Map, Number, Value};

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
    fixed("abs", &[NUMBER], |a| Ok(number(map_number(&a[0], |n| n.checked_abs(), f64::abs)))),
    fixed("avg", &[NUMBERS], |a| Ok(average(items(&a[0])))),
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
    fixed("max", &[COMPARABLE], |a| Ok(extreme(items(&a[0]).iter().cloned(), Ordering::Greater))),
    fixed("max_by", &[ARRAY, EXPREF], |a| extreme_by(a, "max_by", Ordering::Greater)),
    variadic("merge", &[OBJECT], |a| Ok(a.iter().flat_map(|m| map(m).clone()).collect::<Map>().into())),
    fixed("min", &[COMPARABLE], |a| Ok(extreme(items(&a[0]).iter().cloned(), Ordering::Less))),
    fixed("min_by", &[ARRAY, EXPREF], |a| extreme_by(a, "min_by", Ordering::Less)),
    variadic("not_null", &[ANY], |a| {
        Ok(a.iter().map(value).find(|v| **v != Value::Null).cloned().unwrap_or_default())
    }),
    fixed("reverse", &[&["array", "string"]], |a| {
        Ok(match value(&a[0]) {
            Value::String(text) => text.chars().rev().collect::<String>().into(),
            other => other.as_list().unwrap_or_default().iter().rev().cloned().collect::<Vec<_>>().into(),
        })
    }),
    fixed("sort", &[SORTABLE], |a| {
        let mut sorted = items(&a[0]).to_vec();
        sorted.sort_by(order);
        Ok(sorted.into())
    }),
    fixed("sort_by", &[ARRAY, EXPREF], sort_by),
    fixed("starts_with", &[STRING, STRING], |a| Ok(text(&a[0]).starts_with(text(&a[1])).into())),
    fixed("sum", &[NUMBERS], |a| Ok(sum(items(&a[0])))),
    fixed("to_array", &[ANY], |a| {
        Ok(match value(&a[0]) {
            list @ Value::List(_) => list.clone(),
            other => vec![other.clone()].into(),
        })
    }),
    fixed("to_number", &[ANY], |a| Ok(to_number(value(&a[0])))),
    fixed("to_string", &[ANY], |a| Ok(to_string(value(&a[0])))),
    fixed("type", &[ANY], |a| Ok(type_name(&a[0]).into())),
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
    for (argument, types) in arguments.iter().zip(function.parameters) {
        check(name, argument, types)?;
    }
    (function.call)(arguments)
}

/// Checks the type of an argument and, where the signature says so, of its items.
fn check(function: &str, argument: &Argument<'_>, types: &[&'static str]) -> Result<()> {
    if types.is_empty() {
        return Ok(());
    }
    let actual = type_name(argument);
    let outer = |t: &&str| t.split('-').next() == Some(actual);
    if !types.iter().any(outer) {
        return Err(type_error(function, &shown(argument), types, actual));
    }
    let subtypes: Vec<&str> = types.iter().filter_map(|t| t.split_once('-')).map(|(_, sub)| sub).collect();
    let Argument::Value(Value::List(list)) = argument else { return Ok(()) };
    let Some(first) = list.first().filter(|_| !subtypes.is_empty()) else { return Ok(()) };
    let wanted = subtypes.iter().find(|s| subtypes.len() == 1 || **s == name_of(first));
    match list.iter().find(|item| wanted.is_none_or(|w| *w != name_of(item))) {
        Some(item) => Err(type_error(function, &python::display(item), types, python_type(item))),
        None => Ok(()),
    }
}

fn type_error(function: &str, value: &str, types: &[&str], received: &str) -> RuntimeError {
    let types: Vec<String> = types.iter().map(|t| format!("'{t}'")).collect();
    RuntimeError(format!(
        "In function {function}(), invalid type for value: {value}, expected one of: [{}], received: \"{received}\"",
        types.join(", ")
    ))
}

fn shown(argument: &Argument<'_>) -> String {
    match argument {
        Argument::Value(value) => python::display(value),
        Argument::Reference(_) => "an expression".into(),
    }
}

fn type_name(argument: &Argument<'_>) -> &'static str {
    match argument {
        Argument::Value(value) => name_of(value),
        Argument::Reference(_) => "expref",
    }
}

fn name_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) | Value::Bytes(_) => "string",
        Value::List(_) => "array",
        Value::Map(_) => "object",
    }
}

/// Items of the wrong type are reported by the name of their Python type.
fn python_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "NoneType",
        Value::Bool(_) => "bool",
        Value::Number(Number::Float(_)) => "float",
        Value::Number(_) => "int",
        Value::String(_) => "str",
        Value::Bytes(_) => "bytes",
        Value::List(_) => "list",
        Value::Map(_) => "dict",
    }
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

fn number(n: Number) -> Value {
    Value::Number(n)
}

fn map_number(argument: &Argument<'_>, int: fn(i64) -> Option<i64>, float: fn(f64) -> f64) -> Number {
    match value(argument) {
        Value::Number(Number::Int(n)) => int(*n).map_or(Number::Float(float(*n as f64)), Number::Int),
        Value::Number(Number::Big(digits)) => Number::Big(digits.trim_start_matches('-').into()),
        Value::Number(Number::Float(x)) => Number::Float(float(*x)),
        _ => Number::Int(0),
    }
}

fn round(argument: &Argument<'_>, rounding: fn(f64) -> f64) -> Result<Value> {
    match value(argument) {
        Value::Number(Number::Float(x)) if !x.is_finite() => {
            Err(RuntimeError(format!("cannot convert float {x} to integer")))
        }
        Value::Number(Number::Float(x)) => {
            Ok(number(Number::integer(&format!("{:.0}", rounding(*x))).unwrap_or(Number::Int(0))))
        }
        other => Ok(other.clone()),
    }
}

fn sum(numbers: &[Value]) -> Value {
    let mut whole = Some(0i64);
    let mut real = 0.0;
    for item in numbers {
        let Value::Number(n) = item else { continue };
        real += n.as_f64();
        whole = match n {
            Number::Int(i) => whole.and_then(|w| w.checked_add(*i)),
            _ => None,
        };
    }
    whole.map_or_else(|| real.into(), Value::from)
}

fn average(numbers: &[Value]) -> Value {
    match (numbers.len(), sum(numbers)) {
        (count @ 1.., Value::Number(total)) => (total.as_f64() / count as f64).into(),
        _ => Value::Null,
    }
}

fn contains(subject: &Argument<'_>, wanted: &Argument<'_>) -> Result<Value> {
    match (value(subject), value(wanted)) {
        (Value::String(text), Value::String(part)) => Ok(text.contains(part.as_str()).into()),
        (Value::String(_), other) => Err(RuntimeError(format!(
            "'in <string>' requires string as left operand, not {}",
            python_type(other)
        ))),
        (list, wanted) => {
            Ok(list.as_list().unwrap_or_default().iter().any(|item| equals(item, wanted)).into())
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

fn to_string(value: &Value) -> Value {
    match value {
        Value::String(_) => value.clone(),
        other => json::to_string(other, json::Layout::Dense).into(),
    }
}

fn order(left: &Value, right: &Value) -> Ordering {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => compare_numbers(a, b).unwrap_or(Ordering::Equal),
        (Value::String(a), Value::String(b)) => a.cmp(b),
        _ => Ordering::Equal,
    }
}

/// The first of the greatest (or least) values; `null` of none.
fn extreme(values: impl Iterator<Item = Value>, wanted: Ordering) -> Value {
    values.reduce(|best, next| if order(&next, &best) == wanted { next } else { best }).unwrap_or_default()
}

/// Each item with its key; all keys must be of the given types.
fn keyed<'a>(
    arguments: &'a [Argument<'_>],
    function: &str,
    types: &[&str],
) -> Result<Vec<(Value, &'a Value)>> {
    let pair = |item: &'a Value| {
        let key = apply(&arguments[1], item)?;
        match types.contains(&name_of(&key)) {
            true => Ok((key, item)),
            false => Err(type_error(function, &python::display(&key), types, name_of(&key))),
        }
    };
    items(&arguments[0]).iter().map(pair).collect()
}

fn extreme_by(arguments: &[Argument<'_>], function: &str, wanted: Ordering) -> Result<Value> {
    let pairs = keyed(arguments, function, &["number", "string"])?;
    if let Some((first, other)) =
        pairs.first().zip(pairs.iter().find(|p| name_of(&p.0) != name_of(&pairs[0].0)))
    {
        let operator = if wanted == Ordering::Greater { ">" } else { "<" };
        return Err(not_ordered(operator, &other.0, &first.0));
    }
    let best =
        pairs.into_iter().reduce(|best, next| if order(&next.0, &best.0) == wanted { next } else { best });
    Ok(best.map(|(_, item)| item.clone()).unwrap_or_default())
}

/// The error that text and numbers have no order.
pub(super) fn not_ordered(operator: &str, left: &Value, right: &Value) -> RuntimeError {
    let (left, right) = (python_type(left), python_type(right));
    RuntimeError(format!("'{operator}' not supported between instances of '{left}' and '{right}'"))
}

fn sort_by(arguments: &[Argument<'_>]) -> Result<Value> {
    let Some(first) = items(&arguments[0]).first() else { return Ok(Value::List(Vec::new())) };
    let key = apply(&arguments[1], first)?;
    let required = name_of(&key);
    if !matches!(required, "number" | "string") {
        return Err(type_error("sort_by", &python::display(first), &["string", "number"], required));
    }
    let mut pairs = keyed(arguments, "sort_by", &[required])?;
    pairs.sort_by(|a, b| order(&a.0, &b.0));
    Ok(pairs.into_iter().map(|(_, item)| item.clone()).collect::<Vec<_>>().into())
}

//! Types of arguments, and errors about them in the words of the Python library.

use super::Argument;
use crate::shapes::jmespath::error::RuntimeError;
use crate::shapes::text::python;
use crate::shapes::value::Value;

/// Checks the type of an argument and, where the signature says so, of its items.
pub(super) fn check(function: &str, argument: &Argument<'_>, types: &[&str]) -> Result<(), RuntimeError> {
    if types.is_empty() {
        return Ok(());
    }
    let actual = argument_type(argument);
    if !types.iter().any(|t| t.split('-').next() == Some(actual)) {
        return Err(type_error(function, &shown(argument), types, actual));
    }
    let subtypes: Vec<&str> = types.iter().filter_map(|t| t.split_once('-')).map(|(_, sub)| sub).collect();
    let Argument::Value(value) = argument else { return Ok(()) };
    let Some(list) = value.as_list() else { return Ok(()) };
    let Some(first) = list.first().filter(|_| !subtypes.is_empty()) else { return Ok(()) };
    // Where items may be of several types, all are of the type of the first.
    let wanted = subtypes.iter().find(|s| subtypes.len() == 1 || **s == type_name(first));
    match list.iter().find(|item| wanted.is_none_or(|w| *w != type_name(item))) {
        Some(item) => Err(type_error(function, &python::display(item), types, python::type_name(item))),
        None => Ok(()),
    }
}

/// The error that a value has none of the types that a function takes.
pub(super) fn type_error(function: &str, value: &str, types: &[&str], received: &str) -> RuntimeError {
    let types: Vec<String> = types.iter().map(|t| format!("'{t}'")).collect();
    RuntimeError(format!(
        "In function {function}(), invalid type for value: {value}, expected one of: [{}], received: \"{received}\"",
        types.join(", ")
    ))
}

/// The error that text and numbers have no order.
pub(in crate::shapes::jmespath) fn not_ordered(operator: &str, left: &Value, right: &Value) -> RuntimeError {
    let (left, right) = (python::type_name(left), python::type_name(right));
    RuntimeError(format!("'{operator}' not supported between instances of '{left}' and '{right}'"))
}

fn shown(argument: &Argument<'_>) -> String {
    match argument {
        Argument::Value(value) => python::display(value),
        Argument::Reference(_) => "an expression".into(),
    }
}

/// The JMESPath name of an argument's type.
pub(super) fn argument_type(argument: &Argument<'_>) -> &'static str {
    match argument {
        Argument::Value(value) => type_name(value),
        Argument::Reference(_) => "expref",
    }
}

/// The JMESPath name of a value's type.
pub(super) fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) | Value::Bytes(_) => "string",
        Value::List(_) => "array",
        Value::Map(_) => "object",
    }
}

//! Input documents of YAML: what was read is written as YAML and read again.

use awsmodel_command::internals;
use awsmodel_command::output;
use awsmodel_runtime::value::{Number, Value};

use super::{alike, text};

pub(super) const WORDS: &[&str] = &[
    "- ",
    ": ",
    "? ",
    "| ",
    "|\n",
    ">\n",
    ">-\n",
    "&a ",
    "*a",
    "<<: *a",
    "!!str ",
    "!!binary ",
    "!!int ",
    "!!timestamp ",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "{",
    "}",
    "[",
    "]",
    ", ",
    "#",
    "'",
    "\"",
    "~",
    "null",
    "yes",
    "0o17",
    "0x1f",
    ".inf",
    ".nan",
    "2020-01-01",
    "1_000",
    "\n  ",
    "\t",
    "\\x41",
    "\\u263a",
];

pub(super) fn run(data: &[u8]) -> bool {
    match internals::yaml(&text(data)) {
        Ok(value) => {
            again(&value);
            true
        }
        Err(error) => {
            assert!(!error.is_empty());
            false
        }
    }
}

/// Writes a value and reads it again.
pub(super) fn again(value: &Value) {
    if !has_a_notation(value) {
        return;
    }
    if let Some(written) = output::yaml(value) {
        let read = internals::yaml(&written).unwrap_or_else(|e| panic!("{e}: {written}"));
        assert!(alike(&read, value), "{value:?} was written as {written} and read as {read:?}");
    }
    let stream = output::yaml_stream_page(value);
    let read = internals::yaml(&stream).unwrap_or_else(|e| panic!("{e}: {stream}"));
    let page = read.as_list().and_then(<[Value]>::first);
    assert!(page.is_some_and(|page| alike(page, value)), "{value:?} was written as {stream}");
}

/// Dates, bytes and numbers that are none are written in another way than they are read.
fn has_a_notation(value: &Value) -> bool {
    match value {
        Value::Bytes(_) | Value::Number(Number::Date(_)) => false,
        Value::Number(Number::Float(float)) => float.is_finite(),
        Value::List(items) => items.iter().all(has_a_notation),
        Value::Map(map) => map.iter().all(|(_, value)| has_a_notation(value)),
        _ => true,
    }
}

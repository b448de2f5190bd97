//! Values to lines, with blocks for everything that is not empty.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::style::{Style, is_break, style};
use super::writer::Writer;
use crate::output::columns;
use rt::json::Drain;
use rt::value::{Map, Number, Value};

/// Blanks of each level.
const INDENT: usize = 2;
/// A key of more bytes stands on a line of its own.
const LONGEST_SIMPLE_KEY: usize = 128;

/// Writes a list or a structure as a document. `drain` may take away what is finished.
pub(super) fn document(value: &Value, drain: Drain<'_>) -> String {
    let mut writer = Writer::new(drain);
    node(&mut writer, value, 0);
    writer.finish()
}

/// Writes a document that is a list of one item.
pub(super) fn document_of_one(item: &Value) -> String {
    let keep = &mut |_: &mut String| {};
    let mut writer = Writer::new(keep);
    list(&mut writer, std::slice::from_ref(item), 0);
    writer.finish()
}

/// Writes an item of a list whose lines start at `indent`, from the mark before it to the end of its last line.
pub(super) fn item(value: &Value, indent: usize) -> String {
    let keep = &mut |_: &mut String| {};
    let mut writer = Writer::new(keep);
    list(&mut writer, std::slice::from_ref(value), indent);
    writer.into_text()
}

/// How far the items of a list are indented that stands below these keys.
pub(super) fn indent_below(keys: &[&str]) -> usize {
    let beside = keys.last().is_some_and(|key| is_simple(key));
    INDENT * keys.len() - if beside { INDENT } else { 0 }
}

/// A value whose lines start at `indent`.
fn node(writer: &mut Writer<'_>, value: &Value, indent: usize) {
    match value {
        Value::List(items) if items.is_empty() => writer.word("[]"),
        Value::List(items) => list(writer, items, indent),
        Value::Map(map) if map.is_empty() => writer.word("{}"),
        Value::Map(map) => members(writer, map, indent),
        Value::String(text) => writer.text(text, style(text, false), indent, true),
        Value::Bytes(bytes) => writer.text(&STANDARD.encode(bytes), Style::Plain, indent, true),
        Value::Bool(true) => writer.word("true"),
        Value::Bool(false) => writer.word("false"),
        Value::Number(number) => writer.word(&number_word(number)),
        Value::Null => writer.word("null"),
    }
}

fn list(writer: &mut Writer<'_>, items: &[Value], indent: usize) {
    for item in items {
        writer.new_line(indent);
        writer.indicator("-");
        node(writer, item, indent + INDENT);
        writer.drain();
    }
}

/// Members in the order of their names.
fn members(writer: &mut Writer<'_>, map: &Map, indent: usize) {
    for (key, value) in columns::members(map) {
        writer.new_line(indent);
        if is_simple(key) {
            writer.text(key, style(key, true), indent + INDENT, false);
            writer.colon();
        } else {
            writer.indicator("?");
            writer.text(key, style(key, false), indent + INDENT, true);
            writer.new_line(indent);
            writer.indicator(":");
        }
        // Below a simple key the items of a list need no indent of their own.
        let beside = matches!(value, Value::List(_)) && !writer.at_indent();
        node(writer, value, if beside { indent } else { indent + INDENT });
        writer.drain();
    }
}

/// Whether a key stands in one line with what it names.
fn is_simple(key: &str) -> bool {
    key.len() <= LONGEST_SIMPLE_KEY && !key.contains(is_break)
}

fn number_word(number: &Number) -> String {
    match number {
        Number::Float(x) if x.is_nan() => ".nan".into(),
        Number::Float(x) if x.is_infinite() => if *x > 0.0 { ".inf" } else { "-.inf" }.into(),
        number => number.to_string(),
    }
}

//! Values to lines, with blocks for everything that is not empty.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::style::{Style, is_break, style};
use super::writer::Writer;
use rt::value::{Map, Number, Value};

/// Blanks of each level.
const INDENT: usize = 2;
/// A key of more bytes stands on a line of its own.
const LONGEST_SIMPLE_KEY: usize = 128;

/// Writes a list or a structure as a document.
pub(super) fn document(value: &Value) -> String {
    let mut writer = Writer::new();
    node(&mut writer, value, 0);
    writer.finish()
}

/// A value whose lines start at `indent`.
fn node(writer: &mut Writer, value: &Value, indent: usize) {
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

fn list(writer: &mut Writer, items: &[Value], indent: usize) {
    for item in items {
        writer.new_line(indent);
        writer.indicator("-");
        node(writer, item, indent + INDENT);
    }
}

/// Members in the order of their names.
fn members(writer: &mut Writer, map: &Map, indent: usize) {
    for (key, value) in map.iter().collect::<BTreeMap<_, _>>() {
        writer.new_line(indent);
        if key.len() > LONGEST_SIMPLE_KEY || key.contains(is_break) {
            writer.indicator("?");
            writer.text(key, style(key, false), indent + INDENT, true);
            writer.new_line(indent);
            writer.indicator(":");
        } else {
            writer.text(key, style(key, true), indent + INDENT, false);
            writer.colon();
        }
        // Below a simple key the items of a list need no indent of their own.
        let beside = matches!(value, Value::List(_)) && !writer.at_indent();
        node(writer, value, if beside { indent } else { indent + INDENT });
    }
}

fn number_word(number: &Number) -> String {
    match number {
        Number::Float(x) if x.is_nan() => ".nan".into(),
        Number::Float(x) if x.is_infinite() => if *x > 0.0 { ".inf" } else { "-.inf" }.into(),
        number => number.to_string(),
    }
}

//! YAML in blocks, as `--output yaml` and `yaml-stream` print it: keys sorted, quotes only where a
//! YAML 1.2 reader needs them, long texts folded.

mod emit;
pub(crate) mod resolve;
mod style;
mod writer;

use rt::json::{Drain, Layout, to_string};
use rt::value::Value;

/// Writes a value as a YAML document. A scalar is written as JSON, which is YAML as well, and an
/// empty structure is no result: nothing is printed.
#[must_use]
pub fn yaml(value: &Value) -> Option<String> {
    match value {
        Value::Map(map) if map.is_empty() => None,
        value => Some(document(value, &mut |_| {})),
    }
}

/// The end of a document, after what `drain` has taken.
pub(super) fn document(value: &Value, drain: Drain<'_>) -> String {
    match value {
        Value::Map(_) | Value::List(_) => emit::document(value, drain),
        scalar => to_string(scalar, Layout::Pretty) + "\n",
    }
}

/// Writes one page of a stream: a list with the page as its only item, so that all pages together
/// are one list.
#[must_use]
pub fn yaml_stream_page(page: &Value) -> String {
    emit::document_of_one(page)
}

/// Writes an item of a list that stands below these keys, without the indent of its first line.
pub(super) fn item(value: &Value, keys: &[&str]) -> String {
    let indent = emit::indent_below(keys);
    emit::item(value, indent).split_off(indent)
}

/// What stands between two items of such a list.
pub(super) fn between_items(keys: &[&str]) -> String {
    format!("\n{}", " ".repeat(emit::indent_below(keys)))
}

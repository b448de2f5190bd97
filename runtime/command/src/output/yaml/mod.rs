//! YAML in blocks, as `--output yaml` and `yaml-stream` print it: keys sorted, quotes only where a
//! YAML 1.2 reader needs them, long texts folded.

mod emit;
mod resolve;
mod style;
mod writer;

use rt::json::{Layout, to_string};
use rt::value::Value;

/// Writes a value as a YAML document. A scalar is written as JSON, which is YAML as well, and an
/// empty structure is no result: nothing is printed.
#[must_use]
pub fn yaml(value: &Value) -> Option<String> {
    match value {
        Value::Map(map) if map.is_empty() => None,
        Value::Map(_) | Value::List(_) => Some(emit::document(value)),
        scalar => Some(to_string(scalar, Layout::Pretty) + "\n"),
    }
}

/// Writes one page of a stream: a list with the page as its only item, so that all pages together
/// are one list.
#[must_use]
pub fn yaml_stream_page(page: &Value) -> String {
    emit::document(&Value::List(vec![page.clone()]))
}
